"""What changed in a plan's own particulars and in how it is printed. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from priorities.compare.change import Change, Subject
from priorities.document import Layout, PlanDocument, PlanHead

PLAN = Subject("plan")


def head_changes(before: PlanDocument, after: PlanDocument, *, is_import: bool) -> Iterator[Change]:
    """Title, period, kind, the text around the tables, headings and level names.

    What a file does not say is no change. Version, agreement and board are particulars of an
    issue, not of the plan; indicators and the confidential log are never compared here.
    """
    told = chain(_head(before.plan, after.plan), _layout(before.layout, after.layout))
    return (change for change in told if not is_import or change.after is not None)


def _head(before: PlanHead, after: PlanHead) -> Iterator[Change]:
    yield from PLAN.reworded("title", before.title, after.title)
    yield from PLAN.other("kind", before.kind, after.kind)
    yield from PLAN.other("period_start", before.period_start, after.period_start)
    yield from PLAN.other("period_end", before.period_end, after.period_end)
    for name in ("front", "listed_priorities", "closing"):
        texts = ("\n".join(getattr(head, name)) for head in (before, after))
        yield from PLAN.reworded(name, *texts)


def _layout(before: Layout, after: Layout) -> Iterator[Change]:
    """Headings, by the field that stands below them; their order is position and no change."""
    one, other = _headings(before), _headings(after)
    for place in dict.fromkeys((*one, *other)):
        yield from PLAN.other("layout", one.get(place), other.get(place))


def _headings(layout: Layout) -> dict[tuple[str, str], str]:
    levels = {
        ("level", name): getattr(layout.levels, name)
        for name in ("priority", "objective", "action")
    }
    columns = {("column", column.field): column.heading for column in layout.columns}
    return levels | columns

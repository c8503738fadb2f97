"""A file becomes a plan document for a board: read with what the board knows already."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.text import slugify

from plans.models import Board, Plan, Rating
from priorities.codec import DocumentError
from priorities.document import BoardName, Finding, PlanDocument, PlanHead, RatingValue
from priorities.importing.files import read_file
from priorities.importing.grid import Unreadable
from priorities.importing.ratings import SHIPPED
from priorities.importing.reading import ANOTHER_BOARD, Read, Setting, read_plan
from priorities.importing.schemes import by_meaning
from priorities.importing.vocabulary import PLAN_HEADINGS
from priorities.models import Action
from priorities.services.importing.preview import known_leads
from priorities.timescale import Period

MOST_BYTES = 10 * 1024 * 1024


def plan_read(
    *,
    data: bytes,
    name: str,
    board: Board,
    plan: Plan | None = None,
    slug: str = "",
    assigned: Mapping[str, str] | None = None,
    period: Period | None = None,
    tell: Callable[[int], None] = lambda _: None,
) -> Read:
    """Read a Word, Excel or JSON file as a plan of this board.

    ``plan`` is the one it is to be compared with; without one it becomes ``slug``, or is named by
    its title. ``assigned`` says by hand what columns hold, ``period`` which years a new plan is
    for. ``tell`` hears of each step that is
    begun, by its number. Raises Unreadable, saying the mend.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("The file is larger than 10 MB. Take pictures out of it, and try again.")
    if not data:
        raise Unreadable("The file is empty. Choose another one.")
    tell(1)
    own = BoardName(board.slug, board.name)
    if data.lstrip()[:1] == b"{":
        document = _from_json(data, own)
        if plan is None and slug:
            document = replace(document, plan=replace(document.plan, slug=slug))
        return Read(document, ())
    setting = Setting(
        board=own,
        head=_head(plan) if plan else None,
        scheme=_scheme(board),
        leads=known_leads(board),
        assigned={**(_own_headings(plan) if plan else {}), **(assigned or {})},
        period=period,
    )
    source = read_file(data, name)
    tell(2)
    read = read_plan(source, setting)
    read = replace(read, document=by_meaning(read.document, setting.scheme))
    if plan is None:
        head = read.document.plan
        named = slug or slugify(head.title)[:70] or "business-plan"
        read = replace(read, document=replace(read.document, plan=replace(head, slug=named)))
    return read


def _own_headings(plan: Plan) -> dict[str, str]:
    """What the plan's own headings hold: those of its layout, and those of its further columns.

    A column that the plan keeps beside, as “Notes”, is not taken for what others mean by it.
    """
    held = {c["heading"]: c["field"] for c in plan.layout.columns if c["field"] in PLAN_HEADINGS}
    kept = Action.objects.filter(objective__priority__plan=plan).values_list("extra", flat=True)
    beside = {heading: "" for extra in kept for heading in extra}
    return {**beside, **held}


def _head(plan: Plan) -> PlanHead:
    return PlanHead(
        slug=plan.slug,
        title=plan.title,
        kind=plan.kind,
        period_start=plan.period_start,
        period_end=plan.period_end,
        agreed_on=plan.agreed_on,
        agreed_by=plan.agreed_by or None,
    )


def _scheme(board: Board) -> tuple[RatingValue, ...]:
    names = tuple(RatingValue.__dataclass_fields__)
    rows = Rating.objects.filter(scheme__board=board).order_by("order").values_list(*names)
    return tuple(RatingValue(*row) for row in rows) or SHIPPED


def _from_json(data: bytes, own: BoardName) -> PlanDocument:
    try:
        document = PlanDocument.from_json(json.loads(data))
    except UnicodeDecodeError as wrong:
        raise Unreadable("This JSON file is not in UTF-8. Save it again as UTF-8.") from wrong
    except (ValueError, DocumentError, RecursionError) as wrong:
        raise Unreadable(f"This JSON file is no plan of ours: {wrong}") from wrong
    if document.board.slug != own.slug:
        finding = Finding("warning", "board", ANOTHER_BOARD, document.board.name)
        document = replace(document, findings=(*document.findings, finding))
    return replace(document, board=own)

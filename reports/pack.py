"""The board pack as one PDF: what a board is sent before its meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from boardplan.ui.bars import BarPart, bar_parts
from boardplan.ui.uk_dates import date_words
from priorities.document import RatingValue
from reports.builders import SummaryRow, rating_summary
from reports.models import EditionChoice
from reports.pack_data import PackData, TrendPoint
from reports.paper_files import paper_part
from reports.pdf import Foot, render_pdf
from reports.pdf_joining import Part
from reports.plan_table import PrintedPlan, in_parts, printed_plan

OPENING, FINDINGS, PLAN, PAPERS = (
    f"reports/pdf/board_pack{part}.html" for part in ("", "_findings", "_plan", "_papers")
)
HANDLING = {
    EditionChoice.MEMBERS: "For members of the board only",
    EditionChoice.PUBLIC: "For the public",
}
"""The marking that each page of an edition carries."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a pack has come: ``draft`` is empty once it is signed off; ``words`` say more."""

    draft: str = "DRAFT"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the pack with a heading of its own; ``subs`` are those below it."""

    anchor: str
    title: str
    template: str
    is_in: Callable[[PackData], bool]
    subs: Callable[[PackData, PrintedPlan], Iterable[tuple[str, str]]] = lambda *_: ()


def _exception_lists(data: PackData, _: PrintedPlan) -> Iterator[tuple[str, str]]:
    for found in data.exceptions:
        if found.entries:
            yield found.code, f"{found.title} ({len(found.entries)})"


def _priorities(_: PackData, plan: PrintedPlan) -> Iterator[tuple[str, str]]:
    for printed in plan.priorities:
        yield printed.anchor, printed.heading


def _papers(data: PackData, _: PrintedPlan) -> Iterator[tuple[str, str]]:
    for number, paper in enumerate(data.papers, start=1):
        yield f"paper-{number}", paper.title


# What stands before the plan, in this order. What later work adds to the pack joins here.
SECTIONS = (
    Section("summary", "Summary", "summary_page", lambda data: bool(data.movement)),
    Section("ratings", "How the plan is going", "summary", lambda _: True),
    Section(
        "exceptions", "Exceptions", "exceptions", lambda data: not data.is_public, _exception_lists
    ),
    Section(
        "silences",
        "No update received for this meeting",
        "silences",
        lambda data: bool(data.silences),
    ),
    Section("changes", "What changed", "changes", lambda data: data.before is not None),
)
THE_PLAN = Section("plan", "The plan", "plan", lambda _: True, _priorities)
CLOSING = Section("closing", "In closing", "", lambda data: bool(data.document.plan.closing))
THE_PAPERS = Section("papers", "Papers", "papers", lambda data: bool(data.papers), _papers)


def board_pack(
    data: PackData, standing: Standing | None = None, *, papers: Iterable[bytes] = ()
) -> bytes:
    """The pack as a PDF file, of PDF/UA-1 where no agency's papers are merged into it.

    ``papers`` are the files of ``data.papers``, in their order. Raises reports.pdf.PdfError where
    the front end has not been built.
    """
    standing = standing or Standing()
    foot = Foot(
        " · ".join(_foot_words(data)),
        marking=HANDLING[EditionChoice(data.edition)],
        draft=standing.draft,
    )
    return render_pdf(
        board_pack_parts(data, standing), footer=foot, papers=tuple(_set_in(data, papers))
    )


def _foot_words(data: PackData) -> Iterator[str]:
    yield data.document.board.name
    if data.meeting:
        yield f"{data.meeting.title}, {date_words(data.meeting.held_on)}"
    else:
        yield data.document.plan.title
    yield f"as at {date_words(data.as_at)}"
    yield EditionChoice(data.edition).label


def _set_in(data: PackData, papers: Iterable[bytes]) -> Iterator[Part]:
    for number, (paper, file) in enumerate(zip(data.papers, papers, strict=True), start=1):
        yield paper_part(file, title=paper.title, anchor=f"paper-{number}")


def board_pack_parts(data: PackData, standing: Standing | None = None) -> list[str]:
    """The pack's markup, each part a page that is printed by itself; all its words are escaped."""
    plan = printed_plan(data.document, data.as_at, is_public=data.is_public)
    shared = pack_context(data, standing or Standing()) | {"plan": plan}
    sections = [each for each in (*SECTIONS, THE_PLAN, CLOSING, THE_PAPERS) if each.is_in(data)]
    shared["contents"] = [(each, tuple(each.subs(data, plan))) for each in sections]
    opening = render_to_string(OPENING, shared)
    findings = [
        render_to_string(FINDINGS, {**shared, "section": each}) for each in shared["sections"]
    ]
    parts = in_parts(plan.priorities)
    ends = [{"is_first": part is parts[0], "is_last": part is parts[-1]} for part in parts]
    plans = (
        render_to_string(PLAN, {**shared, **end, "priorities": part})
        for part, end in zip(parts, ends, strict=True)
    )
    papers = [render_to_string(PAPERS, shared)] if data.papers else []
    return [opening, *findings, *plans, *papers]


def pack_context(data: PackData, standing: Standing) -> dict[str, Any]:
    """What the PDF and its HTML twin are drawn with: one data, one set of numbers."""
    document, summary = data.document, rating_summary(data.document)
    scheme = (*document.rating_scheme, None)
    return {
        "title": pack_title(data),
        "data": data,
        "document": document,
        "as_at": data.as_at,
        "edition": EditionChoice(data.edition).label,
        "handling": HANDLING[EditionChoice(data.edition)],
        "standing": standing,
        "is_public": data.is_public,
        "meeting": data.meeting,
        "summary": summary,
        "is_numbered": any(action.number for action in document.actions),
        "bars": [(row, _bar(row)) for row in summary.rows],
        "total_bar": _bar(summary.total),
        "movement": [(document.rating(row.rating), row) for row in data.movement],
        "trend": [(point, *_trend_row(point, scheme)) for point in data.trend],
        "exceptions": [
            (found, _rated(data, found.entries)) for found in data.exceptions if found.entries
        ],
        "no_exceptions": [found.title for found in data.exceptions if not found.entries],
        "sections": [f"reports/pdf/{each.template}.html" for each in SECTIONS if each.is_in(data)],
    }


def pack_title(data: PackData) -> str:
    """What the pack is called: of the plan, and for which meeting or as at which day."""
    if data.meeting:
        day = date_words(data.meeting.held_on)
        board, group = data.document.board.name, data.meeting.title
        return f"{board}: pack{'' if group == board else f' for {group}'}, {day}"
    return f"{data.document.plan.title}: progress to the board, {date_words(data.as_at)}"


def _rated(data: PackData, entries: Iterable[Any]) -> list[tuple[Any, RatingValue | None]]:
    return [(entry, data.document.rating(entry.rating)) for entry in entries]


def _trend_row(
    point: TrendPoint, scheme: tuple[RatingValue | None, ...]
) -> tuple[tuple[tuple[RatingValue | None, int], ...], tuple[BarPart, ...]]:
    counts = tuple(zip(scheme, point.counts, strict=True))
    return counts, bar_parts(counts)


def _bar(row: SummaryRow) -> tuple[BarPart, ...]:
    return bar_parts(row.counts)

"""The progress-to-board pack: what a board hands round at its meeting, as one PDF."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from django.template.loader import render_to_string

from boardplan.ui.bars import BarPart, bar_parts
from boardplan.ui.uk_dates import date_words
from priorities.document import PlanDocument
from reports.builders import SummaryRow, exceptions, rating_summary
from reports.pdf import render_pdf
from reports.plan_table import in_parts, printed_plan

OPENING, FINDINGS, PLAN = (
    f"reports/pdf/board_pack{part}.html" for part in ("", "_findings", "_plan")
)


class Edition(Enum):
    """For whom a pack is made. The public edition leaves out exceptions, doubts and issues."""

    MEMBERS = "Members’ edition"
    PUBLIC = "Public edition"


def board_pack(
    document: PlanDocument, *, as_at: dt.date, edition: Edition, meeting: dt.date | None = None
) -> bytes:
    """The pack as a PDF/UA-1 file, judged as of ``as_at``, the day that ``document`` shows.

    ``meeting`` is the day of the meeting it is made for. Raises reports.pdf.PdfError where the
    front end has not been built.
    """
    parts = board_pack_parts(document, as_at=as_at, edition=edition, meeting=meeting)
    words = (document.board.name, document.plan.title, f"as at {date_words(as_at)}", edition.value)
    return render_pdf(parts, footer=" · ".join(words))


def board_pack_parts(
    document: PlanDocument, *, as_at: dt.date, edition: Edition, meeting: dt.date | None = None
) -> list[str]:
    """The pack's markup, each part a page that is printed by itself; all its words are escaped."""
    summary = rating_summary(document)
    is_public = edition is Edition.PUBLIC
    plan = printed_plan(document, as_at, is_public=is_public)
    shared = {
        "title": f"{document.plan.title}: progress to the board, {date_words(as_at)}",
        "document": document,
        "plan": plan,
        "as_at": as_at,
        "edition": edition.value,
        "is_public": is_public,
        "meeting": meeting,
        "summary": summary,
        "is_numbered": any(action.number for action in document.actions),
        "bars": [(row, _bar(row)) for row in summary.rows],
        "total_bar": _bar(summary.total),
        "exceptions": () if is_public else exceptions(document, as_at),
    }
    opening, findings = (render_to_string(name, shared) for name in (OPENING, FINDINGS))
    parts = in_parts(plan.priorities)
    ends = [{"is_first": part is parts[0], "is_last": part is parts[-1]} for part in parts]
    plans = (
        render_to_string(PLAN, {**shared, **end, "priorities": part})
        for part, end in zip(parts, ends, strict=True)
    )
    return [opening, findings, *plans]


def _bar(row: SummaryRow) -> tuple[BarPart, ...]:
    return bar_parts(row.counts)

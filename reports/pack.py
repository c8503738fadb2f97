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
from reports.plan_table import printed_plan

TEMPLATE = "reports/pdf/board_pack.html"


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
    return render_pdf(board_pack_html(document, as_at=as_at, edition=edition, meeting=meeting))


def board_pack_html(
    document: PlanDocument, *, as_at: dt.date, edition: Edition, meeting: dt.date | None = None
) -> str:
    """The pack's markup; every word of the document is escaped."""
    summary = rating_summary(document)
    is_public = edition is Edition.PUBLIC
    board, plan, day = document.board.name, document.plan.title, date_words(as_at)
    return render_to_string(
        TEMPLATE,
        {
            "title": f"{plan}: progress to the board, {day}",
            "footer": f"{board} · {plan} · as at {day} · {edition.value}",
            "document": document,
            "plan": printed_plan(document, as_at, is_public=is_public),
            "as_at": as_at,
            "edition": edition.value,
            "is_public": is_public,
            "meeting": meeting,
            "summary": summary,
            "bars": [(row, _bar(row)) for row in summary.rows],
            "total_bar": _bar(summary.total),
            "exceptions": () if is_public else exceptions(document, as_at),
        },
    )


def _bar(row: SummaryRow) -> tuple[BarPart, ...]:
    return bar_parts(row.counts)

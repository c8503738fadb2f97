"""The partners' sheets in print: one side of A4 for each, to challenge and to write on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.template.loader import render_to_string

from priorities.document import PlanDocument
from reports.builders import ActionRecord, partner_sheets
from reports.pdf import render_pdf

TEMPLATE = "reports/pdf/partner_sheets.html"


def sheets_pdf(
    document: PlanDocument, as_at: dt.date, records: Mapping[str, ActionRecord]
) -> bytes:
    """A page for every lead that the plan names, as PDF/UA-1, judged as of ``as_at``.

    Raises reports.pdf.PdfError where the front end has not been built.
    """
    return render_pdf([sheets_markup(document, as_at, records)])


def sheets_markup(
    document: PlanDocument, as_at: dt.date, records: Mapping[str, ActionRecord]
) -> str:
    """The pages' markup; all its words are escaped."""
    context = {
        "title": f"{document.plan.title}: sheets by partner",
        "document": document,
        "as_at": as_at,
        "sheets": partner_sheets(document, as_at, records),
    }
    return render_to_string(TEMPLATE, context)

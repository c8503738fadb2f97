"""An issued version of a plan on paper, in its board's own columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from boardplan.ui.uk_dates import date_words
from priorities.columns import with_rating
from priorities.document import PlanDocument
from reports.pdf import render_pdf
from reports.plan_table import DEFAULT_COLUMNS, in_parts, printed_plan

SCHEMA = "boardplan/version@1"


def version_data(
    document: PlanDocument,
    *,
    number: int,
    label: str,
    dated_on: dt.date,
    as_at: dt.date,
    handling: str = "",
) -> dict[str, Any]:
    """All that a version is printed from, as JSON values; stored beside its file.

    ``as_at`` is the day that the document speaks of: what is overdue is judged as of it.
    """
    return {
        "schema": SCHEMA,
        "number": number,
        "label": label,
        "dated_on": dated_on.isoformat(),
        "as_at": as_at.isoformat(),
        "handling": handling,
        "redacted_on": None,
        "document": document.to_json(),
    }


def version_pdf(data: Mapping[str, Any]) -> bytes:
    """The version as a PDF/UA-1 file for every reader of the plan.

    Raises reports.pdf.PdfError where the front end has not been built.
    """
    document = PlanDocument.from_json(data["document"])
    dated_on, redacted_on = (_day(data[name]) for name in ("dated_on", "redacted_on"))
    called = _called(data)
    words = (
        *(document.board.name, document.plan.title, called),
        *((date_words(dated_on),) if dated_on else ()),
        *(("Redacted edition",) if redacted_on else ()),
        *((data["handling"],) if data["handling"] else ()),
    )
    facts = {"called": called, "dated_on": dated_on, "redacted_on": redacted_on}
    return render_pdf(_parts(document, data, facts), footer=" · ".join(words))


def version_title(document: PlanDocument, *, number: int, label: str) -> str:
    """What the publication is called: “Business plan 2026 to 2029, version 8 (final)”."""
    return f"{document.plan.title}, version {number}{f' ({label})' if label else ''}"


def _called(data: Mapping[str, Any]) -> str:
    return f"Version {data['number']}{', ' + data['label'] if data['label'] else ''}"


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _parts(document: PlanDocument, data: Mapping[str, Any], facts: Mapping[str, Any]) -> list[str]:
    columns = with_rating(document.layout.columns) or DEFAULT_COLUMNS
    as_at = dt.date.fromisoformat(data["as_at"])
    plan = printed_plan(document, as_at, is_public=True, columns=columns)
    shared = {
        **facts,
        "title": f"{document.plan.title}, {facts['called'].lower()}",
        "document": document,
        "plan": plan,
        "handling": data["handling"],
        "is_public": True,
    }
    parts = in_parts(plan.priorities)
    ends = [{"is_first": part is parts[0], "is_last": part is parts[-1]} for part in parts]
    plans = (
        render_to_string("reports/pdf/board_pack_plan.html", {**shared, **end, "priorities": part})
        for part, end in zip(parts, ends, strict=True)
    )
    return [render_to_string("reports/pdf/version.html", shared), *plans]

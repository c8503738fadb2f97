"""What tests report: words for the services, and the form as a browser sends it."""

from __future__ import annotations

import uuid
from typing import Any

from django.test import Client

from priorities.models import Action
from priorities.report import Report
from tests.conftest import SmallPlan


def report(rows: SmallPlan, code: str = "amber", **words: Any) -> Report:
    """A complete report with this rating."""
    return Report(rating=rows.ratings[code], **{"progress": "Going well.", **words})


def form_data(action: Action, code: str = "amber", **fields: Any) -> dict[str, Any]:
    """The form of an action as it is now, filled in completely.

    A field given as None is left out, as if the browser had never sent it.
    """
    data: dict[str, Any] = {
        "form_key": str(uuid.uuid4()),
        "revision": str(revision_of(action)),
        "rating": code,
        "progress": "Going well.",
        "step": "submit",
        **fields,
    }
    return {name: value for name, value in data.items() if value is not None}


def revision_of(action: Action) -> int:
    """What a form on the action that is drawn now carries."""
    return action.updates.all().revision()


def form_address(action: Action) -> str:
    return f"/boards/a/actions/{action.pk}/update/"


def drawn(client: Client, action: Action) -> dict[str, Any]:
    """The form as this person's browser would send it back untouched."""
    form = client.get(form_address(action)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {n: value for n, value in values.items() if value is not None and value is not False}

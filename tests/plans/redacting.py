"""How tests redact: by the service, and by the two steps of the page."""

from __future__ import annotations

from typing import Any

from django.test import Client

from boardplan.accounts.models import User
from plans.redaction.offering import offer
from plans.redaction.places import places
from plans.redaction.words import Words
from plans.services.redacting import Done, Order, board_redact
from tests.conftest import Cast
from tests.factories import BEGAN

LIST = "/boards/a/redactions/"
ADD = f"{LIST}new/"
WORDS = {"words": "Kit Marlow", "reason": "A child was named"}
KIT = Words.of("Kit Marlow")
WHY = "A child was named"


def redact(cast: Cast, words: Words = KIT, *, by: User | None = None, **changes: Any) -> Done:
    """Redact the words wherever they are, unless ``changes`` say otherwise."""
    by = by or cast.manager
    offered = offer(places(cast.board, words), cast.access(by))
    order = {
        "words": words,
        "reason": WHY,
        "places": list(offered.boxes),
        "files": [],
        "state": offered.state,
        **changes,
    }
    return board_redact(board=cast.board, order=Order(**order), by=by)


def named(row: Any, column: str, text: Any, by: User | None = None) -> Any:
    """The row with this text in the column, and with its history."""
    setattr(row, column, text)
    return row.record(by=by, at=BEGAN, reason="Told by Kit Marlow’s school")


def find(client: Client, **changes: str) -> Any:
    """Send the first step."""
    return client.post(ADD, {**WORDS, "step": "find", **changes})


def drawn(page: Any, **changes: Any) -> dict[str, Any]:
    """The second step as the browser would send it back, with the box ticked."""
    form = page.context["form"]
    data = {name: form[name].value() for name in ("words", "reason", "form_key", "revision")}
    return {
        **{name: str(value) for name, value in data.items()},
        "places": list(form["places"].value() or ()),
        "removed": list(form["removed"].value() or ()),
        "understood": "on",
        "step": "redact",
        **changes,
    }

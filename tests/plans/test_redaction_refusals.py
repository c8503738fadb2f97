"""Redactions that are refused, and leave everything as it was."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from boardplan.audit.events import Event, EventKind
from boardplan.audit.models import StaleRevision
from plans.redaction import columns
from plans.redaction.places import places
from plans.redaction.words import Words
from plans.services import redacting
from priorities.models import Action
from tests.conftest import Cast, SmallPlan
from tests.plans.redacting import KIT, named, redact


def test_nothing_is_written_where_nothing_is_ticked(cast: Cast, rows: SmallPlan) -> None:
    named(rows.led, "text", "Visit Kit Marlow")

    with pytest.raises(ValidationError, match="Tick at least one"):
        redact(cast, places=[])

    assert not Event.objects.filter(kind=EventKind.REDACTED).exists()


def test_reason_with_the_words_is_refused(cast: Cast, rows: SmallPlan) -> None:
    named(rows.led, "text", "Visit Kit Marlow")

    with pytest.raises(ValidationError, match="Say why without them"):
        redact(cast, reason="KIT MARLOW was named")


def test_words_that_came_meanwhile_are_not_redacted_unseen(cast: Cast, rows: SmallPlan) -> None:
    named(rows.led, "text", "Visit Kit Marlow")
    state = places(cast.board, KIT).state
    named(rows.led, "text", "Visit Kit Marlow again")

    with pytest.raises(StaleRevision):
        redact(cast, state=state)

    rows.led.refresh_from_db()
    assert rows.led.text == "Visit Kit Marlow again"


def test_second_of_two_people_is_told(cast: Cast, rows: SmallPlan) -> None:
    named(rows.led, "text", "Visit Kit Marlow")
    found = places(cast.board, KIT)
    seen: dict[str, Any] = {"places": [place.key for place in found.places], "state": found.state}
    redact(cast, **seen)

    with pytest.raises(StaleRevision):
        redact(cast, **seen)

    assert Event.objects.filter(kind=EventKind.REDACTED).count() == 1


def test_redaction_that_leaves_some_of_the_words_is_undone(
    cast: Cast, rows: SmallPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    named(rows.led, "text", "Visit Kit Marlow")
    named(rows.held, "text", "Visit Kit Marlow")
    whole = columns.without

    def forgetful(words: Words, field: Any, value: Any) -> Any:
        return (
            value
            if field.name == "text" and "Told" not in str(value)
            else whole(words, field, value)
        )

    monkeypatch.setattr(redacting, "without", forgetful)

    with pytest.raises(ValidationError, match="Nothing was changed"):
        redact(cast)

    assert places(cast.board, KIT).places
    assert not Event.objects.filter(kind=EventKind.REDACTED).exists()
    assert Action.history.filter(history_change_reason__contains="Kit Marlow").count() == 2

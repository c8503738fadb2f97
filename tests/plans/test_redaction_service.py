"""Redaction in the rows: what goes, what stays, what is refused, and never another board's."""

from __future__ import annotations

import pytest

from boardplan.audit.events import Event, EventKind
from boardplan.audit.models import StaleRevision
from plans.models import Board, Lead, Plan
from plans.redaction.places import places
from plans.redaction.words import Words
from priorities.models import Action, Milestone
from tests import factories as make
from tests.conftest import Cast, SmallPlan
from tests.plans.redacting import KIT, WHY, named, redact


def test_row_and_history_lose_the_words_and_keep_who_when_and_why(
    cast: Cast, rows: SmallPlan
) -> None:
    action = named(rows.led, "text", "Visit kit  marlow", by=cast.deputy)
    named(action, "text", "Visit the child", by=cast.lead)
    before = list(action.history.values_list("history_id", "history_date", "history_user"))

    redact(cast)

    action.refresh_from_db()
    kept = action.history.filter(history_id__in=[row[0] for row in before])
    assert list(kept.values_list("history_id", "history_date", "history_user")) == before
    assert set(kept.values_list("text", flat=True)) >= {"Visit [redacted]", "Visit the child"}
    assert "Told by [redacted]’s school" in kept.values_list("history_change_reason", flat=True)
    assert places(cast.board, KIT).places == ()


def test_live_row_moves_on_by_one_revision_and_says_why(cast: Cast, rows: SmallPlan) -> None:
    action = named(rows.held, "text", "Visit Kit Marlow")

    redact(cast)

    latest = action.history.order_by("-history_id").first()
    action.refresh_from_db()
    assert action.text == "Visit [redacted]"
    assert action.revision == latest.revision == 3
    assert (latest.history_user, latest.history_change_reason) == (cast.manager, f"Redacted: {WHY}")


def test_row_that_held_the_words_only_once_is_not_saved_again(cast: Cast, rows: SmallPlan) -> None:
    rows.held.text = "Visit Kit Marlow"
    rows.held.record(by=None)
    action = named(rows.held, "text", "Visit the child")

    redact(cast)

    assert Action.objects.get(pk=action.pk).revision == action.revision


def test_event_tells_who_when_and_where_and_holds_no_words(cast: Cast, rows: SmallPlan) -> None:
    named(rows.led, "text", "Visit Kit Marlow")

    redact(cast)

    event = Event.objects.get(kind=EventKind.REDACTED)
    key = ["priorities.action", str(rows.led.pk)]
    assert (event.user_id, event.board) == (cast.manager.pk, "a")
    assert event.detail["places"] == [
        [*key, "text", True, 1],
        [*key, "history_change_reason", False, 1],
    ]
    reason = cast.board.history.get(history_id=event.detail["reason_in"]).history_change_reason
    assert reason == f"Redacted: {WHY}"
    assert WHY not in str(event.detail)


def test_reason_of_an_earlier_redaction_can_be_redacted_in_its_turn(
    cast: Cast, rows: SmallPlan
) -> None:
    named(rows.led, "text", "Visit Kit Marlow and Ned Marlow")
    redact(cast, reason="Named, as was Ned Marlow")

    redact(cast, Words.of("Ned Marlow"))

    assert places(cast.board, Words.of("Ned Marlow")).places == ()
    assert Event.objects.filter(kind=EventKind.REDACTED).count() == 2


def test_place_that_is_not_ticked_stays_as_it_is(cast: Cast, rows: SmallPlan) -> None:
    street = named(rows.led, "text", "The house in Kit Marlow Street")
    child = named(rows.held, "text", "Visit Kit Marlow")
    key = f"priorities.action:{child.pk}:text"

    redact(cast, places=[key])

    street.refresh_from_db()
    child.refresh_from_db()
    assert street.text == "The house in Kit Marlow Street"
    assert child.text == "Visit [redacted]"
    assert key not in [place.key for place in places(cast.board, KIT).places]


def test_rows_of_another_board_are_never_touched(cast: Cast, rows: SmallPlan) -> None:
    named(rows.led, "text", "Visit Kit Marlow")
    elsewhere = named(rows.elsewhere, "text", "Visit Kit Marlow")
    board_b = named(cast.other_board, "area", "Kit Marlow Town")
    past = elsewhere.history.count()

    redact(cast)

    elsewhere.refresh_from_db()
    board_b.refresh_from_db()
    assert elsewhere.text == "Visit Kit Marlow"
    assert board_b.area == "Kit Marlow Town"
    assert elsewhere.history.count() == past
    assert len(places(cast.other_board, KIT).places) == 4


def test_places_of_another_board_are_refused(cast: Cast, rows: SmallPlan) -> None:
    named(rows.elsewhere, "text", "Visit Kit Marlow")
    key = places(cast.other_board, KIT).places[0].key

    with pytest.raises(StaleRevision):
        redact(cast, places=[key])

    rows.elsewhere.refresh_from_db()
    assert rows.elsewhere.text == "Visit Kit Marlow"


def test_names_that_must_differ_still_do(cast: Cast) -> None:
    first = make.lead(board=cast.board, name="Kit Marlow")
    second = make.lead(board=cast.board, name="kit marlow", aliases=["Kit Marlow"])
    third = make.lead(board=cast.board, name="KIT " + "M" * 196)
    plan = make.plan(board=cast.board, slug="kit-marlow")
    taken = make.plan(board=cast.board, slug="redacted", is_current=False)

    redact(cast, Words.of("Kit Marlow\nKIT " + "M" * 196))

    names = {Lead.objects.get(pk=row.pk).name for row in (first, second, third)}
    assert names == {"[redacted]", "[redacted] 2", "[redacted] 3"}
    assert Lead.objects.get(pk=second.pk).aliases == ["[redacted]"]
    assert Plan.objects.get(pk=plan.pk).slug == "redacted-2"
    assert Plan.objects.get(pk=taken.pk).slug == "redacted"


def test_reason_that_a_rule_asks_for_stays_a_reason(cast: Cast, rows: SmallPlan) -> None:
    named(rows.withdrawn, "withdrawn_reason", "Kit Marlow")

    redact(cast)

    rows.withdrawn.refresh_from_db()
    assert rows.withdrawn.withdrawn_reason == "[redacted]"


def test_history_of_a_row_that_is_gone_is_redacted_too(cast: Cast, rows: SmallPlan) -> None:
    milestone = make.milestone(action=rows.led, text="Visit Kit Marlow")
    Milestone.objects.filter(pk=milestone.pk).delete()

    redact(cast)

    assert set(Milestone.history.filter(id=milestone.pk).values_list("text", flat=True)) == {
        "Visit [redacted]"
    }


def test_board_itself_is_searched_but_for_its_address(cast: Cast) -> None:
    Board.objects.filter(pk=cast.board.pk).update(area="Kit Marlow Town")

    redact(cast)

    cast.board.refresh_from_db()
    assert (cast.board.area, cast.board.slug) == ("[redacted] Town", "a")

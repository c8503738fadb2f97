"""One action's page: how it stands, what is on record, what was said, its neighbours."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from priorities.models import Action
from priorities.rating import standing
from priorities.services import updates as services
from priorities.snapshot import plan_document
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.factories import TODAY
from tests.priorities.reporting import report, revision_of


@pytest.fixture
def observer(cast: Cast, client_of: ClientOf) -> Client:
    """The browser of somebody who only reads."""
    return client_of(cast.observer)


def address(action: Action) -> str:
    return f"/boards/a/actions/{action.pk}/"


def test_page_tells_all_that_is_on_record(observer: Client, rows: SmallPlan) -> None:
    response = observer.get(address(rows.led))

    for words in (
        *("Train a lead worker in every school", "Learning sub-group", "accountable"),
        *("Find trainers", "Train the first ten", "Register of trainers"),
        *("Nine schools are trained.", "Heads ring us sooner.", "1 October 2026"),
    ):
        assertContains(response, words)


def test_page_and_document_agree_on_how_an_action_stands(observer: Client, rows: SmallPlan) -> None:
    document = plan_document(rows.plan)
    printed = {action.number: action for action in document.actions}

    for name in ("led", "held", "waiting", "corporate", "unled"):
        action = getattr(rows, name)
        shown = observer.get(address(action)).context["stands"]
        told = standing(printed[action.number], document, TODAY)
        assert (shown.suggestion, shown.missed, shown.days_silent) == (
            told.suggestion,
            told.missed,
            told.days_silent,
        )
        assert (shown.disagreement, shown.has_evidence, shown.needs_review_date) == (
            told.disagreement,
            told.has_evidence,
            told.needs_review_date,
        )


def test_page_says_where_rating_and_definitions_differ(
    cast: Cast, observer: Client, rows: SmallPlan
) -> None:
    rows.dated.due_on = dt.date(2026, 11, 1)
    rows.dated.save()

    response = observer.get(address(rows.led))

    assertContains(response, "the definitions imply otherwise: date passed (1 November 2026)")


@pytest.mark.parametrize(
    ("name", "previous", "following"),
    [
        ("led", None, "held"),
        ("waiting", "held", "corporate"),
        ("unled", "corporate", None),
        ("withdrawn", None, None),
    ],
)
def test_page_leads_to_its_neighbours_in_printed_order(
    observer: Client, rows: SmallPlan, name: str, previous: str | None, following: str | None
) -> None:
    context = observer.get(address(getattr(rows, name))).context

    def expected(neighbour: str | None) -> tuple[int, str] | None:
        action: Action | None = getattr(rows, neighbour) if neighbour else None
        return (action.pk, action.number) if action else None

    assert (context.get("previous"), context.get("next")) == (
        expected(previous),
        expected(following),
    )


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("subgroup_chair", "Report progress"),
        ("manager", "Report progress"),
        ("lead", None),
        ("chair", None),
        ("observer", None),
    ],
)
def test_page_offers_reporting_to_those_who_may(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, who: str, words: str | None
) -> None:
    response = client_of(getattr(cast, who)).get(address(rows.led))

    check = assertContains if words else assertNotContains
    check(response, words or "Report progress")


def test_button_says_how_far_the_update_has_come(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    manager = client_of(cast.manager)

    assertContains(manager.get(address(rows.waiting)), "See the update that waits")
    assertContains(manager.get(address(rows.held)), "Go on with the update")


def test_withdrawn_action_says_why_and_takes_no_reports(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    response = client_of(cast.manager).get(address(rows.withdrawn))

    assertContains(response, "Overtaken")
    assertNotContains(response, "Report progress")


def test_history_tells_what_each_update_changed(
    cast: Cast, observer: Client, rows: SmallPlan
) -> None:
    services.update_submit(
        action=rows.led,
        report=report(
            rows,
            "red",
            issue="No room.",
            new_due_on=dt.date(2027, 6, 30),
            new_due_reason="Holidays",
        ),
        revision=revision_of(rows.led),
        by=cast.manager,
        accepts=True,
        today=TODAY,
    )

    response = observer.get(address(rows.led))

    assertContains(response, "Rating changed from Amber to Red")
    assertContains(response, "Date moved to 30 June 2027: Holidays")
    assert [entry.update.rating.code for entry in response.context["entries"]] == ["red", "amber"]


def test_undone_update_is_kept_and_marked(cast: Cast, observer: Client, rows: SmallPlan) -> None:
    services.update_void(update=rows.accepted, reason="Wrong action", by=cast.manager)

    response = observer.get(address(rows.led))

    assertContains(response, "Nine schools are trained.")
    assertContains(response, "Wrong action")
    assert response.context["stands"].rating is None


def test_only_a_reviewer_may_undo_and_only_the_latest(
    cast: Cast, client_of: ClientOf, observer: Client, rows: SmallPlan
) -> None:
    undoing = f"/boards/a/updates/{rows.accepted.pk}/undoing/"

    assertContains(client_of(cast.manager).get(address(rows.led)), undoing)
    assertNotContains(observer.get(address(rows.led)), undoing)

"""The plan's document: now, and as it stood at the end of a day."""

import datetime as dt

import pytest
import time_machine

from plans.models import Plan
from priorities.document import Action, PlanDocument
from priorities.models import UpdateStatus
from priorities.services import updates as services
from priorities.snapshot import RecordNotBegun, plan_document, snapshot
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import BEGAN, LONDON, TODAY

APRIL, SEPTEMBER = dt.date(2026, 4, 1), dt.date(2026, 9, 1)


def action_of(document: PlanDocument, number: str = "1.1.1") -> Action:
    """The action with this number."""
    return next(action for action in document.actions if action.number == number)


def at(day: dt.date, hour: int = 12, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), LONDON)


def test_document_holds_the_whole_action(rows: SmallPlan) -> None:
    action = action_of(plan_document(rows.plan))

    assert action.key == str(rows.led.key)
    assert [(lead.name, lead.accountable) for lead in action.leads] == [
        ("Learning sub-group", True),
        ("Police", False),
    ]
    assert [(m.text, m.row) for m in action.milestones] == [
        ("Find trainers", 1),
        ("Train the first ten", 2),
        ("Ask how it went", 3),
    ]
    assert action.milestones[2].timescale is None
    assert (action.rating, action.rated_on) == ("amber", dt.date(2026, 10, 1))
    assert action.progress == (
        "Nine schools are trained.",
        "Difference made: Heads ring us sooner.",
    )
    assert [(e.text, e.on, e.row) for e in action.evidence] == [
        ("Register of trainers", dt.date(2026, 5, 1), 3)
    ]
    assert (action.outcomes, str(action.cost)) == (("Neglect is named",), "1200.00")
    assert action.extra == {"Notes": "as printed"}


def test_document_is_in_printed_order_with_what_was_withdrawn(rows: SmallPlan) -> None:
    document = plan_document(rows.plan)

    assert [a.number for a in document.actions] == [
        *("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2", "2.1.3"),
    ]
    assert action_of(document, "2.1.3").withdrawn is not None
    assert [value.code for value in document.rating_scheme] == ["red", "amber", "green"]


def test_document_reads_back_from_its_json(rows: SmallPlan) -> None:
    document = plan_document(rows.plan)

    assert PlanDocument.from_json(document.to_json()) == document


@pytest.mark.parametrize("as_at", [None, TODAY])
def test_document_holds_nothing_that_is_not_accepted(
    rows: SmallPlan, as_at: dt.date | None
) -> None:
    document = plan_document(rows.plan, as_at=as_at)

    for number in ("1.1.2", "1.2.1"):
        action = action_of(document, number)
        assert (action.rating, action.progress, action.evidence) == (None, (), ())


def test_document_as_at_today_is_the_document_now(rows: SmallPlan) -> None:
    assert plan_document(rows.plan, as_at=TODAY) == plan_document(rows.plan)


def test_document_before_the_record_begins_says_when_it_does(rows: SmallPlan) -> None:
    with pytest.raises(RecordNotBegun, match="The record begins on 1 April 2026"):
        plan_document(rows.plan, as_at=APRIL - dt.timedelta(days=1))


def test_document_as_at_the_first_day_has_no_rating_yet(rows: SmallPlan) -> None:
    action = action_of(plan_document(rows.plan, as_at=APRIL))

    assert action.text == "Train a lead worker in every school"
    assert (action.rating, action.last_update_on) == (None, None)


@pytest.mark.parametrize(
    ("day", "rating"), [(dt.date(2026, 9, 30), None), (dt.date(2026, 10, 1), "amber")]
)
def test_rating_counts_from_the_day_it_was_accepted(
    rows: SmallPlan, day: dt.date, rating: str | None
) -> None:
    assert action_of(plan_document(rows.plan, as_at=day)).rating == rating


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        # 22:59 UTC on 31 August is one minute before midnight in London; 23:00 is the next day.
        (dt.datetime(2026, 8, 31, 22, 59, 59, tzinfo=dt.UTC), "In August"),
        (dt.datetime(2026, 8, 31, 23, 0, 0, tzinfo=dt.UTC), "Train a lead worker in every school"),
    ],
)
def test_day_ends_at_midnight_in_london(rows: SmallPlan, moment: dt.datetime, text: str) -> None:
    rows.led.text = "In August"
    rows.led.record(by=None, at=moment)

    document = plan_document(rows.plan, as_at=dt.date(2026, 8, 31))

    assert action_of(document).text == text


def test_names_of_leads_are_those_of_the_day(rows: SmallPlan, leads: Leads) -> None:
    leads.agency.name = "Kent Police"
    leads.agency.record(by=None, at=at(SEPTEMBER))

    then = action_of(plan_document(rows.plan, as_at=APRIL))
    now = action_of(plan_document(rows.plan))

    assert [lead.name for lead in then.leads] == ["Learning sub-group", "Police"]
    assert [lead.name for lead in now.leads] == ["Learning sub-group", "Kent Police"]


def test_lead_withdrawn_since_is_still_there_then(rows: SmallPlan, leads: Leads) -> None:
    named = rows.led.leads.get(lead=leads.agency)
    named.withdrawn_on, named.withdrawn_reason = SEPTEMBER, "Passed on"
    named.record(by=None, at=at(SEPTEMBER))

    then = action_of(plan_document(rows.plan, as_at=APRIL))
    now = action_of(plan_document(rows.plan))

    assert (len(then.leads), len(now.leads)) == (2, 1)


def test_milestone_done_since_was_open_then(rows: SmallPlan) -> None:
    rows.dated.state = "complete"
    rows.dated.record(by=None, at=at(SEPTEMBER))

    then = action_of(plan_document(rows.plan, as_at=APRIL)).milestones[1].timescale
    now = action_of(plan_document(rows.plan)).milestones[1].timescale

    assert then is not None
    assert now is not None
    assert (then.state, now.state) == (None, "complete")


def test_action_added_since_is_not_there_then(rows: SmallPlan) -> None:
    make.action(objective=rows.led.objective, number="1.1.3", position=3, at=at(SEPTEMBER))

    then = {action.number for action in plan_document(rows.plan, as_at=APRIL).actions}

    assert "1.1.3" not in then


def test_action_moved_since_stands_where_it_stood(rows: SmallPlan) -> None:
    rows.led.objective = rows.waiting.objective
    rows.led.record(by=None, at=at(SEPTEMBER))

    then = plan_document(rows.plan, as_at=APRIL).priorities[0].objectives[0]
    now = plan_document(rows.plan).priorities[0].objectives[0]

    assert [action.number for action in then.actions] == ["1.1.1", "1.1.2"]
    assert [action.number for action in now.actions] == ["1.1.2"]


def test_rating_re_labelled_since_reads_as_it_did(rows: SmallPlan) -> None:
    rows.ratings["amber"].label = "Under way"
    rows.ratings["amber"].record(by=None, at=at(SEPTEMBER))

    then = plan_document(rows.plan, as_at=APRIL).rating("amber")

    assert then is not None
    assert then.label == "Amber"


def test_title_of_the_plan_is_that_of_the_day(rows: SmallPlan) -> None:
    rows.plan.title, rows.plan.front = "New title", ["New foreword."]
    rows.plan.record(by=None, at=at(SEPTEMBER))

    then = plan_document(rows.plan, as_at=APRIL).plan

    assert (then.title, then.front) == ("Business plan 2026 to 2029", ("Foreword.",))


def test_update_voided_since_counted_then(
    cast: Cast, rows: SmallPlan, clock: time_machine.Traveller
) -> None:
    before = plan_document(rows.plan)
    clock.shift(dt.timedelta(days=3))
    services.update_void(update=rows.accepted, reason="Wrong action", by=cast.manager)

    assert action_of(plan_document(rows.plan)).rating is None
    assert plan_document(rows.plan, as_at=TODAY) == before


def test_evidence_counts_from_the_day_its_update_was_accepted(
    cast: Cast, rows: SmallPlan, clock: time_machine.Traveller
) -> None:
    clock.shift(dt.timedelta(days=3))
    services.update_accept(update=rows.submitted, revision=rows.submitted.revision, by=cast.manager)

    then = action_of(plan_document(rows.plan, as_at=TODAY), "1.2.1")
    now = action_of(plan_document(rows.plan), "1.2.1")

    assert (then.rating, then.evidence) == (None, ())
    assert now.rating == "red"
    assert [piece.text for piece in now.evidence] == ["Reading sheet, not yet accepted"]


def test_latest_acceptance_makes_the_rating_not_the_latest_submission(rows: SmallPlan) -> None:
    make.update(
        action=rows.led,
        status=UpdateStatus.ACCEPTED,
        rating=rows.ratings["red"],
        progress="Nothing yet.",
        issue="No trainer.",
        submitted_at=at(dt.date(2026, 9, 1)),
        accepted_at=at(dt.date(2026, 11, 1)),
        at=at(dt.date(2026, 11, 1)),
    )

    for as_at in (None, TODAY):
        action = action_of(plan_document(rows.plan, as_at=as_at))
        assert action.rating == "red"
        assert (action.rated_on, action.last_update_on) == (dt.date(2026, 9, 1),) * 2
        assert action.progress == ("Nothing yet.", "In the way: No trainer.")


def test_two_records_of_one_moment_give_the_later_one_once(rows: SmallPlan) -> None:
    for text in ("First words", "Second words"):
        rows.led.text = text
        rows.led.record(by=None, at=at(SEPTEMBER))

    document = plan_document(rows.plan, as_at=SEPTEMBER)

    texts = [action.text for action in document.actions if action.number == "1.1.1"]
    assert texts == ["Second words"]


def test_evidence_stands_beside_its_milestone_or_in_its_own_row(rows: SmallPlan) -> None:
    make.evidence(action=rows.led, milestone=rows.dated, statement="Of a step", position=2)
    make.evidence(action=rows.led, row=1, statement="Of a row", position=3)
    make.evidence(action=rows.led, file_name="x.pdf", statement="", link="https://a.example/")

    found = {piece.text: piece.row for piece in action_of(plan_document(rows.plan)).evidence}

    assert found["Of a step"] == 2
    assert found["Of a row"] == 1
    assert found["x.pdf"] == 3


@pytest.mark.parametrize(
    ("who", "own"),
    [
        ("subgroup_chair", {"led", "waiting"}),
        ("lead", {"held"}),
        ("manager", set()),
        ("observer", set()),
    ],
)
def test_snapshot_knows_the_readers_own_actions(
    cast: Cast, rows: SmallPlan, who: str, own: set[str]
) -> None:
    taken = snapshot(rows.plan, reader=cast.access(getattr(cast, who)))

    assert taken.own == {str(getattr(rows, name).key) for name in own}
    assert taken.ids[str(rows.led.key)] == rows.led.pk


def test_document_of_an_empty_plan_has_no_priorities(cast: Cast) -> None:
    plan: Plan = make.plan(board=cast.board, at=BEGAN)

    document = plan_document(plan, as_at=TODAY)

    assert document.priorities == ()
    assert PlanDocument.from_json(document.to_json()) == document

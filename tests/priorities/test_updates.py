"""The life of an update: drafted, submitted, accepted or sent back, taken back."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from boardplan.audit.models import StaleRevision
from priorities.models import Evidence, Update, UpdateStatus
from priorities.report import MilestoneWord, NewEvidence, Report
from priorities.services import updates as services
from priorities.services.evidence import evidence_take_off
from priorities.services.steps import WrongStep
from priorities.snapshot import plan_document
from tests.conftest import Cast, SmallPlan
from tests.factories import TODAY
from tests.priorities.reporting import report, revision_of

SHOWN = NewEvidence(statement="Signed off by the sub-group")


def submit(rows: SmallPlan, cast: Cast, code: str = "amber", **words: Any) -> Update:
    """The sub-group chair's update on 1.1.1, waiting to be accepted."""
    return services.update_submit(
        action=rows.led,
        report=report(rows, code, **words),
        revision=revision_of(rows.led),
        by=cast.subgroup_chair,
        accepts=False,
        today=TODAY,
    )


def rating_of(rows: SmallPlan) -> str | None:
    """The rating of 1.1.1 as the plan prints it."""
    [action] = [a for a in plan_document(rows.plan).actions if a.number == "1.1.1"]
    return action.rating


def test_draft_is_kept_and_tells_nobody(cast: Cast, rows: SmallPlan) -> None:
    update = services.update_draft(
        action=rows.led,
        report=report(rows, progress="Half a"),
        revision=revision_of(rows.led),
        by=cast.subgroup_chair,
    )

    update.refresh_from_db()
    assert (update.status, update.progress, update.submitted_at) == ("draft", "Half a", None)
    assert update.history.latest().history_user == cast.subgroup_chair


def test_draft_keeps_typed_evidence_in_the_form(cast: Cast, rows: SmallPlan) -> None:
    typed = NewEvidence("Minutes", dated_on=dt.date(2026, 11, 1), link="https://a.example/")

    update = services.update_draft(
        action=rows.led,
        report=report(rows, evidence=typed),
        revision=revision_of(rows.led),
        by=cast.subgroup_chair,
    )

    assert update.evidence_draft == {
        "statement": "Minutes",
        "dated_on": "2026-11-01",
        "link": "https://a.example/",
    }
    assert not update.evidence.exists()


def test_submitted_update_waits_and_counts_nowhere(cast: Cast, rows: SmallPlan) -> None:
    update = submit(rows, cast, "red", issue="No room.")

    assert update.status == UpdateStatus.SUBMITTED
    assert update.author == cast.subgroup_chair
    assert update.submitted_at is not None
    assert rating_of(rows) == "amber"


def test_accepted_update_makes_the_rating(cast: Cast, rows: SmallPlan) -> None:
    update = submit(rows, cast, "red", issue="No room.")

    accepted = services.update_accept(update=update, revision=update.revision, by=cast.manager)

    assert (accepted.status, accepted.accepted_by) == ("accepted", cast.manager)
    assert rating_of(rows) == "red"
    assert accepted.history.latest().history_change_reason == "Accepted"


def test_managers_own_update_is_accepted_at_once(cast: Cast, rows: SmallPlan) -> None:
    update = services.update_submit(
        action=rows.led,
        report=report(rows, "red", issue="No room."),
        revision=revision_of(rows.led),
        by=cast.manager,
        accepts=True,
        today=TODAY,
    )

    assert update.status == UpdateStatus.ACCEPTED
    assert rating_of(rows) == "red"


def test_update_sent_back_is_changed_and_submitted_again(cast: Cast, rows: SmallPlan) -> None:
    update = submit(rows, cast)
    asked = services.update_send_back(
        update=update, revision=update.revision, question="How many?", by=cast.manager
    )

    again = services.update_submit(
        action=rows.led,
        report=report(rows, progress="Nine."),
        revision=revision_of(rows.led),
        by=cast.subgroup_chair,
        accepts=False,
        today=TODAY,
    )

    assert asked.status == UpdateStatus.SENT_BACK
    assert (again.pk, again.status, again.progress) == (update.pk, "submitted", "Nine.")
    assert again.question == "How many?"
    assert Update.objects.filter(action=rows.led).count() == 2


def test_update_taken_back_is_a_draft_again(cast: Cast, rows: SmallPlan) -> None:
    update = services.update_take_back(update=submit(rows, cast), by=cast.subgroup_chair)

    assert (update.status, update.submitted_at) == (UpdateStatus.DRAFT, None)
    with pytest.raises(WrongStep, match="no longer waiting"):
        services.update_accept(update=update, revision=update.revision, by=cast.manager)


@pytest.mark.parametrize(
    ("code", "words", "field", "message"),
    [
        ("green", {}, "evidence_statement", "Green needs evidence"),
        ("red", {}, "issue", "Say what is in the way"),
        ("amber", {"progress": " \n "}, "progress", "Say what has happened"),
    ],
)
def test_submission_that_lacks_something_is_refused_by_field_and_stores_nothing(
    cast: Cast, rows: SmallPlan, code: str, words: dict[str, str], field: str, message: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        services.update_submit(
            action=rows.unled,
            report=report(rows, code, **words),
            revision=revision_of(rows.unled),
            by=cast.manager,
            accepts=True,
            today=TODAY,
        )

    assert list(refused.value.message_dict) == [field]
    assert message in refused.value.message_dict[field][0]
    assert not rows.unled.updates.exists()


def test_submission_without_a_rating_is_refused(cast: Cast, rows: SmallPlan) -> None:
    with pytest.raises(ValidationError, match="Choose how the action is going"):
        services.update_submit(
            action=rows.led,
            report=Report(progress="Told"),
            revision=revision_of(rows.led),
            by=cast.subgroup_chair,
            accepts=False,
            today=TODAY,
        )


def test_green_is_taken_with_evidence_on_record(cast: Cast, rows: SmallPlan) -> None:
    assert submit(rows, cast, "green").status == UpdateStatus.SUBMITTED


def test_green_is_taken_with_evidence_in_the_same_report(cast: Cast, rows: SmallPlan) -> None:
    update = services.update_submit(
        action=rows.unled,
        report=report(rows, "green", evidence=SHOWN),
        revision=revision_of(rows.unled),
        by=cast.manager,
        accepts=True,
        today=TODAY,
    )

    assert [piece.statement for piece in update.evidence.all()] == [SHOWN.statement]


def test_green_is_taken_with_evidence_added_to_the_draft(cast: Cast, rows: SmallPlan) -> None:
    update = services.update_submit(
        action=rows.held,
        report=report(rows, "green"),
        revision=rows.draft.revision,
        by=cast.lead,
        accepts=False,
        today=TODAY,
    )

    assert update.status == UpdateStatus.SUBMITTED


def test_green_is_refused_where_all_evidence_was_taken_off(cast: Cast, rows: SmallPlan) -> None:
    evidence_take_off(evidence=rows.draft_evidence, by=cast.lead)

    with pytest.raises(ValidationError, match="Green needs evidence"):
        services.update_submit(
            action=rows.held,
            report=report(rows, "green"),
            revision=rows.draft.revision,
            by=cast.lead,
            accepts=False,
            today=TODAY,
        )


def test_green_is_refused_where_evidence_came_with_a_voided_update(
    cast: Cast, rows: SmallPlan
) -> None:
    first = services.update_submit(
        action=rows.unled,
        report=report(rows, "green", evidence=SHOWN),
        revision=revision_of(rows.unled),
        by=cast.manager,
        accepts=True,
        today=TODAY,
    )
    services.update_void(update=first, reason="Wrong action", by=cast.manager)

    with pytest.raises(ValidationError, match="Green needs evidence"):
        services.update_submit(
            action=rows.unled,
            report=report(rows, "green"),
            revision=revision_of(rows.unled),
            by=cast.manager,
            accepts=True,
            today=TODAY,
        )


def test_rating_against_the_definitions_keeps_both(cast: Cast, rows: SmallPlan) -> None:
    update = services.update_submit(
        action=rows.held,
        report=report(rows, "amber"),
        revision=rows.draft.revision,
        by=cast.lead,
        accepts=False,
        today=TODAY,
    )

    assert update.suggested == "date passed (30 September 2026)"


def test_rating_that_the_report_itself_bears_out_has_no_objection(
    cast: Cast, rows: SmallPlan
) -> None:
    update = services.update_submit(
        action=rows.held,
        report=report(
            rows,
            "amber",
            new_due_on=dt.date(2027, 1, 31),
            new_due_reason="Holidays",
            milestones=(MilestoneWord(rows.overdue, is_done=True),),
        ),
        revision=rows.draft.revision,
        by=cast.lead,
        accepts=False,
        today=TODAY,
    )

    assert update.suggested == ""


@pytest.mark.parametrize("revision", [0, 7])
def test_draft_over_somebody_elses_is_refused(cast: Cast, rows: SmallPlan, revision: int) -> None:
    with pytest.raises(StaleRevision):
        services.update_draft(
            action=rows.held, report=report(rows), revision=revision, by=cast.manager
        )

    rows.draft.refresh_from_db()
    assert rows.draft.progress == "Words of a draft, for nobody yet."


def test_draft_over_a_submitted_update_is_refused(cast: Cast, rows: SmallPlan) -> None:
    with pytest.raises(WrongStep, match="Take it back"):
        services.update_draft(
            action=rows.waiting,
            report=report(rows),
            revision=rows.submitted.revision,
            by=cast.manager,
        )


def test_acceptance_of_other_words_than_those_read_is_refused(cast: Cast, rows: SmallPlan) -> None:
    with pytest.raises(WrongStep, match="changed since you read it"):
        services.update_accept(
            update=rows.submitted, revision=rows.submitted.revision - 1, by=cast.manager
        )


@pytest.mark.parametrize("name", ["draft", "accepted"])
def test_step_from_the_wrong_place_is_refused(cast: Cast, rows: SmallPlan, name: str) -> None:
    update: Update = getattr(rows, name)

    with pytest.raises(WrongStep):
        services.update_accept(update=update, revision=update.revision, by=cast.manager)
    with pytest.raises(WrongStep):
        services.update_take_back(update=update, by=cast.manager)
    with pytest.raises(WrongStep):
        services.update_send_back(
            update=update, revision=update.revision, question="Why?", by=cast.manager
        )


def test_evidence_is_taken_off_a_draft(cast: Cast, rows: SmallPlan) -> None:
    evidence_take_off(evidence=rows.draft_evidence, by=cast.lead)

    assert not Evidence.objects.in_force().filter(update=rows.draft).exists()
    assert Evidence.objects.filter(update=rows.draft).exists()


@pytest.mark.parametrize("name", ["submitted_evidence", "evidence"])
def test_evidence_is_not_taken_off_what_was_submitted(
    cast: Cast, rows: SmallPlan, name: str
) -> None:
    with pytest.raises(WrongStep, match="submitted already"):
        evidence_take_off(evidence=getattr(rows, name), by=cast.manager)


def test_milestone_unticked_in_a_later_draft_is_not_done_when_accepted(
    cast: Cast, rows: SmallPlan
) -> None:
    ticked = report(rows, milestones=(MilestoneWord(rows.dated, is_done=True),))
    unticked = report(rows, milestones=(MilestoneWord(rows.dated),))
    services.update_draft(
        action=rows.led, report=ticked, revision=revision_of(rows.led), by=cast.manager
    )

    services.update_submit(
        action=rows.led,
        report=unticked,
        revision=revision_of(rows.led),
        by=cast.manager,
        accepts=True,
        today=TODAY,
    )

    rows.dated.refresh_from_db()
    assert not rows.dated.is_complete

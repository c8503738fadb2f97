"""The next plan from this one: what is carried, what stays behind, and how that is told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.bodies import open_actions as open_actions_of
from plans.bodies import work_of
from plans.models import Lead, Plan
from priorities.compare import compare
from priorities.models import Action, Evidence, Milestone, Update, UpdateStatus
from priorities.services.carrying import Decision, Fate, open_actions, plan_follow
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import TODAY
from tests.priorities import files
from tests.priorities.many import grow

PERIOD = (dt.date(2029, 4, 1), dt.date(2032, 3, 31))


def follow(rows: SmallPlan, cast: Cast, **decisions: Decision) -> Plan:
    """The next plan, by decisions on actions of the small plan.

    The update that waits is a draft again.
    """
    Update.objects.filter(pk=rows.submitted.pk).update(status="draft", submitted_at=None)
    return plan_follow(
        plan=rows.plan,
        title="Business plan 2029 to 2032",
        slug="business-plan-2029",
        period=PERIOD,
        decisions={getattr(rows, name).pk: decision for name, decision in decisions.items()},
        by=cast.manager,
        today=TODAY,
    )


def carried(plan: Plan, number: str) -> Action:
    action: Action = Action.objects.get(objective__priority__plan=plan, number=number)
    return action


def test_next_plan_takes_the_place_of_the_one_before(rows: SmallPlan, cast: Cast) -> None:
    plan = follow(rows, cast)

    rows.plan.refresh_from_db()
    assert (plan.follows, plan.is_current, rows.plan.is_current) == (rows.plan, True, False)
    assert (plan.layout, plan.kind, plan.front) == (rows.plan.layout, "business", ["Foreword."])
    assert plan.history.get().history_user == cast.manager
    titles = [priority.title for priority in plan_document(plan).priorities]
    assert titles == ["Neglect", "The voice of the child"]


def test_carried_action_says_the_same_and_where_it_came_from(rows: SmallPlan, cast: Cast) -> None:
    before = plan_document(rows.plan)

    after = plan_document(follow(rows, cast))

    (old,) = (a for a in before.actions if a.number == "1.1.1")
    (new,) = (a for a in after.actions if a.number == "1.1.1")
    assert new.carried_from is not None
    assert new.carried_from.words == "from 1.1.1, 2026–29"
    assert new.key != old.key == new.carried_from.key
    assert [m.text for m in new.milestones] == ["Train the first ten", "Ask how it went"]
    for name in ("text", "leads", "outcomes", "measures", "resources", "cost", "extra"):
        assert getattr(new, name) == getattr(old, name), name
    for name in ("rating", "rated_on", "last_update_on", "progress", "evidence"):
        assert getattr(new, name) == getattr(old, name), name


def test_withdrawn_and_complete_actions_stay_behind(rows: SmallPlan, cast: Cast) -> None:
    make.update(action=rows.unled, is_accepted=True, rating=rows.ratings["green"])

    plan = follow(rows, cast)

    numbers = [action.number for action in plan_document(plan).actions]
    assert numbers == ["1.1.1", "1.1.2", "1.2.1", "2.1.1"]


def test_completed_action_is_rated_so_on_the_old_plan(rows: SmallPlan, cast: Cast) -> None:
    plan = follow(rows, cast, led=Decision(Fate.COMPLETED))

    latest = rows.led.updates.counted().first()
    assert latest is not None
    assert latest.rating == rows.ratings["green"]
    assert latest.progress == "Completed at the end of the plan."
    assert latest.author == latest.accepted_by == cast.manager
    assert latest.history.get().history_user == cast.manager
    assert not Action.objects.filter(objective__priority__plan=plan, number="1.1.1").exists()


def test_completed_without_evidence_is_refused_and_nothing_is_written(
    rows: SmallPlan, cast: Cast
) -> None:
    with pytest.raises(ValidationError) as refused:
        follow(rows, cast, held=Decision(Fate.COMPLETED))

    (message,) = refused.value.message_dict[f"decision_{rows.held.pk}"]
    assert message.startswith("1.1.2: Green needs evidence, and this action has none yet.")
    assert Plan.objects.filter(board=cast.board).count() == 1


def test_withdrawn_action_keeps_the_reason(rows: SmallPlan, cast: Cast) -> None:
    follow(rows, cast, corporate=Decision(Fate.WITHDRAWN, "No longer ours"))

    rows.corporate.refresh_from_db()
    assert rows.corporate.withdrawn_on == TODAY
    assert rows.corporate.withdrawn_reason == "No longer ours"


def test_evidence_is_shown_with_its_file_which_is_not_stored_twice(
    rows: SmallPlan, cast: Cast
) -> None:
    rows.evidence.file.save("minutes.pdf", ContentFile(files.PDF))
    Evidence.objects.filter(pk=rows.evidence.pk).update(file_name="minutes.pdf")

    plan = follow(rows, cast)

    piece = Evidence.objects.get(action=carried(plan, "1.1.1"))
    assert (piece.file.name, piece.file_name) == (rows.evidence.file.name, "minutes.pdf")
    assert piece.dated_on == dt.date(2026, 5, 1)
    assert piece.update is None


def test_draft_goes_on_with_the_carried_action(rows: SmallPlan, cast: Cast) -> None:
    make.milestone_report(update=rows.draft, milestone=rows.overdue, is_done=True)
    Update.objects.filter(pk=rows.draft.pk).update(
        evidence_draft={"statement": "Half", "milestone": str(rows.overdue.pk)}
    )

    plan = follow(rows, cast)

    new = carried(plan, "1.1.2")
    step = Milestone.objects.get(action=new)
    draft = Update.objects.get(pk=rows.draft.pk)
    assert (draft.action, draft.milestone_reports.get().milestone) == (new, step)
    assert draft.evidence_draft == {"statement": "Half", "milestone": str(step.pk)}
    assert draft.evidence.get().action == new


def test_update_that_waits_has_to_be_decided_first(rows: SmallPlan, cast: Cast) -> None:
    with pytest.raises(ValidationError, match="1 update waits to be accepted"):
        plan_follow(
            plan=rows.plan,
            title="Next",
            slug="next-one",
            period=PERIOD,
            decisions={},
            by=cast.manager,
            today=TODAY,
        )


def test_plan_is_followed_once_and_by_an_address_of_its_own(rows: SmallPlan, cast: Cast) -> None:
    plan = follow(rows, cast)

    with pytest.raises(ValidationError, match="was started from this plan already"):
        follow(rows, cast)
    with pytest.raises(ValidationError, match="is taken"):
        plan_follow(
            plan=plan,
            title="Another",
            slug="business-plan",
            period=PERIOD,
            decisions={},
            by=cast.manager,
            today=TODAY,
        )


def test_compare_reads_the_next_plan_as_carried(rows: SmallPlan, cast: Cast) -> None:
    before = plan_document(rows.plan)

    changes = compare(before, plan_document(follow(rows, cast)))

    told = {(c.kind, c.field, c.number) for c in changes if c.level == "action"}
    assert told == {
        ("other", "carried", number) for number in ("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2")
    }
    assert not [c for c in changes if c.level == "milestone"]
    assert not [c for c in changes if c.level in {"priority", "objective"}]


def test_carried_action_that_is_re_worded_and_renumbered_is_told_as_that(
    rows: SmallPlan, cast: Cast
) -> None:
    before, plan = plan_document(rows.plan), follow(rows, cast)
    Action.objects.filter(pk=carried(plan, "1.1.1").pk).update(number="3.9", text="All new words")

    changes = compare(before, plan_document(plan))

    kinds = {change.kind for change in changes if change.number == "3.9"}
    assert kinds == {"other", "renumbered", "re-worded"}
    assert not [change for change in changes if change.kind in {"added", "withdrawn"}]


def test_big_plan_is_carried_in_few_statements(rows: SmallPlan, cast: Cast, leads: Leads) -> None:
    grow(rows.plan, 500, lead=leads.board, rating=rows.ratings["amber"])
    waiting = Update.objects.filter(status=UpdateStatus.SUBMITTED)
    waiting.update(status=UpdateStatus.DRAFT, submitted_at=None)

    with CaptureQueriesContext(connection) as found:
        plan = plan_follow(
            plan=rows.plan,
            title="Next",
            slug="next-one",
            period=PERIOD,
            decisions={},
            by=cast.manager,
            today=TODAY,
        )

    assert len(open_actions(plan)) == 505
    assert len(found) < 400


def test_carried_action_is_owed_and_counted_in_the_next_plan_only(
    rows: SmallPlan, cast: Cast, leads: Leads
) -> None:
    plan = follow(rows, cast)
    access, manager = cast.access(cast.subgroup_chair), cast.access(cast.manager)

    led = {carried(plan, "1.1.1"), carried(plan, "1.2.1")}
    assert set(Action.objects.owed_by(access)) == set(Action.objects.updatable_by(access)) == led
    assert set(Action.objects.owed_by(manager).values_list("objective__priority__plan")) == {
        (plan.pk,)
    }
    assert work_of(Lead, access)[leads.subgroup.pk].actions == 2
    group = leads.subgroup.group
    assert group is not None
    assert {found.pk for found in open_actions_of(group)} == {action.pk for action in led}

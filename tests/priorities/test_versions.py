"""Drafts are locked for a meeting, versions issued once and for ever, approvals put on record."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from plans.models import Approval, Meeting, NotAsFrozen, Plan, PlanLock, PlanVersion
from priorities.services.steps import WrongStep
from priorities.services.updates import update_accept
from priorities.services.versions import (
    accepted_since,
    approval_add,
    approval_take_back,
    frozen_plan,
    next_number,
    plan_lock,
    plan_reopen,
    version_issue,
)
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, SmallPlan
from tests.factories import TODAY


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make.meeting(board=cast.board)


def issue(plan: Plan, cast: Cast, **words: Any) -> PlanVersion:
    given: dict[str, Any] = {
        "label": "",
        "dated_on": TODAY,
        "note": "First issue",
        "by": cast.manager,
    }
    return version_issue(plan=plan, **given | words)


def told(refused: pytest.ExceptionInfo[ValidationError]) -> str:
    return " ".join(refused.value.messages)


def test_lock_holds_the_plan_as_it_was_whatever_is_accepted_later(
    rows: SmallPlan, cast: Cast, meeting: Meeting
) -> None:
    before = plan_document(rows.plan)
    lock = plan_lock(plan=rows.plan, meeting=meeting, by=cast.manager)
    update_accept(update=rows.submitted, revision=rows.submitted.revision, by=cast.manager)

    assert frozen_plan(PlanLock.objects.get(pk=lock.pk)) == before != plan_document(rows.plan)
    assert accepted_since(lock) == 1
    assert (lock.number, lock.locked_by) == (1, cast.manager)


def test_meeting_has_one_standing_lock_of_a_plan(plan: Plan, cast: Cast, meeting: Meeting) -> None:
    plan_lock(plan=plan, meeting=meeting, by=cast.manager)

    with pytest.raises(ValidationError) as refused:
        plan_lock(plan=plan, meeting=meeting, by=cast.manager)

    assert "Draft 1 is locked for this meeting already" in told(refused)


def test_lock_of_a_cancelled_meeting_is_refused(plan: Plan, cast: Cast) -> None:
    meeting = make.meeting(board=cast.board, cancelled_on=TODAY, cancelled_reason="Snow")

    with pytest.raises(ValidationError) as refused:
        plan_lock(plan=plan, meeting=meeting, by=cast.manager)

    assert "was cancelled" in told(refused)


def test_lock_for_another_boards_meeting_is_refused(plan: Plan, cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        plan_lock(plan=plan, meeting=make.meeting(board=cast.other_board), by=cast.manager)

    assert "not one of the plan’s board" in told(refused)


def test_lock_of_a_plan_without_actions_is_refused(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(ValidationError) as refused:
        plan_lock(plan=make.plan(board=cast.board), meeting=meeting, by=cast.manager)

    assert "no actions yet" in told(refused)


def test_reopened_lock_stays_and_the_next_takes_a_number_of_its_own(
    plan: Plan, cast: Cast, meeting: Meeting
) -> None:
    first = plan_lock(plan=plan, meeting=meeting, by=cast.manager)
    first = plan_reopen(lock=first, reason=" A figure was wrong. ", by=cast.deputy)
    second = plan_lock(plan=plan, meeting=meeting, by=cast.manager)

    assert (first.reopened_reason, first.reopened_by) == ("A figure was wrong.", cast.deputy)
    assert [first.number, second.number] == [1, 2]
    with pytest.raises(WrongStep, match="Draft 1 was reopened already"):
        plan_reopen(lock=first, reason="Again", by=cast.manager)


def test_reopening_wants_a_reason(plan: Plan, cast: Cast, meeting: Meeting) -> None:
    lock = plan_lock(plan=plan, meeting=meeting, by=cast.manager)

    with pytest.raises(ValidationError) as refused:
        plan_reopen(lock=lock, reason=" ", by=cast.manager)

    assert "Say why" in told(refused)


def test_version_holds_the_plan_whole_with_its_number_and_hash(plan: Plan, cast: Cast) -> None:
    version = issue(plan, cast, number=8, label="For consultation")

    stored = PlanVersion.objects.get(pk=version.pk)
    document = frozen_plan(stored)
    assert document.plan.version == "8"
    assert document.priorities == plan_document(plan).priorities
    assert (stored.number, stored.label, stored.note) == (8, "For consultation", "First issue")
    assert next_number(plan) == 9
    assert stored.history.get().history_user == cast.manager


def test_version_of_a_locked_draft_holds_what_was_locked(
    rows: SmallPlan, cast: Cast, meeting: Meeting
) -> None:
    lock = plan_lock(plan=rows.plan, meeting=meeting, by=cast.manager)
    locked = plan_document(rows.plan)
    update_accept(update=rows.submitted, revision=rows.submitted.revision, by=cast.manager)

    version = issue(rows.plan, cast, lock=lock)

    assert frozen_plan(version).priorities == locked.priorities
    assert (version.lock, version.meeting) == (lock, meeting)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"number": 8}, "Version 8 is issued already"),
        ({"number": 7}, "Version 8 is issued already. Take a later number"),
        ({"number": 9, "note": " \n"}, "what is new"),
        ({"number": 3_000_000_000}, "too long"),
    ],
)
def test_version_is_refused(plan: Plan, cast: Cast, words: dict[str, Any], said: str) -> None:
    issue(plan, cast, number=8)

    with pytest.raises(ValidationError) as refused:
        issue(plan, cast, **words)

    assert said in told(refused)
    assert PlanVersion.objects.count() == 1


def test_version_of_a_reopened_draft_is_refused(plan: Plan, cast: Cast, meeting: Meeting) -> None:
    lock = plan_lock(plan=plan, meeting=meeting, by=cast.manager)
    plan_reopen(lock=lock, reason="A figure was wrong.", by=cast.manager)

    with pytest.raises(ValidationError) as refused:
        issue(plan, cast, lock=lock)

    assert "was reopened" in told(refused)


def test_version_that_was_tampered_with_does_not_open(plan: Plan, cast: Cast) -> None:
    version = issue(plan, cast)
    PlanVersion.objects.filter(pk=version.pk).update(
        content=version.content.replace("Neglect", "Neglekt")
    )

    with pytest.raises(NotAsFrozen, match="its hash differs"):
        frozen_plan(PlanVersion.objects.get(pk=version.pk))


def test_version_whose_storing_fails_leaves_nothing(
    plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(PlanVersion.history.model, "save", full)

    with pytest.raises(OSError, match="No space"):
        issue(plan, cast)

    assert not PlanVersion.objects.exists()


def test_approval_is_a_row_that_is_taken_back_and_not_changed(
    plan: Plan, cast: Cast, meeting: Meeting
) -> None:
    approval = approval_add(
        plan=plan,
        draft_number="3",
        body="Executive",
        meeting=meeting,
        approved_on=dt.date(2026, 11, 2),
        outcome="Agreed with changes",
        version=issue(plan, cast),
        by=cast.manager,
    )
    approval_take_back(approval=approval, reason="It was draft 4.", by=cast.manager)

    stored = Approval.objects.get(pk=approval.pk)
    assert (stored.draft_number, stored.body, stored.outcome) == (
        "3",
        "Executive",
        "Agreed with changes",
    )
    assert stored.taken_back_at is not None
    with pytest.raises(WrongStep, match="already"):
        approval_take_back(approval=approval, reason="Again", by=cast.manager)


def test_signed_approval_is_not_taken_back_here(plan: Plan, cast: Cast) -> None:
    approval = make.approval(plan=plan, signed_by=cast.chair)

    with pytest.raises(WrongStep, match="Whoever signed"):
        approval_take_back(approval=approval, reason="No", by=cast.manager)


@pytest.mark.parametrize("words", [{"body": " "}, {"meeting": "theirs"}, {"version": "theirs"}])
def test_approval_of_others_things_is_refused(
    plan: Plan, cast: Cast, words: dict[str, Any]
) -> None:
    theirs = {
        "meeting": make.meeting(board=cast.other_board),
        "version": make.plan_version(plan__board=cast.other_board, plan__is_current=False),
    }
    given: dict[str, Any] = {"body": "Executive", "meeting": None, "version": None}
    given |= {name: theirs[name] if value == "theirs" else value for name, value in words.items()}

    with pytest.raises(ValidationError):
        approval_add(
            plan=plan,
            draft_number="1",
            approved_on=TODAY,
            outcome="Agreed",
            by=cast.manager,
            **given,
        )

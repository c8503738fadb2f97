"""A later version of a real plan, imported over the first: exactly what changed, and back again."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from boardplan.accounts.models import User
from plans.models import Board, Lead, Plan
from priorities import document as doc
from priorities.change_words import wording
from priorities.compare import Change, compare
from priorities.compare.telling import changes_text
from priorities.import_page import grouped
from priorities.models import Action, ActionLead, ImportStatus, Milestone, PlanImport, Update
from priorities.services.importing import Preview, deciding, import_undo
from priorities.services.importing.deciding import Answers
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast
from tests.priorities.importing.real_plans import plan_file
from tests.priorities.later_version import later_version, rated_green, with_more_evidence

LATER = "medway 2020.docx"
APPLIED = f"Imported from {LATER}"
WRONG = "It was the draft"
UNDONE = f"Import of {LATER} undone: {WRONG}"


@dataclass(frozen=True)
class Fifth:
    """The fifth change of the later version, and what the preview is to say of it."""

    edit: Callable[[Any], None]
    told: tuple[str | None, ...]


RATED = Fifth(rated_green, ("re-rated", "action", "5.1.1", "rating", None, "green"))
SHOWN = Fifth(
    with_more_evidence,
    (
        "evidence",
        "action",
        "5.1.1",
        "evidence",
        None,
        "Eighty people at the launch of the strategy",
    ),
)
MISSING = "Undertake review of the multi agency neglect training available"


def told_of(fifth: Fifth) -> list[tuple[str | None, ...]]:
    """What the preview of the later version says, all of it, in printed order."""
    text = "Review and update model {} policy for schools"
    return [
        (
            "re-worded",
            "action",
            "1.3.2",
            "text",
            text.format("child protection"),
            text.format("safeguarding"),
        ),
        ("added", "action", "1.3.3", None, None, "Ask every school how its training went"),
        ("slipped", "milestone", "2.3.1", "due", "2018-09-30", "2018-11-30"),
        (
            "lead",
            "action",
            "4.2.3",
            "leads",
            "Public Health (accountable)",
            "Designated Doctor (accountable)",
        ),
        fifth.told,
        ("missing", "action", "5.2.2", None, MISSING, None),
        ("moved", "action", "6.4.2", "objective", "6.3", "6.4"),
        ("other", "action", "7.1", "progress", "Ongoing", "Two of six briefings held"),
        ("added", "action", "7.7", None, None, "Publish a data set that the public can read"),
    ]


def said(change: Change) -> tuple[str | None, ...]:
    return change.kind, change.level, change.number, change.field, change.before, change.after


@dataclass(frozen=True)
class Later:
    """A board with Medway's plan, and its later version read and looked at, but not applied."""

    plan: Plan
    waiting: PlanImport
    file: doc.PlanDocument
    seen: Preview
    before: doc.PlanDocument
    data: bytes
    by: User

    def now(self) -> doc.PlanDocument:
        return plan_document(Plan.objects.get(pk=self.plan.pk))

    def apply(self) -> PlanImport:
        """Apply it as the wizard does, with what is missing ticked."""
        leaving = tuple(change.key or "" for change in self.seen.missing)
        return deciding.import_apply(
            plan_import=self.waiting,
            answers=Answers(leaving=leaving),
            by=self.by,
            seen=deciding.mark_of(self.waiting, self.seen),
        )

    def undo(self, applied: PlanImport) -> PlanImport:
        return import_undo(plan_import=applied, reason=WRONG, by=self.by)


def read(board: Board, plan: Plan | None, data: bytes, name: str, by: User) -> PlanImport:
    taken = deciding.import_take_in(board=board, plan=plan, data=data, name=name, by=by)
    deciding.import_read(plan_import=taken, assigned={}, by=by)
    return taken


def report(
    later: Later, applied: PlanImport, between: doc.PlanDocument, after: doc.PlanDocument
) -> Iterator[str]:
    """The whole of it in words, for whoever wants to see it."""
    left = compare(between.in_force(), later.file, is_import=True)
    yield f"\n\nmedway.docx is the plan: {len(later.before.actions)} actions."
    yield f"{LATER}, read and compared with it:"
    yield from (f"  {line}" for line in changes_text(later.seen.changes, later.before, later.file))
    yield f"Applied, the missing one ticked: {len(applied.touched)} rows written."
    yield f"  Differences between the plan and the file: {len(left)}"
    for action in between.actions:
        if action.withdrawn:
            yield f"  {action.number} withdrawn: {action.withdrawn.reason}"
    voided = Update.objects.filter(voided_at__isnull=False).count()
    is_back = as_json(after) == as_json(later.before)
    yield f"Undone: {voided} updates voided."
    yield f"  In force, compared as JSON, is {'' if is_back else 'NOT '}what was there before."


@pytest.fixture
def fifth() -> Fifth:
    return RATED


@pytest.fixture
def later(cast: Cast, fifth: Fifth) -> Later:
    first = plan_file("medway.docx")
    board = cast.board
    board.name = "Medway Safeguarding Children Board"
    board.record(by=None)
    make.three_colours(board)
    begun = read(board, None, first, "medway.docx", cast.manager)
    plan = deciding.import_apply(plan_import=begun, answers=Answers(), by=cast.manager).plan
    assert plan is not None
    data = later_version(first, fifth.edit)
    waiting = read(board, Plan.objects.get(pk=plan.pk), data, LATER, cast.manager)
    file = deciding.import_document(waiting)
    assert file is not None
    seen = deciding.first_look(waiting, file)
    assert seen is not None
    return Later(plan, waiting, file, seen, plan_document(plan), data, cast.manager)


def placed(document: doc.PlanDocument) -> Iterator[tuple[object, ...]]:
    """Each action in force: what it stands under, and every field that a file has of it."""
    for priority in document.in_force().priorities:
        for objective in priority.objectives:
            for action in objective.actions:
                fields = {name: getattr(action, name) for name in document.covers}
                fields["milestones"] = [replace(m, key=None) for m in action.milestones]
                yield (
                    priority.number,
                    priority.title,
                    objective.number,
                    objective.title,
                    fields,
                )


def as_of_file(document: doc.PlanDocument, file: doc.PlanDocument) -> list[tuple[object, ...]]:
    return list(placed(replace(document, covers=file.covers)))


def as_json(document: doc.PlanDocument) -> str:
    return json.dumps(document.in_force().to_json(), indent=1, sort_keys=True)


both_kinds = pytest.mark.parametrize("fifth", [RATED, SHOWN], ids=["rated", "evidence"])


@both_kinds
def test_preview_says_what_was_edited_and_nothing_else(later: Later, fifth: Fifth) -> None:
    assert [said(change) for change in later.seen.changes] == told_of(fifth)
    moved = next(change for change in later.seen.changes if change.kind == "moved")
    slipped = next(change for change in later.seen.changes if change.kind == "slipped")
    assert (moved.was, slipped.days) == ("6.3.2", 61)
    lines = {
        group.kind: group.lines for group in grouped(later.seen.changes, wording(later.before))
    }
    (reworded,), (slipped_to,), (moved_to,) = (
        lines[kind] for kind in ("re-worded", "slipped", "moved")
    )
    assert (reworded.subject, reworded.field) == ("Specific action 1.3.2", "action")
    assert [(piece.kind, piece.text.strip()) for piece in reworded.pieces] == [
        ("kept", "Review and update model"),
        ("gone", "child protection"),
        ("new", "safeguarding"),
        ("kept", "policy for schools"),
    ]
    assert (slipped_to.subject, slipped_to.name, slipped_to.before, slipped_to.after) == (
        "Milestone of specific action 2.3.1",
        "MASH update report to be scheduled to MSCB Board – September 2018",
        "30 September 2018",
        "30 November 2018",
    )
    assert (moved_to.subject, moved_to.name, moved_to.was) == (
        "Specific action 6.4.2",
        "The MSCB engages with young people",
        "6.3.2",
    )


@both_kinds
def test_plan_says_afterwards_what_the_file_says(later: Later) -> None:
    later.apply()

    after = later.now()
    assert as_of_file(after, later.file) == list(placed(later.file))
    assert compare(after.in_force(), later.file, is_import=True) == ()
    kept = {action.key for action in later.before.actions}
    assert kept <= {action.key for action in after.actions}
    assert len(after.actions) == len(later.before.actions) + 2


def test_nothing_is_there_twice(later: Later) -> None:
    later.apply()

    actions = later.now().in_force().actions
    numbers = [action.number for action in actions]
    texts = [action.text for action in actions]
    assert (len(numbers), len(texts)) == (len(set(numbers)), len(set(texts)))
    for action in actions:
        steps = [step.text for step in action.milestones]
        assert len(steps) == len(set(steps))
    names = list(Lead.objects.values_list("name", flat=True))
    assert len(names) == len({name.casefold() for name in names})
    again = read(later.plan.board, later.plan, later.data, "again.docx", later.by)
    look = deciding.first_look(again, later.file)
    assert look is not None
    assert look.changes == ()


def test_history_has_person_and_reason(later: Later) -> None:
    later.apply()

    def last(row: Any) -> tuple[User, str]:
        past = row.history.first()
        return past.history_user, past.history_change_reason

    told = (later.by, APPLIED)
    numbers = ["1.3.2", "1.3.3", "5.2.2", "6.4.2", "7.7"]
    assert [last(Action.objects.get(number=number)) for number in numbers] == [told] * 5
    assert last(Milestone.objects.get(action__number="2.3.1", due_on="2018-11-30")) == told
    leads = ActionLead.objects.filter(action__number="4.2.3")
    assert [last(row) for row in leads] == [told] * 2
    assert last(Lead.objects.get(name="Designated Doctor")) == told
    assert last(Update.objects.get(action__number="7.1", progress__startswith="Two")) == told
    gone = Action.objects.get(number="5.2.2")
    assert (gone.text, gone.withdrawn_reason) == (MISSING, f"Not in {LATER} any more")
    untouched = Action.objects.get(number="2.1.1").history
    assert [past.history_change_reason for past in untouched.all()] == ["Imported from medway.docx"]


def test_undone_it_is_the_plan_of_before(later: Later) -> None:
    """With ``-s`` it says what happened."""
    applied = later.apply()
    between = later.now()

    done = later.undo(applied)

    after = later.now()
    sys.stdout.writelines(f"{line}\n" for line in report(later, applied, between, after))
    assert as_json(after) == as_json(later.before)
    assert (done.status, done.undone_reason) == (ImportStatus.UNDONE, WRONG)
    voided = Update.objects.filter(voided_at__isnull=False)
    assert {update.action.number for update in voided} >= {"7.1"}
    assert {(update.voided_by, update.void_reason) for update in voided} == {(later.by, UNDONE)}
    for number in ("1.3.2", "1.3.3", "5.2.2", "6.3.2", "7.7"):
        past = Action.objects.get(number=number).history.first()
        assert (past.history_user, past.history_change_reason) == (later.by, UNDONE)


def test_undoing_is_refused_naming_what_was_changed_since(later: Later) -> None:
    applied = later.apply()
    reworded = Action.objects.get(number="1.3.2")
    reworded.text = "Review the safeguarding policy with schools"
    reworded.record(by=later.by, reason="Their wish")
    step = Milestone.objects.get(action__number="2.3.1", due_on="2018-11-30")
    step.record(by=later.by, reason="Looked at")
    there = as_json(later.now())

    with pytest.raises(ValidationError) as refusal:
        later.undo(applied)

    (told,) = refusal.value.messages
    assert "action “1.3.2 Review the safeguarding policy with schools”" in told
    assert f"milestone “{step}”" in told
    assert as_json(later.now()) == there
    applied.refresh_from_db()
    assert applied.status == ImportStatus.APPLIED

"""A plan's branches and actions copied into the plan that follows it, table by table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from boardplan.accounts.models import User
from boardplan.audit.models import TrackedModel
from boardplan.audit.several import record_all
from plans.models import Plan
from priorities.models import (
    Action,
    ActionLead,
    Evidence,
    Milestone,
    MilestoneReport,
    Objective,
    Priority,
    Update,
    UpdateSource,
    UpdateStatus,
)
from priorities.models.parts import State
from priorities.wording import years_words

M = TypeVar("M", bound=TrackedModel)

_NEVER_COPIED = frozenset({"id", "key", "revision"})


def copy_of(row: M, **columns: Any) -> M:
    """A new row, not saved yet, that says the same but for these columns (``parent_id=…``)."""
    same = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in _NEVER_COPIED
    }
    return type(row)(**{**same, **columns})


class PlanCopy:
    """Copies from one plan into another, each row with its history; a few statements a table.

    Copied is what is in force: of an action its leads, its open milestones, the evidence on
    record, and its last word as an accepted update that came with the plan, of the day on which
    it was said. What was said before stays with the old action.
    """

    def __init__(self, old: Plan, new: Plan, by: User) -> None:
        self.old, self.new, self.by = old, new, by
        self.years = years_words(old.period_start, old.period_end)

    def copy(self, actions: Iterable[Action]) -> None:
        """Every branch of the old plan, and these of its actions, which are open."""
        objectives = self._branches()
        carried = [action for action in actions if action.objective_id in objectives]
        copies = self._actions(carried, objectives)
        self._leads(copies)
        milestones = self._milestones(copies)
        self._evidence(copies, milestones)
        self._last_words(copies)
        self._drafts(copies, milestones)

    def _branches(self) -> Mapping[int, int]:
        """The ids of the new objectives by those of the old ones."""
        olds = list(Priority.objects.in_force().filter(plan=self.old))
        priorities = [copy_of(row, plan_id=self.new.pk) for row in olds]
        self._record(priorities)
        new_ids = _ids(olds, priorities)
        below = list(Objective.objects.in_force().filter(priority__in=new_ids))
        objectives = [copy_of(row, priority_id=new_ids[row.priority_id]) for row in below]
        self._record(objectives)
        return _ids(below, objectives)

    def _actions(
        self, actions: list[Action], objectives: Mapping[int, int]
    ) -> Mapping[int, Action]:
        copies = {
            row.pk: copy_of(row, objective_id=objectives[row.objective_id], carried_from_id=row.pk)
            for row in actions
        }
        reasons = {row.pk: f"Carried from {row.called}, {self.years}" for row in actions}
        record_all([(copy, reasons[pk]) for pk, copy in copies.items()], by=self.by)
        return copies

    def _leads(self, copies: Mapping[int, Action]) -> None:
        leads = ActionLead.objects.in_force().filter(action__in=copies)
        self._record([copy_of(row, action_id=copies[row.action_id].pk) for row in leads])

    def _milestones(self, copies: Mapping[int, Action]) -> Mapping[int, int]:
        """The ids of the new milestones by those of the old ones; what is done stays behind."""
        still_open = Milestone.objects.in_force().exclude(state=State.COMPLETE)
        olds = list(still_open.filter(action__in=copies))
        news = [copy_of(row, action_id=copies[row.action_id].pk) for row in olds]
        self._record(news)
        return _ids(olds, news)

    def _evidence(self, copies: Mapping[int, Action], milestones: Mapping[int, int]) -> None:
        """The same files, by their names in the store: they are not stored twice."""
        pieces = Evidence.objects.on_record().filter(action__in=copies)
        self._record(
            [
                copy_of(
                    row,
                    action_id=copies[row.action_id].pk,
                    milestone_id=milestones.get(row.milestone_id),
                    update_id=None,
                    file=row.file.name,
                )
                for row in pieces
            ]
        )

    def _last_words(self, copies: Mapping[int, Action]) -> None:
        words = Update.objects.counted().filter(action__in=copies).newest_per_action()
        self._record(
            [
                Update(
                    action_id=copies[word.action_id].pk,
                    author_id=word.author_id,
                    source=UpdateSource.IMPORT,
                    told_by=word.told_by,
                    status=UpdateStatus.ACCEPTED,
                    rating_id=word.rating_id,
                    progress=word.progress,
                    impact=word.impact,
                    issue=word.issue,
                    submitted_at=word.submitted_at,
                    accepted_at=word.accepted_at,
                    accepted_by_id=word.accepted_by_id,
                )
                for word in words
            ]
        )

    def _drafts(self, copies: Mapping[int, Action], milestones: Mapping[int, int]) -> None:
        """What somebody is still writing goes on with the new action, with all that is in it."""
        drafts = list(Update.objects.under_way().filter(action__in=copies))
        pieces = list(Evidence.objects.filter(update__in=drafts))
        reports = list(MilestoneReport.objects.filter(update__in=drafts, milestone__in=milestones))
        for row in (*drafts, *pieces):
            row.action_id = copies[row.action_id].pk
        for piece in pieces:
            piece.milestone_id = milestones.get(piece.milestone_id)
        for draft in drafts:
            draft.evidence_draft = _moved(draft.evidence_draft, milestones)
        for report in reports:
            report.milestone_id = milestones[report.milestone_id]
        for rows in (drafts, pieces, reports):
            self._record(rows)

    def _record(self, rows: Iterable[TrackedModel]) -> None:
        record_all([(row, f"Carried from the plan of {self.years}") for row in rows], by=self.by)


def _ids(olds: Iterable[TrackedModel], news: Iterable[TrackedModel]) -> dict[int, int]:
    return {old.pk: new.pk for old, new in zip(olds, news, strict=True)}


def _moved(typed: dict[str, str], milestones: Mapping[int, int]) -> dict[str, str]:
    """Evidence that was typed but not added yet, of the new milestone where there is one."""
    found = milestones.get(int(typed.get("milestone") or 0))
    kept = {name: value for name, value in typed.items() if name != "milestone"}
    return kept | ({"milestone": str(found)} if found else {})

"""What a person says of an action in one update, before it is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.files.base import File

from plans.models import Rating
from priorities.models import Action, Milestone, UpdateSource
from priorities.models.parts import State
from priorities.rating import Progress, Step


@dataclass(frozen=True)
class MilestoneWord:
    """What is said of one milestone: done, or moved to a date and why."""

    milestone: Milestone
    is_done: bool = False
    new_due_on: dt.date | None = None
    reason: str = ""

    @property
    def says_something(self) -> bool:
        return self.is_done or self.new_due_on is not None or bool(self.reason)


@dataclass(frozen=True)
class NewEvidence:
    """Evidence to be added: a statement, a link or a file; perhaps of one milestone."""

    statement: str = ""
    dated_on: dt.date | None = None
    link: str = ""
    file: File[bytes] | None = None
    file_name: str = ""
    content_type: str = ""
    milestone: Milestone | None = None

    @property
    def says_something(self) -> bool:
        return bool(self.statement or self.link or self.file)

    def words(self) -> dict[str, str]:
        """What was typed, to be put back into the form; a file has to be chosen again."""
        dated_on = self.dated_on.isoformat() if self.dated_on else ""
        milestone = str(self.milestone.pk) if self.milestone else ""
        typed = {
            "statement": self.statement,
            "dated_on": dated_on,
            "link": self.link,
            "milestone": milestone,
        }
        return {name: value for name, value in typed.items() if value}


@dataclass(frozen=True)
class Report:
    """The whole of one update's words."""

    rating: Rating | None = None
    progress: str = ""
    impact: str = ""
    issue: str = ""
    new_due_on: dt.date | None = None
    new_due_reason: str = ""
    milestones: tuple[MilestoneWord, ...] = ()
    evidence: NewEvidence = field(default_factory=NewEvidence)
    is_nothing_to_add: bool = False
    source: UpdateSource = UpdateSource.FORM
    told_by: str = ""
    """Who said it, where a manager wrote it down."""


def progress_after(
    action: Action, report: Report, milestones: Iterable[Milestone], *, has_evidence: bool
) -> Progress:
    """What the definitions will look at once this report is accepted."""
    said = {word.milestone.pk: word for word in report.milestones}
    steps = [_step(milestone, said.get(milestone.pk)) for milestone in milestones]
    if action.timescale is not None or not steps:
        steps.append(Step(action.is_complete, report.new_due_on or action.due_on))
    return Progress(tuple(steps), has_evidence or report.evidence.says_something)


def _step(milestone: Milestone, word: MilestoneWord | None) -> Step:
    is_done = milestone.state == State.COMPLETE or (word is not None and word.is_done)
    moved = word.new_due_on if word else None
    return Step(is_done, moved or milestone.due_on)

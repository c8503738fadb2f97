"""The manager's chase list: who owes what in a round, since when, and what was sent to her."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from priorities.models import UpdateRound
from priorities.reminders import Mailed, mailed_at
from priorities.rounds import PersonOwes, RoundOwed, answered_in, owed_in
from priorities.services.rounds import why_not_now


@dataclass(frozen=True)
class ChaseLine:
    """One person of the list."""

    person: PersonOwes
    mailed: Mailed
    refusal: str
    """Why she cannot be reminded today; empty where she can."""


@dataclass(frozen=True)
class Chase:
    """All of the list."""

    owed: RoundOwed
    answered: int
    """How many of the actions asked for have their word."""
    lines: tuple[ChaseLine, ...]

    @property
    def asked(self) -> int:
        """How many actions were asked for."""
        return self.answered + len(self.owed.actions)


def chase_list(round_: UpdateRound, today: dt.date) -> Chase:
    """Who still owes what in the round; those whose e-mail had trouble first, then by name."""
    owed = owed_in(round_, today)
    mailed = mailed_at(round_.plan.board_id)
    lines = []
    for person in owed.people:
        known = mailed.get(person.user.pk)
        lines.append(ChaseLine(person, known or Mailed(), why_not_now(known, today)))
    lines.sort(key=lambda line: not line.mailed.trouble)
    return Chase(owed, answered=answered_in(round_).count(), lines=tuple(lines))

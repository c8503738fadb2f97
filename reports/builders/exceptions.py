"""What a board must look at: the exceptions, each with a verdict that says where it comes from.

Pure: judged from the plan's document and, where they are given, from the records of its actions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from priorities.document import Action, PlanDocument, RatingValue, walk
from priorities.rating import NOT_HEARD_OF_DAYS, standing
from reports.builders import verdicts
from reports.builders.record import ActionRecord
from reports.builders.verdicts import NOTHING_TO_ADD_TIMES, STALLED_ROUNDS, Case, Verdict


@dataclass(frozen=True, slots=True)
class ExceptionEntry:
    """One action in a list of exceptions; ``verdict`` says where the judgement comes from.

    ``under`` is the number of the objective that it stands under.
    """

    action: Action
    rating: RatingValue | None
    verdict: str
    under: str | None = None


@dataclass(frozen=True, slots=True)
class ExceptionList:
    """The actions with one thing wrong, the worst first; ``rule`` says what brings one here."""

    code: str
    title: str
    rule: str
    entries: tuple[ExceptionEntry, ...]


_Judge = Callable[[Case], Verdict | None]


@dataclass(frozen=True, slots=True)
class _Kind:
    code: str
    title: str
    rule: str
    judge: _Judge
    needs_record: bool = False


def exceptions(
    document: PlanDocument,
    today: dt.date,
    records: Mapping[str, ActionRecord] | None = None,
) -> tuple[ExceptionList, ...]:
    """The lists of what a board must look at, the worst first, as of ``today``.

    ``records`` by the keys of the actions; without them the lists that need them are left out.
    """
    current = document.in_force()
    known = records or {}
    cases = [
        Case(
            action,
            objective.number,
            standing(action, document, today),
            document,
            today,
            known.get(action.key or "") or ActionRecord(),
        )
        for _, objective, action in walk(current)
    ]
    return tuple(
        ExceptionList(kind.code, kind.title, kind.rule, _entries(cases, kind.judge))
        for kind in _KINDS
        if records is not None or not kind.needs_record
    )


def _entries(cases: Iterable[Case], judge: _Judge) -> tuple[ExceptionEntry, ...]:
    """The cases that the judge finds against, the worst first, else in printed order."""
    found = [(verdict, case) for case in cases if (verdict := judge(case))]
    found.sort(key=lambda pair: -pair[0].weight)
    return tuple(
        ExceptionEntry(case.action, case.rating, verdict.words, case.under)
        for verdict, case in found
    )


_KINDS: tuple[_Kind, ...] = (
    _Kind(
        "off-track", "Off track", "Rated off track in the last accepted update.", verdicts.off_track
    ),
    _Kind("overdue", "Overdue", "A date has passed with its work open.", verdicts.overdue),
    _Kind(
        "contested",
        "Rated otherwise than the definitions imply",
        "A person chose the rating; the dates and the evidence on record speak for another.",
        verdicts.contested,
    ),
    _Kind(
        "slipped",
        "Slipped",
        "Not complete, and accepted updates have moved a date of it to a later day.",
        verdicts.slipped,
        needs_record=True,
    ),
    _Kind(
        "silent",
        f"No update for {NOT_HEARD_OF_DAYS} days",
        "Not complete, and the last accepted word is older than that, or there is none yet.",
        verdicts.silent,
    ),
    _Kind(
        "nothing-to-add",
        "Nothing to add three times",
        f"The last {NOTHING_TO_ADD_TIMES} accepted updates, or more, had nothing to add.",
        verdicts.nothing_to_add,
        needs_record=True,
    ),
    _Kind(
        "stalled",
        "Little or no progress",
        f"Not complete; in the last {STALLED_ROUNDS} accepted updates no milestone was ticked off "
        "and the rating got no better.",
        verdicts.stalled,
        needs_record=True,
    ),
    _Kind(
        "no-impact",
        "Completed without impact",
        "Rated complete, and no accepted update says what difference it made.",
        verdicts.without_impact,
        needs_record=True,
    ),
    _Kind(
        "undated",
        "Ongoing without a review date",
        "Work without an end needs a day on which it is looked at again.",
        verdicts.undated,
    ),
    _Kind(
        "unled",
        "No accountable lead",
        "Not complete, and nobody is named as the one who answers for it.",
        verdicts.unled,
    ),
)

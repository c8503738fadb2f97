"""A plan as CSV: a row for each milestone, for sorting and counting in any program."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator

from priorities.document import Action, Milestone, Objective, PlanDocument, Priority, Withdrawal
from priorities.timescale import Timescale
from priorities.wording import evidence_words
from reports.exports.cells import rating_words, standing_words
from reports.exports.columns import extra_columns
from reports.exports.harmless import harmless
from reports.plan_table import PrintedAction, printed_plan

BRANCH = ("Priority number", "Priority", "Objective number", "Objective")
ACTION = (
    *("Action number", "Action", "Leads", "By when", "Start", "Due", "Outcomes", "Measures"),
    *("Resources", "Cost", "Rating", "How it stands", "Last update", "Progress", "Evidence"),
    *("Review", "Withdrawn on", "Why withdrawn"),
)
MILESTONE = (
    *("Milestone", "Milestone level", "Milestone row", "Milestone by when", "Milestone start"),
    *("Milestone due", "Milestone state", "Milestone withdrawn on", "Why milestone withdrawn"),
)
KEYS = ("Priority key", "Objective key", "Action key", "Milestone key")

Texts = Iterable[str]


def plan_as_csv(document: PlanDocument, today: dt.date) -> bytes:
    """The plan as CSV in UTF-8, with the mark by which Excel knows that.

    An apostrophe stands before what a spreadsheet might run (reports.exports.harmless).
    """
    extras = [column.heading for column in extra_columns(document.actions)]
    made = io.StringIO()
    out = csv.writer(made, quoting=csv.QUOTE_ALL)
    for row in ([*BRANCH, *ACTION, *extras, *MILESTONE, *KEYS], *_rows(document, today, extras)):
        out.writerow(map(harmless, row))
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def _rows(document: PlanDocument, today: dt.date, extras: list[str]) -> Iterator[list[str]]:
    """A row for each milestone; one for an action, an objective or a priority without any."""
    blank_action = [""] * (len(ACTION) + len(extras))
    blank_step = [""] * len(MILESTONE)
    for printed in printed_plan(document, today).priorities:
        priority, objective = printed.priority, Objective()
        if not printed.groups:
            keys = [priority.key or "", "", "", ""]
            yield [*_branch(priority, objective), *blank_action, *blank_step, *keys]
        placed = _objectives(priority)
        for group in printed.groups:
            action = group.action.action if group.action else None
            objective = placed[id(action)] if action else group.objective or objective
            head = _branch(priority, objective)
            keys = [priority.key or "", objective.key or "", (action and action.key) or ""]
            if group.action is None or action is None:
                yield [*head, *blank_action, *blank_step, *keys, ""]
                continue
            cells = [*_action(group.action), *(action.extra.get(name, "") for name in extras)]
            for step in action.milestones or (None,):
                words = _milestone(step) if step else blank_step
                yield [*head, *cells, *words, *keys, (step and step.key) or ""]


def _objectives(priority: Priority) -> dict[int, Objective]:
    """Where each of the priority's actions stands, by the action's identity."""
    return {id(action): each for each in priority.objectives for action in each.actions}


def _branch(priority: Priority, objective: Objective) -> list[str]:
    parts = (priority.number, priority.title, objective.number, objective.title)
    return [part or "" for part in parts]


def _action(printed: PrintedAction) -> Texts:
    action = printed.action
    leads = sorted(action.leads, key=lambda lead: not lead.accountable)
    return (
        action.number or "",
        action.text,
        _lines(lead.name for lead in leads),
        *_timescale(action.timescale),
        _lines(action.outcomes),
        _lines(item.text for item in action.measures),
        _lines(item.text for item in action.resources),
        f"{action.cost:.2f}" if action.cost is not None else "",
        rating_words(printed.rating),
        standing_words(printed),
        _day(action.last_update_on),
        _lines(action.progress),
        _lines(map(evidence_words, action.evidence)),
        _day(action.next_review),
        *_withdrawal(action),
    )


def _milestone(step: Milestone) -> Texts:
    scale = step.timescale
    place = (str(step.level), str(step.row))
    state = (scale.state if scale else None) or ""
    return (step.text, *place, *_timescale(scale), state, *_withdrawal(step))


def _timescale(scale: Timescale | None) -> Texts:
    return (scale.text, _day(scale.start), _day(scale.due)) if scale else ("", "", "")


def _withdrawal(item: Action | Milestone) -> Texts:
    withdrawn: Withdrawal | None = item.withdrawn
    return (_day(withdrawn.on), withdrawn.reason) if withdrawn else ("", "")


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _lines(texts: Texts) -> str:
    return "\n".join(texts)

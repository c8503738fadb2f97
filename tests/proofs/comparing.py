"""How long it takes to compare two issued versions, as they are stored, as plans grow."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from priorities import document as doc
from priorities.compare import compare
from priorities.timescale import Timescale
from reports.changes import change_sections
from tests.priorities.documents import SCHEME
from tests.proofs.tables import table

T = TypeVar("T")

SIZES = (100, 1_000, 2_000, 4_000)
PER_OBJECTIVE, OBJECTIVES = 5, 10
HEADS = ("actions", "stored", "changes", "both read", "compared", "in words", "in all")
DUE, LATER = dt.date(2027, 3, 31), dt.date(2027, 6, 30)


def report(sizes: Sequence[int] = SIZES) -> Iterator[str]:
    """A line for each size; seconds are of the processor. Every third action is changed."""
    yield table(HEADS, [_row(size) for size in sizes])


def _row(size: int) -> tuple[object, ...]:
    texts = [json.dumps(plan(size, is_later=later).to_json()) for later in (False, True)]
    begin = time.process_time()
    before, after = (doc.PlanDocument.from_json(json.loads(text)) for text in texts)
    read = time.process_time()
    changes = compare(before, after)
    compared = time.process_time()
    told = change_sections(changes, before, after)
    end = time.process_time()
    return (
        f"{size:6,}",
        f"{len(texts[0]) / 1e6:5.2f} MB",
        f"{told.total:6,}",
        f"{read - begin:5.2f} s",
        f"{compared - read:5.2f} s",
        f"{end - compared:5.2f} s",
        f"{end - begin:5.2f} s",
    )


def plan(size: int, *, is_later: bool = False) -> doc.PlanDocument:
    """A plan of so many actions; a later one has every third in other words, rating and date."""
    actions = [_action(n, is_changed=is_later and n % 3 == 0) for n in range(size)]
    objectives = [
        doc.Objective(f"o{n}", str(n), n, title=f"Ward {n}", actions=tuple(part))
        for n, part in enumerate(_parts(actions, PER_OBJECTIVE), start=1)
    ]
    priorities = tuple(
        doc.Priority(f"p{n}", str(n), n, title=f"District {n}", objectives=tuple(part))
        for n, part in enumerate(_parts(objectives, OBJECTIVES), start=1)
    )
    head = doc.PlanHead("plan", "Business plan")
    return doc.PlanDocument(doc.BoardName("a", "Board"), head, SCHEME, priorities=priorities)


def _action(number: int, *, is_changed: bool) -> doc.Action:
    steps = tuple(doc.Milestone(f"Step {n} of {number}", key=f"m{number}-{n}") for n in range(3))
    action = doc.Action(
        f"Ask the {number}th school what became of its {number * 7} referrals, and tell the board",
        key=f"a{number}",
        number=str(number),
        leads=(doc.LeadName(f"Sub-group {number % 40}", accountable=True),),
        milestones=steps,
        timescale=Timescale("by March 2027", None, DUE, None, None),
        rating="red",
        progress=(f"Report {number} was read, and {number * 3} replies came. " * 3,),
        evidence=(doc.Evidence(f"Minutes {number}"),),
    )
    if not is_changed:
        return action
    later = Timescale("by June 2027", None, LATER, None, None)
    return replace(action, text=f"{action.text} each year", rating="amber", timescale=later)


def _parts(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))

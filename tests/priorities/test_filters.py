"""Choosing actions of a plan."""

import datetime as dt
from dataclasses import replace

import pytest

from priorities.document import Action, Evidence, LeadName, Milestone, PlanDocument
from priorities.filters import PlanFilter
from tests.priorities.documents import GONE, due, plan_of

TODAY = dt.date(2026, 11, 25)

PLAN = plan_of(
    Action(
        "Train schools",
        key="trained",
        number="1.1.1",
        rating="green",
        leads=(LeadName("Learning sub-group", True), LeadName("Police", False)),
        evidence=(Evidence("Register of trainers"),),
        last_update_on=dt.date(2026, 11, 1),
    ),
    Action(
        "Agree the form",
        key="late",
        number="1.1.2",
        rating="amber",
        leads=(LeadName("Police", True),),
        milestones=(Milestone("Draft it", due(dt.date(2026, 10, 31))),),
        progress=("A sketch went round",),
        last_update_on=dt.date(2026, 11, 2),
    ),
    Action("Ask the children", key="silent"),
    Action("Print a poster", key="gone", withdrawn=GONE),
)


def chosen(wanted: PlanFilter, document: PlanDocument = PLAN) -> list[str | None]:
    picked = wanted.choose(document, today=TODAY, own=frozenset({"late"}))
    return [action.key for action in picked.actions]


def test_empty_filter_keeps_all_withdrawn_ones_too() -> None:
    assert PlanFilter().choose(PLAN, today=TODAY) is PLAN


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        (PlanFilter(priority="priority"), ["trained", "late", "silent", "gone"]),
        (PlanFilter(priority="nowhere"), []),
        (PlanFilter(lead="Police"), ["trained", "late"]),
        (PlanFilter(lead="Nobody"), []),
        (PlanFilter(rating="green"), ["trained"]),
        (PlanFilter(rating="unrated"), ["silent"]),
        (PlanFilter(is_overdue=True), ["late"]),
        (PlanFilter(lacks_evidence=True), ["late", "silent"]),
        (PlanFilter(is_silent=True), ["silent"]),
        (PlanFilter(is_own=True), ["late"]),
        (PlanFilter(lead="Police", rating="amber"), ["late"]),
        (PlanFilter(priority="priority", rating="amber"), ["late"]),
        (PlanFilter(priority="nowhere", rating="amber"), []),
    ],
)
def test_filter_keeps_what_was_asked_for(wanted: PlanFilter, keys: list[str]) -> None:
    assert chosen(wanted) == keys


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("1.1.2", ["late"]),
        ("TRAIN", ["trained"]),
        ("sketch", ["late"]),
        ("draft it", ["late"]),
        ("register", ["trained"]),
        ("police form", ["late"]),
        ("neglect", ["trained", "late", "silent", "gone"]),
        ("seen early form", ["late"]),
        ("poster", ["gone"]),
        ("form children", []),
        ("   ", ["trained", "late", "silent", "gone"]),
    ],
)
def test_words_are_sought_in_all_that_is_said_of_an_action(words: str, keys: list[str]) -> None:
    assert chosen(PlanFilter(words=words)) == keys


@pytest.mark.parametrize(
    "wanted",
    [
        PlanFilter(words="poster", rating="unrated"),
        PlanFilter(words="poster", lacks_evidence=True),
        PlanFilter(priority="priority", words="poster", is_silent=True),
    ],
)
def test_how_an_action_stands_is_asked_of_live_ones_only(wanted: PlanFilter) -> None:
    assert chosen(wanted) == []


def test_priority_alone_keeps_its_objectives_without_actions() -> None:
    [priority] = PLAN.priorities
    bare = replace(priority, objectives=(replace(priority.objectives[0], actions=()),))

    picked = PlanFilter(priority="priority").choose(replace(PLAN, priorities=(bare,)), today=TODAY)

    assert [objective.number for objective in picked.priorities[0].objectives] == ["1.1"]

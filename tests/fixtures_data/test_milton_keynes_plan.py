"""Milton Keynes' demonstration data: the printed plan's structure and facts, in our own words."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any

import pytest

from priorities.document import PlanDocument
from tests.fixtures_data.printed import (
    PrintedAction,
    PrintedObjective,
    actions_of,
    copied,
    fixture,
    meant,
    needs_printed_plans,
    objectives_of,
    printed_texts,
    tables,
    told,
)

WORD = "milton_keynes.docx"
PERIOD = (dt.date(2010, 1, 20), dt.date(2011, 3, 31))
PLACES = range(20)
OF_THE_INDICATORS = {
    "Assistant Director, Specialist Services",
    "Assistant Director, Targeted Services",
    "Community Safety Manager",
}
MAY_BE_SAME = {"Milton Keynes Safeguarding Children Board"}
"""Names of bodies, which stand as they are printed."""


@cache
def plan() -> Any:
    return fixture("milton-keynes/plan.json")


@cache
def printed() -> list[PrintedObjective]:
    """The desired outcomes of the Word file."""
    objectives: list[PrintedObjective] = []
    for table in tables(WORD)[:6]:
        before: list[list[str]] = []
        for cells, goes_on in table[1:]:
            if cells[0]:
                objectives.append(PrintedObjective(cells[0][0].split(".")[0]))
            _read_row(objectives[-1].actions, cells, goes_on, before)
            before = cells
    return objectives


def _read_row(
    actions: list[PrintedAction], cells: list[list[str]], goes_on: list[bool], before: Any
) -> None:
    """Read one row: it begins an action, or goes on with the last where that cell is merged."""
    _, text, measures, lead, resources, when, *_ = cells
    if goes_on[1]:
        actions[-1].rows += 1
    else:
        actions.append(PrintedAction(text=text))
        # What is merged over two actions belongs to both.
        measures = before[2] if goes_on[2] else measures
        lead = before[3] if goes_on[3] else lead
    action = actions[-1]
    action.measures += [(measure, action.rows) for measure in measures]
    action.resources += [(resource, action.rows) for resource in resources]
    action.leads += lead
    action.when += when


@cache
def printed_actions() -> list[PrintedAction]:
    return [action for objective in printed() for action in objective.actions]


def pounds(texts: list[str]) -> Decimal:
    """The sum of the £ amounts in these texts."""
    amounts = chain.from_iterable(re.findall(r"£([\d,]+)", text) for text in texts)
    return sum((Decimal(amount.replace(",", "")) for amount in amounts), Decimal(0))


def test_plan_has_the_printed_size() -> None:
    [priority] = plan()["priorities"]
    assert (priority["number"], priority["title"]) == (None, None)
    assert [o["number"] for o in objectives_of(plan())] == list("12345678")
    assert len(actions_of(plan())) == len(PLACES)
    assert all(action["number"] is None for action in actions_of(plan()))
    assert len(plan()["plan"]["listed_priorities"]) == 11


@needs_printed_plans
def test_objectives_and_their_actions_stand_as_printed() -> None:
    ours = [(o["number"], len(o["actions"])) for o in objectives_of(plan())]
    assert ours == [(objective.number, len(objective.actions)) for objective in printed()]


@needs_printed_plans
@pytest.mark.parametrize("place", PLACES)
def test_action_has_the_printed_cells_side_by_side(place: int) -> None:
    ours, theirs = actions_of(plan())[place], printed_actions()[place]
    assert len(ours["text"].split("\n")) == len(theirs.text)
    assert [m["row"] for m in ours["measures"]] == [row for _, row in theirs.measures]
    assert [r["row"] for r in ours["resources"]] == [row for _, row in theirs.resources]
    assert ours["outcomes"] == ours["progress"] == []
    assert ours["rating"] is None


@needs_printed_plans
@pytest.mark.parametrize("place", PLACES)
def test_leads_are_the_printed_bodies(place: int) -> None:
    ours, theirs = actions_of(plan())[place]["leads"], printed_actions()[place].leads
    named = [body(name) for line in theirs for name in line.split("/")]
    assert [body(lead["name"]) for lead in ours] == list(dict.fromkeys(named))
    assert [lead["accountable"] for lead in ours] == [i == 0 for i in range(len(ours))]


def body(name: str) -> str:
    """One name for a body that the plan spells in several ways."""
    return name.strip().lower().replace("sub-group", "sub group")


@needs_printed_plans
@pytest.mark.parametrize("place", PLACES)
def test_timescale_has_the_printed_words(place: int) -> None:
    scale = actions_of(plan())[place]["timescale"]
    assert scale["text"] == "\n".join(printed_actions()[place].when)


def test_timescales_mean_what_their_words_say() -> None:
    for action in actions_of(plan()):
        assert told(action["timescale"]) == meant(action["timescale"]["text"], PERIOD)


@needs_printed_plans
@pytest.mark.parametrize("place", PLACES)
def test_each_resource_has_the_printed_amounts(place: int) -> None:
    ours, theirs = actions_of(plan())[place]["resources"], printed_actions()[place].resources
    amounts = [[pounds([text]) for text in texts] for texts in _both(ours, theirs)]
    assert amounts[0] == amounts[1]


def _both(ours: Any, theirs: list[tuple[str, int]]) -> tuple[list[str], list[str]]:
    return [resource["text"] for resource in ours], [text for text, _ in theirs]


def test_costs_are_the_amounts_of_the_resources() -> None:
    costs = {}
    for place, action in enumerate(actions_of(plan())):
        printed_cost = pounds([resource["text"] for resource in action["resources"]])
        assert Decimal(action["cost"] or 0) == printed_cost
        if action["cost"]:
            costs[place] = action["cost"]
    assert len(costs) == 7
    assert sum(map(Decimal, costs.values())) == Decimal("101500.00")


@needs_printed_plans
def test_layout_has_the_printed_headings() -> None:
    headings = [" ".join(cell) for cell in tables(WORD)[0][0][0]]
    layout = plan()["layout"]
    printed_so = [layout["levels"]["objective"], *(c["heading"] for c in layout["columns"])]
    assert printed_so == headings
    assert {column["group"] for column in layout["columns"]} == {None}


@needs_printed_plans
def test_text_before_the_tables_is_as_long_as_printed() -> None:
    said = printed_texts(WORD)
    first = said.index("In October 2009, MKSCB agreed the priorities for 2010/12 to be:") + 1
    head = plan()["plan"]
    assert len(head["listed_priorities"]) == said.index("", first) - first
    assert head["agreed_on"] == "2010-01-20"
    assert head["closing"] == []


@needs_printed_plans
@pytest.mark.parametrize("name", ["plan", "updates"])
def test_sentences_are_our_own(name: str) -> None:
    ours = fixture(f"milton-keynes/{name}.json")
    timescales = {"\n".join(action.when) for action in printed_actions()}
    assert copied(ours, WORD, may_be_same=MAY_BE_SAME | timescales) == []


def test_schema_reads_the_plan_back() -> None:
    assert PlanDocument.from_json(plan()).to_json() == plan()


def test_leads_are_those_of_the_plan_and_of_its_indicators() -> None:
    named = {lead["name"] for action in actions_of(plan()) for lead in action["leads"]}
    people = fixture("milton-keynes/people.json")
    assert {lead["name"] for lead in people["leads"]} == named | OF_THE_INDICATORS

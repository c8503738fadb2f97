"""Merton's demonstration data: the printed plan's structure and facts, in words of our own."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any

import pytest

from priorities.document import SCHEMA, PlanDocument, Risk
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
    strings,
    tables,
    told,
)

WORD = "merton.docx"
PERIOD = (dt.date(2014, 4, 1), dt.date(2016, 3, 31))
PLACES = range(29)
MAY_BE_SAME = {
    "Merton Safeguarding Children Board",
    "Promote and Protect Young People Strategic Group",
    "London Child Protection Procedures",
    "Keeping children safe in education",
    "Learning and Improvement System",
}
"""Names of bodies and of documents, which stand as they are printed."""

LEADS = {
    "QA SubGroup": ["Quality Assurance Sub Group"],
    "LSCB Manager & Training Officer": ["LSCB Manager", "Training Officer"],
    "Agencies to release staff and use cascade materials": ["Partner agencies"],
    "Reports to QA & Training SubGroups": ["Quality Assurance Sub Group", "Training Sub Group"],
    "AD Education – with School LSCB reps?": ["AD Education", "School LSCB representatives"],
    "HR SubGroup": ["HR Sub Group"],
    "QA SubGroup & Training SubGroup": ["Quality Assurance Sub Group", "Training Sub Group"],
    "Promote and Protect YP Strategic Group": ["Promote and Protect Young People Strategic Group"],
    "LSCB Chair": ["MSCB Chair"],
    "Chair": ["MSCB Chair"],
    "All Partner agencies": ["Partner agencies"],
    "Partner Agencies": ["Partner agencies"],
    "Policy and Communication SubGroup": ["Policy and Communications Sub Group"],
    "Policy and Communication SubGroup?": ["Policy and Communications Sub Group"],
    "Policy and Communications SubGroup": ["Policy and Communications Sub Group"],
    "Commission Action Research Project / BASPCAN / South Bank University": [
        "BASPCAN",
        "London South Bank University",
    ],
    "Training SubGroup & CSF Community Sector?": ["Training Sub Group", "CSF Community Sector"],
    "Training SubGroup": ["Training Sub Group"],
}
"""Whom a line in the column "Who?" names; a line that is not here is a lead's own name."""


@cache
def plan() -> Any:
    return fixture("merton/plan.json")


@cache
def printed() -> list[list[PrintedObjective]]:
    """The objectives of the Word file, a list a priority."""
    priorities: list[list[PrintedObjective]] = []
    for table in tables(WORD)[:-1]:
        for cells, _ in table[2:]:
            if len(cells) == 1:
                priorities.append([])
                continue
            numbers, title, *rest = cells
            if numbers or title:
                priorities[-1].append(PrintedObjective(_number(numbers, title)))
            priorities[-1][-1].actions.append(_action(rest))
    return priorities


def _number(numbers: list[str], title: list[str]) -> str | None:
    """The number of the first cell; one stands in the sentence, beside the number of a page."""
    for text in (*title, *numbers):
        if found := re.match(r"\d+\.\d+", text):
            return found[0]
    return None


def _action(cells: list[list[str]]) -> PrintedAction:
    text, outcomes, leads, when, comments = cells
    return PrintedAction(text, outcomes, leads=leads, when=when, progress=comments)


@cache
def printed_actions() -> list[PrintedAction]:
    return [a for objectives in printed() for o in objectives for a in o.actions]


def test_plan_has_the_printed_size() -> None:
    objectives = objectives_of(plan())
    assert [p["number"] for p in plan()["priorities"]] == list("1234")
    assert sum(o["number"] is not None for o in objectives) == 24
    assert len(objectives) == 28
    assert len(actions_of(plan())) == len(PLACES)
    assert all(action["number"] is None for action in actions_of(plan()))


@needs_printed_plans
def test_objectives_and_their_actions_stand_as_printed() -> None:
    ours = [
        [(o["number"], len(o["actions"])) for o in p["objectives"]] for p in plan()["priorities"]
    ]
    assert ours == [[(o.number, len(o.actions)) for o in objectives] for objectives in printed()]


@needs_printed_plans
@pytest.mark.parametrize("place", PLACES)
def test_action_has_the_printed_cells(place: int) -> None:
    ours, theirs = actions_of(plan())[place], printed_actions()[place]
    assert len(ours["text"].split("\n")) == len(theirs.text)
    assert len(ours["outcomes"]) == len(theirs.outcomes)
    assert len(ours["progress"]) == len(theirs.progress)


@needs_printed_plans
@pytest.mark.parametrize("place", PLACES)
def test_leads_are_the_printed_bodies(place: int) -> None:
    ours, theirs = actions_of(plan())[place]["leads"], printed_actions()[place].leads
    named = [name for line in theirs for name in LEADS.get(line, [line])]
    assert [lead["name"] for lead in ours] == list(dict.fromkeys(named))
    assert [lead["accountable"] for lead in ours] == [i == 0 for i in range(len(ours))]


@needs_printed_plans
@pytest.mark.parametrize("place", PLACES)
def test_timescale_has_the_printed_words(place: int) -> None:
    scale = actions_of(plan())[place]["timescale"]
    assert (scale["text"] if scale else "") == "\n".join(printed_actions()[place].when)


def test_timescales_mean_what_their_words_say() -> None:
    for action in actions_of(plan()):
        scale = action["timescale"]
        assert told(scale) == meant(scale["text"] if scale else "", PERIOD)
    for risk in fixture("merton/risks.json"):
        assert told(risk["timescale"]) == meant(risk["timescale"]["text"], PERIOD)


@needs_printed_plans
def test_layout_has_the_printed_headings() -> None:
    first = tables(WORD)[0]
    above, below = ([" ".join(cell) for cell in cells] for cells, _ in first[:2])
    groups = {column["group"] for column in plan()["layout"]["columns"]} - {None}
    headings = [column["heading"] for column in plan()["layout"]["columns"]]
    assert above == ["Objectives", *headings[:2], "Resources", "Progress Green/Amber/Red"]
    assert groups == set(above[3:])
    assert below[3:] == headings[2:]


@needs_printed_plans
def test_text_around_the_tables_is_as_long_as_printed() -> None:
    said = printed_texts(WORD)
    head, first = plan()["plan"], said.index("Priorities for this business year are:") + 1
    last = said.index("", first)
    closing = said.index("CONFIDENTIAL to MSCB Members Only")
    assert len(head["listed_priorities"]) == last - first
    assert len(head["closing"]) == len([text for text in said[last:closing] if text])
    assert head["agreed_on"] == "2014-09-16"


@needs_printed_plans
def test_risks_are_those_of_the_log() -> None:
    rows = [cells for cells, _ in tables(WORD)[-1][1:]]
    ours = fixture("merton/risks.json")
    assert len(ours) == len(rows) == 3
    for risk, (number, concern, consequence, action, leads, when, rating) in zip(
        ours, rows, strict=True
    ):
        assert [risk["number"]] == number
        assert [risk["rating"]] == rating
        assert risk["leads"] == leads
        assert risk["timescale"]["text"].split("\n") == when
        for part, lines in (("concern", concern), ("consequence", consequence), ("action", action)):
            assert len(risk[part].split("\n")) == len(lines)


@needs_printed_plans
@pytest.mark.parametrize("name", ["plan", "risks", "updates"])
def test_sentences_are_our_own(name: str) -> None:
    ours = fixture(f"merton/{name}.json")
    timescales = {"\n".join(action.when) for action in printed_actions()} - {""}
    assert copied(ours, WORD, may_be_same=MAY_BE_SAME | timescales) == []


def test_schema_reads_the_plan_and_its_risks_back() -> None:
    document = PlanDocument.from_json(plan())
    assert document.to_json() == plan()
    with_risks = {**plan(), "risks": fixture("merton/risks.json")}
    assert plan()["schema"] == SCHEMA
    assert all(isinstance(risk, Risk) for risk in PlanDocument.from_json(with_risks).risks)
    assert plan()["risks"] == []


def test_plan_says_nothing_of_its_risks() -> None:
    said = set(strings(plan()))
    for risk in fixture("merton/risks.json"):
        for part in ("concern", "consequence", "action"):
            assert said.isdisjoint(risk[part].split("\n"))


def test_leads_are_those_of_the_plan_and_of_its_risks() -> None:
    named = {lead["name"] for action in actions_of(plan()) for lead in action["leads"]}
    named |= {name for risk in fixture("merton/risks.json") for name in risk["leads"]}
    assert {lead["name"] for lead in fixture("merton/people.json")["leads"]} == named


def test_comments_of_the_plan_are_told_as_updates() -> None:
    comments = {text for action in actions_of(plan()) for text in action["progress"]}
    assert len(comments) == 2
    assert comments <= {update["progress"] for update in fixture("merton/updates.json")}

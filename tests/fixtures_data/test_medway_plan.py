"""Medway's demonstration data: the printed plan's structure and facts, in words of our own."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.table import Table, _Cell

from priorities.timescale import parse

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"
PRINTED_PLAN = ROOT.parent / "shared" / "plans" / "medway.docx"
BOARDS = ("medway", "merton", "milton-keynes")
PERIOD = (dt.date(2017, 4, 1), dt.date(2020, 3, 31))
RUN = 8  # so many words in a row that are the same in both are a copied sentence
NAMED_OTHERWISE = {
    "mscb business manager": "business manager",
    "board": "mscb board",
    "mutli agency prevent board": "multi agency prevent board",
}
DISAGREEMENTS = {"4.3.1", "5.3.1", "7.3"}
"""Actions that the latest update rates otherwise than the definitions, and says why."""
MAY_BE_CAPITAL = {"Prevent", "Easter", "Tuesday"}
needs_printed_plan = pytest.mark.skipif(
    not PRINTED_PLAN.exists(), reason="the printed plans are not beside this checkout"
)


@dataclass
class Printed:
    """What the printed plan says of one action."""

    leads: list[str]
    rows: int = 0
    milestones: list[tuple[str, int, int]] = field(default_factory=list)
    evidence: list[tuple[str, int]] = field(default_factory=list)


@cache
def printed_plan() -> dict[str, Printed]:
    """The actions of the Word file by number; a row without a number continues the one above."""
    actions: dict[str, Printed] = {}
    current = Printed([])
    for cells in _six_cell_rows():
        number = cells[0].text.strip()
        if number == "Action number":
            continue
        if number:
            leads = [part for line in cells[2].text.split("\n") for part in re.split("[/,]", line)]
            current = actions[number] = Printed([lead for lead in leads if lead.strip()])
        current.rows += 1
        current.milestones += [
            (text, 2 if style == "List Bullet 2" else 1, current.rows)
            for text, style in _paragraphs(cells[3])
        ]
        current.evidence += [(text, current.rows) for text, _ in _paragraphs(cells[5])]
    return actions


def _six_cell_rows() -> Iterator[list[_Cell]]:
    for table in docx.Document(str(PRINTED_PLAN)).tables:
        for row in table.rows:
            cells = _cells(row, table)
            if len(cells) == 6:
                yield cells


def _cells(row: Any, table: Table) -> list[_Cell]:
    """The cells that the row itself holds (``row.cells`` repeats those merged from above)."""
    return [_Cell(cell, table) for cell in row._tr.tc_lst]


def _paragraphs(cell: _Cell) -> Iterator[tuple[str, str]]:
    for paragraph in cell.paragraphs:
        if paragraph.text.strip():
            yield paragraph.text, str(paragraph.style.name if paragraph.style else "")


def fixture(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


@cache
def actions() -> dict[str, Any]:
    """The actions of the fixture by number."""
    objectives = [o for p in fixture("medway/plan.json")["priorities"] for o in p["objectives"]]
    return {a["number"]: a for o in objectives for a in o["actions"]}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of ``RUN`` words in the text, in lower case and without punctuation."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def body(name: str) -> str:
    """One name for a body that the plan spells in several ways."""
    plain = re.sub(r"\(.*?\)", "", name.lower().replace("&", "and"))
    plain = re.sub(r"\s*\bsub groups?\b", "", " ".join(plain.split())).strip()
    return NAMED_OTHERWISE.get(plain, plain)


def test_plan_has_the_printed_size() -> None:
    plan = fixture("medway/plan.json")
    objectives = [o for p in plan["priorities"] for o in p["objectives"]]
    assert [p["number"] for p in plan["priorities"]] == list("1234567")
    assert [p["number"] for p in plan["priorities"] if p["is_core"]] == ["7"]
    assert len(objectives) == 20
    assert sum(o["number"] is not None for o in objectives) == 19
    assert len(actions()) == 37
    assert sum(len(a["milestones"]) for a in actions().values()) == 106


@needs_printed_plan
@pytest.mark.parametrize("number", actions())
def test_milestones_and_evidence_stand_in_the_printed_rows(number: str) -> None:
    ours, printed = actions()[number], printed_plan()[number]
    assert [(m["level"], m["row"]) for m in ours["milestones"]] == [
        (level, row) for _, level, row in printed.milestones
    ]
    assert [e["row"] for e in ours["evidence"]] == [row for _, row in printed.evidence]
    last = max(item["row"] for item in ours["milestones"] + ours["evidence"])
    assert last == printed.rows
    assert list(actions()) == list(printed_plan())


@needs_printed_plan
@pytest.mark.parametrize("number", actions())
def test_leads_are_the_printed_bodies(number: str) -> None:
    printed = [lead for lead in printed_plan()[number].leads if "[…]" not in lead]
    ours = actions()[number]["leads"]
    assert [body(lead["name"]) for lead in ours] == [body(lead) for lead in printed]
    assert [lead["accountable"] for lead in ours] == [i == 0 for i in range(len(ours))]


MILESTONES = [(n, i) for n, action in actions().items() for i in range(len(action["milestones"]))]


@needs_printed_plan
@pytest.mark.parametrize(("number", "place"), MILESTONES)
def test_milestone_has_the_printed_timescale(number: str, place: int) -> None:
    printed, _, _ = printed_plan()[number].milestones[place]
    assert facts(actions()[number]["milestones"][place]["timescale"]) == parsed(printed)


@pytest.mark.parametrize(("number", "place"), MILESTONES)
def test_timescale_means_what_its_own_words_say(number: str, place: int) -> None:
    ours = actions()[number]["milestones"][place]["timescale"]
    assert facts(ours) == parsed(ours["text"] if ours else "")


def facts(ours: dict[str, Any] | None) -> list[str | None]:
    """Start, due, recurrence and state of a fixture's timescale; nothing where it has none."""
    return [ours[key] if ours else None for key in ("start", "due", "recurrence", "state")]


def parsed(text: str) -> list[str | None]:
    """The same, as the rules read them from the text."""
    scale = parse(text, period=PERIOD)
    dates = [day.isoformat() if day else None for day in (scale.start, scale.due)]
    return [*dates, scale.recurrence, scale.state]


@needs_printed_plan
@pytest.mark.parametrize("number", actions())
def test_figures_of_the_evidence_are_the_printed_ones(number: str) -> None:
    ours, printed = actions()[number]["evidence"], printed_plan()[number].evidence
    for evidence, (text, _) in zip(ours, printed, strict=True):
        assert set(re.findall(r"\d+", text)) <= set(re.findall(r"\d+", evidence["text"]))


@pytest.mark.parametrize("number", actions())
def test_evidence_is_dated_where_it_names_one_day(number: str) -> None:
    for evidence in actions()[number]["evidence"]:
        days = re.findall(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b", evidence["text"])
        assert evidence["on"] == (parsed(days[0])[1] if len(days) == 1 else None)


@needs_printed_plan
@pytest.mark.parametrize("name", ["plan.json", "updates.json"])
def test_sentences_are_our_own(name: str) -> None:
    document = docx.Document(str(PRINTED_PLAN))
    rows = ((row, table) for table in document.tables for row in table.rows)
    printed = [cell.text for row, table in rows for cell in _cells(row, table)]
    printed += [paragraph.text for paragraph in document.paragraphs]
    copied = set().union(*map(runs, printed))
    for text in strings(fixture(f"medway/{name}")):
        assert not runs(text) & copied, text


@pytest.mark.parametrize("slug", BOARDS)
def test_people_can_sign_in_for_every_role(slug: str) -> None:
    people = fixture(f"{slug}/people.json")["people"]
    emails = [person["email"] for person in people]
    roles = {person["email"].split("@")[0]: person["role"] for person in people}
    assert len(set(emails)) == len(emails)
    assert all(email.endswith(f"@{slug}.example") for email in emails)
    assert roles["subgroup"] == "subgroup_chair"
    for role in ("manager", "chair", "lead", "member", "observer"):
        assert roles[role] == role


@pytest.mark.parametrize("slug", BOARDS)
def test_people_refer_to_known_groups_agencies_and_leads(slug: str) -> None:
    data = fixture(f"{slug}/people.json")
    known = {kind: {x["name"] for x in data[kind]} for kind in ("groups", "agencies", "leads")}
    for row in data["leads"] + data["people"]:
        assert row["group"] is None or row["group"] in known["groups"]
        assert row["agency"] is None or row["agency"] in known["agencies"]
        assert set(row.get("leads", ())) <= known["leads"]
    assert all((lead["kind"] == "group") == bool(lead["group"]) for lead in data["leads"])
    assert all(p["group"] for p in data["people"] if p["role"] == "subgroup_chair")


def test_leads_are_those_of_the_plan() -> None:
    named = {lead["name"] for action in actions().values() for lead in action["leads"]}
    assert {lead["name"] for lead in fixture("medway/people.json")["leads"]} == named


def test_updates_come_from_people_who_may_update() -> None:
    data = fixture("medway/people.json")
    of_group = {lead["group"]: lead["name"] for lead in data["leads"] if lead["group"]}
    held: dict[str, set[str]] = {}
    for person in data["people"]:
        chaired = person["role"] == "subgroup_chair" and of_group.get(person["group"])
        held[person["email"]] = {*person["leads"], *([chaired] if chaired else [])}
    for update in fixture("medway/updates.json"):
        leads = {lead["name"] for lead in actions()[update["action"]]["leads"]}
        assert update["by"] == "manager@medway.example" or leads & held[update["by"]], update


@pytest.mark.parametrize("number", sorted({u["action"] for u in fixture("medway/updates.json")}))
def test_updates_of_an_action_follow_each_other(number: str) -> None:
    updates = [u for u in fixture("medway/updates.json") if u["action"] == number]
    accepted = [u for u in updates if u["state"] == "accepted"]
    assert updates[: len(accepted)] == accepted
    assert len(updates) <= len(accepted) + 1
    for earlier, later in pairwise(updates):
        assert earlier["accepted_days_ago"] > later["days_ago"]
    for update in updates:
        assert 5 <= update["days_ago"] <= 350
        assert bool(update["issue"]) == (update["rating"] == "red" and update["state"] != "draft")
        assert bool(update["question"]) == (update["state"] == "sent_back")


def test_latest_ratings_follow_the_definitions_but_for_a_few() -> None:
    latest: dict[str, str] = {}
    done: dict[str, set[int]] = {}
    for update in fixture("medway/updates.json"):
        if update["state"] == "accepted":
            latest[update["action"]] = update["rating"]
            done.setdefault(update["action"], set()).update(update["done"])
    differing = {n for n, rating in latest.items() if rating != implied(actions()[n], done[n])}
    assert differing == DISAGREEMENTS


def implied(action: Any, done: set[int]) -> str:
    """The rating that the definitions imply now that every date of the plan has passed."""
    scales = [
        scale or {"state": None, "due": None}
        for place, scale in enumerate((m["timescale"] for m in action["milestones"]), 1)
        if place not in done
    ]
    still_open = [scale for scale in scales if scale["state"] != "complete"]
    if any(scale["due"] for scale in still_open):
        return "red"
    return "green" if action["evidence"] and not still_open else "amber"


def test_update_on_an_action_without_evidence_is_never_green() -> None:
    for update in fixture("medway/updates.json"):
        assert update["rating"] != "green" or actions()[update["action"]]["evidence"]
    training = [u for u in fixture("medway/updates.json") if u["action"] == "5.2.2"]
    assert [(u["state"], u["rating"]) for u in training] == [("accepted", "red")]


def test_updates_name_nobody() -> None:
    for update in fixture("medway/updates.json"):
        for key in ("progress", "impact", "issue", "question"):
            inside = re.findall(r"(?<=[a-z,;] )[A-Z][\w']*", update[key])
            assert set(inside) <= MAY_BE_CAPITAL, update[key]

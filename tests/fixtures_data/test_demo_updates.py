"""The updates told of Merton's and Milton Keynes' plans: possible, and by who may tell them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from tests.fixtures_data.printed import fixture, objectives_of

BOARDS = ("merton", "milton-keynes")
DISAGREEMENTS = {"merton": {"3.4/1"}, "milton-keynes": {"4/1"}}
"""Actions that somebody rates otherwise than the definitions."""


def actions(slug: str) -> dict[str, Any]:
    """The actions by what the updates call them."""
    objectives = objectives_of(fixture(f"{slug}/plan.json"))
    return {f"{o['number']}/{a['position']}": a for o in objectives for a in o["actions"]}


def reporters(slug: str) -> dict[str, set[str]]:
    """Of each person the leads whose actions are hers."""
    people = fixture(f"{slug}/people.json")
    of_group = {lead["group"]: lead["name"] for lead in people["leads"] if lead["group"]}
    return {
        person["email"].split("@")[0]: {
            *person["leads"],
            *([of_group[person["group"]]] if person["role"] == "subgroup_chair" else []),
        }
        for person in people["people"]
    }


@pytest.mark.parametrize("slug", BOARDS)
def test_subgroup_and_lead_have_actions_of_their_own(slug: str) -> None:
    named = [{x["name"] for x in action["leads"]} for action in actions(slug).values()]
    for who in ("subgroup", "lead"):
        assert any(leads & reporters(slug)[who] for leads in named), who


@pytest.mark.parametrize("slug", BOARDS)
def test_updates_come_from_people_who_may_update(slug: str) -> None:
    held = reporters(slug)
    for update in fixture(f"{slug}/updates.json"):
        who, _, board = update["by"].partition("@")
        leads = {lead["name"] for lead in actions(slug)[update["action"]]["leads"]}
        assert board == f"{slug}.example"
        assert who == "manager" or leads & held[who], update


@pytest.mark.parametrize("slug", BOARDS)
def test_updates_of_an_action_follow_each_other(slug: str) -> None:
    updates = fixture(f"{slug}/updates.json")
    assert {u["state"] for u in updates} == {"accepted", "submitted", "sent_back", "draft"}
    for number in {u["action"] for u in updates}:
        of_action = [u for u in updates if u["action"] == number]
        for earlier, later in pairwise(of_action):
            assert earlier["state"] == "accepted"
            assert earlier["accepted_days_ago"] > later["days_ago"]
    for update in updates:
        assert 5 <= update["days_ago"] <= 350
        assert bool(update["issue"]) == (update["rating"] == "red" and update["state"] != "draft")
        assert bool(update["question"]) == (update["state"] == "sent_back")
        assert update["done"] == []


@pytest.mark.parametrize("slug", BOARDS)
def test_latest_ratings_follow_the_definitions_but_for_one(slug: str) -> None:
    """Every date of the plans has passed, and nothing of them is on record as evidence."""
    accepted = [u for u in fixture(f"{slug}/updates.json") if u["state"] == "accepted"]
    latest = {update["action"]: update["rating"] for update in accepted}
    scales = {number: action["timescale"] for number, action in actions(slug).items()}
    implied = {
        number: "red" if scales[number] and scales[number]["due"] else "amber" for number in latest
    }
    assert {n for n in latest if latest[n] != implied[n]} == DISAGREEMENTS[slug]


@pytest.mark.parametrize("slug", BOARDS)
def test_updates_name_nobody(slug: str) -> None:
    for update in fixture(f"{slug}/updates.json"):
        for key in ("progress", "impact", "issue", "question"):
            inside = re.findall(r"(?<=[a-z,;] )[A-Z][\w']*", update[key])
            assert set(inside) <= {"Sept", "ICPCs", "Oct"}, update[key]

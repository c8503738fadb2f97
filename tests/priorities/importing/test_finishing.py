"""What was gathered becomes a tree; what looks odd in it is noted."""

from __future__ import annotations

import datetime as dt

from priorities.document import LeadName, Milestone
from priorities.importing.finishing import finished
from priorities.importing.gathering import (
    Gathered,
    GatheredAction,
    GatheredObjective,
    GatheredPriority,
)
from priorities.timescale import parse

PERIOD = (dt.date(2017, 4, 1), dt.date(2020, 3, 31))


def gathered(*actions: GatheredAction) -> Gathered:
    objective = GatheredObjective("row 1", "1.1", "Seen", list(actions))
    priority = GatheredPriority("row 1", "1", "Neglect", "Harm", ["a) one"], True, [objective])
    return Gathered([priority])


def told(found: Gathered) -> list[tuple[str, str]]:
    return [(each.what, each.text) for each in found.findings]


def test_tree_has_places_and_all_that_was_gathered() -> None:
    one, two = GatheredAction("row 2", "1.1.1", "Audit"), GatheredAction("row 3", text="Train")

    (priority,) = finished(gathered(one, two), period=None, has_leads=False)

    (objective,) = priority.objectives
    assert (priority.number, priority.title, priority.theme) == ("1", "Neglect", "Harm")
    assert (priority.parts, priority.is_core, priority.position) == (("a) one",), True, 1)
    assert (objective.number, objective.title, objective.position) == ("1.1", "Seen", 1)
    assert [(a.number, a.text, a.position) for a in objective.actions] == [
        ("1.1.1", "Audit", 1),
        (None, "Train", 2),
    ]


def test_leads_have_one_name_each_and_the_first_is_accountable() -> None:
    one = GatheredAction("row 2", text="Audit", lead_lines=["QA sub group", "Chair"])
    two = GatheredAction("row 3", text="Train", lead_lines=["Quality Assurance sub group", "QA"])
    found = gathered(one, two)

    (priority,) = finished(found, period=None, has_leads=True)

    assert [a.leads for a in priority.actions] == [
        (LeadName("Quality Assurance sub group", True), LeadName("Chair", False)),
        (LeadName("Quality Assurance sub group", True),),
    ]
    assert told(found) == [
        ("another name for “Quality Assurance sub group”", "QA sub group"),
        ("another name for “Quality Assurance sub group”", "QA"),
    ]


def test_known_name_of_a_lead_is_no_finding() -> None:
    found = gathered(GatheredAction("row 2", text="Audit", lead_lines=["MSCB Chair"]))

    (priority,) = finished(found, period=None, known=["MSCB Chair", "Chair"], has_leads=True)

    assert priority.actions[0].leads == (LeadName("MSCB Chair", True),)
    assert told(found) == []


def test_words_that_name_nobody_and_actions_without_a_lead_are_found() -> None:
    one = GatheredAction("row 2", "1.1", "Audit", lead_lines=["TBC"])
    two = GatheredAction("row 3", text="Train")

    with_leads, without = gathered(one, two), gathered(one, two)
    finished(with_leads, period=None, has_leads=True)
    finished(without, period=None, has_leads=False)

    assert told(with_leads) == [
        ("words in a lead’s cell that name nobody", "TBC"),
        ("an action without a lead", "1.1"),
        ("an action without a lead", "Train"),
    ]
    assert told(without) == told(with_leads)[:1]


def test_dates_outside_the_period_are_found() -> None:
    late = GatheredAction("row 2", text="Audit", timescale_lines=["May 2020"])
    early = GatheredAction("row 3", text="Train", timescale_lines=["May 2018", "June 2018"])
    early.milestones.append(Milestone("Draft – May 2016", parse("May 2016")))
    early.milestones.append(Milestone("Go – ongoing", parse("ongoing")))
    found = gathered(late, early)

    (priority,) = finished(found, period=PERIOD, has_leads=False)

    assert told(found) == [
        ("a date outside the plan’s period", "May 2020"),
        ("a date outside the plan’s period", "May 2016"),
    ]
    assert [a.timescale and a.timescale.text for a in priority.actions] == [
        "May 2020",
        "May 2018\nJune 2018",
    ]


def test_number_that_appears_twice_is_kept_and_found_at_the_last() -> None:
    actions = [GatheredAction(f"row {n}", number, "x") for n, number in enumerate(["1", "2", "1"])]
    found = gathered(*actions)

    (priority,) = finished(found, period=None, has_leads=False)

    assert [a.number for a in priority.actions] == ["1", "2", "1"]
    assert [(f.where, f.text) for f in found.findings] == [("row 2", "1")]


def test_rating_of_rows_that_agree_is_the_action_s() -> None:
    found = gathered(GatheredAction("row 2", text="Audit", ratings=["red", "red"]))

    (priority,) = finished(found, period=None, has_leads=False)

    assert priority.actions[0].rating == "red"
    assert told(found) == []

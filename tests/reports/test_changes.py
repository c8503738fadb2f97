"""What changed is told by kind, with its numbers and words, and in five lines."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from priorities.compare import compare
from priorities.document import Action, Evidence, LeadName, Milestone, PlanDocument
from priorities.timescale import Timescale
from priorities.wording import IN_THE_WAY
from reports.changes import ChangesTold, change_sections, for_the_public
from reports.pack_changes import changes_of
from tests.priorities.documents import AMBER, GREEN, RED, due, plan_of

FIRST, LATER = dt.date(2026, 3, 1), dt.date(2026, 3, 31)


def told(before: PlanDocument, after: PlanDocument) -> ChangesTold:
    return change_sections(compare(before, after), before, after)


def actions(count: int, **fields: object) -> list[Action]:
    texts = ("Train", "Audit", "Publish", "Agree", "Survey", "Recruit", "Review", "Appoint")
    return [
        replace(Action(f"{texts[n]} the people", number=f"1.1.{n + 1}"), **fields)  # type: ignore[arg-type]
        for n in range(count)
    ]


def test_plan_that_did_not_change_has_nothing_to_tell() -> None:
    plan = plan_of(*actions(2))

    assert told(plan, plan) == ChangesTold((), ())
    assert told(plan, plan).total == 0


def test_each_kind_is_a_section_with_its_entries() -> None:
    before = plan_of(*actions(2, rating=RED.code, timescale=due(FIRST)))
    one, two = actions(2, rating=RED.code, timescale=due(FIRST))
    one = replace(one, rating=AMBER.code, text="Train all the people")
    after = plan_of(one, replace(two, timescale=due(LATER)))

    found = told(before, after)

    assert [(each.kind, each.heading, len(each.entries)) for each in found.sections] == [
        ("re-worded", "Re-worded", 1),
        ("re-rated", "Re-rated", 1),
        ("slipped", "Slipped", 1),
    ]
    reworded, rerated, slipped = (each.entries[0] for each in found.sections)
    assert [(p.kind, p.text) for p in reworded.pieces] == [
        ("kept", "Train "),
        ("new", "all "),
        ("kept", "the people"),
    ]
    assert (rerated.number, rerated.key, rerated.from_to) == (
        "1.1.1",
        "action-1",
        "from Red to Amber",
    )
    assert (slipped.number, slipped.days_words) == ("1.1.2", "by 30 days")
    assert slipped.from_to == "from 1 March 2026 to 31 March 2026"


def test_summary_tells_numbers_and_how_far() -> None:
    before = plan_of(*actions(2, rating=RED.code, timescale=due(FIRST)))
    one, two = actions(2, rating=RED.code, timescale=due(FIRST))
    after = plan_of(replace(one, rating=GREEN.code), replace(two, timescale=due(LATER)))

    assert told(before, after).few_lines == (
        "1 re-rated: 1.1.1 from Red to Green.",
        "1 slipped: 1.1.2 by 30 days.",
    )


def test_summary_names_six_and_counts_the_others() -> None:
    before, after = (plan_of(*actions(8, rating=code)) for code in (None, "red"))

    (line,) = told(before, after).few_lines

    assert line.startswith("8 re-rated: 1.1.1 from not yet rated to Red, ")
    assert line.endswith("1.1.6 from not yet rated to Red and 2 more.")


def test_summary_is_never_longer_than_five_lines() -> None:
    before = plan_of(*actions(7, rating="red", timescale=due(FIRST)))
    one, two, three, four, five, six, _ = actions(7, rating="red", timescale=due(FIRST))
    after = plan_of(
        replace(one, rating="green"),
        replace(two, timescale=due(LATER)),
        replace(three, timescale=due(dt.date(2026, 2, 1))),
        replace(four, text="Agree all the people"),
        replace(five, leads=(LeadName("Police", True),)),
        replace(six, evidence=(Evidence("Minutes"),)),
    )

    lines = told(before, after).few_lines

    assert len(lines) == 5
    assert [line.split(":")[0] for line in lines[:4]] == [
        "1 re-rated",
        "1 slipped",
        "1 brought forward",
        "1 withdrawn",
    ]
    assert lines[4] == "Also 1 re-worded, 1 lead changed and 1 piece of evidence."


def test_summary_tells_what_was_said_and_done_apart_from_other_changes() -> None:
    step = Milestone("Write it", key="m")
    before = plan_of(*actions(2, milestones=(step,)))
    one, two = actions(2, milestones=(step,))
    finished = replace(step, timescale=Timescale("", state="complete"))
    after = plan_of(replace(one, progress=("Nine schools.",)), replace(two, milestones=(finished,)))

    assert told(before, after).few_lines == (
        "1 has another update: 1.1.1.",
        "1 milestone done: 1.1.2.",
    )


def test_new_update_is_told_whole_and_not_word_by_word() -> None:
    before = plan_of(*actions(1, progress=("Two schools were asked.",)))
    after = plan_of(*actions(1, progress=("All schools were asked.",)))

    (section,) = told(before, after).sections
    ((pack_section,),) = (changes_of(before, after).changes,)

    (entry,) = section.entries
    assert (entry.before, entry.after) == ("Two schools were asked.", "All schools were asked.")
    assert entry.pieces == ()
    assert pack_section.entries[0].words == "All schools were asked."


def test_renamed_group_is_told_once() -> None:
    before = plan_of(*actions(3, leads=(LeadName("Learning", True),)))
    after = plan_of(*actions(3, leads=(LeadName("Improvement", True),)))
    changes = compare(before, after, same_lead=lambda *_: True)

    found = change_sections(changes, before, after)

    (entry,) = found.sections[0].entries
    assert (entry.subject, entry.from_to) == (
        "Renamed or merged",
        "from Learning to Improvement",
    )
    assert found.few_lines == ("1 lead changed: Learning is now Improvement.",)


@pytest.mark.parametrize("is_public", [True, False])
def test_public_does_not_read_what_is_in_the_way(*, is_public: bool) -> None:
    words = f"{IN_THE_WAY}Nobody answers."
    before = plan_of(*actions(1, progress=("Begun.",)))
    after = plan_of(*actions(1, progress=("Begun.", words)))
    if is_public:
        before, after = for_the_public(before), for_the_public(after)

    found = told(before, after)

    assert found.total == (0 if is_public else 1)
    assert ("Nobody answers" in repr(found)) is not is_public

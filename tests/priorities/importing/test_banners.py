"""Headings across a table."""

from __future__ import annotations

import pytest

from priorities.importing.banners import Banner, read_banners

AREA = "Identified improvement area / desired outcome"
QUESTION = "What do we intend to achieve?"


@pytest.mark.parametrize(
    ("line", "before", "level", "number", "label", "title"),
    [
        ("Priority objective 1: Develop", None, "priority", "1", "Priority objective", "Develop"),
        ("Priority objective 3 Support", None, "priority", "3", "Priority objective", "Support"),
        ("Strategic  priority: Help", None, "priority", None, "Strategic priority", "Help"),
        ("Workstream 3 – Learning", None, "priority", "3", "Workstream", "Learning"),
        ("Neglect", "1", "priority", "1", "", "Neglect"),
        ("1. Embed the system", None, "priority", "1", "", "Embed the system"),
        ("1", None, "priority", "1", "", ""),
        ("2.1. Desired outcome: Safe", None, "objective", "2.1", "Desired outcome", "Safe"),
        ("Desired outcome: Safe", "1.3", "objective", "1.3", "Desired outcome", "Safe"),
        ("Objective 2.1 – Safe", None, "objective", "2.1", "Objective", "Safe"),
        ("1.1 Improve", None, "objective", "1.1", "", "Improve"),
        ("Objective 2.1", None, "objective", "2.1", "Objective", ""),
    ],
)
def test_banner_of_one_line(
    line: str, before: str | None, level: str, number: str | None, label: str, title: str
) -> None:
    (banner,) = read_banners([line], before)

    assert banner == Banner(level, number, label, title)
    assert banner.is_sure


@pytest.mark.parametrize(
    "line",
    [
        "Priorities for this year are",
        "Priority 20% less",
        "5 Head Teachers",
        "Any other business",
        "1.1.1 Three deep",
    ],
)
def test_sentence_is_no_banner_of_a_level(line: str) -> None:
    (banner,) = read_banners([line])

    assert banner.level == ""
    assert banner.is_core is False


def test_loose_sentence_is_not_sure() -> None:
    assert read_banners(["Training"])[0].is_sure is False


def test_label_alone_is_the_title_of_core_objectives() -> None:
    (banner,) = read_banners(["Core Objectives"])

    assert banner == Banner("priority", None, "Core Objectives", "Core Objectives")
    assert banner.is_core


def test_question_under_a_label_is_dropped_and_paragraphs_are_parts() -> None:
    lines = [f"1.1 {AREA}:", QUESTION, "", "Children are safe", "and heard"]

    (banner,) = read_banners(lines)

    expected = Banner("objective", "1.1", AREA, "Children are safe", None, ["and heard"])
    expected.dropped = [QUESTION]
    assert banner == expected


def test_question_that_shares_the_line_of_its_label_is_dropped() -> None:
    (banner,) = read_banners([f"{AREA}: {QUESTION}", "Safe"], "1.")

    assert (banner.title, banner.dropped) == ("Safe", [QUESTION])


def test_lettered_lines_under_a_priority_are_its_parts() -> None:
    (banner,) = read_banners(["Priority 2: Ensure that", "a) help is early", "ii. it is shared"])

    assert banner.parts == ["a) help is early", "ii. it is shared"]


def test_priority_theme_and_first_objective_share_a_cell() -> None:
    priority, objective = read_banners(["Priority 2 Harm", "Theme: Prevention", "2.1 Less of it"])

    assert priority == Banner("priority", "2", "Priority", "Harm", "Prevention")
    assert objective == Banner("objective", "2.1", "", "Less of it")


def test_theme_alone_is_a_priority() -> None:
    assert read_banners(["Theme: Prevention"]) == [Banner("priority", None, "Theme", "Prevention")]

"""Bodies in a lead's cell, and one name for each."""

from __future__ import annotations

import pytest

from priorities.importing.leads import key, lead_names, one_name_each


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["MSCB Chair/ Business Manager"], ["MSCB Chair", "Business Manager"]),
        (["MSCB Chair, Business Manager"], ["MSCB Chair", "Business Manager"]),
        (["Business Management Group/ MKSCB"], ["Business Management Group", "MKSCB"]),
        (["Education Officer\nKent Police"], ["Education Officer", "Kent Police"]),
        (["DCS; Police", "Health", "DCS"], ["DCS", "Police", "Health"]),
        (["QA & Training SubGroups"], ["QA SubGroup", "Training SubGroup"]),
        (["QA SubGroup & Training SubGroup"], ["QA SubGroup", "Training SubGroup"]),
        (["LSCB Manager & Training Officer"], ["LSCB Manager", "Training Officer"]),
        (["Police and Health"], ["Police", "Health"]),
        (["Business Manager – with Chair"], ["Business Manager", "Chair"]),
        (["Policy and Procedures"], ["Policy and Procedures"]),
        (["Children and Young People Team"], ["Children and Young People Team"]),
        (
            ["Multi Agency Sexual Exploitation (MASE) Panel"],
            ["Multi Agency Sexual Exploitation (MASE) Panel"],
        ),
        (["", " – "], []),
    ],
)
def test_lead_names_of_a_cell(lines: list[str], names: list[str]) -> None:
    told = lead_names(lines)

    assert list(told.names) == names
    assert told.left == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Policy and Communication SubGroup?", "Policy and Communication SubGroup"),
        ("Reports to Executive", "Executive"),
        ("Agencies to release staff and use cascade materials", "Agencies"),
    ],
)
def test_lead_with_more_words_is_told_and_they_are_left(line: str, name: str) -> None:
    told = lead_names([line])

    assert (told.names, told.left) == ((name,), (line,))


def test_bodies_that_are_reported_to_are_told_and_the_words_are_left() -> None:
    told = lead_names(["Reports to QA & Training SubGroups"])

    assert told.names == ("QA SubGroup", "Training SubGroup")
    assert told.left == ("Reports to QA & Training SubGroups",)


@pytest.mark.parametrize(
    "line",
    [
        "Commission Action Research Project",
        "Ensure all staff",
        "Kent and Medway […]",
        "as above",
        "TBC",
        "2018",
        "Whoever of the many people of this place may happen by one fine day",
        "reading and writing",
    ],
)
def test_words_that_name_nobody_are_left(line: str) -> None:
    told = lead_names([line])

    assert (told.names, told.left) == ((), (line,))


@pytest.mark.parametrize(
    "name", ["Police and Health, North", "Review and Ensure", "Police and Health"]
)
def test_name_that_the_board_knows_is_never_taken_apart(name: str) -> None:
    assert lead_names([name], [name.upper()]).names == (name,)


def test_known_name_beside_another_is_kept_whole() -> None:
    told = lead_names(["Wards and Beds and Police / Police and Health"], ["Police and Health"])

    assert told.names == ("Wards and Beds and Police", "Police and Health")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Policy & Procedures Sub Group", "Policy and Procedures"),
        ("MSCB Chair", "LSCB Chair"),
        ("Policy and Communications SubGroup", "Policy and Communication Sub-Group"),
        ("Quality Assurance (QA) sub group", "Quality Assurance sub-group"),
    ],
)
def test_key_is_one_for_two_ways_to_write_a_body(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MSCB Chair", "MSCB Manager"),
        ("MSCB", "Board"),
        ("Sub group", "Panel"),
        ("Access", "Acces"),
    ],
)
def test_key_is_another_for_another_body(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("names", "best"),
    [
        (
            ["Policy and Procedures", "Policy & Procedures Sub Group"],
            "Policy & Procedures Sub Group",
        ),
        (["QA sub group", "Quality Assurance"], "QA sub group"),
        (["QA", "Quality Assurance sub group"], "Quality Assurance sub group"),
        (["P&P", "PP", "Policy and Procedures sub group"], "Policy and Procedures sub group"),
        (["LDG", "Learning and Improvement Group (LDG)"], "Learning and Improvement Group"),
        (
            ["Quality Assurance sub groups", "Quality Assurance sub group"],
            "Quality Assurance sub group",
        ),
        (["Chair", "MSCB Chair", "MSCB Chair"], "MSCB Chair"),
    ],
)
def test_one_name_each_takes_the_fullest(names: list[str], best: str) -> None:
    assert set(one_name_each(names).values()) == {best}


def test_one_name_each_prefers_the_name_that_the_board_has() -> None:
    names = one_name_each(["Quality Assurance", "QA panel", "QA"], ["QA panel"])

    assert names["Quality Assurance"] == "Quality Assurance"
    assert names["QA panel"] == "QA panel"


def test_one_name_each_keeps_bodies_apart_that_only_begin_alike() -> None:
    names = ["Training Officer", "Training Sub Group", "MSCB"]

    assert one_name_each(names) == {name: name for name in names}

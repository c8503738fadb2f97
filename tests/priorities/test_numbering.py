"""Numbers of the plan: their order, and the one to suggest next."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorities.numbering import natural_key, next_number, tidy_number


def test_natural_key_sorts_figures_by_size() -> None:
    printed = ["1.10", "", "2", "1a", "1.9", "10", "1b", "1", "1.1.1", "1.1", "A1"]

    in_order = sorted(printed, key=natural_key)

    assert in_order == ["1", "1.1", "1.1.1", "1.9", "1.10", "1a", "1b", "2", "10", "A1", ""]


def test_natural_key_takes_leading_noughts_and_case_for_nothing() -> None:
    assert natural_key("07.1A") == natural_key("7.1a")


@given(st.lists(st.text(max_size=20), max_size=8))
def test_natural_key_orders_any_texts(texts: list[str]) -> None:
    keys = sorted(map(natural_key, texts))

    assert all(first <= second for first, second in itertools.pairwise(keys))


@given(st.integers(min_value=0), st.integers(min_value=0))
def test_natural_key_of_figures_sorts_as_they_count(one: int, other: int) -> None:
    assert (natural_key(f"1.{one}") < natural_key(f"1.{other}")) == (one < other)


@pytest.mark.parametrize(
    ("typed", "kept"), [(" 1.1. ", "1.1"), ("1.1 .", "1.1"), ("Aim  3", "Aim 3"), ("", "")]
)
def test_tidy_number_drops_what_is_no_part_of_it(typed: str, kept: str) -> None:
    assert tidy_number(typed) == kept


@pytest.mark.parametrize(
    ("siblings", "parent", "suggested"),
    [
        (["1.1.1", "1.1.2"], "1.1", "1.1.3"),
        (["1.10", "1.9"], "1", "1.11"),  # the greatest counts, wherever it stands
        (["1a", "1b"], "", "1c"),
        (["7.1", ""], "7", "7.2"),
        (["01", "02"], "", "03"),
        ([], "2.1", "2.1.1"),
        ([], "", "1"),
        (["", ""], "2", ""),  # a list without numbers goes on without
        (["1z"], "", ""),
        (["Aim"], "", ""),
    ],
)
def test_next_number_follows_from_the_siblings(
    siblings: list[str], parent: str, suggested: str
) -> None:
    assert next_number(siblings, parent=parent) == suggested


def test_next_number_passes_over_what_is_taken_elsewhere() -> None:
    assert next_number(["1.1"], taken={"1.2", "1.3"}) == "1.4"


def test_next_number_knows_a_taken_one_in_other_letters() -> None:
    assert next_number(["1a"], taken={"1B"}) == "1c"


def test_next_number_gives_up_where_all_letters_are_taken() -> None:
    assert next_number(["1x"], taken={"1y", "1z"}) == ""


@given(st.lists(st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,3}){0,2}", fullmatch=True), min_size=1))
def test_next_number_is_never_taken_and_comes_last(siblings: list[str]) -> None:
    number = next_number(siblings, taken=set(siblings))

    assert number not in siblings
    assert all(natural_key(number) > natural_key(each) for each in siblings)

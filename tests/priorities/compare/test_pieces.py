"""Two texts word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorities.compare import Piece, word_diff
from priorities.compare import pieces as module


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ()),
        ("One two", " One  two\n", (Piece("kept", "One  two"),)),
        ("", "One two", (Piece("new", "One two"),)),
        ("One two", "", (Piece("gone", "One two"),)),
        (
            "Audit ten cases now",
            "Audit of cases now",
            (
                Piece("kept", "Audit "),
                Piece("gone", "ten "),
                Piece("new", "of "),
                Piece("kept", "cases now"),
            ),
        ),
        ("One two", "One", (Piece("kept", "One "), Piece("gone", "two"))),
        ("One", "One, two", (Piece("gone", "One "), Piece("new", "One, two"))),
        ("a\nb", "a\nb\nc", (Piece("kept", "a\nb\n"), Piece("new", "c"))),
    ],
)
def test_pieces_are_in_reading_order(before: str, after: str, expected: tuple[Piece, ...]) -> None:
    assert word_diff(before, after) == expected


TEXTS = st.lists(st.sampled_from("abcde fghij,klm"), max_size=60).map("".join)
LONG = st.lists(st.sampled_from([f"w{n}" for n in range(300)]), max_size=400).map(" ".join)


@given(st.one_of(TEXTS, LONG), st.one_of(TEXTS, LONG))
def test_pieces_make_both_texts(before: str, after: str) -> None:
    pieces = word_diff(before, after)

    assert "".join(p.text for p in pieces if p.kind != "gone").rstrip() == after.strip()
    ours = " ".join(p.text for p in pieces if p.kind != "new")
    assert ours.split() == before.split()
    assert all(p.text[-1].isspace() for p in pieces[:-1])
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


@given(LONG)
def test_equal_texts_are_kept_whole(text: str) -> None:
    assert {piece.kind for piece in word_diff(text, text)} <= {"kept"}


def test_one_word_changed_in_a_long_text_is_all_that_is_told() -> None:
    words = [f"w{n % 700}" for n in range(20_000)]
    before, after = " ".join(words), " ".join([*words[:9000], "other", *words[9001:]])

    told = [piece for piece in word_diff(before, after) if piece.kind != "kept"]

    assert told == [Piece("gone", "w600 "), Piece("new", "other ")]


def test_long_texts_are_divided_by_words_that_each_has_once() -> None:
    one = " ".join(f"{'x y z ' * 10}mark{n}" for n in range(50))
    other = one.replace("mark7 ", "mark7 new ").replace("mark40 x", "mark40")

    told = [piece for piece in word_diff(f"a {one} b", f"c {other} d") if piece.kind != "kept"]

    assert [(piece.kind, piece.text.strip()) for piece in told] == [
        ("gone", "a"),
        ("new", "c"),
        ("new", "new"),
        ("gone", "x"),
        ("gone", "b"),
        ("new", "d"),
    ]


def test_long_texts_without_a_word_of_their_own_are_told_whole() -> None:
    pieces = word_diff("a b " * 300, "b c " * 300)

    assert [piece.kind for piece in pieces] == ["gone", "new"]


def test_no_closer_look_is_ever_at_more_than_two_hundred_words_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sizes: list[int] = []

    class Counting(module.SequenceMatcher):  # type: ignore[name-defined,misc]
        def __init__(self, junk: None, a: list[str], b: list[str], autojunk: bool) -> None:
            sizes.append(len(a) * len(b))
            super().__init__(junk, a, b, autojunk)

    monkeypatch.setattr(module, "SequenceMatcher", Counting)
    before = " ".join(f"w{n * 7 % 3000}" for n in range(6000))
    after = " ".join(f"w{n * 11 % 3100}" for n in range(6000))

    word_diff(before, after)
    word_diff(before, before.replace("w50 ", "other "))

    assert sizes
    assert max(sizes) <= module.CLOSELY

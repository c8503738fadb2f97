"""Which texts hold the words to be redacted, in whatever way they are written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.redaction.showing import AROUND, excerpt
from plans.redaction.words import MARK, SHORT_MARK, Words


@pytest.mark.parametrize(
    ("typed", "text", "clean"),
    [
        ("Kieran Doe", "We saw Kieran Doe today.", "We saw [redacted] today."),
        ("kieran doe", "KIERAN DOE", "[redacted]"),
        ("Kieran Doe", "Kieran \n\t Doe", "[redacted]"),
        ("Kieran Doe", "Kieran\u00a0Doe’s school", "[redacted]’s school"),
        ("Kieran", "Kieran, Kieran and kieran", "[redacted], [redacted] and [redacted]"),
        # as whole words
        ("Ann", "Anniversary of Joann", "Anniversary of Joann"),
        ("Ann", "Ann's, (Ann)", "[redacted]'s, ([redacted])"),
        ("Ann", "Anné", "Anné"),
        # accents, apostrophes, dashes, and what cannot be seen
        ("Zoe", "Zoë", "[redacted]"),
        ("Zoë", unicodedata.normalize("NFD", "Zoë rang"), "[redacted] rang"),
        ("Siân Ŵyn", "sian wyn", "[redacted]"),
        ("O'Brien", "O’Brien", "[redacted]"),
        ("O’Brien", "o'brien", "[redacted]"),
        (
            "Mary-Ann",
            "Mary‑Ann and Mary–Ann and Mary Ann",
            "[redacted] and [redacted] and [redacted]",
        ),
        ("Kieran", "Kie\u00adran Kie\u200bran", "[redacted] [redacted]"),
        ("STRASSE", "Straße", "[redacted]"),
        ("Istanbul", "İstanbul", "[redacted]"),
        # file names and links
        ("Kieran Doe", "Kieran_Doe-2026.pdf", "[redacted]-2026.pdf"),
        ("Kieran Doe", "https://x.example/Kieran%20Doe", "https://x.example/[redacted]"),
        ("Zoë Doe", "https://x.example/?q=Zo%C3%AB+Doe", "https://x.example/?q=[redacted]"),
        # whatever signs stand between
        ("Kit Marlow", "Kit, Marlow", "[redacted]"),
        ("Kit Marlow", "Kit/Marlow", "[redacted]"),
        ("Kit Marlow", "Kit (Marlow)", "[redacted])"),
        ("Kit Marlow", "Kit **Marlow**", "[redacted]**"),
        ("Kit Marlow", "Kit&nbsp;Marlow and Kit&#160;Marlow", "[redacted] and [redacted]"),
        ("Kit Marlow", "Kit\u00adMarlow Kit\u200bMarlow", "[redacted] [redacted]"),
        ("Kit Marlow", "Kit-\r\nMarlow", "[redacted]"),
        ("Kit Marlow", "Kit" + " " * 40 + "Marlow", "[redacted]"),
        ("Kit, Marlow", "Kit Marlow", "[redacted]"),
        ("Zoë", "Zo&euml; rang", "[redacted] rang"),
        ("K. Marlow", "K Marlow", "[redacted]"),
        # but not over the end of a sentence and its line, nor over a rule
        ("Kit Marlow", "Saw Kit. \r\nMarlow came.", "Saw Kit. \r\nMarlow came."),
        ("Kit Marlow", "Saw “Kit!”\n\nMarlow came.", "Saw “Kit!”\n\nMarlow came."),
        ("Kit Marlow", "Kit " + "- " * 9 + "Marlow", "Kit " + "- " * 9 + "Marlow"),
        ("Kit Marlow", "Kit and Marlow, KitMarlow", "Kit and Marlow, KitMarlow"),
        # taken literally
        ("a.*b (c)", "xx a.*b (c) yy", "xx [redacted] yy"),
        ("a.*b (c)", "axxb c", "axxb c"),
        ("<b>Kit</b>", "a <b>Kit</b> b", "a [redacted] b"),
        (r"\d\d\d", "123", "123"),
        ("100% of Kit", "100% of Kit", "[redacted]"),
    ],
)
def test_words_are_found_however_they_are_written(typed: str, text: str, clean: str) -> None:
    assert Words.of(typed).redacted(text) == clean


def test_every_line_is_a_phrase_of_its_own_and_the_longest_wins() -> None:
    words = Words.of("Ann\n\n  Ann   Smith \nAnn\n")

    assert words.phrases == ("Ann", "Ann Smith")
    assert words.redacted("Ann Smith told Ann.") == "[redacted] told [redacted]."


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Write the words"),
        (" \n ", "Write the words"),
        ("Jo", "too short"),
        ("J. K.", "too short"),
        ("Kieran\nJo", "“Jo” is too short"),
        ("---", "too short"),
        ("&nbsp;", "too short"),
        ("REDACTED", "Write other words"),
        ("file removed", "Write other words"),
        ("\n".join(f"name {n}" for n in range(21)), "20 lines or fewer"),
    ],
)
def test_words_that_cannot_be_searched_for_are_objected_to(typed: str, says: str) -> None:
    assert says in Words.of(typed).objection()


def test_ordinary_words_are_not_objected_to() -> None:
    assert Words.of("Kit\nŵyn").objection() == ""


def test_text_stays_within_its_limit() -> None:
    assert Words.of("Kit").redacted("Kit " * 5, limit=20) == f"{SHORT_MARK} " * 5
    assert len(Words.of("ass").redacted("aß", limit=2)) == 2


LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@given(before=LETTERS, after=LETTERS)
def test_nothing_is_left_and_nothing_else_is_lost(before: str, after: str) -> None:
    words = Words.of("Kieran Doe")
    text = f"{before} Kieran  DOE {after}"

    clean = words.redacted(text)

    assert not words.are_in(clean)
    assert MARK in clean
    if not words.are_in(before) and not words.are_in(after):
        assert clean.startswith(f"{before} ")
        assert clean.endswith(f" {after}")


@given(LETTERS)
def test_text_without_the_words_stays_as_it_is(text: str) -> None:
    words = Words.of("Kieran Doe")

    assert words.are_in(text) or words.redacted(text) == text


@given(LETTERS)
def test_spans_are_found_exactly_where_the_words_are(text: str) -> None:
    words = Words.of("Kit")

    assert bool(words.spans(text)) == words.are_in(text)


def test_excerpt_marks_the_words_and_leaves_out_what_is_far_away() -> None:
    words = Words.of("Kieran")
    text = "far away " * 40 + "here is Kieran, and Kieran again; " + "far off " * 40

    parts = excerpt(text, words)

    assert [part.text for part in parts if part.is_found] == ["Kieran", "Kieran"]
    assert parts[0].text == "… "
    assert parts[-1].text == " …"
    assert sum(len(part.text) for part in parts) <= 2 * AROUND + 20


def test_excerpt_of_a_long_unbroken_text_is_cut_all_the_same() -> None:
    parts = excerpt("x" * 500 + ".Kieran." + "y" * 500, Words.of("Kieran"))

    assert sum(len(part.text) for part in parts) <= 2 * AROUND + 20

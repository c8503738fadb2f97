"""Ratings on a page: tones, tags and bars."""

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from boardplan.ui.bars import bar_parts
from boardplan.ui.tones import TONES, nearest_tone, rating_tone

PALETTE = Path(__file__).parents[2] / "static/src/scss/_tones.scss"


@dataclass(frozen=True)
class Rating:
    code: str = "red"
    letter: str = "R"
    label: str = "Red"
    colour: str = "#d4351c"


def drawn(source: str, **context: object) -> str:
    return Template("{% load boardplan %}" + source).render(Context(context))


def palette() -> dict[str, list[str]]:
    """The colours of each tone in the style sheet: solid, text on it, pale ground."""
    lines = re.findall(r'"(\w+)": \((#\w+), (#\w+), (#\w+)\)', PALETTE.read_text())
    return {tone: colours for tone, *colours in lines}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_style_sheet_has_every_tone() -> None:
    assert set(palette()) == set(TONES)


@pytest.mark.parametrize("tone", TONES)
def test_tone_can_be_read(tone: str) -> None:
    solid, text, pale = palette()[tone]

    assert contrast(solid, text) >= 4.5
    assert contrast("#10191c", pale) >= 4.5


def test_known_code_decides_the_tone() -> None:
    assert rating_tone(Rating(code="green", colour="#ff0000")) == "green"


@pytest.mark.parametrize(
    ("colour", "tone"),
    [
        ("#d4351c", "red"),
        ("#f47738", "orange"),
        ("#ffbf00", "amber"),
        ("#00703C", "green"),
        ("#28a197", "teal"),
        ("#1d70b8", "blue"),
        ("#663399", "purple"),
        ("#b10e5a", "red"),
        ("#777777", "grey"),
        ("#ffffff", "grey"),
        ("", "grey"),
        ("red", "grey"),
    ],
)
def test_unknown_code_takes_the_tone_nearest_to_its_colour(colour: str, tone: str) -> None:
    assert rating_tone(Rating(code="3", colour=colour)) == tone


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_every_colour_has_a_tone_of_the_palette(colour: str) -> None:
    assert nearest_tone(colour) in TONES


def test_rating_tag_says_letter_and_label() -> None:
    html = drawn("{% rating_tag rating %}", rating=Rating())

    assert "rating--red" in html
    assert '<span class="rating__letter" aria-hidden="true">R</span>' in html
    assert '<span class="rating__label">Red</span>' in html


def test_rating_tag_keeps_the_label_for_screen_readers_when_compact() -> None:
    html = drawn("{% rating_tag rating compact=True %}", rating=Rating())

    assert '<span class="govuk-visually-hidden">Red</span>' in html


def test_rating_tag_without_a_rating_says_so() -> None:
    assert "Not yet rated" in drawn("{% rating_tag rating %}", rating=None)


def test_rating_tag_escapes_what_a_board_typed() -> None:
    html = drawn("{% rating_tag rating %}", rating=Rating(label="<b>", letter="<"))

    assert "<b>" not in html
    assert "&lt;b&gt;" in html


@given(st.lists(st.integers(min_value=0, max_value=500), max_size=6))
def test_bar_parts_lie_side_by_side_and_fill_the_bar(counts: list[int]) -> None:
    parts = bar_parts([(Rating(), count) for count in counts])

    assert sum(part.count for part in parts) == sum(counts)
    assert all(part.count for part in parts)
    assert all(a.start + a.width == pytest.approx(b.start) for a, b in pairwise(parts))
    if parts:
        assert parts[0].start == 0
        assert parts[-1].start + parts[-1].width == pytest.approx(100)


def test_rating_bar_says_every_figure_in_words() -> None:
    html = drawn("{% rating_bar counts label='Priority 1' %}", counts=[(Rating(), 1), (None, 99)])

    assert 'aria-label="Priority 1: Red 1, Not yet rated 99"' in html
    assert html.count("bp-bar__count") == 2
    assert "style=" not in html


def test_rating_bar_without_any_rating_says_so() -> None:
    assert "Nothing to count yet." in drawn("{% rating_bar counts %}", counts=[])

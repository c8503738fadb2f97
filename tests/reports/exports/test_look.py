"""The colours of ratings in Word and Excel."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from reports.exports.look import TONES, tint
from tests.priorities.documents import AMBER

PALETTE = Path(__file__).parents[3] / "static/src/scss/_tones.scss"


def test_tones_are_those_of_the_page() -> None:
    pairs = re.findall(r'"(\w+)": \(#(\w{6}), #(\w{6}),', PALETTE.read_text())

    assert {name: (words.upper(), cell.upper()) for name, cell, words in pairs} == TONES


def test_words_on_a_boards_pale_yellow_can_be_read() -> None:
    yellow = replace(AMBER, code="2", colour="#ffff00")

    assert tint(yellow) == TONES["amber"]


def test_colour_that_is_none_leaves_the_cell_as_it_is() -> None:
    assert tint(replace(AMBER, colour="crimson")) == tint(None) == ("", "")

"""Milestones and evidence: a line of a cell, its words and the time that they name."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from priorities.document import Evidence, Milestone
from priorities.importing.grid import Line
from priorities.timescale import Period, Timescale, parse
from priorities.timescale_dates import find_dates
from priorities.timescale_words import CLOSING, PLAIN, RECURRENCE

_DASH = re.compile(r"\s*[–—]\s*|\s+-\s+|\s+-(?=\w)|(?<=\w)-\s+|\s*;\s*")

_BEFORE = re.compile(
    r"\b(?:by|before|from|until|in|during|for|since)\s+(?:the\s+)?(?:end\s+of\s+|beginning\s+of\s+)?$",
    re.IGNORECASE,
)
MOST_DATES = 6
"""A step with more dates than this is a paragraph; its time is then told in all its words."""


def milestone(line: Line, row: int, period: Period | None) -> Milestone:
    """One step with its time; a state that only closes the words is taken out of them."""
    read = _read(line.text, period)
    text, timescale = line.text, None
    if _says(read) != _says(Timescale("")):
        text = _without_closing_state(line.text, read)
        timescale = replace(read, text=_fragment(line.text, read, period))
    return Milestone(text, timescale, level=2 if line.level > 1 else 1, row=row)


def _read(text: str, period: Period | None) -> Timescale:
    """What the line says of its time. Where a closing part of it has the dates, it has all of it.

    “The annual report goes to the board – July 2018” comes round by no word of its own.
    """
    read = parse(text, period=period)
    if read.recurrence is None or (read.start, read.due) == (None, None):
        return read
    for cut in reversed(list(_DASH.finditer(text))):
        closing = parse(text[cut.end() :], period=period)
        if (closing.start, closing.due, closing.state) == (read.start, read.due, read.state):
            return replace(read, recurrence=closing.recurrence)
    return read


def evidence(line: Line, row: int) -> Evidence:
    """One piece of evidence; dated where its words name exactly one day."""
    return Evidence(line.text, on=_only_day(line.text), row=row)


def _only_day(text: str) -> dt.date | None:
    found = find_dates(text.translate(PLAIN))
    days = {(each.year, *each.opening) for each in found if each.opening == each.closing}
    whole = [(year, month, day) for year, month, day in days if year and day]
    try:
        return dt.date(*whole[0]) if len(whole) == 1 else None
    except ValueError:  # the 31st of February
        return None


def _says(scale: Timescale) -> tuple[object, ...]:
    return scale.start, scale.due, scale.recurrence, scale.state


def _without_closing_state(text: str, read: Timescale) -> str:
    """The text without “– complete” behind it, where that is all that stands there."""
    cuts = list(_DASH.finditer(text))
    if not cuts or read.state is None:
        return text
    closing = text[cuts[-1].end() :]
    said = parse(closing)
    is_state_alone = said.state == read.state and said.start is None and said.due is None
    is_short = len(closing.split()) <= 3
    return text[: cuts[-1].start()].rstrip() if is_state_alone and is_short else text


def _fragment(text: str, read: Timescale, period: Period | None) -> str:
    """The fewest words of the text that say of the time what all of it says."""
    starts, ends = _edges(text)
    pieces = {text[a:b].strip() for a in starts for b in ends if a < b}
    for piece in sorted(pieces, key=lambda each: (len(each), each)):
        if piece and _says(_read(piece, period)) == _says(read):
            return piece
    return text


def _edges(text: str) -> tuple[set[int], set[int]]:
    """Where the words of a time may begin and end in the text; not many places."""
    plain = text.translate(PLAIN)
    if len(plain) != len(text):
        return {0}, {len(text)}
    marks = [*find_dates(plain)[:MOST_DATES]]
    said = [*RECURRENCE.finditer(plain)][:MOST_DATES]
    starts = {match.end() for match in [*_DASH.finditer(text)][-MOST_DATES:]} | {0}
    for begin in [*(mark.begin for mark in marks), *(match.start() for match in said)]:
        before = _BEFORE.search(text[:begin])
        starts |= {begin, before.start() if before else begin}
    starts |= {match.start() for match in CLOSING.finditer(plain)}
    ends = {mark.end for mark in marks} | {match.end() for match in said} | {len(text)}
    return starts, ends

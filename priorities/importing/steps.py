"""Milestones and evidence: a line of a cell, its words and the time that they name."""

from __future__ import annotations

import re
from dataclasses import replace

from priorities.document import Evidence, Milestone
from priorities.importing.grid import Line
from priorities.timescale import Period, Timescale, parse
from priorities.timescale_dates import find_dates
from priorities.timescale_words import PLAIN

_DASH = re.compile(r"\s*[–—]\s*|\s+-\s+|\s+-(?=\w)|(?<=\w)-\s+|\s*;\s*")


def milestone(line: Line, row: int, period: Period | None) -> Milestone:
    """One step with its time; a state that only closes the words is taken out of them."""
    read = parse(line.text, period=period)
    text, timescale = line.text, None
    if _says(read) != _says(Timescale("")):
        text = _without_closing_state(line.text, read)
        timescale = replace(read, text=_fragment(line.text, read, period))
    return Milestone(text, timescale, level=2 if line.level > 1 else 1, row=row)


def evidence(line: Line, row: int, period: Period | None) -> Evidence:
    """One piece of evidence; dated where its words name exactly one day."""
    read = parse(line.text, period=period)
    on = read.start if read.start == read.due else None
    return Evidence(line.text, on=on, row=row)


def _says(scale: Timescale) -> tuple[object, ...]:
    return scale.start, scale.due, scale.recurrence, scale.state


def _cuts(text: str) -> list[re.Match[str]]:
    return list(_DASH.finditer(text))


def _without_closing_state(text: str, read: Timescale) -> str:
    """The text without “– complete” behind it, where that is all that stands there."""
    cuts = _cuts(text)
    if not cuts or read.state is None:
        return text
    closing = parse(text[cuts[-1].end() :])
    says_only_state = closing.state == read.state and closing.due is None and closing.start is None
    is_short = len(text[cuts[-1].end() :].split()) <= 3
    return text[: cuts[-1].start()].rstrip() if says_only_state and is_short else text


def _fragment(text: str, read: Timescale, period: Period | None) -> str:
    """The words of the text that name the time: its shortest end that says as much.

    Else the words of its dates where they are together, else all of it.
    """
    for cut in reversed(_cuts(text)):
        end = text[cut.end() :]
        if _says(parse(end, period=period)) == _says(read):
            return end
    dates = find_dates(text.translate(PLAIN))
    if dates and read.state is None and read.recurrence is None:
        words = text[dates[0].begin : dates[-1].end].strip()
        before = re.search(
            r"\b(?:by|before|from|until|in|during)\s+(?:the\s+end\s+of\s+)?$",
            text[: dates[0].begin],
            re.IGNORECASE,
        )
        whole = f"{before.group()}{words}" if before else words
        for said in (words, whole):
            if _says(parse(said, period=period)) == _says(read):
                return said
    return text

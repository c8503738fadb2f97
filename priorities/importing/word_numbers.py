"""The numbers that Word gives paragraphs of a list by itself, counted as it counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from priorities.importing.markup import Element, W, attribute, child, is_on, number
from priorities.importing.word_styles import VAL, Styles

_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MOST = 9
"""Levels of a list."""


@dataclass(slots=True)
class _List:
    """One ``w:num``: the levels it numbers, and where it begins to count anew."""

    abstract: str = ""
    levels: dict[int, Element] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)

    def start(self, level: int) -> int:
        told = attribute(child(self.levels.get(level), f"{W}start"), VAL)
        return self.starts.get(level, number(told, 1) if told else 1)


class Numbers:
    """The numbered lists of one file. Paragraphs are to be told to it in their order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, Element] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        root = styles.numbering
        for each in () if root is None else root.iterfind(f"{W}abstractNum"):
            self._abstracts[attribute(each, f"{W}abstractNumId")] = each
        for each in () if root is None else root.iterfind(f"{W}num"):
            self._lists[attribute(each, f"{W}numId")] = self._list(each)

    def _list(self, num: Element) -> _List:
        found = _List(attribute(child(num, f"{W}abstractNumId"), VAL))
        abstract = self._abstracts.get(found.abstract)
        linked = attribute(child(abstract, f"{W}numStyleLink"), VAL)
        for name, same in self._abstracts.items():
            if linked and attribute(child(same, f"{W}styleLink"), VAL) == linked:
                found.abstract, abstract = name, same
        for level in () if abstract is None else abstract.iterfind(f"{W}lvl"):
            found.levels[number(attribute(level, f"{W}ilvl"))] = level
        for override in num.iterfind(f"{W}lvlOverride"):
            place = number(attribute(override, f"{W}ilvl"))
            if (other := child(override, f"{W}lvl")) is not None:
                found.levels[place] = other
            if (start := child(override, f"{W}startOverride")) is not None:
                found.starts[place] = number(attribute(start, VAL), 1)
        return found

    def label(self, paragraph: Element) -> str:
        """What Word prints before the next paragraph, such as "1.1"; "" for bullets and none."""
        name, level = self._place(paragraph)
        found = self._lists.get(name)
        if found is None or level not in found.levels:
            return ""
        counts = self._count(name, found, level)
        if self._format(found, level) == "bullet":
            return ""
        return self._printed(found, level, counts)

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list of a paragraph, and its level in it from 0; its own word, then its style's."""
        properties = child(paragraph, f"{W}pPr")
        own = child(properties, f"{W}numPr")
        name, depth = _told(own)
        for style in self._styles.chain(attribute(child(properties, f"{W}pStyle"), VAL)):
            if name:
                break
            name, of_style = _told(child(style, f"{W}pPr", f"{W}numPr"))
            if name and not depth:
                depth = of_style or self._linked(name, attribute(style, f"{W}styleId"))
        return name, min(number(depth), _MOST - 1)

    def _linked(self, name: str, style: str) -> str:
        """The level of a list that names this style as its own."""
        levels = self._lists[name].levels if name in self._lists else {}
        places = (
            str(place)
            for place, level in levels.items()
            if attribute(child(level, f"{W}pStyle"), VAL) == style
        )
        return next(places, "")

    def _count(self, name: str, found: _List, level: int) -> dict[int, int]:
        """Counts one further; lists that share their levels go on from one another."""
        counts = self._counts.setdefault(found.abstract, {})
        if level in found.starts and (name, level) not in self._begun:
            counts.pop(level, None)
        self._begun.add((name, level))
        counts[level] = counts[level] + 1 if level in counts else found.start(level)
        for deeper in [place for place in counts if place > level]:
            restart = attribute(child(found.levels.get(deeper), f"{W}lvlRestart"), VAL)
            if not restart or level < number(restart, _MOST):
                del counts[deeper]
        return dict(counts)

    @staticmethod
    def _format(found: _List, level: int) -> str:
        return attribute(child(found.levels.get(level), f"{W}numFmt"), VAL) or "decimal"

    def _printed(self, found: _List, level: int, counts: dict[int, int]) -> str:
        text = attribute(child(found.levels[level], f"{W}lvlText"), VAL)
        is_legal = is_on(child(found.levels[level], f"{W}isLgl"))

        def said(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form = self._format(found, place)
            form = "decimal" if is_legal and form != "none" else form
            return written(counts.get(place, found.start(place)), form)

        return _PLACE.sub(said, text).strip()


def _told(listed: Element | None) -> tuple[str, str]:
    """The list and the level that a ``w:numPr`` names; "" for what it does not."""
    return attribute(child(listed, f"{W}numId"), VAL), attribute(child(listed, f"{W}ilvl"), VAL)


def written(count: int, form: str) -> str:
    """A count in one of Word's forms of numbers; in figures where it is another."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02}"
    if count > 0 and form in {"lowerLetter", "upperLetter"}:
        turns, place = divmod(count - 1, len(_LETTERS))
        text = _LETTERS[place] * min(turns + 1, _MOST)
    elif 0 < count < 4000 and form in {"lowerRoman", "upperRoman"}:
        text = _roman(count)
    else:
        return str(count)
    return text.upper() if form.startswith("upper") else text


def _roman(count: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        text += sign * times
    return text

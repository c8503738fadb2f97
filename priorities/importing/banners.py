"""Headings across a table: which level they open, their number, label and title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from priorities.importing.vocabulary import plan_field
from priorities.importing.words import (
    COUNTED,
    NUMBER,
    depth,
    in_figures,
    leading_number,
    number_alone,
    plain,
)

_PRIORITY = (
    r"(?:(?:strategic|key|board|business|safeguarding|partnership|improvement|local)\s+)?"
    r"priorit(?:y|ies)(?:\s+(?:objective|area|theme|outcome))?"
    r"|(?:strategic|key|cross[\s-]cutting)?\s*themes?|strategic\s+(?:objective|aim|goal|outcome)"
    r"|core\s+objectives?|core\s+business|work\s?-?stream|work\s?-?strand|strand|pillar|ambition"
    r"|(?:development|improvement|focus)\s+area(?=\s+(?:\d|[A-H]\b))|chapter|domain"
)
_OBJECTIVE = (
    r"(?:(?:identified|key|desired|intended)\s+)?(?:improvement\s+area|objective|outcome|aim|goal"
    r"|recommendation|finding|commitment|pledge|"
    r"area\s+(?:for|of)\s+(?:improvement|development|focus))"
    r"(?:\s*/\s*(?:desired\s+)?(?:outcome|objective|aim))?"
)
# A letter or a number in words is one only where a sign or nothing follows: “Theme A: …”.
_AFTER = rf"{NUMBER}|(?:{COUNTED}|[A-H]|[IVX]{{1,4}})(?=\s*(?:[:.–—-]|$))"
_LABELLED = re.compile(
    rf"\s*(?:(?P<before>{NUMBER})\s*[.):]*\s+)?"
    rf"(?:(?P<priority>{_PRIORITY})|(?P<objective>{_OBJECTIVE}))\b"
    rf"(?:\s+(?:no\.?\s*)?(?P<after>{_AFTER})(?![\d%]))?\s*(?P<sign>[:.–—-]|(?=\s)|$)\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_PART = re.compile(r"\s*(?:[a-z]|[ivx]{1,4})[.)]\s+\S")
_CONTINUED = re.compile(
    r"\s*[(–—-]?\s*\b(?:continued|cont(?:d|’d|'d)?\.?)\s*\)?\s*$", re.IGNORECASE
)
_THEME = re.compile(r"\s*theme\s*:\s*(?P<theme>\S.*)", re.IGNORECASE | re.DOTALL)
_NAMED = re.compile(r"\s*[:–—]\s*|\s+-\s+")
_LEADING = {"lead", "leads", "sponsor", "sponsors", "owner", "chair", "champion", "champions"}
_CORE = re.compile(r"\bcore\b", re.IGNORECASE)


@dataclass
class Banner:
    """One heading: ``level`` is "priority", "objective", or "" where nothing tells.

    ``label`` are the board's words for the level, as it wrote them. ``parts`` are the lettered
    lines, and further paragraphs, under a title.
    """

    level: str = ""
    number: str | None = None
    label: str = ""
    title: str = ""
    theme: str | None = None
    parts: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    @property
    def is_core(self) -> bool:
        return self.level == "priority" and bool(_CORE.search(f"{self.label} {self.title}"))

    @property
    def is_sure(self) -> bool:
        """Whether a number or a label says that it is a heading, and no loose sentence."""
        return bool(self.number or self.label)


_STEMS = ("priorit", "theme", "strand", "stream", "aim", "objective", "outcome", "goal", "area")


def stem(label: str) -> str:
    """What kind of thing a label names: “Key priority area” and “PRIORITY” are one kind."""
    said = plain(label)
    return next((word for word in _STEMS if word in said), said)


def read_banners(lines: Sequence[str], number: str | None = None) -> list[Banner]:
    """The headings of one cell: usually one; a priority and its first objective may share it.

    ``number`` stood in a cell before it.
    """
    banners: list[Banner] = []
    for line in lines:
        if banners and banners[0].level == "priority" and (theme := _THEME.match(line)):
            banners[0].theme = theme["theme"]
            continue
        begun = _begun(line, number if not banners else None)
        if not banners or begun.label or (begun.number and begun.level and not _PART.match(line)):
            banners.append(begun)
        else:
            _go_on(banners[-1], line)
    return banners


def is_titled(words: str) -> bool:
    """Whether a label, a number and a title stand together, as in “Priority 2: Neglect”."""
    found = _LABELLED.match(words)
    has_number = bool(found and (found["before"] or found["after"]))
    return has_number and not is_label(words)


def names_lead(words: str) -> bool:
    """Whether the words say who leads what they stand beside: “Lead: Director of Public Health”."""
    head, *rest = _NAMED.split(words.strip(), maxsplit=1)
    return bool(rest and rest[0].strip()) and is_lead_label(head)


def is_lead_label(words: str) -> bool:
    """Whether the words only announce who leads: “Sponsor”, “Priority lead:”."""
    said = plain(words).split()
    return 0 < len(said) <= 3 and (plan_field(words) == "leads" or said[-1] in _LEADING)


def is_level(words: str) -> bool:
    """Whether the words are a label and no more, with or without a number: “Outcome”."""
    found = _LABELLED.fullmatch(words.strip(" :"))
    return bool(found and not found["rest"].strip())


def is_label(words: str) -> bool:
    """Whether the words are a label with its number and no more, as in “Priority 2”."""
    found = _LABELLED.fullmatch(words)
    return bool(found and (found["before"] or found["after"]) and not found["rest"].strip())


def titled(words: str) -> tuple[str | None, str]:
    """Number and title of a cell in a column of priorities or objectives, labelled or not.

    “2. Strengthen scrutiny (continued)” is the one that it continues.
    """
    words = _CONTINUED.sub("", words)
    found = _LABELLED.match(words)
    if found and (number := found["before"] or found["after"]) and found["rest"].strip():
        return in_figures(number), found["rest"].strip()
    return leading_number(words)


def _begun(line: str, number: str | None) -> Banner:
    found = _LABELLED.match(line)
    if found and not _is_sentence(found):
        level = "priority" if found["priority"] else "objective"
        label = " ".join(found[level].split())
        number = number or found["before"] or in_figures(found["after"] or "") or None
        rest = found["rest"].strip()
        if level == "priority" and not number and not rest:
            return Banner(level, None, label, label)
        banner = Banner(level, number, label)
        _go_on(banner, rest)
        return banner
    if number is None:
        number, line = leading_number(line)
        if number is None and (alone := number_alone(line)):
            number, line = alone, ""
    level = {1: "priority", 2: "objective"}.get(depth(number), "")
    return Banner(level, number, "", line.strip())


def _is_sentence(found: re.Match[str]) -> bool:
    """“Priorities for this year are” begins with a label and is none."""
    number = found["before"] or found["after"]
    return not number and not found["sign"] and bool(found["rest"])


def _go_on(banner: Banner, line: str) -> None:
    """A further line: the question that a form prints under its label, the title, or a part."""
    if not line.strip():
        return
    if not banner.title and line.rstrip().endswith("?") and plan_field(line) == "objective":
        banner.dropped.append(line)
    elif not banner.title:
        banner.title = line.strip()
    else:
        banner.parts.append(line.strip())

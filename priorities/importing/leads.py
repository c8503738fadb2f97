"""Who leads: the bodies that a cell names, taken apart and told by one name each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from priorities.importing.words import plain

_GROUP = r"(?:sub|working|steering|task|strategic|reference|audit)?[\s-]*(?:sub)?[\s-]*groups?"
_BODY_WORDS = [
    "chair",
    "manager",
    "officer",
    "director",
    "lead",
    "leads",
    "head",
    "heads",
    "nurse",
    "doctor",
    "police",
    "board",
    "executive",
    "group",
    "groups",
    "subgroup",
    "subgroups",
    "sub-group",
    "sub-groups",
    "panel",
    "panels",
    "committee",
    "team",
    "teams",
    "council",
    "trust",
    "partnership",
    "service",
    "services",
    "agency",
    "agencies",
    "partners",
    "members",
    "member",
    "coordinator",
    "co-ordinator",
    "commissioner",
    "commissioning",
    "forum",
    "network",
    "hub",
    "college",
    "school",
    "schools",
    "university",
    "health",
    "education",
    "probation",
    "authority",
    "department",
    "unit",
    "administrator",
    "secretary",
    "consultant",
    "practitioner",
    "practitioners",
    "representative",
    "representatives",
    "reps",
    "champions",
    "champion",
    "sector",
    "social",
    "care",
    "lado",
    "ad",
    "dcs",
    "das",
    "ccg",
    "icb",
    "nhs",
    "organisations",
    "organisation",
    "staff",
    "all",
]
_ROLE_END = re.compile(
    r"(?:chair|manager|officer|director|lead|head|nurse|board|executive|panel|committee|team|police"
    r"|council|trust|lado|group|subgroup|coordinator|co-ordinator|partnership|member|members"
    r"|care|education|health|services?|agencies|sector|schools?|probation|groups|subgroups|boards"
    r"|panels|teams|partners|authority|authorities|trusts?|forum|network|hub|unit|administrator"
    r"|healthwatch|commissioner|gps?|doctor|superintendent)\s*$",
    re.IGNORECASE,
)
_ROLE_WORD = re.compile(
    r"\b(?:chair|manager|officer|director|lead|head|nurse|police)\b", re.IGNORECASE
)
_PLURAL = re.compile(
    r"^(?P<names>.+?)\s+(?P<kind>sub[\s-]?groups|groups|boards|panels|teams|chairs)$",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"^(?:commission|ensure|agree|review|develop|draft|consider|deliver|implement|confirm|consult|"
    r"undertake|produce|see|as above|tbc|tba|n/a|none)\b",
    re.IGNORECASE,
)
_REPORTS_TO = re.compile(r"^(?:reports?|reporting|feedback)\s+to\s+", re.IGNORECASE)
_DOES = re.compile(r"\s+to\s+(?=[a-z])(?:\w+)\b.*$", re.DOTALL)
_AND = re.compile(r"\s+(?:&|and)\s+", re.IGNORECASE)
_SPLIT = re.compile(
    r"\s*[/;]\s*|,\s+(?!and\b)|,(?=\s+and\b)|\s+[–-]\s+with\s+|\s*\n\s*", re.IGNORECASE
)
# “Head of Service, Adult Social Care”: a post that says nothing without what follows its comma.
_POST = re.compile(
    r"(?:(?:interim|acting|deputy|assistant|associate|executive|strategic|corporate|group)\s+)*"
    r"(?:head|head\s+of\s+service|director|(?:service|team|operations|operational|general|area|group"
    r"|senior|strategic|locality)\s+(?:manager|director|lead|head))",
    re.IGNORECASE,
)
_KINDS_BEFORE_GROUP = {"management", "working", "steering", "task", "delivery", "operational"}
_SHORT = re.compile(r"(?:the\s+)?[A-Z][A-Za-z&]{1,6}[A-Z]s?")
_BRACKETS = re.compile(r"\s*\([A-Z][A-Za-z&]{1,7}\)")
_BOARD = re.compile(r"^(?:[A-Z]{0,4}S[CA][BP]s?)\s+(?=\w)")
_UNFINISHED = re.compile(r"\[?…\]?|\.\.\.|\[\s*\]")
_KIND = re.compile(rf"\s*\b{_GROUP}$", re.IGNORECASE)
MOST_WORDS = 11


@dataclass(frozen=True)
class Told:
    """The bodies of one cell, and what in it names none."""

    names: tuple[str, ...]
    left: tuple[str, ...]


def lead_names(lines: Sequence[str], known: Iterable[str] = ()) -> Told:
    """The bodies named in the lines of a cell, in order, each once.

    ``known`` are the names (and earlier names) that the board has already: what is one of them is
    never taken apart.
    """
    whole = {plain(name) for name in known}
    names: list[str] = []
    left: list[str] = []
    for line in lines:
        for piece in _pieces(line) if plain(line) not in whole else [line]:
            apart = _and_apart(piece, whole, is_alone=len(lines) == 1)
            if _REPORTS_TO.match(piece) and not _REPORTS_TO.match(apart[0]):
                left.append(piece.strip())
            for name in apart:
                _sort(name, names, left, whole)
    return Told(tuple(dict.fromkeys(names)), tuple(left))


def _pieces(line: str) -> list[str]:
    """The line at its commas and slashes, but for those in brackets and behind a bare post."""
    pieces: list[str] = []
    begin = 0
    for cut in _SPLIT.finditer(line):
        before = line[begin : cut.start()]
        is_inside = before.count("(") > before.count(")") and ")" in line[cut.end() :]
        has_more = cut.group().strip() == "," and _POST.fullmatch(before.strip())
        rest = line[cut.end() :]
        if is_inside or (has_more and not _ROLE_WORD.search(_SPLIT.split(rest)[0])):
            continue
        pieces.append(before)
        begin = cut.end()
    return [*pieces, re.sub(r"^and\s+", "", line[begin:].strip())]


def _sort(name: str, names: list[str], left: list[str], whole: set[str]) -> None:
    cleaned = name.strip(" \t?.,;:–-")
    if not cleaned:
        return
    if plain(cleaned) in whole:
        names.append(cleaned)
        return
    found = _REPORTS_TO.sub("", cleaned)
    found = _DOES.sub("", found) if len(found.split()) > 3 else found
    if _UNFINISHED.search(found) or not _is_body(found):
        left.append(name.strip())
        return
    if found != name.strip():
        left.append(name.strip())
    names.append(found)


def _is_body(text: str) -> bool:
    words = text.split()
    if not words or len(words) > MOST_WORDS or not any(char.isalpha() for char in text):
        return False
    if any(word.casefold().strip("()") in _BODY_WORDS for word in words):
        return not re.match(r"^(?:ensure|agree|as above)\b", text, re.IGNORECASE)
    return not _VERBS.match(text) and text[0].isupper()


def _and_apart(piece: str, whole: set[str], *, is_alone: bool) -> list[str]:
    """“A and B” as two where both are bodies by themselves, or where their kind is plural.

    The plural speaks for all lines of a cell, unless there is only one.
    """
    if plain(piece) in whole:
        return [piece]
    parts = _AND.split(piece)
    if len(parts) == 1:
        return parts
    plural = _PLURAL.match(piece.strip(" ?"))
    if is_alone and plural and len(parts) == 2 and all(len(part.split()) <= 3 for part in parts):
        kind = re.sub(r"s$", "", plural["kind"])
        before = _REPORTS_TO.sub("", plural["names"])
        names = [name.strip() for name in _AND.split(before)]
        tail = names[-1].split()[-1]
        if tail.casefold() in _KINDS_BEFORE_GROUP and not names[0].endswith(tail):
            names = [*(f"{name} {tail}" for name in names[:-1]), names[-1]]
        return [f"{name} {kind}" for name in names]
    if all(_stands_alone(part.strip(" ?")) or plain(part) in whole for part in parts):
        return [re.sub(r"^the\s+", "", part, flags=re.IGNORECASE) for part in parts]
    return [piece]


def _stands_alone(part: str) -> bool:
    return bool(_ROLE_END.search(part) or _SHORT.fullmatch(part))


def key(name: str) -> str:
    """What two ways to write one body have in common: no board before it, no kind after it."""
    bare = _BOARD.sub("", _BRACKETS.sub("", name)) or name
    stem = plain(_KIND.sub("", bare).strip() or bare)
    return " ".join(_singular(word) for word in stem.split())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def one_name_each(names: Iterable[str], known: Collection[str] = ()) -> dict[str, str]:
    """For each way a body is written, the name to tell it by: a ``known`` one, else the fullest.

    “Policy and Procedures” and “Policy & Procedures Sub Group” are one, and so is the abbreviation
    that stands in brackets behind it or is made of its initials.
    """
    written = Counter(names)
    by_key: dict[str, list[str]] = {}
    for name in written:
        by_key.setdefault(key(name), []).append(name)
    shorts = {_short(found): found for found in by_key if any(len(w) > 1 for w in _main(found)[1:])}
    for name in written:
        for bracket in re.findall(r"\(([A-Z][A-Za-z&]{1,7})\)", name):
            shorts[plain(bracket)] = key(name)
    for found in list(by_key):
        whole = shorts.get("".join(_main(found)), found)
        if whole != found and whole in by_key:
            by_key[whole] += by_key.pop(found)
    return {name: _best(alike, written, known) for alike in by_key.values() for name in alike}


def _best(alike: Sequence[str], written: Counter[str], known: Collection[str]) -> str:
    kept = [name for name in alike if name in known]
    if kept:
        return kept[0]
    best = max(alike, key=lambda each: (_is_group(each), written[each], len(each)))
    return _BRACKETS.sub("", best).strip()


def _is_group(name: str) -> bool:
    return _KIND.search(name) is not None and not name.casefold().endswith("groups")


def _main(words: str) -> list[str]:
    """The words that an abbreviation takes its letters from."""
    return [word for word in words.split() if word not in {"and", "of", "the", "for"}]


def _short(words: str) -> str:
    return "".join(word[0] for word in _main(words))

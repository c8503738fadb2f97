"""Headings that stand above the plan's tables: which priority or objective each table is of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from priorities.importing.banners import Banner, is_label, read_banners, stem
from priorities.importing.grid import Line, Source, Table, Text
from priorities.importing.kinds import Start
from priorities.importing.rows import rows_of
from priorities.importing.words import joined, plain

_LABELLED, _LOOSE = 20, 40
MOST_WORDS = 14
"""A heading with more is a sentence."""
MOST_ABOVE = 6
"""Rows right above a table's headings that may name what it is of."""
_NO_TITLE = re.compile(
    r"\b(?:page|contents?|continued|version|key|plan|strategy|20\d\d|sheet\s?\d*|table|sponsor"
    r"|appendix)\b|:\s*$|[.;,]\s*$",
    re.IGNORECASE,
)


@dataclass
class _Candidate:
    """A line that may head a table; the smaller its ``rank``, the more stands below it.

    ``aims`` are the lines “Outcome: …”, without a number, that follow it; ``is_aim`` marks them.
    """

    rank: int
    line: Line
    banner: Banner
    parts: list[Line] = field(default_factory=list)
    said: list[Line] = field(default_factory=list)
    aims: list[_Candidate] = field(default_factory=list)
    is_aim: bool = False

    @property
    def words(self) -> str:
        return plain(self.line.text)


@dataclass
class Caption:
    """A heading to open before a table, and the lines that say it."""

    banner: Banner
    lines: list[Line]


def captions(source: Source, starts: Mapping[int, Start]) -> Mapping[int, list[Caption]]:
    """What to open before each of the plan's tables, outermost first."""
    chains = _Chains(source, starts).read()
    kept = _kept(source, chains, starts)
    found: dict[int, list[Caption]] = {}
    before: list[_Candidate] = []
    for place, chain in kept.items():
        same = 0
        while same < min(len(before), len(chain)) and before[same].words == chain[same].words:
            same += 1
        found[place] = [
            Caption(_levelled(each, depth), [each.line, *each.parts, *each.said])
            for depth, each in enumerate(chain)
            if depth >= same
        ]
        before = chain
    return found


def _levelled(candidate: _Candidate, depth: int) -> Banner:
    banner = candidate.banner
    is_below = depth > 0 or (banner.label and banner.level == "objective")
    banner.level = "objective" if is_below else "priority"
    if not banner.title and candidate.parts:
        banner.title = _title(candidate, banner.level)
    if banner.level == "priority":
        banner.parts += [line.text for line in candidate.parts]
    else:
        candidate.parts.clear()
    return banner


def _title(candidate: _Candidate, level: str) -> str:
    """The words below a label that has none: “Recommendation 1”, and what it recommends."""
    words = [line.text for line in candidate.parts[: 1 if level == "priority" else None]]
    candidate.said += candidate.parts[: len(words)]
    del candidate.parts[: len(words)]
    return joined(words)


class _Chains:
    """One walk through the file, with the headings that hold where it has come to."""

    def __init__(self, source: Source, starts: Mapping[int, Start]) -> None:
        self.source = source
        self.starts = starts
        self.stack: list[_Candidate] = []
        self.stems: list[str] = []
        self.heads: _Candidate | None = None

    def read(self) -> dict[int, list[_Candidate]]:
        chains: dict[int, list[_Candidate]] = {}
        for place, block in enumerate(self.source.blocks):
            if isinstance(block, Text):
                self._text(block, is_before=place + 1 in self.starts)
            elif place in self.starts:
                self._rows_above(block, self.starts[place])
                chains[place] = self._chain(block, self.starts[place])
                self.heads = None
            elif self.source.kind == "excel":
                self._clear()
        return chains

    def _clear(self) -> None:
        self.stack.clear()
        self.heads = None

    def _chain(self, table: Table, start: Start) -> list[_Candidate]:
        """One aim below a priority is its objective, where the table names none; more are parts."""
        last = self.stack[-1] if self.stack else None
        if last is None or not last.aims:
            return list(self.stack)
        if len(last.aims) == 1 and not _names_objectives(table, start):
            return [*self.stack, *last.aims]
        for aim in last.aims:
            last.parts.append(Line(aim.line.text))
            last.said += [aim.line, *aim.said]
        last.aims.clear()
        return list(self.stack)

    def _text(self, text: Text, *, is_before: bool) -> None:
        lines = [line for line in text.lines if line.text.strip()]
        last = next((line for line in reversed(lines) if not _aim_of(line)), None)
        latest: _Candidate | None = None
        for line in lines:
            is_last = is_before and line is last
            if aim := self._aim(line):
                aim.said = [line]
            elif candidate := self._candidate(line, is_last=is_last and latest is None):
                latest = candidate
                self._push(candidate)
            elif latest is not None:
                latest.parts.append(line)
        if latest is not None and not is_before:
            latest.parts.clear()

    def _rows_above(self, table: Table, start: Start) -> None:
        if self.source.kind == "excel":
            self._clear()
        for row in rows_of(table)[max(0, start.row - MOST_ABOVE) : start.row]:
            cells = row.banner
            lines = [line for cell in cells for line in cell.lines if line.text.strip()]
            if not lines:
                continue
            words = ": ".join(cell.text.strip(" :") for cell in cells)
            if aim := self._aim(Line(words)):
                aim.said = lines
                continue
            if len(cells) == 2 and is_label(cells[0].text):
                words = f"{cells[0].text.strip(' :')}: {cells[1].text}"
                found = self._candidate(Line(words), is_last=True)
            else:
                found = self._candidate(lines[0], is_last=True) if len(cells) == 1 else None
            if found:
                found.parts += [Line(words) for words in row.sponsor.split("\n") if words]
                found.said = [line for cell in row.said for line in cell.lines]
                self._push(found)
                more = lines[1:] if len(cells) == 1 else ()
                found.parts += [line for line in more if not self._aim(line)]

    def _push(self, candidate: _Candidate) -> None:
        self.stack = [each for each in self.stack if each.rank < candidate.rank]
        self.stack.append(candidate)
        self.heads = candidate

    def _aim(self, line: Line) -> _Candidate | None:
        """“Outcome: …” without a number, after the heading that it belongs to; else None."""
        head = self.heads
        if head is None or head.banner.level == "objective" or line.heading:
            return None
        banner = _aim_of(line)
        if banner is None:
            return None
        made = _Candidate(self._rank(banner), line, banner, is_aim=True)
        head.aims.append(made)
        return made

    def _candidate(self, line: Line, *, is_last: bool) -> _Candidate | None:
        words = line.text.strip()
        if len(words.split()) > 2 * MOST_WORDS or (line.level and not line.heading):
            return None
        (banner, *_more) = read_banners([words])
        if banner.label and banner.number:
            return _Candidate(line.heading or self._rank(banner), line, banner)
        is_title = len(words.split()) <= MOST_WORDS and not _NO_TITLE.search(words)
        if is_title and (line.heading or is_last):
            return _Candidate(line.heading or _LOOSE, line, banner)
        return None

    def _rank(self, banner: Banner) -> int:
        """Labels rank in the order in which they come: strands stand below priorities."""
        name = stem(banner.label)
        if name not in self.stems:
            self.stems.append(name)
        return _LABELLED + self.stems.index(name)


def _aim_of(line: Line) -> Banner | None:
    """“Outcome: …” as a heading; None where it has a number, or is none."""
    (banner, *more) = read_banners(line.text.split("\n"))
    is_aim = banner.level == "objective" and banner.label and not banner.number
    return banner if is_aim and banner.title and not more else None


def _names_objectives(table: Table, start: Start) -> bool:
    """Whether the table has objectives of its own, in a column or as headings."""
    has_column = start.header is not None and "objective" in start.header.fields
    return has_column or any(b.level == "objective" for b in _banners_in(table, start))


def _kept(
    source: Source, chains: Mapping[int, list[_Candidate]], starts: Mapping[int, Start]
) -> dict[int, list[_Candidate]]:
    """The chains without what only titles the whole, or what the tables say themselves."""
    fields = frozenset[str]().union(*(s.header.fields for s in starts.values() if s.header))
    most = 2 - ("objective" in fields) if "priority" not in fields else 0
    every = [each for chain in chains.values() for each in chain]
    if any(each.banner.label and not each.is_aim for each in every):
        parting = _parting(chains)
        return {p: _below_label(chain, parting)[: max(most, 1)] for p, chain in chains.items()}
    if len(chains) < 2 or most == 0 or _name_priorities(source, starts):
        return {}
    alike = set.intersection(*({c.words for c in chain} for chain in chains.values()))
    kept = {p: [c for c in chain if c.words not in alike][:most] for p, chain in chains.items()}
    return kept if all(kept.values()) else _by_sheet(source, chains)


def _by_sheet(source: Source, places: Iterable[int]) -> dict[int, list[_Candidate]]:
    """The names of the sheets, where each priority has one and nothing else names it."""
    found: dict[int, list[_Candidate]] = {}
    for place in places if source.kind == "excel" else ():
        block = source.blocks[place]
        named = re.search("“(.+)”", block.where) if isinstance(block, Table) else None
        if named is None or _NO_TITLE.search(named[1]):
            return {}
        (banner,) = read_banners([named[1]])[:1]
        found[place] = [_Candidate(_LOOSE, Line(named[1]), banner)]
    return found


def _parting(chains: Mapping[int, list[_Candidate]]) -> set[str]:
    """Headings right above labelled objectives, where there are several: they part them."""
    above = {
        one.words
        for chain in chains.values()
        for one, two in pairwise(chain)
        if one.line.heading and not one.banner.label and _is_labelled(two)
        if two.banner.level == "objective"
    }
    return above if len(above) > 1 else set()


def _below_label(chain: Sequence[_Candidate], parting: set[str]) -> list[_Candidate]:
    """From the first label on, or the heading that parts them; loose lines among them are text."""
    begun = [_is_labelled(c) or c.words in parting for c in chain]
    first = begun.index(True) if any(begun) else len(chain)
    return [c for c in chain[first:] if c.rank != _LOOSE]


def _is_labelled(candidate: _Candidate) -> bool:
    return bool(candidate.banner.label and candidate.banner.number)


def _name_priorities(source: Source, starts: Mapping[int, Start]) -> bool:
    """Whether rows of the tables open priorities by a label or number."""
    return any(
        banner.level == "priority" and banner.is_sure
        for place, start in starts.items()
        for banner in _banners_in(source.blocks[place], start)
    )


def _banners_in(block: Text | Table, start: Start) -> Iterator[Banner]:
    if isinstance(block, Table):
        for row in rows_of(block)[start.row + 1 :]:
            for cell in row.banner[:1]:
                yield from read_banners([cell.text.split("\n", maxsplit=1)[0]])

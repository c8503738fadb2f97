"""What changed between two states of a plan, as frozen values for page, paper and sheet. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from priorities.change_words import ChangeLine, change_line, wording
from priorities.compare import KINDS, Change, Kind
from priorities.compare.telling import HEADINGS
from priorities.document import Action, Objective, PlanDocument, Priority
from priorities.wording import without_issue

FEW_LINES: Final = 5
NAMED: Final = 6
"""How many changes of a kind are named in a line of the summary; the others are counted."""

_WEIGHT: Final[tuple[Kind, ...]] = (
    *("re-rated", "slipped", "brought forward", "added", "withdrawn", "missing", "moved"),
    *("re-worded", "lead", "evidence", "milestone", "renumbered", "other"),
)
"""In which order the summary tells of them: what a board asks first."""
_COUNTED: Final[Mapping[Kind, tuple[str, str]]] = {
    "lead": ("lead changed", "leads changed"),
    "milestone": ("milestone added, ended or re-worded", "milestones added, ended or re-worded"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "other": ("other change", "other changes"),
}
_TELLS_VALUES: Final = frozenset({"re-rated", "slipped", "brought forward"})


@dataclass(frozen=True, slots=True)
class ChangeSection:
    """The changes of one kind, in the plan's printed order."""

    kind: Kind
    heading: str
    entries: tuple[ChangeLine, ...]

    @property
    def anchor(self) -> str:
        """By what name a link on the page leads to it."""
        return f"changes-{self.kind.replace(' ', '-')}"


@dataclass(frozen=True, slots=True)
class ChangesTold:
    """All changes by kind, and the same in a few lines; both empty where nothing changed."""

    sections: tuple[ChangeSection, ...]
    few_lines: tuple[str, ...]

    @property
    def total(self) -> int:
        return sum(len(section.entries) for section in self.sections)


def change_sections(
    changes: Iterable[Change], before: PlanDocument, after: PlanDocument
) -> ChangesTold:
    """The changes from ``before`` to ``after``, which give the words, as ``compare`` told them."""
    words = wording(before, after)
    ordered = sorted(changes, key=lambda change: KINDS.index(change.kind))
    sections = tuple(
        ChangeSection(kind, HEADINGS[kind], tuple(change_line(each, words) for each in listed))
        for kind, listed in groupby(ordered, key=lambda change: change.kind)
    )
    return ChangesTold(sections, tuple(_few_lines(sections)))


def for_the_public(document: PlanDocument) -> PlanDocument:
    """The plan as the public reads it: without what is in the way of an action.

    The public edition compares two of these, else the words would come in with what changed.
    """

    def action(each: Action) -> Action:
        return replace(each, progress=without_issue(each.progress))

    def objective(each: Objective) -> Objective:
        return replace(each, actions=tuple(map(action, each.actions)))

    def priority(each: Priority) -> Priority:
        return replace(each, objectives=tuple(map(objective, each.objectives)))

    return replace(document, priorities=tuple(map(priority, document.priorities)))


@dataclass(frozen=True, slots=True)
class _Line:
    """What one line of the summary tells of: how many of what, and which."""

    entries: tuple[ChangeLine, ...]
    one: str
    several: str
    is_named: bool = True

    @property
    def count_words(self) -> str:
        count = len(self.entries)
        return f"{count} {self.one if count == 1 else self.several}"

    @property
    def words(self) -> str:
        names = f": {_named(self.entries)}" if self.is_named else ""
        return f"{self.count_words}{names}."


def _few_lines(sections: Iterable[ChangeSection]) -> Iterator[str]:
    """“5 re-rated: 1.1.1 from Red to Amber, …”; the last line counts what has no line."""
    by_weight = sorted(sections, key=lambda section: _WEIGHT.index(section.kind))
    lines = [line for section in by_weight for line in _lines(section)]
    own = len(lines) if len(lines) <= FEW_LINES else FEW_LINES - 1
    yield from (line.words for line in lines[:own])
    if rest := lines[own:]:
        yield f"Also {_listed([line.count_words for line in rest])}."


def _lines(section: ChangeSection) -> Iterator[_Line]:
    """One line for a kind; of the other changes one each for what people said and did."""
    if section.kind != "other":
        yield _Line(section.entries, *_COUNTED.get(section.kind, (section.kind, section.kind)))
        return
    said: list[ChangeLine] = []
    done: list[ChangeLine] = []
    rest: list[ChangeLine] = []
    for entry in section.entries:
        is_done = entry.level == "milestone" and entry.after == "complete"
        (said if entry.field == "progress" else done if is_done else rest).append(entry)
    if said:
        yield _Line(tuple(said), "has another update", "have another update")
    if done:
        yield _Line(tuple(done), "milestone done", "milestones done")
    if rest:
        yield _Line(tuple(rest), *_COUNTED["other"], is_named=False)


def _named(entries: Iterable[ChangeLine]) -> str:
    counts = Counter(map(_short, entries))
    names = [f"{name} ({count})" if count > 1 else name for name, count in counts.items()]
    if len(names) <= NAMED:
        return ", ".join(names)
    more = sum([*counts.values()][NAMED:])
    return f"{', '.join(names[:NAMED])} and {more} more"


def _short(entry: ChangeLine) -> str:
    """A change in a few words: its number, else its subject; for ratings and dates how far."""
    if entry.kind == "lead" and entry.level == "plan":
        return f"{entry.before} is now {entry.after}"
    subject = entry.subject if entry.number or not entry.name else f"“{entry.name}”"
    if entry.number and entry.level == "milestone" and entry.kind in {"milestone", "other"}:
        return entry.number  # of milestones the line tells anyway
    if entry.number and entry.level in {"action", "milestone"}:
        subject = f"a milestone of {entry.number}" if entry.level == "milestone" else entry.number
    if entry.kind not in _TELLS_VALUES:
        return subject
    return f"{subject} {entry.days_words or entry.from_to}"


def _listed(texts: list[str]) -> str:
    """“a, b and c”."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"

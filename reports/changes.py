"""What changed between two states of a plan, as frozen values for page, paper and sheet. Pure."""

from __future__ import annotations

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

    @property
    def count_words(self) -> str:
        """“5 re-rated”, “1 piece of evidence”."""
        count = len(self.entries)
        one, several = _COUNTED.get(self.kind, (self.kind, self.kind))
        return f"{count} {one if count == 1 else several}"


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


def _few_lines(sections: Iterable[ChangeSection]) -> Iterator[str]:
    """“5 re-rated: 1.1.1 from Red to Amber, …”; the last line counts what has no line."""
    by_weight = sorted(sections, key=lambda section: _WEIGHT.index(section.kind))
    own = len(by_weight) if len(by_weight) <= FEW_LINES else FEW_LINES - 1
    for section in by_weight[:own]:
        is_named = section.kind != "other"
        yield (
            f"{section.count_words}: {_named(section)}." if is_named else f"{section.count_words}."
        )
    if rest := by_weight[own:]:
        yield f"Also {_listed([section.count_words for section in rest])}."


def _named(section: ChangeSection) -> str:
    names = list(dict.fromkeys(map(_short, section.entries)))
    if len(names) <= NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"


def _short(entry: ChangeLine) -> str:
    """A change in a few words: its number, else its subject; for ratings and dates how far."""
    if entry.kind == "lead" and entry.level == "plan":
        return f"{entry.before} is now {entry.after}"
    subject = entry.subject if entry.number or not entry.name else f"“{entry.name}”"
    if entry.number and entry.level in {"action", "milestone"}:
        subject = f"a milestone of {entry.number}" if entry.level == "milestone" else entry.number
    if entry.kind not in _TELLS_VALUES:
        return subject
    return f"{subject} {entry.days_words or entry.from_to}"


def _listed(texts: list[str]) -> str:
    """“a, b and c”."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"

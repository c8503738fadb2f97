"""A walked file becomes a plan document, with what became of every word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from priorities.document import Finding, Layout, Levels, PlanDocument, PlanHead
from priorities.importing.finishing import finished
from priorities.importing.grid import Source
from priorities.importing.head import other_board
from priorities.importing.homes import homeless
from priorities.importing.rows import Heading
from priorities.importing.walking import Setting, Walk

__all__ = ["FoundColumn", "Read", "Setting", "read_plan"]
ANOTHER_BOARD = "the plan names another board"
NO_PLAN = "No table in this file reads like a plan: none heads its columns with actions and leads."


@dataclass(frozen=True)
class FoundColumn:
    """A column of the plan's tables: its heading, what it was taken to hold, its first words."""

    heading: str
    group: str | None
    field: str | None
    sample: str


@dataclass(frozen=True)
class Read:
    """What a file holds: the plan, and the columns that it was read from."""

    document: PlanDocument
    columns: tuple[FoundColumn, ...]


def read_plan(source: Source, setting: Setting) -> Read:
    """The plan that the file holds, with findings; without priorities where it holds none."""
    reading = _Reading(source, setting)
    document = reading.document()
    return Read(document, tuple(reading.found.values()))


class _Reading:
    """The document of a file, made of what its walk brought together."""

    def __init__(self, source: Source, setting: Setting) -> None:
        self.walk = Walk(source, setting)
        self.walk.walk()

    @property
    def found(self) -> dict[str, FoundColumn]:
        """The columns by their headings."""
        return {
            words: FoundColumn(
                words, h.group, h.field, self.walk.plan.reader.samples.get(words, "")
            )
            for words, h in self.walk.headings.items()
        }

    def document(self) -> PlanDocument:
        has_leads = "leads" in self.walk.plan.covers
        priorities = finished(
            self.walk.gathered,
            period=self.walk.period,
            known=self.walk.setting.leads,
            has_leads=has_leads,
        )
        self._labels()
        if self.walk.plan.reader.skipped:
            told = "\n".join(sorted(self.walk.plan.reader.skipped))
            self.walk.gathered.find(
                "columns", "worked out by Boardplan, and not read back", told, "info"
            )
        document = PlanDocument(
            board=self.walk.setting.board,
            plan=self._head(),
            rating_scheme=self.walk.scheme,
            layout=Layout(self._level_words(), tuple(self.walk.columns.values())),
            covers=tuple(
                c for c in _FIELDS if c in self.walk.plan.covers or c in self._also_covers()
            ),
            priorities=priorities,
            risks=tuple(self.walk.risks),
            indicators=tuple(self.walk.indicators),
        )
        return replace(document, findings=tuple(self._findings(document)))

    # The document's own particulars

    def _head(self) -> PlanHead:
        head = self.walk.setting.head
        period = self.walk.period or (None, None)
        told = PlanHead(
            slug=head.slug if head else "",
            title=head.title if head else self.walk.around.title,
            period_start=period[0],
            period_end=period[1],
            agreed_on=self.walk.around.agreed_on,
            front=tuple(self.walk.around.front),
            listed_priorities=tuple(self.walk.around.listed),
            closing=tuple(self.walk.closing),
        )
        if head is None:
            return told
        return replace(told, kind=head.kind, agreed_on=told.agreed_on or head.agreed_on)

    def _level_words(self) -> Levels:
        words = Levels()
        headed = {heading.field: heading.words for heading in self._headings()}
        priority = self.walk.plan.labels.get("priority") or headed.get("priority") or words.priority
        objective = self.walk.plan.labels.get("objective") or headed.get("objective")
        action = headed.get("text") or words.action
        return Levels(
            _singular(priority), _singular(objective or words.objective), _singular(action)
        )

    def _headings(self) -> tuple[Heading, ...]:
        return self.walk.plan.header.headings if self.walk.plan.header else ()

    def _also_covers(self) -> set[str]:
        """Costs are read from resources; ratings from the colours of any column."""
        rated = any(action.ratings for action in self.walk.gathered.actions)
        costed = any(action.cost is not None for action in self.walk.gathered.actions)
        numbered = any(action.number for action in self.walk.gathered.actions)
        extra = any(action.extra for action in self.walk.gathered.actions)
        told = any(action.progress for action in self.walk.gathered.actions)
        names = {
            "rating": rated,
            "cost": costed,
            "number": numbered,
            "extra": extra,
            "progress": told,
        }
        return {name for name, is_there in names.items() if is_there}

    def _labels(self) -> None:
        for key, text in self.walk.plan.labels.items():
            if key.startswith("question "):
                self.walk.gathered.find(
                    "headings", "a question printed under each label", text, "info"
                )

    def _findings(self, document: PlanDocument) -> Iterable[Finding]:
        told = [*self._of_the_whole(document), *self.walk.gathered.findings]
        return [*told, *homeless(self.walk.source, document, told)]

    def _of_the_whole(self, document: PlanDocument) -> Iterable[Finding]:
        if not document.actions:
            yield Finding("error", "the file", NO_PLAN)
        texts = (self.walk.around.title, *document.plan.front[:3])
        if name := other_board(texts, self.walk.setting.board.name):
            yield Finding("warning", "title", ANOTHER_BOARD, name)
        if self.walk.setting.head and self.walk.around.title:
            yield Finding("info", "title", "the title in the file", self.walk.around.title)


_FIELDS = (
    *("number", "text", "leads", "milestones", "timescale", "outcomes", "measures", "resources"),
    *("cost", "rating", "progress", "evidence", "extra"),
)


def _singular(words: str) -> str:
    """“Objectives” heads a column; one of them is an objective."""
    last = words.rsplit(" ", maxsplit=1)[-1].casefold()
    if last in {"actions", "objectives", "outcomes", "aims", "goals", "themes", "tasks"}:
        return words[:-1]
    return f"{words[:-3]}y" if last == "priorities" else words

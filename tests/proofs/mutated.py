"""Real plans with more dirt: what is changed in each copy, and what was read from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

from priorities.document import Action, Finding, PlanDocument
from priorities.importing.files import read_file
from priorities.importing.homes import share
from priorities.importing.reading import read_plan
from tests.priorities.importing import mutating
from tests.priorities.importing.mutating import Change, changed, sheet, without_definitions
from tests.priorities.importing.plans import PLANS, document, setting
from tests.proofs.tables import table

HEADS = ("file", "what is changed", "actions", "told", "differs from the plan in", "more findings")
WORD, EXCEL, MEDWAY = "milton_keynes.docx", "milton_keynes.xlsx", "medway.docx"


@dataclass(frozen=True)
class Copy:
    """A real file, and what is done to it."""

    file: str
    change: Change

    @property
    def what(self) -> str:
        name = self.change.__name__.replace("_", " ")
        return f"{name}: {self.change.__doc__}" if self.change.__doc__ else name

    def data(self, change: Callable[[bytes, Change], bytes]) -> bytes:
        return change((PLANS / self.file).read_bytes(), self.change)

    def make(self) -> bytes:
        """The changed file."""
        if self.file == EXCEL:
            return self.data(sheet)
        if self.file == MEDWAY:
            return self.data(lambda data, change: changed(data, without_definitions(change)))
        return self.data(changed)


COPIES = [
    *(
        Copy(WORD, change)
        for change in (
            mutating.columns_reordered,
            mutating.headings_reworded,
            mutating.headings_mistyped,
            mutating.headings_missing,
            mutating.headings_repeated,
            mutating.merged_cells_split,
            mutating.blank_rows,
            mutating.ratings_as_colours,
            mutating.unknown_column,
            mutating.numbers_missing,
            mutating.two_plans,
        )
    ),
    Copy(EXCEL, mutating.dates_as_dates),
    Copy(EXCEL, mutating.pushed_to_the_right),
    Copy(MEDWAY, mutating.headings_missing),
    Copy(MEDWAY, mutating.headings_repeated),
]


def report(copies: Sequence[Copy] = COPIES) -> Iterator[str]:
    """A line for each copy: how much was read and told, and how it differs from the plan."""
    yield table(HEADS, map(_row, copies), widest=44)


def _row(copy: Copy) -> tuple[object, ...]:
    source = read_file(copy.make(), copy.file)
    read = read_plan(source, setting(copy.file)).document
    told, lines = share(source, read)
    return (
        copy.file,
        copy.what,
        f"{len(read.actions)} of {len(document(copy.file).actions)}",
        f"{told} of {lines}",
        _difference(document(copy.file), read),
        "\n".join(map(_words, _more(document(copy.file), read))) or "none",
    )


def _difference(plan: PlanDocument, read: PlanDocument) -> str:
    """The fields in which actions differ, and in how many of them."""
    if len(plan.actions) != len(read.actions):
        return "the number of actions"
    differing = {
        field.name: sum(
            getattr(one, field.name) != getattr(other, field.name)
            for one, other in zip(plan.actions, read.actions, strict=True)
        )
        for field in fields(Action)
    }
    told = [f"{name} ({count})" for name, count in differing.items() if count]
    return ", ".join(told) or "nothing"


def _more(plan: PlanDocument, read: PlanDocument) -> list[Finding]:
    """The findings of the copy that the plan itself has not."""
    known = {(finding.what, finding.text) for finding in plan.findings}
    return [each for each in read.findings if (each.what, each.text) not in known]


def _words(finding: Finding) -> str:
    return f"{finding.where}: {finding.what}: {' '.join(finding.text.split())}"

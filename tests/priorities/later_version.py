"""A later version of Medway's plan: its own Word file, edited as people edit such a file."""

from __future__ import annotations

import copy
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

NUMBER, TEXT, LEAD, STEPS, RATING, EVIDENCE = range(6)

Cells = list[Any]


def later_version(data: bytes, fifth: Callable[[WordPlan], None]) -> bytes:
    """The file with 5 actions changed, 2 added, 1 gone and 1 moved; ``fifth`` makes one change."""
    plan = WordPlan(data)
    plan.say("1.3.2", TEXT, "model child protection policy", "model safeguarding policy")
    plan.say("4.2.3", LEAD, "Public Health", "Designated Doctor")
    plan.say("2.3.1", STEPS, "September 2018", "November 2018")
    plan.write("7.1", RATING, "Two of six briefings held")
    fifth(plan)
    plan.add_behind("1.3.2", "1.3.3", "Ask every school how its training went", "Kent Police")
    plan.add_behind("7.6", "7.7", "Publish a data set that the public can read", "Business Manager")
    plan.remove("5.2.2")
    plan.move("6.3.2", "6.4.2", above="6.5")
    return plan.saved()


def rated_green(plan: WordPlan) -> None:
    """5.1.1 has a rating now."""
    plan.write("5.1.1", RATING, "Green")


def with_more_evidence(plan: WordPlan) -> None:
    """5.1.1 has one more piece of evidence."""
    plan.write_below("5.1.1", EVIDENCE, "Eighty people at the launch of the strategy")


class WordPlan:
    """The tables of the plan in a Word file, by the numbers in their first column."""

    def __init__(self, data: bytes) -> None:
        self.file = docx.Document(BytesIO(data))
        self.rows: dict[str, Any] = {}
        for table in self.file.tables:
            for row in table.rows:
                words = _words(row._tr.tc_lst[NUMBER]).split(" ")[0].rstrip(".")
                self.rows.setdefault(words, row._tr)

    def say(self, number: str, column: int, old: str, new: str) -> None:
        """Other words for some of a cell's."""
        (paragraph,) = (p for p in self._cell(number, column).p_lst if old in _words(p))
        _write(paragraph, _words(paragraph).replace(old, new))

    def write(self, number: str, column: int, words: str) -> None:
        """Other words in a cell's first paragraph."""
        _write(self._cell(number, column).p_lst[0], words)

    def write_below(self, number: str, column: int, words: str) -> None:
        """One paragraph more in a cell."""
        last = self._cell(number, column).p_lst[-1]
        new = copy.deepcopy(last)
        last.addnext(new)
        _write(new, words)

    def add_behind(self, behind: str, number: str, text: str, lead: str) -> None:
        """A new row with a number, an action and who leads it."""
        row = copy.deepcopy(self.rows[behind])
        self.rows[behind].addnext(row)
        self.rows[number] = row
        for cell in row.tc_lst:
            for paragraph in cell.p_lst[1:]:
                cell.remove(paragraph)
            _write(cell.p_lst[0], "")
        for column, words in ((NUMBER, number), (TEXT, text), (LEAD, lead)):
            self.write(number, column, words)

    def remove(self, number: str) -> None:
        row = self.rows.pop(number)
        row.getparent().remove(row)

    def move(self, number: str, new_number: str, *, above: str) -> None:
        """A row stands above another now, with a number of its new place."""
        row = self.rows[new_number] = self.rows.pop(number)
        self.rows[above].addprevious(row)
        self.write(new_number, NUMBER, new_number)

    def saved(self) -> bytes:
        out = BytesIO()
        self.file.save(out)
        return out.getvalue()

    def _cell(self, number: str, column: int) -> Any:
        return self.rows[number].tc_lst[column]


def _words(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t"))).strip()


def _write(paragraph: Any, words: str) -> None:
    """The words in the paragraph's first run, as a person types over them."""
    runs = paragraph.findall(qn("w:r"))
    for run in [*runs[1:], *paragraph.findall(qn("w:hyperlink"))]:
        paragraph.remove(run)
    run = runs[0] if runs else paragraph.add_r()
    for part in [each for each in run if each.tag != qn("w:rPr")]:
        run.remove(part)
    run.text = words

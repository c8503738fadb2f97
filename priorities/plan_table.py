"""The rows of the plan's table, as HTML.

Python and no templates: a page has six hundred cells, and with a template for each kind of them its
tables took more than twice as long (measured).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from django.template.defaultfilters import capfirst, linebreaksbr
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from boardplan.ui.templatetags.boardplan import badge, icon, rating_tag
from boardplan.ui.uk_dates import date_words, date_words_short
from priorities.document import Column, LeadName
from priorities.plan_page import ActionLine
from priorities.wording import MilestoneWords

Maker = Callable[[ActionLine], SafeString]
"""Makes what stands in one cell of an action's row."""

EMPTY = SafeString("")
PARAGRAPH, PARAGRAPH_END = SafeString('<p class="bp-cell-text">'), SafeString("</p>")
NOTE = SafeString('<p class="bp-muted bp-cell-text">')
STEPS, STEPS_END = SafeString('<ul class="bp-steps">'), SafeString("</ul>")
STEP, STEP_END = SafeString('<li class="bp-steps__item">'), SafeString("</li>\n")
NESTED_STEP = SafeString('<li class="bp-steps__item bp-steps__item--nested">')
WITHDRAWN = SafeString(' <span class="bp-muted">(withdrawn)</span>')


class PlanTable:
    """The rows of a plan's table, with the columns that its board prints."""

    def __init__(self, columns: Sequence[Column], board_slug: str) -> None:
        # Asked once: to work out an address takes as long as to make a cell.
        any_action = reverse("priorities:action-detail", args=[board_slug, 0])
        self.actions_address = any_action.removesuffix("0/")
        fields = {column.field for column in columns}
        header = "number" if "number" in fields else "text"
        makers: Mapping[str, Maker] = {
            "number": self._number,
            "text": _text if "number" in fields else self._linked_text,
            "leads": _leads,
            "milestones": _milestones,
            "timescale": _timescale,
            "outcomes": lambda line: _paragraphs(line.action.outcomes),
            "measures": lambda line: _paragraphs(item.text for item in line.action.measures),
            "resources": lambda line: _paragraphs(item.text for item in line.action.resources),
            "cost": _cost,
            "rating": _rating,
            "progress": lambda line: _paragraphs(line.action.progress),
            "evidence": self._evidence,
        }
        self.cells = [(*_around(column, header), makers[column.field]) for column in columns]
        self.has_progress = "progress" in fields

    def row(self, line: ActionLine) -> SafeString:
        """One action; its number heads the row, or its text where no numbers are printed."""
        mark = " bp-withdrawn" if line.action.withdrawn else ""
        start = f'<tr class="govuk-table__row{mark}" role="row" id="action-{line.pk:d}">'
        parts = [part for begin, end, make in self.cells for part in (begin, make(line), end)]
        return SafeString("".join((start, *parts, "</tr>\n")))

    def _number(self, line: ActionLine) -> SafeString:
        number = escape(line.action.number or "")
        if not line.pk:  # of a plan that was kept, and gone since
            return SafeString(f'<span class="bp-number">{number}</span>')
        return SafeString(
            f'<a class="govuk-link bp-number" href="{self._address(line)}">{number or "Open"}</a>'
        )

    def _linked_text(self, line: ActionLine) -> SafeString:
        """The text, whose first line leads to the action."""
        if not line.pk:
            return _text(line)
        first, *rest = line.action.text.splitlines() or [""]
        link = format_html(
            '<a class="govuk-link" href="{}">{}</a>', self._address(line), first or "Open"
        )
        others = (format_html("<br>{}", words) for words in rest)
        return _marked(line, _joined((link, *others)))

    def _address(self, line: ActionLine) -> str:
        return f"{self.actions_address}{line.pk}/"

    def _evidence(self, line: ActionLine) -> SafeString:
        """The evidence; where progress has no column of its own, the latest update too."""
        told, action = _paragraphs(line.evidence), line.action
        if self.has_progress or not action.progress:
            return told
        return format_html(
            '{}<p class="bp-cell-text"><strong>Latest update, {}:</strong></p>{}',
            told,
            date_words(action.last_update_on) if action.last_update_on else "",
            _paragraphs(action.progress),
        )


@lru_cache(maxsize=64)
def plan_table(columns: tuple[Column, ...], board_slug: str) -> PlanTable:
    """The rows' maker for a board's columns: the same one for every objective, and so kept."""
    return PlanTable(columns, board_slug)


def _around(column: Column, header: str) -> tuple[SafeString, SafeString]:
    """What begins and what ends a cell; below 640 pixels its heading stands beside it."""
    if column.field == header:
        start = '<th scope="row" role="rowheader" class="govuk-table__header" data-label="{}">'
        return format_html(start, column.heading), SafeString("</th>\n")
    start = '<td role="cell" class="govuk-table__cell" data-label="{}">'
    return format_html(start, column.heading), SafeString("</td>\n")


def _text(line: ActionLine) -> SafeString:
    return _marked(line, _lines(line.action.text))


def _marked(line: ActionLine, words: SafeString) -> SafeString:
    """The words of an action: struck and why where it was withdrawn, marked where it is hers;
    and where it was carried from.
    """
    action = line.action
    if action.withdrawn:
        words = format_html(
            '<s>{}</s><p class="bp-muted">Withdrawn {}: {}</p>',
            words,
            date_words(action.withdrawn.on),
            action.withdrawn.reason,
        )
    elif line.is_own:
        words = format_html("{} {}", words, badge("yours", "info"))
    if action.carried_from:
        return format_html('{}<p class="bp-muted">{}</p>', words, action.carried_from.words)
    return words


def _leads(line: ActionLine) -> SafeString:
    names = [(_lead(lead),) for lead in line.action.leads]
    if not names:
        return SafeString('<span class="bp-muted">No lead named</span>')
    return format_html_join(SafeString("<br>"), "{}", names)


def _lead(lead: LeadName) -> str:
    return format_html("<strong>{}</strong>", lead.name) if lead.accountable else lead.name


def _milestones(line: ActionLine) -> SafeString:
    if not line.milestones:
        return EMPTY
    items = _joined(
        part
        for step in line.milestones
        for part in (NESTED_STEP if step.is_nested else STEP, _step(step), STEP_END)
    )
    return _joined((STEPS, items, STEPS_END))


def _step(step: MilestoneWords) -> SafeString:
    text = _lines(step.text)
    if step.withdrawn:
        return format_html("<s>{}</s>{}", text, WITHDRAWN)
    if not step.state:
        return text
    state = escape(step.state)
    if step.is_complete:
        return SafeString(f'{text} <span class="bp-done">{icon("tick")}{state}</span>')
    return SafeString(f'{text} <span class="bp-muted">{state}</span>')


def _timescale(line: ActionLine) -> SafeString:
    return _lines(line.action.timescale.text) if line.action.timescale else EMPTY


def _cost(line: ActionLine) -> SafeString:
    cost = line.action.cost
    return EMPTY if cost is None else format_html("£{}", cost)


def _rating(line: ActionLine) -> SafeString:
    stands, rated_on = line.stands, line.action.rated_on
    rating: Any = stands.rating  # of a document, and so a frozen value
    notes = (
        capfirst(stands.disagreement) if stands.disagreement else "",
        date_words_short(rated_on) if rated_on else "",
    )
    overdue = SafeString(f" {badge('overdue')}") if stands.is_overdue else EMPTY
    told = (part for note in notes if note for part in (NOTE, _lines(note), PARAGRAPH_END))
    return _joined((_rating_tag(rating), overdue, *told))


@lru_cache(maxsize=64)
def _rating_tag(rating: Any) -> SafeString:
    """The tag of a rating; a page has as many different ones as the scheme has values."""
    return render_to_string("_components/rating_tag.html", rating_tag(rating))


def _paragraphs(texts: Iterable[str]) -> SafeString:
    return _joined(part for text in texts for part in (PARAGRAPH, _lines(text), PARAGRAPH_END))


def _joined(parts: Iterable[SafeString]) -> SafeString:
    """The parts one after the other; what is safe already is not looked through again."""
    return SafeString("".join(parts))


def _lines(text: str) -> SafeString:
    """The text, escaped, with its line breaks."""
    return linebreaksbr(text) if "\n" in text or "\r" in text else SafeString(escape(text))

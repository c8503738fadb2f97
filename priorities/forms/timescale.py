"""The part of a form that asks by when: words first, dates by hand where the words hold none."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django import forms

from boardplan.ui.forms import FreeTextField, UKDateField
from priorities.forms.plan_items import PlanItemForm
from priorities.models import Action, Milestone
from priorities.timescale import Timescale, parse
from priorities.timescale_dates import Found, find_dates
from priorities.timescale_words import PLAIN
from priorities.tree import Item

T = TypeVar("T")

NOTHING = Timescale("")


class TimescaleForm(PlanItemForm):
    """A form with a timescale. ``understood`` is what was made of it, None for none at all."""

    item: Action | Milestone

    timescale = FreeTextField(
        label="By when",
        rows=2,
        required=False,
        max_length=1_000,
        help_text="In words, as the plan prints them: by September 2027, quarterly, ongoing.",
    )
    starts_on = UKDateField(
        label="Starts on", required=False, help_text="Only where the words above hold no date."
    )
    due_on = UKDateField(
        label="Due on", required=False, help_text="Only where the words above hold no date."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.understood: Timescale | None = self.item.timescale

    def saved_words(self, item: Item) -> dict[str, Any]:
        """The words, and the dates only where the words do not say them already."""
        stored = _stored(item)
        said = self._read(stored.text)
        is_said = (stored.start, stored.due) == (said.start, said.due)
        return super().saved_words(item) | {
            "timescale": stored.text,
            "starts_on": None if is_said else stored.start,
            "due_on": None if is_said else stored.due,
        }

    def clean_timescale(self) -> str:
        """The words; refused where they name a day that the calendar lacks."""
        text: str = self.cleaned_data["timescale"]
        if "timescale" in self.changed_data and (words := no_date_in(text)):
            raise forms.ValidationError(
                f"“{words}” is not a date: there is no such day. Check the day and the month."
            )
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        asked = {"timescale", "starts_on", "due_on"}
        if not asked & set(self.errors) and asked & set(self.changed_data):
            self.understood = self._understand(
                cleaned["timescale"], cleaned["starts_on"], cleaned["due_on"]
            )
        return cleaned

    def changes(self) -> dict[str, Any]:
        return super().changes() | {"timescale": self.understood}

    def remarks(self) -> list[str]:
        return [*super().remarks(), *filter(None, [self.understood_words])]

    @property
    def understood_words(self) -> str:
        """What was understood of the timescale, to be read back; empty where there is none."""
        return f"Understood as: {in_words(self.understood)}." if self.understood else ""

    def _read(self, text: str) -> Timescale:
        return parse(text, period=(self.plan.period_start, self.plan.period_end))

    def _understand(
        self, text: str, start: dt.date | None, due: dt.date | None
    ) -> Timescale | None:
        said, stored = self._read(text), _stored(self.item)
        before = self._read(stored.text)
        if said.start or said.due:
            self._refuse_second_date(said, start, due)
            self._refuse_early("timescale", said.start or said.due)
            start, due = said.start, said.due
        else:
            self._refuse_early("starts_on", start)
            self._refuse_early("due_on", due)
            if start and due and due < start:
                self.add_error("due_on", f"This is before the start ({start:%-d %B %Y}).")
        result = Timescale(
            text,
            start,
            due,
            _carried(said.recurrence, before.recurrence, stored.recurrence),
            _carried(said.state, before.state, stored.state),
        )
        return None if result == NOTHING else result

    def _refuse_second_date(
        self, said: Timescale, start: dt.date | None, due: dt.date | None
    ) -> None:
        for name, date in (("starts_on", start), ("due_on", due)):
            if date:
                self.add_error(
                    name,
                    f"The words already say a date ({in_words(said)}). Clear this one, or take "
                    "the date out of the words.",
                )

    def _refuse_early(self, name: str, date: dt.date | None) -> None:
        begins = self.plan.period_start
        if date and date < begins:
            self.add_error(
                name,
                f"This means {date:%-d %B %Y}, which is before the plan begins "
                f"({begins:%-d %B %Y}). Check the year.",
            )


def no_date_in(text: str) -> str:
    """The first words that name a day which the calendar lacks (31 February); empty for none."""
    plain = text.translate(PLAIN)
    missing = (item for item in find_dates(plain) if not _is_in_calendar(item))
    return next((plain[item.begin : item.end] for item in missing), "")


def _is_in_calendar(found: Found) -> bool:
    """Whether its days exist: in its year, or in a leap year where it names none."""
    if found.unit != "day":
        return True
    year = found.year or 2000
    try:
        for month, day in (found.opening, found.closing):
            dt.date(year, month, day or 0)
    except ValueError:
        return False
    return True


def in_words(timescale: Timescale) -> str:
    """What a timescale means, without its own words: from 1 April 2027, due …, quarterly."""
    start, due = timescale.start, timescale.due
    parts = [
        f"on {start:%-d %B %Y}" if start and start == due else "",
        f"from {start:%-d %B %Y}" if start and start != due else "",
        f"due {due:%-d %B %Y}" if due and start != due else "",
        timescale.recurrence or "",
        timescale.state or "",
    ]
    return ", ".join(filter(None, parts)) or "no date"


def _stored(item: Any) -> Timescale:
    return item.timescale or NOTHING


def _carried(said: T | None, before: T | None, stored: T | None) -> T | None:
    """What the words say now, or what was stored from elsewhere where they say nothing new.

    A milestone that an accepted update ticked off stays complete when its words are mended.
    """
    came_from_elsewhere = stored != before
    return stored if came_from_elsewhere and said in {None, before} else said

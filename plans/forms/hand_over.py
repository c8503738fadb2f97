"""Who takes over a post or a chair, and from when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from boardplan.accounts.models import User
from boardplan.ui.uk_dates import date_words
from plans.access import Access
from plans.forms.bodies import WhyForm
from plans.forms.days import FirstDayField
from plans.services.bodies import AnyBody
from plans.services.handing_over import people_to_choose

NOBODY = "nobody"
AWAITED = "invited, has not come in yet"


def choice_words(person: User, *, begins: dt.date | None = None) -> str:
    """Somebody to choose, by name and address (two may share a name), and what to know of her.

    ``begins`` is the day from which she has a part in the board, where that is to come.
    """
    notes = [
        *([f"from {date_words(begins)}"] if begins else ()),
        *([AWAITED] if person.is_awaited else ()),
    ]
    return " – ".join([f"{person} ({person.email})", *notes])


class TakerField(forms.ChoiceField):
    """One of the people offered, or nobody for now: a User or None."""

    def offer(self, people: Iterable[User], *, today: dt.date) -> None:
        """Let these of ``people_to_choose`` be chosen."""
        self.people = {str(person.pk): person for person in people}
        self.choices = [
            ("", "Choose who takes over"),
            *((pk, _words(person, today)) for pk, person in self.people.items()),
            (NOBODY, "Nobody for now"),
        ]

    def clean(self, value: Any) -> User | None:
        """The person; None where nobody is to take over."""
        return self.people.get(super().clean(value))


def _words(person: User, today: dt.date) -> str:
    begins: dt.date = person.begins  # type: ignore[attr-defined]
    return choice_words(person, begins=begins if begins > today else None)


class HandOverForm(WhyForm):
    """Who takes over, from when on."""

    field_order = ("to", "starts_on", "why")

    to = TakerField(label="Who takes over?")
    starts_on = FirstDayField(label="From which day?")

    def __init__(self, *args: Any, body: AnyBody, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, revision=body.revision, **kwargs)
        people = people_to_choose(access.board, access.today)
        self.fields["to"].offer(people, today=access.today)  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = access.today

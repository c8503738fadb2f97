"""Who takes over a post or a chair, and from when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from boardplan.accounts.models import User
from boardplan.ui.forms import UKDateField
from plans.access import Access
from plans.forms.bodies import WhyForm
from plans.services.bodies import AnyBody
from plans.services.handing_over import people_to_choose

NOBODY = "nobody"


class TakerField(forms.ChoiceField):
    """One of the people offered, or nobody for now: a User or None."""

    def offer(self, people: Iterable[User]) -> None:
        """Let these people be chosen, by name and address: two may share a name."""
        self.people = {str(person.pk): person for person in people}
        self.choices = [
            ("", "Choose who takes over"),
            *((pk, f"{person} ({person.email})") for pk, person in self.people.items()),
            (NOBODY, "Nobody for now"),
        ]

    def clean(self, value: Any) -> User | None:
        """The person; None where nobody is to take over."""
        return self.people.get(super().clean(value))


class HandOverForm(WhyForm):
    """Who takes over, from when on."""

    field_order = ("to", "starts_on", "why")

    to = TakerField(label="Who takes over?")
    starts_on = UKDateField(label="From which day?")

    def __init__(self, *args: Any, body: AnyBody, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, revision=body.revision, **kwargs)
        self.fields["to"].offer(people_to_choose(access.board, access.today))  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = access.today

"""What a person types into one update: words that are found again, ticks, dates, a file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from tests.endurance.browser import Fields


@dataclass(frozen=True)
class Typed:
    """One person's words for one save; ``token`` stands in each and in no other's."""

    token: str
    step: str
    """The button: submit, draft or evidence; or autosave, which the page's script does."""
    rating: str
    ticks: tuple[int, ...] = ()
    moves: tuple[int, ...] = ()
    moves_action: bool = False
    days: int = 90
    """From today to the new dates."""

    @cached_property
    def texts(self) -> dict[str, str]:
        """Every text, by its field."""
        asked = {
            "progress": "Two of the schools are “trained” & three follow",
            "impact": "Heads ring us < 2 days after a worry; it’s new",
            "issue": "No room before spring",
            "evidence_statement": "Register of who came",
        }
        asked |= {f"why_{pk}": "The trainer is away" for pk in self.moves}
        if self.moves_action:
            asked["new_due_reason"] = "All of it waits for the room"
        return {name: f"{words} ({name} {self.token})" for name, words in asked.items()}

    @property
    def fields(self) -> Fields:
        """What is typed over the form as it was drawn."""
        fields = {"rating": self.rating, **self.texts}
        fields |= {f"done_{pk}": "on" for pk in self.ticks}
        due = f"{self.new_due_on.day}/{self.new_due_on.month}/{self.new_due_on.year}"
        fields |= {f"due_{pk}": due for pk in self.moves}
        if self.moves_action:
            fields["new_due_on"] = due
        if self.step != "autosave":
            fields["step"] = self.step
        return fields

    @property
    def file(self) -> bytes:
        return f"Register, {self.token}\n".encode()

    @property
    def new_due_on(self) -> dt.date:
        return timezone.localdate() + dt.timedelta(days=self.days)

"""What an update form in Word holds: its labels and boxes, and what came back in them. Pure."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

TITLE = "Your actions: how are they going?"
HOW_TO = (
    "Fill in the boxes on the right, as far as there is something to say; leave the rest empty. "
    "Then save this file and send it back as it is. No password is needed."
)
READERS = (
    "What you write is read by the whole board and, in its pack, the public. "
    "Name no child or family."
)
INTRODUCTION = (HOW_TO, READERS)
PLEASE = ", please leave this line"
BOARD, PERSON, ROUND, MADE, FORM = "Board", "For", "For the meeting", "Made on", "Form"
HEADS = (BOARD, PERSON, ROUND, MADE, FORM)
REFERENCE, ACTION, DUE, LAST = "Reference", "Action", "When", "Last said"
PRINTED = (ACTION, DUE, LAST)
"""The labels of what the form tells of an action; whoever fills it in leaves it as it is."""
RATING = "How is it going? Put an x between the brackets of one line"
BOXES: Mapping[str, str] = {
    "progress": "What has happened since the last update?",
    "issue": "What is in the way?",
    "impact": "What difference has it made?",
    "new_due_on": "New date, if it moves",
    "new_due_reason": "Why does the date move?",
    "evidence": "What shows it? (evidence)",
}
DATES = ("new_due_on", "new_due_reason")

_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DIGEST_LENGTH = 6


@dataclass(frozen=True, slots=True)
class FormAction:
    """One action of a form to be filled in. ``code`` tells it from all others, in this form alone.

    ``due`` and ``last_said`` are the words that are printed; ``asks_date`` says whether it has a
    date of its own that may move.
    """

    code: str
    number: str
    text: str
    due: str
    last_said: str
    asks_date: bool = True

    @property
    def printed(self) -> tuple[str, str, str]:
        """What stands beside the labels of PRINTED."""
        return f"{self.number} {self.text}".strip(), self.due, self.last_said

    @property
    def reference(self) -> str:
        """What stands beside the label of REFERENCE."""
        start = f"{self.number}-" if self.number else ""
        return f"{start}{self.code}-{digest(self.printed)}{PLEASE}"


@dataclass(frozen=True, slots=True)
class WordForm:
    """A form to be filled in. ``round`` is empty where none is open; ``made`` a day in words."""

    board: str
    person: str
    round: str
    made: str
    reference: str
    sentences: tuple[str, ...]
    """The ratings, by the sentence that says each."""
    actions: tuple[FormAction, ...]


@dataclass(frozen=True, slots=True)
class ReturnedAction:
    """One action of a form that came back, as it was filled in.

    ``called`` is what the form calls it; ``is_as_printed`` whether that, its date and its last
    words stand as they were printed. ``marked`` are the sentences of the ratings marked, ``boxes``
    the words in each box that holds any, ``odd`` words that belong to no box.
    """

    code: str
    called: str
    is_as_printed: bool = True
    printed: str = ""
    marked: tuple[str, ...] = ()
    boxes: Mapping[str, str] = field(default_factory=dict)
    odd: tuple[str, ...] = ()

    @property
    def is_filled_in(self) -> bool:
        return bool(self.marked or self.boxes or self.odd) or not self.is_as_printed


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """A form that came back. ``outside`` is what was written beside its tables."""

    reference: str
    actions: tuple[ReturnedAction, ...]
    outside: tuple[str, ...] = ()


def printable(text: str) -> str:
    """The text as XML can hold it: without control characters, lines ended by ``\\n``."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(text: str) -> str:
    """For comparing: without regard to blanks and lines, which programs change."""
    return " ".join(text.split())


def digest(printed: tuple[str, ...]) -> str:
    """Six letters and figures by which a change of what was printed is noticed."""
    words = "\n".join(plain(printable(text)) for text in printed)
    return base64.b32encode(hashlib.sha256(words.encode()).digest())[:_DIGEST_LENGTH].decode()

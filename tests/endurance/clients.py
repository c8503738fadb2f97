"""People who save updates one after the other, and remember what they were told."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections import deque
from dataclasses import dataclass, field
from http.client import HTTPException

from priorities.models import Action
from tests.endurance.board import MANAGERS, form_path
from tests.endurance.browser import Browser, Fields
from tests.endurance.record import parts_on_record
from tests.endurance.words import Typed

PLANS = (("submit",), ("draft", "submit"), ("evidence", "draft", "submit"))
"""The saves on one action: at most so many, and its submission the last."""
MILESTONES_PER_SAVE = 3
"""Two are ticked off, the third is moved."""


@dataclass
class Save:
    """One form sent: its words, and whether its sender was told that it is stored."""

    typed: Typed
    action_id: int
    accepts: bool
    fields: Fields = field(default_factory=dict, repr=False)
    """As the browser sent it; sent again after a kill, it is the same."""
    sent_at: float = 0.0
    seconds: float | None = None
    """From sending to the answer; None as long as there is none."""
    was_present: bool | None = None
    """Of one without an answer: whether a kill found it on record."""

    @property
    def is_acknowledged(self) -> bool:
        return self.seconds is not None

    def parts(self) -> dict[str, bool]:
        """What of it the database holds."""
        return parts_on_record(
            self.typed,
            action_id=self.action_id,
            form_key=self.fields["form_key"],
            accepts=self.accepts,
        )


@dataclass
class Chain:
    """The saves on one action, in their order."""

    action: Action
    milestones: list[int]
    steps: tuple[str, ...]
    saves: list[Save] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return len(self.saves) == len(self.steps) and self.saves[-1].is_acknowledged


class Client:
    """One person at one browser, saving without a pause until nobody answers."""

    def __init__(self, part: str, browser: Browser, rng: random.Random) -> None:
        self.part = part
        self.browser = browser
        self.rng = rng
        self.waiting: deque[Chain] = deque()
        self.chains: list[Chain] = []
        self.current: Chain | None = None
        self.refusals: list[str] = []
        self.is_sending = threading.Event()

    @property
    def accepts(self) -> bool:
        return self.part in MANAGERS

    @property
    def saves(self) -> list[Save]:
        return [save for chain in self.chains for save in chain.saves]

    def work(self) -> None:
        """Save until the server is gone, or the work is done."""
        try:
            while chain := self._chain():
                self._go_on(chain)
        except (OSError, HTTPException):
            pass  # Killed; what was sent and not answered has no ``seconds``.

    def finish(self) -> None:
        """Get an answer to what has none."""
        if self.current and self.current.saves and not self.current.saves[-1].is_acknowledged:
            self._send(self.current.saves[-1])

    def _chain(self) -> Chain | None:
        if self.current is None or self.current.is_done:
            self.current = self.waiting.popleft() if self.waiting else None
            if self.current:
                self.chains.append(self.current)
        return self.current

    def _go_on(self, chain: Chain) -> None:
        if chain.saves and not chain.saves[-1].is_acknowledged:
            # As a person does whose page did not load: the same form once more.
            self._send(chain.saves[-1])
            return
        answer = self.browser.get(form_path(chain.action.pk))
        form = answer.form("form_key")
        if form is None:
            self.refusals.append(f"No form for {self.part} on {chain.action} ({answer.status})")
            chain.steps = chain.steps[: len(chain.saves)]
            return
        save = Save(self._typed(chain), chain.action.pk, self.accepts)
        save.fields = form.fields | save.typed.fields
        chain.saves.append(save)
        self._send(save)

    def _typed(self, chain: Chain) -> Typed:
        place = len(chain.saves)
        first = place * MILESTONES_PER_SAVE
        one, two, third = chain.milestones[first : first + MILESTONES_PER_SAVE]
        step = chain.steps[place]
        return Typed(
            token=uuid.UUID(int=self.rng.getrandbits(128)).hex[:12],
            step=step,
            rating=self.rng.choice(["red", "amber", "green"]),
            ticks=(one, two),
            moves=(third,) if self.rng.random() < 0.5 else (),
            moves_action=step == "submit" and self.rng.random() < 0.5,
        )

    def _send(self, save: Save) -> None:
        path, files = form_path(save.action_id), {"evidence_file": save.typed.file}
        save.sent_at = time.monotonic()
        self.is_sending.set()
        try:
            answer = self.browser.post(path, save.fields, files)
        finally:
            self.is_sending.clear()
        save.seconds = time.monotonic() - save.sent_at
        if answer.status != 302:
            self.refusals.append(f"{self.part}: {save.typed.step} answered {answer.status}")

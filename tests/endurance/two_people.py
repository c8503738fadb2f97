"""Two people save one action at the same moment: nothing is lost, and the second is told."""

from __future__ import annotations

import random
import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from django.utils import timezone

from boardplan.accounts.models import User
from priorities.models import Action, Evidence, MilestoneReport, Update
from tests import factories as make
from tests.endurance import record
from tests.endurance.board import PEOPLE, ProofBoard, email_of, form_path, proof_board
from tests.endurance.browser import Answer, Browser, Fields
from tests.endurance.findings import Findings, say
from tests.endurance.server import PATIENCE, complaints, free_port, serving
from tests.endurance.words import Typed
from tests.factories import PASSWORD

STARTS = ("nothing", "accepted", "draft", "sent back")
"""What there is on the action when both open the form."""
STEPS = ("submit", "submit", "draft", "evidence", "autosave")


@dataclass
class Side:
    """One of the two: who, at which browser, with which words, and what she was answered."""

    part: str
    browser: Browser
    typed: Typed
    answer: Answer | None = None
    span: tuple[float, float] = (0.0, 0.0)

    @property
    def is_stored(self) -> bool:
        assert self.answer is not None
        if self.typed.step == "autosave":
            return self.answer.status == 200
        return self.answer.status == 302


class Round:
    """One action and two people who have both opened its form."""

    def __init__(self, action: Action, sides: tuple[Side, Side]) -> None:
        self.action = action
        self.sides = sides
        self.path = form_path(action.pk)

    def save_at_once(self) -> None:
        """Both send what they typed, in the same moment."""
        drawn = [self._drawn(side) for side in self.sides]
        barrier = threading.Barrier(2, timeout=PATIENCE)

        def save(side: Side, fields: Fields) -> None:
            barrier.wait()
            began = monotonic()
            side.answer = self._send(side, fields)
            side.span = (began, monotonic())

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(save, self.sides, drawn))

    @property
    def overlaps(self) -> bool:
        (a, b), (c, d) = (side.span for side in self.sides)
        return a < d and c < b

    def untold(self, first: Side, second: Side) -> list[str]:
        """What the second person's page keeps from her: her own words, or the other's."""
        answer = second.answer
        assert answer is not None
        if second.typed.step == "autosave" and answer.status == 409:
            # Her words stand in the page that sent them; theirs she sees when she loads it, or,
            # where they were accepted already, on the action's own page.
            pages = (self.path, self.path.removesuffix("update/"))
            told = answer.json["message"] + "".join(second.browser.get(p).words for p in pages)
            wanted = {"the message": "Load the page"}
        else:
            told = answer.words
            wanted = {f"her {name}": words for name, words in second.typed.texts.items()}
            if "Choose the file again" not in told:
                # A page cannot keep a file; it says so, or lists its name among her words.
                wanted["her file"] = "evidence_file.txt"
        wanted |= {f"the other’s {name}": words for name, words in first.typed.texts.items()}
        missing = [name for name, words in wanted.items() if words not in told]
        return missing + self._dropped(second, answer)

    def _dropped(self, second: Side, answer: Answer) -> list[str]:
        """What the form that is drawn again no longer holds of what was typed into it."""
        form = answer.form("form_key") if answer.status == 200 else None
        if form is None:
            return []
        typed = second.typed.fields
        return [
            f"{name} in the form"
            for name, value in typed.items()
            if name != "step" and form.fields.get(name) != value
        ]

    def send_again(self, second: Side) -> Answer:
        """What she does once she was told: her version after theirs, from the page she has."""
        assert second.answer is not None
        form = second.answer.form("form_key") if second.answer.status == 200 else None
        if form is not None:
            return self._send(second, form.fields | {"step": second.typed.step})
        page = second.browser.get(self.path)
        taking_back = page.form("/taking-back/")
        if taking_back is not None:
            second.browser.post(taking_back.action, taking_back.fields)
        return self._send(second, self._drawn(second))

    def lost(self) -> list[tuple[Side, str]]:
        """The texts of both that the record holds nowhere, neither now nor in its history."""
        return [
            (side, name)
            for side in self.sides
            for name, words in side.typed.texts.items()
            if not self._is_on_record(name, words)
        ]

    def _is_on_record(self, name: str, words: str) -> bool:
        said = Update.history.filter(action_id=self.action.pk)
        if name.startswith("why_"):
            reports = MilestoneReport.history.filter(milestone_id=name.removeprefix("why_"))
            return bool(reports.filter(reason=words).exists())
        if name == "evidence_statement":
            pieces = Evidence.objects.filter(action=self.action, statement=words)
            return bool(pieces or said.filter(evidence_draft__statement=words))
        return bool(said.filter(**{name: words}).exists())

    def _drawn(self, side: Side) -> Fields:
        """The form as it is drawn for her, with her words typed over it."""
        form = side.browser.get(self.path).form("form_key")
        if form is None:
            raise AssertionError(f"{side.part} is shown no form for {self.action}.")
        typed = side.typed
        undone = {f"done_{pk}" for pk in typed.moves}
        unmoved = {f"{name}_{pk}" for pk in typed.ticks for name in ("due", "why")}
        kept = {n: v for n, v in form.fields.items() if n not in undone | unmoved}
        return kept | typed.fields

    def _send(self, side: Side, fields: Fields) -> Answer:
        if side.typed.step == "autosave":
            return side.browser.post(self.path.replace("/update/", "/draft/"), fields)
        return side.browser.post(self.path, fields, {"evidence_file": side.typed.file})


class TwoPeopleProof:
    """The board, its people at their browsers, and what came of the rounds."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311  nothing secret hangs on it
        self.findings = Findings()
        self.board: ProofBoard = proof_board()
        self.port, self.log = free_port(), folder / "server.log"
        self.browsers = {part: Browser(self.port) for part in PEOPLE}
        self.counts: Counter[str] = Counter()
        self.words = 0

    def run(self, rounds: int) -> None:
        """All rounds at one server."""
        with serving(self.port, self.log):
            for part, browser in self.browsers.items():
                browser.sign_in(email_of(part), PASSWORD)
            for number in range(1, rounds + 1):
                self.round()
                if number % 50 == 0:
                    say(f"  {number} rounds: {dict(self.counts)}")
        self._sum_up(rounds)

    def round(self) -> None:
        """Two people, one action, one moment."""
        start = self.rng.choice(STARTS)
        action = self._action(start)
        milestones = [milestone.pk for milestone in action.milestones.all()]
        one, other = self.rng.sample(PEOPLE, 2)
        round_ = Round(action, (self._side(one, milestones), self._side(other, milestones)))
        round_.save_at_once()
        self.counts["overlapping"] += round_.overlaps
        self.words += sum(len(side.typed.texts) for side in round_.sides)
        steps = " and ".join(f"{side.part}’s {side.typed.step}" for side in round_.sides)
        self._judge(round_, f"{steps} on {start} ({action.number})")

    def _judge(self, round_: Round, what: str) -> None:
        """Whether one was taken and the other told, and nothing of either is lost."""
        broken = self.findings.broken
        stored = [side for side in round_.sides if side.is_stored]
        refused = [side for side in round_.sides if not side.is_stored]
        if len(stored) == 1:
            missing = round_.untold(stored[0], refused[0])
            self.counts["told" if not missing else "untold"] += 1
            broken += [f"Not shown: {name}. {what}" for name in missing]
            self._send_again(round_, refused[0], what)
        else:
            self.counts["untold"] += 1
            broken.append(f"{len(stored)} of the two were stored, and nobody was told: {what}")
        lost = [f"Lost: {side.part}’s {name}. {what}" for side, name in round_.lost()]
        self.counts["lost"] += len(lost)
        broken += lost

    def _send_again(self, round_: Round, side: Side, what: str) -> None:
        side.answer = round_.send_again(side)
        if side.is_stored:
            self.counts["sent again"] += 1
        else:
            words = f"{side.part} could not save after being told ({side.answer.status})"
            self.findings.broken.append(f"{words}: {what}")

    def _action(self, start: str) -> Action:
        """An action on which there is what ``start`` says."""
        action = self.board.action(milestones=2)
        now, amber = timezone.now(), self.board.ratings["amber"]
        author = User.objects.get(email=email_of("subgroup"))
        told = {"action": action, "author": author, "rating": amber, "at": now}
        if start == "accepted":
            make.update(is_accepted=True, **told)
        elif start == "draft":
            make.update(**told)
        elif start == "sent back":
            make.update(status="sent_back", question="By when?", submitted_at=now, **told)
        return action

    def _side(self, part: str, milestones: list[int]) -> Side:
        ticked, moved = self.rng.sample(milestones, 2)
        typed = Typed(
            token=uuid.UUID(int=self.rng.getrandbits(128)).hex[:12],
            step=self.rng.choice(STEPS),
            rating=self.rng.choice(["red", "amber", "green"]),
            ticks=(ticked,),
            moves=(moved,) if self.rng.random() < 0.5 else (),
            moves_action=self.rng.random() < 0.5,
        )
        return Side(part, self.browsers[part], typed)

    def _sum_up(self, rounds: int) -> None:
        broke, counts = self.findings.broke, self.counts
        self.findings.figures |= {
            "rounds in which both were at it at once": f"{counts['overlapping']} of {rounds}",
            "second people told": f"{counts['told']} of {rounds}",
            "second people not told, or not all": counts["untold"],
            "saved in their turn after being told": counts["sent again"],
            "texts typed": self.words,
            "texts lost": counts["lost"],
            "rows that disagree with their history": broke(record.history_mismatches()),
            "evidence without its file": broke(record.evidence_without_file()),
            "files without evidence (litter)": record.files_without_evidence(),
            "errors in the server's log": broke(complaints(self.log)),
            "deadlocks": broke(["deadlock"] * record.deadlocks()),
        }


def prove(folder: Path, rounds: int, seed: int) -> Findings:
    """Let two people save the same action so many times, and find what broke."""
    proof = TwoPeopleProof(folder, seed)
    proof.run(rounds)
    return proof.findings

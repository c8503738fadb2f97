"""kill -9 of the web processes while several people save: what was acknowledged is there whole."""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from priorities.models import Action, Evidence, Milestone, MilestoneReport, Update
from tests.endurance import record
from tests.endurance.board import PEOPLE, ProofBoard, email_of, proof_board
from tests.endurance.browser import Browser
from tests.endurance.clients import MILESTONES_PER_SAVE, PLANS, Chain, Client, Save
from tests.endurance.findings import Findings, say
from tests.endurance.server import PATIENCE, complaints, free_port, serving, wait_until
from tests.factories import PASSWORD

CHAINS_AHEAD = 12
"""For each person and round: more than she gets done."""
TRANSACTION = 0.08
"""Seconds that the transaction of a save takes, and a little more."""


class KillProof:
    """The board, its people at work, the server, and when it was killed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311  nothing secret hangs on it
        self.findings = Findings()
        self.board: ProofBoard = proof_board()
        self.port, self.log = free_port(), folder / "server.log"
        self.clients = [self._client(part) for part in PEOPLE]
        self.rounds = 0
        self.kills_in_flight = 0
        self.kills_in_writing = 0
        self.fates: Counter[str] = Counter()
        self.depths: list[float] = []
        """How far into the usual length of a save each kill found each save in flight."""

    def _client(self, part: str) -> Client:
        rng = random.Random(self.rng.random())  # noqa: S311
        return Client(part, Browser(self.port), rng)

    def round(self) -> None:
        """Start the server, let everybody save, kill it at some moment, look at the record."""
        self.rounds += 1
        self._lay_out_work()
        before = {id(save) for save in self._answered()}
        undisturbed = len(before) + self.rng.randint(4, 20)
        with ThreadPoolExecutor(len(self.clients)) as pool, serving(self.port, self.log) as server:
            self._sign_in()
            at_work = [pool.submit(client.work) for client in self.clients]
            wait_until(lambda: len(self._answered()) >= undisturbed, "Nobody saves.")
            self._wait_for_a_moment()
            self.kills_in_writing += record.is_somebody_writing()
            killed_at = server.kill()
        for work in at_work:
            work.result()
        # A killed server's transactions end when the database notices that it is gone.
        wait_until(lambda: not record.others_at_work(), "The database holds on to the dead.")
        self._look_at_unanswered(killed_at)
        fresh = [save for save in self._answered() if id(save) not in before]
        self.findings.broke(_not_whole(fresh))

    def finish(self) -> None:
        """Send once more what has no answer yet, and look at everything again."""
        with serving(self.port, self.log):
            for client in self.clients:
                client.finish()
        self._sum_up()

    def _lay_out_work(self) -> None:
        for client in self.clients:
            while len(client.waiting) < CHAINS_AHEAD:
                steps = client.rng.choice(PLANS)
                action = self.board.action(MILESTONES_PER_SAVE * len(steps))
                milestones = [milestone.pk for milestone in action.milestones.all()]
                client.waiting.append(Chain(action, milestones, steps))

    def _sign_in(self) -> None:
        """Everybody, once: sessions outlive the server."""
        for client in self.clients:
            if not client.browser.cookies:
                client.browser.sign_in(email_of(client.part), PASSWORD)

    def _wait_for_a_moment(self) -> None:
        """Until some moment of somebody's saving.

        Every other time one where it matters most: in a transaction, or just behind its end.
        """
        if self.rounds % 2:
            self.rng.choice(self.clients).is_sending.wait(PATIENCE)
            time.sleep(self.rng.uniform(0, self._usual_length()))
            return
        wait_until(record.is_somebody_writing, "Nobody writes.", pause=0.001)
        if self.rounds % 4:
            time.sleep(self.rng.uniform(0, TRANSACTION))
        else:
            wait_until(lambda: not record.is_somebody_writing(), "It lasts.", pause=0.001)

    def _usual_length(self) -> float:
        """Seconds from sending a save to its answer, as measured so far."""
        lengths = [save.seconds for save in self._answered() if save.seconds]
        return statistics.median(lengths) if lengths else 0.2

    def _look_at_unanswered(self, killed_at: float) -> None:
        usual = self._usual_length()
        unanswered = [save for save in self._saves() if not save.is_acknowledged]
        self.kills_in_flight += bool(unanswered)
        for save in unanswered:
            self.depths.append((killed_at - save.sent_at) / usual)
            parts = save.parts()
            fate = "whole" if all(parts.values()) else "half" if any(parts.values()) else "absent"
            self.fates[fate] += 1
            if save.was_present and fate != "whole":
                self.findings.broken.append(f"A save was there and is gone: {save.typed.token}")
            save.was_present = fate == "whole"
            if fate == "half":
                lacking = [name for name, is_there in parts.items() if not is_there]
                self.findings.broken.append(f"Half a save, without {lacking}: {save}")

    def _saves(self) -> Iterator[Save]:
        for client in self.clients:
            yield from client.saves

    def _answered(self) -> list[Save]:
        return [save for save in self._saves() if save.is_acknowledged]

    def _sum_up(self) -> None:
        broke, saves = self.findings.broke, self._answered()
        chains = [chain for client in self.clients for chain in client.chains]
        usual = self._usual_length()
        lost = broke(_not_whole(saves))
        refused = broke(words for client in self.clients for words in client.refusals)
        unexpected = broke(words for chain in chains for words in miscounted(chain))
        mismatches = broke(record.history_mismatches())
        gone = broke(record.evidence_without_file())
        errors = broke(complaints(self.log))
        self.findings.figures |= {
            "kills that fell into a save": f"{self.kills_in_flight} of {self.rounds}",
            "kills inside a transaction that writes": f"{self.kills_in_writing} of {self.rounds}",
            "saves acknowledged": len(saves),
            "usual length of a save": f"{usual * 1000:.0f} ms",
            "in flight when killed": sum(self.fates.values()),
            "  of these present whole": self.fates["whole"],
            "  of these absent whole": self.fates["absent"],
            "  half-saves": self.fates["half"],
            "  how far into a save": _spread(self.depths),
            "acknowledged and not whole on record": lost,
            "refused without cause": refused,
            "rows with other than one entry for each change": unexpected,
            "rows that disagree with their history": mismatches,
            "evidence without its file": gone,
            "files without evidence (litter)": record.files_without_evidence(),
            "errors in the server's log": errors,
            "deadlocks": broke(["deadlock"] * record.deadlocks()),
        }


def _not_whole(saves: list[Save]) -> Iterator[str]:
    for save in saves:
        lacking = [name for name, is_there in save.parts().items() if not is_there]
        if lacking:
            yield f"Acknowledged, and without {lacking}: {save}"


def miscounted(chain: Chain) -> Iterator[str]:
    """Rows of the chain's action with other than one revision and entry for each change."""
    if not chain.saves:
        return
    last = chain.saves[-1]
    is_accepted = chain.is_done and last.accepts and last.typed.step == "submit"
    update = Update.objects.get(action=chain.action)
    if update.progress != last.typed.texts["progress"]:
        yield f"{update} does not say what was saved last: {last}"
    said = [pk for save in chain.saves for pk in (*save.typed.ticks, *save.typed.moves)]
    reports = MilestoneReport.objects.filter(update=update)
    pieces = Evidence.objects.filter(update=update)
    if (len(reports), len(pieces)) != (len(said), len(chain.saves)):
        yield f"{update}: {len(reports)} reports, {len(pieces)} pieces of evidence"
    moved = is_accepted and last.typed.moves_action
    expected: list[tuple[Update | MilestoneReport | Evidence | Milestone | Action, int]] = [
        (update, len(chain.saves) + is_accepted),
        *((report, 1 + is_accepted) for report in reports),
        *((piece, 1) for piece in pieces),
        *((m, 1 + (is_accepted and m.pk in said)) for m in chain.action.milestones.all()),
        (Action.objects.get(pk=chain.action.pk), 1 + moved),
    ]
    for row, changes in expected:
        entries = row.history.count()
        if (row.revision, entries) != (changes, changes):
            yield f"{row!r}: {changes} changes, revision {row.revision}, {entries} entries"


def _spread(depths: list[float]) -> str:
    """How many kills fell into each fifth of the usual length of a save, and beyond it."""
    fifths = Counter(min(int(depth * 5), 5) for depth in depths)
    names = ("0–20 %", "20–40 %", "40–60 %", "60–80 %", "80–100 %", "longer")
    return ", ".join(f"{name}: {fifths[place]}" for place, name in enumerate(names))


def prove(folder: Path, rounds: int, seed: int) -> Findings:
    """Kill the server at as many moments, and find what broke."""
    proof = KillProof(folder, seed)
    for number in range(1, rounds + 1):
        proof.round()
        if number % 10 == 0:
            say(f"  {number} kills: {dict(proof.fates)}, broken: {len(proof.findings.broken)}")
    proof.finish()
    return proof.findings

"""kill -9 of the workers while they make a pack: never half a file, never two, made in the end."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf

from plans.models import Meeting
from reports.models import PackDraft, PackDraftFile
from reports.services.packs import pack_ask
from tests import factories as make
from tests.endurance import record
from tests.endurance.board import proof_board
from tests.endurance.findings import Findings, say
from tests.endurance.server import ROOT, wait_until

ACTIONS = 6
WORKERS = 2
"""So many at once: they must not make the same pack twice, nor after a kill."""


class Workers:
    """Some workers in process groups of their own."""

    def __init__(self, log: Path) -> None:
        with log.open("ab") as stream:
            self.processes = [
                subprocess.Popen(
                    [sys.executable, "-m", "tests.endurance.packs_worker"],
                    cwd=ROOT,
                    stdout=subprocess.PIPE,
                    stderr=stream,
                    start_new_session=True,
                )
                for _ in range(WORKERS)
            ]
        for process in self.processes:
            if process.stdout is None or process.stdout.readline() != b"ready\n":
                raise RuntimeError(f"A worker does not start; see {log}")

    def kill(self) -> None:
        """Kill them all, as a power cut would."""
        for process in self.processes:
            os.killpg(process.pid, signal.SIGKILL)
        for process in self.processes:
            process.wait()
            if process.stdout:
                process.stdout.close()


class PackProof:
    """A meeting whose agenda says which round it is, and the workers that make its pack."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311  nothing secret hangs on it
        self.findings = Findings()
        self.log = folder / "workers.log"
        board = proof_board()
        for _ in range(ACTIONS):
            board.action(3)
        self.meeting: Meeting = make.meeting(board=board.objective.priority.plan.board)
        self.rounds = 0
        self.usual = 1.0
        self.of_round: dict[str, int] = {}
        self.fates: Counter[str] = Counter()
        self.made = 0
        self.workers = Workers(self.log)

    def undisturbed(self) -> None:
        """How long a pack usually takes."""
        for _ in range(2):
            began = time.monotonic()
            self._change()
            self._wait_until_made()
            self.usual = time.monotonic() - began

    def round(self) -> None:
        """Change something, kill the workers at some moment of making, and let others go on."""
        self._change()
        self._wait_for_a_moment()
        self.workers.kill()
        wait_until(lambda: not record.others_at_work(), "The database holds on to the dead.")
        draft = PackDraft.objects.get(meeting=self.meeting)
        leased = draft.leased_until is not None
        self.fates["made" if draft.is_ready else "being made" if leased else "not begun"] += 1
        self.findings.broke(self._look())
        self.workers = Workers(self.log)
        self._wait_until_made()
        self.findings.broke(self._look(is_made=True))
        self.made += 1

    def _change(self) -> None:
        self.rounds += 1
        self.meeting.agenda = f"This is round {self.rounds}."
        self.meeting.record(by=None)
        draft = pack_ask(meeting=self.meeting, edition="members")
        self.of_round[draft.wanted] = self.rounds

    def _wait_for_a_moment(self) -> None:
        """Some moment of making; every third time the one of storing."""
        if self.rounds % 3 == 0:
            wait_until(self._is_begun, "Nobody makes it.", pause=0.002)
            time.sleep(self.usual * 0.6)
            patient_until = time.monotonic() + 2 * self.usual
            while time.monotonic() < patient_until and not record.is_somebody_writing():
                time.sleep(0.0005)
            return
        time.sleep(self.rng.uniform(0, self.usual * 1.1))

    def _is_begun(self) -> bool:
        return PackDraft.objects.filter(meeting=self.meeting, leased_until__isnull=False).exists()

    def _wait_until_made(self) -> None:
        wait_until(
            lambda: pack_ask(meeting=self.meeting, edition="members").is_ready,
            "It is not made.",
            pause=0.1,
        )

    def _look(self, *, is_made: bool = False) -> Iterator[str]:
        """What is wrong with what is stored."""
        drafts = list(PackDraft.objects.filter(meeting=self.meeting))
        files = list(PackDraftFile.objects.filter(draft__meeting=self.meeting))
        if (len(drafts), len(files) <= 1) != (1, True):
            yield f"Round {self.rounds}: {len(drafts)} drafts, {len(files)} files"
        for file in files:
            wanted = self.of_round.get(drafts[0].made_of)
            said = _words(bytes(file.data))
            if f"This is round {wanted}." not in said:
                yield f"Round {self.rounds}: the file is not of round {wanted}"
        if is_made and (not files or not drafts[0].is_ready):
            yield f"Round {self.rounds}: it was not made in the end"

    def finish(self) -> None:
        """Stop the workers and sum up."""
        self.workers.kill()
        self.findings.figures |= {
            "kills": self.fates.total(),
            "  before it was begun": self.fates["not begun"],
            "  while it was being made": self.fates["being made"],
            "  just after it was stored": self.fates["made"],
            "usual length of making": f"{self.usual:.2f} s",
            "packs made whole in the end": self.made,
        }


def _words(data: bytes) -> str:
    """The text of a PDF; of half a file, none."""
    try:
        pages = pypdf.PdfReader(BytesIO(data), strict=True).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)
    except (pypdf.errors.PyPdfError, ValueError):
        return ""


def prove(folder: Path, rounds: int, seed: int) -> Findings:
    """Kill the workers at as many moments, and find what broke."""
    proof = PackProof(folder, seed)
    try:
        proof.undisturbed()
        for number in range(1, rounds + 1):
            proof.round()
            if number % 5 == 0:
                say(f"  {number} kills: {dict(proof.fates)}")
    finally:
        proof.finish()
    return proof.findings

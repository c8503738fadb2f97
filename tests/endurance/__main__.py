"""``python -m tests.endurance``: run one proof, print what it found, exit 1 where it broke."""

from __future__ import annotations

import argparse
import importlib
import secrets
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from tests.endurance.findings import Findings, say
from tests.endurance.surroundings import surroundings

PROOFS = {
    "kill": "tests.endurance.kill",
    "packs": "tests.endurance.packs",
    "two-people": "tests.endurance.two_people",
}


def main() -> int:
    """Run the proof that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance", description=__doc__)
    parser.add_argument("proof", choices=PROOFS)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    given = parser.parse_args()
    # Whoever stops the proof stops its server too, and its database goes.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="endurance-"))
    with surroundings(folder):
        from django.db import connection  # noqa: PLC0415  not before the surroundings are there

        say(f"{given.proof}: {given.rounds} rounds on {connection.vendor}, --seed {given.seed}")
        # What the proof imports has models.
        proof = importlib.import_module(PROOFS[given.proof])
        findings: Findings = proof.prove(folder, given.rounds, given.seed)
    findings.tell()
    if findings.broken:
        say(f"The server's log is kept in {folder}")
        return 1
    shutil.rmtree(folder)
    return 0


sys.exit(main())

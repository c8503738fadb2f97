"""``python -m tests.proofs``: prints one of the proofs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator

from tests.priorities.importing.plans import PLANS
from tests.proofs import bad_files, comparing, counts, mutated, round_trips, speed, timescales
from tests.proofs.scratch import Scratch, scratch

IN_SCRATCH: dict[str, Callable[[Scratch], Iterator[str]]] = {
    "counts": counts.report,
    "timescales": timescales.report,
    "round-trips": round_trips.report,
}
ALONE: dict[str, Callable[[], Iterator[str]]] = {
    "mutated": mutated.report,
    "bad-files": bad_files.report,
    "speed": speed.report,
    "comparing": comparing.report,
}


def main() -> None:
    """Print the proof that is named; those of real plans end where the plans are not there."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofs", description=__doc__)
    parser.add_argument("proof", choices=[*IN_SCRATCH, *ALONE])
    proof = parser.parse_args().proof
    if proof not in {"bad-files", "speed", "comparing"} and not PLANS.is_dir():
        sys.exit("This proof reads the boards' real plans, and ../shared/plans is not there.")
    if proof in ALONE:
        _print(ALONE[proof]())
        return
    with scratch() as made:
        _print(IN_SCRATCH[proof](made))


def _print(parts: Iterator[str]) -> None:
    for part in parts:
        sys.stdout.write(f"{part}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

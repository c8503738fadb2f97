"""The proofs against the real server, in short."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).parents[2]


@pytest.mark.real_server
@pytest.mark.parametrize(
    ("proof", "rounds", "figure"),
    [
        ("kill", 2, r"saves acknowledged +[1-9]\d*\n"),
        ("packs", 3, r"packs made whole in the end +3\n"),
        ("two-people", 5, r"second people told +5 of 5\n"),
    ],
)
def test_proof_with_a_real_server_finds_nothing_broken(
    proof: str, rounds: int, figure: str
) -> None:
    if not Path(settings.STATIC_ROOT, "staticfiles.json").exists():
        pytest.skip("The real server needs its static files: ./dev setup collects them")

    run = subprocess.run(
        [sys.executable, "-m", "tests.endurance", proof, f"--rounds={rounds}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(figure, run.stdout), run.stdout

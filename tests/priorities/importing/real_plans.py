"""The three boards' real files, which lie beside the repository and not in it."""

from __future__ import annotations

from pathlib import Path

import pytest

PLANS = Path(__file__).parents[4] / "shared" / "plans"
BOARDS = ["medway", "merton", "milton_keynes"]


def plan_file(name: str) -> bytes:
    """A file's content; skips the test where the plans are not there."""
    path = PLANS / name
    if not path.is_file():
        pytest.skip("the boards' real plans are not beside the repository")
    return path.read_bytes()

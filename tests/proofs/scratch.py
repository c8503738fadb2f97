"""A scratch installation with the demonstration, and ``manage.py`` run in it as anybody would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from priorities.document import PlanDocument

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class DryRun:
    """What ``import_plan --dry-run --json`` printed: the plan read, and what it would change."""

    document: PlanDocument
    changes: list[dict[str, Any]]


@dataclass(frozen=True)
class Scratch:
    """An installation of its own in a temporary folder, which may be written in."""

    folder: Path

    def manage(self, *words: str | Path) -> str:
        """What a command prints; raises RuntimeError with its reason where it is not done."""
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, words)],
            cwd=ROOT,
            env=os.environ | self._surroundings(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"manage.py {words[0]}: {done.stderr.strip()}")
        return done.stdout

    def dry_run(self, file: Path, board: str, *, plan: str = "") -> DryRun:
        """Read a file as the board's current plan, or as the one named."""
        named = ("--plan", plan) if plan else ()
        printed = json.loads(
            self.manage("import_plan", file, "--board", board, *named, "--dry-run", "--json")
        )
        changes = printed.pop("changes", [])
        return DryRun(PlanDocument.from_json(printed), changes)

    def _surroundings(self) -> dict[str, str]:
        return {
            "ALLOWED_HOSTS": "localhost",
            "BOARDPLAN_ENV_FILE": os.devnull,
            "BOARDPLAN_HTTPS": "off",
            "DATABASE_URL": f"sqlite:///{self.folder}/scratch.sqlite3",
            "DEBUG": "off",
            "DJANGO_SETTINGS_MODULE": "boardplan.settings",
            "SECRET_KEY": "known to everyone, for proofs only",
        }


@contextmanager
def scratch() -> Iterator[Scratch]:
    """An installation with the three boards of the demonstration, for the time of the block."""
    with TemporaryDirectory(prefix="proofs") as folder:
        made = Scratch(Path(folder))
        made.manage("migrate", "-v0")
        made.manage("createcachetable")
        made.manage("loaddemo")
        yield made

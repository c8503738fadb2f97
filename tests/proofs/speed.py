"""How long reading takes as plans grow; run as a program it reads one file and prints its cost."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from priorities.document import BoardName
from priorities.importing.files import read_file
from priorities.importing.grid import Unreadable
from priorities.importing.reading import Setting, read_plan
from tests.priorities.importing.bad_files import plain_word
from tests.priorities.importing.making import cell, row, saved, table, workbook
from tests.priorities.importing.measuring import MEGABYTE, ROOT, peak_bytes
from tests.proofs.tables import table as printed

SIZES = (1_000, 2_000, 4_000, 8_000, 20_000)
PER_OBJECTIVE = 5
HEADINGS = ("No.", "Action", "Lead", "By when", "RAG", "Progress")
HEADS = ("file", "actions", "size", "file read", "plan read", "per 1,000", "memory", "came out")


def report(sizes: Sequence[int] = SIZES) -> Iterator[str]:
    """A line for each size as Word and as Excel; seconds are of the processor."""
    for kind, make in (("docx", as_word), ("xlsx", as_excel)):
        yield printed(HEADS, [_row(kind, size, make(lines(size))) for size in sizes])


def lines(size: int) -> list[list[str]]:
    """The rows of a plan of so many actions, none like another."""
    made: list[list[str]] = []
    for number in range(size):
        objective, place = divmod(number, PER_OBJECTIVE)
        if place == 0:
            made.append([f"Objective {objective + 1}: Children of ward {objective + 1} are heard"])
        month = ("March", "June", "September", "December")[number % 4]
        made.append(
            [
                f"{objective + 1}.{place + 1}",
                f"Ask the {number}th school what became of its {number * 7} referrals",
                f"Sub-group {number % 40}",
                f"{month} {2026 + number % 3}",
                ("Red", "Amber", "Green")[number % 3],
                f"Report {number} was read, and {number * 3} replies came",
            ]
        )
    return made


def as_word(plan: list[list[str]]) -> bytes:
    wide = f'<w:gridSpan w:val="{len(HEADINGS)}"/>'
    rows = [row(*HEADINGS)]
    rows += [row(*line) if len(line) > 1 else row(cell(line[0], wide)) for line in plan]
    return plain_word(table(*rows))


def as_excel(plan: list[list[str]]) -> bytes:
    book = workbook([HEADINGS, *plan])
    for number, line in enumerate(plan, start=2):
        if len(line) == 1:
            book.active.merge_cells(f"A{number}:F{number}")
    return saved(book)


def _row(kind: str, size: int, data: bytes) -> tuple[object, ...]:
    with TemporaryDirectory(prefix="proofs") as folder:
        path = Path(folder) / f"plan.{kind}"
        path.write_bytes(data)
        words = [sys.executable, "-m", "tests.proofs.speed", str(path)]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    cost = json.loads(done.stdout)
    return (
        kind,
        f"{size:6,}",
        f"{len(data) / MEGABYTE:5.2f} MB",
        f"{cost['file']:5.2f} s",
        f"{cost['plan']:5.2f} s",
        f"{(cost['file'] + cost['plan']) / size * 1000:5.2f} s",
        f"{cost['peak'] / MEGABYTE:4.0f} MB",
        cost["outcome"],
    )


def main(path: Path) -> None:
    """Read the file, then the plan, and print what each took as JSON."""
    data, begin = path.read_bytes(), time.process_time()
    cost: dict[str, float | str] = {"plan": 0.0}
    try:
        source = read_file(data, path.name)
        cost["file"] = time.process_time() - begin
        begin = time.process_time()
        plan = read_plan(source, Setting(BoardName("board", "Board"))).document
        cost["plan"] = time.process_time() - begin
        cost["outcome"] = f"{len(plan.actions):,} actions, {len(plan.findings):,} findings"
    except Unreadable as refused:
        cost |= {"file": time.process_time() - begin, "outcome": str(refused)}
    sys.stdout.write(json.dumps(cost | {"peak": peak_bytes()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

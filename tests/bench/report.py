"""The figures as tables of plain text, and how they stand to their limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.bench.documents import Cost
from tests.bench.figures import exponent
from tests.bench.memory import Memory
from tests.bench.pages import Timing
from tests.bench.year import Packs, Year

Timings = Mapping[int, Mapping[str, Timing]]
"""By the number of actions, then by the page's name."""

LIMITED, LARGE = 500, 5000
MEDIANS = {"plan page": 75, "action page": 50, "update saved": 35}
"""Milliseconds, with 500 actions."""
GROWTH = 0.1
"""The exponent from 500 to 5,000 actions."""
PDF_CPU, PDF_PEAK = 15, 300
SMALL_PACK_CPU, PACK_CPU, PACK_PEAK, BUTTON, SLOWER = 3, 15, 300, 100, 1.5
"""Seconds for 37 and for 500 actions, MB, milliseconds, times as slow."""
COMPARE_SECONDS, OWED_QUERIES, QUEUE_SECONDS = 1, 5, 2
MEMORY_GROWTH = 5
"""Percent: what the memory of one and the same run differs by anyway."""


@dataclass(frozen=True)
class Limit:
    """A figure, and what it must not exceed."""

    name: str
    figure: float
    limit: float
    unit: str

    @property
    def is_met(self) -> bool:
        return self.figure <= self.limit


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns set apart by two spaces; the first one is words, the others are figures."""
    lines = [headings, *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(headings))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def timing_table(timings: Timings) -> str:
    """What each page takes at each size."""
    headings = (
        *("Page", "actions", "median ms", "95 % ms"),
        *("CPU server ms", "CPU database ms", "requests/s at 8"),
    )
    return table(
        headings,
        (
            (name, f"{actions:,}", *(f"{figure:.1f}" for figure in _figures(timing)))
            for name in MEDIANS
            for actions, timings_there in timings.items()
            for timing in (timings_there[name],)
        ),
    )


def _figures(timing: Timing) -> tuple[float, ...]:
    return (
        *(timing.median, timing.p95),
        *(timing.server_cpu, timing.database_cpu, timing.per_second),
    )


def growth_table(timings: Timings) -> str:
    """The power of the number of actions that each page's time and CPU grow with."""
    sizes = list(timings)
    steps = list(pairwise(sizes))
    headings = ["Page", *(f"{kind} {a:,}→{b:,}" for a, b in steps for kind in ("median", "CPU"))]
    rows = []
    for name in MEDIANS:
        row = [name]
        for small, large in steps:
            one, other = timings[small][name], timings[large][name]
            row.append(f"{exponent((small, one.median), (large, other.median)):.2f}")
            row.append(f"{exponent((small, one.cpu), (large, other.cpu)):.2f}")
        rows.append(row)
    return table(headings, rows)


def cost_table(costs: Mapping[str, Mapping[int, Cost]], starting: Cost) -> str:
    """What each document takes at each size, the start of its command included."""
    rows = [
        (name, f"{actions:,}", *_cost_figures(cost))
        for name, by_size in costs.items()
        for actions, cost in by_size.items()
    ]
    rows.append(("(the start alone)", "", *_cost_figures(starting)))
    headings = ("Document", "actions", "CPU s", "CPU database s", "peak MB", "file MB")
    return table(headings, rows)


def _cost_figures(cost: Cost) -> tuple[str, ...]:
    return (
        *(f"{cost.cpu:.2f}", f"{cost.database_cpu:.2f}", f"{cost.peak:.0f}"),
        f"{cost.size:.2f}" if cost.size else "",
    )


def memory_table(memories: Mapping[int, Mapping[str, Memory]]) -> str:
    """A worker's memory by the number of boards."""
    rows = [
        (name, str(boards), f"{memory.peak:.1f}", f"{memory.after:.1f}")
        for boards, pages in memories.items()
        for name, memory in pages.items()
    ]
    return table(("Page", "boards", "peak MB", "afterwards MB (PSS)"), sorted(rows))


def year_text(year: Year, packs: Packs) -> str:
    """What the year's parts took, a line each."""
    costs = (
        f"A fresh pack of {actions} actions: {cost.cpu:.2f} s CPU beyond an idle turn, "
        f"{cost.database_cpu:.2f} s of the database, peak {cost.peak:.0f} MB."
        for actions, cost in packs.costs.items()
    )
    return "\n".join(
        (
            f"Who owes what among 200 people: {year.owed_queries} queries, {year.owed:.0f} ms.",
            f"{year.queued} reminders queued in {year.queue_seconds:.2f} s.",
            f"Versions of 1,000 actions: {year.changes} changes in {year.compare_seconds:.2f} s.",
            *costs,
            f"The pack's button, nothing changed since: {packs.button:.1f} ms.",
            f"The plan page of {LIMITED} actions alone: {packs.page_alone:.1f} ms.",
            f"The same while a pack is made: {packs.page_meanwhile:.1f} ms.",
        )
    )


def year_limits(year: Year, packs: Packs) -> list[Limit]:
    """Every limit of the board's year."""
    small, large = min(packs.costs), max(packs.costs)
    slower = packs.page_meanwhile / packs.page_alone
    return [
        Limit("who owes what, 200 people", year.owed_queries, OWED_QUERIES, "queries"),
        Limit("200 reminders queued", year.queue_seconds, QUEUE_SECONDS, "s"),
        Limit("two versions of 1,000 actions compared", year.compare_seconds, COMPARE_SECONDS, "s"),
        Limit(f"pack of {small} actions, CPU", packs.costs[small].cpu, SMALL_PACK_CPU, "s"),
        Limit(f"pack of {large} actions, CPU", packs.costs[large].cpu, PACK_CPU, "s"),
        Limit(f"pack of {large} actions, peak", packs.costs[large].peak, PACK_PEAK, "MB"),
        Limit("pack's button, nothing changed since", packs.button, BUTTON, "ms"),
        Limit("plan page while a pack is made", slower, SLOWER, "times"),
    ]


def limits(
    timings: Timings,
    pdf: Mapping[int, Cost],
    memories: Mapping[int, Mapping[str, Memory]],
) -> list[Limit]:
    """Every limit whose figures were measured."""
    found = [
        Limit(f"{name}, {LIMITED} actions, median", timings[LIMITED][name].median, most, "ms")
        for name, most in MEDIANS.items()
    ]
    if LARGE in timings:
        found += [
            Limit(f"{name}, growth {LIMITED}→{LARGE:,}", _growth(timings, name), GROWTH, "")
            for name in MEDIANS
        ]
    if LIMITED in pdf:
        found.append(Limit(f"PDF, {LIMITED} actions, CPU", pdf[LIMITED].cpu, PDF_CPU, "s"))
        found.append(Limit(f"PDF, {LIMITED} actions, peak", pdf[LIMITED].peak, PDF_PEAK, "MB"))
    few, many = min(memories), max(memories)
    for name, memory in memories[few].items():
        more = 100 * (memories[many][name].peak / memory.peak - 1)
        words = f"{name}, memory with {many} boards instead of {few}"
        found.append(Limit(words, more, MEMORY_GROWTH, "% more"))
    return found


def _growth(timings: Timings, name: str) -> float:
    return exponent((LIMITED, timings[LIMITED][name].median), (LARGE, timings[LARGE][name].median))


def limit_table(found: Iterable[Limit]) -> str:
    """Each limit, and whether it is met."""
    return table(
        ("Limit", "measured", "at most", ""),
        (
            (
                each.name,
                f"{each.figure:.4g} {each.unit}".strip(),
                f"{each.limit:g} {each.unit}".strip(),
                "met" if each.is_met else "NOT met",
            )
            for each in found
        ),
    )

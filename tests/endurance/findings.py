"""What a proof found: its figures, and whatever broke."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field


def say(line: str = "") -> None:
    """Print a line at once, so that a log can be followed."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@dataclass
class Findings:
    """The figures by their names, and what broke, each with its words."""

    figures: dict[str, object] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def broke(self, found: Iterable[str]) -> int:
        """Keep what broke; how much it was."""
        found = list(found)
        self.broken += found
        return len(found)

    def tell(self) -> None:
        """Print everything."""
        width = max(map(len, self.figures), default=0)
        for name, figure in self.figures.items():
            say(f"  {name:<{width}}  {figure}")
        for words in self.broken[:50]:
            say(f"BROKEN: {words}")
        if len(self.broken) > 50:
            say(f"… and {len(self.broken) - 50} more")
        say("Broken." if self.broken else "Nothing broke.")

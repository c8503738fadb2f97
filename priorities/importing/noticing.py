"""What a reader of files notices: one list of findings, with the place it has come to."""

from __future__ import annotations

from dataclasses import dataclass, field

from priorities.document import Finding

WARNING = "warning"
NOTE = "note"


@dataclass
class Notices:
    """``where`` is where the reader is, in people's words.

    A kind of thing that may stand in a hundred places (deleted words, pictures) is gathered, and
    becomes one finding whose text lists the places.
    """

    where: str = ""
    found: list[Finding] = field(default_factory=list)
    _gathered: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, what: str, text: str = "", *, severity: str = WARNING, where: str = "") -> None:
        self.found.append(Finding(severity, where or self.where, what, text))

    def gather(self, what: str, text: str = "", *, severity: str = WARNING) -> None:
        self._gathered.setdefault((severity, what), []).append((self.where, text))

    def findings(self) -> tuple[Finding, ...]:
        """All findings, each of the same words once."""
        gathered = [
            Finding(severity, self._places(cases), what, self._listed(cases))
            for (severity, what), cases in self._gathered.items()
        ]
        return tuple(dict.fromkeys([*self.found, *gathered]))

    @staticmethod
    def _places(cases: list[tuple[str, str]]) -> str:
        places = list(dict.fromkeys(where for where, _ in cases))
        if len(places) > 2:
            return f"{places[0]} and {len(places) - 1} other places"
        return " and ".join(places)

    @staticmethod
    def _listed(cases: list[tuple[str, str]]) -> str:
        places = {where for where, _ in cases}
        lines = [text if len(places) == 1 else f"{where}: {text}" for where, text in cases if text]
        return "\n".join(lines)

"""What the checks found, told in plain words to whoever looks after the installation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.checks import CheckMessage

NO_HTTPS = (
    "Pages are not kept to HTTPS.",
    (
        "What people type could be read by others. Set BOARDPLAN_HTTPS=on once the server is "
        "reached by https."
    ),
)
DEBUGGING = (
    "The server shows its insides when an error happens.",
    "Set DEBUG=off: it is for developers.",
)
WORDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        ("security.W004", "security.W005", "security.W008", "security.W012", "security.W016"),
        NO_HTTPS,
    ),
    "security.W009": (
        "The secret key is short or easy to guess.",
        (
            "Sessions are signed with it. Set SECRET_KEY to at least 50 letters and digits made at "
            "random. Everybody is signed out once."
        ),
    ),
    "security.W018": DEBUGGING,
    "security.W020": (
        "The server does not know its own address.",
        (
            "Set ALLOWED_HOSTS to the name by which people reach it, for example "
            "boardplan.council.example."
        ),
    ),
    "security.W021": (
        "Browsers that were never here may try without HTTPS first.",
        "This is a choice: do nothing, unless the whole domain is reached by https only.",
    ),
}
"""By the number of a check of Django's: what it found, and what to do. Our own speak plainly."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the installation wants: what it is, what to do, and the checks behind it."""

    what: str
    todo: str
    checks: tuple[str, ...]

    @property
    def numbers(self) -> str:
        """The checks, to look them up or to report them by."""
        return ", ".join(self.checks)


def findings(found: Iterable[CheckMessage]) -> list[Finding]:
    """Each thing that is wanted once, ours first; several checks may be about one of them."""
    told: dict[tuple[str, str], list[str]] = {}
    for each in sorted(found, key=_ours_first):
        words = WORDS.get(str(each.id), (str(each.msg), str(each.hint or "")))
        told.setdefault(words, []).append(str(each.id))
    return [Finding(what, todo, tuple(checks)) for (what, todo), checks in told.items()]


def _ours_first(each: CheckMessage) -> tuple[bool, str]:
    return not str(each.id).startswith("boardplan."), str(each.id)

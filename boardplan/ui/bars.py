"""The parts of a rating bar: how many of each rating, and where each part lies."""

from collections.abc import Iterable
from dataclasses import dataclass

from boardplan.ui.tones import RatingLike, rating_tone

# A narrower part, in percent, has no room for its letter and number.
MIN_LABELLED = 9


@dataclass(frozen=True)
class BarPart:
    """One rating of a bar; `start` and `width` are percentages of the whole."""

    rating: RatingLike | None
    tone: str
    count: int
    start: float
    width: float

    @property
    def x(self) -> str:
        """The left edge, as SVG writes it."""
        return f"{self.start:.2f}%"

    @property
    def w(self) -> str:
        """The width, as SVG writes it."""
        return f"{self.width:.2f}%"

    @property
    def middle(self) -> str:
        """Where its text is centred."""
        return f"{self.start + self.width / 2:.2f}%"

    @property
    def text(self) -> str:
        """Letter and number, or nothing where they would not fit."""
        if self.width < MIN_LABELLED:
            return ""
        letter = self.rating.letter if self.rating else ""
        return f"{letter} {self.count}".strip()

    @property
    def label(self) -> str:
        """The rating's label."""
        return self.rating.label if self.rating else "Not yet rated"


def bar_parts(counts: Iterable[tuple[RatingLike | None, int]]) -> tuple[BarPart, ...]:
    """The parts of a bar in the order given, without those that count nothing."""
    pairs = [(rating, count) for rating, count in counts if count > 0]
    total = sum(count for _, count in pairs)
    parts: list[BarPart] = []
    before = 0
    for rating, count in pairs:
        start, width = 100 * before / total, 100 * count / total
        parts.append(BarPart(rating, rating_tone(rating), count, start, width))
        before += count
    return tuple(parts)

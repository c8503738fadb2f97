"""The arithmetic of measurements: medians, percentiles, how a figure grows. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that ``percent`` of all values do not exceed (nearest rank).

    Raises ValueError where there are no values, or for a percentage outside 0 to 100.
    """
    if not values:
        raise ValueError("There are no values.")
    if not 0 < percent <= 100:
        raise ValueError(f"{percent} is not a percentage above 0.")
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]


def exponent(small: tuple[float, float], large: tuple[float, float]) -> float:
    """The power of its size that a figure grows with, from two pairs of size and figure.

    0: not at all; 1: in step with the size; 2: with its square. Raises ValueError unless the
    sizes differ and all four are above 0.
    """
    if min(*small, *large) <= 0 or small[0] == large[0]:
        raise ValueError(f"No growth can be told from {small} to {large}.")
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])

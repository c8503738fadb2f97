"""How alike two texts are, and which texts of many are worth asking about. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import pairwise
from math import log
from typing import Final

# Half of what two texts say, by weight, is the same: they are one text, re-worded.
ALIKE: Final = 0.5
# Less than a quarter is the same: they are two texts, and only a number may still join them.
UNLIKE: Final = 0.25
# A text is looked up by its rarest features. A feature that more texts than this have tells
# nothing, and only those that share most are weighed: so the work grows with the number of texts
# and not with its square.
LOOKED_UP: Final = 16
TOO_COMMON: Final = 60
WEIGHED: Final = 5

Words = tuple[str, ...]
Feature = str | tuple[str, str]

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words_of(text: str | None) -> Words:
    """The words of a text as they are compared: without case, blanks and punctuation."""
    return tuple(word.replace("’", "'") for word in _WORD.findall((text or "").casefold()))


class Likeness:
    """Two lists of texts, each text the words of it, asked by their indexes.

    ``weights`` gives the weight of each word, see ``weights_of``. ``weighed`` counts the
    likenesses that were reckoned.
    """

    def __init__(
        self, before: Sequence[Words], after: Sequence[Words], weights: Mapping[str, float]
    ) -> None:
        self.weighed = 0
        self._sides = before, after
        self._before = [Counter(words) for words in before]
        self._after = [Counter(words) for words in after]
        self._weight = weights
        self._before_total = [self._total(words) for words in self._before]
        self._after_total = [self._total(words) for words in self._after]

    def of(self, before: int, after: int) -> float:
        """From 0 (no word in common) to 1 (the same words): the share of words in common.

        A word counts the less the more texts have it (Dice's coefficient, weighted), so that
        "Review the policy" and "Review the training" are unlike in a plan that reviews much.
        Two texts without words are the same.
        """
        self.weighed += 1
        whole = self._before_total[before] + self._after_total[after]
        shared = self._total(self._before[before] & self._after[after])
        return 2 * shared / whole if whole else 1.0

    def near(self) -> set[tuple[int, int]]:
        """The pairs (before, after) that may be alike: of each text, those that share most."""
        before, after = self._sides
        in_before, in_after = _Index(before), _Index(after)
        near = {(i, j) for i, words in enumerate(before) for j in in_after.near(words, i)}
        return near | {(i, j) for j, words in enumerate(after) for i in in_before.near(words, j)}

    def _total(self, words: Counter[str]) -> float:
        return sum(self._weight[word] * times for word, times in words.items())


class _Index:
    """Texts by their features: their words, and each two words that follow each other."""

    def __init__(self, texts: Sequence[Words]) -> None:
        self._bearers: dict[Feature, list[int]] = defaultdict(list)
        for index, words in enumerate(texts):
            for feature in _features(words):
                self._bearers[feature].append(index)

    def near(self, words: Words, position: int) -> list[int]:
        """The texts that share most of the rarest features; of equals, those nearest."""
        known = (self._bearers.get(feature, ()) for feature in _features(words))
        rare = sorted((b for b in known if 0 < len(b) <= TOO_COMMON), key=len)
        shared: Counter[int] = Counter()
        for bearers in rare[:LOOKED_UP]:
            shared.update(bearers)
        return nsmallest(WEIGHED, shared, key=lambda i: (-shared[i], abs(i - position)))


def _features(words: Words) -> dict[Feature, None]:
    """Once each, in their order, which a set would not keep."""
    return dict.fromkeys((*words, *pairwise(words)))


def weights_of(before: Iterable[Words], after: Iterable[Words]) -> dict[str, float]:
    """1 for a word that one text of a side has, the less the more have it: 0.3 for ten."""
    bearers: Counter[str] = Counter()
    for side in (before, after):
        bearers |= Counter(word for words in side for word in set(words))
    return {word: 1 / (1 + log(count)) for word, count in bearers.items()}

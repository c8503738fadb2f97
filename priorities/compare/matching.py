"""Who is whose partner, of the items of one level: by key, then number, then likeness. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from priorities.compare.likeness import ALIKE, UNLIKE, Likeness, Words, weights_of

# Where an item stands: the index of its priority, then of its objective in that, its action in
# that, its milestone in that; as many as its level is deep.
Place = tuple[int, ...]

# What is added to the likeness (0 to 1) of two items. The same number outweighs a better likeness
# elsewhere unless that is better by more than this: a re-worded action keeps its partner, and one
# whose number went to other words is found under its new number.
SAME_NUMBER: Final = 0.25
# Decides where numbers or words are the same below several objectives.
SAME_PARENT: Final = 0.1
# The bearers of one number are weighed each against each up to so many pairs. A number that more
# bear is hardly a number, and likeness decides.
WEIGHED_BEARERS: Final = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What an item is known by. ``number`` is empty where none is printed.

    ``size`` is how many actions stand below it.
    """

    place: Place
    words: Words
    key: str | None = None
    number: str = ""
    is_live: bool = True
    size: int = 0

    @property
    def is_nameless(self) -> bool:
        """Whether it has neither number nor words, as branches have that no plan prints."""
        return not self.number and not self.words


Pair = tuple[Entry, Entry]
Label = Callable[[Entry], Hashable]  # what falls together; an empty one is none


class Candidate(NamedTuple):
    """A pair that may be, as it is sorted: the best first, ties by nearness of position."""

    worse: float
    is_other_state: bool
    apart: int
    together: int
    before: int
    after: int


class Matcher:
    """Pairs the items of one level, given in printed order.

    ``parents`` are the pairs of the level above. ``is_one_record``: both sides are of one
    database, where two keys are two items whatever their numbers and words. ``pairs`` grows;
    ``before`` and ``after`` are those without a partner yet; ``weighed`` counts the likenesses
    that were reckoned.
    """

    def __init__(
        self,
        before: Iterable[Entry],
        after: Iterable[Entry],
        *,
        parents: Mapping[Place, Place],
        is_one_record: bool,
    ) -> None:
        self.parents, self.is_one_record = parents, is_one_record
        self.pairs: dict[Place, Place] = {}
        self.weighed = 0
        self.before, self.after = list(before), list(after)
        self._repeated = _repeated(self.before) | _repeated(self.after)
        self._texts = [e.words for e in self.before], [e.words for e in self.after]
        self.pair(self._of_one_key())
        self.pair(self.in_order(self._all_before, self._all_after))
        self.pair(self._most_alike(self.before, self.after))
        self.pair(self.in_order(self._number_before, self._number_after))
        self.pair(self.in_order(_words, _words))

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        """Of the words of all items, those with partners too: what is common is no likeness."""
        return weights_of(*self._texts)

    def may_pair(self, before: Entry, after: Entry) -> bool:
        """Whether nothing forbids the pair: they are not two rows of one record."""
        both_known = bool(before.key and after.key)
        return not (self.is_one_record and both_known and before.key != after.key)

    def pair(self, pairs: Iterable[Pair]) -> None:
        """Make partners of these, each of which is free."""
        self.pairs.update({one.place: other.place for one, other in pairs})
        taken = set(self.pairs.values())
        self.before = [entry for entry in self.before if entry.place not in self.pairs]
        self.after = [entry for entry in self.after if entry.place not in taken]

    def _of_one_key(self) -> list[Pair]:
        """By key. One that appears twice on a side tells nothing but which may be alike."""
        pairs: list[Pair] = []
        for one, other in _groups(self.before, self.after, _key, _key):
            if len(one) == len(other) == 1:
                pairs.append((one[0], other[0]))
            else:
                pairs += self._most_alike(one, other)
        return pairs

    def in_order(self, label_before: Label, label_after: Label) -> Iterator[Pair]:
        """Pairs of those of one label as they stand; not of the withdrawn with what is new."""
        for one, other in _groups(self.before, self.after, label_before, label_after):
            free = list(other)
            for entry in one:
                fit = (e for e in free if e.is_live == entry.is_live and self.may_pair(entry, e))
                if partner := next(fit, None):
                    free.remove(partner)
                    yield entry, partner

    def _all_before(self, entry: Entry) -> Hashable:
        """Number, words and place in the tree: nothing is more alike than what shares all."""
        return entry.words and (entry.number, entry.words, self.parents.get(entry.place[:-1]))

    def _all_after(self, entry: Entry) -> Hashable:
        return entry.words and (entry.number, entry.words, entry.place[:-1])

    def _number_before(self, entry: Entry) -> Hashable:
        """A number that appears twice on a side says nothing but among siblings."""
        parent = self.parents.get(entry.place[:-1]) if entry.number in self._repeated else None
        return entry.number and (entry.number, parent)

    def _number_after(self, entry: Entry) -> Hashable:
        parent = entry.place[:-1] if entry.number in self._repeated else None
        return entry.number and (entry.number, parent)

    def _most_alike(self, before: Sequence[Entry], after: Sequence[Entry]) -> list[Pair]:
        """Pairs of those that are alike, or have one number and are not unlike; the best first."""
        return best(self._candidates(before, after), before, after)

    def _candidates(self, before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[Candidate]:
        if not (before and after):
            return
        likeness = Likeness([e.words for e in before], [e.words for e in after], self._weights)
        for i, j in likeness.near() | _of_one_number(before, after):
            one, other = before[i], after[j]
            is_other_state = one.is_live != other.is_live
            are_siblings = self.parents.get(one.place[:-1]) == other.place[:-1]
            tells = are_siblings or one.number not in self._repeated
            has_number = tells and bool(one.number) and one.number == other.number
            alike = likeness.of(i, j)
            enough = UNLIKE if has_number and not is_other_state else ALIKE
            if alike >= enough and self.may_pair(one, other):
                bonus = has_number * SAME_NUMBER + are_siblings * SAME_PARENT
                yield Candidate(-alike - bonus, is_other_state, abs(i - j), i + j, i, j)
        self.weighed += likeness.weighed


def best(
    candidates: Iterable[Candidate], before: Sequence[Entry], after: Sequence[Entry]
) -> list[Pair]:
    """Pairs of the candidates, the best first, each item once."""
    pairs: list[Pair] = []
    taken_before: set[int] = set()
    taken_after: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in taken_before and j not in taken_after:
            taken_before.add(i)
            taken_after.add(j)
            pairs.append((before[i], after[j]))
    return pairs


def _key(entry: Entry) -> Hashable:
    return entry.key


def _number(entry: Entry) -> Hashable:
    return entry.number


def _words(entry: Entry) -> Hashable:
    return entry.words


def _repeated(entries: Iterable[Entry]) -> set[str]:
    """The numbers that appear twice."""
    return {number for number, times in Counter(e.number for e in entries).items() if times > 1}


def _groups(
    before: Iterable[Entry],
    after: Iterable[Entry],
    label_before: Label,
    label_after: Label,
) -> Iterator[tuple[list[Entry], list[Entry]]]:
    """Those of each label that both sides have, in order; an empty label is none."""
    ours: dict[Hashable, list[Entry]] = defaultdict(list)
    theirs: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in before:
        ours[label_before(entry)].append(entry)
    for entry in after:
        theirs[label_after(entry)].append(entry)
    return ((ours[label], theirs[label]) for label in ours if label and label in theirs)


def _of_one_number(before: Sequence[Entry], after: Sequence[Entry]) -> set[tuple[int, int]]:
    """The pairs of indexes whose numbers are the same, of numbers that few bear."""
    places = {id(entry): i for side in (before, after) for i, entry in enumerate(side)}
    return {
        (places[id(one)], places[id(other)])
        for ones, others in _groups(before, after, _number, _number)
        if len(ones) * len(others) <= WEIGHED_BEARERS
        for one in ones
        for other in others
    }

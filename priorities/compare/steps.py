"""Partners for the milestones of two actions that are partners. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from priorities.compare.matching import Entry, Matcher
from priorities.compare.undated import undated_words
from priorities.document import Milestone


def match_milestones(
    before: Sequence[Milestone], after: Sequence[Milestone], *, is_one_record: bool
) -> tuple[dict[int, int], int]:
    """Partners by their indexes, and how many likenesses were reckoned.

    By key, then by the likeness of their words without dates; position decides ties.
    """
    if len(before) == len(after) and all(map(_is_same, before, after)):
        return {index: index for index in range(len(before))}, 0
    matcher = Matcher(
        _entries(before), _entries(after), parents={(): ()}, is_one_record=is_one_record
    )
    return {one[0]: other[0] for one, other in matcher.pairs.items()}, matcher.weighed


def _is_same(before: Milestone, after: Milestone) -> bool:
    """Whether nothing need be weighed, as in most actions."""
    is_same_key = before.key == after.key or not (before.key and after.key)
    is_live = before.withdrawn is None, after.withdrawn is None
    return is_same_key and before.text == after.text and is_live[0] == is_live[1]


def _entries(milestones: Sequence[Milestone]) -> Iterator[Entry]:
    for index, step in enumerate(milestones):
        words = undated_words(step.text)
        yield Entry((index,), words, key=step.key, is_live=step.withdrawn is None)

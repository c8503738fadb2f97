"""The columns that a page or a pack prints beyond those of the board's own layout."""

from __future__ import annotations

from priorities.document import Column


def with_rating(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns; where none is the rating's, with one at the end, in the last one's group.

    A board that shades its plan by hand may print no column for it. Whoever follows how a plan
    goes needs one.
    """
    if not columns or any(column.field == "rating" for column in columns):
        return columns
    return (*columns, Column("rating", "Rating", columns[-1].group))

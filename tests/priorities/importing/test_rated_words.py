"""Columns that hold a rating and words beside it."""

from __future__ import annotations

import pytest

from priorities.document import Action
from priorities.importing.vocabulary import said_beside_rating
from tests.priorities.importing.gridding import Place, cell, read, table

RED, AMBER, GREEN = "#ff0000", "#ffc000", "#00b050"


def of(heading: str, place: Place) -> Action:
    found = read(table(["Action", "Lead", "By when", heading], ["Ask", "Chair", "May 2024", place]))
    (action,) = found.document.actions
    assert [f.text for f in found.document.findings if f.severity == "warning"] == []
    return action


@pytest.mark.parametrize(
    "heading",
    [
        "Progress and RAG",
        "RAG and progress",
        "Status / comments",
        "Comments (RAG)",
        "BRAG & update",
    ],
)
@pytest.mark.parametrize(
    ("place", "rating", "progress"),
    [
        (cell("Late", shade=RED), "red", ("Late",)),
        (cell("All is in place", shade=GREEN), "green", ("All is in place",)),
        (cell("", shade=AMBER), "amber", ()),
        ("Amber\nTwo posts are empty", "amber", ("Two posts are empty",)),
        ("Amber – two posts are empty", "amber", ("Amber – two posts are empty",)),
        ("G", "green", ()),
        ("Complete", "green", ("Complete",)),
        ("Complete\nSent in May", "green", ("Complete", "Sent in May")),
        (cell("Completed: two of five", shade=AMBER), "amber", ("Completed: two of five",)),
        ("Two of five are done", None, ("Two of five are done",)),
        ("Not yet rated", None, ()),
        ("", None, ()),
    ],
)
def test_rating_and_progress_of_one_cell(
    heading: str, place: Place, rating: str | None, progress: tuple[str, ...]
) -> None:
    action = of(heading, place)

    assert (action.rating, action.progress) == (rating, progress)


def test_rating_beside_evidence() -> None:
    action = of("Evidence and RAG", cell("Audit of May", shade=GREEN))

    assert (action.rating, [item.text for item in action.evidence]) == ("green", ["Audit of May"])


@pytest.mark.parametrize(
    ("heading", "beside"),
    [
        ("RAG", None),
        ("Progress", None),
        ("Progress RAG", None),
        ("Progress and evidence", None),
        ("RAG status and comments", "progress"),
    ],
)
def test_what_a_heading_holds_beside_ratings(heading: str, beside: str | None) -> None:
    assert said_beside_rating(heading) == beside

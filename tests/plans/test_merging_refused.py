"""Mergers that are refused, and undoings: what is wrong is said, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from boardplan.audit.models import StaleRevision
from plans.models import Agency, Group, Lead
from tests import factories as make
from tests.conftest import Cast, Leads
from tests.plans.mergers import learning, merge, state, undo


def assert_refused(cast: Cast, body: Any, into: Any, says: str) -> None:
    """Nothing is written, and what is wrong is said."""
    tables = state(Group, Agency, Lead)

    with pytest.raises(ValidationError, match=says):
        merge(cast, body, into)

    assert state(Group, Agency, Lead) == tables


def test_group_is_not_merged_into_itself(cast: Cast, quality: Group) -> None:
    assert_refused(cast, quality, quality, "cannot be merged into itself")


def test_group_is_not_merged_across_boards(cast: Cast, quality: Group) -> None:
    assert_refused(cast, quality, make.group(board=cast.other_board), "not on this board's list")


def test_group_is_not_merged_into_an_agency(cast: Cast, quality: Group, leads: Leads) -> None:
    assert_refused(cast, quality, leads.agency.agency, "not on this board's list")


def test_group_is_not_merged_twice(cast: Cast, leads: Leads, quality: Group) -> None:
    merge(cast, quality, learning(leads))

    assert_refused(cast, quality, leads.board.group, "was merged into “Learning sub-group” already")


def test_group_is_not_merged_into_what_was_merged_into_it(
    cast: Cast, leads: Leads, quality: Group
) -> None:
    merge(cast, quality, learning(leads))

    assert_refused(cast, learning(leads), quality, "merged into “Learning sub-group” itself")


def test_group_is_not_merged_into_a_circle_of_three(
    cast: Cast, leads: Leads, quality: Group
) -> None:
    other = make.group(board=cast.board, name="Third group")
    merge(cast, quality, learning(leads))
    merge(cast, learning(leads), other)

    assert_refused(cast, other, quality, "merged into “Third group” itself")


def test_group_merged_into_what_was_merged_is_shown_the_successor(
    cast: Cast, leads: Leads, quality: Group
) -> None:
    merge(cast, quality, learning(leads))

    assert_refused(cast, make.group(board=cast.board), quality, "Choose “Learning sub-group”")


def test_board_itself_is_merged_into_nothing(cast: Cast, leads: Leads, quality: Group) -> None:
    assert_refused(cast, leads.board.group, quality, "is the board itself")


@pytest.mark.parametrize(("body", "into"), [("subgroup", "board"), ("post", "agency")])
def test_leads_of_groups_and_agencies_are_not_merged_on_their_own(
    cast: Cast, leads: Leads, body: str, into: str
) -> None:
    assert_refused(cast, getattr(leads, body), getattr(leads, into), "A post is merged into")


def test_merger_whose_lead_would_take_a_name_that_is_taken_writes_nothing(
    cast: Cast, leads: Leads, quality: Group
) -> None:
    make.lead(board=cast.board, name="quality SUB-group")

    assert_refused(cast, learning(leads), quality, "is the name of another lead")


def test_merger_of_a_group_changed_meanwhile_is_refused(cast: Cast, quality: Group) -> None:
    other = make.group(board=cast.board)
    quality.record(by=cast.deputy)

    with pytest.raises(StaleRevision):
        merge(cast, quality, other, revision=1)


def test_undoing_what_was_not_merged_is_refused(cast: Cast, quality: Group) -> None:
    with pytest.raises(ValidationError, match="not merged into another"):
        undo(cast, quality)


def test_undoing_the_merger_of_a_groups_lead_alone_is_refused(
    cast: Cast, leads: Leads, quality: Group
) -> None:
    merge(cast, learning(leads), quality)

    with pytest.raises(ValidationError, match="A post is merged into"):
        undo(cast, leads.subgroup)

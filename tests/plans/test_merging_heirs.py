"""What a merged group or agency is printed as: the other one itself, never a third body."""

from __future__ import annotations

import pytest

from plans.bodies import Work, work_of
from plans.models import Agency, Group, LeadKind
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.plans.mergers import learning, merge, names


def test_agency_merged_is_printed_as_the_other_agency_not_as_a_part_of_it(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    council: Agency = make.agency(board=cast.board, name="Council")
    part = make.lead(board=cast.board, name="Public Health", kind="agency", agency=council)

    merge(cast, leads.agency.agency, council)

    assert names(rows)["1.1.1"][1] == ("Council", False)
    assert not part.predecessors.exists()


@pytest.mark.parametrize("known_as", ["POLICE FORCE", "PF", "The Force"])
def test_merger_uses_the_lead_under_another_name_of_the_agency(
    cast: Cast, leads: Leads, known_as: str
) -> None:
    force: Agency = make.agency(
        board=cast.board, name="Police force", short_name="PF", aliases=["the force"]
    )
    heir = make.lead(board=cast.board, name=known_as, kind="agency", agency=force)

    merge(cast, leads.agency.agency, force)

    leads.agency.refresh_from_db()
    assert leads.agency.current == heir


def test_group_merged_into_the_board_is_led_by_the_board_itself(cast: Cast, leads: Leads) -> None:
    board = make.lead(board=cast.board, name="Board (as a body)", kind=LeadKind.BOARD)

    merge(cast, learning(leads), leads.board.group)

    leads.subgroup.refresh_from_db()
    assert leads.subgroup.current == board


def test_work_of_the_board_is_that_of_its_lead_and_of_what_was_merged_into_it(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    access = cast.access(cast.manager)
    make.lead(board=cast.board, name="Board (as a body)", kind=LeadKind.BOARD)
    assert work_of(Group, access)[leads.board.group_id or 0] == Work(actions=1)

    merge(cast, learning(leads), leads.board.group)

    assert work_of(Group, access) == {leads.board.group_id: Work(actions=3, drafts=1)}

"""What several tests of people, bodies and the set-up pages start from."""

import pytest
from django.test import Client

from plans.models import Group
from tests import factories as make
from tests.boardplan.accounts.signing_in import give_app
from tests.conftest import Cast, ClientOf, Leads
from tests.plans.setting_up import SECRET, Elsewhere


@pytest.fixture
def quality(cast: Cast) -> Group:
    """A group of board A that leads nothing yet."""
    group: Group = make.group(board=cast.board, name="Quality sub-group")
    return group


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    """The browser of board A's manager."""
    return client_of(cast.manager)


@pytest.fixture
def administrator(cast: Cast, client_of: ClientOf) -> Client:
    """The browser of somebody who looks after the whole installation, by an app."""
    person = make.user(email="it@council.example", is_superuser=True)
    give_app(person)
    return client_of(person)


@pytest.fixture
def elsewhere(cast: Cast, leads: Leads) -> Elsewhere:
    """One body of each sort at board B."""
    board = cast.other_board
    return Elsewhere(
        agency=make.agency(board=board, name=SECRET),
        group=make.group(board=board, name=SECRET),
        lead=make.lead(board=board, name=SECRET),
    )

"""What several tests of people and bodies start from."""

import pytest

from plans.models import Group
from tests import factories as make
from tests.conftest import Cast


@pytest.fixture
def quality(cast: Cast) -> Group:
    """A group of board A that leads nothing yet."""
    group: Group = make.group(board=cast.board, name="Quality sub-group")
    return group

"""Plans of boards that nobody here has seen are read as a careful reader reads them."""

import pytest

from priorities.document import BoardName
from priorities.importing.files import read_file
from priorities.importing.homes import share
from priorities.importing.reading import Setting, read_plan
from tests.priorities.importing.unseen import Unseen, outline
from tests.priorities.importing.unseen_adults import ADULTS
from tests.priorities.importing.unseen_children import CHILDREN
from tests.priorities.importing.unseen_dirt import DIRT
from tests.priorities.importing.unseen_flat import FLATS
from tests.priorities.importing.unseen_odd import ODD
from tests.priorities.importing.unseen_regions import REGIONS
from tests.priorities.importing.unseen_sheets import SHEETS
from tests.priorities.importing.unseen_strands import STRANDS

PLANS = [*CHILDREN, *STRANDS, *REGIONS, *FLATS, *ADULTS, *SHEETS, *ODD, *DIRT]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_unseen_plan_is_read_as_a_careful_reader_reads_it(plan: Unseen) -> None:
    source = read_file(plan.make(), plan.file)

    found = read_plan(source, Setting(BoardName("board", plan.board))).document

    assert outline(found).split("\n") == plan.outline.split("\n")
    told, lines = share(source, found)
    assert told == lines
    noted = "\n".join(finding.text for finding in found.findings)
    assert all(words in noted for words in plan.findings)

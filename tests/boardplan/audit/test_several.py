"""Several rows recorded in one go: as if each had been recorded alone."""

from pytest_django import DjangoAssertNumQueries

from boardplan.audit.several import record_all
from priorities.models import Milestone
from tests import factories as make
from tests.conftest import Cast, SmallPlan
from tests.factories import TODAY


def test_rows_are_saved_with_who_when_and_each_its_own_reason(cast: Cast, rows: SmallPlan) -> None:
    changed, added = rows.dated, Milestone(action=rows.led, text="New step", position=9)
    changed.state = "complete"

    record_all([(changed, "Done"), (added, "Thought of late")], by=cast.manager)

    for row, reason, kind, revision in (
        (changed, "Done", "~", 2),
        (added, "Thought of late", "+", 1),
    ):
        stored = Milestone.objects.get(pk=row.pk)
        told = stored.history.latest()
        assert (stored.text, stored.state, stored.revision) == (row.text, row.state, revision)
        assert (told.text, told.state, told.revision) == (row.text, row.state, revision)
        assert (told.history_user, told.history_change_reason) == (cast.manager, reason)
        assert (told.history_type, told.history_date.date()) == (kind, TODAY)
        assert stored.history.count() == revision


def test_nothing_to_record_asks_the_database_for_nothing(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        record_all([], by=cast.manager)


def test_one_row_recorded_among_several_looks_like_one_recorded_alone(
    cast: Cast, rows: SmallPlan
) -> None:
    alone = make.milestone(action=rows.led, text="Step")
    among = make.milestone(action=rows.led, text="Step")
    for row in (alone, among):
        row.text = "Step, re-worded"
    alone.record(by=cast.manager, reason="Clearer")

    record_all([(among, "Clearer")], by=cast.manager)

    passing = {"id", "key", "history_id", "history_date"}
    left, right = (
        {k: v for k, v in row.history.values().latest().items() if k not in passing}
        for row in (alone, among)
    )
    assert left == right

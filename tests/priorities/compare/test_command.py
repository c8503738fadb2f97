"""``manage.py compare``: what changed, in words or as JSON, or one line that says why not."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
import time_machine
from django.core.management import CommandError, call_command

from boardplan.audit.models import Event
from plans.lead_names import same_lead
from plans.services.renaming import body_rename
from priorities.compare import read_changes
from priorities.services.versions import version_issue
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.plans.mergers import learning, merge

Compare = Callable[..., str]


@pytest.fixture
def compare(capsys: pytest.CaptureFixture[str]) -> Compare:
    """Runs the command for board A and gives what it printed."""

    def compare(before: str, after: str, *more: str) -> str:
        call_command("compare", "--board", "a", before, after, *more)
        return capsys.readouterr().out

    return compare


def test_compare_of_a_day_with_itself_says_that_nothing_changed(
    rows: SmallPlan, compare: Compare
) -> None:
    assert compare("now", "NOW ") == "Nothing changed.\n"


def test_compare_says_what_changed_since_a_day(
    rows: SmallPlan, compare: Compare, clock: time_machine.Traveller
) -> None:
    clock.shift(dt.timedelta(days=1))
    rows.led.text = "Train two lead workers in each school"
    rows.led.record(by=None, reason="Clearer")

    text = compare("25/11/2026", "now")

    assert text.startswith("Re-worded: 1\n  1.1.1: text: ")
    assert "{+" in text


def test_compare_as_json_is_that_of_the_contract(rows: SmallPlan, compare: Compare) -> None:
    listed = read_changes(json.loads(compare("2026-04-01", "now", "--json")))

    assert (listed.from_, listed.to) == ("2026-04-01", "now")
    assert "re-rated" in {change.kind for change in listed.changes}


def test_compare_backwards_has_as_many_changes(rows: SmallPlan, compare: Compare) -> None:
    there, back = (
        read_changes(json.loads(compare(*days, "--json"))).changes
        for days in (("1/4/2026", "now"), ("now", "1/4/2026"))
    )

    assert len(there) == len(back) > 0


def test_compare_says_a_renamed_lead_once(
    cast: Cast, rows: SmallPlan, leads: Leads, compare: Compare, clock: time_machine.Traveller
) -> None:
    clock.shift(dt.timedelta(days=1))
    group = learning(leads)
    body_rename(body=group, name="Workforce group", revision=group.revision, by=cast.manager)

    text = compare("25/11/2026", "now")

    assert text == "Lead changed: 1\n  Plan: leads: Learning sub-group → Workforce group\n"


def test_names_of_renamed_and_merged_leads_are_those_of_one(cast: Cast, leads: Leads) -> None:
    other = make.group(board=cast.board, name="Audit group")
    make.lead(board=cast.board, name="Audit group", kind="group", group=other)
    group = learning(leads)
    body_rename(body=group, name="Workforce group", revision=group.revision, by=cast.manager)
    merge(cast, other, group)

    is_same = same_lead(cast.board)

    assert is_same("Learning sub-group", "WORKFORCE  group")
    assert is_same("Audit group", "Workforce group")
    assert not is_same("Police", "Workforce group")
    assert not is_same("Nobody knows", "Nobody at all")


def test_whole_number_is_a_version(rows: SmallPlan, cast: Cast, compare: Compare) -> None:
    given = {"label": "", "dated_on": dt.date(2026, 11, 25), "note": "First", "by": cast.manager}
    version_issue(plan=rows.plan, number=8, **given)  # type: ignore[arg-type]
    rows.led.text = "Train two lead workers in each school"
    rows.led.record(by=None, reason="Clearer")

    listed = read_changes(json.loads(compare("8", "now", "--json")))

    assert (listed.from_, listed.to) == ("8", "now")
    assert [(change.kind, change.number) for change in listed.changes] == [("re-worded", "1.1.1")]
    with pytest.raises(CommandError, match=r"9: .* has no version 9\. There are: 8\."):
        compare("9", "now")


def test_compare_is_recorded_as_something_that_went_out(rows: SmallPlan, compare: Compare) -> None:
    compare("now", "now")

    assert Event.objects.latest("pk").detail == {"plan": rows.plan.pk, "form": "changes"}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (("--board", "nowhere", "now", "now"), "There is no board “nowhere”."),
        (("--board", "a", "--plan", "none", "now", "now"), "Board A has no plan “none”."),
        (
            ("--board", "a", "8", "now"),
            "8: Business plan 2026 to 2029 has no version 8. None is issued yet.",
        ),
        (
            ("--board", "a", "now", "9"),
            "9: Business plan 2026 to 2029 has no version 9. None is issued yet.",
        ),
        (("--board", "a", "yesterday", "now"), "yesterday: Write the date with day"),
        (("--board", "a", "now", "31/2/2026"), "31/2/2026: 31 February 2026 is not a date."),
        (("--board", "a", "now", "26/11/2026"), "26/11/2026: 26 November 2026 is still to come"),
        (
            ("--board", "a", "31/3/2026", "now"),
            "31/3/2026: Nothing is on record of 31 March 2026. The record begins on",
        ),
    ],
)
def test_compare_that_cannot_be_made_says_why_in_one_line(
    rows: SmallPlan, given: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("compare", *given)

    assert str(refused.value).startswith(reason)
    assert "\n" not in str(refused.value)

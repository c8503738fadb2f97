"""Names in imported files, by the same rules as everywhere."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from boardplan.audit.models import Event
from plans.models import Group, Lead
from tests import factories as make
from tests.conftest import Cast, Leads
from tests.plans.mergers import learning, merge
from tests.plans.setting_up import confirm, group, lines, preview, refused


def test_names_that_are_taken_are_refused_at_their_rows(manager: Client, cast: Cast) -> None:
    make.group(board=cast.board, name="Quality", aliases=["Audit"])
    rows = [group("QUALITY"), group("audit"), group("New"), group("NEW")]

    wrong = refused(preview(manager, Group, lines(rows)))

    assert {number: set(errors) for number, errors in wrong.items()} == {
        1: {"name"},
        2: {"name"},
        4: {"name"},
    }
    assert "earlier name of “Quality”" in wrong[2]["name"][0]


def test_imported_groups_are_on_record(manager: Client, cast: Cast) -> None:
    confirm(manager, Group, preview(manager, Group, lines([group("New"), group("Newer")])))

    told = Event.objects.filter(kind="people changed", user_id=cast.manager.pk, board="a")
    assert {event.detail["group"] for event in told} == {
        row.pk for row in Group.objects.filter(name__startswith="New")
    }


def test_preview_leaves_nothing_on_record(manager: Client, cast: Cast) -> None:
    preview(manager, Group, lines([group("New")]))

    assert not Event.objects.filter(kind="people changed").exists()


@pytest.mark.parametrize(("kind", "is_refused"), [("panel", True), ("sub-group", False)])
def test_what_was_merged_stays_what_it_was(
    kind: str, is_refused: bool, manager: Client, cast: Cast, leads: Leads, quality: Group
) -> None:
    merge(cast, learning(leads), quality)
    row = group("Learning sub-group", kind=kind, short_name="LSG")

    wrong = refused(preview(manager, Group, lines([row])))

    assert [set(errors) for errors in wrong.values()] == ([{"kind"}] if is_refused else [])


def test_lead_that_was_merged_keeps_its_group(
    manager: Client, cast: Cast, leads: Leads, quality: Group
) -> None:
    merge(cast, learning(leads), quality)
    text = f"board,name,kind,group,agency\na,{leads.subgroup.name},group,{quality.name},\n"

    wrong = refused(preview(manager, Lead, SimpleUploadedFile("leads.csv", text.encode())))

    assert [set(errors) for errors in wrong.values()] == [{"group"}]


@pytest.mark.parametrize("line", ["a,New lead,group,,", "a,New lead,post,Learning sub-group,"])
def test_lead_names_a_group_where_that_is_its_kind(line: str, manager: Client, cast: Cast) -> None:
    text = f"board,name,kind,group,agency\n{line}\n"

    wrong = refused(preview(manager, Lead, SimpleUploadedFile("leads.csv", text.encode())))

    assert [set(errors) for errors in wrong.values()] == [{"group"}]


def test_kind_that_is_none_is_refused_with_those_that_are(manager: Client, cast: Cast) -> None:
    wrong = refused(preview(manager, Group, lines([group("New", kind="club")])))

    assert "“club” is no kind. Write one of: board, executive, sub-group" in wrong[1]["kind"][0]

"""Set-up rows in the admin: nobody's words lost, each name once, what was done on record."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model
from django.http import HttpRequest
from django.test import Client
from pytest_django.asserts import assertContains

from boardplan.audit.models import Event
from plans.admin.scoped import RecordAdmin
from plans.models import Agency, Group, Lead
from tests import factories as make
from tests.conftest import Cast, Leads
from tests.plans.mergers import learning, merge
from tests.plans.setting_up import page


def test_change_is_in_the_history_with_who_and_why(
    manager: Client, cast: Cast, leads: Leads
) -> None:
    police = Agency.objects.get(name="Police")

    manager.post(
        page(Agency, "change", police.pk), {"short_name": "Pol", "revision_read": police.revision}
    )

    latest = police.history.latest()
    assert (latest.short_name, latest.history_user) == ("Pol", cast.manager)
    assert latest.history_change_reason == "Changed in the set-up pages"
    assertContains(manager.get(page(Agency, "history", police.pk)), "Changed in the set-up pages")


def test_change_over_somebody_elses_is_refused(manager: Client, leads: Leads) -> None:
    police = Agency.objects.get(name="Police")
    police.short_name = "Theirs"
    police.record(by=None)

    response = manager.post(
        page(Agency, "change", police.pk), {"short_name": "Mine", "revision_read": 1}
    )

    assertContains(response, "Somebody else has saved this")
    police.refresh_from_db()
    assert police.short_name == "Theirs"


def test_change_that_comes_between_is_noticed(
    manager: Client, leads: Leads, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = RecordAdmin.get_object

    def changed_meanwhile(self: Any, request: HttpRequest, pk: str, *args: Any) -> Any:
        row = found(self, request, pk, *args)
        theirs = Agency.objects.get(pk=pk)
        theirs.short_name = "Theirs"
        theirs.record(by=None)
        return row

    monkeypatch.setattr(RecordAdmin, "get_object", changed_meanwhile)
    police = Agency.objects.get(name="Police")

    response = manager.post(
        page(Agency, "change", police.pk), {"short_name": "Mine", "revision_read": police.revision}
    )

    assertContains(response, "Somebody else has saved this")
    assertContains(response, 'value="Mine"')
    police.refresh_from_db()
    assert police.short_name == "Theirs"


# Names


def added(client: Client, model: type[Model], **words: Any) -> Any:
    return client.post(page(model, "add"), {"revision_read": 0} | words)


@pytest.mark.parametrize("name", ["POLICE", "Police", "The Constabulary", "the constabulary"])
def test_name_that_is_taken_is_refused(
    name: str, manager: Client, cast: Cast, leads: Leads
) -> None:
    police = Agency.objects.get(name="Police")
    police.aliases = ["The Constabulary"]
    police.record(by=None)

    response = added(manager, Agency, board=cast.board.pk, name=name)

    [wrong] = response.context["adminform"].form.errors["name"]
    assert "Police" in wrong
    assert Agency.objects.count() == 1


def test_name_of_another_boards_body_is_free(manager: Client, cast: Cast) -> None:
    make.agency(board=cast.other_board, name="Police")

    added(manager, Agency, board=cast.board.pk, name="Police")

    police = Agency.objects.get(board=cast.board)
    assert police.history.get().history_change_reason == "Added in the set-up pages"
    event = Event.objects.get(kind="people changed")
    assert (event.board, event.user_id) == ("a", cast.manager.pk)
    assert event.detail == {"change": "agency added", "agency": police.pk}


def test_what_was_merged_stays_what_it_was(
    manager: Client, cast: Cast, leads: Leads, quality: Group
) -> None:
    merged = learning(leads)
    merge(cast, merged, quality)
    merged.refresh_from_db()

    manager.post(
        page(Group, "change", merged.pk),
        {"short_name": "LSG", "kind": "panel", "revision_read": merged.revision},
    )

    merged.refresh_from_db()
    assert (merged.short_name, merged.kind) == ("LSG", "sub-group")


def test_lead_that_was_merged_keeps_its_group(
    manager: Client, cast: Cast, leads: Leads, quality: Group
) -> None:
    merge(cast, learning(leads), quality)
    lead = Lead.objects.get(pk=leads.subgroup.pk)

    manager.post(
        page(Lead, "change", lead.pk),
        {"kind": "group", "group": quality.pk, "revision_read": lead.revision},
    )

    lead.refresh_from_db()
    assert lead.group == learning(leads)


@pytest.mark.parametrize("kind", ["group", "post"])
def test_lead_names_a_group_where_that_is_its_kind(
    kind: str, manager: Client, cast: Cast, quality: Group
) -> None:
    named = quality.pk if kind == "post" else ""

    response = added(manager, Lead, board=cast.board.pk, name="New lead", kind=kind, group=named)

    assert set(response.context["adminform"].form.errors) == {"group"}

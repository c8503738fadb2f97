"""The admin: who is let in, and that a manager meets no row of another board anywhere in it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

import pytest
import tablib
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from boardplan.accounts.models import User
from boardplan.audit.models import Event
from plans.admin_site import site
from plans.models import Agency, Board, Group, Invitation, Lead, Membership
from tests import factories as make
from tests.access.table import EVERYONE, MANAGERS
from tests.conftest import Cast, ClientOf, Leads

SCOPED = (Agency, Group, Lead)
SECRET = "Only board B knows this name"


def page(model: type[Model], name: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@dataclass
class Elsewhere:
    """What board B has, each row under the secret name."""

    agency: Agency
    group: Group
    lead: Lead

    def of(self, model: type[Model]) -> Any:
        return getattr(self, model._meta.model_name or "")


@pytest.fixture
def elsewhere(cast: Cast, leads: Leads) -> Elsewhere:
    board = cast.other_board
    return Elsewhere(
        agency=make.agency(board=board, name=SECRET),
        group=make.group(board=board, name=SECRET),
        lead=make.lead(board=board, name=SECRET),
    )


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


@pytest.fixture
def administrator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(make.user(email="it@council.example", is_superuser=True))


@pytest.mark.parametrize("who", sorted(EVERYONE))
def test_admin_is_open_to_managers_only(who: str, cast: Cast, client_of: ClientOf) -> None:
    status = client_of(getattr(cast, who)).get("/admin/", follow=True).status_code

    assert status == (200 if who in MANAGERS else 403)


def test_admin_asks_nobody_for_a_password_of_its_own(cast: Cast, client_of: ClientOf) -> None:
    response = client_of(None).get("/admin/plans/agency/")

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")


def test_admin_waits_for_the_second_factor_that_the_board_asks_for(
    cast: Cast, manager: Client
) -> None:
    Board.objects.filter(pk=cast.board.pk).update(requires_second_factor=True)

    response = manager.get("/admin/plans/agency/")

    assert response.status_code == 302
    assert "2fa" in response["Location"]


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model.__name__)
def test_every_page_of_the_admin_keeps_out_who_looks_after_no_board(
    model: type[Model], cast: Cast, client_of: ClientOf
) -> None:
    chair = client_of(cast.chair)

    for name in ("changelist", "add"):
        assert chair.get(page(model, name), follow=True).status_code == 403


@pytest.mark.parametrize(
    "model", [model for model in site._registry if model not in SCOPED], ids=lambda m: m.__name__
)
def test_manager_meets_no_page_of_the_administrators(model: type[Model], manager: Client) -> None:
    assert manager.get(page(model, "changelist")).status_code == 403
    assert manager.get(page(model, "add")).status_code == 403


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model.__name__)
def test_nothing_is_deleted(model: type[Model], administrator: Client, leads: Leads) -> None:
    row = model._default_manager.first()
    if row is None:
        row = Event.objects.create(kind="signed in")

    assert administrator.post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model.__name__)
def test_administrator_opens_every_page(
    model: type[Model], administrator: Client, cast: Cast, leads: Leads
) -> None:
    make.three_colours(cast.board)
    make.house_layout(board=cast.board)
    row = model._default_manager.first() or Event.objects.create(kind="signed in")

    assert administrator.get(page(model, "changelist")).status_code == 200
    assert administrator.get(page(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_manager_sees_rows_of_her_own_board_only(
    model: type[Model], manager: Client, elsewhere: Elsewhere
) -> None:
    own = model._default_manager.filter(board__slug="a").first()
    assert own is not None

    listed = manager.get(page(model, "changelist"))

    assertContains(listed, str(own))
    assertNotContains(listed, SECRET)
    assertNotContains(manager.get(page(model, "changelist") + "?q=Only"), SECRET)
    assertNotContains(manager.get(page(model, "add")), SECRET)
    assertNotContains(manager.get(page(model, "change", own.pk)), SECRET)


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_row_of_another_board_is_not_found(
    model: type[Model], manager: Client, elsewhere: Elsewhere
) -> None:
    row = elsewhere.of(model)
    version = row.history.get().history_id

    change = manager.get(page(model, "change", row.pk), follow=True)
    posted = manager.post(page(model, "change", row.pk), {"short_name": "Taken over"}, follow=True)
    history = manager.get(page(model, "history", row.pk))
    earlier = manager.get(page(model, "simple_history", row.pk, version))

    for response in (change, posted, history, earlier):
        assert SECRET not in response.content.decode()
    assert (history.status_code, earlier.status_code) == (404, 404)
    row.refresh_from_db()
    assert row.revision == 1


def test_choices_of_another_board_are_neither_offered_nor_taken(
    manager: Client, elsewhere: Elsewhere, cast: Cast
) -> None:
    query = {"app_label": "plans", "model_name": "lead", "field_name": "group", "term": "Only"}
    offered = manager.get("/admin/autocomplete/", query).json()["results"]

    form = {"board": cast.board.pk, "name": "New lead", "kind": "group"}
    taken = manager.post(page(Lead, "add"), form | {"group": elsewhere.group.pk})

    assert offered == []
    assertContains(taken, "Select a valid choice")
    assert not Lead.objects.filter(name="New lead").exists()
    assert manager.post(page(Agency, "add"), {"board": cast.other_board.pk, "name": "Theirs"})
    assert not Agency.objects.filter(name="Theirs").exists()


def test_own_rows_of_two_boards_are_not_joined(
    manager: Client, elsewhere: Elsewhere, cast: Cast
) -> None:
    make.membership(board=cast.other_board, user=cast.manager, role="manager")

    form = {"board": cast.board.pk, "name": "New lead", "kind": "group"}
    response = manager.post(page(Lead, "add"), form | {"group": elsewhere.group.pk})

    assertContains(response, "belongs to another board")


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


# Files


def exported(client: Client, model: type[Model], kind: int) -> bytes:
    """The file of an export: 0 is Excel, 1 CSV."""
    fields = {f"{model.__name__.lower()}resource_{name}": "on" for name in ("board", "name")}
    response = client.post(page(model, "export"), {"format": kind, "resource": 0, **fields})
    assert response.status_code == 200, response.content
    return response.content


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_export_holds_rows_of_the_own_board_only(
    kind: str, model: type[Model], manager: Client, elsewhere: Elsewhere
) -> None:
    content = exported(manager, model, ["xlsx", "csv"].index(kind))

    data = tablib.Dataset().load(content.decode() if kind == "csv" else content, format=kind)
    assert set(data["board"]) == {"a"}
    assert SECRET not in data["name"]
    assert set(data["name"]) == set(
        model._default_manager.filter(board__slug="a").values_list("name", flat=True)
    )
    assert Event.objects.filter(kind="exported", detail__rows=len(data)).exists()


def test_export_runs_nothing_in_a_spreadsheet(manager: Client, cast: Cast, leads: Leads) -> None:
    make.agency(board=cast.board, name="=1+cmd|' /C calc'!A0")

    assert "=1+cmd" not in exported(manager, Agency, 1).decode().replace("'=1+cmd", "")


def lines(rows: list[dict[str, str]]) -> SimpleUploadedFile:
    out = io.StringIO()
    writer = csv.DictWriter(out, ["board", "name", "short_name", "kind"])
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("groups.csv", out.getvalue().encode(), "text/csv")


def preview(client: Client, model: type[Model], upload: SimpleUploadedFile) -> Any:
    kind = "0" if (upload.name or "").endswith("xlsx") else "1"
    return client.post(page(model, "import"), {"import_file": upload, "format": kind})


def confirm(client: Client, model: type[Model], previewed: Any) -> Any:
    form = previewed.context["confirm_form"]
    return client.post(page(model, "process_import"), form.initial, follow=True)


def hundred() -> list[dict[str, str]]:
    return [
        {"board": "a", "name": f"Group {n}", "short_name": f"G{n}", "kind": "sub-group"}
        for n in range(100)
    ]


def test_import_of_a_hundred_rows_is_shown_then_stored(manager: Client, cast: Cast) -> None:
    before = Group.objects.count()

    shown = preview(manager, Group, lines(hundred()))

    assertContains(shown, "Group 99")
    assert Group.objects.count() == before
    confirm(manager, Group, shown)
    assert Group.objects.count() == before + 100
    latest = Group.objects.get(name="Group 7").history.get()
    assert latest.history_user == cast.manager
    assert latest.history_change_reason == "Imported in the set-up pages"
    assert Event.objects.filter(kind="imported", detail__rows=100).exists()


def test_import_with_bad_rows_writes_nothing_and_names_each_cell(
    manager: Client, cast: Cast
) -> None:
    rows = hundred()
    bad = {
        4: ("kind", "club"),
        11: ("name", ""),
        25: ("board", "b"),
        26: ("board", "nowhere"),
        48: ("short_name", "x" * 61),
        77: ("name", "y" * 201),
        99: ("kind", "sub group"),
    }
    for place, (column, value) in bad.items():
        rows[place][column] = value
    before = Group.objects.count()

    shown = preview(manager, Group, lines(rows))

    assert Group.objects.count() == before
    assert "confirm_form" not in shown.context or shown.context["confirm_form"] is None
    text = shown.content.decode()
    result = shown.context["result"]
    found = {row.number: set(row.error_dict) for row in result.invalid_rows}
    assert found == {place + 1: {column} for place, (column, _) in bad.items()}
    assert not result.row_errors()
    for value in ("“b”", "“nowhere”", "club"):
        assert value in text


def test_import_changes_no_row_of_another_board(manager: Client, elsewhere: Elsewhere) -> None:
    rows = [{"board": "b", "name": SECRET, "short_name": "Taken", "kind": "panel"}]

    shown = preview(manager, Group, lines(rows))

    assert [set(row.error_dict) for row in shown.context["result"].invalid_rows] == [{"board"}]
    elsewhere.group.refresh_from_db()
    assert elsewhere.group.short_name == ""


def test_import_finds_no_reference_on_another_board(manager: Client, elsewhere: Elsewhere) -> None:
    upload = SimpleUploadedFile(
        "leads.csv", f"board,name,kind,group,agency\na,New lead,group,{SECRET},\n".encode()
    )

    shown = preview(manager, Lead, upload)

    assert shown.context["result"].has_errors() or shown.context["result"].has_validation_errors()
    assertContains(shown, "has none called")
    assert not Lead.objects.filter(name="New lead").exists()


def test_import_of_what_is_there_already_writes_no_history(manager: Client, leads: Leads) -> None:
    police = Agency.objects.get(name="Police")
    upload = SimpleUploadedFile("agencies.csv", b"board,name,short_name\na,Police,\n")

    confirm(manager, Agency, preview(manager, Agency, upload))

    assert police.history.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("groups.xlsx", b"not a workbook at all"),
        ("groups.csv", b"\xff\xfe\x00nonsense"),
        ("groups.csv", b""),
        ("groups.csv", b"colour,size\nred,9\n"),
    ],
)
def test_file_that_cannot_be_read_is_refused(name: str, content: bytes, manager: Client) -> None:
    before = Group.objects.count()

    response = preview(manager, Group, SimpleUploadedFile(name, content))

    assert response.status_code == 200
    assert Group.objects.count() == before


def test_excel_file_that_was_exported_is_read_again(manager: Client, leads: Leads) -> None:
    upload = SimpleUploadedFile("agencies.xlsx", exported(manager, Agency, 0))

    shown = preview(manager, Agency, upload)

    assert not shown.context["result"].has_errors()


# Boards and accounts


def test_new_board_comes_with_its_scheme_and_a_manager_who_is_invited(
    administrator: Client,
) -> None:
    form = {
        "slug": "newham",
        "name": "Board of the new area",
        "short_name": "BNA",
        "kind": "safeguarding board",
        "area": "New",
        "manager_email": "Manager@New.example",
        "manager_name": "Business manager",
    }

    response = administrator.post(page(Board, "add"), form, follow=True)

    board = Board.objects.get(slug="newham")
    membership = Membership.objects.get(board=board)
    assert (membership.role, membership.user.email) == ("manager", "manager@new.example")
    assert [rating.code for rating in board.rating_scheme.ratings.all()] == [
        "red",
        "amber",
        "green",
    ]
    assert board.layouts.get().columns
    assert Invitation.objects.filter(board=board).count() == 1
    assert [message.to for message in mail.outbox] == [["manager@new.example"]]
    assertContains(response, "/invitations/")


def test_deactivated_person_is_signed_out(
    administrator: Client, cast: Cast, client_of: ClientOf
) -> None:
    hers = client_of(cast.member)
    assert hers.get("/boards/a/").status_code == 200

    administrator.post(
        page(User, "change", cast.member.pk),
        {"email": cast.member.email, "name": cast.member.name},
    )

    cast.member.refresh_from_db()
    assert not cast.member.is_active
    assert hers.get("/boards/a/").status_code == 302


def test_new_person_has_no_password(administrator: Client) -> None:
    administrator.post(page(User, "add"), {"email": "New@a.example", "name": "New"})

    assert not User.objects.get(email="new@a.example").has_usable_password()


def test_second_factor_of_a_lost_telephone_is_removed(administrator: Client, cast: Cast) -> None:
    Authenticator.objects.create(user=cast.chair, type="totp", data={"secret": "x"})

    administrator.post(
        page(User, "changelist"),
        {"action": "remove_second_factor", "_selected_action": [cast.chair.pk]},
    )

    assert not Authenticator.objects.filter(user=cast.chair).exists()
    assert Event.objects.filter(kind="credentials changed", detail__whose=cast.chair.pk).exists()


def test_event_is_shown_and_changed_by_nobody(administrator: Client) -> None:
    event = Event.objects.create(kind="refused", board="a")

    response = administrator.post(page(Event, "change", event.pk), {"kind": "signed in"})

    assert response.status_code == 403
    event.refresh_from_db()
    assert event.kind == "refused"

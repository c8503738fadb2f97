"""What becomes a security event: refusals and exports; and what does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from boardplan.audit.events import Event, EventKind
from tests.conftest import Cast, ClientOf, SmallPlan

EXPORTS = {
    "plans/business-plan/export.json": "json",
    "plan/export/?format=docx": "docx",
    "plans/business-plan/export/?format=xlsx": "xlsx",
    "pack/progress.pdf?edition_wanted=public": "public pack",
    "pack/progress.pdf?edition_wanted=members": "members pack",
}


@pytest.fixture(autouse=True)
def _no_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("reports.views.pack", "reports.management.commands.board_pack"):
        monkeypatch.setattr(f"{room}.board_pack", lambda *_, **__: b"%PDF-")


def told(kind: EventKind) -> list[tuple[int | None, str, dict[str, Any]]]:
    """The events of this kind: whose, at which board, and what of."""
    return [(event.user_id, event.board, event.detail) for event in Event.objects.filter(kind=kind)]


def test_page_without_the_permission_is_recorded(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    client_of(cast.observer).get(f"/boards/a/actions/{rows.led.pk}/edit/")

    detail = {
        "page": "priorities:action-edit",
        "reason": "no permission",
        "ids": {"pk": rows.led.pk},
    }
    assert told(EventKind.REFUSED) == [(cast.observer.pk, "a", detail)]


@pytest.mark.parametrize("slug", ["a", "no-such-board"])
def test_board_that_is_not_theirs_is_recorded(cast: Cast, client_of: ClientOf, slug: str) -> None:
    answer = client_of(cast.outsider).post(f"/boards/{slug}/updates/all/", {"words": "secret"})

    detail = {"page": "priorities:update-all", "reason": "outside the board", "ids": {}}
    assert answer.status_code == 404
    assert told(EventKind.REFUSED) == [(cast.outsider.pk, slug, detail)]


def test_board_with_an_endless_name_is_recorded_all_the_same(
    cast: Cast, client_of: ClientOf
) -> None:
    client_of(cast.outsider).get(f"/boards/{'x' * 500}/")

    assert told(EventKind.REFUSED)[0][1] == "x" * 60


@pytest.mark.parametrize("address", ["/no/such/page/", "/boards/a/actions/999999/"])
def test_address_that_is_merely_wrong_is_not_recorded(
    cast: Cast, client_of: ClientOf, address: str
) -> None:
    assert client_of(cast.manager).get(address).status_code == 404
    assert not told(EventKind.REFUSED)


def test_stranger_who_is_led_to_signing_in_is_not_recorded(cast: Cast, client_of: ClientOf) -> None:
    client_of(None).get("/boards/a/")

    assert not told(EventKind.REFUSED)


@pytest.mark.parametrize("address", EXPORTS)
def test_export_is_recorded(cast: Cast, client_of: ClientOf, rows: SmallPlan, address: str) -> None:
    assert client_of(cast.manager).get(f"/boards/a/{address}").status_code == 200

    detail = {"plan": rows.plan.pk, "form": EXPORTS[address]}
    assert told(EventKind.EXPORTED) == [(cast.manager.pk, "a", detail)]


def test_refused_export_is_recorded_as_a_refusal_only(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    client_of(cast.observer).get("/boards/a/pack/progress.pdf?edition_wanted=members")

    assert not told(EventKind.EXPORTED)
    assert len(told(EventKind.REFUSED)) == 1


@pytest.mark.parametrize(
    ("command", "options", "form"),
    [
        ("export_plan", {"format": "json"}, "json"),
        ("export_plan", {"format": "docx"}, "docx"),
        ("board_pack", {}, "members pack"),
        ("board_pack", {"public": True}, "public pack"),
    ],
)
def test_export_by_a_command_is_recorded(
    rows: SmallPlan, tmp_path: Path, command: str, options: dict[str, Any], form: str
) -> None:
    call_command(command, board="a", output=str(tmp_path / "file"), **options)

    assert told(EventKind.EXPORTED) == [(None, "a", {"plan": rows.plan.pk, "form": form})]

"""Boards in the admin: new ones with their manager, and whether they ask for a second factor."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from pytest_django.asserts import assertContains

from boardplan.audit.models import Event
from plans.models import Board, Invitation, Membership
from tests.conftest import Cast
from tests.plans.setting_up import page

NEW = {
    "slug": "newham",
    "name": "Board of the new area",
    "short_name": "BNA",
    "kind": "safeguarding board",
    "area": "New",
    "manager_email": "Manager@New.example",
    "manager_name": "Business manager",
}


@pytest.mark.django_db(transaction=True)  # for the mail, which waits until all is stored
def test_new_board_comes_with_its_scheme_and_a_manager_who_is_invited(
    administrator: Client,
) -> None:
    response = administrator.post(page(Board, "add"), NEW, follow=True)

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


@pytest.mark.django_db(transaction=True)
def test_no_mail_is_sent_while_the_database_waits(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[bool] = []
    monkeypatch.setattr(
        "django.core.mail.EmailMessage.send", lambda _: waits.append(connection.in_atomic_block)
    )

    administrator.post(page(Board, "add"), NEW)

    assert waits == [False]


def test_board_that_is_not_stored_sends_no_mail(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise RuntimeError("at the very end")

    monkeypatch.setattr("plans.admin.boards.BoardAdmin.response_add", fails)

    with pytest.raises(RuntimeError):
        administrator.post(page(Board, "add"), NEW)

    assert mail.outbox == []


@pytest.mark.parametrize("slug", ["admin", "accounts", "Installation", "new"])
def test_board_is_not_called_as_a_page_of_our_own(
    administrator: Client, cast: Cast, slug: str
) -> None:
    response = administrator.post(page(Board, "add"), NEW | {"slug": slug})

    assertContains(response, "a word of Boardplan’s own addresses")
    assert not Board.objects.filter(slug__iexact=slug).exists()


def test_board_is_not_given_to_a_closed_account(administrator: Client, cast: Cast) -> None:
    cast.member.is_active = False
    cast.member.save()

    response = administrator.post(
        page(Board, "add"), NEW | {"manager_email": cast.member.email.upper()}
    )

    [wrong] = response.context["adminform"].form.errors["manager_email"]
    assert "closed" in wrong
    assert not Board.objects.filter(slug="newham").exists()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "on", ["second factor required"]),
        ("on", "", ["second factor no longer required"]),
        ("on", "on", []),
    ],
)
def test_second_factor_of_a_board_is_on_record(
    before: str, after: str, told: list[str], administrator: Client, cast: Cast
) -> None:
    board = cast.board
    board.requires_second_factor = bool(before)
    board.record(by=None)

    administrator.post(
        page(Board, "change", board.pk),
        {
            "name": board.name,
            "short_name": board.short_name,
            "kind": board.kind,
            "area": "Aland",
            "requires_second_factor": after,
            "revision_read": board.revision,
        },
    )

    board.refresh_from_db()
    assert (board.area, board.requires_second_factor) == ("Aland", bool(after))
    events = Event.objects.filter(kind="credentials changed", board="a")
    assert [event.detail["change"] for event in events] == told

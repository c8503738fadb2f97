"""Two boards and one newcomer in the same moment, on a database that lets them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from boardplan.accounts.models import User
from plans.models import Board
from plans.roles import Role
from plans.services import invitations as services
from plans.services.invitations import InvitationClosed, Invited, Obstacle, Place
from tests.conftest import Cast
from tests.factories import PASSWORD, TODAY
from tests.plans.inviting import NURSE

pytestmark = pytest.mark.django_db(transaction=True)

A_MOMENT = 0.5


@pytest.fixture(autouse=True)
def _several_connections(db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory is one connection: nobody else can write beside it")


def invite(board: Board, by: User) -> Invited:
    place = Place(roles=((Role.MEMBER, None),), starts_on=TODAY)
    return services.person_invite(board=board, email=NURSE, name="Nurse", place=place, by=by)


def test_link_used_while_another_board_invites_opens_nothing_there(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Board A's manager uses the link she was shown, once board B has looked for such links."""
    invitation = invite(cast.board, cast.manager).invitation
    assert invitation is not None
    looked, goes_on = Event(), Event()
    shut = services._may_be_open_to_others

    def shut_and_wait(user: User, board: Board) -> bool:
        lost_password = shut(user, board)
        looked.set()
        goes_on.wait(A_MOMENT)
        return lost_password

    monkeypatch.setattr(services, "_may_be_open_to_others", shut_and_wait)

    def invite_to_b() -> None:
        try:
            invite(cast.other_board, cast.outsider)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        inviting = pool.submit(invite_to_b)
        assert looked.wait(10)
        try:
            with pytest.raises(InvitationClosed, match=Obstacle.NOT_NEEDED):
                services.invitation_accept(invitation=invitation, name="Nurse", password=PASSWORD)
        finally:
            goes_on.set()
        inviting.result()

    assert not User.objects.get(email=NURSE).has_usable_password()

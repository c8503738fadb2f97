"""Links to one's own updates: their tokens, what ends them, what they let a person do."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from boardplan.audit.events import Event, EventKind
from plans.access import LinkAccess
from plans.models import Membership
from plans.roles import Permission, Role
from priorities.models import Action, Update, UpdatesLink
from priorities.services import links as services
from priorities.services.links import Obstacle, link_access, link_make, link_of
from tests.conftest import Cast, SmallPlan

KEY = uuid.UUID(int=1)
LATER = uuid.UUID(int=2)


def opens(token: str) -> LinkAccess | Obstacle:
    return link_access(link_of(token))


def test_same_mail_sent_again_holds_the_same_link(cast: Cast) -> None:
    first = link_make(board=cast.board, user=cast.lead, key=KEY)
    again = link_make(board=cast.board, user=cast.lead, key=KEY)

    assert again == first
    assert UpdatesLink.objects.count() == 1


def test_token_is_kept_nowhere_and_differs_with_board_person_and_mail(cast: Cast) -> None:
    tokens = {
        link_make(board=board, user=user, key=key)
        for board in (cast.board, cast.other_board)
        for user in (cast.lead, cast.manager)
        for key in (KEY, LATER)
    }

    assert len(tokens) == 8
    stored = str(list(UpdatesLink.objects.values())) + str(list(Event.objects.values()))
    assert not [token for token in tokens if token in stored]


def test_link_opens_for_fourteen_days(cast: Cast, clock: time_machine.Traveller) -> None:
    token = link_make(board=cast.board, user=cast.lead, key=KEY)

    clock.shift(dt.timedelta(days=14) - dt.timedelta(minutes=1))
    before = opens(token)
    clock.shift(dt.timedelta(minutes=1))

    assert isinstance(before, LinkAccess)
    assert (before.user, before.board) == (cast.lead, cast.board)
    assert opens(token) is Obstacle.EXPIRED


def test_newer_link_replaces_those_of_the_same_person_and_board_only(cast: Cast) -> None:
    old = link_make(board=cast.board, user=cast.lead, key=KEY)
    others = link_make(board=cast.board, user=cast.subgroup_chair, key=KEY)

    new = link_make(board=cast.board, user=cast.lead, key=LATER)

    assert opens(old) is Obstacle.REPLACED
    assert isinstance(opens(new), LinkAccess)
    assert isinstance(opens(others), LinkAccess)


def test_old_mail_sent_again_does_not_bring_its_link_back(cast: Cast) -> None:
    old = link_make(board=cast.board, user=cast.lead, key=KEY)
    new = link_make(board=cast.board, user=cast.lead, key=LATER)

    again = link_make(board=cast.board, user=cast.lead, key=KEY)

    assert again == old
    assert opens(old) is Obstacle.REPLACED
    assert isinstance(opens(new), LinkAccess)


def test_link_is_dead_once_her_sessions_were_ended_and_the_mail_gets_another(cast: Cast) -> None:
    dead = link_make(board=cast.board, user=cast.lead, key=KEY)

    cast.lead.end_sessions()
    fresh = link_make(board=cast.board, user=cast.lead, key=KEY)

    assert fresh != dead
    assert not isinstance(opens(dead), LinkAccess)
    assert isinstance(opens(fresh), LinkAccess)


@pytest.mark.parametrize("change", ["epoch", "role ended", "observer", "inactive"])
def test_link_is_dead_when_her_part_changed(cast: Cast, change: str) -> None:
    token = link_make(board=cast.board, user=cast.lead, key=KEY)
    roles = Membership.objects.filter(user=cast.lead)

    if change == "epoch":
        cast.lead.end_sessions()
    elif change == "role ended":
        roles.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    elif change == "observer":
        roles.update(role=Role.OBSERVER)
    else:
        type(cast.lead).objects.filter(pk=cast.lead.pk).update(is_active=False)

    assert opens(token) is Obstacle.DEAD


def test_token_of_nobody_is_unknown(cast: Cast) -> None:
    assert opens("of-nobody") is Obstacle.UNKNOWN
    services.link_refuse(link=None, obstacle=Obstacle.UNKNOWN)
    assert not Event.objects.exists()


def test_link_lets_even_a_manager_report_on_her_own_only(cast: Cast, rows: SmallPlan) -> None:
    access = opens(link_make(board=cast.board, user=cast.manager, key=KEY))

    assert isinstance(access, LinkAccess)
    assert access.permissions == {Permission.UPDATE_OWN}
    assert not Action.objects.updatable_by(access).exists()
    assert not Update.objects.visible_to(access).under_way().exists()


def test_making_opening_and_refusing_are_on_record(cast: Cast) -> None:
    link = link_of(link_make(board=cast.board, user=cast.lead, key=KEY))
    assert link is not None

    services.link_open(link=link)
    services.link_refuse(link=link, obstacle=Obstacle.EXPIRED)

    events = Event.objects.filter(kind=EventKind.UPDATES_LINK, board="a").order_by("pk")
    told = [(event.detail["change"], event.detail["whose"]) for event in events]
    assert told == [("made", cast.lead.pk), ("opened", cast.lead.pk), ("refused", cast.lead.pk)]
    assert UpdatesLink.objects.get().used_at is not None

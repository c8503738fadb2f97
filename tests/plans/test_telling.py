"""Who is told by e-mail that her part in a board has changed, and what the mail says."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from boardplan.accounts.models import User
from plans.roles import Role
from plans.services.handing_over import chair_hand_over, lead_hand_over
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads
from tests.factories import TODAY
from tests.plans.inviting import invite
from tests.priorities.filling_in import errors, filled_in, send, told

DAY = dt.timedelta(days=1)
NEXT_WEEK = TODAY + 7 * DAY
REASON = "Words for managers alone."
Outbox = list[EmailMessage]


def typed(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def bodies(outbox: Outbox) -> dict[str, str]:
    """What each address was written, on one line."""
    found = {message.to[0]: " ".join(str(message.body).split()) for message in outbox}
    assert len(found) == len(outbox), "somebody was written to twice"
    return found


def only(outbox: Outbox, person: User) -> str:
    """The one mail there is, which went to this person."""
    ((address, body),) = bodies(outbox).items()
    assert address == person.email
    return body


def ending_page(person: User, role: Role | None = None) -> str:
    rows = person.memberships.filter(board__slug="a", ended_at__isnull=True)
    row = rows.get(role=role) if role else rows.get()
    return f"/boards/a/memberships/{row.pk}/ending/"


def appoint(client: Client, person: User) -> Any:
    days = {"starts_on": typed(TODAY), "ends_on": typed(NEXT_WEEK)}
    return send(client, "/boards/a/deputies/new/", person=str(person.pk), **days)


@pytest.mark.parametrize("who", ["manager", "chair"])
def test_deputy_is_told_the_days(
    cast: Cast, client_of: ClientOf, mailoutbox: Outbox, who: str
) -> None:
    client = client_of(getattr(cast, who))

    response = appoint(client, cast.member)

    body = only(mailoutbox, cast.member)
    assert "New: - Deputy manager, 25 November 2026 to 2 December 2026" in body
    assert "No longer" not in body
    assert "http://testserver/boards/a/" in body
    assert mailoutbox[0].subject == "Your part in Board A"
    assert mailoutbox[0].reply_to == [getattr(cast, who).email]
    assert f"{cast.member.email} has been told by e-mail." in told(client, response)


def test_further_role_is_told(cast: Cast, manager: Client, mailoutbox: Outbox) -> None:
    send(manager, f"/boards/a/people/{cast.lead.pk}/roles/new/", role="member")

    assert "New: - Board member, from 25 November 2026" in only(mailoutbox, cast.lead)


def test_who_takes_over_a_post_and_who_had_it_are_told(
    cast: Cast, leads: Leads, manager: Client, mailoutbox: Outbox
) -> None:
    words = {"to": str(cast.observer.pk), "starts_on": typed(NEXT_WEEK), "why": REASON}

    send(manager, f"/boards/a/leads/{leads.post.pk}/holder/", **words)

    found = bodies(mailoutbox)
    assert found.keys() == {cast.observer.email, cast.lead.email}
    new = "- Lead, from 2 December 2026 - Answering for “Designated Nurse”, from 2 December 2026"
    assert f"New: {new}" in found[cast.observer.email]
    old = "No longer: - Answering for “Designated Nurse”, ends on 1 December 2026"
    assert old in found[cast.lead.email]
    assert not any(REASON in body for body in found.values())


def test_who_takes_over_a_chair_is_told_and_who_loses_the_last_role_that_access_ends(
    cast: Cast, leads: Leads, manager: Client, mailoutbox: Outbox
) -> None:
    words = {"to": str(cast.member.pk), "starts_on": typed(NEXT_WEEK), "why": REASON}

    send(manager, f"/boards/a/groups/{leads.subgroup.group_id}/chair/", **words)

    found = bodies(mailoutbox)
    assert found == {
        cast.member.email: found[cast.member.email],
        cast.subgroup_chair.email: (
            "Hello Subgroup_Chair, Your access to Board A ends on 1 December 2026. "
            "Boardplan testserver"
        ),
    }
    chair = "- Sub-group chair, Learning sub-group, from 2 December 2026"
    assert chair in found[cast.member.email]


def test_who_was_to_take_over_is_told_that_it_was_called_off(
    cast: Cast, leads: Leads, manager: Client, mailoutbox: Outbox
) -> None:
    lead_hand_over(lead=leads.post, to=cast.member, starts_on=NEXT_WEEK, by=cast.manager)
    page = f"/boards/a/leads/{leads.post.pk}/holder/"

    send(manager, page, to=str(cast.lead.pk), starts_on=typed(NEXT_WEEK))

    words = "“Designated Nurse”, which was to begin on 2 December 2026, was called off"
    assert words in bodies(mailoutbox)[cast.member.email]


def test_ended_member_is_told_that_access_ended_and_nothing_else(
    cast: Cast, manager: Client, mailoutbox: Outbox
) -> None:
    send(manager, ending_page(cast.member), reason=REASON)

    assert only(mailoutbox, cast.member) == (
        "Hello Member, Your access to Board A ended on 25 November 2026. Boardplan testserver"
    )
    assert mailoutbox[0].subject == "Your access to Board A"


def test_end_of_one_role_of_several_names_the_role_and_no_reason(
    cast: Cast, manager: Client, mailoutbox: Outbox
) -> None:
    make.membership(board=cast.board, user=cast.member, role=Role.OBSERVER)

    send(manager, ending_page(cast.member, Role.MEMBER), reason=REASON, scope="one")

    body = only(mailoutbox, cast.member)
    assert "No longer: - Board member, ended on 25 November 2026" in body
    assert "access" not in body
    assert REASON not in body


def test_all_roles_ended_together_are_one_mail(
    cast: Cast, manager: Client, mailoutbox: Outbox
) -> None:
    make.membership(board=cast.board, user=cast.member, role=Role.LEAD, starts_on=NEXT_WEEK)

    send(manager, ending_page(cast.member, Role.MEMBER), reason=REASON, scope="all")

    assert "Your access to Board A ended on 25 November" in only(mailoutbox, cast.member)


def test_who_takes_over_from_somebody_ended_is_told(
    cast: Cast, leads: Leads, manager: Client, mailoutbox: Outbox
) -> None:
    taker = {f"lead-{leads.post.pk}": str(cast.member.pk)}

    send(manager, ending_page(cast.lead), reason=REASON, **taker)

    found = bodies(mailoutbox)
    assert found.keys() == {cast.lead.email, cast.member.email}
    assert "Answering for “Designated Nurse”, from 25 Nov" in found[cast.member.email]
    assert not any(REASON in body for body in found.values())


def test_nobody_is_told_what_she_does_herself(
    cast: Cast, leads: Leads, manager: Client, mailoutbox: Outbox
) -> None:
    page = f"/boards/a/leads/{leads.agency.pk}/holder/"

    send(manager, page, to=str(cast.manager.pk), starts_on=typed(TODAY))

    assert mailoutbox == []


def test_who_cannot_sign_in_any_more_is_not_written_to(
    cast: Cast, manager: Client, mailoutbox: Outbox
) -> None:
    cast.member.is_active = False
    cast.member.save()

    send(manager, ending_page(cast.member), reason=REASON)

    assert mailoutbox == []


def test_refused_form_and_form_sent_twice_write_to_nobody(
    cast: Cast, leads: Leads, manager: Client, mailoutbox: Outbox
) -> None:
    page = f"/boards/a/people/{cast.member.pk}/roles/new/"
    assert errors(send(manager, page, role="member"))
    assert mailoutbox == []
    words = filled_in(manager, page, role="lead", leads=[leads.post.pk])

    for _ in range(2):
        assert manager.post(page, words).status_code == 302

    assert len(mailoutbox) == 1


def test_people_of_another_board_and_those_unchanged_are_not_written_to(
    cast: Cast, leads: Leads, manager: Client, mailoutbox: Outbox
) -> None:
    assert leads.subgroup.group is not None
    chair_hand_over(group=leads.subgroup.group, to=cast.lead, starts_on=NEXT_WEEK, by=cast.manager)
    make.membership(board=cast.other_board, user=cast.member)

    send(manager, ending_page(cast.member), reason=REASON)

    only(mailoutbox, cast.member)


def test_mail_that_fails_is_said_and_the_rest_is_stored(
    cast: Cast, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", fail)

    response = appoint(manager, cast.member)

    words = told(manager, response)
    assert f"The e-mail to {cast.member.email} could not be sent. Tell them in another way" in words
    assert cast.member.memberships.filter(role=Role.DEPUTY).exists()


def test_somebody_invited_gets_the_invitation_alone(manager: Client, mailoutbox: Outbox) -> None:
    invite(manager)

    assert [message.subject for message in mailoutbox] == ["Your place at Board A"]

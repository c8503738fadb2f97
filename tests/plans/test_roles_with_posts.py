"""A further role that is given together with the posts it reports on."""

from __future__ import annotations

import datetime as dt

from django.core.mail import EmailMessage
from django.test import Client

from boardplan.accounts.models import User
from tests.conftest import Cast, Leads
from tests.factories import TODAY
from tests.priorities.filling_in import errors, send

TOMORROW = TODAY + dt.timedelta(days=1)


def role_page(user: User) -> str:
    return f"/boards/a/people/{user.pk}/roles/new/"


def test_role_of_a_lead_is_given_with_its_posts_for_the_same_days(
    manager: Client, cast: Cast, leads: Leads, mailoutbox: list[EmailMessage]
) -> None:
    chosen = [leads.post.pk, leads.agency.pk]
    days = {"starts_on": "26/11/2026", "ends_on": "31 March 2027"}

    send(manager, role_page(cast.member), role="lead", leads=chosen, **days)

    held = cast.member.lead_holdings.order_by("lead")
    assert {row.lead for row in held} == {leads.post, leads.agency}
    assert {(row.starts_on, row.ends_on) for row in held} == {(TOMORROW, dt.date(2027, 3, 31))}
    assert held[0].history.get().history_user == cast.manager
    assert "Answering for “Designated Nurse”" in mailoutbox[0].body


def test_further_role_that_reports_may_come_with_posts_too(
    manager: Client, cast: Cast, leads: Leads
) -> None:
    send(manager, role_page(cast.observer), role="member", leads=[leads.agency.pk])

    assert cast.observer.lead_holdings.get().lead == leads.agency


def test_observer_answers_for_no_post(manager: Client, cast: Cast, leads: Leads) -> None:
    response = send(manager, role_page(cast.member), role="observer", leads=[leads.post.pk])

    assert "an observer cannot report" in errors(response)["leads"][0]
    assert not cast.member.lead_holdings.exists()


def test_post_she_is_behind_already_is_not_held_twice(
    manager: Client, cast: Cast, leads: Leads
) -> None:
    send(manager, role_page(cast.lead), role="member", leads=[leads.post.pk])

    assert cast.lead.lead_holdings.count() == 1

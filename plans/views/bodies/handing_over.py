"""A post or a group's chair goes to another person from a day on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from boardplan.accounts.models import User
from boardplan.ui.uk_dates import date_words
from plans.access import Access, Permission, board_access
from plans.bodies import Tenure, Work, chairs, holders, work_of
from plans.forms.hand_over import HandOverForm
from plans.models import Group, GroupKind, Lead
from plans.services import handing_over as services
from plans.services.memberships import roles_left
from plans.telling import store_and_tell
from plans.views.bodies.pages import METHODS, bodies, body_page, hand_over_page, page_of, stored
from plans.views.people import keep_signed_in

CHAIR_OF_BOARD = (
    "Who has the role “Independent chair” chairs the board. Give or end that role under “People”."
)


@require_http_methods(METHODS)
def lead_holder(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Put another person behind a lead."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    lead: Lead = access.get(bodies(Lead), pk=pk)
    if lead.group:
        messages.info(request, f"Whoever chairs “{lead.group}” reports on its actions.")
        return redirect(hand_over_page(lead) or page_of(lead))
    return _hand_over(request, access, lead, holders(access).get(pk, []))


@require_http_methods(METHODS)
def group_chair(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Let another person chair a group."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    group: Group = access.get(bodies(Group), pk=pk)
    if group.kind == GroupKind.BOARD:
        messages.warning(request, CHAIR_OF_BOARD)
        return redirect(page_of(group))
    return _hand_over(request, access, group, chairs(access).get(pk, []))


def _hand_over(
    request: HttpRequest, access: Access, body: Lead | Group, tenures: list[Tenure]
) -> HttpResponse:
    if body.is_merged:
        words = f"“{body}” was merged. “{body.current}” stands for it now: hand that over."
        messages.warning(request, words)
        return redirect(page_of(body))
    form = HandOverForm(request.POST or None, body=body, access=access)

    def write() -> str:
        told = _written(access, body, form.cleaned_data, tenures)
        keep_signed_in(request, access.user)
        for words in told:
            messages.success(request, words)
        return page_of(body)

    return stored(request, access, form, body, write, storing=store_and_tell) or body_page(
        request, access, "hand_over", body, form=form, **_at_stake(body, access, tenures)
    )


def _at_stake(body: Lead | Group, access: Access, tenures: list[Tenure]) -> dict[str, Any]:
    """Who has it and is to have it, and what goes along with it."""
    return {
        "is_group": isinstance(body, Group),
        "work": work_of(type(body), access).get(body.pk, Work()),
        "tenures": [tenure for tenure in tenures if tenure.standing != "past"],
        "arranged": [tenure for tenure in tenures if tenure.standing == "next"],
    }


def _written(
    access: Access, body: Lead | Group, words: dict[str, Any], tenures: list[Tenure]
) -> list[str]:
    """Store the hand-over; what the manager should know of it."""
    to, starts_on = words["to"], words["starts_on"]
    given: dict[str, Any] = {
        "to": to,
        "starts_on": starts_on,
        "revision": words["revision"],
        "by": access.user,
        "reason": words["why"],
    }
    day = max(starts_on, access.today)
    is_newcomer = to is not None and not services.may_report(to, access.board, day)
    if isinstance(body, Lead):
        services.lead_hand_over(lead=body, **given)
    else:
        services.chair_hand_over(group=body, **given)
    told = [
        f"{to or 'Nobody'} answers for “{body}” from {date_words(starts_on)} on.",
        *(_replaced(tenure) for tenure in tenures if _falls_away(tenure, to, starts_on)),
    ]
    if is_newcomer and isinstance(body, Lead):
        told.append(f"{to} was given the role “Lead” to report on it.")
    return told + [_without_role(person) for person in _left_out(access, tenures, day)]


def _falls_away(tenure: Tenure, to: User | None, starts_on: dt.date) -> bool:
    """Whether a hand-over that was arranged comes to nothing by another one."""
    stays = tenure.person == to and tenure.starts_on == starts_on
    return tenure.standing == "next" and tenure.starts_on >= starts_on and not stays


def _replaced(tenure: Tenure) -> str:
    day = date_words(tenure.starts_on)
    return f"This replaces the hand-over to {tenure.person} arranged for {day}."


def _left_out(access: Access, tenures: list[Tenure], day: dt.date) -> list[User]:
    """Those who had a part in it and have none in the board from the day on."""
    people = {tenure.person for tenure in tenures if tenure.standing != "past"}
    return [each for each in people if not roles_left(access.board, each, day)]


def _without_role(person: User) -> str:
    return f"{person} has no other role at this board from then on, and will not get in."

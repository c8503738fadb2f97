"""The people of a board: who is in, one person's page, another role for her."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boardplan.accounts.models import User
from boardplan.accounts.second_factor import has_second_factor
from boardplan.ui.uk_dates import date_words
from plans import people_page
from plans.access import Permission, board_access
from plans.forms.people import PersonNameForm
from plans.forms.role import RoleForm
from plans.models import Membership
from plans.pages import board_page
from plans.services.giving import role_give
from plans.services.naming import may_rename, person_rename
from plans.services.succeeding import chair_follow
from plans.storing import store
from plans.telling import store_and_tell
from plans.views.invitations import link_to_show

ROLE_WORDS = ("role", "group", "leads", "agency", "starts_on", "ends_on")


@require_safe
def person_list(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Who is in, who is awaited, who is to come and who was there."""
    access = board_access(request, board_slug, Permission.APPOINT_DEPUTY)
    context = board_page(
        access,
        "people",
        people=people_page.people(access),
        may_manage=access.allows(Permission.MANAGE_PEOPLE),
        **people_page.few_accept(access),
    )
    return render(request, "plans/people_list.html", context)


@require_safe
def person_detail(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """One person: her roles, posts and way in; and once, the link that was made for her."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    person = people_page.person_of(access, pk)
    context = board_page(
        access,
        "people",
        person=person,
        roles=people_page.endable_roles(person, access),
        posts=people_page.posts_of(access, person.user),
        may_have_new_link=people_page.may_have_new_link(person, access),
        may_rename=may_rename(person.user, access.user, access.today),
        has_second_factor=has_second_factor(person.user),
        link=link_to_show(request, person.user),
    )
    return render(request, "plans/people_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def name_correct(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Correct the name of somebody whose boards are all the reader's to manage."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    user = people_page.person_of(access, pk).user
    page = reverse("plans:person-detail", args=[board_slug, pk])
    form = PersonNameForm(request.POST or None, user=user)

    def write() -> str:
        words = {key: form.cleaned_data[key] for key in ("name", "was")}
        person_rename(board=access.board, user=user, by=access.user, **words)
        messages.success(request, f"The name is “{words['name']}” now.")
        return page

    stale = partial(_show_saved, form, user)
    if response := store(request, access, form, write=write, location=page, when_stale=stale):
        return response
    words = {"person": user, "may_rename": may_rename(user, access.user, access.today)}
    return render(
        request, "plans/people_rename.html", board_page(access, "people", form=form, **words)
    )


def _show_saved(form: PersonNameForm, user: User) -> None:
    user.refresh_from_db(fields=["name"])
    form.show_saved(user.name)


@require_http_methods(["GET", "HEAD", "POST"])
def role_add(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Give somebody of the board another role."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    user = people_page.person_of(access, pk).user
    form = RoleForm(request.POST or None, access=access, user=user)
    page = reverse("plans:person-detail", args=[board_slug, pk])

    def write() -> str:
        words = {name: form.cleaned_data[name] for name in ROLE_WORDS}
        membership = role_give(board=access.board, user=user, by=access.user, **words)
        before = chair_follow(membership=membership, by=access.user) if form.is_following else []
        keep_signed_in(request, access.user)
        messages.success(request, _given(membership, before, access.today))
        return page

    if response := store_and_tell(request, access, form, write=write, location=page):
        return response
    context = board_page(access, "people", form=form, person=user)
    return render(request, "plans/people_role.html", context)


def _given(membership: Membership, before: list[User], today: dt.date) -> str:
    words = f"{membership.user} has the role “{membership.get_role_display()}”."
    last = date_words(max(membership.starts_on, today) - dt.timedelta(days=1))
    return " ".join([words, *(f"The part of {each} ends on {last}." for each in before)])


def keep_signed_in(request: HttpRequest, changed: User) -> None:
    """Who changed her own roles stays signed in here; everywhere else she is signed out."""
    if isinstance(request.user, User) and request.user == changed:
        request.user.refresh_from_db(fields=["session_epoch"])
        update_session_auth_hash(request, request.user)

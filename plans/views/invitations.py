"""Letting people in: the invitation, its link, taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boardplan.accounts.models import User
from boardplan.audit.forms import OnceForm
from plans.access import Access, Permission, board_access
from plans.forms.ending import WithdrawalForm
from plans.forms.people import InvitationForm
from plans.invitation_mail import link_of, send_word
from plans.models import Invitation
from plans.pages import board_page
from plans.services import invitations as services
from plans.services.invitations import Invited, Place
from plans.services.succeeding import chairs_before
from plans.storing import store
from plans.telling import say_how_it_went, store_and_tell

METHODS = ["GET", "HEAD", "POST"]
LINK = "invitation_link"


@require_http_methods(METHODS)
def invitation_add(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Invite somebody to the board."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    form = InvitationForm(request.POST or None, access=access)
    made: list[Invited] = []

    def write() -> str:
        words = {name: form.cleaned_data[name] for name in ("email", "name")}
        made.append(
            services.person_invite(board=access.board, place=form.place(), by=access.user, **words)
        )
        _say_how_known(request, made[0].user, words["name"])
        _say_who_chairs_too(request, access, made[0].user, form.place())
        return _page_of(access, made[0].user)

    people = reverse("plans:person-list", args=[board_slug])
    if response := store(request, access, form, write=write, location=people):
        _send_word(request, access, made)
        return response
    context = board_page(access, "people", form=form)
    return render(request, "plans/invitation_new.html", context)


@require_http_methods(METHODS)
def invitation_link(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Make a new link for somebody who has not come yet."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    invitation = access.get(Invitation.objects.select_related("user"), pk=pk)
    form = OnceForm(request.POST or None)
    made: list[Invited] = []

    def write() -> str:
        made.append(services.invitation_renew(invitation=invitation, by=access.user))
        return _page_of(access, invitation.user)

    page = _page_of(access, invitation.user)
    if response := store(request, access, form, write=write, location=page):
        _send_word(request, access, made)
        return response
    return _about(request, access, form, invitation, "link")


@require_http_methods(METHODS)
def invitation_withdraw(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Take back the invitation of somebody who has not come yet."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    invitation = access.get(Invitation.objects.select_related("user"), pk=pk)
    form = WithdrawalForm(request.POST or None, access=access, user=invitation.user)
    people = reverse("plans:person-list", args=[board_slug])

    def write() -> str:
        services.invitation_withdraw(invitation=invitation, by=access.user, takers=form.takers())
        messages.success(request, f"{invitation.user} is not invited any more.")
        return people

    untold = {"untold": invitation.user}
    if response := store_and_tell(request, access, form, write=write, location=people, **untold):
        return response
    return _about(request, access, form, invitation, "withdraw")


def link_to_show(request: HttpRequest, user: User) -> str:
    """The link that was made for this person in this session, the first time it is asked for."""
    pk, link = request.session.get(LINK, (None, ""))
    if pk != user.pk:
        return ""
    del request.session[LINK]
    return str(link)


def _about(
    request: HttpRequest, access: Access, form: OnceForm, invitation: Invitation, verb: str
) -> HttpResponse:
    context = board_page(
        access,
        "people",
        form=form,
        invitation=invitation,
        valid_for=services.VALID_FOR.days,
        back=_page_of(access, invitation.user),
    )
    return render(request, f"plans/invitation_{verb}.html", context)


def _page_of(access: Access, user: User) -> str:
    return reverse("plans:person-detail", args=[access.board.slug, user.pk])


def _say_how_known(request: HttpRequest, user: User, typed: str) -> None:
    """Say that somebody with an account keeps its name; where else she has a part is not said."""
    if user.name != typed:
        words = f"{user.email} has an account already and is known as “{user}”. That name stays."
        messages.info(request, words)


def _say_who_chairs_too(request: HttpRequest, access: Access, user: User, place: Place) -> None:
    """Warn of two chairs: an invitation ends nobody's part, for it may never be taken up."""
    for role, group in place.roles:
        before = chairs_before(
            board=access.board, role=role, group=group, user=user, starts_on=place.starts_on
        )
        for row in before:
            what = f"“{group}”" if group else "the board"
            words = "End that role, or hand it over, when it is time."
            messages.warning(request, f"{row.user} chairs {what}, too. {words}")


def _send_word(request: HttpRequest, access: Access, made: list[Invited]) -> None:
    """Mail whoever was let in, once that is stored; and say how it went."""
    for invited in made:
        link = link_of(request, invited)
        if link:
            request.session[LINK] = (invited.user.pk, link)
        other_way = "Give the link below instead." if link else "Tell them in another way."
        is_sent = send_word(request, access, invited)
        say_how_it_went(request, invited.user.email, is_sent, other_way)

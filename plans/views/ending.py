"""Ending somebody's part in the board at once, with all that she leaves behind."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.access import Access, Permission, board_access
from plans.forms.ending import EndingForm, role_words
from plans.models import Membership
from plans.pages import board_page
from plans.roles import Role
from plans.services.ending import role_end
from plans.services.memberships import obstacle_to_ending
from plans.telling import store_and_tell


@require_http_methods(["GET", "HEAD", "POST"])
def membership_end(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """End a role, or all of the person's at this board, and hand over what she owes."""
    access = board_access(request, board_slug, Permission.APPOINT_DEPUTY)
    membership, page = _endable(access, pk)
    if request.method != "POST" and membership.is_over(access.today):
        messages.info(request, "This role has ended already.")
        return redirect(page)
    form = EndingForm(request.POST or None, access=access, membership=membership)

    def write() -> str:
        role_end(membership=membership, by=access.user, **form.words())
        messages.success(request, _done(membership, form))
        return page

    return store_and_tell(request, access, form, write=write, location=page) or _page(
        request, access, form, membership, page
    )


def _done(membership: Membership, form: EndingForm) -> str:
    user, role = membership.user, role_words(membership)
    what = "All roles at this board have" if form.ends_all else f"The role “{role}” has"
    return f"{what} ended for {user}, who is signed out everywhere."


def _endable(access: Access, pk: int) -> tuple[Membership, str]:
    """The role, and the page it is ended from; PermissionDenied where it is not the reader's.

    Whoever manages people has a page for every role; whoever but appoints deputies, for those of
    deputies.
    """
    rows = Membership.objects.select_related("user", "group", "board")
    membership: Membership = access.get(rows, pk=pk)
    slug = access.board.slug
    if access.allows(Permission.MANAGE_PEOPLE):
        return membership, reverse("plans:person-detail", args=[slug, membership.user_id])
    if membership.role != Role.DEPUTY:
        raise PermissionDenied("Only whoever manages people ends this role.")
    return membership, reverse("plans:deputy-add", args=[slug])


def _page(
    request: HttpRequest, access: Access, form: EndingForm, membership: Membership, page: str
) -> HttpResponse:
    context = board_page(
        access,
        "people",
        form=form,
        membership=membership,
        role=role_words(membership),
        obstacle=obstacle_to_ending(membership, access.user, access.today),
        is_oneself=membership.user == access.user,
        page=page,
        may_manage=access.allows(Permission.MANAGE_PEOPLE),
    )
    return render(request, "plans/membership_end.html", context)

"""Pages that belong to no board: the boards of a person, the accessibility statement."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.access import AuthenticatedRequest
from plans.models import Membership


@require_safe
def board_list(request: AuthenticatedRequest) -> HttpResponse:
    """The boards this person has a part in; where it is one, straight to it.

    Whoever looks after the installation finds its tools here, and so is never sent on.

    The account menu asks for them when it is opened: so no other page pays for the switch, and
    it is right from the moment a membership begins or ends.
    """
    memberships = (
        Membership.objects.filter(user=request.user)
        .on(timezone.localdate())
        .select_related("board")
        .order_by("board__name")
    )
    boards = list(dict.fromkeys(membership.board for membership in memberships))
    if request.headers.get("HX-Request"):
        context = {"boards": boards, "current": request.GET.get("current", "")}
        return render(request, "reports/_board_links.html", context)
    if len(boards) == 1 and not request.user.is_superuser:
        return redirect(boards[0])
    return render(request, "reports/board_list.html", {"boards": boards})


@require_safe
@login_not_required
def accessibility(request: AuthenticatedRequest) -> HttpResponse:
    """How accessible the service is, and how to say where it fails."""
    return render(request, "reports/accessibility.html")

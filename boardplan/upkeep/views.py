"""What a monitor asks, and the page of whoever looks after the installation."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boardplan.accounts.models import User
from boardplan.accounts.second_factor import SecondFactorNeeded, has_second_factor
from boardplan.upkeep.checks import is_mail_kept
from boardplan.upkeep.health import installation, is_well, send_test_mail

log = logging.getLogger(__name__)


@require_safe
@login_not_required
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """200 while the server and its database answer, else 503; says no more to a stranger."""
    well = is_well()
    return JsonResponse({"status": "ok" if well else "failing"}, status=200 if well else 503)


@require_http_methods(["GET", "HEAD", "POST"])
def installation_page(request: HttpRequest) -> HttpResponse:
    """How the installation is, for a system administrator; a POST sends a test e-mail."""
    person = request.user
    if not isinstance(person, User) or not person.is_superuser:
        raise PermissionDenied("Only a system administrator sees this.")
    if not has_second_factor(person):
        raise SecondFactorNeeded
    if request.method == "POST":
        _try_mail(request, person.email)
        return redirect("installation")
    return render(request, "upkeep/installation.html", {"installation": installation()})


def _try_mail(request: HttpRequest, address: str) -> None:
    if is_mail_kept():
        messages.warning(request, "No e-mail leaves this server, so none was sent. Set EMAIL_URL.")
        return
    try:
        send_test_mail(address)
    except OSError as wrong:
        log.warning("Test e-mail failed: %s", type(wrong).__name__)
        messages.error(request, f"The e-mail could not be sent: {wrong} Look at EMAIL_URL.")
    else:
        messages.success(request, f"An e-mail is on its way to {address}.")

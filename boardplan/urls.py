"""Every address of the product. The rooms' own addresses are included by name, not imported."""

from typing import NoReturn

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import include, path

from boardplan.accounts.views import ConfirmLoginCodeView, change_name
from boardplan.audit.context import current
from boardplan.upkeep import views as upkeep


def not_offered(request: HttpRequest, **_: str) -> NoReturn:  # noqa: ARG001
    """Refuse an address that the accounts library has and Boardplan has no use for."""
    raise Http404("Not offered.")


@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Where browsers look for the picture of pages that name none, as the set-up pages."""
    return redirect(static("dist/images/favicon.svg"))


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say that something went wrong, with the number by which it is found in the log.

    Drawn without the request: who has signed in is asked of the database, which may be what failed.
    """
    return HttpResponseServerError(render_to_string("500.html", {"request_id": current().id}))


handler500 = server_error

urlpatterns = [
    path("admin/", include("plans.urls_admin")),
    path("favicon.ico", favicon, name="favicon"),
    path("healthz", upkeep.healthz, name="healthz"),
    path("installation/", upkeep.installation_page, name="installation"),
    path("", include("reports.urls")),
    path("invitations/", include("plans.urls_invitations")),
    path("reporting/", include("priorities.urls_reporting")),
    path("boards/<slug:board_slug>/", include("plans.urls")),
    path("boards/<slug:board_slug>/", include("priorities.urls")),
    # A person's address is changed by whoever looks after the accounts, not by herself.
    path("accounts/email/", not_offered, name="account_email"),
    # Whoever invites knows the address; nobody is asked to confirm it.
    path("accounts/confirm-email/", not_offered, name="account_email_verification_sent"),
    path("accounts/confirm-email/<str:key>/", not_offered, name="account_confirm_email"),
    path("accounts/name/", change_name, name="account_name"),
    path(
        "accounts/login/code/confirm/",
        ConfirmLoginCodeView.as_view(),
        name="account_confirm_login_code",
    ),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/", include("allauth.account.urls")),
]

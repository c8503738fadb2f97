"""Every address of the product. The rooms' own addresses are included by name, not imported."""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import include, path


def not_offered(request: HttpRequest) -> NoReturn:  # noqa: ARG001
    """Refuse an address that the accounts library has and Boardplan has no use for."""
    raise Http404("Not offered.")


urlpatterns = [
    path("", include("reports.urls")),
    path("boards/<slug:board_slug>/", include("plans.urls")),
    path("boards/<slug:board_slug>/", include("priorities.urls")),
    # A person's address is changed by whoever looks after the accounts, not by herself.
    path("accounts/email/", not_offered, name="account_email"),
    path("accounts/", include("allauth.account.urls")),
]

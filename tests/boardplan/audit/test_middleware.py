"""A signed-in person's pages leave no copy behind."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from boardplan.accounts.models import User
from boardplan.audit.middleware import NoStoreMiddleware


@pytest.fixture
def middleware() -> NoStoreMiddleware:
    """The middleware around a page that would like to be kept for a day."""

    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "max-age=86400"})

    return NoStoreMiddleware(page)


def test_page_of_signed_in_person_is_not_stored(
    middleware: NoStoreMiddleware, rf: RequestFactory
) -> None:
    request = rf.get("/")
    request.user = User(email="chair@medway.example")

    assert middleware(request)["Cache-Control"] == "no-store"


def test_page_of_stranger_is_left_alone(middleware: NoStoreMiddleware, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()

    assert middleware(request)["Cache-Control"] == "max-age=86400"

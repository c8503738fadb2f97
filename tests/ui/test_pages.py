"""The frame of every page, and the pages that Django and allauth show by themselves."""

import re
from pathlib import Path

import allauth
import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from boardplan.accounts.models import User

TEMPLATES = Path(__file__).parents[2] / "templates"
ALL = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
# A document's template may carry styles: no browser and no policy is there.
OURS = [name for name in ALL if not name.startswith("reports/pdf/")]
ACCOUNT = Path(allauth.__file__).parent / "templates/account"
# Telephone numbers are no part of our accounts, so their pages have no address.
ACCOUNT_PAGES = sorted(
    f"account/{path.name}" for path in ACCOUNT.glob("*.html") if "phone" not in path.name
)

# What a strict content security policy refuses: scripts and styles within the page.
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", re.IGNORECASE)


@pytest.fixture
def request_to_page(rf: RequestFactory) -> HttpRequest:
    return rf.get("/", {"lead": "chair"})


@pytest.mark.parametrize("name", OURS)
def test_template_has_no_inline_script_or_style(name: str) -> None:
    assert not INLINE.search((TEMPLATES / name).read_text())


@pytest.mark.parametrize("name", OURS)
def test_template_is_short(name: str) -> None:
    assert len((TEMPLATES / name).read_text().splitlines()) <= 120


@pytest.mark.parametrize("name", ACCOUNT_PAGES)
def test_account_page_has_no_inline_script(name: str) -> None:
    own = TEMPLATES / name
    source = own if own.exists() else ACCOUNT.parent / name

    assert not INLINE.search(source.read_text())


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "429.html", "500.html"])
def test_error_page_is_whole_without_a_request(name: str) -> None:
    page = render_to_string(name)

    assert '<html lang="en-GB"' in page
    assert page.count("<main") == page.count("<h1") == 1
    assert "<title>" in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_entrance_page_has_language_main_and_one_heading(client: Client, name: str) -> None:
    page = client.get(reverse(name)).content.decode()

    assert '<html lang="en-GB"' in page
    assert page.count('<main id="main-content"') == page.count("<h1") == 1
    assert 'href="#main-content"' in page
    assert not INLINE.search(page)


@pytest.mark.django_db
def test_sign_in_that_failed_is_announced_in_title_and_summary(client: Client) -> None:
    page = client.post(reverse("account_login"), {"login": "", "password": ""}).content.decode()

    assert "<title>Error: Sign in" in page
    assert 'href="#id_login"' in page


def test_header_shows_the_board_and_where_one_is(request_to_page: HttpRequest) -> None:
    page = render_to_string(
        "base.html",
        {
            "board": {"name": "Borsetshire Board"},
            "board_url": "/boards/borsetshire/",
            "board_nav": [
                {"label": "Plan", "url": "/plan/", "current": True},
                {"label": "Updates", "url": "/updates/", "current": False},
            ],
        },
        request_to_page,
    )

    assert "– Borsetshire Board – Boardplan</title>" in page
    assert page.count('aria-current="true"') == 1
    assert "Sign out" not in page


def test_htmx_evaluates_nothing_and_keeps_no_history() -> None:
    page = render_to_string("base.html")

    for setting in ('"allowEval": false', '"historyCacheSize": 0', "includeIndicatorStyles"):
        assert setting in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_entrance_page_asks_for_the_address_in_our_word(client: Client, name: str) -> None:
    page = client.get(reverse(name)).content.decode()

    assert "E-mail address" in page
    assert "Email" not in page


def test_account_menu_leads_to_the_other_boards(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = User(email="manager@a.example", name="A manager")

    menu = render_to_string("_components/account_menu.html", request=request)

    assert '<a class="govuk-link" href="/">Your boards</a>' in menu

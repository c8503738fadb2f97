"""The browser of these tests, the boards it visits, and the people who sign in."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from playwright.sync_api import BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from boardplan.accounts.models import User
from plans.roles import Role
from priorities.demo import load_board
from tests import factories as make
from tests.browser.complaints import Complaints
from tests.browser.people import PASSWORD, SignIn, person

expect.set_options(timeout=15_000)  # milliseconds; Playwright's five are few on a busy machine
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The programs that Chromium is found under; its shell without windows opens a page in a third of
the time (measured).
"""
NO_CHROMIUM = (
    "Chromium is missing. On Debian, as root: apt-get install chromium-headless-shell libatomic1"
)


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Where the pages are, so that a test may say `page.goto("/accounts/login/")`."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How Playwright starts Chromium; without one these tests are skipped, but never in CI."""
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if chromium is None and os.environ.get("CI"):
        pytest.fail(NO_CHROMIUM)
    if chromium is None:
        pytest.skip(NO_CHROMIUM)
    # Chromium's sandbox does not work for root, as whom CI runs; it loads our own pages only.
    sandbox = os.geteuid() != 0
    return browser_type_launch_args | {"executable_path": chromium, "chromium_sandbox": sandbox}


@pytest.fixture(autouse=True)
def complaints() -> Iterator[Complaints]:
    """Whatever the browser complains of fails the test."""
    found = Complaints()
    yield found
    assert found.heard == []


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], complaints: Complaints
) -> Callable[..., BrowserContext]:
    """A window of its own, listened to; the tests' `page` is in one."""

    def listened_to(**options: Any) -> BrowserContext:
        context = new_context(**options)
        complaints.listen_to(context)
        return context

    return listened_to


@pytest.fixture(scope="session")
def loaded() -> Iterator[sqlite3.Connection]:
    """A copy of the loaded boards: copying takes a millisecond, loading half a second."""
    with closing(sqlite3.connect(":memory:")) as copy:
        yield copy


@pytest.fixture
def boards(transactional_db: None, loaded: sqlite3.Connection) -> None:
    """Medway and Merton with their plans and updates, and a board that has no plan yet."""
    connection.ensure_connection()
    has_tables = loaded.execute("SELECT EXISTS (SELECT 1 FROM sqlite_master)").fetchone()[0]
    if has_tables:
        loaded.backup(connection.connection)
        return
    for slug in ("medway", "merton"):
        load_board(slug, password=make_password(PASSWORD))
    bare = make.board(slug="bare", name="Board without a plan")
    make.three_colours(bare)
    make.membership(board=bare, user=make.user(email="manager@bare.example"), role=Role.MANAGER)
    connection.connection.backup(loaded)


@pytest.fixture
def sign_in(boards: None, base_url: str) -> SignIn:
    """Sign a demonstration person in by a session of the database, without the form."""

    def give_session(context: BrowserContext, part: str) -> User:
        user = person(part)
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base_url}])
        return user

    return give_session

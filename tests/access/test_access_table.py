"""The table of addresses, tried by everyone; and a walk that finds what the table forgot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, resolve

from tests.access.table import BOARD, EVERYONE, SITE, TABLE, Line, SiteLine
from tests.conftest import Cast, ClientOf

OUTSIDE = ("outsider", "stranger")


@pytest.fixture(autouse=True)
def _no_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pack has tests of its own; who may have it needs no PDF."""
    monkeypatch.setattr("reports.views.pack.board_pack", lambda *_, **__: b"%PDF-")
    monkeypatch.setattr("reports.views.versions.version_pdf", lambda _: b"%PDF-")


def asked(client: Client, method: str, address: str) -> str:
    """What is answered: the status, and for a redirection to sign in that it is one."""
    with transaction.atomic():
        response: HttpResponse = getattr(client, method)(address)
        if response.streaming:
            b"".join(response)  # read to its end, a file is closed again
        transaction.set_rollback(True)
    to_sign_in = response.headers.get("Location", "").startswith("/accounts/login/")
    return "sign in" if to_sign_in else str(response.status_code)


def expected(line: Line, method: str) -> dict[str, str]:
    """What the table says that each person is answered."""
    may = getattr(line, method)
    if not may and (line.get or line.post):
        return {**dict.fromkeys((*EVERYONE, *OUTSIDE), "405"), "nobody": "sign in"}
    status = line.opens if method == "get" else line.takes
    members = {who: str(status if who in may else line.others) for who in EVERYONE}
    return {**members, **dict.fromkeys(OUTSIDE, "404"), "nobody": "sign in"}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("line", TABLE, ids=lambda line: line.address)
def test_address_answers_everyone_as_the_table_says(
    line: Line, method: str, cast: Cast, client_of: ClientOf, places: dict[str, Any]
) -> None:
    address = BOARD + line.address.format_map(places)
    people = expected(line, method)

    answers = {who: asked(client_of(getattr(cast, who)), method, address) for who in people}

    assert answers == people


@pytest.mark.parametrize("line", SITE, ids=lambda line: line.name)
def test_address_of_no_board_answers_as_the_table_says(
    line: SiteLine, cast: Cast, client_of: ClientOf
) -> None:
    nobody, somebody = client_of(None), client_of(cast.member)

    statuses = (nobody.get(line.address).status_code, somebody.get(line.address).status_code)

    assert resolve(line.address).view_name == line.name
    assert statuses == (line.nobody, line.signed_in)


@pytest.mark.parametrize(
    "line", [line for line in TABLE if "{" in line.address], ids=lambda line: line.address
)
def test_rows_of_another_board_are_not_found_under_the_own_one(
    line: Line, cast: Cast, client_of: ClientOf, places: dict[str, Any]
) -> None:
    address = "/boards/b/" + line.address.format_map(places | {"plan": "no-such-plan"})
    method = "get" if line.get else "post"

    assert asked(client_of(cast.outsider), method, address) == "404"


Patterns = Iterable[URLPattern | URLResolver]


def named(patterns: Patterns, space: str = "") -> Iterator[str]:
    """The name of every address below these patterns, with its namespace."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            below = ":".join(filter(None, (space, pattern.namespace)))
            yield from named(pattern.url_patterns, below)
        else:
            yield ":".join(
                filter(None, (space, pattern.name or f"without a name: {pattern.pattern}"))
            )


def unlisted(patterns: Patterns) -> set[str]:
    """The addresses that stand in neither table."""
    places: dict[str, Any] = defaultdict(lambda: 1, plan="p")
    listed = {
        resolve((BOARD + line.address.format_map(places)).split("?")[0]).view_name for line in TABLE
    }
    found = set(named(patterns)) - listed - {line.name for line in SITE}
    # The admin's own walk: tests/access/test_admin_addresses.py
    return {name for name in found if not name.startswith("admin:")}


def test_every_address_stands_in_the_table() -> None:
    forgotten = unlisted(get_resolver().url_patterns)

    assert not forgotten, (
        f"Add a line to tests/access/table.py for: {', '.join(sorted(forgotten))}. It says who "
        "may GET and who may POST the address."
    )


def test_walk_names_an_address_that_the_table_forgot() -> None:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    added = path("boards/<slug:board_slug>/secrets/", page, name="secret-list")

    assert unlisted([*get_resolver().url_patterns, added]) == {"secret-list"}


def test_walk_names_an_address_without_a_name() -> None:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert unlisted([path("hidden/", page)]) == {"without a name: hidden/"}

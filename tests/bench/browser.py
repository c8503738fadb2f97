"""A person's browser, as far as it costs the server anything: one connection, cookies, forms."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Self

from django.conf import settings
from django.test import Client

from boardplan.accounts.models import User
from tests.bench.forms import multipart
from tests.bench.server import HOST

TIMEOUT = 60
IDLE = 1
"""Seconds after which a connection is opened anew: the server closes idle ones after two."""
KEPT_COOKIES = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
OK, FOUND = 200, 302


class WrongAnswer(Exception):
    """The server answered otherwise than it should; the measurement is void."""


@dataclass(frozen=True)
class Answer:
    """What came back, and how many seconds it took."""

    body: str
    seconds: float


def signed_in(user: User) -> dict[str, str]:
    """The cookies of this person, who has just signed in."""
    client = Client()
    client.force_login(user)
    return {name: morsel.value for name, morsel in client.cookies.items()}


class Browser:
    """One connection, kept open, on which a signed-in person asks for one page after the other.

    Several may share their cookies, as the connections of one browser do.
    """

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.connection = HTTPConnection(HOST, port, timeout=TIMEOUT)
        self.cookies = cookies
        self.used = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.connection.close()

    def get(self, path: str) -> Answer:
        """The page at ``path``. Raises WrongAnswer for anything but 200."""
        return self._ask("GET", path, None, OK, {})

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form. Raises WrongAnswer for anything but 302, on to another page."""
        body, kind = multipart(fields)
        return self._ask("POST", path, body, FOUND, {"Content-Type": kind})

    def _ask(
        self, method: str, path: str, body: bytes | None, wanted: int, headers: dict[str, str]
    ) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, **headers}
        if time.monotonic() - self.used > IDLE:
            self.connection.close()
            self.connection.connect()
        began = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        raw = response.read()
        seconds = time.perf_counter() - began
        self.used = time.monotonic()
        text = raw.decode(errors="replace")  # a PDF is no text, and nobody reads it here
        if response.status != wanted:
            raise WrongAnswer(f"{method} {path}: {response.status}, not {wanted}\n{text[:2000]}")
        self._keep(response.headers.get_all("Set-Cookie", []))
        return Answer(text, seconds)

    def _keep(self, headers: list[str]) -> None:
        """Keep the session and the form token; messages would be shown and gone."""
        for header in headers:
            for name, morsel in SimpleCookie(header).items():
                if name in KEPT_COOKIES:
                    self.cookies[name] = morsel.value

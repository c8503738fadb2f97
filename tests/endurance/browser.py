"""A person at her browser, without one: cookies, forms read from pages, forms sent."""

from __future__ import annotations

import html
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any

from tests.endurance.server import HOST, PATIENCE

Fields = dict[str, str]
KEPT_COOKIES = ("sessionid", "csrftoken")


@dataclass
class Form:
    """A form as a page shows it: where it goes, and what would be sent untouched."""

    action: str = ""
    fields: Fields = field(default_factory=dict)


class Forms(HTMLParser):
    """Reads the forms of a page, with what stands in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._name: str | None = None
        """Of the textarea or select that is being read."""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attr = dict(attrs)
        name = attr.get("name") or ""
        if tag == "form":
            self._form = Form(attr.get("action") or "")
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "input" and name and _is_sent(attr):
            value = attr.get("value")
            self._form.fields[name] = _worth(attr) if value is None else value
        elif tag in {"textarea", "select"}:
            self._name = name
            self._form.fields[name] = ""
        elif tag == "option" and "selected" in attr and self._name:
            self._form.fields[self._name] = attr.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._form and self._name and self.lasttag == "textarea":
            self._form.fields[self._name] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag in {"textarea", "select"}:
            if self._form and self._name and tag == "textarea":
                # A browser does not count the line break that follows the opening tag.
                words = self._form.fields[self._name]
                self._form.fields[self._name] = words.removeprefix("\r").removeprefix("\n")
            self._name = None


def _worth(attr: Mapping[str, str | None]) -> str:
    """What a field without a value sends."""
    return "on" if attr.get("type") in {"checkbox", "radio"} else ""


def _is_sent(attr: Mapping[str, str | None]) -> bool:
    kind = attr.get("type") or "text"
    if kind in {"checkbox", "radio"}:
        return "checked" in attr
    return kind not in {"file", "submit"}


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    text: str
    location: str = ""

    @property
    def words(self) -> str:
        """What stands on the page, with its marks as a person reads them."""
        return html.unescape(self.text)

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text)
        return found

    def form(self, having: str) -> Form | None:
        """The form of the page with this field or, for a form without, this end of address."""
        for form in Forms(self.text).forms:
            if having in form.fields or form.action.endswith(having):
                return form
        return None


class Browser:
    """One person's browser. Raises OSError or HTTPException where nobody answers."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: Fields = {}

    def sign_in(self, email: str, password: str) -> None:
        """Sign in by the page for it."""
        form = self.get("/accounts/login/").form("login")
        if form is None:
            raise AssertionError("The page of signing in has no form.")
        typed = form.fields | {"login": email, "password": password}
        answer = self.post("/accounts/login/", typed)
        if answer.status != 302:
            raise AssertionError(f"{email} could not sign in ({answer.status}).")

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: Fields, files: Mapping[str, bytes] | None = None) -> Answer:
        """Send a form, as every form with files is sent; each file is called by its field."""
        boundary = secrets.token_hex(16)
        body = _multipart(boundary, fields, files or {})
        kind = f"multipart/form-data; boundary={boundary}"
        return self._ask("POST", path, body, {"Content-Type": kind})

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        connection = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, {**headers, "Cookie": cookies})
            response = connection.getresponse()
            # The status is what a person is told by; a page may still break off behind it.
            text = "" if response.status == 302 else response.read().decode()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                if name in KEPT_COOKIES:
                    self.cookies[name] = morsel.value
        return Answer(response.status, text, response.headers.get("Location") or "")


def _multipart(boundary: str, fields: Fields, files: Mapping[str, bytes]) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, content in files.items():
        head = f'name="{name}"; filename="{name}.txt"\r\nContent-Type: text/plain'
        parts.append(
            f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode()
            + content
            + b"\r\n"
        )
    return b"".join(parts) + f"--{boundary}--\r\n".encode()

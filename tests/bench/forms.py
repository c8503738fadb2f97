"""A page's form as a browser sends it: read from the page, filled in, written as multipart."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from html.parser import HTMLParser

FIELDS = {"input", "textarea", "select"}
UNSENT = {"checkbox", "radio", "file", "submit", "button"}
"""Kinds of input that a browser leaves out unless somebody ticked, chose or pressed them."""


class _Reader(HTMLParser):
    """Collects, form by form, what a browser would send back untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if tag == "form":
            self.forms.append({})
        elif name and self.forms and tag in FIELDS and given.get("type") not in UNSENT:
            self.forms[-1][name] = given.get("value") or ""


def once_form(page: str) -> dict[str, str]:
    """The fields of the page's form that has a one-time key, still to be filled in.

    Raises ValueError where there is none.
    """
    reader = _Reader()
    reader.feed(page)
    for fields in reader.forms:
        if "form_key" in fields:
            return fields
    raise ValueError("The page has no form with a one-time key.")


def multipart(fields: Mapping[str, str]) -> tuple[bytes, str]:
    """The body and the content type of a form that may carry files, sent without any."""
    boundary = uuid.uuid4().hex
    parts = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    body = f"{''.join(parts)}--{boundary}--\r\n"
    return body.encode(), f"multipart/form-data; boundary={boundary}"

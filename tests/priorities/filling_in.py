"""Filling in and sending the forms of the plan's editing, as a browser does."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse


def address(name: str, *args: Any) -> str:
    """The address of an editing page of board A."""
    return reverse(f"priorities:{name}", args=["a", *args])


def filled_in(client: Client, url: str, **words: Any) -> dict[str, Any]:
    """What a browser sends of the form at ``url`` after ``words`` were typed into it."""
    form = client.get(url).context["form"]
    values = {field.html_name: field.value() for field in form}
    sent = {name: value for name, value in values.items() if value or value == "0"}
    return {"revision": "0"} | sent | words


def send(client: Client, url: str, **words: Any) -> Any:
    """Fill in the form at ``url`` and send it."""
    return client.post(url, filled_in(client, url, **words))


def told(client: Client, response: Any) -> str:
    """The messages on the page that a stored form leads to."""
    page = client.get(response.url, follow=True)
    return " ".join(str(message) for message in page.context["messages"])


def errors(response: Any) -> dict[str, list[str]]:
    """What the form that is shown again objects to, by field."""
    assert response.status_code == 200
    found: dict[str, list[str]] = response.context["form"].errors
    return found

"""Inviting somebody to board A and coming in by the link, as browsers do."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from boardplan.accounts.models import User
from tests.priorities.filling_in import send

NEW = "/boards/a/invitations/new/"
NURSE = "nurse@trust.example"
LINK = re.compile(r"http://testserver(/invitations/[\w-]{43}/)")


def invite(manager: Client, email: str = NURSE, **words: Any) -> Any:
    """Send the form that invites, as a board member unless ``words`` say otherwise."""
    filled = {"email": email, "name": "Designated Nurse", "roles": ["member"]}
    return send(manager, NEW, **filled | words)


def newcomer(email: str = NURSE) -> User:
    return User.objects.get(email=email)


def has_come(user: User) -> User:
    """Somebody who has signed in once, a fortnight ago."""
    user.last_login = timezone.now() - dt.timedelta(days=14)
    user.save()
    return user


def link_in(message: EmailMessage) -> str:
    """The path of the link in an e-mail."""
    found = LINK.search(str(message.body))
    assert found, message.body
    return found[1]


def come_in(client: Client, link: str, **words: str) -> Any:
    """Open the link, and send its form."""
    client.get(link)
    return client.post(link, {"name": "Designated Nurse", "password": ""} | words)


def links_on(response: Any) -> list[str]:
    """The paths of the links that a page shows."""
    return LINK.findall(response.content.decode())

"""``manage.py loaddemo``: the demonstration boards, people and updates."""

import os
import secrets
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand

from boardplan.accounts.models import User
from priorities.demo import BOARDS, load_board

SOMEBODY = "manager@medway.example"
"""Whose password is that of all the demonstration's people."""


class Command(BaseCommand):
    """Load what is missing of the demonstration; safe to run again."""

    help = "Load the demonstration boards. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load each board that is not there, and say who can sign in and how."""
        given = os.environ.get("BOARDPLAN_DEMO_PASSWORD", "")
        password = given or secrets.token_urlsafe(12)
        hashed = make_password(password)
        loaded = [slug for slug in BOARDS if load_board(slug, password=hashed)]
        if loaded:
            self.stdout.write(f"Loaded: {', '.join(loaded)}.")
        else:
            self.stdout.write("The demonstration boards are loaded already; nothing changed.")
        for slug in BOARDS:
            self.stdout.write(f"  manager@ chair@ subgroup@ lead@ member@ observer@ {slug}.example")
        somebody = User.objects.filter(email=SOMEBODY).first()
        if somebody is not None and somebody.check_password(password):
            self.stdout.write(f"Password for all of them: {password}")
        else:
            self.stdout.write(
                "Their password is the one they were loaded with"
                + (", not that of BOARDPLAN_DEMO_PASSWORD." if given else ".")
            )

"""``manage.py loaddemo``: the demonstration boards, people and updates."""

import os
import secrets
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand

from priorities.demo import BOARDS, load_board


class Command(BaseCommand):
    """Load what is missing of the demonstration; safe to run again."""

    help = "Load the demonstration boards. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load each board that is not there, and say who can sign in."""
        password = os.environ.get("BOARDPLAN_DEMO_PASSWORD") or secrets.token_urlsafe(12)
        hashed = make_password(password)
        loaded = [slug for slug in BOARDS if load_board(slug, password=hashed)]
        if not loaded:
            self.stdout.write("The demonstration boards are loaded already; nothing changed.")
            return
        self.stdout.write(f"Loaded: {', '.join(loaded)}.")
        for slug in loaded:
            self.stdout.write(f"  manager@ chair@ subgroup@ lead@ member@ observer@ {slug}.example")
        self.stdout.write(f"Password for all of them: {password}")

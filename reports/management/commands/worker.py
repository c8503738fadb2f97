"""``manage.py worker``: reminds people, delivers and makes what is owed, until told to stop."""

from __future__ import annotations

import gc
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.work import Worker


class Command(BaseCommand):
    help = "Reminds, delivers owed e-mails and makes packs, until it gets SIGTERM or SIGINT."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do one turn, then end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        # What was loaded by now stays; the collector need not look at it with every pack.
        gc.freeze()
        worker = Worker()
        if once:
            worker.turn()
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, worker.stop)
        worker.work()

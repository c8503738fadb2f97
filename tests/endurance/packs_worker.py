"""A worker that makes packs and nothing else, as the proof starts and kills it.

Its lease is of seconds, so that the proof need not wait minutes for what a dead worker held.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time

import django

LEASE = dt.timedelta(seconds=6)


def main() -> None:
    """Turn after turn until it is killed."""
    django.setup()
    from django.conf import settings  # noqa: PLC0415  not before the environment is read
    from django.db import Error, close_old_connections  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from reports.making import make_owed_packs  # noqa: PLC0415
    from reports.services import packs  # noqa: PLC0415

    settings.MEDIA_ROOT = os.environ["ENDURANCE_MEDIA"]
    packs.LEASE = LEASE
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        try:
            make_owed_packs(timezone.now())
        except Error:
            close_old_connections()
        time.sleep(0.2)


if __name__ == "__main__":
    main()

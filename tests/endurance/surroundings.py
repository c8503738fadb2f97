"""The surroundings of a proof: an environment, a database and a folder of its own."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import environ
import psycopg
from psycopg import sql


@contextmanager
def surroundings(folder: Path) -> Iterator[None]:
    """Set Django up on a new, migrated database, as a real installation has it."""
    with _fresh_database(os.environ.get("DATABASE_URL", ""), folder) as url:
        media = folder / "media"
        media.mkdir()
        os.environ.update(
            ALLOWED_HOSTS="127.0.0.1",
            BOARDPLAN_ENV_FILE=os.devnull,
            BOARDPLAN_HTTPS="off",
            BOARDPLAN_PROXIES="0",
            CACHE_URL="dbcache://django_cache",
            DATABASE_URL=url,
            DEBUG="off",
            DJANGO_SETTINGS_MODULE="boardplan.settings",
            EMAIL_URL="dummymail://",
            ENDURANCE_MEDIA=str(media),
            LOG_LEVEL="WARNING",
            SECRET_KEY=secrets.token_urlsafe(50),
        )
        django.setup()
        _settle_in(media)
        try:
            yield
        finally:
            _let_go()


def _settle_in(media: Path) -> None:
    from django.conf import settings  # noqa: PLC0415  not before the environment is set
    from django.core.management import call_command  # noqa: PLC0415

    settings.MEDIA_ROOT = media
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def _let_go() -> None:
    from django.db import connections  # noqa: PLC0415

    connections.close_all()


@contextmanager
def _fresh_database(url: str, folder: Path) -> Iterator[str]:
    """The address of a new, empty database on the server of ``url``; else of a SQLite file."""
    if not url.startswith("postgres"):
        yield f"sqlite:///{folder}/endurance.sqlite3"
        return
    name = f"endurance_{secrets.token_hex(6)}"
    quoted = sql.Identifier(name)
    with _administration(url) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(quoted))
    try:
        yield f"{url.rpartition('/')[0]}/{name}"
    finally:
        with _administration(url) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(quoted))


def _administration(url: str) -> psycopg.Connection[Any]:
    """A connection to the server itself, where databases are made and dropped."""
    config = environ.Env.db_url_config(url)
    return psycopg.connect(
        host=config["HOST"],
        port=config["PORT"] or None,
        user=config["USER"],
        password=config["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    )

"""The rows of every table as lines of JSON, out of one database and into another."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

LEFT_OUT = frozenset({"sessions.session"})
"""A restored installation is signed in to anew."""
AT_ONCE = 500

Model = type[models.Model]


def tables(apps: Apps) -> list[Model]:
    """The models whose rows a backup holds, links between models among them, by label."""
    found = (
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    )
    return sorted(found, key=lambda model: model._meta.label_lower)


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it stands at one moment, while others go on writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    # Our transactions on SQLite take the lock for writing at their start; this one must not.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def lines(model: Model) -> Iterator[str]:
    """Each row of the table as a line: its columns' values in the order of ``columns``."""
    fields = _fields(model)
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=AT_ONCE):
        values = [_plain(value, field) for value, field in zip(row, fields, strict=True)]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def columns(model: Model) -> list[str]:
    """The names of the table's columns, as ``lines`` gives their values."""
    return [str(field.column) for field in _fields(model)]


def insert(model: Model, names: list[str], rows: Iterable[str]) -> None:
    """Put rows back as they were, with nothing made anew: no default, no time stamp, no history.

    The caller opens the transaction: what a row points to may come later within it.
    """
    by_column = {field.column: field for field in _fields(model)}
    fields = [by_column[name] for name in names]
    quote = connection.ops.quote_name
    statement = "INSERT INTO {} ({}) VALUES ({})".format(  # noqa: S608 - names of our own tables
        quote(model._meta.db_table),
        ", ".join(map(quote, names)),
        ", ".join(["%s"] * len(names)),
    )
    with connection.cursor() as cursor:
        left = iter(rows)
        while some := [_values(line, fields) for line in islice(left, AT_ONCE)]:
            cursor.executemany(statement, some)


def empty(found: list[Model]) -> None:
    """Take every row out of the tables."""
    names = [model._meta.db_table for model in found]
    statements = connection.ops.sql_flush(
        no_style(), names, reset_sequences=True, allow_cascade=False
    )
    connection.ops.execute_sql_flush(statements)


def count_on(found: list[Model]) -> None:
    """Let the next row of each table get a number that is free."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(statement)


def _fields(model: Model) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if field.column]


def _plain(value: Any, field: models.Field[Any, Any]) -> Any:
    """The value as JSON has it; whole: Django's own encoder cuts microseconds off."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(field, models.JSONField):
        return value
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)


def _values(line: str, fields: list[models.Field[Any, Any]]) -> list[Any]:
    return [
        field.get_db_prep_save(_python(value, field), connection)
        for value, field in zip(json.loads(line), fields, strict=True)
    ]


def _python(value: Any, field: models.Field[Any, Any]) -> Any:
    if value is not None and isinstance(field, models.BinaryField):
        return bytes.fromhex(value)
    return field.to_python(value)

"""Which columns hold words that people wrote, and how to change the words inside of one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from plans.models.board import PLAN_FIELDS
from plans.models.frozen import FrozenJSONField, frozen_text
from plans.redaction.words import MARK, Words

REASON = "history_change_reason"
"""The one column of words that a history has and its table has not."""

_NEVER_WORDS = frozenset(
    {
        *("code", "colour", "content_type", "suggested", "token_hash"),
        *("sha256", "file_sha256", "read_sha256"),
    }
)
"""Text that the program reads: no one writes a name there, and it means nothing redacted."""
_SLUG_MARK = "redacted"

_TYPED_KEYS = "extra"
"""The one place in a document that was stored whole where people gave the keys."""
_PIECES = "pieces"
"""Where a document keeps a text that was changed, cut between the words that stayed and others."""
_FROZEN_CODES = frozenset({"schema", "key", "code", "colour", "field", "rating"})
_FROZEN_DATES = frozenset(
    {"on", "start", "due", "next_review", "period_start", "period_end", "as_at"}
)

Change = Callable[[str], str]


@cache
def word_columns(model: type[models.Model]) -> tuple[str, ...]:
    """The columns of words and of JSON; not those that take one of a few codes."""
    return tuple(field.name for field in model._meta.concrete_fields if _holds_words(field))


def _holds_words(field: Any) -> bool:
    kinds = (models.CharField, models.TextField, models.JSONField)
    return isinstance(field, kinds) and not field.choices and field.name not in _NEVER_WORDS


def texts(value: Any, field: Any = None) -> list[str]:
    """Every text inside the value of a column, down through lists and keys."""
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    thawed = _thawed(value) if isinstance(field, FrozenJSONField) else None
    if thawed is None:
        changed(value, keep)
    else:
        changed_frozen(thawed, keep)
    return found


def without(words: Words, field: Any, value: Any) -> Any:
    """The value of this column with the words redacted, short enough to be stored."""
    mark = _SLUG_MARK if isinstance(field, models.SlugField) else MARK
    limit = None if isinstance(field, models.JSONField) else field.max_length

    def redacted(text: str) -> str:
        return words.redacted(text, limit=limit, mark=mark)

    thawed = _thawed(value) if isinstance(field, FrozenJSONField) else None
    if thawed is None:
        return changed(value, redacted)
    clean = changed_frozen(thawed, redacted)
    return value if clean == thawed else frozen_text(clean)


def _thawed(value: str) -> Any:
    """What was frozen as this text; None where it is no JSON, and so is searched as it stands."""
    try:
        return json.loads(value)
    except ValueError:
        return None


def changed_frozen(value: Any, change: Change, key: str = "") -> Any:
    """As ``changed``, of a document that was stored whole and is to open again.

    Its keys are the program's own, but for the headings that people gave to columns of their own.
    """
    if isinstance(value, str):
        if _is_frozen_code(key, value):
            return value
        return change(value).replace(MARK, _SLUG_MARK) if key == "slug" else change(value)
    if isinstance(value, list):
        if key == _PIECES and all(map(_is_piece, value)):
            return _changed_pieces(value, change)
        return [changed_frozen(item, change, key) for item in value]
    if isinstance(value, dict) and key == _TYPED_KEYS:
        return changed(value, change)
    if isinstance(value, dict):
        return {name: changed_frozen(item, change, name) for name, item in value.items()}
    return value


def _is_piece(item: Any) -> bool:
    return isinstance(item, dict) and item.keys() == {"kind", "text"}


def _changed_pieces(pieces: list[Any], change: Change) -> list[Any]:
    """The pieces of a text that was changed, word by word: read as the text before and after.

    Where the words lie across the pieces, one piece takes the place of all.
    """
    both = _joined(pieces)
    clean = [change(text) for text in both]
    if clean == both:
        return pieces
    apart = [{**piece, "text": change(piece["text"])} for piece in pieces]
    if all(change(text) == text for text in _joined(apart)):
        return apart
    before, after = clean
    return [{"kind": "kept", "text": before if after == both[1] else after}]


def _joined(pieces: list[Any]) -> list[str]:
    """The text as it was before, and as it was after."""
    return [
        "".join(piece["text"] for piece in pieces if piece["kind"] != other)
        for other in ("new", "gone")
    ]


def _is_frozen_code(key: str, value: str) -> bool:
    if key in _FROZEN_CODES or (key in _FROZEN_DATES and _is_date(value)):
        return True
    return (key == "cost" and value.replace(".", "").isdecimal()) or _is_code(key, value)


def changed(value: Any, change: Change, key: str = "") -> Any:
    """The value with ``change`` done to each of its texts; numbers, dates and codes stay."""
    if isinstance(value, str):
        return value if _is_code(key, value) else change(value)
    if isinstance(value, list):
        return [changed(item, change, key) for item in value]
    if isinstance(value, dict):
        result: dict[str, Any] = {}
        for name, item in value.items():
            result[_changed_key(name, change, result)] = changed(item, change, name)
        return result
    return value


def _changed_key(name: str, change: Change, taken: Collection[str]) -> str:
    """The key; two that were told apart by the words alone still are two."""
    result = unique = name if name in _field_kinds() else change(name)
    number = 1
    while unique in taken:
        number += 1
        unique = f"{result} {number}"
    return unique


def _is_code(key: str, value: str) -> bool:
    """Whether it is no text but a date or code that the program reads back from under the key."""
    known = _field_kinds().get(key)
    if known is None:
        return False
    return value in known or (key.endswith("_on") and _is_date(value))


def _is_date(value: str) -> bool:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


@cache
def _field_kinds() -> dict[str, frozenset[str]]:
    """The names that the program itself uses as keys, each with the codes below it."""
    kinds: dict[str, frozenset[str]] = {"field": PLAN_FIELDS, "heading": frozenset()}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            codes = frozenset(str(code) for code, _ in field.flatchoices)
            kinds[field.name] = kinds.get(field.name, frozenset()) | codes
    return kinds


def column_words(model: type[models.Model], name: str) -> str:
    """What a column is called on the page."""
    if name == REASON:
        return "reason given for a change"
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]

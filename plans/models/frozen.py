"""What is stored whole and stays as it was: JSON text with its hash."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import models

from plans.models.scoping import BoardRecord


class NotAsFrozen(Exception):
    """What is stored is not what was frozen; the message says of which row."""


def frozen_text(data: Any) -> str:
    """The one text that these JSON values are stored as, and hashed."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def text_hash(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class FrozenJSONField(models.TextField):  # type: ignore[type-arg]
    """JSON kept as the text it was frozen as: a database's own JSON would sort its keys.

    Redaction reads and writes it as JSON; nothing else ever writes it again.
    """


class FrozenRecord(BoardRecord):
    """A row that holds a document as it was at a moment, and the document's hash."""

    content = FrozenJSONField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        abstract = True

    def freeze(self, data: Any) -> None:
        """Take JSON values in, before the row is first saved."""
        self.content = frozen_text(data)
        self.sha256 = text_hash(self.content)

    def thawed(self) -> Any:
        """The JSON values that were frozen. Raises NotAsFrozen where the hash says otherwise."""
        if text_hash(self.content) != self.sha256:
            kind = self._meta.verbose_name
            raise NotAsFrozen(
                f"What is stored of {kind} {self.pk} is not what was frozen: its hash differs. "
                "Restore it from a backup."
            )
        return json.loads(self.content)

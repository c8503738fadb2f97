"""The real files, each with the board that it is of."""

from __future__ import annotations

from tests.priorities.importing.plans import FILES, PLANS

__all__ = ["FILES", "PLANS", "board_of", "word_files"]


def board_of(file: str) -> str:
    """The demonstration board whose plan a file is: ``milton_keynes.docx`` is Milton Keynes'."""
    return file.split(".", maxsplit=1)[0].replace("_", "-")


def word_files() -> list[str]:
    return [file for file in FILES if file.endswith(".docx")]

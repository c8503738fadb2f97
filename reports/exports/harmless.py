"""Text that cannot harm whoever opens the file, and files that are the same each time. Pure."""

from __future__ import annotations

import io
import re
import zipfile

STARTS = "=+-@\t\r\n＝＋－＠"
"""A cell that begins with one of these is run as a formula by some program or other."""

RISKY = re.compile(f"'*[{re.escape(STARTS)}]")
NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip archive can name."""


def is_risky(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula."""
    return text.startswith(tuple(STARTS))


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet might run it as a formula.

    A text that looks like one so mended is mended, too: ``as_written`` undoes all of them.
    """
    return f"'{text}" if RISKY.match(text) else text


def as_written(text: str) -> str:
    """What ``harmless`` was given."""
    return text[1:] if text.startswith("'") and RISKY.match(text) else text


def printable(text: str) -> str:
    """The text as XML can hold it: without control characters, lines ended by ``\\n``."""
    return NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def sealed(data: bytes) -> bytes:
    """The same zip archive without the moment at which it was made."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            part = zipfile.ZipInfo(entry.filename, FIRST_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(entry))
    return made.getvalue()

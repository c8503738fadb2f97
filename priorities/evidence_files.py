"""Which files may be kept as evidence, told by their content and not by their name. Pure."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath
from typing import BinaryIO

MAX_BYTES = 10 * 1024 * 1024

_SIGNATURES = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_PACKAGES = {
    ".docx": ("word/document.xml", f"{_OFFICE}.wordprocessingml.document"),
    ".xlsx": ("xl/workbook.xml", f"{_OFFICE}.spreadsheetml.sheet"),
    ".pptx": ("ppt/presentation.xml", f"{_OFFICE}.presentationml.presentation"),
}
_TEXT = {".txt": "text/plain", ".csv": "text/csv"}

ACCEPTED = (*_SIGNATURES, *_PACKAGES, *_TEXT)


class UnwantedFile(ValueError):
    """A file that is not kept; the message says why and what to do."""


def content_type_of(name: str, file: BinaryIO, size: int) -> str:
    """The content type of a file that may be kept; ``size`` in bytes.

    Raises UnwantedFile for one over 10 MB, empty, of a kind that is not listed, or whose
    content is not what its name says.
    """
    suffix = PurePath(name).suffix.lower()
    if size > MAX_BYTES:
        raise UnwantedFile(
            f"The file is {size / 1024 / 1024:.1f} MB; it must be 10 MB or smaller. "
            "Send a shorter version, or add a link instead."
        )
    if size == 0:
        raise UnwantedFile("The file is empty. Choose another one.")
    if suffix not in ACCEPTED:
        raise UnwantedFile(
            "Files of this kind are not kept. Send a PDF, a picture (PNG, JPEG), a Word, Excel "
            "or PowerPoint file (.docx, .xlsx, .pptx), or plain text (.txt, .csv)."
        )
    if (found := _inspect(suffix, file)) is None:
        raise UnwantedFile(
            f"The file is called {suffix} but its content is something else. "
            "Save it again as what it is, and choose it again."
        )
    return found


def _inspect(suffix: str, file: BinaryIO) -> str | None:
    file.seek(0)
    content = file.read(MAX_BYTES + 1)
    file.seek(0)
    if suffix in _SIGNATURES:
        signature, content_type = _SIGNATURES[suffix]
        return content_type if content.startswith(signature) else None
    if suffix in _PACKAGES:
        part, content_type = _PACKAGES[suffix]
        return content_type if _holds(content, part) else None
    return _TEXT[suffix] if _is_text(content) else None


def _holds(content: bytes, part: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return part in package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _is_text(content: bytes) -> bool:
    if b"\x00" in content:
        return False
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel and Notepad on older laptops still write this one.
        return not any(byte in content for byte in range(0x01, 0x09))
    return True

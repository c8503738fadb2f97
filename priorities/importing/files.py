"""Any file that a person may choose as her plan: read, or refused with what to do about it."""

from __future__ import annotations

import re

from priorities.importing import excel, word
from priorities.importing.grid import Source, Unreadable
from priorities.importing.markup import DAMAGED
from priorities.importing.package import Package

EMPTY = "The file is empty. Choose the file that holds the plan."
LOCKED = (
    "The file is protected by a password, so it cannot be read. Open it, take the password off "
    "(File, Info, Protect, Encrypt with Password, clear the box), save it, and choose it again."
)
OLD_WORD = (
    "This is a file of an old Word (.doc). Open it in Word, save it as .docx (Word Document), and "
    "choose the new file."
)
OLD_EXCEL = (
    "This is a file of an old Excel (.xls). Open it in Excel, save it as .xlsx (Excel Workbook), "
    "and choose the new file."
)
OLD_OFFICE = (
    "This is a file of an old Office program, neither Word nor Excel. Choose the Word or Excel "
    "file that holds the plan, saved as .docx or .xlsx."
)
BINARY_EXCEL = (
    "This is a binary Excel workbook (.xlsb). Open it in Excel, save it as .xlsx (Excel Workbook), "
    "and choose the new file."
)
POWERPOINT = (
    "This is a PowerPoint file. Copy the plan's table into a Word file, save it as .docx, and "
    "choose that file."
)
OPEN_DOCUMENT = (
    "This is an OpenDocument file. Open it and save it as .docx (Word) or .xlsx (Excel), and "
    "choose the new file."
)
PDF = (
    "This is a PDF. Choose the Word or Excel file that it was made from; if that is lost, open the "
    "PDF in Word, check its tables, and save it as .docx."
)
PICTURE = (
    "This is a picture. The words in a picture cannot be read: choose the Word or Excel file that "
    "the plan was written in."
)
RICH_TEXT = (
    "This is a rich text file (.rtf). Open it in Word, save it as .docx (Word Document), and "
    "choose the new file."
)
WEB_PAGE = (
    "This is a web page or XML, whatever its name says. Open it in Word or Excel, save it as .docx "
    "or .xlsx, and choose the new file."
)
TOO_DEEP = (
    "The file is built in too many layers to be read. Copy the plan's tables into a new file, save "
    "it as .docx or .xlsx, and choose that file."
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF....WEBP"
_SIGNATURES = [
    (re.compile(rb"%PDF-"), PDF),
    (re.compile(_PICTURES, re.DOTALL), PICTURE),
    (re.compile(rb"\{\\rtf"), RICH_TEXT),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<"), WEB_PAGE),
]


def read_file(data: bytes, name: str) -> Source:
    """A Word or Excel file, told by its content; ``name`` is only for the message.

    Raises Unreadable, whose message says why and how to mend it, within seconds and without
    more memory than a large plan takes, whatever the file holds.
    """
    if not data:
        raise Unreadable(EMPTY)
    if data.startswith(OLE):
        raise Unreadable(of_old_office(data))
    for signature, message in _SIGNATURES:
        if signature.match(data):
            raise Unreadable(message)
    if b"PK\x03\x04" not in data[:4096]:
        raise Unreadable(_unknown(name))
    try:
        return _read_package(Package(data), name)
    except RecursionError as error:
        raise Unreadable(TOO_DEEP) from error


def of_old_office(data: bytes) -> str:
    """What to do about an OLE file: what it is, by the names in its directory."""
    for entry, message in (
        ("EncryptedPackage", LOCKED),
        ("EncryptionInfo", LOCKED),
        ("WordDocument", OLD_WORD),
        ("Workbook", OLD_EXCEL),
        ("Book", OLD_EXCEL),
    ):
        if entry.encode("utf-16-le") in data:
            return message
    return OLD_OFFICE


def _unknown(name: str) -> str:
    called = f"“{name}”" if name else "This"
    return (
        f"{called} is not a Word or Excel file, whatever its name says. Choose the file that holds "
        "the plan, saved as .docx or .xlsx."
    )


def _read_package(package: Package, name: str) -> Source:
    main = package.main
    if not main:
        raise Unreadable(OPEN_DOCUMENT if "content.xml" in package else _unknown(name))
    folder, _, file = main.lower().partition("/")
    if file.endswith(".bin"):
        raise Unreadable(BINARY_EXCEL)
    if folder == "ppt":
        raise Unreadable(POWERPOINT)
    # What a part's folder is called is custom; what its root is, is the rule.
    root = package.root_name(main)
    if root == "document":
        return word.read_package(package)
    if root == "workbook":
        return excel.read_package(package)
    if root == "presentation":
        raise Unreadable(POWERPOINT)
    raise Unreadable(DAMAGED if root == "" else _unknown(name))

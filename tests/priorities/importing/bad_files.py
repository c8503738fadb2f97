"""Files that cannot be a plan, or would do harm: made here, small, and as bad as they come."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from priorities.importing import files, limits, markup
from tests.priorities.importing.making import (
    cell,
    excel,
    paragraph,
    part,
    row,
    saved,
    table,
    with_parts,
    word,
    workbook,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
_PDF = b"%PDF-1.7\n"
_PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
_WORD = "word/document.xml"
_SHEET = "xl/worksheets/sheet1.xml"
MEGABYTE = 1024 * 1024


def ole(entry: str) -> bytes:
    """A file of old Office whose directory names this entry."""
    return _OLE + entry.encode("utf-16-le") + b"\0" * 100


def bomb(name: str = _WORD, megabytes: int = 300) -> bytes:
    """A Word file, one part of which unpacks to so much."""
    old = word(paragraph("x"))
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(old)) as source, zipfile.ZipFile(content, "w") as new:
        for each in source.namelist():
            if each != name:
                new.writestr(each, source.read(each), zipfile.ZIP_DEFLATED)
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        with new.open(info, "w", force_zip64=True) as entry:
            entry.write(b"<w:document>")
            for _ in range(megabytes):
                entry.write(b" " * MEGABYTE)
    return content.getvalue()


def lying(data: bytes, size: int = 1000) -> bytes:
    """The same zip file, whose headers say that every large part unpacks to ``size`` bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        large = [info for info in archive.infolist() if info.file_size > MEGABYTE]
    changed = bytearray(data)
    for info in large:
        name = info.filename.encode()
        at = data.find(b"PK\x01\x02")
        while at >= 0:
            if data[at + 46 : at + 46 + len(name)] == name:
                struct.pack_into("<I", changed, at + 24, size)
            at = data.find(b"PK\x01\x02", at + 1)
    return bytes(changed)


def with_doctype(data: bytes, name: str, *, encoding: str = "utf-8") -> bytes:
    """The same file, one part of which has entities that would grow a billion times."""
    entities = '<!ENTITY a0 "lol">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    text = part(data, name)
    start = text.index("?>") + 2 if text.startswith("<?xml") else 0
    changed = f"<!DOCTYPE x [{entities}]>{text[start:]}".replace("<w:t>x", "<w:t>&a9;")
    return with_parts(data, {name: changed.encode(encoding)})


def deep(levels: int) -> str:
    """Tables in tables in tables."""
    return "".join(
        ["<w:tbl><w:tr><w:tc>" * levels, paragraph("x"), "</w:tc></w:tr></w:tbl>" * levels]
    )


def rows_of_word(count: int) -> bytes:
    return plain_word(table(*[row("1", "2", "3", "4")] * count))


def rows_of_excel(count: int, cells: int = 4) -> bytes:
    line = "<row>" + '<c t="inlineStr"><is><t>words</t></is></c>' * cells + "</row>"
    return excel(f"<sheetData>{line * count}</sheetData>")


def tables_of_word(count: int) -> bytes:
    return word(table(row("x")) * count)


def sheets(count: int) -> bytes:
    book = workbook([["x"]])
    for at in range(count - 1):
        book.create_sheet(f"S{at}")["A1"] = "x"
    return saved(book)


def zip_of(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


def _changed(data: bytes) -> bytes:
    """With a byte of the packed text of its document wrong."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(_WORD)
    at = info.header_offset + 30 + len(_WORD) + info.compress_size // 2
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def plain_word(body: str) -> bytes:
    """A Word file whose body is this text, which need not be sound, nor is it parsed here."""
    data = word(paragraph("x"))
    text = part(data, _WORD)
    at = text.index("<w:sectPr")
    return with_parts(data, {_WORD: text[:at] + body + text[at:]})


def word_of_layers() -> bytes:
    return plain_word(deep(2_000))


def merges() -> bytes:
    """Merged cells that overlap, so that each would have to be compared with all others."""
    cells = "<row>" + "<c><v>1</v></c>" * 100 + "</row>"
    areas = '<mergeCell ref="A1:CV100"/>' * 100_000
    return excel(f"<sheetData>{cells * 100}</sheetData><mergeCells>{areas}</mergeCells>")


# name: (makes it, what is said of it)
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", files.EMPTY),
    "pdf renamed": (lambda: _PDF, files.PDF),
    "picture renamed": (lambda: _PNG, files.PICTURE),
    "rich text": (lambda: b"{\\rtf1 plan}", files.RICH_TEXT),
    "web page": (lambda: b"<html><table></table></html>", files.WEB_PAGE),
    "plain text": (lambda: b"1.1 Ask schools", "“plan.docx” is not a Word or Excel file"),
    "password": (lambda: ole("EncryptedPackage"), files.LOCKED),
    "old word": (lambda: ole("WordDocument"), files.OLD_WORD),
    "old excel": (lambda: ole("Workbook"), files.OLD_EXCEL),
    "old outlook": (lambda: ole("Message"), files.OLD_OFFICE),
    "other zip": (lambda: zip_of(holiday_jpg=b"x"), "“plan.docx” is not a Word or Excel file"),
    "powerpoint": (lambda: zip_of(ppt__presentation_xml=b"<p/>"), files.POWERPOINT),
    "binary excel": (lambda: zip_of(xl__workbook_bin=b"x"), files.BINARY_EXCEL),
    "open document": (lambda: zip_of(content_xml=b"<x/>"), files.OPEN_DOCUMENT),
    "cut off": (lambda: word(paragraph("x"))[:-3000], markup.DAMAGED),
    "zip of nothing": (lambda: b"PK\x03\x04" + b"\0" * 100, markup.DAMAGED),
    "byte wrong": (lambda: _changed(word(table(row("x")))), markup.DAMAGED),
    "half a tag": (
        lambda: with_parts(word(paragraph("x")), {_WORD: "<w:document><w:body>"}),
        markup.DAMAGED,
    ),
    "no body": (
        lambda: with_parts(word(paragraph("x")), {_WORD: "<document/>"}),
        markup.DAMAGED,
    ),
    "sheet cut off": (
        lambda: with_parts(excel("<sheetData/>"), {_SHEET: "<worksheet><sheetData>"}),
        markup.DAMAGED,
    ),
    "sheet in another encoding": (
        lambda: with_parts(excel("<sheetData/>"), {_SHEET: "<worksheet/>".encode("utf-16")}),
        markup.DAMAGED,
    ),
    "bomb": (bomb, markup.TOO_LARGE),
    "bomb that lies": (lambda: lying(bomb()), markup.DAMAGED),
    "bomb in a picture": (lambda: bomb("word/media/image1.png"), markup.TOO_LARGE),
    "bomb below the cap": (lambda: bomb(megabytes=150), markup.TOO_LARGE),
    "elements without end": (lambda: plain_word("<w:p/>" * 5_000_000), markup.TOO_LARGE),
    "attributes without end": (
        lambda: plain_word("<w:p>" + '<w:r w:a="" w:b=""/>' * 1_000_000 + "</w:p>"),
        markup.TOO_LARGE,
    ),
    "sheet of elements": (lambda: excel("<x/>" * 5_000_000), markup.TOO_LARGE),
    "cell of elements": (
        lambda: excel(f"<sheetData><row><c>{'<x/>' * 1_000_000}</c></row></sheetData>"),
        markup.TOO_LARGE,
    ),
    "entities": (lambda: with_doctype(word(paragraph("x")), _WORD), markup.UNSAFE),
    "entities in utf-16": (
        lambda: with_doctype(word(paragraph("x")), "word/styles.xml", encoding="utf-16"),
        markup.UNSAFE,
    ),
    "entities in a sheet": (lambda: with_doctype(excel("<sheetData/>"), _SHEET), markup.UNSAFE),
    "tables without end": (lambda: tables_of_word(201), limits.TOO_MANY_TABLES),
    "sheets without end": (lambda: sheets(201), limits.TOO_MANY_TABLES),
    "rows without end": (lambda: rows_of_word(20_001), limits.TOO_MANY_ROWS),
    "rows of a sheet without end": (lambda: rows_of_excel(20_001), limits.TOO_MANY_ROWS),
    "cells without end": (lambda: rows_of_excel(10_000, cells=30), limits.TOO_WIDE),
    "layers without end": (word_of_layers, markup.DAMAGED),
    "merges over each other": (merges, limits.TOO_WIDE),
}


# As large as a plan may be: read, within the same time and memory.
LARGE: dict[str, Callable[[], bytes]] = {
    "rows of word": lambda: rows_of_word(5_000),
    "rows of excel": lambda: rows_of_excel(10_000, cells=12),
    "tables of word": lambda: tables_of_word(200),
    "nested tables": lambda: word(table(row(cell(deep(20))))),
}

"""Word and Excel files for tests, made small: with python-docx and openpyxl, or part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NAMES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
)
_WORD_NAMES = _NAMES + nsdecls("w", "r", "a", "pic", "wp")


def saved(document: Any) -> bytes:
    """The bytes of a document of python-docx or a workbook of openpyxl."""
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


# --- Word ------------------------------------------------------------------------------------


def element(xml: str) -> Any:
    """One element of Word's XML, its prefixes known."""
    name_end = min(xml.index(mark) for mark in " />" if mark in xml)
    return parse_xml(f"{xml[:name_end]} {_WORD_NAMES}{xml[name_end:]}")


def word(body: str, *, document: Any = None) -> bytes:
    """A Word file whose body is this XML; with python-docx's styles, lists and theme."""
    document = document or docx.Document()
    section = document.element.body.sectPr
    for each in list(element(f"<w:body>{body}</w:body>")):
        section.addprevious(each)
    return saved(document)


def paragraph(runs: str, properties: str = "") -> str:
    """A paragraph; ``runs`` is XML, or plain text."""
    inside = runs if runs.startswith("<") else run(runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(content: str, properties: str = "") -> str:
    """A cell; ``content`` is XML of paragraphs, or plain text."""
    inside = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells, each XML or plain text."""
    made = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{''.join(rows)}</w:tbl>"


def word_table(texts: Sequence[Sequence[str]]) -> Any:
    """A document of python-docx with one table of these texts."""
    document = docx.Document()
    made = document.add_table(len(texts), len(texts[0]))
    for cells, line in zip((each.cells for each in made.rows), texts, strict=True):
        for place, text in zip(cells, line, strict=True):
            place.text = text
    return document


# --- Excel -----------------------------------------------------------------------------------


def workbook(rows: Sequence[Sequence[object]], title: str = "Plan") -> Any:
    """A workbook of openpyxl with one sheet of these rows; None leaves a place empty."""
    made = openpyxl.Workbook()
    made.active.title = title
    for at, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            made.active.cell(at, column, value)
    return made


def excel(sheet: str, parts: Mapping[str, str] | None = None) -> bytes:
    """An Excel file whose one sheet is this XML; ``parts`` are more parts of it, or others."""
    made = saved(workbook([["x"]]))
    xml = f'<worksheet xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}">{sheet}</worksheet>'
    return with_parts(made, {"xl/worksheets/sheet1.xml": xml, **(parts or {})})


# --- any of them -----------------------------------------------------------------------------


def with_parts(data: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """The same file with these parts put in, or in the place of those of the same name."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def part(data: bytes, name: str) -> str:
    """The text of one part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def related(data: bytes, owner: str, kind: str, name: str, xml: str | bytes) -> bytes:
    """The same file with a part more, to which the part ``owner`` points as its ``kind``."""
    folder, _, file = owner.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    try:
        known = part(data, relations)
    except KeyError:
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        known = f'<Relationships xmlns="{package}"></Relationships>'
    added = f'<Relationship Id="rIdMore{kind}" Type="{_OFFICE}/{kind}" Target="/{name}"/>'
    known = known.replace("</Relationships>", f"{added}</Relationships>")
    return with_parts(data, {relations: known, name: xml})

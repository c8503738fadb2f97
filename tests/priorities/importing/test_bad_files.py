"""What is refused: each with a message that says what to do, in time, and in little memory."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from priorities.importing import word as reading
from priorities.importing.files import read_file
from priorities.importing.grid import Unreadable
from priorities.importing.markup import stream
from tests.priorities.importing.bad_files import BAD, LARGE, MEGABYTE
from tests.priorities.importing.looking import words
from tests.priorities.importing.making import excel, paragraph, row, saved, table, word, workbook
from tests.priorities.importing.measuring import measure

MOST_SECONDS = 10
MOST_BYTES = 300 * MEGABYTE
# Measured in a process of their own only.
SLOW = {"sheet of elements", "cells without end", "rows of a sheet without end"}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_in_time_and_memory(name: str, tmp_path: Path) -> None:
    make, said = BAD[name]

    found = measure(make(), tmp_path)

    assert found.message.startswith(said)
    assert found.seconds < MOST_SECONDS
    assert found.peak_bytes < MOST_BYTES


@pytest.mark.parametrize("name", sorted(BAD.keys() - SLOW))
def test_bad_file_is_refused_with_its_message(name: str) -> None:
    make, said = BAD[name]

    with pytest.raises(Unreadable) as refused:
        read_file(make(), "plan.docx")

    assert str(refused.value).startswith(said)


@pytest.mark.parametrize("name", LARGE)
def test_large_file_is_read_in_time_and_memory(name: str, tmp_path: Path) -> None:
    found = measure(LARGE[name](), tmp_path)

    assert found.message == ""
    assert found.seconds < MOST_SECONDS
    assert found.peak_bytes < MOST_BYTES


@pytest.mark.parametrize("message", sorted({said for _, said in BAD.values()}))
def test_message_says_what_to_do(message: str) -> None:
    if message.startswith("“plan.docx”"):
        with pytest.raises(Unreadable) as refused:
            read_file(b"1.1 Ask schools", "plan.docx")
        message = str(refused.value)

    assert any(verb in message for verb in ("Choose", "choose", "save it", "Save"))
    assert message.endswith(".")


def test_file_is_told_by_its_content_and_not_by_its_name() -> None:
    assert read_file(word(table(row("a"))), "plan.xlsx").kind == "word"
    assert read_file(saved(workbook([["a"]])), "plan.docx").kind == "excel"
    assert read_file(saved(workbook([["a"]])), "").kind == "excel"


def test_strict_files_are_read_like_others() -> None:
    usual, strict = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    names = {
        f"{usual}wordprocessingml/2006/main": f"{strict}wordprocessingml/main",
        f"{usual}spreadsheetml/2006/main": f"{strict}spreadsheetml/main",
        f"{usual}officeDocument/2006/relationships": f"{strict}officeDocument/relationships",
    }

    for data in (word(table(row("a", "b"))), saved(workbook([["a", "b"]]))):
        assert words(read_file(renamed(data, names), "plan")) == [["a", "b"]]


def renamed(data: bytes, names: dict[str, str]) -> bytes:
    """The same file with other names in all its parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            for usual, strict in names.items():
                text = text.replace(usual.encode(), strict.encode())
            new.writestr(name, text)
    return content.getvalue()


def test_forbidden_word_is_seen_where_it_is_read_in_two_pieces() -> None:
    pieces = [b"<?xml version='1.0'?><!DOC", b"TYPE x []><x/>"]

    with pytest.raises(Unreadable, match="instructions"):
        list(stream(pieces, frozenset({"x"}), frozenset()))


def test_empty_document_and_empty_sheet_are_read_as_nothing() -> None:
    assert read_file(word(""), "plan").blocks == ()
    assert read_file(excel("<sheetData/>"), "plan").blocks == ()
    assert read_file(word(paragraph(" ")), "plan").findings == ()


def test_layers_too_deep_for_the_reader_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(reading, "read_package", fall)

    with pytest.raises(Unreadable, match="layers"):
        read_file(word(paragraph("x")), "plan")

"""Update forms in Word: written, filled in, read again."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from priorities.importing import files
from priorities.importing.grid import Unreadable
from priorities.importing.markup import DAMAGED
from priorities.wordform import reader
from priorities.wordform.form import BOXES, RATING, FormAction, printable
from priorities.wordform.marks import marked_in
from priorities.wordform.reader import read_form
from priorities.wordform.writer import write_form
from tests.priorities.wordform.filling import (
    AMBER,
    GREEN,
    RED,
    SENTENCES,
    edited,
    filled_in,
    form,
    mark,
    row_of,
    table_of,
    taken_out,
)

BLANK = write_form(form())


def test_form_comes_back_empty_as_it_went_out() -> None:
    read = read_form(BLANK, SENTENCES)

    assert read.reference == form().reference
    assert [each.code for each in read.actions] == ["ABCDEFGHIA", "ABCDEFGHIB"]
    assert [each.called for each in read.actions] == ["1.1.1 Action 1", "1.1.2 Action 2"]
    assert not any(each.is_filled_in for each in read.actions)
    assert not read.outside


def test_answers_come_back_in_their_boxes() -> None:
    answers = {name: f"Words of {name}" for name in BOXES}

    read = read_form(filled_in(BLANK, {"1.1.2": answers | {"rating": GREEN}}), SENTENCES)

    first, second = read.actions
    assert not first.is_filled_in
    assert second.boxes == answers
    assert (second.marked, second.odd, second.is_as_printed) == ((GREEN,), (), True)


TYPED = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=60)


@settings(deadline=None, max_examples=60)
@given(typed=st.fixed_dictionaries(dict.fromkeys(BOXES, TYPED)))
def test_any_text_typed_into_a_box_comes_back_as_typed(typed: dict[str, str]) -> None:
    typed = {name: printable(words) for name, words in typed.items()}

    read = read_form(filled_in(BLANK, {"1.1.1": typed}), SENTENCES)

    wanted = {name: words.strip() for name, words in typed.items() if words.strip()}
    assert read.actions[0].boxes == wanted
    assert not read.actions[1].is_filled_in
    assert not read.outside


@settings(deadline=None, max_examples=30)
@given(words=TYPED, number=TYPED)
def test_any_words_of_the_plan_are_printed_and_known_again(words: str, number: str) -> None:
    one = form(actions=1)
    action = FormAction("ABCDEFGHIA", number, words, words, words)
    made = write_form(replace(one, board=words, person=words, round=words, actions=(action,)))

    read = read_form(made, SENTENCES)

    assert (read.actions[0].code, read.actions[0].is_as_printed) == ("ABCDEFGHIA", True)


@pytest.mark.parametrize(
    ("line", "is_marked"),
    [
        ("[x] {}", True),
        ("[X ] {}", True),
        ("x {}", True),
        ("{} x", True),
        ("☒ {}", True),
        ("[✓] {}", True),
        ("[] {}", False),
        ("☐ {}", False),
        ("{}", False),
    ],
)
def test_mark_is_seen_however_it_is_made(line: str, is_marked: bool) -> None:
    text = "\n".join([line.format(AMBER), f"[ ] {GREEN}", f"[ ] {RED}"])

    assert marked_in(text, SENTENCES) == ((AMBER,) if is_marked else (), ())


def test_two_marks_are_both_told_and_other_words_kept() -> None:
    text = f"[x] {GREEN}\n[nearly] {AMBER}\n[x] {RED}\nPurple, I think"

    assert marked_in(text, SENTENCES) == ((GREEN, RED), (f"[nearly] {AMBER}", "Purple, I think"))


def test_the_only_line_left_is_not_taken_for_a_mark() -> None:
    assert marked_in(f"[ ] {RED}", SENTENCES) == ((), (f"[ ] {RED}",))


def test_what_is_written_beside_the_boxes_is_kept() -> None:
    def edit(file: Document) -> None:
        file.add_paragraph("PS: ring me.")
        table = table_of(file, "1.1.1")
        row_of(table, "Last said").cells[1].add_paragraph("Ten schools now.")
        added = table.add_row().cells  # type: ignore[no-untyped-call]
        added[0].text, added[1].text = "Who helps?", "The police"
        row_of(table, BOXES["issue"]).cells[0].add_paragraph("No money.")

    read = read_form(edited(BLANK, edit), SENTENCES)

    action = read.actions[0]
    assert read.outside == ("PS: ring me.",)
    assert action.odd == ("No money.", "Who helps?: The police")
    assert not action.is_as_printed
    assert "Ten schools now." in action.printed
    assert not read.actions[1].is_filled_in


def test_tables_that_ran_into_one_another_are_told_apart() -> None:
    def edit(file: Document) -> None:
        first, second = table_of(file, "1.1.1"), table_of(file, "1.1.2")
        for row in list(second._tbl.tr_lst):
            first._tbl.append(row)
        taken_out(second._tbl)

    data = edited(filled_in(BLANK, {"1.1.2": {"progress": "Second"}}), edit)

    assert [each.boxes for each in read_form(data, SENTENCES).actions] == [
        {},
        {"progress": "Second"},
    ]


def test_tracked_changes_count_as_accepted() -> None:
    def edit(file: Document) -> None:
        paragraph = row_of(table_of(file, "1.1.1"), BOXES["progress"]).cells[1].paragraphs[0]
        for tag, words in (("w:del", "Eight"), ("w:moveFrom", "Seven"), ("w:ins", "Nine")):
            change = OxmlElement(tag)
            run = paragraph.add_run(words)._r
            if tag == "w:del":
                run.t_lst[0].tag = run.t_lst[0].tag.replace("}t", "}delText")
            change.append(run)
            paragraph._p.append(change)

    assert read_form(edited(BLANK, edit), SENTENCES).actions[0].boxes == {"progress": "Nine"}


def test_rating_is_marked_with_the_others_taken_out() -> None:
    def edit(file: Document) -> None:
        row = row_of(table_of(file, "1.1.1"), RATING)
        mark(row, AMBER)
        for paragraph in row.cells[1].paragraphs:
            if AMBER not in paragraph.text:
                taken_out(paragraph._p)

    assert read_form(edited(BLANK, edit), SENTENCES).actions[0].marked == (AMBER,)


def without_reference(file: Document) -> None:
    taken_out(row_of(file.tables[0], "Form")._tr)


def without_anything(file: Document) -> None:
    file._body.clear_content()


def zipped(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, words in parts.items():
            archive.writestr(name.replace("__", "."), words)
    return made.getvalue()


ENCRYPTED = files.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", reader.EMPTY),
        (b"Dear manager", reader.NOT_OURS),
        (b"%PDF-1.7", reader.NOT_OURS),
        (ENCRYPTED, files.LOCKED),
        (BLANK[:4000], DAMAGED),
        (zipped(content__xml="<x/>"), files.OPEN_DOCUMENT),
        (edited(BLANK, without_reference), reader.NO_REFERENCE),
        (edited(BLANK, without_anything), reader.NOT_OURS),
    ],
)
def test_what_is_no_form_is_refused_with_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_form(data, SENTENCES)

    assert str(refused.value) == reason

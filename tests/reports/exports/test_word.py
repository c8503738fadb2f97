"""The plan as a Word file: a real table, read back by python-docx."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from priorities.document import Action, Column, Layout, LeadName, Milestone, PlanDocument, RowText
from priorities.timescale import Timescale
from reports.exports.look import DARK
from reports.exports.word import plan_as_word
from tests.priorities.documents import WHOLE
from tests.reports.exports.reading import (
    GONE,
    TODAY,
    as_word,
    cells_of,
    has,
    medway,
    plan_tables,
    plan_with,
    rows_of,
    text_of,
    value,
)

JULY = Timescale(
    "July 2017 – complete", dt.date(2017, 7, 1), dt.date(2017, 7, 31), None, "complete"
)
SIDE_BY_SIDE = Action(
    "Train a lead worker",
    number="1.1.1",
    key="11111111-1111-4111-8111-111111111111",
    leads=(LeadName("Police", False), LeadName("Learning sub-group", True)),
    milestones=(
        Milestone("Find trainers", JULY),
        Milestone("Ask two", level=2),
        Milestone("Train ten", row=2, withdrawn=GONE),
    ),
    measures=(RowText("Referrals", 2),),
    rating="amber",
    progress=("Nine schools",),
)
COLUMNS = (
    Column("number", "No.", "Planning"),
    Column("text", "Action", "Planning"),
    Column("leads", "Lead"),
    Column("milestones", "Steps", "Doing"),
    Column("measures", "Measures", "Doing"),
)


def printed(action: Action = SIDE_BY_SIDE, layout: Layout | None = None) -> list[Any]:
    """The rows of the table of a plan with this action."""
    document = plan_with(action, layout or Layout(columns=COLUMNS))
    (table,) = plan_tables(as_word(plan_as_word(document, TODAY)))
    return rows_of(table)


def test_word_holds_all_of_medways_plan_priority_by_priority() -> None:
    plan = medway()

    tables = plan_tables(as_word(plan_as_word(plan, TODAY)))

    assert len(tables) == len(plan.priorities) == 7
    numbers = [text_of(cells_of(row)[0]) for table in tables for row in rows_of(table)]
    assert len(plan.actions) == 37
    for action in plan.actions:
        assert numbers.count(action.number or "") == 1
    words = "\n".join(map(text_of, tables))
    for action in plan.actions:
        assert action.text in words
        for text in (p.text for parts in (action.milestones, action.evidence) for p in parts):
            assert text in words


def test_page_is_landscape_a4_in_arial_and_british_english() -> None:
    word = as_word(plan_as_word(medway(), TODAY))

    section = word.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)  # type: ignore[union-attr]
    fonts = {
        fonts.get(qn(f"w:{name}"))
        for fonts in word.styles.element.iter(qn("w:rFonts"))
        if fonts.getparent().getparent().tag == qn("w:style")
        for name in ("ascii", "hAnsi", "cs")
    }
    assert "Arial" in fonts
    assert value(word.styles.element, "lang") == "en-GB"


def test_word_opens_it_in_no_compatibility_mode() -> None:
    word = as_word(plan_as_word(medway(), TODAY))

    settings = word.settings.element.iter(qn("w:compatSetting"))
    modes = [s.get(qn("w:val")) for s in settings if s.get(qn("w:name")) == "compatibilityMode"]
    assert modes == ["15"]


def test_file_is_named_after_the_plan_and_nobody() -> None:
    about = as_word(plan_as_word(medway(), TODAY)).core_properties

    assert about.title == "Business plan 2017–20"
    assert about.language == "en-GB"
    assert {about.author, about.last_modified_by} == {"Boardplan"}
    assert about.created is not None
    assert about.created.date() == about.modified.date() == TODAY


def test_text_round_the_tables_is_printed_in_its_order() -> None:
    word = as_word(plan_as_word(WHOLE, TODAY))

    told = [(p.style.name, p.text) for p in word.paragraphs if p.style and p.text]
    assert told == [
        ("Heading 1", "Business plan"),
        ("Normal", "Foreword"),
        ("Boardplan list item", "Neglect"),
        ("Normal", "End"),
    ]


def test_header_and_footer_say_what_the_plan_itself_does_not() -> None:
    section = as_word(plan_as_word(WHOLE, TODAY)).sections[0]

    head, foot = section.header.paragraphs[0].text, section.footer.paragraphs[0].text
    assert head == "Board A · Business plan · agreed 20 March 2026 · as at 27 November 2026"
    assert "not printed in this layout: action, lead, actions and timescales, by when" in foot


def test_definitions_stand_in_a_table_with_colour_letter_and_word() -> None:
    table = as_word(plan_as_word(medway(), TODAY)).tables[0]._tbl

    head, red, *_ = rows_of(table)
    assert has(head, "tblHeader")
    assert text_of(cells_of(red)[0]) == "Red (R)"
    assert value(cells_of(red)[0], "shd", "fill") == "A01C22"
    assert text_of(cells_of(red)[1]).startswith("The work is a long way behind")


def test_headings_repeat_on_each_page_with_their_groups_merged() -> None:
    upper, lower, *body = printed()

    assert has(upper, "tblHeader")
    assert has(lower, "tblHeader")
    assert not any(has(row, "tblHeader") for row in body)
    assert [text_of(cell) for cell in cells_of(upper)] == [
        "Planning",
        "Lead",
        "Doing",
        "Rating",
        "Progress",
    ]
    spans = [value(cell, "gridSpan") for cell in cells_of(upper)]
    assert spans == ["2", None, "2", None, None]
    merges = [value(cell, "vMerge") for cell in cells_of(lower)]
    assert merges == [None, None, "continue", None, None, "continue", "continue"]


def test_layout_without_groups_has_one_row_of_headings() -> None:
    head, banner, *_ = printed(layout=Layout())

    assert has(head, "tblHeader")
    assert not has(banner, "tblHeader")


def test_rows_are_not_split_unless_they_are_very_long() -> None:
    assert all(has(row, "cantSplit") for row in printed())

    long = replace(SIDE_BY_SIDE, milestones=(Milestone("word " * 400),))

    assert not has(printed(long)[-1], "cantSplit")


def test_banners_are_one_cell_in_the_boards_words() -> None:
    _, _, priority, objective, *_ = printed()

    assert text_of(priority) == "Priority 1: Neglect"
    assert text_of(objective) == "1.1 Objective: Seen early"
    for banner, style in ((priority, "Heading2"), (objective, "Heading3")):
        (cell,) = cells_of(banner)
        assert value(cell, "gridSpan") == "7"
        assert value(cell, "pStyle") == style


def test_what_stood_side_by_side_stays_so_and_the_rest_spans_the_rows() -> None:
    first, second = printed()[-2:]

    assert text_of(cells_of(first)[3]) == "Find trainers – July 2017 – complete\nAsk two"
    assert text_of(cells_of(first)[4]) == ""
    assert text_of(cells_of(second)[4]) == "Referrals"
    assert [value(cell, "vMerge") for cell in cells_of(first)] == [
        *("restart", "restart", "restart", None, None, "restart", "restart")
    ]
    assert [value(cell, "vMerge") for cell in cells_of(second)] == [
        *("continue", "continue", "continue", None, None, "continue", "continue")
    ]


def test_milestones_are_items_of_a_real_list_with_nesting() -> None:
    word = as_word(plan_as_word(plan_with(SIDE_BY_SIDE), TODAY))
    (table,) = plan_tables(word)
    outer, nested = [p for p in cells_of(rows_of(table)[-2])[3].iter(qn("w:p")) if has(p, "numPr")]

    assert (value(outer, "ilvl"), value(nested, "ilvl")) == ("0", "1")
    number = value(outer, "numId")
    lists = word.part.numbering_part.element
    named = [n for n in lists.iter(qn("w:num")) if n.get(qn("w:numId")) == number]
    kind = value(named[0], "abstractNumId")
    kinds = {k.get(qn("w:abstractNumId")) for k in lists.iter(qn("w:abstractNum"))}
    assert kind in kinds


def test_leads_stand_a_line_each_the_accountable_one_first() -> None:
    assert text_of(cells_of(printed()[-2])[2]) == "Learning sub-group\nPolice"


def test_rating_is_told_in_words_and_by_colour() -> None:
    cell = cells_of(printed()[-2])[5]
    none = cells_of(printed(Action("Do it"))[-1])[5]

    assert (text_of(cell), value(cell, "shd", "fill")) == ("Amber (A)", "F7B733")
    assert value(cell, "color") == DARK
    assert (text_of(none), value(none, "shd", "fill")) == ("Not yet rated", None)


def test_progress_is_the_updates_own_words_and_no_more() -> None:
    assert text_of(cells_of(printed()[-2])[6]) == "Nine schools"


def test_withdrawn_milestone_is_struck_and_says_why() -> None:
    cell = cells_of(printed()[-1])[3]

    assert text_of(cell) == "Train ten (withdrawn on 1 June 2026: Overtaken)"
    assert struck(cell) == ["Train ten"]


def test_withdrawn_action_is_struck_and_says_why_and_shows_no_colour() -> None:
    row = printed(replace(SIDE_BY_SIDE, withdrawn=GONE))[-2]
    cell = cells_of(row)[1]

    assert text_of(cell) == "Train a lead worker\nWithdrawn on 1 June 2026: Overtaken"
    assert struck(cell) == ["Train a lead worker"]
    assert value(cells_of(row)[5], "shd", "fill") is None


def test_withdrawn_priority_and_objective_are_struck_and_say_why() -> None:
    plan = plan_with(SIDE_BY_SIDE)
    priority = plan.priorities[0]
    objective = replace(priority.objectives[0], withdrawn=GONE)
    gone = replace(priority, withdrawn=GONE, objectives=(objective,))

    (table,) = plan_tables(as_word(plan_as_word(replace(plan, priorities=(gone,)), TODAY)))

    _, first, second, *rest = rows_of(table)
    assert [struck(row) for row in (first, second)] == [
        ["Priority 1: Neglect"],
        ["1.1 Objective: Seen early"],
    ]
    assert text_of(first).endswith("Withdrawn on 1 June 2026: Overtaken")
    assert struck(rest[0])[0] == "Train a lead worker"


def struck(part: Any) -> list[str]:
    """The words that are struck through."""
    runs = part.iter(qn("w:r"))
    return ["".join(t.text for t in run.iter(qn("w:t"))) for run in runs if has(run, "strike")]


def test_plan_without_a_priority_level_has_no_banner_for_it() -> None:
    plan = plan_with(SIDE_BY_SIDE)
    bare = replace(plan.priorities[0], number=None, title=None)

    (table,) = plan_tables(as_word(plan_as_word(replace(plan, priorities=(bare,)), TODAY)))

    assert text_of(rows_of(table)[1]) == "1.1 Objective: Seen early"


def test_plan_without_anything_is_a_file_all_the_same() -> None:
    empty = PlanDocument(board=WHOLE.board, plan=WHOLE.plan)

    assert as_word(plan_as_word(empty, TODAY)).tables == []


def test_keys_travel_as_hidden_bookmarks() -> None:
    names = [mark.get(qn("w:name")) for mark in printed()[-2].iter(qn("w:bookmarkStart"))]

    assert names == ["_bp_11111111111141118111111111111111"]


def test_headings_that_nobody_knew_have_columns_of_their_own() -> None:
    head, *_, row = printed(replace(SIDE_BY_SIDE, extra={"Budget code": "X1"}), Layout())

    assert text_of(cells_of(head)[-1]) == "Budget code"
    assert text_of(cells_of(row)[-1]) == ""
    assert "X1" in text_of(printed(Action("Do it", extra={"Budget code": "X1"}))[-1])


def test_control_characters_leave_a_file_that_opens() -> None:
    cell = cells_of(printed(Action("a\x00b\x0bc\rd\ufffe", number="1"))[-1])[1]

    assert text_of(cell) == "abc\nd"


def test_same_plan_and_day_give_the_same_bytes(monkeypatch: Any) -> None:
    first = plan_as_word(WHOLE, TODAY)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(10**9))

    assert plan_as_word(WHOLE, TODAY) == first


def test_colour_that_is_none_and_endless_names_leave_a_file_that_opens() -> None:
    odd = replace(WHOLE.rating_scheme[0], colour="crimson")
    head = replace(WHOLE.plan, title="x" * 300)
    board = replace(WHOLE.board, name="&" * 200)
    plan = replace(WHOLE, plan=head, board=board, rating_scheme=(odd,))

    word = as_word(plan_as_word(plan, TODAY))

    assert value(word.tables[0]._tbl, "shd", "fill") == "DFE7EE"
    assert word.core_properties.title == "x" * 255

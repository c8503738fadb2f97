"""The rows of the plan's table: every column, escaped, and whatever state an action is in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from plans.models.board import PLAN_FIELDS
from priorities.document import Action, Column, Evidence, LeadName
from priorities.plan_page import ActionLine
from priorities.plan_table import PlanTable
from priorities.rating import standing
from priorities.timescale import Timescale
from priorities.wording import evidence_words, milestone_words
from tests.factories import TODAY
from tests.priorities.documents import WHOLE_ACTION, due, plan_of

LIVE = replace(WHOLE_ACTION, withdrawn=None)


def line(action: Action, *, is_own: bool = False) -> ActionLine:
    return ActionLine(
        action,
        7,
        standing(action, plan_of(action), TODAY),
        is_own=is_own,
        milestones=tuple(map(milestone_words, action.milestones)),
        evidence=tuple(map(evidence_words, action.evidence)),
    )


def row(action: Action, *fields: str, is_own: bool = False) -> str:
    columns = [Column(field, f"Heading of {field}") for field in fields]
    return PlanTable(columns, "a").row(line(action, is_own=is_own))


def cell(action: Action, field: str) -> str:
    """What stands in a cell, without the row around it."""
    html = row(action, field)
    return html[html.index("data-label") : html.rindex("</t")].split(">", 1)[1].rsplit("</t", 1)[0]


def test_every_field_that_a_layout_may_print_has_its_cell() -> None:
    html = row(LIVE, *sorted(PLAN_FIELDS))

    assert html.count("<td") == len(PLAN_FIELDS) - 1
    assert html.count('<th scope="row"') == 1


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("number", '<a class="govuk-link bp-number" href="/boards/a/actions/7/">1.1.1</a>'),
        ("text", '<a class="govuk-link" href="/boards/a/actions/7/">Train a lead worker</a>'),
        ("leads", "<strong>Learning sub-group</strong><br>Police"),
        ("timescale", "October and annually"),
        ("measures", '<p class="bp-cell-text">Referrals</p>'),
        ("resources", '<p class="bp-cell-text">Two trainers</p>'),
        ("cost", "£1200.50"),
        (
            "outcomes",
            '<p class="bp-cell-text">Neglect is named</p><p class="bp-cell-text">Sooner</p>',
        ),
    ],
)
def test_cell_prints_its_field(field: str, expected: str) -> None:
    assertHTMLEqual(cell(LIVE, field), expected)


def test_steps_tell_what_is_done_and_what_was_withdrawn() -> None:
    html = cell(LIVE, "milestones")

    assert html.count('<li class="bp-steps__item">') == 1
    assert html.count('<li class="bp-steps__item bp-steps__item--nested">') == 1
    assert 'class="bp-done"' in html
    assert '<s>Train ten – as written</s> <span class="bp-muted">(withdrawn)</span>' in html


def test_rating_stands_with_its_day_and_what_speaks_against_it() -> None:
    late = replace(LIVE, timescale=due(dt.date(2026, 10, 31)), milestones=())

    html = cell(late, "rating")

    assert 'class="rating rating--amber"' in html
    assert "overdue" in html
    assert "1 Oct 2026" in html
    assert "Date passed (31 October 2026)" in html


def test_latest_update_stands_by_the_evidence_unless_it_has_its_own_column() -> None:
    assert "Latest update, 30 September 2026:" in row(LIVE, "evidence")
    assert "Latest update" not in row(LIVE, "evidence", "progress")


def test_withdrawn_action_is_struck_out_and_says_why() -> None:
    html = row(WHOLE_ACTION, "number", "text")

    assert 'class="govuk-table__row bp-withdrawn"' in html
    assertInHTML("<s>Train a lead worker</s>", html)
    assertInHTML('<p class="bp-muted">Withdrawn 1 June 2026: Overtaken</p>', html)


def test_text_heads_the_row_and_leads_to_the_action_where_no_numbers_are_printed() -> None:
    html = row(replace(LIVE, text="Read <this>\nSee\nTell"), "text", "leads")

    assert html.count('<th scope="row"') == 1
    assertInHTML('<a class="govuk-link" href="/boards/a/actions/7/">Read &lt;this&gt;</a>', html)
    assert "<br>See<br>Tell" in html
    assert 'href="/boards/a/actions/7/"' not in row(LIVE, "number", "text").partition("<td")[2]


def test_own_action_is_marked() -> None:
    assert "yours" in row(LIVE, "text", is_own=True)
    assert "yours" not in row(LIVE, "text")


def test_action_with_nothing_but_its_text_has_empty_cells() -> None:
    bare = Action(text="Meet")

    assert cell(bare, "number").endswith(">Open</a>")
    assertHTMLEqual(cell(bare, "leads"), '<span class="bp-muted">No lead named</span>')
    for field in PLAN_FIELDS - {"number", "text", "leads", "rating"}:
        assert cell(bare, field) == "", field


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        ("<script>&", "&lt;script&gt;&amp;"),
        ("<script>&\nline two", "&lt;script&gt;&amp;<br>line two"),
    ],
)
def test_words_are_escaped_and_keep_their_line_breaks(bad: str, expected: str) -> None:
    action = replace(
        LIVE,
        number=bad,
        text=bad,
        leads=(LeadName(bad, True), LeadName(bad, False)),
        milestones=tuple(replace(m, text=bad) for m in LIVE.milestones),
        timescale=Timescale(bad),
        outcomes=(bad,),
        progress=(bad,),
        evidence=(Evidence(bad),),
        cost=Decimal(1),
    )

    html = PlanTable([Column(f, bad) for f in sorted(PLAN_FIELDS)], "a").row(line(action))

    assert "<script" not in html
    assert expected in html

"""Changes in words, a line each, grouped by kind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from priorities import document as doc
from priorities.compare import KINDS, Change
from priorities.compare.telling import HEADINGS, changes_text, diff_line
from tests.priorities.documents import WHOLE, WHOLE_ACTION, plan_of

LONG = " ".join(f"w{n}" for n in range(20))


def lines(*changes: Change) -> list[str]:
    return [*changes_text(changes, WHOLE, WHOLE)]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (Change("added", "action", None, "1.1", None, None, "Audit"), "1.1: Audit"),
        (Change("withdrawn", "action", None, "1.1", None, LONG), f"1.1: {LONG[:37]} …"),
        (Change("missing", "objective", None, "1.1", None, "Seen"), "Objective 1.1: Seen"),
        (Change("added", "priority", None, "1"), "Priority 1: (no words)"),
        (
            Change("moved", "action", None, "2.1.1", "objective", "1.1", "2.1", "1.1.1"),
            "2.1.1: from objective 1.1 to 2.1; it was 1.1.1",
        ),
        (
            Change("moved", "action", None, "1.1.1", "objective", "1.1", "2.1", "1.1.1"),
            "1.1.1: from objective 1.1 to 2.1",
        ),
        (
            Change("moved", "action", None, "4", "objective", None, None, "3"),
            "4: to another objective; it was 3",
        ),
        (Change("renumbered", "action", None, "2", "number", "1", "2"), "2: number: 1 → 2"),
        (
            Change("re-worded", "action", None, "1", "text", "One two", "One three"),
            "1: text: One [-two-] {+three+}",
        ),
        (Change("re-rated", "action", None, "1", "rating", "red", "green"), "1: Red → Green"),
        (Change("re-rated", "action", None, "1", "rating", None, "x"), "1: not yet rated → x"),
        (
            Change("slipped", "action", None, "1", "due", "2027-05-31", "2027-06-30", None, 30),
            "1: by 30 days, 31 May 2027 → 30 June 2027",
        ),
        (
            Change(
                "brought forward",
                "milestone",
                None,
                "1",
                "due",
                "2027-06-02",
                "2027-06-01",
                None,
                1,
            ),
            "Milestone 1: by 1 day, 2 June 2027 → 1 June 2027",
        ),
        (Change("lead", "plan", None, None, "leads", "A", "B"), "Plan: leads: A → B"),
        (Change("lead", "action", None, "1", "leads", None, "B"), "1: leads: none → B"),
        (Change("milestone", "milestone", None, "1", None, None, "A"), "Milestone 1: new: A"),
        (Change("milestone", "milestone", None, "1", None, "A\nb"), "Milestone 1: gone: A b"),
        (
            Change("milestone", "milestone", None, "1", "text", "A", "B"),
            "Milestone 1: text: [-A-] {+B+}",
        ),
        (Change("evidence", "action", None, "1", "evidence", None, "A"), "1: new: A"),
        (
            Change("other", "plan", None, None, "period_end", "2027-03-31"),
            "Plan: period end: 2027-03-31 → none",
        ),
        (
            Change("other", "action", None, None, "cost", "1.00", "2.00"),
            "(no number): cost: 1.00 → 2.00",
        ),
    ],
)
def test_change_is_one_line_below_the_heading_of_its_kind(change: Change, line: str) -> None:
    assert lines(change) == [f"{HEADINGS[change.kind]}: 1", f"  {line}"]


def test_kinds_come_in_their_order_with_their_counts() -> None:
    other = Change("other", "action", None, "1", "cost", "1.00", "2.00")
    added = Change("added", "action", None, "2", None, None, "A")

    found = lines(other, added, replace(added, number="3", after="B"))

    assert found == ["Added: 2", "  2: A", "  3: B", "Other changes: 1", "  1: cost: 1.00 → 2.00"]
    assert list(HEADINGS) == list(KINDS)


def test_unnumbered_action_is_known_by_its_words() -> None:
    before = plan_of(replace(WHOLE_ACTION, number=None, key="a"))
    change = Change("re-rated", "action", "a", None, "rating", "red", "amber")

    _, line = changes_text([change], before, before)

    assert line == "  “Train a lead worker”: Red → Amber"


def test_ratings_of_both_plans_have_their_labels() -> None:
    scheme = (doc.RatingValue("blue", "B", "Blue", "", "#00f", 1),)
    change = Change("re-rated", "action", None, "1", "rating", "red", "blue")

    _, line = changes_text([change], WHOLE, replace(WHOLE, rating_scheme=scheme))

    assert line == "  1: Red → Blue"


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (LONG, LONG + " new", "… w16 w17 w18 w19 {+new+}"),
        (LONG, "new " + LONG, "{+new+} w0 w1 w2 w3 …"),
        ("a b " + LONG, "a c " + LONG + " d", "a [-b-] {+c+} w0 w1 w2 w3 … w16 w17 w18 w19 {+d+}"),
        ("b c d e f", "b c d e f g", "b c d e f {+g+}"),
        (None, "new\nwords", "{+new words+}"),
    ],
)
def test_long_runs_of_kept_words_are_shortened(before: str | None, after: str, line: str) -> None:
    assert diff_line(before, after) == line

"""What compare says of each field, in what order, and of what it says nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from priorities import document as doc
from priorities.compare import Change, compare
from priorities.timescale import Timescale
from tests.priorities.documents import GONE, WHOLE_ACTION, plan_of

ACTION = replace(WHOLE_ACTION, withdrawn=None, key="action")


def changes(before: Mapping[str, Any], after: Mapping[str, Any], **options: Any) -> list[Change]:
    """Of a plan with one action, these fields of which differ."""
    documents = (plan_of(replace(ACTION, **fields)) for fields in (before, after))
    return [*compare(*documents, **options)]


def told(found: list[Change]) -> list[tuple[str, str | None, str | None, str | None]]:
    assert {(c.level, c.key, c.number) for c in found} <= {("action", "action", "1.1.1")}
    return [(c.kind, c.field, c.before, c.after) for c in found]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"text": "One"}, {"text": "Two"}, ("re-worded", "text", "One", "Two")),
        (
            {"outcomes": ("a", "b")},
            {"outcomes": ("a", "c")},
            ("re-worded", "outcomes", "a\nb", "a\nc"),
        ),
        (
            {"measures": (doc.RowText("a"),)},
            {"measures": ()},
            ("re-worded", "measures", "a", None),
        ),
        (
            {"resources": ()},
            {"resources": (doc.RowText("a"), doc.RowText("b", 2))},
            ("re-worded", "resources", None, "a\nb"),
        ),
        ({"cost": None}, {"cost": Decimal("12.5")}, ("other", "cost", None, "12.50")),
        ({"cost": Decimal(0)}, {"cost": None}, ("other", "cost", "0.00", None)),
        (
            {"next_review": dt.date(2027, 1, 1)},
            {"next_review": dt.date(2027, 2, 1)},
            ("other", "next_review", "2027-01-01", "2027-02-01"),
        ),
        ({"rating": "red"}, {"rating": "green"}, ("re-rated", "rating", "red", "green")),
        ({"rating": None}, {"rating": "green"}, ("re-rated", "rating", None, "green")),
        ({"progress": ("a",)}, {"progress": ("b",)}, ("other", "progress", "a", "b")),
        (
            {"extra": {"Comment": "a", "Note": "b"}},
            {"extra": {"Comment": "c", "Note": "b "}},
            ("other", "extra", "Comment: a", "Comment: c"),
        ),
        ({"extra": {"Note": "b"}}, {"extra": {}}, ("other", "extra", "Note: b", None)),
        ({"number": "1.1.1 ."}, {"number": "1.1.1"}, None),
        ({"text": "One  two"}, {"text": "One\ntwo "}, None),
        ({"text": "One"}, {"text": "one"}, ("re-worded", "text", "One", "one")),
        ({"progress": ("a", "b")}, {"progress": ("a b",)}, None),
        ({"cost": Decimal(12)}, {"cost": Decimal("12.00")}, None),
        ({"position": 1}, {"position": 7}, None),
        ({"measures": (doc.RowText("a", 1),)}, {"measures": (doc.RowText("a", 4),)}, None),
        ({"rated_on": None}, {"last_update_on": None}, None),
    ],
)
def test_field_that_differs_is_one_change(
    before: dict[str, Any], after: dict[str, Any], expected: tuple[Any, ...] | None
) -> None:
    assert told(changes(before, after)) == ([expected] if expected else [])


def test_number_that_differs_is_renumbered() -> None:
    [change] = changes({"number": "1.1.1"}, {"number": "1.1.2"})

    assert change == Change("renumbered", "action", "action", "1.1.2", "number", "1.1.1", "1.1.2")


def evidence(*pieces: tuple[str, dt.date | None]) -> dict[str, Any]:
    return {"evidence": tuple(doc.Evidence(text, on) for text, on in pieces)}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([("a", None)], [("a", None), ("b", None)], [(None, "b")]),
        ([("a", None), ("b", None)], [("b", None)], [("a", None)]),
        ([("a", None)], [("a", None), ("a", None)], [(None, "a")]),
        ([("a", None)], [("a", dt.date(2027, 5, 1))], [("a", "a (1 May 2027)")]),
        ([("b", None), ("a", None)], [("a", None), ("b ", None)], []),
    ],
)
def test_evidence_is_told_piece_by_piece(
    before: list[Any], after: list[Any], expected: list[Any]
) -> None:
    found = told(changes(evidence(*before), evidence(*after)))

    assert found == [("evidence", "evidence", one, other) for one, other in expected]


def scale(text: str, due: dt.date | None = None, **fields: Any) -> dict[str, Any]:
    return {"timescale": Timescale(text, due=due, **fields)}


MAY, JUNE = dt.date(2027, 5, 31), dt.date(2027, 6, 30)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            scale("May 2027", MAY),
            scale("June 2027", JUNE),
            [("slipped", "due", "2027-05-31", "2027-06-30")],
        ),
        (
            scale("by June 2027", JUNE),
            scale("by May 2027", MAY),
            [("brought forward", "due", "2027-06-30", "2027-05-31")],
        ),
        (
            scale("from May 2027", start=MAY),
            scale("from June 2027", start=JUNE),
            [("slipped", "start", "2027-05-31", "2027-06-30")],
        ),
        (
            scale("by May 2027", MAY),
            scale("not before June 2027", JUNE),
            [
                ("slipped", "due", "2027-05-31", "2027-06-30"),
                ("re-worded", "timescale", "by May 2027", "not before June 2027"),
            ],
        ),
        (
            scale("May 2027", MAY),
            scale("31/5/2027", MAY),
            [("re-worded", "timescale", "May 2027", "31/5/2027")],
        ),
        (
            scale("May 2027", MAY),
            scale("Later"),
            [("other", "timescale", "May 2027", "Later")],
        ),
        ({"timescale": None}, scale("Later"), [("re-worded", "timescale", None, "Later")]),
        (
            {"timescale": None},
            scale("May 2027", MAY),
            [("other", "timescale", None, "May 2027")],
        ),
        (
            scale("April to May 2027", MAY, start=dt.date(2027, 4, 1)),
            scale("May 2027", MAY, start=dt.date(2027, 5, 1)),
            [("other", "timescale", "April to May 2027", "May 2027")],
        ),
        (
            scale("May 2027", MAY),
            scale("June 2027 – Complete", JUNE, state="complete"),
            [
                ("slipped", "due", "2027-05-31", "2027-06-30"),
                ("other", "state", None, "complete"),
            ],
        ),
        (
            scale("May 2027", MAY),
            scale("May 2027 and annually", MAY, recurrence="annual"),
            [("other", "recurrence", None, "annual")],
        ),
        (scale("May  2027", MAY), scale("May 2027", MAY), []),
        (
            scale("as written", MAY),
            scale("as written", JUNE),
            [("slipped", "due", "2027-05-31", "2027-06-30")],
        ),
    ],
)
def test_timescale_says_what_became_of_the_date(
    before: dict[str, Any], after: dict[str, Any], expected: list[Any]
) -> None:
    assert told(changes(before, after)) == expected


def test_slip_counts_days_either_way() -> None:
    may, june = scale("May 2027", MAY), scale("June 2027", JUNE)

    assert [c.days for c in changes(may, june) + changes(june, may)] == [30, 30]


def step(text: str, due: dt.date | None = None, **fields: Any) -> dict[str, Any]:
    words = text.rpartition(" – ")[2]
    timescale = Timescale(words, due=due) if due else None
    return {"milestones": (doc.Milestone(text, timescale, key="m", **fields),)}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (step("Audit"), step("Audit again"), [("milestone", "text", "Audit", "Audit again")]),
        (
            step("Audit – May 2027", MAY),
            step("Audit – June 2027", JUNE),
            [("slipped", "due", "2027-05-31", "2027-06-30")],
        ),
        (
            step("Audit – May 2027", MAY),
            step("Report – June 2027", JUNE),
            [
                ("milestone", "text", "Audit – May 2027", "Report – June 2027"),
                ("slipped", "due", "2027-05-31", "2027-06-30"),
            ],
        ),
        (
            step("Audit since May 2026 – May 2027", MAY),
            step("Audit since April 2026 – June 2027", JUNE),
            [
                (
                    "milestone",
                    "text",
                    "Audit since May 2026 – May 2027",
                    "Audit since April 2026 – June 2027",
                ),
                ("slipped", "due", "2027-05-31", "2027-06-30"),
            ],
        ),
        (
            step("Audit – May 2027", MAY),
            step("Audit – 31/5/2027", MAY),
            [("re-worded", "timescale", "May 2027", "31/5/2027")],
        ),
        (
            {"milestones": (doc.Milestone("Audit in May 2026", **scale("moved", JUNE), key="m"),)},
            {
                "milestones": (
                    doc.Milestone("Audit in April 2026", **scale("moved", JUNE), key="m"),
                )
            },
            [("milestone", "text", "Audit in May 2026", "Audit in April 2026")],
        ),
        (
            step("Report of May 2027"),
            step("Report of June 2027"),
            [("milestone", "text", "Report of May 2027", "Report of June 2027")],
        ),
        (step("Audit", level=1, row=1), step("Audit", level=2, row=3), []),
        (step("Audit"), {"milestones": ()}, [("milestone", None, "Audit", None)]),
        ({"milestones": ()}, step("Audit"), [("milestone", None, None, "Audit")]),
        (step("Audit"), step("Audit", withdrawn=GONE), [("milestone", None, "Audit", None)]),
        (step("Audit", withdrawn=GONE), step("Audit"), [("milestone", None, None, "Audit")]),
        (step("Audit", withdrawn=GONE), {"milestones": ()}, []),
    ],
)
def test_milestone_is_told_with_its_action_s_number(
    before: dict[str, Any], after: dict[str, Any], expected: list[Any]
) -> None:
    found = changes(before, after)

    assert {(c.level, c.key, c.number) for c in found} <= {("milestone", "m", "1.1.1")}
    assert [(c.kind, c.field, c.before, c.after) for c in found] == expected


def test_milestone_ticked_off_is_no_milestone_come_or_gone() -> None:
    done = doc.Milestone("Audit", Timescale("May", None, MAY, None, "complete"), key="m")

    [change] = changes(
        step("Audit – May", MAY), {"milestones": (replace(done, text="Audit – May"),)}
    )

    assert (change.kind, change.level, change.field) == ("other", "milestone", "state")


def test_only_what_both_sides_cover_is_compared() -> None:
    before = replace(plan_of(ACTION), covers=("number", "text", "leads", "milestones", "rating"))
    other = replace(
        ACTION, text="New", number="9", leads=(), milestones=(), rating="red", progress=()
    )
    after = plan_of(other)

    def kinds(*covers: str) -> list[str]:
        return [change.kind for change in compare(before, replace(after, covers=covers))]

    assert kinds() == ["renumbered", "lead", "re-worded", "re-rated", "milestone"]
    assert kinds("text", "progress") == ["re-worded"]
    assert kinds("cost") == []

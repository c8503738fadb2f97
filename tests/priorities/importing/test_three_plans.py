"""The three boards' real plans are read faithfully, from Word and from Excel."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from priorities.document import Milestone, PlanDocument
from priorities.importing.homes import share
from tests.priorities.importing.plans import FILES, Counts, counts, document, needs_plans, source

pytestmark = needs_plans
FIXTURE = Path(__file__).parents[3] / "fixtures" / "medway" / "plan.json"

MEDWAY = Counts(7, 20, 19, 37, 106, 58, 44, 0, 0, Decimal(0))
EXPECTED = {
    "medway.docx": MEDWAY,
    # A soft line break inside one step of 5.2.2 is a line like others in a sheet's cell.
    "medway.xlsx": Counts(7, 20, 19, 37, 107, 58, 44, 0, 0, Decimal(0)),
    **dict.fromkeys(
        ("merton.docx", "merton.xlsx"), Counts(4, 28, 24, 29, 0, 52, 0, 3, 0, Decimal(0))
    ),
    **dict.fromkeys(
        ("milton_keynes.docx", "milton_keynes.xlsx"),
        Counts(1, 8, 8, 20, 0, 21, 0, 0, 10, Decimal(101_500)),
    ),
}


@pytest.mark.parametrize("file", FILES)
def test_plan_is_counted_as_a_careful_reader_counts_it(file: str) -> None:
    assert counts(document(file)) == EXPECTED[file]


@pytest.mark.parametrize("file", FILES)
def test_every_line_of_the_file_is_in_the_plan_or_in_a_finding(file: str) -> None:
    told, lines = share(source(file), document(file))

    assert told == lines > 250


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_found_twice(file: str) -> None:
    findings = document(file).findings

    assert len(set(findings)) == len(findings)


@pytest.mark.parametrize("name", ["medway", "merton", "milton_keynes"])
def test_word_and_excel_say_the_same(name: str) -> None:
    word, excel = document(f"{name}.docx"), document(f"{name}.xlsx")

    assert word.layout == excel.layout
    assert word.plan == excel.plan
    assert word.risks == excel.risks
    assert [p.title for p in word.priorities] == [p.title for p in excel.priorities]
    for one, other in zip(word.actions, excel.actions, strict=True):
        for field in ("number", "text", "leads", "timescale", "outcomes", "cost", "rating"):
            assert getattr(one, field) == getattr(other, field), one.number


def test_medway_is_read_as_the_demonstration_has_it() -> None:
    """Numbers, leads, dates, states and rows; the demonstration's words are its own."""
    theirs = PlanDocument.from_json(json.loads(FIXTURE.read_text()))

    def told(step: Milestone) -> tuple[object, ...]:
        scale = step.timescale
        when = (scale.start, scale.due, scale.recurrence, scale.state) if scale else None
        return when, step.level, step.row

    for ours, other in zip(document("medway.docx").actions, theirs.actions, strict=True):
        assert ours.number == other.number
        assert len(ours.leads) == len(other.leads), ours.number
        assert list(map(told, ours.milestones)) == list(map(told, other.milestones)), ours.number
        assert [(e.on, e.row) for e in ours.evidence] == [(e.on, e.row) for e in other.evidence]


def test_milton_keynes_costs_stand_in_seven_actions() -> None:
    costs = [a.cost for a in document("milton_keynes.docx").actions if a.cost is not None]

    assert costs == [12_000, 3_000, 40_000, 8_000, 20_000, 15_000, 3_500]


def test_milton_keynes_merged_cell_belongs_to_every_action_it_spans() -> None:
    actions = [a for a in document("milton_keynes.docx").actions if "udit" in a.text]

    assert [[lead.name for lead in a.leads] for a in actions] == [
        ["Quality assurance sub group"],
        ["Quality assurance sub group"],
    ]


def test_merton_objectives_keep_their_numbers_also_where_one_is_misprinted() -> None:
    plan = document("merton.docx")
    numbers = [o.number for p in plan.priorities for o in p.objectives]

    assert numbers[:10] == ["1.1", "1.2", None, "1.3", None, None, "1.5", "1.6", None, "1.8"]
    assert "3.10" in numbers
    assert any("page number" in finding.what for finding in plan.findings)


def test_merton_log_is_read_as_risks() -> None:
    first, *_ = document("merton.docx").risks

    assert (first.number, first.rating, first.leads) == ("1", "A", ("DCS",))
    assert str(first.timescale.due if first.timescale else None) == "2015-01-31"


def test_plans_own_particulars_are_read() -> None:
    medway, merton, milton_keynes = (
        document(f"{name}.docx") for name in ("medway", "merton", "milton_keynes")
    )

    assert (str(medway.plan.period_start), str(medway.plan.period_end)) == (
        "2017-04-01",
        "2020-03-31",
    )
    assert (str(merton.plan.period_start), str(merton.plan.agreed_on)) == (
        "2014-04-01",
        "2014-09-16",
    )
    assert (str(milton_keynes.plan.period_start), str(milton_keynes.plan.period_end)) == (
        "2010-01-20",
        "2011-03-31",
    )
    assert len(merton.plan.listed_priorities) == 7
    assert len(milton_keynes.plan.listed_priorities) == 11
    assert len(merton.plan.closing) == 2
    assert medway.layout.levels.priority == "Priority objective"
    assert milton_keynes.layout.levels.objective == "Desired Outcome"
    assert [v.definition[:12] for v in medway.rating_scheme] == [
        "Work is sign",
        "Progress is ",
        "The action h",
    ]

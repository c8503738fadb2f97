"""Documents for tests of the pure rules: the smallest plan, and one with a value everywhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from priorities import document as doc
from priorities.timescale import Timescale

RED = doc.RatingValue("red", "R", "Red", "Behind.", "#a00000", 1, False, True, False, True)
AMBER = doc.RatingValue("amber", "A", "Amber", "On course.", "#8a5200", 2)
GREEN = doc.RatingValue("green", "G", "Green", "Done.", "#005f30", 3, True, False, True, False)
SCHEME = (RED, AMBER, GREEN)

GONE = doc.Withdrawal(dt.date(2026, 6, 1), "Overtaken")


def due(day: dt.date | None, state: str | None = None) -> Timescale:
    """A timescale that is due on a day."""
    return Timescale("as written", None, day, None, state)  # type: ignore[arg-type]


def plan_of(*actions: doc.Action) -> doc.PlanDocument:
    """A plan with these actions, each with its place for a key."""
    keyed = tuple(
        replace(action, key=action.key or f"action-{place}")
        for place, action in enumerate(actions, start=1)
    )
    objective = doc.Objective(key="objective", number="1.1", title="Seen early", actions=keyed)
    priority = doc.Priority(key="priority", number="1", title="Neglect", objectives=(objective,))
    return doc.PlanDocument(
        board=doc.BoardName("a", "Board A"),
        plan=doc.PlanHead("business-plan", "Business plan"),
        rating_scheme=SCHEME,
        priorities=(priority,),
    )


WHOLE_ACTION = doc.Action(
    text="Train a lead worker",
    key="11111111-1111-4111-8111-111111111111",
    number="1.1.1",
    position=2,
    withdrawn=GONE,
    leads=(doc.LeadName("Learning sub-group", True), doc.LeadName("Police", False)),
    milestones=(
        doc.Milestone("Find trainers", due(dt.date(2026, 5, 31), "complete"), 1, 1, "m1"),
        doc.Milestone("Train ten", due(dt.date(2027, 3, 31)), 2, 2, "m2", GONE),
    ),
    timescale=Timescale(
        "October and annually", dt.date(2026, 10, 1), dt.date(2026, 10, 31), "annual", "ongoing"
    ),
    next_review=dt.date(2027, 1, 15),
    outcomes=("Neglect is named", "Sooner"),
    measures=(doc.RowText("Referrals", 2),),
    resources=(doc.RowText("Two trainers", 3),),
    cost=Decimal("1200.50"),
    rating="amber",
    rated_on=dt.date(2026, 10, 1),
    last_update_on=dt.date(2026, 9, 30),
    progress=("Nine schools", "Heads ring sooner"),
    evidence=(doc.Evidence("Register", dt.date(2026, 5, 1), 2),),
    extra={"Heading nobody knows": "kept"},
)

WHOLE = replace(
    plan_of(WHOLE_ACTION),
    plan=doc.PlanHead(
        slug="business-plan",
        title="Business plan",
        kind="strategic",
        period_start=dt.date(2026, 4, 1),
        period_end=dt.date(2029, 3, 31),
        version="8",
        agreed_on=dt.date(2026, 3, 20),
        agreed_by="The board",
        front=("Foreword",),
        listed_priorities=("Neglect",),
        closing=("End",),
    ),
    layout=doc.Layout(doc.Levels("Aim", "Outcome", "Step"), (doc.Column("number", "No.", "Plan"),)),
    covers=("number", "text"),
    risks=(doc.Risk("1", "Staff leave", "Delay", "Recruit", ("Chair",), due(None), "A"),),
    indicators=(
        doc.Indicator(
            "Plans within a year",
            "NI 63",
            "Council",
            doc.IndicatorGroup("Neglect", ("1.1.1",)),
            (doc.Reading("local", "2026/27", "72.3%", "72.3"),),
            (doc.Target("2027/28", "74%", "74"),),
        ),
    ),
    findings=(doc.Finding("warning", "table 3, row 7", "No number", "Ask"),),
)

"""Importing: previewed as what it is, applied whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from plans.models import Board, Lead, Plan
from priorities import document as doc
from priorities.models import Action, ActionLead, Evidence, ImportStatus, PlanImport, Risk, Update
from priorities.services.importing import applying, deciding
from priorities.services.importing.deciding import Answers, import_apply, import_leave
from priorities.services.steps import WrongStep
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, SmallPlan
from tests.priorities import imports
from tests.priorities.documents import WHOLE, WHOLE_ACTION
from tests.priorities.imports import edited

TITLED = doc.PlanHead(
    "neglect-plan",
    "Neglect plan",
    period_start=dt.date(2026, 4, 1),
    period_end=dt.date(2029, 3, 31),
)


def first_file(**parts: Any) -> doc.PlanDocument:
    """A plan of one action with something of everything, of board A, that is in no database."""
    action = replace(WHOLE_ACTION, key=None, withdrawn=None, milestones=steps())
    told: dict[str, Any] = {
        "plan": TITLED,
        "covers": WHOLE.covers + tuple(applied_fields()),
        "findings": (),
    }
    return edited(replace(WHOLE, **told | parts), lambda _: action)


def steps() -> tuple[doc.Milestone, ...]:
    return tuple(replace(m, key=None, withdrawn=None) for m in WHOLE_ACTION.milestones)


def applied_fields() -> list[str]:
    return ["leads", "milestones", "timescale", "outcomes", "measures", "rating", "progress"]


def taken(board: Board, by: Any, document: doc.PlanDocument, plan: Plan | None = None) -> Any:
    """An import of this document that was read."""
    data = imports.as_file(document)
    found = deciding.import_take_in(board=board, plan=plan, data=data, name="p.json", by=by)
    deciding.import_read(plan_import=found, assigned={}, by=by)
    return found


def apply(found: PlanImport, by: Any, **answers: Any) -> PlanImport:
    return import_apply(plan_import=found, answers=Answers(**answers), by=by)


@pytest.fixture
def empty(cast: Cast) -> Board:
    """Board A, without a plan."""
    make.three_colours(cast.board)
    return cast.board


def test_file_becomes_the_plan_of_an_empty_board(cast: Cast, empty: Board) -> None:
    done = apply(taken(empty, cast.manager, first_file()), cast.manager)

    plan = Plan.objects.get(board=empty)
    action = Action.objects.get()
    assert (done.plan, done.status) == (plan, ImportStatus.APPLIED)
    assert (plan.slug, plan.title, plan.is_current) == ("neglect-plan", "Neglect plan", True)
    assert plan.layout.priority_word == "Aim"
    assert [column["heading"] for column in plan.layout.columns] == ["No."]
    assert (action.number, action.cost, action.due_on) == (
        "1.1.1",
        WHOLE_ACTION.cost,
        dt.date(2026, 10, 31),
    )
    assert set(Lead.objects.filter(board=empty).values_list("name", flat=True)) == {
        "Learning sub-group",
        "Police",
    }
    assert [(lead.lead.name, lead.is_accountable) for lead in action.leads.all()] == [
        ("Learning sub-group", True),
        ("Police", False),
    ]


def test_rating_of_a_file_is_an_accepted_update_without_evidence(cast: Cast, empty: Board) -> None:
    green = edited(first_file(), lambda a: replace(a, rating="green", evidence=()))

    apply(taken(empty, cast.manager, green), cast.manager)

    update = Update.objects.get()
    assert update.rating is not None
    assert (update.source, update.status, update.rating.code) == ("import", "accepted", "green")
    assert (update.author, update.accepted_by) == (cast.manager, cast.manager)
    assert not Evidence.objects.exists()


def test_words_of_progress_without_a_rating_are_accepted(cast: Cast, empty: Board) -> None:
    unrated = edited(first_file(), lambda a: replace(a, rating=None))

    apply(taken(empty, cast.manager, unrated), cast.manager)

    update = Update.objects.get()
    assert (update.rating, update.progress) == (None, "Nine schools\nHeads ring sooner")


def test_same_file_again_changes_nothing(cast: Cast, empty: Board) -> None:
    plan = apply(taken(empty, cast.manager, first_file()), cast.manager).plan
    assert plan is not None
    before, histories = plan_document(plan), Action.history.count()

    found = taken(empty, cast.manager, first_file(), plan)
    seen = deciding.first_look(found, first_file())
    again = apply(found, cast.manager)

    assert seen is not None
    assert not seen.changes
    assert again.touched == []
    assert (plan_document(plan), Action.history.count()) == (before, histories)


def later(document: doc.PlanDocument) -> doc.PlanDocument:
    """A version of the small plan with 1 action re-worded, 1 re-rated, 1 gone and 2 new."""

    def edit(action: doc.Action) -> doc.Action | None:
        changed: dict[str, doc.Action | None] = {
            "1.1.1": replace(action, rating="red"),
            "1.1.2": replace(action, text="Agree one assessment form with every school"),
            "2.1.2": None,
            "2.1.3": None,
        }
        return changed.get(action.number or "", action)

    first, second = edited(document, edit).priorities
    steady = first.objectives[1]
    new = tuple(doc.Action(text=text) for text in ("Hold a day on hoarding", "Meet the coroner"))
    grown = replace(steady, actions=(*steady.actions, *new))
    first = replace(first, objectives=(first.objectives[0], grown))
    return replace(document, priorities=(first, second))


def test_later_version_is_previewed_as_what_changed(cast: Cast, rows: SmallPlan) -> None:
    file = later(plan_document(rows.plan))

    seen = deciding.first_look(imports.read(rows.plan, cast.manager, file), file)

    assert seen is not None
    assert seen.counts == Counter({"added": 2, "missing": 1, "re-rated": 1, "re-worded": 1})
    assert [(change.level, change.number) for change in seen.missing] == [("action", "2.1.2")]


def test_later_version_is_applied_with_person_and_reason(cast: Cast, rows: SmallPlan) -> None:
    done = imports.applied(rows.plan, cast.manager, later(plan_document(rows.plan)))

    rows.held.refresh_from_db()
    past = rows.held.history.first()
    assert rows.held.text == "Agree one assessment form with every school"
    assert (past.history_user, past.history_change_reason) == (
        cast.manager,
        "Imported from plan.json",
    )
    assert done.summary == {"added": 2, "missing": 1, "re-rated": 1, "re-worded": 1}
    assert not PlanImport.objects.filter(pk=done.pk, source__isnull=False).exists()
    rated = {a.number: a.rating for a in plan_document(rows.plan).actions}
    assert rated["1.1.1"] == "red"


def test_missing_stays_unless_it_is_ticked(cast: Cast, rows: SmallPlan) -> None:
    file = later(plan_document(rows.plan))

    imports.applied(rows.plan, cast.manager, file)
    stayed = Action.objects.get(pk=rows.unled.pk).withdrawn_on
    imports.applied(rows.plan, cast.manager, file, leaving=(str(rows.unled.key),))

    left = Action.objects.get(pk=rows.unled.pk)
    assert stayed is None
    assert left.withdrawn_on == cast.access(cast.manager).today
    assert left.withdrawn_reason == "Not in plan.json any more"


def test_error_half_way_leaves_nothing(
    cast: Cast, rows: SmallPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = imports.read(rows.plan, cast.manager)
    before, histories = plan_document(rows.plan), Action.history.count()

    def breaks(*_: object) -> None:
        raise RuntimeError("The disk is full")

    monkeypatch.setattr(applying._Applying, "_risks", breaks)
    with pytest.raises(RuntimeError, match="disk"):
        apply(found, cast.manager)

    found.refresh_from_db()
    assert (plan_document(rows.plan), Action.history.count()) == (before, histories)
    assert found.status == ImportStatus.READ
    assert found.source.document


def test_layout_of_the_file_is_taken_where_it_is_asked_for(cast: Cast, rows: SmallPlan) -> None:
    columns = (doc.Column("text", "What we do", "Ours"),)
    file = replace(plan_document(rows.plan), layout=doc.Layout(doc.Levels("Aim"), columns))

    imports.applied(rows.plan, cast.manager, file)
    kept = Plan.objects.get(pk=rows.plan.pk).layout
    imports.applied(rows.plan, cast.manager, file, takes_layout=True)
    taken_over = Plan.objects.get(pk=rows.plan.pk).layout

    assert kept == rows.plan.layout
    assert (taken_over.priority_word, taken_over.columns) == (
        "Aim",
        [{"field": "text", "heading": "What we do", "group": "Ours"}],
    )


def test_other_boards_file_has_to_be_confirmed(cast: Cast, rows: SmallPlan) -> None:
    theirs = imports.reworded(plan_document(rows.plan))
    found = imports.read(
        rows.plan, cast.manager, replace(theirs, board=doc.BoardName("b", "Board B"))
    )
    before = plan_document(rows.plan)

    with pytest.raises(ValidationError, match="names another board"):
        apply(found, cast.manager)
    refused = plan_document(rows.plan)
    apply(found, cast.manager, is_other_board=True)

    assert refused == before
    assert plan_document(rows.plan) != before


def test_two_people_apply_it_and_the_second_is_told(cast: Cast, rows: SmallPlan) -> None:
    found = imports.read(rows.plan, cast.manager)
    theirs = PlanImport.objects.get(pk=found.pk)

    apply(found, cast.manager)
    with pytest.raises(WrongStep, match=r"decided already \(applied\)"):
        apply(theirs, cast.deputy)
    with pytest.raises(WrongStep, match="decided already"):
        import_leave(plan_import=theirs, by=cast.deputy)


def test_plan_that_changed_since_it_was_looked_at_is_looked_at_again(
    cast: Cast, rows: SmallPlan
) -> None:
    found = imports.read(rows.plan, cast.manager)
    document = deciding.import_document(found)
    assert document is not None
    seen = deciding.mark_of(found, deciding.first_look(found, document))
    rows.led.text = "Somebody else's words"
    rows.led.record(by=cast.deputy, reason="Meanwhile")

    with pytest.raises(WrongStep, match="Look again"):
        import_apply(plan_import=found, answers=Answers(), by=cast.manager, seen=seen)
    again = deciding.mark_of(found, deciding.first_look(found, document))
    import_apply(plan_import=found, answers=Answers(), by=cast.manager, seen=again)

    assert Action.objects.get(pk=rows.led.pk).text.endswith("again")


def test_leads_are_whom_they_were_said_to_be_and_nobody_is_nobody(
    cast: Cast, rows: SmallPlan
) -> None:
    told = (doc.LeadName("Learning", accountable=True), doc.LeadName("Someone", accountable=False))
    file = edited(
        plan_document(rows.plan),
        lambda a: replace(a, leads=told) if a.number == "2.1.2" else a,
    )

    imports.applied(
        rows.plan,
        cast.manager,
        file,
        names={"Learning": "Learning sub-group", "Someone": ""},
    )

    assert [lead.lead.name for lead in ActionLead.objects.filter(action=rows.unled)] == [
        "Learning sub-group"
    ]
    assert not Lead.objects.filter(name__in=["Learning", "Someone"]).exists()


def test_leads_that_change_places_are_accountable_one_at_a_time(
    cast: Cast, rows: SmallPlan
) -> None:
    names = ("Police", "Learning sub-group", "Coroner")
    told = tuple(doc.LeadName(name, accountable=name == "Police") for name in names)
    file = edited(
        plan_document(rows.plan),
        lambda a: replace(a, leads=told) if a.number == "1.1.1" else a,
    )

    imports.applied(rows.plan, cast.manager, file)

    in_force = ActionLead.objects.in_force().filter(action=rows.led).order_by("position")
    assert [(lead.lead.name, lead.is_accountable) for lead in in_force] == [
        ("Police", True),
        ("Learning sub-group", False),
        ("Coroner", False),
    ]


def test_entries_of_the_log_come_in_once(cast: Cast, empty: Board) -> None:
    plan = apply(taken(empty, cast.manager, first_file()), cast.manager).plan
    apply(taken(empty, cast.manager, first_file(), plan), cast.manager)

    entry = Risk.objects.get()
    assert (entry.board, entry.concern, entry.leads) == (empty, "Staff leave", ["Chair"])
    assert plan is not None
    assert plan_document(plan).risks == ()


def test_file_without_years_makes_no_plan(cast: Cast, empty: Board) -> None:
    found = taken(empty, cast.manager, first_file(plan=doc.PlanHead("p", "Plan")))

    with pytest.raises(ValidationError, match="does not say which years"):
        apply(found, cast.manager)

    assert not Plan.objects.filter(board=empty).exists()


def test_file_of_a_plan_that_is_there_makes_no_second_one(cast: Cast, rows: SmallPlan) -> None:
    head = replace(TITLED, slug=rows.plan.slug)

    with pytest.raises(ValidationError, match="has a plan called “business-plan” already"):
        apply(taken(cast.board, cast.manager, first_file(plan=head)), cast.manager)


def test_file_without_an_action_is_not_applied(cast: Cast, rows: SmallPlan) -> None:
    bare = edited(plan_document(rows.plan), lambda _: None)

    with pytest.raises(WrongStep, match="no action in this file"):
        imports.applied(rows.plan, cast.manager, bare)


def test_layouts_name_is_free_or_numbered(cast: Cast, rows: SmallPlan) -> None:
    """Files that print otherwise each time bring a layout each, none under another's name."""
    for word in ("Aim", "Goal", "Aim"):
        columns = (doc.Column("text", word, None),)
        file = replace(plan_document(rows.plan), layout=doc.Layout(doc.Levels(word), columns))
        imports.applied(rows.plan, cast.manager, file, takes_layout=True)

    names = set(cast.board.layouts.values_list("name", flat=True))
    assert {"business-plan", "business-plan 2"} <= names
    assert "business-plan 3" not in names

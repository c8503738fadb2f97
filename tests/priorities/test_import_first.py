"""A board's first import is undone: no plan, no new leads, and it can be imported again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from pytest_django.asserts import assertContains, assertNotContains

from plans.models import Board, Lead, Plan
from priorities.models import Action, ActionLead, PlanImport, Priority
from priorities.services.importing import deciding, import_undo
from priorities.services.importing.deciding import SEEN_BEFORE, Answers, import_apply
from priorities.services.importing.preview import known_leads
from priorities.services.steps import WrongStep
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, ClientOf
from tests.priorities.filling_in import address, send, told
from tests.priorities.imports import word_file
from tests.priorities.test_import_services import apply, first_file, taken

TOLD = "Import of p.json undone: It was the draft"
NEW_LEADS = {"Learning sub-group", "Police"}


@pytest.fixture
def first(cast: Cast) -> PlanImport:
    """An import that became the plan of board A, which had none."""
    make.three_colours(cast.board)
    return apply(taken(cast.board, cast.manager, first_file()), cast.manager)


def undo(found: PlanImport, cast: Cast) -> PlanImport:
    return import_undo(plan_import=found, reason="It was the draft", by=cast.manager)


def offered(board: Board) -> set[str]:
    return set(Lead.objects.filter(board=board).choosable().values_list("name", flat=True))


def test_board_has_no_plan_again(cast: Cast, client_of: ClientOf, first: PlanImport) -> None:
    manager = client_of(cast.manager)
    rows = (Plan.objects.count(), Action.objects.count(), Lead.objects.count())

    response = send(manager, address("import-undo", first.pk), reason="It was the draft")

    assert told(manager, response).endswith("The board has no plan here, as it was before.")
    assertContains(manager.get(response.url), "This board has no business plan here yet.")
    assertContains(manager.get("/boards/a/imports/new/"), "the file becomes it")
    assertNotContains(manager.get(address("import-detail", first.pk)), "Neglect plan")
    assert (Plan.objects.count(), Action.objects.count(), Lead.objects.count()) == rows
    past = Plan.objects.get().history.first()
    assert (past.history_user, past.history_change_reason) == (cast.manager, TOLD)


def test_page_says_that_the_whole_plan_goes(
    cast: Cast, client_of: ClientOf, first: PlanImport
) -> None:
    page = client_of(cast.manager).get(address("import-undo", first.pk))

    assertContains(page, "The whole plan goes, and the board has no plan here, as before.")


def test_new_leads_are_offered_no_longer(cast: Cast, first: PlanImport) -> None:
    assert offered(cast.board) == NEW_LEADS

    undo(first, cast)

    assert offered(cast.board) == set()
    assert known_leads(cast.board) == ()
    past = Lead.objects.get(name="Police").history.first()
    assert (past.history_user, past.history_change_reason) == (cast.manager, TOLD)


def test_lead_that_somebody_uses_or_changed_stays(cast: Cast, first: PlanImport) -> None:
    other = make.action(objective__priority__plan=make.plan(board=cast.board, is_current=False))
    make.action_lead(action=other, lead=Lead.objects.get(name="Police"))
    holder = make.lead_holder(
        lead=Lead.objects.get(name="Learning sub-group"), user=cast.subgroup_chair
    )

    undo(first, cast)

    assert offered(cast.board) == {"Police", holder.lead.name}


def test_lead_that_was_there_before_stays(cast: Cast) -> None:
    make.three_colours(cast.board)
    make.lead(board=cast.board, name="Police")
    first = apply(taken(cast.board, cast.manager, first_file()), cast.manager)

    undo(first, cast)

    assert offered(cast.board) == {"Police"}


def test_same_file_is_imported_again_afterwards(cast: Cast, first: PlanImport) -> None:
    assert first.plan is not None
    before = [action.text for action in plan_document(first.plan).in_force().actions]
    undo(first, cast)

    again = apply(taken(cast.board, cast.manager, first_file()), cast.manager)

    plan = Plan.objects.current().get(board=cast.board)
    assert (again.plan, plan.slug) == (plan, "neglect-plan")
    assert [action.text for action in plan_document(plan).in_force().actions] == before
    assert offered(cast.board) == NEW_LEADS
    assert Lead.objects.filter(board=cast.board).count() == len(NEW_LEADS)
    undo(again, cast)
    assert offered(cast.board) == set()


def test_undoing_is_refused_where_somebody_has_gone_on_with_the_plan(
    cast: Cast, first: PlanImport
) -> None:
    priority = make.priority(plan=first.plan, number="9", title="Voice")

    with pytest.raises(ValidationError, match="has added priority “9 Voice”"):
        undo(first, cast)

    assert Plan.objects.current().get(board=cast.board) == first.plan
    assert Priority.objects.in_force().filter(pk=priority.pk).exists()
    assert ActionLead.objects.in_force().exists()


def test_file_that_waits_for_the_plan_becomes_the_next_one(cast: Cast, first: PlanImport) -> None:
    waiting = taken(cast.board, cast.manager, first_file(), first.plan)
    document = deciding.import_document(waiting)
    assert document is not None
    seen = deciding.mark_of(waiting, deciding.first_look(waiting, document))

    undo(first, cast)

    with pytest.raises(WrongStep, match=SEEN_BEFORE):
        import_apply(plan_import=waiting, answers=Answers(), by=cast.manager, seen=seen)
    waiting = PlanImport.objects.get(pk=waiting.pk)
    assert deciding.first_look(waiting, document) is None
    done = apply(waiting, cast.manager)
    assert done.plan == Plan.objects.current().get(board=cast.board)
    assert done.plan != first.plan


def test_later_import_is_undone_without_the_plan(cast: Cast, first: PlanImport) -> None:
    later = taken(cast.board, cast.manager, first_file(), first.plan)

    undo(apply(later, cast.manager), cast)

    assert Plan.objects.current().get(board=cast.board) == first.plan


def test_years_that_the_file_does_not_say_are_asked_and_date_its_months(
    cast: Cast, client_of: ClientOf
) -> None:
    make.three_colours(cast.board)
    manager = client_of(cast.manager)
    row = ("1", "Train a lead worker", "Police", "by March", "A", "Nine schools")
    found = deciding.import_take_in(
        board=cast.board, plan=None, data=word_file(row), name="p.docx", by=cast.manager
    )
    deciding.import_read(plan_import=found, assigned={}, by=cast.manager)
    where = address("import-detail", found.pk)
    assertContains(manager.get(where), "does not say which years the plan is for")

    wrong = send(manager, where, first_day="1 April 2026", last_day="31 March 2025")
    assertContains(wrong, "The last day is before the first.")
    send(manager, where, first_day="1 April 2026", last_day="31 March 2027")

    page = manager.get(where)
    assertNotContains(page, "does not say which years the plan is for")
    assert page.context["form"]["last_day"].value() == "31/3/2027"
    sent = send(manager, address("import-preview", found.pk))
    assert sent.status_code == 302
    plan = Plan.objects.get(board=cast.board)
    assert (plan.period_start, plan.period_end) == (dt.date(2026, 4, 1), dt.date(2027, 3, 31))
    assert Action.objects.get(objective__priority__plan=plan).due_on == dt.date(2027, 3, 31)

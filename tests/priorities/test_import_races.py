"""Two people import in the same moment, on a database that lets them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from boardplan.accounts.models import User
from plans.models import Lead, Plan
from priorities import document as doc
from priorities.models import Action, ImportStatus, PlanImport
from priorities.services import updates
from priorities.services.importing import deciding, import_undo
from priorities.services.importing import plan_apply as applying_whole
from priorities.services.importing.deciding import SEEN_BEFORE, Answers
from priorities.services.steps import WrongStep
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, SmallPlan
from tests.factories import TODAY
from tests.priorities import imports
from tests.priorities.imports import edited
from tests.priorities.reporting import report, revision_of
from tests.priorities.test_import_services import first_file, taken

pytestmark = pytest.mark.django_db(transaction=True)

A_MOMENT = 1.0
NEW_DUE = dt.date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _several_connections(db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory is one connection: nobody else can write beside it")


def at_once(*steps: Callable[[], PlanImport]) -> tuple[list[PlanImport], list[str]]:
    """What was decided, and what the others were told; all begun together."""

    def run(step: Callable[[], PlanImport]) -> PlanImport | str:
        try:
            return step()
        except (WrongStep, ValidationError) as refusal:
            return " ".join(getattr(refusal, "messages", [str(refusal)]))
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        outcomes = list(pool.map(run, steps))
    won = [outcome for outcome in outcomes if isinstance(outcome, PlanImport)]
    return won, [outcome for outcome in outcomes if isinstance(outcome, str)]


def looked_at(found: PlanImport) -> str:
    """The mark of what a person sees of this import now."""
    document = deciding.import_document(found)
    assert document is not None
    return deciding.mark_of(found, deciding.first_look(found, document))


def applying(found: PlanImport, by: User) -> Callable[[], PlanImport]:
    """What the button does for a person who has looked at the import just now."""
    seen = looked_at(found)
    return lambda: deciding.import_apply(
        plan_import=PlanImport.objects.get(pk=found.pk), answers=Answers(), by=by, seen=seen
    )


def saying(word: str, plan: Plan) -> doc.PlanDocument:
    """The plan with this word behind every action, a new lead and a new action."""
    lead = (doc.LeadName("Coroner", accountable=True),)
    told = edited(plan_document(plan), lambda a: replace(a, text=f"{a.text} {word}", leads=lead))
    first, *rest = told.priorities
    new = doc.Objective(title=f"Of {word}", actions=(doc.Action(f"Begin {word}"),))
    grown = replace(first, objectives=(*first.objectives, new))
    return replace(told, priorities=(grown, *rest))


def test_one_import_applied_twice_at_once_is_applied_once(cast: Cast, rows: SmallPlan) -> None:
    found = imports.read(rows.plan, cast.manager, saying("again", rows.plan))

    won, refused = at_once(applying(found, cast.manager), applying(found, cast.deputy))

    assert len(won) == 1
    assert refused == ["This import is decided already (applied)."]
    assert Action.objects.filter(text="Begin again").count() == 1
    assert rows.led.history.filter(history_change_reason="Imported from plan.json").count() == 1
    assert PlanImport.objects.get().status == ImportStatus.APPLIED


def test_of_two_imports_of_one_plan_at_once_one_is_applied_whole(
    cast: Cast, rows: SmallPlan
) -> None:
    one = imports.read(rows.plan, cast.manager, saying("one", rows.plan))
    other = imports.read(rows.plan, cast.deputy, saying("other", rows.plan))

    (won,), refused = at_once(applying(one, cast.manager), applying(other, cast.deputy))

    assert refused == [SEEN_BEFORE]
    word = "one" if won.pk == one.pk else "other"
    in_force = Action.objects.in_force().filter(objective__priority__plan=rows.plan)
    assert {action.text.split()[-1] for action in in_force} == {word}
    assert Lead.objects.filter(name="Coroner").count() == 1
    left = PlanImport.objects.exclude(pk=won.pk).get()
    assert (left.status, left.touched) == (ImportStatus.READ, [])
    assert left.source.document
    assert deciding.import_apply(
        plan_import=left, answers=Answers(), by=cast.deputy, seen=looked_at(left)
    )


def test_of_two_imports_that_begin_a_plan_at_once_one_begins_it(cast: Cast) -> None:
    make.three_colours(cast.board)
    one = taken(cast.board, cast.manager, first_file())
    head = replace(first_file().plan, slug="hoarding-plan", title="Hoarding plan")
    other = taken(cast.board, cast.deputy, first_file(plan=head))

    (won,), refused = at_once(applying(one, cast.manager), applying(other, cast.deputy))

    assert refused == [SEEN_BEFORE]
    assert Plan.objects.get() == won.plan
    assert Action.objects.count() == 1
    left = PlanImport.objects.exclude(pk=won.pk).get()
    document = deciding.import_document(left)
    assert document is not None
    assert deciding.first_look(left, document) is not None  # now it is compared with that plan


def test_import_undone_twice_at_once_is_undone_once(cast: Cast, rows: SmallPlan) -> None:
    found = imports.applied(rows.plan, cast.manager, saying("again", rows.plan))

    def undo() -> PlanImport:
        return import_undo(plan_import=found, reason="It was the draft", by=cast.manager)

    won, refused = at_once(undo, undo)

    assert len(won) == 1
    assert refused == ["This import is not applied (undone)."]


def test_word_accepted_while_a_file_is_applied_is_not_lost(
    cast: Cast, rows: SmallPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody moves a date while the import is between looking at the plan and writing it."""
    found = imports.read(rows.plan, cast.manager, saying("again", rows.plan))
    apply = applying(found, cast.manager)
    looked, goes_on = Event(), Event()

    def wait_and_apply(**columns: object) -> object:
        looked.set()
        goes_on.wait(A_MOMENT)
        return applying_whole(**columns)  # type: ignore[arg-type]

    monkeypatch.setattr(deciding, "plan_apply", wait_and_apply)

    def reports() -> None:
        assert looked.wait(10)
        try:
            action = Action.objects.get(pk=rows.unled.pk)
            updates.update_submit(
                action=action,
                report=report(rows, new_due_on=NEW_DUE, new_due_reason="Half term"),
                revision=revision_of(action),
                by=cast.manager,
                accepts=True,
                today=TODAY,
            )
        finally:
            connection.close()
            goes_on.set()

    with ThreadPoolExecutor(1) as pool:
        reporting = pool.submit(reports)
        apply()
        reporting.result()

    action = Action.objects.get(pk=rows.unled.pk)
    revisions = [past.revision for past in action.history.all()]
    assert len(revisions) == len(set(revisions))
    assert (action.text.split()[-1], action.due_on) == ("again", NEW_DUE)

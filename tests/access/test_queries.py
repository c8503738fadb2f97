"""How many queries a page costs: the same for few rows and for many, and within its limit.

Counted is what goes to the database for one request of somebody signed in: her session and
herself (two queries) included, savepoints and transaction statements left out, for they are no
round trips for rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans.models import Lead, Membership, Plan, PlanVersion
from priorities.models import Action, Milestone, MilestoneReport, PlanImport, Update, UpdateRound
from priorities.services.versions import plan_lock
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.factories import TODAY
from tests.priorities import imports
from tests.priorities.many import bulk, grow
from tests.priorities.reporting import form_address, form_data
from tests.reports.issued import issued

FEW, MANY, ALL_MEDWAY, HUGE = 3, 40, 37, 1000
NOT_COUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT", "ROLLBACK")

LIMITS = {
    "home": 28,  # eight of them for the round that is open, two for the next pack
    "exceptions": 12,
    "partners": 12,
    "partners' sheets": 13,
    "plan": 12,
    "plan to print": 12,
    "export": 12,
    "export to Word": 12,
    "export as at a day": 17,
    "versions": 8,
    "a version": 7,
    "a version as a file": 6,
    "as at a day": 17,
    "what changed": 16,
    "issuing": 7,
    "locking": 5,
    "approving": 6,
    "action": 15,
    "update form": 11,
    "my updates": 15,
    "all updates": 19,
    "Word forms": 11,
    "a Word form": 19,
    "a Word form that came back": 9,
    "reviews": 7,
    "editing the plan": 7,
    "the next plan": 14,
    "people": 6,
    "person": 8,
    "correcting a name": 7,
    "another role": 8,
    "a lost phone": 9,
    "invitation": 6,
    "deputies": 6,
    "settings": 3,
    "layout": 4,
    "redactions": 5,
    "redacting": 4,
    "groups": 9,
    "agencies": 8,
    "leads": 10,
    "a group": 11,
    "a lead": 12,
    "handing a chair over": 9,
    "closing a group": 6,
    "ending a role": 14,
    "meetings": 8,
    "a meeting": 6,
    "adding a meeting": 7,
    "cancelling a meeting": 5,
    "asking for updates": 7,
    "a round": 11,
    "moving a round": 5,
    "imports": 6,
    "an import": 8,
    "an import's preview": 20,
    "log": 8,
}
GROWN_BY_FILES = ("imports", "an import", "an import's preview", "log")
GROWN_BY_VERSIONS = (
    *("versions", "a version", "a version as a file", "what changed"),
    *("issuing", "locking", "approving"),
)
SAVE_LIMIT = 20

Grow = Callable[[int], Action]


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that went to the database, savepoints and the like left out."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    statements = (query["sql"] for query in captured.captured_queries)
    found += [sql for sql in statements if not sql.startswith(NOT_COUNTED)]


@pytest.fixture
def grown(rows: SmallPlan, leads: Leads) -> Grow:
    """Adds actions that the manager answers for; returns one that has no update under way."""

    def grown(count: int) -> Action:
        return grow(rows.plan, count, lead=leads.board, rating=rows.ratings["amber"])[1]

    return grown


@pytest.fixture
def client(cast: Cast, client_of: ClientOf) -> Client:
    """The browser of the manager, who sees most; her session has been written already."""
    client = client_of(cast.manager)
    client.get("/accessibility/")
    return client


def chairs_role() -> Membership:
    """The role of board A's sub-group chair."""
    role: Membership = Membership.objects.get(board__slug="a", role="subgroup_chair")
    return role


def somebody() -> int:
    """The number of somebody of board A."""
    return chairs_role().user_id


def address(name: str, action: Action) -> str:
    return {
        "home": "/boards/a/",
        "exceptions": "/boards/a/exceptions/",
        "partners": "/boards/a/partners/",
        "partners' sheets": "/boards/a/partners/sheets.pdf",
        "plan": "/boards/a/plan/?rating=amber&overdue=on&q=action",
        "plan to print": "/boards/a/plan/?view=print",
        "export": "/boards/a/plans/business-plan/export.json",
        "export to Word": "/boards/a/plan/export/?format=docx",
        "export as at a day": "/boards/a/plan/export/?format=csv&as_at=25/11/2026",
        "versions": "/boards/a/plan/versions/",
        "a version": f"/boards/a/plan/versions/{newest_version()}/",
        "a version as a file": f"/boards/a/plan/versions/{newest_version()}/export/?format=json",
        "as at a day": "/boards/a/plan/as-at/?date=25/11/2026",
        "what changed": f"/boards/a/plan/compare/?from={newest_version()}&to=now",
        "issuing": "/boards/a/plans/business-plan/versions/new/",
        "locking": "/boards/a/plans/business-plan/locks/new/",
        "approving": "/boards/a/plans/business-plan/approvals/new/",
        "action": f"/boards/a/actions/{action.pk}/",
        "update form": form_address(action),
        "my updates": "/boards/a/updates/",
        "all updates": "/boards/a/updates/all/",
        "Word forms": "/boards/a/updates/forms/",
        "a Word form": f"/boards/a/updates/forms/{somebody()}/form.docx",
        "a Word form that came back": "/boards/a/updates/forms/returned/",
        "reviews": "/boards/a/updates/reviews/",
        "editing the plan": "/boards/a/plans/business-plan/edit/",
        "the next plan": "/boards/a/plans/business-plan/next/",
        "people": "/boards/a/people/",
        "person": f"/boards/a/people/{somebody()}/",
        "correcting a name": f"/boards/a/people/{somebody()}/name/",
        "a lost phone": f"/boards/a/people/{somebody()}/authenticator-app/",
        "another role": f"/boards/a/people/{somebody()}/roles/new/",
        "invitation": "/boards/a/invitations/new/",
        "deputies": "/boards/a/deputies/new/",
        "settings": "/boards/a/settings/",
        "layout": "/boards/a/settings/layout/",
        "redactions": "/boards/a/redactions/",
        "redacting": "/boards/a/redactions/new/",
        "groups": "/boards/a/groups/",
        "agencies": "/boards/a/agencies/",
        "leads": "/boards/a/leads/",
        "a group": f"/boards/a/groups/{chairs_role().group_id}/",
        "a lead": f"/boards/a/leads/{Lead.objects.get(name='The board').pk}/",
        "handing a chair over": f"/boards/a/groups/{chairs_role().group_id}/chair/",
        "closing a group": f"/boards/a/groups/{chairs_role().group_id}/closing/",
        "ending a role": f"/boards/a/memberships/{chairs_role().pk}/ending/",
        "meetings": "/boards/a/meetings/",
        "a meeting": f"/boards/a/meetings/{open_round(action).meeting_id}/",
        "adding a meeting": "/boards/a/meetings/new/",
        "cancelling a meeting": f"/boards/a/meetings/{open_round(action).meeting_id}/cancellation/",
        "asking for updates": "/boards/a/rounds/new/",
        "a round": f"/boards/a/rounds/{open_round(action).pk}/",
        "moving a round": f"/boards/a/rounds/{open_round(action).pk}/date/",
        "imports": "/boards/a/imports/",
        "an import": f"/boards/a/imports/{newest_import()}/",
        "an import's preview": f"/boards/a/imports/{newest_import()}/preview/",
        "log": "/boards/a/log/",
    }[name]


def newest_version() -> int:
    """The number of the version that was issued last."""
    return PlanVersion.objects.values_list("number", flat=True).first() or 0


def open_round(action: Action) -> UpdateRound:
    """The round that asks for updates of board A, the sub-group's chair among the asked."""
    found: UpdateRound | None = UpdateRound.objects.open().first()
    return found or make.update_round(plan=action.plan)


def newest_import() -> int:
    """The number of the import that was taken in last."""
    return PlanImport.objects.values_list("pk", flat=True).first() or 0


@pytest.fixture
def grown_log_and_imports(rows: SmallPlan, grown: Grow, cast: Cast) -> Grow:
    """Adds as many actions, entries of the log and changes in a file that was read."""

    def grown_all(count: int) -> Action:
        action = grown(count)
        for number in range(count):
            imports.risk(cast.board, number=str(number), concern=f"Concern {number}")
        for _ in range(3 if count == MANY else 1):
            imports.read(rows.plan, cast.manager)
        return action

    return grown_all


@pytest.fixture
def grown_versions(rows: SmallPlan, grown: Grow, cast: Cast) -> Grow:
    """Adds as many actions, and of meetings, drafts, versions and approvals one, or several."""

    def grown_all(count: int) -> Action:
        action = grown(count)
        for n in range(5 if count == MANY else 1):
            meeting = make.meeting(board=cast.board, held_on=TODAY + dt.timedelta(days=count + n))
            lock = plan_lock(plan=rows.plan, meeting=meeting, by=cast.manager)
            version = issued(rows.plan, cast, lock=lock)
            make.approval(plan=rows.plan, version=version, meeting=meeting)
        Action.objects.filter(objective__priority__plan=rows.plan).update(text="Other words")
        return action

    return grown_all


def queries(client: Client, where: str) -> list[str]:
    client.get(where)
    with counted() as found:
        assert client.get(where).status_code == 200
    return found


def told(found: list[str]) -> str:
    """The queries for a failure message, one to a line and cut short."""
    return "\n".join(sql[:160] for sql in found)


@pytest.mark.parametrize("name", LIMITS)
def test_page_costs_the_same_for_few_and_many_rows_and_within_its_limit(
    client: Client, grown: Grow, grown_log_and_imports: Grow, grown_versions: Grow, name: str
) -> None:
    by_files = grown_log_and_imports if name in GROWN_BY_FILES else grown
    grow_it = grown_versions if name in GROWN_BY_VERSIONS else by_files
    few = queries(client, address(name, grow_it(FEW)))
    many = queries(client, address(name, grow_it(MANY)))

    assert len(many) == len(few), told(many)
    assert len(many) <= LIMITS[name], told(many)


@pytest.mark.parametrize("count", [ALL_MEDWAY, HUGE])
@pytest.mark.parametrize("name", ["plan", "export", "action"])
def test_page_of_a_whole_plan_stays_within_its_limit(
    client: Client, grown: Grow, name: str, count: int
) -> None:
    action = grown(count)

    found = queries(client, "/boards/a/plan/" if name == "plan" else address(name, action))

    assert len(found) <= LIMITS[name], told(found)


def full_form(action: Action, **fields: Any) -> dict[str, Any]:
    """A form that says something of everything: rating, evidence, all milestones done but one."""
    *done, moved = action.milestones.all()
    return form_data(
        action,
        "red",
        issue="No room.",
        impact="Heads ring us sooner.",
        evidence_statement="Minutes",
        **{f"done_{milestone.pk}": "on" for milestone in done},
        **{f"due_{moved.pk}": "30/6/2027", f"why_{moved.pk}": "Late"},
        **fields,
    )


def saved(client: Client, action: Action, data: dict[str, Any]) -> list[str]:
    client.get("/boards/a/")
    with counted() as found:
        assert client.post(form_address(action), data).status_code == 302
    return found


@pytest.mark.parametrize("count", [FEW, ALL_MEDWAY, HUGE])
def test_update_is_saved_within_its_limit_whatever_the_size_of_the_plan(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, leads: Leads, count: int
) -> None:
    action = grow(rows.plan, count, lead=leads.subgroup, rating=rows.ratings["amber"])[1]
    client = client_of(cast.subgroup_chair)

    found = saved(client, action, form_data(action))

    assert Update.objects.filter(action=action, status="submitted").exists()
    assert len(found) <= SAVE_LIMIT, told(found)


@pytest.mark.parametrize(("who", "limit"), [("subgroup_chair", SAVE_LIMIT), ("manager", 28)])
def test_update_that_says_everything_is_saved_within_its_limit_whatever_it_ticks(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, leads: Leads, who: str, limit: int
) -> None:
    """The manager's own is accepted at once: what it changes of the plan is written with it."""
    few, many = grow(rows.plan, 5, lead=leads.subgroup, rating=rows.ratings["red"])[1:3]
    bulk(Milestone, [Milestone(action=many, text=f"More {n}", position=9) for n in range(20)])
    client = client_of(getattr(cast, who))

    few_ticks, many_ticks = (saved(client, action, full_form(action)) for action in (few, many))

    assert len(many_ticks) == len(few_ticks), told(many_ticks)
    assert len(many_ticks) <= limit, told(many_ticks)
    told_of = MilestoneReport.objects.filter(update__action=many)
    assert (told_of.count(), told_of.filter(is_done=True).count()) == (23, 22)


def test_draft_that_says_everything_is_submitted_within_its_limit(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, leads: Leads
) -> None:
    action = grow(rows.plan, FEW, lead=leads.subgroup, rating=rows.ratings["red"])[1]
    client = client_of(cast.subgroup_chair)
    saved(client, action, full_form(action, step="draft"))

    found = saved(client, action, full_form(action, progress="Another word."))

    assert Update.objects.filter(action=action, status="submitted").exists()
    assert len(found) <= SAVE_LIMIT, told(found)


def test_document_takes_the_same_queries_at_any_size_and_date(
    plan: Plan, grown: Grow, cast: Cast
) -> None:
    today = cast.access(cast.manager).today
    grown(FEW)
    with counted() as few_now:
        plan_document(plan)
    with counted() as few_then:
        plan_document(plan, as_at=today)
    grown(MANY)
    with counted() as many_now:
        plan_document(plan)
    with counted() as many_then:
        plan_document(plan, as_at=today)

    assert (len(many_now), len(many_then)) == (len(few_now), len(few_then))
    assert len(many_now) <= 6
    assert len(many_then) <= 11

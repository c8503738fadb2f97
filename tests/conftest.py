"""The one cast of people of all tests, and a small but whole plan for them to work on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from pytest_django import Settings

from boardplan.accounts.models import User
from plans.access import Access, access_of
from plans.models import Board, GroupKind, Lead, LeadKind, Plan, Rating
from plans.roles import Role
from priorities.models import Action, Evidence, Milestone, Update
from tests import factories as make
from tests.factories import LONDON, TODAY

ClientOf = Callable[[User | None], Client]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what asks a database: the rest has run beside SQLite, and is the same."""
    if connection.vendor != "postgresql":
        return
    asking = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The time of day at the tests' board: ten in the morning of TODAY, and ticking."""
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(10), LONDON)) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _media_of_its_own(settings: Settings, tmp_path: Path) -> None:
    """Files that a test stores are no others'."""
    settings.MEDIA_ROOT = tmp_path
    settings.WORKER_MARK = tmp_path / "worker-alive"


@dataclass(frozen=True)
class Cast:
    """The people of board A, by what they are there; a manager of board B; a stranger to both.

    ``subgroup_chair`` chairs the sub-group that leads action ``led``; ``lead`` is the person
    behind the post that leads action ``held``.
    """

    board: Board
    other_board: Board
    manager: User
    deputy: User
    chair: User
    subgroup_chair: User
    lead: User
    member: User
    observer: User
    outsider: User
    stranger: User
    nobody: None = None

    def access(self, person: User, board: Board | None = None) -> Access:
        """The person's access to board A (or another) today."""
        access = access_of(person, (board or self.board).slug)
        assert access is not None
        return access


@pytest.fixture
def cast(db: None, clock: time_machine.Traveller) -> Cast:
    """Everybody, each with her role at her board since the record began."""
    board = make.board(slug="a", name="Board A")
    other_board = make.board(slug="b", name="Board B")
    subgroup = make.group(board=board, name="Learning sub-group")

    def member(role: Role, at: Board = board, **fields: object) -> User:
        user = make.user(email=f"{role.value}@{at.slug}.example")
        make.membership(board=at, user=user, role=role, **fields)
        return user

    return Cast(
        board=board,
        other_board=other_board,
        manager=member(Role.MANAGER),
        deputy=member(Role.DEPUTY),
        chair=member(Role.CHAIR),
        subgroup_chair=member(Role.SUBGROUP_CHAIR, group=subgroup),
        lead=member(Role.LEAD),
        member=member(Role.MEMBER),
        observer=member(Role.OBSERVER),
        outsider=member(Role.MANAGER, at=other_board),
        stranger=make.user(email="stranger@nowhere.example"),
    )


@pytest.fixture
def client_of() -> ClientOf:
    """A browser in which this person has signed in; in that of None, nobody has."""

    def client_of(person: User | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return client_of


@dataclass(frozen=True)
class Leads:
    """Board A's leads: its learning sub-group, a post with a person behind it, and the others."""

    subgroup: Lead
    post: Lead
    agency: Lead
    board: Lead


@pytest.fixture
def leads(cast: Cast) -> Leads:
    """The leads of board A."""
    board = cast.board
    subgroup = board.groups.get(name="Learning sub-group")
    agency = make.agency(board=board, name="Police")
    whole = make.group(board=board, name="The whole board", kind=GroupKind.BOARD)
    post = make.lead(board=board, name="Designated Nurse")
    make.lead_holder(lead=post, user=cast.lead)
    return Leads(
        subgroup=make.lead(
            board=board, name="Learning sub-group", kind=LeadKind.GROUP, group=subgroup
        ),
        post=post,
        agency=make.lead(board=board, name="Police", kind=LeadKind.AGENCY, agency=agency),
        board=make.lead(board=board, name="The board", kind=LeadKind.GROUP, group=whole),
    )


@dataclass(frozen=True)
class SmallPlan:
    """The rows of board A's plan, by what is worth knowing of them."""

    plan: Plan
    ratings: dict[str, Rating]
    led: Action
    """1.1.1, led by the sub-group: rated amber, with evidence; milestones done, dated, undated."""
    held: Action
    """1.1.2, led by the post: a date has passed, a draft is under way."""
    waiting: Action
    """1.2.1, led by the sub-group: an update waits to be accepted."""
    corporate: Action
    """2.1.1, led by the board as a body: ongoing, never heard of."""
    unled: Action
    """2.1.2, led by nobody."""
    withdrawn: Action
    """2.1.3, withdrawn."""
    done: Milestone
    dated: Milestone
    undated: Milestone
    overdue: Milestone
    evidence: Evidence
    accepted: Update
    submitted: Update
    draft: Update
    submitted_evidence: Evidence
    draft_evidence: Evidence
    elsewhere: Action
    """The one action of board B."""


@pytest.fixture
def rows(cast: Cast, leads: Leads) -> SmallPlan:
    """A plan of two priorities at board A, with something of everything; one action at board B."""
    plan = make.plan(
        board=cast.board,
        slug="business-plan",
        title="Business plan 2026 to 2029",
        front=["Foreword."],
    )
    ratings = make.three_colours(cast.board)
    neglect = make.priority(plan=plan, number="1", position=1, title="Neglect")
    voice = make.priority(plan=plan, number="2", position=2, title="The voice of the child")
    early = make.objective(priority=neglect, number="1.1", position=1, title="Seen early")
    steady = make.objective(priority=neglect, number="1.2", position=2, title="Kept up")
    heard = make.objective(priority=voice, number="2.1", position=1, title="Heard")

    led = make.action(
        objective=early,
        number="1.1.1",
        position=1,
        text="Train a lead worker in every school",
        outcomes=["Neglect is named"],
        measures=[{"text": "Referrals", "row": 1}],
        resources=[{"text": "Two trainers", "row": 2}],
        cost="1200.00",
        extra={"Notes": "as printed"},
    )
    held = make.action(
        objective=early,
        number="1.1.2",
        position=2,
        text="Agree one assessment form",
        timescale_text="by 30 September 2026",
        due_on=dt.date(2026, 9, 30),
    )
    waiting = make.action(
        objective=steady, number="1.2.1", position=1, text="Audit twelve case files"
    )
    corporate = make.action(
        objective=heard,
        number="2.1.1",
        position=1,
        text="Publish what children told us",
        timescale_text="Ongoing",
        state="ongoing",
    )
    unled = make.action(objective=heard, number="2.1.2", position=2, text="Ask twice a year")
    withdrawn = make.action(
        objective=heard,
        number="2.1.3",
        position=3,
        text="Print a poster",
        withdrawn_on=dt.date(2026, 6, 1),
        withdrawn_reason="Overtaken",
    )
    make.action_lead(action=led, lead=leads.subgroup, is_accountable=True, position=1)
    make.action_lead(action=led, lead=leads.agency, position=2)
    make.action_lead(action=held, lead=leads.post, is_accountable=True)
    make.action_lead(action=waiting, lead=leads.subgroup, is_accountable=True)
    make.action_lead(action=corporate, lead=leads.board, is_accountable=True)

    accepted = make.update(
        action=led,
        is_accepted=True,
        author=cast.subgroup_chair,
        accepted_by=cast.manager,
        rating=ratings["amber"],
        progress="Nine schools are trained.",
        impact="Heads ring us sooner.",
        at=dt.datetime(2026, 10, 1, 12, tzinfo=LONDON),
    )
    submitted = make.update(
        action=waiting,
        is_submitted=True,
        author=cast.subgroup_chair,
        rating=ratings["red"],
        progress="Four files were read, not yet told to the board.",
        issue="Two readers have left.",
        at=dt.datetime(2026, 11, 20, 12, tzinfo=LONDON),
    )
    draft = make.update(
        action=held,
        progress="Words of a draft, for nobody yet.",
        rating=ratings["amber"],
        at=dt.datetime(2026, 11, 21, 12, tzinfo=LONDON),
    )
    elsewhere = make.action(
        objective__priority__plan=make.plan(board=cast.other_board, slug="business-plan"),
        number="1.1.1",
        text="What only board B may read",
    )
    make.three_colours(cast.other_board)
    return SmallPlan(
        plan=plan,
        ratings=ratings,
        led=led,
        held=held,
        waiting=waiting,
        corporate=corporate,
        unled=unled,
        withdrawn=withdrawn,
        done=make.milestone(
            action=led,
            text="Find trainers",
            position=1,
            state="complete",
            timescale_text="Complete",
        ),
        dated=make.milestone(
            action=led, text="Train the first ten", position=2, row=2, due_on=dt.date(2027, 3, 31)
        ),
        undated=make.milestone(action=led, text="Ask how it went", position=3, row=3),
        overdue=make.milestone(
            action=held, text="Draft the form", position=1, due_on=dt.date(2026, 10, 31)
        ),
        evidence=make.evidence(
            action=led, statement="Register of trainers", dated_on=dt.date(2026, 5, 1)
        ),
        accepted=accepted,
        submitted=submitted,
        draft=draft,
        submitted_evidence=make.evidence(
            action=waiting, update=submitted, statement="Reading sheet, not yet accepted"
        ),
        draft_evidence=make.evidence(
            action=held, update=draft, statement="First sketch, on a draft"
        ),
        elsewhere=elsewhere,
    )


@pytest.fixture
def plan(rows: SmallPlan) -> Plan:
    """The plan of ``rows``."""
    return rows.plan

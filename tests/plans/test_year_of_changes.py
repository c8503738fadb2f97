"""A year of a board's people changing: each sees what is hers, and nothing is ever lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from boardplan.accounts.models import User
from boardplan.audit.models import TrackedModel
from plans.access import access_of
from plans.models import Group, Membership
from plans.roles import Role
from plans.services.memberships import membership_start
from priorities.document import PlanDocument
from priorities.models import Action, Update
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.factories import LONDON
from tests.priorities.filling_in import filled_in, send
from tests.priorities.reporting import drawn, form_address

Rows = dict[tuple[str, int], dict[str, Any]]


def tracked() -> list[Any]:
    """Every kind of row that has a history."""
    return [model for model in apps.get_models() if issubclass(model, TrackedModel)]


def all_histories() -> Rows:
    """Every history row there is, whole."""
    return {
        (model.__name__, row["history_id"]): row
        for model in tracked()
        for row in model.history.values()
    }


def all_rows() -> set[tuple[str, int]]:
    """Every row there is, by kind and number."""
    return {(model.__name__, row.pk) for model in tracked() for row in model.objects.all()}


@dataclass
class Year:
    """The board as the year goes by, with what was printed on each day."""

    cast: Cast
    rows: SmallPlan
    leads: Leads
    quality: Group
    clock: time_machine.Traveller
    client_of: ClientOf
    printed: dict[dt.date, PlanDocument] = field(default_factory=dict)

    def come(self, day: dt.date) -> None:
        """Keep what is printed on the day that ends, and go on to ten in the morning of ``day``."""
        today = dt.datetime.now(LONDON).date()
        self.printed[today] = plan_document(self.rows.plan)
        self.clock.move_to(dt.datetime.combine(day, dt.time(10), LONDON))

    def client(self, who: str) -> Client:
        """The browser of somebody who signs in now."""
        return self.client_of(User.objects.get(pk=getattr(self.cast, who).pk))

    def send(self, page: str, **words: Any) -> None:
        """Send a form of the manager's."""
        assert send(self.client("manager"), f"/boards/a/{page}/", **words).status_code == 302

    def reporting(self, **expected: set[Action]) -> None:
        """Who reports on which actions; on the page of all others she is refused, or not let in."""
        for who, own in expected.items():
            client = self.client(who)
            access = access_of(getattr(self.cast, who), "a")
            outcome = 403 if access else 404
            for action in (self.rows.led, self.rows.waiting, self.rows.held):
                status = client.get(form_address(action)).status_code
                assert status == (200 if action in own else outcome), (who, action)
            if access:
                owed = client.get("/boards/a/updates/").context["owed"]
                assert {row.pk for row in owed} == {action.pk for action in own}, who

    def names(self, **expected: list[str]) -> None:
        """Who leads which action: on its page, on the plan's, and in the document."""
        client = self.client("observer")
        plan = client.get("/boards/a/plan/").content.decode()
        export = client.get("/boards/a/plans/business-plan/export.json")
        document = PlanDocument.from_json(export.json())
        for row, names in expected.items():
            action: Action = getattr(self.rows, row)
            (found,) = (each for each in document.actions if each.number == action.number)
            page = client.get(f"/boards/a/actions/{action.pk}/").content.decode()
            assert [lead.name for lead in found.leads] == names
            assert all(name in plan and name in page for name in names)


@pytest.fixture
def year(
    cast: Cast,
    rows: SmallPlan,
    leads: Leads,
    clock: time_machine.Traveller,
    client_of: ClientOf,
) -> Year:
    """Board A in autumn, with a second group, which the independent chair chairs."""
    quality = make.group(board=cast.board, name="Quality sub-group")
    make.membership(board=cast.board, user=cast.chair, role=Role.SUBGROUP_CHAIR, group=quality)
    make.membership(board=cast.board, user=cast.subgroup_chair, role=Role.MEMBER)
    return Year(cast, rows, leads, quality, clock, client_of)


def chair_hands_over(year: Year) -> None:
    """On 1 December the learning sub-group's chair goes to a member; who held it stays a member."""
    group, rows = year.leads.subgroup.group_id, year.rows
    year.reporting(subgroup_chair={rows.led, rows.waiting}, member=set())
    year.send(f"groups/{group}/chair", to=year.cast.member.pk, starts_on="1/12/2026")
    year.reporting(subgroup_chair={rows.led, rows.waiting}, member=set())

    year.come(dt.date(2026, 12, 1))

    year.reporting(subgroup_chair=set(), member={rows.led, rows.waiting}, lead={rows.held})
    year.names(led=["Learning sub-group", "Police"], waiting=["Learning sub-group"])
    said = year.client("member").get(form_address(rows.waiting)).content.decode()
    assert "Four files were read" in said


def groups_merge(year: Year) -> None:
    """On 1 February the learning sub-group is merged into the quality sub-group."""
    year.come(dt.date(2027, 2, 1))
    group, rows = year.leads.subgroup.group_id, year.rows

    year.send(f"groups/{group}/merger", into=year.quality.pk, why="One programme of audits")

    year.reporting(member=set(), chair={rows.led, rows.waiting}, lead={rows.held})
    year.names(led=["Quality sub-group", "Police"], waiting=["Quality sub-group"])


def agency_is_renamed(year: Year) -> None:
    """On 1 April the police go by another name."""
    year.come(dt.date(2027, 4, 1))
    agency = year.leads.agency.agency_id

    year.send(f"agencies/{agency}/name", name="County Police")

    year.names(led=["Quality sub-group", "County Police"])
    page = year.client("manager").get(f"/boards/a/agencies/{agency}/").content.decode()
    assert "Police" in page
    assert "until 1 April 2027" in page


def member_is_ended(year: Year) -> None:
    """On 1 June the person behind a post leaves at once; a draft of hers goes on with another."""
    year.come(dt.date(2027, 6, 1))
    cast, rows = year.cast, year.rows
    signed_in = year.client("lead")
    assert signed_in.get(form_address(rows.held)).status_code == 200
    role = Membership.objects.get(user=cast.lead)
    takers = {f"lead-{year.leads.post.pk}": cast.member.pk}

    year.send(f"memberships/{role.pk}/ending", reason="Under a cloud", **takers)

    assert signed_in.get(form_address(rows.held)).status_code == 302
    year.reporting(lead=set(), member={rows.held}, chair={rows.led, rows.waiting})
    draft = year.client("member").get(form_address(rows.held)).content.decode()
    assert "Words of a draft, for nobody yet." in draft
    for who in ("observer", "chair", "member"):
        pages = ("people/", "plan/", f"actions/{rows.held.pk}/")
        said = [year.client(who).get(f"/boards/a/{page}").content.decode() for page in pages]
        assert not any("Under a cloud" in words for words in said)


def deputy_accepts(year: Year) -> None:
    """In September a deputy stands in, and accepts what the new holder of the post submits."""
    cast, rows = year.cast, year.rows
    first, last = dt.date(2027, 9, 1), dt.date(2027, 9, 30)
    words: dict[str, Any] = {"role": Role.DEPUTY, "starts_on": first, "ends_on": last}
    membership_start(board=cast.board, user=cast.stranger, by=cast.chair, **words)
    assert year.client("stranger").get("/boards/a/").status_code == 404
    year.come(first)

    client = year.client("member")
    sent = {**drawn(client, rows.held), "rating": "amber", "step": "submit"}
    assert client.post(form_address(rows.held), sent).status_code == 302
    reviews, draft = year.client("stranger"), Update.objects.get(pk=rows.draft.pk)
    form = filled_in(reviews, "/boards/a/updates/reviews/")
    reviews.post("/boards/a/updates/reviews/", form | {f"verdict_{draft.pk}": "accept"})

    draft.refresh_from_db()
    assert (draft.status, draft.author, draft.accepted_by) == (
        *("accepted", cast.member, cast.stranger),
    )
    year.come(last + dt.timedelta(days=1))
    assert year.client("stranger").get("/boards/a/").status_code == 404


def merger_is_undone(year: Year) -> None:
    """In November the two groups go their own ways again."""
    year.come(dt.date(2027, 11, 25))
    rows = year.rows

    year.send(f"groups/{year.leads.subgroup.group_id}/merger/undoing")

    year.reporting(member={rows.led, rows.waiting, rows.held}, chair=set())
    year.names(led=["Learning sub-group", "County Police"], waiting=["Learning sub-group"])


STEPS: tuple[Callable[[Year], None], ...] = (
    chair_hands_over,
    groups_merge,
    agency_is_renamed,
    member_is_ended,
    deputy_accepts,
    merger_is_undone,
)


def names_of(document: PlanDocument) -> list[list[str]]:
    """The leads of each action, in the plan's order."""
    return [[lead.name for lead in action.leads] for action in document.actions]


def test_year_of_changes_loses_nothing_and_shows_each_what_is_hers(year: Year) -> None:
    rows, histories = all_rows(), all_histories()

    for step in STEPS:
        step(year)
    year.come(dt.date(2027, 11, 26))

    assert rows <= all_rows()
    assert histories.items() <= all_histories().items()
    for day, document in year.printed.items():
        assert plan_document(year.rows.plan, as_at=day) == document, day
    names = {day: names_of(document)[0] for day, document in year.printed.items()}
    assert names == {
        dt.date(2026, 11, 25): ["Learning sub-group", "Police"],
        dt.date(2026, 12, 1): ["Learning sub-group", "Police"],
        dt.date(2027, 2, 1): ["Quality sub-group", "Police"],
        dt.date(2027, 4, 1): ["Quality sub-group", "County Police"],
        dt.date(2027, 6, 1): ["Quality sub-group", "County Police"],
        dt.date(2027, 9, 1): ["Quality sub-group", "County Police"],
        dt.date(2027, 10, 1): ["Quality sub-group", "County Police"],
        dt.date(2027, 11, 25): ["Learning sub-group", "County Police"],
    }

"""Makes rows for tests: every one through ``record``, so that it has its history."""

# factory-boy annotates its classes, but not the declarations inside of them.
# mypy: disable-error-code="attr-defined,no-untyped-call"

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import factory
from django.contrib.auth.hashers import make_password
from django.db.models import Model

from boardplan.accounts.models import User
from plans import models as plans
from plans.roles import Role
from priorities import models as priorities
from reports import models as reports

M = TypeVar("M", bound=Model)

LONDON = ZoneInfo("Europe/London")
TODAY = dt.date(2026, 11, 25)
"""The day on which the tests that ask for the ``clock`` take place: a Wednesday."""
BEGAN = dt.datetime(2026, 4, 1, 9, tzinfo=LONDON)
"""When the record of every row made here begins, unless ``at`` says otherwise."""
PASSWORD = "correct horse battery staple"

COLUMNS = [
    {"field": "number", "heading": "No.", "group": "Planning"},
    {"field": "text", "heading": "Specific action", "group": "Planning"},
    {"field": "leads", "heading": "Lead", "group": "Planning"},
    {"field": "milestones", "heading": "Actions and timescales", "group": "Planning"},
    {"field": "timescale", "heading": "By when", "group": "Planning"},
    {"field": "outcomes", "heading": "Outcome", "group": "Planning"},
    {"field": "measures", "heading": "Measure", "group": "Planning"},
    {"field": "resources", "heading": "Resources", "group": "Planning"},
    {"field": "cost", "heading": "Cost", "group": "Planning"},
    {"field": "rating", "heading": "RAG", "group": "Monitoring"},
    {"field": "progress", "heading": "Progress", "group": "Monitoring"},
    {"field": "evidence", "heading": "Evidence", "group": "Monitoring"},
]


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A person; she signs in with PASSWORD."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@a.example")
    name = factory.LazyAttribute(lambda user: user.email.split("@")[0].title())
    password = factory.LazyFunction(lambda: make_password(PASSWORD))


class RecordFactory(factory.django.DjangoModelFactory[M]):
    """A tracked row; ``by`` and ``at`` go into its history."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        by, at = kwargs.pop("by", None), kwargs.pop("at", BEGAN)
        return model_class(*args, **kwargs).record(by=by, at=at, reason="Made for a test")


class BoardFactory(RecordFactory[plans.Board]):
    class Meta:
        model = plans.Board

    slug = factory.Sequence(lambda n: f"board-{n}")
    name = factory.LazyAttribute(lambda board: f"{board.slug.title()} Safeguarding Board")
    short_name = factory.LazyAttribute(lambda board: board.slug.upper())


class RatingSchemeFactory(RecordFactory[plans.RatingScheme]):
    class Meta:
        model = plans.RatingScheme

    board = factory.SubFactory(BoardFactory)
    name = "Red, amber, green"


class RatingFactory(RecordFactory[plans.Rating]):
    class Meta:
        model = plans.Rating

    scheme = factory.SubFactory(RatingSchemeFactory)
    code = factory.Sequence(lambda n: f"code-{n}")
    letter = "X"
    label = factory.LazyAttribute(lambda rating: rating.code.title())
    sentence = factory.LazyAttribute(lambda rating: f"In words ({rating.code})")
    definition = "What it means."
    colour = "#333333"
    order = factory.Sequence(lambda n: n + 1)


class GroupFactory(RecordFactory[plans.Group]):
    class Meta:
        model = plans.Group

    board = factory.SubFactory(BoardFactory)
    name = factory.Sequence(lambda n: f"Group {n}")


class AgencyFactory(RecordFactory[plans.Agency]):
    class Meta:
        model = plans.Agency

    board = factory.SubFactory(BoardFactory)
    name = factory.Sequence(lambda n: f"Agency {n}")


class LeadFactory(RecordFactory[plans.Lead]):
    """A post, unless ``kind`` says otherwise."""

    class Meta:
        model = plans.Lead

    board = factory.SubFactory(BoardFactory)
    name = factory.Sequence(lambda n: f"Post {n}")


class LeadHolderFactory(RecordFactory[plans.LeadHolder]):
    class Meta:
        model = plans.LeadHolder

    lead = factory.SubFactory(LeadFactory)
    user = factory.SubFactory(UserFactory)
    starts_on = BEGAN.date()


class MembershipFactory(RecordFactory[plans.Membership]):
    class Meta:
        model = plans.Membership

    board = factory.SubFactory(BoardFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.MEMBER
    starts_on = BEGAN.date()


class InvitationFactory(RecordFactory[plans.Invitation]):
    class Meta:
        model = plans.Invitation

    board = factory.SubFactory(BoardFactory)
    user = factory.SubFactory(UserFactory)
    token_hash = factory.Sequence(lambda n: f"{n:064}")
    expires_at = dt.datetime.combine(TODAY + dt.timedelta(days=7), dt.time(10), LONDON)


class HouseLayoutFactory(RecordFactory[plans.HouseLayout]):
    class Meta:
        model = plans.HouseLayout

    board = factory.SubFactory(BoardFactory)
    name = factory.Sequence(lambda n: f"Layout {n}")
    columns = factory.LazyFunction(lambda: [dict(column) for column in COLUMNS])


class PlanFactory(RecordFactory[plans.Plan]):
    """The current business plan, for three years from 1 April 2026."""

    class Meta:
        model = plans.Plan

    board = factory.SubFactory(BoardFactory)
    layout = factory.SubFactory(HouseLayoutFactory, board=factory.SelfAttribute("..board"))
    slug = factory.Sequence(lambda n: f"plan-{n}")
    title = factory.LazyAttribute(lambda plan: plan.slug.replace("-", " ").capitalize())
    period_start = dt.date(2026, 4, 1)
    period_end = dt.date(2029, 3, 31)


class PriorityFactory(RecordFactory[priorities.Priority]):
    class Meta:
        model = priorities.Priority

    plan = factory.SubFactory(PlanFactory)
    title = factory.Sequence(lambda n: f"Priority of test {n}")


class ObjectiveFactory(RecordFactory[priorities.Objective]):
    class Meta:
        model = priorities.Objective

    priority = factory.SubFactory(PriorityFactory)
    title = factory.Sequence(lambda n: f"Objective of test {n}")


class ActionFactory(RecordFactory[priorities.Action]):
    class Meta:
        model = priorities.Action

    objective = factory.SubFactory(ObjectiveFactory)
    text = factory.Sequence(lambda n: f"Action of test {n}")


class ActionLeadFactory(RecordFactory[priorities.ActionLead]):
    class Meta:
        model = priorities.ActionLead

    action = factory.SubFactory(ActionFactory)
    lead = factory.SubFactory(LeadFactory)


class MilestoneFactory(RecordFactory[priorities.Milestone]):
    """Without a date, unless ``due_on`` gives one."""

    class Meta:
        model = priorities.Milestone

    action = factory.SubFactory(ActionFactory)
    text = factory.Sequence(lambda n: f"Milestone of test {n}")
    timescale_text = factory.LazyAttribute(
        lambda milestone: f"by {milestone.due_on:%-d %B %Y}" if milestone.due_on else ""
    )
    due_on: dt.date | None = None


class UpdateFactory(RecordFactory[priorities.Update]):
    """A draft, unless ``status`` says otherwise; ``accepted`` and ``submitted`` make the others."""

    class Meta:
        model = priorities.Update

    class Params:
        is_submitted = factory.Trait(
            status=priorities.UpdateStatus.SUBMITTED,
            submitted_at=factory.SelfAttribute("at"),
        )
        is_accepted = factory.Trait(
            status=priorities.UpdateStatus.ACCEPTED,
            submitted_at=factory.SelfAttribute("at"),
            accepted_at=factory.SelfAttribute("at"),
        )

    action = factory.SubFactory(ActionFactory)
    progress = factory.Sequence(lambda n: f"Progress of test {n}")
    at = BEGAN


class MilestoneReportFactory(RecordFactory[priorities.MilestoneReport]):
    class Meta:
        model = priorities.MilestoneReport

    update = factory.SubFactory(UpdateFactory)
    milestone = factory.SubFactory(MilestoneFactory)


class EvidenceFactory(RecordFactory[priorities.Evidence]):
    """A statement entered with the plan, unless ``update`` says with what it came."""

    class Meta:
        model = priorities.Evidence

    action = factory.SubFactory(ActionFactory)
    statement = factory.Sequence(lambda n: f"Evidence of test {n}")


class FrozenFactory(RecordFactory[M]):
    """A tracked row that holds a document; ``data`` is what is frozen in it."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        by, at = kwargs.pop("by", None), kwargs.pop("at", BEGAN)
        data = kwargs.pop("data", {"schema": "test"})
        row = model_class(*args, **kwargs)
        row.freeze(data)
        return row.record(by=by, at=at, reason="Made for a test")


class MeetingFactory(RecordFactory[plans.Meeting]):
    """A meeting of the board a fortnight after TODAY."""

    class Meta:
        model = plans.Meeting

    board = factory.SubFactory(BoardFactory)
    group = factory.SubFactory(GroupFactory, board=factory.SelfAttribute("..board"))
    held_on = TODAY + dt.timedelta(days=28)
    updates_due_on = factory.LazyAttribute(lambda row: row.held_on - dt.timedelta(days=14))
    papers_due_on = factory.LazyAttribute(lambda row: row.held_on - dt.timedelta(days=7))


class PlanLockFactory(FrozenFactory[plans.PlanLock]):
    class Meta:
        model = plans.PlanLock

    plan = factory.SubFactory(PlanFactory)
    meeting = factory.SubFactory(MeetingFactory, board=factory.SelfAttribute("..plan.board"))
    number = factory.Sequence(lambda n: n + 1)
    locked_at = BEGAN
    locked_by = factory.SubFactory(UserFactory)


class PlanVersionFactory(FrozenFactory[plans.PlanVersion]):
    class Meta:
        model = plans.PlanVersion

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    dated_on = BEGAN.date()
    note = "What is new"
    issued_at = BEGAN


class ApprovalFactory(RecordFactory[plans.Approval]):
    class Meta:
        model = plans.Approval

    plan = factory.SubFactory(PlanFactory)
    draft_number = "1"
    body = "Executive"
    approved_on = BEGAN.date()
    outcome = "Agreed"


class UpdateRoundFactory(RecordFactory[priorities.UpdateRound]):
    """A round over the whole plan, opened on the day before TODAY."""

    class Meta:
        model = priorities.UpdateRound

    plan = factory.SubFactory(PlanFactory)
    meeting = factory.SubFactory(MeetingFactory, board=factory.SelfAttribute("..plan.board"))
    due_on = factory.SelfAttribute("meeting.updates_due_on")
    opened_at = dt.datetime.combine(TODAY - dt.timedelta(days=1), dt.time(10), LONDON)


class RoundActionFactory(RecordFactory[priorities.RoundAction]):
    class Meta:
        model = priorities.RoundAction

    round = factory.SubFactory(UpdateRoundFactory, is_whole=False)
    action = factory.SubFactory(ActionFactory)


class ReminderFactory(factory.django.DjangoModelFactory[priorities.Reminder]):
    class Meta:
        model = priorities.Reminder

    round = factory.SubFactory(UpdateRoundFactory)
    user = factory.SubFactory(UserFactory)
    on = TODAY
    queued_at = dt.datetime.combine(TODAY, dt.time(8), LONDON)
    try_after = factory.SelfAttribute("queued_at")


class UpdatesLinkFactory(factory.django.DjangoModelFactory[priorities.UpdatesLink]):
    class Meta:
        model = priorities.UpdatesLink

    board = factory.SubFactory(BoardFactory)
    user = factory.SubFactory(UserFactory)
    token_hash = factory.Sequence(lambda n: f"{n:064}")
    epoch = 0
    made_at = BEGAN
    expires_at = dt.datetime.combine(TODAY + dt.timedelta(days=14), dt.time(8), LONDON)


class PublicationFactory(FrozenFactory[reports.Publication]):
    """A members' pack, without its file."""

    class Meta:
        model = reports.Publication

    board = factory.SubFactory(BoardFactory)
    kind = "pack"
    edition = "members"
    title = factory.Sequence(lambda n: f"Publication {n}")
    issued_at = BEGAN
    file_sha256 = "0" * 64


class PaperFactory(RecordFactory[reports.Paper]):
    class Meta:
        model = reports.Paper

    meeting = factory.SubFactory(MeetingFactory)
    title = factory.Sequence(lambda n: f"Paper {n}")


class PackDraftFactory(factory.django.DjangoModelFactory[reports.PackDraft]):
    class Meta:
        model = reports.PackDraft

    meeting = factory.SubFactory(MeetingFactory)
    edition = "members"
    wanted = "1" * 64
    asked_at = BEGAN
    try_after = BEGAN


class PackMailFactory(factory.django.DjangoModelFactory[reports.PackMail]):
    class Meta:
        model = reports.PackMail

    publication = factory.SubFactory(PublicationFactory)
    user = factory.SubFactory(UserFactory)
    queued_at = BEGAN
    try_after = BEGAN


class PackSignatureFactory(RecordFactory[reports.PackSignature]):
    class Meta:
        model = reports.PackSignature

    meeting = factory.SubFactory(MeetingFactory)
    approval = factory.SubFactory(ApprovalFactory)
    read_sha256 = "0" * 64
    signed_at = BEGAN
    signed_by = factory.SubFactory(UserFactory)


# What tests call: ``make.action(text="Agree the form")``.

user = UserFactory.create
board = BoardFactory.create
rating_scheme = RatingSchemeFactory.create
rating = RatingFactory.create
group = GroupFactory.create
agency = AgencyFactory.create
lead = LeadFactory.create
lead_holder = LeadHolderFactory.create
membership = MembershipFactory.create
invitation = InvitationFactory.create
house_layout = HouseLayoutFactory.create
plan = PlanFactory.create
priority = PriorityFactory.create
objective = ObjectiveFactory.create
action = ActionFactory.create
action_lead = ActionLeadFactory.create
milestone = MilestoneFactory.create
update = UpdateFactory.create
milestone_report = MilestoneReportFactory.create
evidence = EvidenceFactory.create
meeting = MeetingFactory.create
plan_lock = PlanLockFactory.create
plan_version = PlanVersionFactory.create
approval = ApprovalFactory.create
update_round = UpdateRoundFactory.create
round_action = RoundActionFactory.create
reminder = ReminderFactory.create
updates_link = UpdatesLinkFactory.create
publication = PublicationFactory.create
paper = PaperFactory.create
pack_draft = PackDraftFactory.create
pack_mail = PackMailFactory.create
pack_signature = PackSignatureFactory.create


def three_colours(board: plans.Board) -> dict[str, plans.Rating]:
    """The board's scheme: red, amber and green, by code."""
    scheme = rating_scheme(board=board)
    red = rating(
        scheme=scheme, code="red", letter="R", order=1, is_off_track=True, needs_issue=True
    )
    amber = rating(scheme=scheme, code="amber", letter="A", order=2)
    green = rating(
        scheme=scheme, code="green", letter="G", order=3, is_complete=True, needs_evidence=True
    )
    return {"red": red, "amber": amber, "green": green}

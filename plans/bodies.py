"""What is known of groups, agencies and leads: what they lead, who is behind them, their names."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from django.db.models import Case, Count, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from boardplan.accounts.models import User
from plans.access import Access
from plans.models import Agency, Body, Group, GroupKind, Lead, LeadHolder, LeadKind, Membership
from plans.models.people import DatedRecord
from plans.roles import Role

Standing = Literal["now", "next", "past"]


def leads_of(body: Agency | Group | Lead) -> list[Lead]:
    """The leads by which plans name a group or an agency, merged ones too; none of a lead."""
    if isinstance(body, Group | Agency):
        kind = LeadKind.GROUP if isinstance(body, Group) else LeadKind.AGENCY
        return list(body.leads.filter(kind=kind).order_by("pk"))
    return []


def body_behind(lead: Lead) -> Group | Agency | None:
    """The group or the agency that a lead is another name for; None for a post."""
    return lead.agency if lead.kind == LeadKind.AGENCY else lead.group


def twins(lead: Lead) -> QuerySet[Lead]:
    """The other leads that stand, by which plans name the same group, agency or board."""
    rows: QuerySet[Lead] = Lead.objects.filter(board=lead.board).standing().exclude(pk=lead.pk)
    if lead.kind == LeadKind.POST:
        return rows.none()
    if lead.kind == LeadKind.AGENCY:
        return rows.filter(kind=LeadKind.AGENCY, agency=lead.agency)
    if is_board_itself(lead):
        return rows.filter(Q(kind=LeadKind.BOARD) | Q(group__kind=GroupKind.BOARD))
    return rows.filter(group=lead.group)


def is_board_itself(lead: Lead) -> bool:
    """Whether plans name the board as a whole by it."""
    return lead.kind == LeadKind.BOARD or bool(lead.group and lead.group.kind == GroupKind.BOARD)


def is_same_body(lead: Lead, other: object) -> bool:
    """Whether two leads are names of one group, agency or board; posts are each their own."""
    if not isinstance(other, Lead):
        return False
    if is_board_itself(lead):
        return is_board_itself(other)
    behind = body_behind(lead)
    return lead.kind == other.kind and behind is not None and behind == body_behind(other)


def is_managers_own(body: Agency | Group | Lead) -> bool:
    """Whether the manager reports on what it is accountable for, as for the board as a body."""
    group = body.group if isinstance(body, Lead) else body
    if isinstance(group, Group):
        return group.kind in {GroupKind.BOARD, GroupKind.EXECUTIVE}
    return isinstance(body, Lead) and body.kind == LeadKind.BOARD


@dataclass(frozen=True, slots=True)
class Work:
    """How many live actions there are to report on, and how many of these have a draft."""

    actions: int = 0
    drafts: int = 0


def work_of(model: type[Body], access: Access) -> Mapping[int, Work]:
    """The live actions that each group, agency or lead is named for, by its id.

    What was merged into it counts as its own. An agency's posts are leads of their own; the
    lead that is the board itself is its group of that kind. An action that was carried into the
    next plan counts there.
    """
    by = {Group: "group", Agency: "agency", Lead: "id"}[model]
    kinds = {Group: (LeadKind.GROUP, LeadKind.BOARD), Agency: (LeadKind.AGENCY,)}
    named = Lead.objects.visible_to(access).filter(
        # Another room's rows, which lean on these: their names, but no import of theirs.
        action_leads__withdrawn_on__isnull=True,
        action_leads__action__withdrawn_on__isnull=True,
        action_leads__action__carried_to__isnull=True,
        **({"kind__in": kinds[model]} if model in kinds else {}),
    )
    drafts = Count(
        "action_leads__action__updates",
        filter=~Q(action_leads__action__updates__status="accepted"),
        distinct=True,
    )
    rows = (
        named.order_by()
        .annotate(body=_body_named(model, by, access))
        .values("body")
        .annotate(actions=Count("action_leads__action", distinct=True), drafts=drafts)
    )
    return {row["body"]: Work(row["actions"], row["drafts"]) for row in rows if row["body"]}


def _body_named(model: type[Body], by: str, access: Access) -> Any:
    """Of a lead's row: the id of the body that answers for it now."""
    named = Case(When(successor__isnull=True, then=by), default=f"successor__{by}")
    if model is not Group:
        return named
    return Coalesce(named, _board_itself(access))


def _board_itself(access: Access) -> Subquery:
    """The id of the group that is the board itself."""
    itself = Group.objects.visible_to(access).standing().filter(kind=GroupKind.BOARD)
    return Subquery(itself.order_by("pk").values("pk")[:1])


@dataclass(frozen=True, slots=True)
class OpenAction:
    """A live action that nobody has rated complete; ``name`` is its number, else its words."""

    pk: int
    name: str


def open_actions(group: Group) -> list[OpenAction]:
    """The live actions that name the group, or what was merged into it, and are not complete."""
    # Another room's rows, which lean on leads: reached by that, and by no import of theirs.
    naming: Any = Lead._meta.get_field("action_leads").related_model
    rows = naming.objects.filter(
        Q(lead__group=group) | Q(lead__successor__group=group),
        withdrawn_on__isnull=True,
        action__withdrawn_on__isnull=True,
        action__carried_to__isnull=True,
    )
    columns = ("status", "voided_at", "rating__is_complete")
    rows = rows.order_by(
        "action", "action__updates__accepted_at", "action__updates__pk"
    ).values_list(
        *("action", "action__number", "action__text"),
        *(f"action__updates__{name}" for name in columns),
    )
    found: dict[int, OpenAction] = {}
    complete: dict[int, bool] = {}
    for pk, number, text, status, voided_at, is_complete in rows:
        found[pk] = OpenAction(pk, number or text[:60])
        if status == "accepted" and voided_at is None:  # the latest one stands
            complete[pk] = bool(is_complete)
    return [each for pk, each in found.items() if not complete.get(pk)]


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person behind a lead, or in a group's chair, from one day to another."""

    person: User
    starts_on: dt.date
    ends_on: dt.date | None
    standing: Standing


def chairs(access: Access, *, of_board: bool = False) -> Mapping[int, list[Tenure]]:
    """Who chairs the board's groups, did and will, by the group's id; the earliest first.

    With ``of_board`` the independent chairs stand by the group that is the board itself.
    """
    rows = Membership.objects.visible_to(access)
    of_groups = Q(role=Role.SUBGROUP_CHAIR, group__isnull=False)
    wanted = of_groups | Q(role=Role.CHAIR) if of_board else of_groups
    chaired = Case(When(role=Role.CHAIR, then=_board_itself(access)), default="group")
    return _tenures(rows.filter(wanted).annotate(chaired=chaired), "chaired", access.today)


def holders(access: Access) -> Mapping[int, list[Tenure]]:
    """Who stands behind the board's leads, did and will, by the lead's id; the earliest first."""
    return _tenures(LeadHolder.objects.visible_to(access), "lead_id", access.today)


def _tenures(rows: QuerySet[Any], whose: str, today: dt.date) -> Mapping[int, list[Tenure]]:
    found: dict[int, list[Tenure]] = defaultdict(list)
    for row in rows.select_related("user").order_by("starts_on", "pk"):
        if not _was_called_off(row):
            tenure = Tenure(row.user, row.starts_on, row.ends_on, _standing(row, today))
            found[getattr(row, whose)].append(tenure)
    return found


def _was_called_off(row: DatedRecord) -> bool:
    """Whether it was ended before it began."""
    return row.ended_at is not None and timezone.localdate(row.ended_at) < row.starts_on


def _standing(row: DatedRecord, today: dt.date) -> Standing:
    if row.is_over(today):
        return "past"
    return "next" if row.starts_on > today else "now"


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a body bore; ``until`` is the day on which it was given another."""

    name: str
    until: dt.date


def former_names(bodies: Iterable[Body]) -> Mapping[int, list[FormerName]]:
    """The names that these bodies of one kind bore once, by id; the latest first."""
    rows = list(bodies)
    if not rows:
        return {}
    history = type(rows[0]).history.filter(id__in=[row.pk for row in rows])
    told: dict[int, list[tuple[str, dt.datetime]]] = defaultdict(list)
    columns = ("id", "name", "history_date")
    for pk, name, since in history.order_by("history_date", "history_id").values_list(*columns):
        told[pk].append((name, since))
    return {row.pk: list(_former(told[row.pk], row)) for row in rows}


def _former(told: list[tuple[str, dt.datetime]], body: Body) -> Iterable[FormerName]:
    """Each name that gave way to another, once, at the last time it did."""
    until = {
        name: timezone.localdate(since)
        for (name, _), (later, since) in pairwise(told)
        if name != later
    }
    until.pop(str(body), None)
    return (FormerName(name, day) for name, day in reversed(until.items()))

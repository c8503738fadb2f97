"""Who owes what in an update round: computed from the record each time, never stored."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import GroupKind, Lead, LeadHolder, LeadKind, Membership
from plans.roles import GRANTS, REPORTING_ROLES, Permission, Role
from priorities.models import (
    Action,
    ActionLead,
    RoundAction,
    Update,
    UpdateRound,
    UpdateStatus,
)
from priorities.wording import progress_words, silence_words

MANAGING_ROLES = frozenset(role for role in Role if Permission.UPDATE_ALL in GRANTS[role])

SENT_BACK = "Sent back with a question"
DRAFT = "A draft waits to be finished"


@dataclass(frozen=True)
class OwedAction:
    """One action that a round still waits for: the last word on it, and what is under way."""

    action: Action
    last: Update | None
    under_way: Update | None
    leads: tuple[Lead, ...]
    is_boards_own: bool = False
    """Whether the board or an executive as a body is accountable for it; see ``owed_by``."""

    @property
    def standing(self) -> str:
        """How far the update has come; empty where none was begun."""
        if self.under_way is None:
            return ""
        return SENT_BACK if self.under_way.status == UpdateStatus.SENT_BACK else DRAFT

    @property
    def silence(self) -> str:
        """What the board will read of it if nothing more is said."""
        if self.last is None or self.last.submitted_at is None:
            return silence_words(None, ())
        said = self.last
        words = progress_words(progress=said.progress, issue=said.issue, impact=said.impact)
        return silence_words(timezone.localdate(self.last.submitted_at), words)


@dataclass(frozen=True)
class PersonOwes:
    """One person with all that she owes in a round, in the plan's order."""

    user: User
    owed: tuple[OwedAction, ...]


@dataclass(frozen=True)
class RoundOwed:
    """All that a round still waits for, by who owes it."""

    actions: tuple[OwedAction, ...]
    people: tuple[PersonOwes, ...]
    """Whoever is behind a lead, by name."""
    managers: tuple[OwedAction, ...]
    """What the board leads itself or nobody answers for: the managers report on it."""
    managing: frozenset[int] = field(default=frozenset())
    """The ids of those who manage the board."""

    @cached_property
    def by_person(self) -> dict[int, tuple[OwedAction, ...]]:
        """By the id of each person who is behind a lead, what she owes."""
        return {person.user.pk: person.owed for person in self.people}

    def of(self, user: User) -> tuple[OwedAction, ...]:
        """What one person owes; of a manager also what falls to those who manage."""
        own = self.by_person.get(user.pk, ())
        if user.pk not in self.managing:
            return own
        wanted = {row.action.pk for row in (*own, *self.managers)}
        return tuple(row for row in self.actions if row.action.pk in wanted)


def asked_in(round_: UpdateRound) -> QuerySet[Action]:
    """The actions that a round asks for: over the whole plan, those that are not complete."""
    rows = _of_round(round_)
    return incomplete(rows) if round_.is_whole else rows


def _of_round(round_: UpdateRound) -> QuerySet[Action]:
    rows: QuerySet[Action] = Action.objects.live().filter(objective__priority__plan=round_.plan)
    if round_.is_whole:
        return rows
    return rows.filter(pk__in=RoundAction.objects.filter(round=round_).values("action"))


def incomplete(rows: QuerySet[Action]) -> QuerySet[Action]:
    """Those of these actions that are not complete by the last word that counts."""
    last = Update.objects.counted().filter(action=OuterRef("pk")).order_by("-accepted_at", "-pk")
    is_done = Coalesce(Subquery(last.values("rating__is_complete")[:1]), False)
    return rows.alias(is_done=is_done).filter(is_done=False)


def still_owed(round_: UpdateRound) -> QuerySet[Action]:
    """Those of the actions asked for that nothing was said of since the round was opened."""
    return asked_in(round_).exclude(_is_answered(round_))


def answered_in(round_: UpdateRound) -> QuerySet[Action]:
    """Those that something was said of since, complete by now or not."""
    return _of_round(round_).filter(_is_answered(round_))


def _is_answered(round_: UpdateRound) -> Q:
    """What was submitted since the round was opened is a word; a draft, or one sent back, is none.

    So is what was submitted before and waits to be accepted, or was accepted since: until the
    manager has answered it nobody can say another one.
    """
    said = Update.objects.counted().filter(
        Q(submitted_at__gte=round_.opened_at) | Q(accepted_at__gte=round_.opened_at),
        action=OuterRef("pk"),
    )
    waits = Update.objects.filter(status=UpdateStatus.SUBMITTED, action=OuterRef("pk"))
    return Q(Exists(said)) | Q(Exists(waits))


def owed_in(round_: UpdateRound, today: dt.date) -> RoundOwed:
    """Who owes what in the round on a day: five queries, whatever its size."""
    order = ("objective__priority__position", "objective__position", "position", "pk")
    actions = list(still_owed(round_).select_related("objective__priority").order_by(*order))
    rows = _with_leads(actions)
    able, chairs, managing = _able(round_, today)
    holders = _holders(round_, today, able)
    owed: dict[int, list[OwedAction]] = defaultdict(list)
    for row in rows:
        for user in _behind(row.leads, holders, chairs):
            owed[user].append(row)
    answered = {row.action.pk for mine in owed.values() for row in mine}
    people = [PersonOwes(able[user], tuple(mine)) for user, mine in owed.items()]
    return RoundOwed(
        actions=tuple(rows),
        people=tuple(sorted(people, key=lambda person: str(person.user).casefold())),
        managers=tuple(r for r in rows if r.action.pk not in answered or r.is_boards_own),
        managing=managing,
    )


def _with_leads(actions: list[Action]) -> list[OwedAction]:
    """Each action with who leads it now, the last word on it and what is under way: two queries."""
    ids = [action.pk for action in actions]
    named: dict[int, list[ActionLead]] = defaultdict(list)
    rows = ActionLead.objects.in_force().filter(action__in=ids)
    for row in rows.select_related("lead__group", "lead__successor__group"):
        named[row.action_id].append(row)
    updates = Update.objects.filter(action__in=ids)
    last = updates.counted().newest_per_action()
    said: dict[int, Update] = {}
    begun: dict[int, Update] = {}
    for update in updates.filter(Q(pk__in=last.values("pk")) | ~Q(status=UpdateStatus.ACCEPTED)):
        (begun if update.is_under_way else said)[update.action_id] = update
    return [
        OwedAction(
            action,
            last=said.get(action.pk),
            under_way=begun.get(action.pk),
            leads=tuple(dict.fromkeys(row.lead.current for row in named[action.pk])),
            is_boards_own=any(map(_is_the_boards, named[action.pk])),
        )
        for action in actions
    ]


Chairs = dict[int, set[int]]


def _able(round_: UpdateRound, today: dt.date) -> tuple[dict[int, User], Chairs, frozenset[int]]:
    """Who can report at the board today: all of them, the chairs by group, those who manage."""
    roles = (
        Membership.objects.filter(board=round_.plan.board_id, role__in=REPORTING_ROLES)
        .on(today)
        .filter(user__is_active=True)
        .select_related("user")
    )
    able, chairs, managing = {}, defaultdict(set), set()
    for role in roles:
        able[role.user_id] = role.user
        if role.role == Role.SUBGROUP_CHAIR:
            chairs[role.group_id].add(role.user_id)
        if role.role in MANAGING_ROLES:
            managing.add(role.user_id)
    return able, chairs, frozenset(managing)


def _holders(round_: UpdateRound, today: dt.date, able: Iterable[int]) -> Chairs:
    """Who holds which lead of the board today and can report."""
    known = set(able)
    held = LeadHolder.objects.filter(lead__board=round_.plan.board_id).on(today)
    holders: Chairs = defaultdict(set)
    for lead, user in held.values_list("lead", "user"):
        if user in known:
            holders[lead].add(user)
    return holders


def _behind(leads: Iterable[Lead], holders: Chairs, chairs: Chairs) -> set[int]:
    found: set[int] = set()
    for lead in leads:
        found |= holders.get(lead.pk, set())
        if lead.group_id:
            found |= chairs.get(lead.group_id, set())
    return found


def _is_the_boards(row: ActionLead) -> bool:
    lead = row.lead.current
    bodies = {GroupKind.BOARD, GroupKind.EXECUTIVE}
    is_body = lead.group is not None and lead.group.kind in bodies
    return row.is_accountable and (lead.kind == LeadKind.BOARD or is_body)

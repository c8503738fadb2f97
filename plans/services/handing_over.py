"""Posts and chairs change hands from a day on. Drafts belong to actions, so they stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.ui.uk_dates import date_words
from plans.models import Board, Group, Lead, LeadHolder, Membership
from plans.models.people import DatedRecord
from plans.roles import REPORTING_ROLES, Role
from plans.services.bodies import AnyBody, B, fresh, tell_of, told
from plans.services.memberships import board_locked, membership_start, part_end


@transaction.atomic
def lead_hand_over(
    *,
    lead: Lead,
    to: User | None,
    starts_on: dt.date,
    by: User,
    revision: int | None = None,
    reason: str = "",
    leaving: User | None = None,
) -> LeadHolder | None:
    """Put another person behind a lead from a day on, or nobody (``to`` None).

    Who held it does so up to the day before; what was planned from that day on falls away.
    ``leaving`` hands over the part of that one person only. Somebody whose roles do not let
    her report gets the role of a lead with it. Raises ValidationError (of ``to``, or of
    ``starts_on``), StaleRevision where ``revision`` is given and no longer the lead's.
    """
    lead = _held(lead)
    rows = LeadHolder.objects.filter(lead=lead)
    stays = _pass_on(rows, to, starts_on, by, reason, leaving)
    holder: LeadHolder | None = None
    if to is not None and not stays:
        _check_taker(to, lead.board, starts_on)
        _let_report(to, lead.board, starts_on, by)
        holder = LeadHolder(lead=lead, user=to, starts_on=starts_on)
        holder.record(by=by, reason=told("Took it over", reason))
    _note(lead, by, revision, told(f"Handed over from {date_words(starts_on)}", reason))
    tell_of(lead, by, "handed over", whose=to.pk if to else None)
    return holder


@transaction.atomic
def chair_hand_over(
    *,
    group: Group,
    to: User | None,
    starts_on: dt.date,
    by: User,
    revision: int | None = None,
    reason: str = "",
    leaving: User | None = None,
) -> Membership | None:
    """Let another person chair a group from a day on, or nobody; see ``lead_hand_over``.

    Everybody whose role this changes is signed out, so that it counts at once. With her last
    role at the board, somebody's posts there and her invitation end as well.
    """
    group = _held(group)
    rows = Membership.objects.filter(group=group, role=Role.SUBGROUP_CHAIR)
    stays = _pass_on(rows, to, starts_on, by, reason, leaving)
    membership: Membership | None = None
    if to is not None and not stays:
        _check_taker(to, group.board, starts_on)
        membership = membership_start(
            board=group.board,
            user=to,
            role=Role.SUBGROUP_CHAIR,
            group=group,
            starts_on=starts_on,
            by=by,
            reason=told("Took the chair over", reason),
        )
    _note(group, by, revision, told(f"Chair handed over from {date_words(starts_on)}", reason))
    tell_of(group, by, "chair handed over", whose=to.pk if to else None)
    return membership


def people_to_choose(board: Board, today: dt.date) -> Any:
    """Who may take over: everybody with a part in the board, now or to come, who can sign in.

    Each ``begins`` on the first day of the earliest part that is not over.
    """
    parts = Membership.objects.filter(board=board).not_over(today)
    begins = parts.filter(user=OuterRef("pk")).order_by("starts_on").values("starts_on")[:1]
    return User.objects.filter(is_active=True, pk__in=parts.values("user")).annotate(
        begins=Subquery(begins)
    )


def may_report(user: User, board: Board, day: dt.date) -> bool:
    """Whether one of the person's roles of that day lets her report on what she leads."""
    roles = Membership.objects.filter(board=board, user=user, role__in=REPORTING_ROLES)
    return bool(roles.on(day).exists())


def _held(body: B) -> B:
    """The body as it stands, with nobody else changing who is behind it meanwhile."""
    board_locked(body.board)
    body = fresh(body)
    if body.is_merged:
        raise ValidationError(
            f"“{body}” was merged. Hand over “{body.current}”, which stands for it now."
        )
    if isinstance(body, Lead) and body.closed_on:
        raise ValidationError(f"“{body}” is off the lists. Put it back first.")
    return body


def _pass_on(
    rows: Any,
    to: User | None,
    starts_on: dt.date,
    by: User,
    reason: str,
    leaving: User | None,
) -> bool:
    """End what others hold by the day before ``starts_on``; whether ``to`` holds it then anyway."""
    held = list(rows.filter(ended_at__isnull=True).select_related("user").order_by("starts_on"))
    _check_day(rows, starts_on)
    ahead = [row for row in held if row.ends_on is None or row.ends_on >= starts_on]
    stays = any(row.user == to and row.starts_on <= starts_on for row in ahead)
    going = [row for row in ahead if leaving is None or row.user in {leaving, to}]
    if stays:
        going = [row for row in going if row.user != to]
    if stays and not going:
        raise ValidationError({"to": f"{to} has it on that day already. Choose somebody else."})
    end_before(going, starts_on, by, told("Handed over", reason))
    return stays


def _check_day(rows: Any, starts_on: dt.date) -> None:
    """Refuse a day before the latest hand-over there was: that one stands on record."""
    last = rows.filter(starts_on__lte=timezone.localdate()).order_by("-starts_on").first()
    if last is not None and starts_on < last.starts_on:
        raise ValidationError(
            {
                "starts_on": f"{last.user} took over on {date_words(last.starts_on)}. "
                "Choose that day or a later one."
            }
        )


def end_before(rows: Iterable[DatedRecord], day: dt.date, by: User, reason: str) -> None:
    """Let the rows end on the day before; those that began no earlier end at once."""
    for row in rows:
        if row.starts_on < day:
            row.ends_on = day - dt.timedelta(days=1)
        else:
            row.ends_on = row.starts_on
            row.ended_at = timezone.now()
        if isinstance(row, Membership):
            row.ended_reason = reason if row.ended_at else ""
        row.record(by=by, reason=reason)
        if isinstance(row, Membership):
            row.user.end_sessions()
            part_end(board=row.board, user=row.user, by=by)


def _check_taker(to: User, board: Board, starts_on: dt.date) -> None:
    if not to.is_active:
        raise ValidationError({"to": f"{to} can no longer sign in. Choose somebody else."})
    day = max(starts_on, timezone.localdate())
    if not Membership.objects.filter(board=board, user=to).on(day).exists():
        raise ValidationError(
            {"to": f"{to} has no part in this board on {date_words(day)}. Give a role first."}
        )


def _let_report(to: User, board: Board, starts_on: dt.date, by: User) -> None:
    day = max(starts_on, timezone.localdate())
    if not may_report(to, board, day):
        membership_start(
            board=board,
            user=to,
            role=Role.LEAD,
            starts_on=day,
            by=by,
            reason="To report on what was handed over",
        )


def _note(body: AnyBody, by: User, revision: int | None, reason: str) -> None:
    """Put the hand-over into the body's own history, which tells a second person of it."""
    if revision is None:
        body.record(by=by, reason=reason)
    else:
        body.revise(revision=revision, by=by, reason=reason)

"""Mergers of groups, agencies and leads. No row moves: ``successor`` says who answers now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from boardplan.accounts.models import User
from plans.bodies import is_same_body, leads_of
from plans.models import Agency, Board, Group, GroupKind, Lead, LeadKind
from plans.services.bodies import AnyBody, B, fresh, lead_add, tell_of, told
from plans.services.memberships import board_locked

ONLY_POSTS = (
    "A post is merged into another post. A group or an agency is merged on its own page, and its "
    "lead goes with it."
)


@transaction.atomic
def body_merge(*, body: B, into: B, revision: int, by: User, today: dt.date, reason: str = "") -> B:
    """Let ``into`` stand for a body from now on; the leads it goes by are merged with it.

    ``revision`` is the one the form was drawn with. Raises ValidationError (of ``into``) for
    itself, another board's, or one that was merged; StaleRevision.
    """
    board = board_locked(body.board)
    body, into = fresh(body), fresh(into)
    if refusal := _objection(body, into):
        raise ValidationError({"into": refusal})
    words = told(f"Merged into “{into}”", reason)
    _set_merger(body, into, today)
    body.revise(revision=revision, by=by, reason=words)
    if not isinstance(into, Lead):
        _merge_leads(body, into, by, today, words)
    _settle_all(board, body, by)
    tell_of(body, by, "merged", into=into.pk)
    return body


@transaction.atomic
def merger_undo(*, body: B, revision: int, by: User, reason: str = "") -> B:
    """Let a body stand for itself again, with the leads that were merged with it.

    Raises ValidationError for one that was not merged, or was with its group; StaleRevision.
    """
    board = board_locked(body.board)
    body = fresh(body)
    if not body.is_merged:
        raise ValidationError(f"“{body}” is not merged into another one: nothing was to be undone.")
    if refusal := stays_merged(body):
        raise ValidationError(refusal)
    words = told(f"Merger into “{body.merged_into}” undone", reason)
    _set_merger(body, None, None)
    body.revise(revision=revision, by=by, reason=words)
    for lead in leads_of(body):
        if lead.is_merged and not is_same_body(lead, lead.merged_into):
            _set_merger(lead, None, None)
            lead.record(by=by, reason=words)
    _settle_all(board, body, by)
    tell_of(body, by, "merger undone")
    return body


def stays_merged(body: AnyBody) -> str:
    """Why a merger is not undone on the page of what was merged; empty where it is."""
    into = body.merged_into
    if not (isinstance(body, Lead) and isinstance(into, Lead)) or body.kind == LeadKind.POST:
        return ""
    if not is_same_body(body, into):
        return ONLY_POSTS
    if body.group and body.group == into.group:
        return f"“{into}” is the lead of the group, and a group has one."
    return ""


def settle(board: Board, model: type[AnyBody], by: User) -> None:
    """Bring ``successor`` in line with what was decided, for all of the board's of one kind."""
    rows: Mapping[int, Any] = model.objects.filter(board=board).in_bulk()
    for row in rows.values():
        last = _last_of_chain(row, rows)
        successor = None if last is row else last
        if row.successor_id != (successor and successor.pk):
            row.successor = successor
            row.record(by=by, reason=f"“{last}” stands for it now, by another merger")


def _merge_leads(
    body: Agency | Group, into: Agency | Group, by: User, today: dt.date, words: str
) -> None:
    if leads := [lead for lead in leads_of(body) if not (lead.is_merged or lead.closed_on)]:
        heir = _lead_standing_for(into, by)
        for lead in leads:
            _set_merger(lead, heir, today)
            lead.record(by=by, reason=words)


def _settle_all(board: Board, body: AnyBody, by: User) -> None:
    settle(board, type(body), by)
    if not isinstance(body, Lead):
        settle(board, Lead, by)


def _last_of_chain(body: Any, rows: Mapping[int, Any]) -> Any:
    """Where the mergers of a body end. There is no circle: nothing is merged into what was."""
    while body.merged_into_id is not None:
        body = rows[body.merged_into_id]
    return body


def _objection(body: AnyBody, into: AnyBody) -> str:
    """Why the one may not be merged into the other; empty where it may."""
    if type(into) is not type(body) or into.board != body.board:
        return "That one is not on this board's list. Choose one that is."
    if into == body:
        return f"“{body}” cannot be merged into itself. Choose another one."
    if isinstance(body, Group) and body.kind == GroupKind.BOARD:
        return f"“{body}” is the board itself: others are merged into it, it into none."
    if body.is_merged:
        return f"“{body}” was merged into “{body.merged_into}” already. Undo that first."
    if into.current == body:
        return f"“{into}” was merged into “{body}” itself. Undo that first."
    if into.is_merged:
        return f"“{into}” was merged, too. Choose “{into.current}”, which stands for it now."
    if shut := next((each for each in (body, into) if each.closing), None):
        way = "closed. Re-open it" if isinstance(shut, Group) else "off the lists. Put it back"
        return f"“{shut}” is {way} first."
    if isinstance(body, Lead) and isinstance(into, Lead) and not _may_be_one(body, into):
        return ONLY_POSTS
    return ""


def _may_be_one(lead: Lead, into: Lead) -> bool:
    """Whether two leads are two posts, or two names of one body."""
    return {lead.kind, into.kind} == {LeadKind.POST} or is_same_body(lead, into)


def _set_merger(body: Any, into: Any, on: dt.date | None) -> None:
    body.merged_into = body.successor = into
    body.merged_on = on


def _lead_standing_for(body: Agency | Group, by: User) -> Lead:
    """The lead by which plans name a group or an agency itself; made where it had none."""
    standing = (lead for lead in _own_leads(body) if not (lead.is_merged or lead.closed_on))
    return next(standing, None) or lead_add(
        body, by, reason="Named for what was merged into it", field="into"
    )


def _own_leads(body: Agency | Group) -> list[Lead]:
    """The leads that stand for the body as a whole, the likeliest first.

    An agency's lead may be a part of it under a name of its own, and does not speak for all.
    """
    leads = leads_of(body)
    if isinstance(body, Agency):
        names = {name.casefold() for name in (body.name, body.short_name, *body.aliases)}
        return [lead for lead in leads if lead.name.casefold() in names]
    if body.kind == GroupKind.BOARD:
        return [*body.board.leads.filter(kind=LeadKind.BOARD).order_by("pk"), *leads]
    return leads

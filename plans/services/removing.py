"""Agencies and leads entered by mistake: off the lists while nothing names them, and put back."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from boardplan.accounts.models import User
from plans.models import Agency, Lead, LeadHolder, LeadKind, Membership
from plans.services.bodies import AnyBody, fresh, tell_of, told
from plans.services.memberships import board_locked

R = TypeVar("R", Agency, Lead)


@transaction.atomic
def body_remove(*, body: R, revision: int, by: User, today: dt.date, reason: str = "") -> R:
    """Offer an agency or a lead no longer; an agency's own leads go with it. Nothing is deleted.

    ``revision`` is the one the form was drawn with. Raises ValidationError for what is or was
    in use, StaleRevision.
    """
    board_locked(body.board)
    body = fresh(body)
    if refusal := in_use(body):
        raise ValidationError(refusal)
    body.closed_on = today
    body.revise(revision=revision, by=by, reason=told("Removed from the lists", reason))
    tell_of(body, by, "removed from the lists")
    return body


@transaction.atomic
def body_put_back(*, body: R, revision: int, by: User, reason: str = "") -> R:
    """Offer one again that was removed. Raises ValidationError, StaleRevision."""
    board_locked(body.board)
    body = fresh(body)
    if body.closed_on is None:
        raise ValidationError(f"“{body}” is on the lists: nothing was to be put back.")
    body.closed_on = None
    body.revise(revision=revision, by=by, reason=told("Put back on the lists", reason))
    tell_of(body, by, "put back on the lists")
    return body


def in_use(body: AnyBody) -> str:
    """Why one is not removed: what names it, or did once; empty where nothing ever has."""
    if not isinstance(body, Agency | Lead):
        return f"“{body}” is a group. A group that ends is closed."
    if body.is_merged:
        return f"“{body}” was merged into “{body.merged_into}”. Undo that first."
    if body.closing:
        return f"“{body}” is off the lists already."
    return _refusal(body, _lead_uses() if isinstance(body, Lead) else _agency_uses())


def _refusal(body: Agency | Lead, uses: dict[str, Exists]) -> str:
    names = {f"use_{number}": words for number, words in enumerate(uses)}
    asked = (
        type(body)
        .objects.filter(pk=body.pk)
        .annotate(**dict(zip(names, uses.values(), strict=True)))
    )
    found = asked.values(*names).get()
    return next((f"“{body}” stays: {names[name]}." for name in names if found[name]), "")


def _lead_uses() -> dict[str, Exists]:
    # Another room's rows, which lean on leads: reached by that, and by no import of theirs.
    naming = Lead._meta.get_field("action_leads").related_model
    return {
        "actions of the plan name it, or did": _there(naming, "lead"),
        "somebody answers for it, or did": _there(LeadHolder, "lead"),
        "another one was merged into it": _there(Lead, "merged_into"),
    }


def _agency_uses() -> dict[str, Exists]:
    own = Lead.objects.filter(agency=OuterRef("pk"))
    used = Q(action_leads__isnull=False) | Q(holders__isnull=False) | Q(predecessors__isnull=False)
    return {
        "people come from it, or did": _there(Membership, "agency"),
        "a post of the plan belongs to it": Exists(own.filter(kind=LeadKind.POST)),
        "its lead is in use, or was": Exists(own.filter(used)),
        "another one was merged into it": _there(Agency, "merged_into"),
    }


def _there(model: type, column: str) -> Exists:
    return Exists(model.objects.filter(**{column: OuterRef("pk")}))  # type: ignore[attr-defined]

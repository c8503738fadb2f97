"""Groups, agencies and leads: added to a board, under names that nothing else there bears."""

from __future__ import annotations

import unicodedata
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, record_event
from plans.bodies import twins
from plans.models import Agency, Group, GroupKind, Lead, LeadKind
from plans.services.memberships import board_locked

B = TypeVar("B", Agency, Group, Lead)
AnyBody = Agency | Group | Lead


@transaction.atomic
def body_add(*, body: B, by: User, is_lead: bool = False) -> B:
    """Put a new group, agency or lead on the board's list.

    ``is_lead`` lets plans name a group or an agency as a lead. Raises ValidationError for a
    name that is taken, and as ``check_alone`` does.
    """
    board_locked(body.board)
    check_name(body, str(body))
    check_alone(body)
    body.record(by=by, reason="Added")
    if is_lead and not isinstance(body, Lead):
        lead_add(body, by, reason="Added")
    tell_of(body, by, "added")
    return body


def lead_add(body: Agency | Group, by: User, *, reason: str, field: str = "name") -> Lead:
    """Make the lead by which plans name a group or an agency, under the same name.

    Raises ValidationError (of ``field``) where another lead has that name.
    """
    lead = Lead(board=body.board, name=str(body))
    if isinstance(body, Group):
        lead.kind, lead.group = LeadKind.GROUP, body
    else:
        lead.kind, lead.agency = LeadKind.AGENCY, body
    check_name(lead, lead.name, field=field)
    return lead.record(by=by, reason=reason)


def check_name(body: AnyBody, name: str, *, field: str = "name") -> None:
    """Raise ValidationError (of ``field``) where another one of the board bears or bore the name.

    Also for what is not seen but turns the words about it round.

    Compared without regard to capitals, here: SQLite knows those of plain English letters only.
    """
    if any(unicodedata.category(letter) in {"Cc", "Cf"} for letter in name):
        raise ValidationError({field: "It holds a character that cannot be seen. Type it anew."})
    wanted, kind = name.casefold(), body._meta.verbose_name
    others: Any = type(body).objects.filter(board=body.board)
    for other in others.exclude(pk=body.pk):
        if str(other).casefold() == wanted:
            refusal = f"“{other}” is the name of another {kind} of this board."
        elif wanted in map(str.casefold, other.aliases):
            refusal = f"“{name}” is an earlier name of “{other}”, which is still known by it."
        else:
            continue
        raise ValidationError({field: f"{refusal} Choose another name."})


def check_alone(body: AnyBody) -> None:
    """Raise ValidationError (of ``kind`` or ``group``) for what a board has once, where it is.

    One group is the board itself, and each group is named by one lead; of those that stand.
    """
    if body.is_merged:
        return
    if isinstance(body, Group) and body.kind == GroupKind.BOARD:
        others: Any = Group.objects.filter(board=body.board, kind=GroupKind.BOARD).standing()
        if other := others.exclude(pk=body.pk).first():
            refusal = f"“{other}” is the board itself already. Choose another kind."
            raise ValidationError({"kind": refusal})
    if isinstance(body, Lead) and body.group and (other := twins(body).first()):
        way = "Put that back on the lists." if other.closed_on else "Name that in the plan."
        refusal = f"“{other}” is the lead of this group already. {way}"
        raise ValidationError({"group": refusal})


def fresh(body: B) -> B:
    """The body as it is stored now; to be asked once the board is locked."""
    found: B = type(body).objects.select_related("board").get(pk=body.pk)
    return found


def told(what: str, reason: str) -> str:
    """What the history says: what was done and, where somebody gave one, the reason."""
    return f"{what}: {reason}" if reason else what


def tell_of(body: AnyBody, by: User, change: str, **detail: int | None) -> None:
    """Record what was done to a body among the security events, by numbers only."""
    kind = str(body._meta.model_name)
    record_event(
        EventKind.PEOPLE_CHANGED,
        user=by,
        board=body.board.slug,
        change=f"{kind} {change}",
        **{kind: body.pk},
        **detail,
    )

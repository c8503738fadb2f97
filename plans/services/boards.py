"""A new board: its scheme, its layout, and the manager it is given to."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, record_event
from boardplan.audit.models import StaleRevision
from plans.models import Board, Group, GroupKind, HouseLayout, Lead, LeadKind, Rating, RatingScheme
from plans.roles import Role
from plans.services.invitations import Invited, Place, person_invite
from plans.services.memberships import board_locked

THREE_COLOURS: tuple[dict[str, Any], ...] = (
    {
        "code": "red",
        "letter": "R",
        "label": "Red",
        "sentence": "Behind, or the date has passed (red)",
        "definition": "Well behind with nothing achieved yet, or begun and the date has passed.",
        "colour": "#b1242b",
        "is_off_track": True,
        "needs_issue": True,
    },
    {
        "code": "amber",
        "letter": "A",
        "label": "Amber",
        "sentence": "On course, or done and evidence to come (amber)",
        "definition": "Likely to be done in time, or done already and the evidence is to come.",
        "colour": "#8f4e00",
    },
    {
        "code": "green",
        "letter": "G",
        "label": "Green",
        "sentence": "Done, with evidence (green)",
        "definition": "Done, and the evidence is on record.",
        "colour": "#1b6b3a",
        "is_complete": True,
        "needs_evidence": True,
    },
)
"""The scheme most boards print, after Medway's definitions; a board may change its words."""

COLUMNS = (
    ("number", "No.", ""),
    ("text", "Action", ""),
    ("leads", "Lead", ""),
    ("milestones", "Milestones", ""),
    ("timescale", "By when", ""),
    ("outcomes", "Outcome", ""),
    ("rating", "Rating", "Progress"),
    ("progress", "Progress", "Progress"),
    ("evidence", "Evidence", "Progress"),
)


@transaction.atomic
def board_create(*, board: Board, manager_email: str, manager_name: str, by: User) -> Invited:
    """Store a new board with all that it needs to begin, and invite its business manager.

    It gets the three-colour scheme, a plain layout, and itself as a group and as a lead.
    """
    stamp: dict[str, Any] = {"by": by, "reason": "With the new board"}
    board.record(**stamp)
    scheme = RatingScheme(board=board, name="Red, amber, green").record(**stamp)
    for order, value in enumerate(THREE_COLOURS, start=1):
        Rating(scheme=scheme, order=order, **value).record(**stamp)
    layout_of(board, by)
    itself = Group(board=board, name=board.name, kind=GroupKind.BOARD).record(**stamp)
    Lead(board=board, name=board.name, kind=LeadKind.GROUP, group=itself).record(**stamp)
    place = Place(roles=((Role.MANAGER, None),), starts_on=timezone.localdate())
    return person_invite(board=board, email=manager_email, name=manager_name, place=place, by=by)


def layout_of(board: Board, by: User | None) -> HouseLayout:
    """The layout that a new plan of the board is printed with: its first, else a plain one."""
    first: HouseLayout | None = board.layouts.order_by("pk").first()
    return first or plain_layout(board).record(by=by, reason="The first plan needs one")


def plain_layout(board: Board) -> HouseLayout:
    """The layout that a board begins with; not saved yet."""
    columns = [dict(zip(("field", "heading", "group"), each, strict=True)) for each in COLUMNS]
    return HouseLayout(board=board, name="Plain", columns=columns)


@transaction.atomic
def layout_revise(*, layout: HouseLayout, revision: int, by: User) -> HouseLayout:
    """Save how a board prints its plan; all that is printed from then on follows it.

    ``revision`` is the one the form was drawn with, 0 where the board had no layout yet.
    Raises StaleRevision.
    """
    layout.full_clean(exclude=["board"])
    if layout.pk:
        return layout.revise(revision=revision, by=by, reason="Layout")
    if revision or board_locked(layout.board).layouts.exists():
        raise StaleRevision("The board has a layout since")
    return layout.record(by=by, reason="Layout")


@transaction.atomic
def board_revise(*, board: Board, revision: int, by: User, reason: str) -> Board:
    """Save a board's settings; asking for a second factor, or no longer, is a security event.

    ``revision`` is the one the form was drawn with. Raises StaleRevision.
    """
    asked = board_locked(board).requires_second_factor
    board.revise(revision=revision, by=by, reason=reason)
    if board.requires_second_factor != asked:
        change = "required" if board.requires_second_factor else "no longer required"
        record_event(
            EventKind.CREDENTIALS_CHANGED,
            user=by,
            board=board.slug,
            change=f"second factor {change}",
        )
    return board

"""Boards, their schemes and layouts, people, plans and their versions, meetings."""

from plans.models.board import Board, HouseLayout, Rating, RatingScheme
from plans.models.bodies import Agency, Body, Group, GroupKind, Lead, LeadKind
from plans.models.frozen import (
    FrozenJSONField,
    FrozenRecord,
    NotAsFrozen,
    frozen_text,
    text_hash,
)
from plans.models.mail import NotYet, OwedMail
from plans.models.meeting import Meeting
from plans.models.people import Invitation, LeadHolder, Membership
from plans.models.plan import Plan, PlanKind
from plans.models.version import Approval, PlanLock, PlanVersion

__all__ = [
    "Agency",
    "Approval",
    "Board",
    "Body",
    "FrozenJSONField",
    "FrozenRecord",
    "Group",
    "GroupKind",
    "HouseLayout",
    "Invitation",
    "Lead",
    "LeadHolder",
    "LeadKind",
    "Meeting",
    "Membership",
    "NotAsFrozen",
    "NotYet",
    "OwedMail",
    "Plan",
    "PlanKind",
    "PlanLock",
    "PlanVersion",
    "Rating",
    "RatingScheme",
    "frozen_text",
    "text_hash",
]

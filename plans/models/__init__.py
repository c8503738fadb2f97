"""Boards, their schemes and layouts, people, and plans."""

from plans.models.board import Board, HouseLayout, Rating, RatingScheme
from plans.models.bodies import Agency, Body, Group, GroupKind, Lead, LeadKind
from plans.models.people import Invitation, LeadHolder, Membership
from plans.models.plan import Plan, PlanKind

__all__ = [
    "Agency",
    "Board",
    "Body",
    "Group",
    "GroupKind",
    "HouseLayout",
    "Invitation",
    "Lead",
    "LeadHolder",
    "LeadKind",
    "Membership",
    "Plan",
    "PlanKind",
    "Rating",
    "RatingScheme",
]

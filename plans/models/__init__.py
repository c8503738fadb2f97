"""Boards, their schemes and layouts, people, and plans."""

from plans.models.board import Board, HouseLayout, Rating, RatingScheme
from plans.models.people import Agency, Group, GroupKind, Lead, LeadHolder, LeadKind, Membership
from plans.models.plan import Plan, PlanKind

__all__ = [
    "Agency",
    "Board",
    "Group",
    "GroupKind",
    "HouseLayout",
    "Lead",
    "LeadHolder",
    "LeadKind",
    "Membership",
    "Plan",
    "PlanKind",
    "Rating",
    "RatingScheme",
]

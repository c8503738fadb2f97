"""The board of the proofs: its people, and actions that they may report on."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from plans.models import Lead, LeadKind, Rating
from plans.roles import Role
from priorities.models import Action, Objective
from tests import factories as make

SLUG = "endurance"
MANAGERS = ("manager", "deputy")
"""Who accepts at once what she reports."""
PEOPLE = (*MANAGERS, "subgroup", "lead")


def email_of(part: str) -> str:
    """The address of the person who plays this part."""
    return f"{part}@{SLUG}.example"


@dataclass
class ProofBoard:
    """A board with a manager and deputy, and a sub-group and a post that lead every action."""

    objective: Objective
    leads: tuple[Lead, ...]
    ratings: dict[str, Rating]
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @transaction.atomic
    def action(self, milestones: int) -> Action:
        """A new action with so many open milestones, all dated."""
        number = next(self.numbers)
        due = timezone.localdate() + dt.timedelta(days=60)
        action = make.action(
            objective=self.objective,
            number=f"1.1.{number}",
            position=number,
            timescale_text=f"by {due:%-d %B %Y}",
            due_on=due,
        )
        for lead in self.leads:
            make.action_lead(action=action, lead=lead, is_accountable=lead is self.leads[0])
        for place in range(1, milestones + 1):
            make.milestone(action=action, position=place, text=f"Step {place}", due_on=due)
        return action


@transaction.atomic
def proof_board() -> ProofBoard:
    """Make the board and its people."""
    board = make.board(slug=SLUG, name="Board of the proofs")
    group = make.group(board=board, name="Learning sub-group")
    post = make.lead(board=board, name="Designated Nurse")
    roles = (Role.MANAGER, Role.DEPUTY, Role.SUBGROUP_CHAIR, Role.LEAD)
    for part, role in zip(PEOPLE, roles, strict=True):
        user = make.user(email=email_of(part))
        chaired = group if role == Role.SUBGROUP_CHAIR else None
        make.membership(board=board, user=user, role=role, group=chaired)
        if role == Role.LEAD:
            make.lead_holder(lead=post, user=user)
    plan = make.plan(board=board, slug="business-plan")
    priority = make.priority(plan=plan, number="1")
    return ProofBoard(
        objective=make.objective(priority=priority, number="1.1"),
        leads=(
            make.lead(board=board, name=group.name, kind=LeadKind.GROUP, group=group),
            post,
        ),
        ratings=make.three_colours(board),
    )


def form_path(action_id: int) -> str:
    """Where the form of the action's update is."""
    return f"/boards/{SLUG}/actions/{action_id}/update/"

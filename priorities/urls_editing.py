"""Addresses of the plan's editing, below ``/boards/<slug>/``."""

from django.urls import path

from priorities.models import Action, Milestone, Objective, Priority
from priorities.views.editing import changes, items, moves, next_plan, outline

PRIORITY = {"model": Priority}
OBJECTIVE = {"model": Objective}
ACTION = {"model": Action}
MILESTONE = {"model": Milestone}

editing = [
    path("plans/<slug:plan_slug>/edit/", outline.plan_edit, name="plan-edit"),
    path("plans/<slug:plan_slug>/next/", next_plan.plan_next, name="plan-next"),
    path("plans/<slug:plan_slug>/priorities/new/", items.priority_add, name="priority-add"),
    path("priorities/<int:pk>/edit/", items.item_edit, PRIORITY, name="priority-edit"),
    path("priorities/<int:pk>/moves/", moves.item_step, PRIORITY, name="priority-move"),
    path("priorities/<int:pk>/withdrawal/", changes.item_withdraw, PRIORITY, "priority-withdraw"),
    path("priorities/<int:pk>/restoral/", changes.item_restore, PRIORITY, "priority-restore"),
    path("priorities/<int:pk>/objectives/new/", items.objective_add, name="objective-add"),
    path("objectives/<int:pk>/edit/", items.item_edit, OBJECTIVE, name="objective-edit"),
    path("objectives/<int:pk>/moves/", moves.item_move, OBJECTIVE, name="objective-move"),
    path("objectives/<int:pk>/withdrawal/", changes.item_withdraw, OBJECTIVE, "objective-withdraw"),
    path("objectives/<int:pk>/restoral/", changes.item_restore, OBJECTIVE, "objective-restore"),
    path("objectives/<int:pk>/actions/new/", items.action_add, name="action-add"),
    path("actions/<int:pk>/edit/", items.item_edit, ACTION, name="action-edit"),
    path("actions/<int:pk>/moves/", moves.item_move, ACTION, name="action-move"),
    path("actions/<int:pk>/withdrawal/", changes.item_withdraw, ACTION, "action-withdraw"),
    path("actions/<int:pk>/restoral/", changes.item_restore, ACTION, "action-restore"),
    path("actions/<int:pk>/milestones/", outline.milestone_list, name="milestone-list"),
    path("actions/<int:pk>/milestones/new/", items.milestone_add, name="milestone-add"),
    path("milestones/<int:pk>/edit/", items.item_edit, MILESTONE, name="milestone-edit"),
    path("milestones/<int:pk>/moves/", moves.item_step, MILESTONE, name="milestone-move"),
    path("milestones/<int:pk>/withdrawal/", changes.item_withdraw, MILESTONE, "milestone-withdraw"),
    path("milestones/<int:pk>/restoral/", changes.item_restore, MILESTONE, "milestone-restore"),
]

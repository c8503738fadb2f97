"""The plan's tree, the updates on it, and the evidence for it."""

from priorities.models.evidence import Evidence
from priorities.models.imports import ImportSource, ImportStatus, PlanImport
from priorities.models.plan import Action, ActionLead, Milestone, Objective, Priority
from priorities.models.risk import Risk
from priorities.models.round import Reminder, RoundAction, UpdateRound, UpdatesLink
from priorities.models.update import MilestoneReport, Update, UpdateSource, UpdateStatus

__all__ = [
    "Action",
    "ActionLead",
    "Evidence",
    "ImportSource",
    "ImportStatus",
    "Milestone",
    "MilestoneReport",
    "Objective",
    "PlanImport",
    "Priority",
    "Reminder",
    "Risk",
    "RoundAction",
    "Update",
    "UpdateRound",
    "UpdateSource",
    "UpdateStatus",
    "UpdatesLink",
]

"""The plan's tree, the updates on it, and the evidence for it."""

from priorities.models.evidence import Evidence
from priorities.models.plan import Action, ActionLead, Milestone, Objective, Priority
from priorities.models.update import MilestoneReport, Update, UpdateSource, UpdateStatus

__all__ = [
    "Action",
    "ActionLead",
    "Evidence",
    "Milestone",
    "MilestoneReport",
    "Objective",
    "Priority",
    "Update",
    "UpdateSource",
    "UpdateStatus",
]

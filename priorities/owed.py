"""What a person is expected to report on, and in which order it needs her word."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from boardplan.ui.uk_dates import date_words
from plans.access import Access, Permission
from plans.models import Plan
from priorities.document import Action as DocumentAction
from priorities.document import walk
from priorities.models import Action, Update, UpdateRound, UpdateStatus
from priorities.rating import NOT_HEARD_OF_DAYS, Standing, standing
from priorities.rounds import still_owed
from priorities.snapshot import Part, PlanRows, Snapshot, snapshot_of

SENT_BACK = "Sent back with a question"
OVERDUE = "A date has passed"
UNHEARD = "Not heard of yet"
SILENT = f"Not heard of for {NOT_HEARD_OF_DAYS} days"
DRAFT = "A draft waits to be finished"
ASKED_FOR = "Asked for"
NEEDS = (SENT_BACK, DRAFT, OVERDUE, ASKED_FOR, UNHEARD, SILENT, "")
"""Why an action needs a word, the most urgent first; the empty one does not."""


@dataclass(frozen=True)
class OwedUpdate:
    """One action a person answers for, how it stands, and her update under way if any."""

    action: DocumentAction
    pk: int
    stands: Standing
    update: Update | None
    asked_by: dt.date | None = None
    """The day by which an update round wants a word that it has not had yet."""
    is_unanswered: bool = False
    """Whether it is hers only since nobody is behind its leads today."""

    @property
    def unanswered(self) -> str:
        """Whose action it would be, if somebody were there; empty where it is her own."""
        return " or ".join(lead.name for lead in self.action.leads) if self.is_unanswered else ""

    @property
    def need(self) -> str:
        """Why it needs a word; empty where it does not."""
        if self._need == ASKED_FOR and self.asked_by:
            return f"{ASKED_FOR} by {date_words(self.asked_by)}"
        return self._need

    @property
    def _need(self) -> str:
        """One of NEEDS, the most urgent that holds."""
        if self.update and self.update.status == UpdateStatus.SUBMITTED:
            return ""
        if self.update:
            return SENT_BACK if self.update.question else DRAFT
        if self.stands.is_overdue:
            return OVERDUE
        if self.asked_by:
            return ASKED_FOR
        if self.stands.rating is None:
            return UNHEARD
        return SILENT if self.stands.is_silent else ""

    @property
    def urgency(self) -> int:
        """For sorting: the most urgent first."""
        return NEEDS.index(self._need)


def owed_updates(access: Access, taken: Snapshot | None = None) -> list[OwedUpdate]:
    """The live actions of the current plan that this person answers for, most urgent first.

    ``taken`` spares the queries of a snapshot that the caller has already.
    """
    own = set(Action.objects.owed_by(access).values_list("pk", flat=True))
    unanswered = _unanswered(access)
    if taken is None:
        plan = Plan.objects.visible_to(access).current().first()
        if plan is None:
            return []
        taken = snapshot_of(PlanRows(plan, reader=access).only(Part(own)))
    updates = {
        update.action_id: update
        for update in Update.objects.visible_to(access).under_way().filter(action__in=own)
    }
    asked = _asked_for(access, own)
    rows = [
        OwedUpdate(
            action,
            pk,
            standing(action, taken.document, access.today),
            updates.get(pk),
            asked_by=asked.get(pk),
            is_unanswered=pk in unanswered,
        )
        for _, _, action in walk(taken.document)
        if (pk := taken.ids[action.key or ""]) in own
    ]
    return sorted(rows, key=lambda row: row.urgency)


def _asked_for(access: Access, own: set[int]) -> dict[int, dt.date]:
    """By when the board's open rounds want a word on these actions, where they have had none."""
    rounds = UpdateRound.objects.visible_to(access).asking(access.today).select_related("plan")
    # Where two rounds ask for an action, the earlier date stands.
    asked: dict[int, dt.date] = {}
    for round_ in rounds.order_by("-due_on", "pk"):
        wanted = still_owed(round_).filter(pk__in=own).values_list("pk", flat=True)
        asked |= dict.fromkeys(wanted, round_.due_on)
    return asked


def _unanswered(access: Access) -> set[int]:
    """What falls to a manager, for want of anybody else; nothing to others."""
    if not access.allows(Permission.UPDATE_ALL):
        return set()
    return set(Action.objects.unanswered(access).values_list("pk", flat=True))

"""Update rounds opened, moved and closed, and the reminders that they owe to people."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.several import record_all
from boardplan.ui.uk_dates import date_words
from plans.models import GroupKind, Meeting, Plan
from priorities.models import Action, Reminder, RoundAction, UpdateRound
from priorities.reminders import Mailed, mailed_at
from priorities.reminding import is_due, next_day
from priorities.rounds import asked_in, incomplete, owed_in

log = logging.getLogger(__name__)

BEGINS_AT = dt.time(8)
"""Of a round that was opened on an earlier day, nothing is queued before this local time."""

NOTHING_OWED = "There is no action to ask for: every action of the plan is complete."
NONE_CHOSEN = "Choose at least one action, or ask for the whole plan."


@transaction.atomic
def round_open(
    *,
    plan: Plan,
    meeting: Meeting,
    due_on: dt.date,
    by: User | None,
    today: dt.date,
    actions: Iterable[Action] | None = None,
    note: str = "",
) -> UpdateRound:
    """Ask for updates for a meeting, over the whole plan or over some of its ``actions``.

    ``by`` is None where it opens by the board's rule.

    Raises ValidationError where the meeting is over or cancelled, the date does not fit, another
    open round asks for one of the actions, or nobody would owe anything.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)  # one round over an action
    check_date(meeting, due_on, today)
    chosen = None if actions is None else list(actions)
    round_ = UpdateRound(
        plan=plan, meeting=meeting, due_on=due_on, note=note, opened_by=by, is_whole=chosen is None
    )
    round_.opened_at = timezone.now()
    asked = set(incomplete(asked_in(round_)) if chosen is None else _of_plan(plan, chosen))
    if not asked:
        raise ValidationError(NOTHING_OWED if chosen is None else {"actions": NONE_CHOSEN})
    _check_alone(plan, asked)
    round_.record(by=by, reason="Opened")
    if chosen is not None:
        rows = [RoundAction(round=round_, action=action) for action in chosen]
        record_all([(row, "Asked for") for row in rows], by=by)
    return round_


@transaction.atomic
def round_move_due(
    *, round_: UpdateRound, due_on: dt.date, revision: int, by: User, today: dt.date
) -> UpdateRound:
    """Ask for the updates by another date. Raises ValidationError, or StaleRevision."""
    if not round_.is_open:
        raise ValidationError("This round is closed.")
    check_date(round_.meeting, due_on, today)
    was, round_.due_on = round_.due_on, due_on
    return round_.revise(revision=revision, by=by, reason=f"Moved from {date_words(was)}")


@transaction.atomic
def round_close(*, round_: UpdateRound, by: User | None, reason: str = "Closed") -> UpdateRound:
    """Ask no more; what was said is kept. One that is closed already is left alone."""
    row: UpdateRound = UpdateRound.objects.select_for_update().get(pk=round_.pk)
    if row.is_open:
        row.closed_at = timezone.now()
        row.record(by=by, reason=reason)
    return row


@transaction.atomic
def remind_now(*, round_: UpdateRound, user: int) -> Reminder:
    """Owe the person with this id an e-mail at once, with all that she owes.

    Raises ValidationError where she owes nothing, or was written to in the last days.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    Plan.objects.select_for_update().get(pk=round_.plan_id)  # one e-mail at a time
    if not round_.is_asking(today) or not owed_in(round_, today).by_person.get(user):
        raise ValidationError("Nothing is owed in this round by this person any more.")
    if refusal := why_not_now(mailed_at(round_.plan.board_id).get(user), today):
        raise ValidationError(refusal)
    reminder, is_new = Reminder.objects.get_or_create(
        round=round_,
        user_id=user,
        on=today,
        defaults={"queued_at": now, "try_after": now, "is_by_hand": True},
    )
    if not is_new:  # dropped earlier today, as where the address was wrong: it is owed again
        reminder.dropped_at, reminder.trouble, reminder.attempts = None, "", 0
        reminder.queued_at = reminder.try_after = now
        reminder.is_by_hand = True
        reminder.save()
    return reminder


def why_not_now(mailed: Mailed | None, today: dt.date) -> str:
    """Why a person cannot be reminded by hand today; empty where she can."""
    if mailed is None:
        return ""
    if mailed.is_owed:
        return "An e-mail to this person is on its way already."
    if mailed.sent_on and today < next_day(mailed.sent_on):
        return (
            f"The last e-mail went on {date_words(mailed.sent_on)}. Nobody is written to twice "
            f"within 5 days: remind again from {date_words(next_day(mailed.sent_on))} on."
        )
    return ""


def reminders_sweep(now: dt.datetime) -> int:
    """Close the rounds whose meeting is over, and queue the reminders that are due; how many.

    Safe to run by several workers at once, and at any time: who was told is not told again.
    """
    today = timezone.localdate(now)
    is_day = timezone.localtime(now).time() >= BEGINS_AT
    if is_day:
        rounds_by_rule(today)
    rounds = list(
        UpdateRound.objects.open()
        .select_related("plan__board", "meeting__group")
        .order_by("due_on", "pk")
    )
    asking = [row for row in rounds if not _closed_by_now(row, today)]
    if not is_day:
        # Whoever opens a round by hand, however early in the day, expects the e-mails to go.
        asking = [row for row in asking if timezone.localdate(row.opened_at) == today]
    queued: dict[tuple[int, int], Reminder] = {}
    mailed: dict[int, dict[int, Mailed]] = {}
    for row in asking:
        board = row.plan.board_id
        known = mailed.setdefault(board, mailed_at(board)) if board not in mailed else mailed[board]
        for person in owed_in(row, today).people:
            user = person.user
            if (board, user.pk) not in queued and _is_due(row, known.get(user.pk), today):
                reminder = Reminder(round=row, user=user, on=today, queued_at=now, try_after=now)
                queued[board, user.pk] = reminder
    # No history to be written, and another worker may have queued some of them meanwhile.
    Reminder.objects.bulk_create(queued.values(), batch_size=500, ignore_conflicts=True)
    return len(queued)


def rounds_by_rule(today: dt.date) -> None:
    """Open the rounds that boards have open by themselves, some days before updates are due.

    Only for meetings of the board, and where none was opened for it on the plan that runs.
    """
    meetings = (
        Meeting.objects.ahead(today)
        .filter(
            board__asks_days_before__isnull=False,
            group__kind=GroupKind.BOARD,
            updates_due_on__gte=today,
        )
        .select_related("board", "group")
    )
    for meeting in meetings:
        begins = meeting.updates_due_on - dt.timedelta(days=meeting.board.asks_days_before or 0)
        plan = Plan.objects.filter(board=meeting.board).current().first()
        if plan is None or today < begins or meeting.rounds.filter(plan=plan).exists():
            continue
        try:
            round_open(
                plan=plan, meeting=meeting, due_on=meeting.updates_due_on, by=None, today=today
            )
        except ValidationError as refusal:  # as where a round over some actions is open
            log.info("No round was opened by rule: %s", refusal.messages[0])


def check_date(meeting: Meeting, due_on: dt.date, today: dt.date) -> None:
    """Raise ValidationError where updates for the meeting cannot be asked for by this date."""
    if meeting.is_cancelled:
        raise ValidationError("This meeting was cancelled. Choose another one.")
    if meeting.held_on < today:
        raise ValidationError("This meeting has been held. Choose another one.")
    if due_on < today:
        raise ValidationError({"due_on": "This date has passed. Choose today or a later one."})
    if due_on > meeting.held_on:
        held = date_words(meeting.held_on)
        raise ValidationError(
            {"due_on": f"This is after the meeting ({held}). Choose that day or an earlier one."}
        )


def _of_plan(plan: Plan, chosen: list[Action]) -> list[Action]:
    """The chosen actions as they are in force in the plan now."""
    ids = [action.pk for action in chosen]
    found = list(Action.objects.live().filter(pk__in=ids, objective__priority__plan=plan))
    if len(found) != len(set(ids)):
        raise ValidationError({"actions": "One of these actions was withdrawn. Choose again."})
    return found


def _check_alone(plan: Plan, asked: set[Action]) -> None:
    for other in UpdateRound.objects.open().filter(plan=plan).select_related("meeting__group"):
        if other.is_whole or asked & set(asked_in(other)):
            raise ValidationError(
                f"A round that asks for the same is open: updates for {other.meeting.group}, "
                f"{date_words(other.meeting.held_on)}. Close that one first."
            )


def _closed_by_now(round_: UpdateRound, today: dt.date) -> bool:
    meeting = round_.meeting
    if not meeting.is_cancelled and meeting.held_on >= today:
        return False
    reason = "The meeting was cancelled" if meeting.is_cancelled else "The meeting has been held"
    round_close(round_=round_, by=None, reason=reason)
    return True


def _is_due(round_: UpdateRound, mailed: Mailed | None, today: dt.date) -> bool:
    if mailed is not None and mailed.is_owed:
        return False
    return is_due(
        today,
        opened_on=timezone.localdate(round_.opened_at),
        due_on=round_.due_on,
        told_on=mailed.told_on(round_.opened_at) if mailed else None,
        mailed_on=mailed.last_on if mailed else None,
    )

"""The e-mail that reminds a person of all that she owes, written when it is sent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email.mime.text import MIMEText

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from plans.calendar import meeting_calendar
from plans.models import Board, Membership
from plans.roles import Role
from priorities.models import Reminder, UpdateRound
from priorities.rounds import OwedAction, owed_in
from priorities.services.links import link_make

TEMPLATE = "priorities/email/reminder"


@dataclass(frozen=True)
class Asked:
    """What one round asks of the person."""

    round: UpdateRound
    owed: tuple[OwedAction, ...]
    today: dt.date

    @property
    def is_late(self) -> bool:
        return self.round.due_on < self.today


def reminder_message(reminder: Reminder) -> EmailMessage | None:
    """The e-mail as of now; None where she owes nothing in its round any more.

    It holds what she owes in the board's other open rounds, too: nobody gets one for each.
    """
    asked = _asked(reminder, timezone.localdate())
    own = next((each for each in asked if each.round.pk == reminder.round_id), None)
    if own is None:
        return None
    board = own.round.plan.board
    context = {
        "board": board,
        "user": reminder.user,
        "own": own,
        "asked": asked,
        "how_many": sum(len(each.owed) for each in asked),
        "address": address_of(reminder, board),
        "host": settings.BOARDPLAN_ADDRESS.partition("://")[2],
    }
    message = EmailMessage(
        subject=" ".join(render_to_string(f"{TEMPLATE}_subject.txt", context).split()),
        body=render_to_string(f"{TEMPLATE}_message.txt", context),
        to=[reminder.user.email],
        reply_to=_answers_to(own.round, own.today),
    )
    message.attach(_entry(own.round))
    return message


def _answers_to(round_: UpdateRound, today: dt.date) -> list[str]:
    """Who reads what is answered: whoever opened the round, else the board's managers."""
    if round_.opened_by and round_.opened_by.is_active:
        return [round_.opened_by.email]
    managers = Membership.objects.filter(board=round_.plan.board_id, role=Role.MANAGER).on(today)
    return list(managers.filter(user__is_active=True).values_list("user__email", flat=True))


def address_of(reminder: Reminder, board: Board) -> str:
    """The one address by which she comes to all that she owes: a link of her own."""
    token = link_make(board=board, user=reminder.user, key=reminder.key)
    return settings.BOARDPLAN_ADDRESS + reverse("reporting:link", args=[token])


def _asked(reminder: Reminder, today: dt.date) -> list[Asked]:
    """What she owes in each open round of the board, the first due first."""
    rounds = (
        UpdateRound.objects.asking(today)
        .filter(plan__board=reminder.round.plan.board_id)
        .select_related("plan__board", "meeting__group", "meeting__board", "opened_by")
        .order_by("due_on", "pk")
    )
    found = ((row, owed_in(row, today).by_person.get(reminder.user_id, ())) for row in rounds)
    return [Asked(row, owed, today) for row, owed in found if owed]


def _entry(round_: UpdateRound) -> MIMEText:
    """The meeting, and the day by which to report, as a file for the person's calendar."""
    file = meeting_calendar(
        round_.meeting, updates_due_on=round_.due_on, updates_revision=round_.revision
    )
    part = MIMEText(file.decode(), "calendar", "utf-8")
    part.set_param("method", "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename="meeting.ics")
    return part

"""The e-mail by which a person is sent a pack: a link to it, and the meeting for her calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from plans.access import Permission, access_of
from plans.calendar import meeting_calendar
from plans.models import NotYet

if TYPE_CHECKING:
    from reports.models import PackMail


def pack_message(mail: PackMail) -> EmailMessage | None:
    """The e-mail as of now; None where she may not read it, or there is none to read.

    Where a redacted edition took its place, the link leads there; NotYet while that is made.
    """
    publication = mail.publication.latest()
    meeting, board = publication.meeting, publication.board
    access = access_of(mail.user, board.slug, today=timezone.localdate())
    if meeting is None or meeting.is_cancelled or access is None:
        return None
    if not access.allows(Permission.READ_MEMBERS_EDITION):
        return None
    if publication.is_owed_anew:
        raise NotYet("The redacted edition is being made.")
    if publication.withdrawn_at:
        return None
    sender = mail.publication.issued_by
    page = reverse("reports:publication-detail", args=[board.slug, publication.pk])
    context = {
        "board": board,
        "meeting": meeting,
        "user": mail.user,
        "by": sender,
        "address": settings.BOARDPLAN_ADDRESS + page,
    }
    subject = " ".join(render_to_string("reports/email/pack_subject.txt", context).split())
    body = render_to_string("reports/email/pack_message.txt", context)
    replies = [sender.email] if sender else []
    message = EmailMessage(subject=subject, body=body, to=[mail.user.email], reply_to=replies)
    message.attach("meeting.ics", meeting_calendar(meeting).decode(), "text/calendar")
    return message

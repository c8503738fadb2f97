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

if TYPE_CHECKING:
    from reports.models import PackMail


def pack_message(mail: PackMail) -> EmailMessage | None:
    """The e-mail as of now; None where she may not read it, or there is none to read."""
    publication = mail.publication
    meeting, board = publication.meeting, publication.board
    access = access_of(mail.user, board.slug, today=timezone.localdate())
    if publication.withdrawn_at or meeting is None or meeting.is_cancelled or access is None:
        return None
    if not access.allows(Permission.READ_MEMBERS_EDITION):
        return None
    page = reverse("reports:publication-detail", args=[board.slug, publication.pk])
    context = {
        "board": board,
        "meeting": meeting,
        "user": mail.user,
        "by": publication.issued_by,
        "address": settings.BOARDPLAN_ADDRESS + page,
    }
    subject = " ".join(render_to_string("reports/email/pack_subject.txt", context).split())
    body = render_to_string("reports/email/pack_message.txt", context)
    replies = [publication.issued_by.email] if publication.issued_by else []
    message = EmailMessage(subject=subject, body=body, to=[mail.user.email], reply_to=replies)
    message.attach("meeting.ics", meeting_calendar(meeting).decode(), "text/calendar")
    return message

"""The signed pack is sent: both editions issued, and whoever may read it written to, at once."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Meeting, Membership
from plans.roles import GRANTS, Permission, Role
from reports.models import (
    EditionChoice,
    PackDraft,
    PackDraftFile,
    PackMail,
    Publication,
    PublicationKind,
)
from reports.pack import HANDLING, pack_title
from reports.pack_sources import PackSources
from reports.pack_stamp import pack_stamp
from reports.publishing import publication_store
from reports.services.packs import standing_signature
from reports.services.papers import refuse_if_sent
from reports.services.signing import locked, plan_held

UNSIGNED = "The chair has not signed off this pack as it is now."
NOT_READY = "The signed pack is still being made. Send it when it is ready."
READERS = [role for role in Role if Permission.READ_MEMBERS_EDITION in GRANTS[role]]


@transaction.atomic
def pack_send(*, meeting: Meeting, by: User) -> Mapping[str, Publication]:
    """Issue both editions as they were printed for it, and queue an e-mail to each reader.

    Raises ValidationError where the pack was sent before, is not locked or not signed off as it
    is, or where its files are not ready: what is sent is what the record says, to the letter.
    """
    today = timezone.localdate()
    plan = plan_held(meeting)
    refuse_if_sent(meeting)
    sources = PackSources(meeting, plan, today)
    locked(sources)
    signature = standing_signature(meeting)
    if signature is None or signature.read_sha256 != sources.members.sha256:
        raise ValidationError(UNSIGNED)
    sent = {
        edition.value: _issue(sources, edition, _file(sources, edition), by)
        for edition in EditionChoice
    }
    _queue_mails(sent[EditionChoice.MEMBERS])
    PackDraft.objects.filter(meeting=meeting).delete()
    return sent


def _file(sources: PackSources, edition: str) -> bytes:
    """The file that was printed of the record as it is, signature and all."""
    stamp = pack_stamp(sources.meeting, sources.plan, edition, today=sources.today)
    made = PackDraftFile.objects.filter(
        draft__meeting=sources.meeting, draft__edition=edition, draft__made_of=stamp
    ).first()
    if made is None:
        raise ValidationError(NOT_READY)
    return bytes(made.data)


def _issue(sources: PackSources, edition: EditionChoice, pdf: bytes, by: User) -> Publication:
    data = sources.data(edition)
    return publication_store(
        board=sources.meeting.board,
        kind=PublicationKind.PACK,
        edition=edition,
        title=pack_title(data),
        data=data.to_json(),
        pdf=pdf,
        by=by,
        plan=sources.plan,
        meeting=sources.meeting,
        handling=HANDLING[edition],
    )


def _queue_mails(publication: Publication) -> None:
    """One e-mail to each person who may read the members' edition today."""
    now = timezone.now()
    readers = Membership.objects.filter(board=publication.board_id, role__in=READERS)
    users = readers.on(timezone.localdate(now)).filter(user__is_active=True)
    PackMail.objects.bulk_create(
        PackMail(publication=publication, user_id=user, queued_at=now, try_after=now)
        for user in users.order_by("user").values_list("user", flat=True).distinct()
    )


def sent_packs(meeting: Meeting) -> dict[str, Publication]:
    """The editions of the meeting's pack that were sent, without their content.

    One that a redaction withdrew is among them until its redacted edition is made.
    """
    rows = Publication.objects.sent().filter(meeting=meeting, kind=PublicationKind.PACK)
    rows = rows.defer("content").select_related("issued_by").order_by("pk")
    return {row.edition: row for row in rows}

"""A meeting's pack before it is sent: its papers, the draft that is being made, who signed it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Agency, Approval, Board, Meeting, OwedMail
from plans.models.scoping import BoardQuerySet, BoardRecord, MadeOfRecord, one_of
from reports.models.publication import EditionChoice, Publication, PublicationKind
from reports.pack_mail import pack_message


class PaperQuerySet(BoardQuerySet):
    """Papers."""

    def in_pack(self) -> Self:
        """Those that were not taken out and whose file no redaction removed, in their order."""
        kept = self.filter(withdrawn_at__isnull=True).exclude(file="")
        return kept.order_by("position", "pk")


class Paper(BoardRecord):
    """A paper of an agency, as a PDF, which goes into a meeting's pack."""

    board_lookup: ClassVar[str] = "meeting__board"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    position = models.PositiveIntegerField(default=1)
    is_public = models.BooleanField("in the public edition too", default=False)
    file = models.FileField(upload_to="papers/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    pages = models.PositiveIntegerField(default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar = PaperQuerySet.as_manager()

    class Meta:
        ordering = ("meeting", "position", "pk")

    def __str__(self) -> str:
        return self.title

    def redacted(self, *, by: User, reason: str) -> None:
        """Once its file was removed, withdraw the packs that printed it.

        They go by the data that is stored with them: a public edition has not every paper.
        """
        if self.file:
            return
        packs = Publication.objects.filter(meeting=self.meeting_id, kind=PublicationKind.PACK)
        packs = packs.filter(content__contains=str(self.key), replaced_by=None)
        for publication in packs.select_for_update(of=("self",)).order_by("pk"):
            publication.redacted(by=by, reason=reason)


class PackDraftQuerySet(BoardQuerySet):
    """Drafts of packs."""

    def to_make(self, now: dt.datetime) -> Self:
        """Those that are not of the record as it is, and that no worker is at."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
        stale = Q(made_of="") | ~Q(made_of=F("wanted"))
        return self.filter(free & stale, try_after__lte=now).order_by("asked_at", "pk")


class PackDraft(MadeOfRecord):
    """The draft of a meeting's pack in one edition, made in the background.

    ``wanted`` is the hash of the data that the record holds now, ``made_of`` that of the data the
    stored file was printed from: where they differ, the draft is owed. One row per meeting and
    edition, so requests for the same pack fall together.
    """

    board_lookup: ClassVar[str] = "meeting__board"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="pack_drafts")
    edition = models.CharField(max_length=10, choices=EditionChoice)
    wanted = models.CharField(max_length=64)
    made_of = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    try_after = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)

    objects: ClassVar = PackDraftQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting", "edition"), name="packdraft_once"),
            one_of("edition", EditionChoice, name="packdraft_edition_known"),
        )

    def __str__(self) -> str:
        return f"{self.get_edition_display()} for {self.meeting_id}"

    @property
    def is_ready(self) -> bool:
        """Whether the stored file is of the record as it is."""
        return bool(self.made_of) and self.made_of == self.wanted

    @classmethod
    def let_go(cls, board: Board) -> None:
        """Delete the board's files; a worker that is at a draft has lost its lease."""
        drafts = cls.objects.filter(meeting__board=board)
        drafts.update(made_of="", made_at=None, leased_until=None, try_after=timezone.now())
        PackDraftFile.objects.filter(draft__meeting__board=board).delete()


class PackDraftFile(models.Model):
    """The bytes of a draft, in a table of their own."""

    draft = models.OneToOneField(
        PackDraft, on_delete=models.CASCADE, primary_key=True, related_name="file"
    )
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"File of draft {self.draft_id}"


class PackSignature(BoardRecord):
    """That the chair read a pack and signed it off: what she read is in its hash."""

    board_lookup: ClassVar[str] = "meeting__board"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="signatures")
    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="signature")
    read_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("meeting",),
                condition=Q(taken_back_at__isnull=True),
                name="packsignature_one_standing",
            ),
        )

    def __str__(self) -> str:
        return f"Signed off for {self.meeting_id}"


class PackMail(OwedMail):
    """The e-mail by which one person is sent a pack: a link, no attachment of it."""

    board_lookup: ClassVar[str] = "publication__board"

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="mails")

    class Meta:
        ordering = ("queued_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("publication", "user"), name="packmail_once"),
        )

    def __str__(self) -> str:
        return f"Mail of publication {self.publication_id}"

    def message(self) -> EmailMessage | None:
        """A link to what was sent; None where she may not read it any more."""
        return pack_message(self)

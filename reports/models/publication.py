"""Documents that were issued: their data and their bytes, for ever as they were."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Board, FrozenRecord, Meeting, Plan, PlanVersion
from plans.models.scoping import BoardQuerySet, one_of
from plans.redaction.words import REASON_BEGINS


class PublicationKind(models.TextChoices):
    """What sort of document it is."""

    PACK = "pack", "Board pack"
    VERSION = "version", "Plan"
    PARTNERS = "partners", "Questions to partners"


class EditionChoice(models.TextChoices):
    """For whom a document is made."""

    MEMBERS = "members", "Members’ edition"
    PUBLIC = "public", "Public edition"


class PublicationQuerySet(BoardQuerySet):
    """Publications."""

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def sent(self) -> Self:
        """Those that stand, and those whose redacted edition is still to come."""
        owed = Q(withdrawn_reason__startswith=REASON_BEGINS, replaced_by=None)
        return self.filter(Q(withdrawn_at__isnull=True) | owed)


class Publication(FrozenRecord):
    """A document that was issued. ``content`` holds the data that it was printed from."""

    board_lookup: ClassVar[str] = "board"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="publications")
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="publications"
    )
    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="publications"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="publications"
    )
    kind = models.CharField(max_length=10, choices=PublicationKind)
    edition = models.CharField(max_length=10, choices=EditionChoice)
    title = models.CharField(max_length=300)
    handling = models.CharField(
        max_length=80, blank=True, help_text="The marking that each page of it carries."
    )
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    file_sha256 = models.CharField(max_length=64, editable=False)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True)

    objects: ClassVar = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("-issued_at", "-pk")
        constraints = (
            one_of("kind", PublicationKind, name="publication_kind_known"),
            one_of("edition", EditionChoice, name="publication_edition_known"),
            models.UniqueConstraint(
                fields=("meeting", "edition"),
                condition=Q(kind="pack", withdrawn_at__isnull=True),
                name="publication_one_pack",
            ),
            models.UniqueConstraint(
                fields=("version", "edition"),
                condition=Q(kind="version", withdrawn_at__isnull=True),
                name="publication_one_per_version",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="publication_withdrawn_has_reason",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_owed_anew(self) -> bool:
        """Whether a redaction withdrew it and its redacted edition is still to come."""
        is_redacted = self.withdrawn_reason.startswith(REASON_BEGINS)
        return is_redacted and not self.replaced_by.exists()

    def latest(self) -> Publication:
        """What stands in its place: itself, or the last of the editions that replaced it."""
        publication = self
        while replacement := publication.replaced_by.defer("content").order_by("-pk").first():
            publication = replacement
        return publication

    def redacted(self, *, by: User, reason: str) -> None:
        """Withdraw it and let go of its bytes, which hold the words; a redacted edition follows.

        Printed once the redaction is committed, for that takes seconds; what a crash leaves owed
        is found by ``reports.publishing.replacements_owed``. What is being printed for an earlier
        redaction meanwhile is not stored, for it goes by the row's revision.
        """
        from reports.publishing import replace_after_commit  # noqa: PLC0415 - it needs this model

        PublicationFile.objects.filter(publication=self).delete()
        if self.withdrawn_at is None:
            self.withdrawn_at = timezone.now()
            self.withdrawn_by = by
            self.withdrawn_reason = reason
            self.record(by=by, reason=reason)
            replace_after_commit(self, by=by)
        elif not self.replaced_by.exists():
            self.record(by=by, reason=reason)


class PublicationFile(models.Model):
    """The bytes of a publication, in a table of their own: no list ever reads them."""

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, primary_key=True, related_name="file"
    )
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"File of publication {self.publication_id}"

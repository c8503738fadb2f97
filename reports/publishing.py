"""Documents that are issued: stored whole with their hashes, and read back as they were."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from copy import copy
from typing import Any

from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Board, Meeting, NotAsFrozen, Plan, PlanVersion
from plans.redaction.words import REASON_BEGINS
from plans.services.memberships import board_locked
from reports.models import EditionChoice, Publication, PublicationFile, PublicationKind
from reports.pack_again import pack_pdf_again
from reports.version_pdf import version_pdf

logger = logging.getLogger(__name__)


@transaction.atomic
def publication_store(
    *,
    board: Board,
    kind: PublicationKind,
    edition: EditionChoice,
    title: str,
    data: Any,
    pdf: bytes,
    by: User | None,
    plan: Plan | None = None,
    version: PlanVersion | None = None,
    meeting: Meeting | None = None,
    handling: str = "",
    replaces: Publication | None = None,
) -> Publication:
    """Store a document that is issued now: its data, its bytes, and the hashes of both.

    ``data`` are the JSON values that ``pdf`` was printed from. Whoever prints does so before the
    transaction begins: printing takes seconds.
    """
    publication = Publication(
        board=board,
        kind=kind,
        edition=edition,
        title=title,
        plan=plan,
        version=version,
        meeting=meeting,
        handling=handling,
        issued_at=timezone.now(),
        issued_by=by,
        file_sha256=hashlib.sha256(pdf).hexdigest(),
        replaces=replaces,
    )
    publication.freeze(data)
    publication.record(by=by, reason="Issued")
    PublicationFile.objects.create(publication=publication, data=pdf)
    return publication


def publication_bytes(publication: Publication) -> bytes:
    """The file as it was issued.

    Raises PublicationFile.DoesNotExist for a publication that a redaction withdrew: its bytes are
    gone. NotAsFrozen where the bytes are others than those that were stored.
    """
    data = bytes(PublicationFile.objects.get(publication=publication).data)
    if hashlib.sha256(data).hexdigest() != publication.file_sha256:
        raise NotAsFrozen(
            f"What is stored of publication {publication.pk} is not what was issued: its hash "
            "differs. Restore it from a backup."
        )
    return data


class CannotPrint(Exception):
    """Nobody said how this kind of publication is printed from its data."""


PRINTERS: dict[str, Callable[[Any], bytes]] = {
    PublicationKind.PACK: pack_pdf_again,
    PublicationKind.VERSION: version_pdf,
}
"""How each kind is printed from the data that is stored with it."""


def publication_print(publication: Publication) -> bytes:
    """The file anew, from the data that is stored. Raises CannotPrint for an unknown kind."""
    if publication.kind not in PRINTERS:
        raise CannotPrint(f"A {publication.get_kind_display().lower()} cannot be printed anew.")
    return PRINTERS[publication.kind](publication.thawed())


def replace_redacted(publication: Publication, *, by: User | None) -> Publication | None:
    """Issue the redacted edition of a publication that a redaction withdrew, for its reason.

    Printed from its data, out of which the words are gone. None where it was replaced already, or
    was redacted once more while it was printed: what was printed is thrown away, the edition stays
    owed. Prints before it writes; the transaction is its own.
    """
    if publication.replaced_by.exists():
        return None
    data = {**publication.thawed(), "redacted_on": timezone.localdate().isoformat()}
    ready = copy(publication)
    ready.freeze(data)
    pdf = publication_print(ready)
    with transaction.atomic():
        board_locked(publication.board)  # as a redaction does: it is over, or begins later
        as_read = Publication.objects.filter(pk=publication.pk, revision=publication.revision)
        if publication.replaced_by.exists() or not as_read.exists():
            return None
        return publication_store(
            board=publication.board,
            kind=PublicationKind(publication.kind),
            edition=EditionChoice(publication.edition),
            title=publication.title,
            data=data,
            pdf=pdf,
            plan=publication.plan,
            version=publication.version,
            meeting=publication.meeting,
            handling=publication.handling,
            replaces=publication,
            by=by,
        )


def replace_after_commit(publication: Publication, *, by: User) -> None:
    """Have the redacted edition made once the redaction is stored.

    Where that fails the redaction stands all the same, and the edition stays owed.
    """

    def replace() -> None:
        try:
            publication.refresh_from_db()  # one redaction may reach it by several rows
            replace_redacted(publication, by=by)
        except Exception:
            logger.exception("Publication %s was not replaced after a redaction", publication.pk)

    transaction.on_commit(replace)


def replacements_owed() -> list[Publication]:
    """The publications that a redaction withdrew and nothing replaced so far."""
    owed = Publication.objects.filter(
        withdrawn_reason__startswith=REASON_BEGINS, replaced_by=None, file=None
    )
    return list(owed.select_related("withdrawn_by").order_by("pk"))


def replacements_make() -> int:
    """Make every redacted edition that is owed, for the worker; how many were made."""
    count = 0
    for each in replacements_owed():
        try:
            count += replace_redacted(each, by=each.withdrawn_by) is not None
        except Exception:
            # One that cannot be printed keeps no other back; it is tried again.
            logger.exception("Publication %s was not replaced after a redaction", each.pk)
    return count

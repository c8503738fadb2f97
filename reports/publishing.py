"""Documents that are issued: stored whole with their hashes, and read back as they were."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Board, Meeting, NotAsFrozen, Plan, PlanVersion
from reports.models import EditionChoice, Publication, PublicationFile, PublicationKind


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

"""What was issued, and what is being made for it."""

from reports.models.pack import PackDraft, PackDraftFile, PackMail, PackSignature, Paper
from reports.models.publication import (
    EditionChoice,
    Publication,
    PublicationFile,
    PublicationKind,
)

__all__ = [
    "EditionChoice",
    "PackDraft",
    "PackDraftFile",
    "PackMail",
    "PackSignature",
    "Paper",
    "Publication",
    "PublicationFile",
    "PublicationKind",
]

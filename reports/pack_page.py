"""A meeting's pack as a page: the same content as the PDF, from the same data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from plans.access import Access, Permission
from plans.models import Meeting, PlanLock
from priorities.document import Action, Layout, PlanDocument, Priority
from priorities.models import Action as ActionRow
from priorities.plan_page import ActionLine, ObjectivePart, PriorityPart
from priorities.rating import standing
from priorities.wording import evidence_words, milestone_words
from reports.models import EditionChoice, PackDraft, Paper, Publication
from reports.pack import Standing, pack_context
from reports.pack_data import PackData
from reports.pack_forms import SendForm, SignForm
from reports.pack_sources import PackSources
from reports.pack_stamp import plan_of
from reports.services.packs import pack_ask, pack_standing, standing_signature
from reports.services.sending import sent_packs

SECONDS = 15
"""What a pack usually takes at most until somebody has made it."""


@dataclass(frozen=True, slots=True)
class TwinPlan:
    """The plan of a pack, as the plan's own tables draw it."""

    document: PlanDocument
    layout: Layout
    parts: tuple[PriorityPart, ...]


def asked_edition(access: Access, wanted: str) -> EditionChoice:
    """The edition a person asked for, else the best she may read. Raises PermissionDenied."""
    if wanted == EditionChoice.PUBLIC or not (
        wanted or access.allows(Permission.READ_MEMBERS_EDITION)
    ):
        return EditionChoice.PUBLIC
    access.require(Permission.READ_MEMBERS_EDITION)
    return EditionChoice.MEMBERS


def pack_page(access: Access, meeting: Meeting, edition: EditionChoice) -> dict[str, Any]:
    """The context of the pack's page: what was sent, or what is being made."""
    sent = sent_packs(meeting)
    context: dict[str, Any] = {
        "meeting_row": meeting,
        "edition_code": edition.value,
        "reads_members": access.allows(Permission.READ_MEMBERS_EDITION),
        "may_issue": access.allows(Permission.ISSUE),
        "may_manage": access.allows(Permission.EDIT_PLAN),
        "may_sign": access.allows(Permission.SIGN_OFF),
        "papers": _papers(access, meeting, edition),
    }
    if edition in sent:
        publication = Publication.objects.visible_to(access).get(pk=sent[edition].pk)
        data = PackData.from_json(publication.thawed())
        return context | twin(access, data, Standing(draft="")) | {"sent": sent[edition]}
    plan = plan_of(meeting)
    if plan is None:
        return context | {"has_no_plan": True}
    sources = PackSources(meeting, plan, access.today)
    data = sources.data(edition)
    standing_ = pack_standing(sources)
    context |= twin(access, data, standing_) | _steps(access, sources)
    return context | {"plan": plan, "draft": pack_ask(meeting=meeting, edition=edition)}


def _papers(access: Access, meeting: Meeting, edition: EditionChoice) -> list[Paper]:
    papers = Paper.objects.visible_to(access).filter(meeting=meeting).in_pack()
    papers = papers.select_related("agency")
    return list(papers.filter(is_public=True) if edition == EditionChoice.PUBLIC else papers)


def _steps(access: Access, sources: PackSources) -> dict[str, Any]:
    """How far the pack has come: locked, signed; and the forms of the next step."""
    lock, signature = sources.lock, standing_signature(sources.meeting)
    sha256 = sources.members.sha256
    is_signed = bool(lock and signature and signature.read_sha256 == sha256)
    return {
        "lock": lock,
        "signature": signature if is_signed else None,
        "stale_signature": signature if lock and signature and not is_signed else None,
        "is_signer": bool(signature and signature.signed_by_id == access.user.pk),
        "sign_form": sign_form(sources.members, lock) if lock and not is_signed else None,
        "send_form": SendForm(),
    }


def sign_form(data: PackData, lock: PlanLock) -> SignForm:
    """The form by which this pack, and no other, is signed off."""
    return SignForm(initial=SignForm.of(data.sha256, data.parts, lock.pk))


def twin(access: Access, data: PackData, standing_: Standing) -> dict[str, Any]:
    """What the HTML twin is drawn with: the numbers of the PDF."""
    return pack_context(data, standing_) | {"page": twin_plan(access, data)}


def twin_plan(access: Access, data: PackData) -> TwinPlan:
    """The plan in the columns of the PDF, each action leading to its page."""
    # Imported late: it would be a circle, for the table of a PDF knows packs.
    from reports.plan_table import progress_columns  # noqa: PLC0415

    rows = ActionRow.objects.visible_to(access).values_list("key", "pk")
    ids = {str(key): pk for key, pk in rows}
    layout = replace(data.document.layout, columns=progress_columns(data.document.layout))
    return TwinPlan(data.document, layout, tuple(_parts(data, ids)))


def _parts(data: PackData, ids: dict[str, int]) -> Iterator[PriorityPart]:
    def line(action: Action) -> ActionLine:
        stands = standing(action, data.document, data.as_at)
        return ActionLine(
            action,
            ids.get(action.key or "", 0),
            replace(stands, disagreement=None) if data.is_public else stands,
            is_own=False,
            milestones=tuple(map(milestone_words, action.milestones)),
            evidence=tuple(map(evidence_words, action.evidence)),
        )

    def part(priority: Priority) -> PriorityPart:
        objectives = (
            ObjectivePart(objective, tuple(map(line, objective.actions)))
            for objective in priority.objectives
        )
        return PriorityPart(priority, tuple(objectives))

    yield from map(part, data.document.priorities)


def is_waiting(draft: PackDraft) -> bool:
    """Whether the page asks again for it after a while."""
    return not draft.is_ready

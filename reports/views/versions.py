"""The versions of a plan: listed, opened as they looked, taken away as they were."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from boardplan.audit.events import EventKind, record_event
from plans.access import Access, Permission, board_access
from plans.models import NotAsFrozen, Plan, PlanVersion
from plans.pages import board_page
from priorities.plan_page import action_ids, frozen_page
from priorities.services.versions import frozen_plan
from reports.exports.excel_cells import TooLongForExcel
from reports.exports.formats import FORMATS
from reports.models import Publication
from reports.publishing import publication_bytes
from reports.version_pdf import version_data, version_pdf
from reports.versions_page import redactions_of, versions_page


@require_safe
def version_list(
    request: HttpRequest, board_slug: str, plan_slug: str | None = None
) -> HttpResponse:
    """The plan's versions, locked drafts and approvals, and what can be done about them."""
    access = board_access(request, board_slug)
    plan = find_plan(access, plan_slug)
    if plan is None:
        return no_plan(request, access)
    may_issue = access.allows(Permission.ISSUE)
    page = versions_page(plan, access)
    context = board_page(access, "plan", plan=plan, page=page, may_issue=may_issue)
    return render(request, "reports/version_list.html", context)


@require_safe
def version_detail(
    request: HttpRequest, board_slug: str, number: int, plan_slug: str | None = None
) -> HttpResponse:
    """A version as the plan's page looked when it was issued."""
    access = board_access(request, board_slug)
    version = find_version(access, plan_slug, number)
    try:
        document = frozen_plan(version)
    except NotAsFrozen as reason:
        return unreadable(request, access, version, reason)
    context = board_page(
        access,
        "plan",
        plan=version.plan,
        version=version,
        page=frozen_page(document, action_ids(version.plan), version.as_at),
        redactions=redactions_of(version),
        formats=list(FORMATS.values()),
    )
    return render(request, "reports/version_detail.html", context)


@require_safe
def version_export(
    request: HttpRequest, board_slug: str, number: int, plan_slug: str | None = None
) -> HttpResponse:
    """A version as a file, exactly as it was; without a known form, its page."""
    access = board_access(request, board_slug)
    version = find_version(access, plan_slug, number)
    kind = FORMATS.get(request.GET.get("format", ""))
    if kind is None:
        return redirect(version)
    try:
        content = kind.make(frozen_plan(version), version.as_at)
    except (NotAsFrozen, TooLongForExcel) as reason:
        return unreadable(request, access, version, reason)
    return _file(access, version, content, kind.content_type, kind.code)


@require_safe
def version_document(
    request: HttpRequest, board_slug: str, number: int, plan_slug: str | None = None
) -> HttpResponse:
    """The PDF that was issued with the version, byte for byte.

    A version that came without one, as those of a demonstration, is printed from what is kept.
    """
    access = board_access(request, board_slug, Permission.READ_PUBLIC_EDITION)
    version = find_version(access, plan_slug, number)
    issued = Publication.objects.visible_to(access).standing().filter(version=version).first()
    try:
        content = publication_bytes(issued) if issued else _printed(version)
    except NotAsFrozen as reason:
        return unreadable(request, access, version, reason)
    return _file(access, version, content, "application/pdf", "pdf")


def find_plan(access: Access, plan_slug: str | None) -> Plan | None:
    """The plan with this slug (else 404); without one the current business plan, if any."""
    if plan_slug is not None:
        plan: Plan = access.get(Plan.objects.whole(), slug=plan_slug)
        return plan
    found: Plan | None = Plan.objects.visible_to(access).current().first()
    return found


def find_version(access: Access, plan_slug: str | None, number: int) -> PlanVersion:
    """The plan's version of this number. Raises Http404."""
    plan = find_plan(access, plan_slug)
    if plan is None:
        raise Http404("There is no current plan.")
    versions = PlanVersion.objects.select_related(
        "lock", "plan__board", "plan__layout", "issued_by", "meeting__group"
    )
    found: PlanVersion = access.get(versions.defer("lock__content"), plan=plan, number=number)
    return found


def no_plan(request: HttpRequest, access: Access) -> HttpResponse:
    """What is shown where the board has no plan yet."""
    return render(request, "priorities/plan_none.html", board_page(access, "plan"))


def unreadable(
    request: HttpRequest, access: Access, version: PlanVersion, reason: Exception
) -> HttpResponse:
    """Say that what is stored cannot be given out, and why."""
    context: dict[str, Any] = board_page(
        access, "plan", plan=version.plan, version=version, reason=reason
    )
    return render(request, "reports/version_unreadable.html", context, status=500)


def _printed(version: PlanVersion) -> bytes:
    data = version_data(
        frozen_plan(version),
        number=version.number,
        label=version.label,
        dated_on=version.dated_on,
        as_at=version.as_at,
    )
    return version_pdf(data)


def _file(
    access: Access, version: PlanVersion, content: bytes, content_type: str, ending: str
) -> HttpResponse:
    record_event(EventKind.EXPORTED, board=access.board.slug, version=version.pk, form=ending)
    name = f"{access.board.slug}-{version.plan.slug}-version-{version.number}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)

"""The steps of a plan's versions: locked for a meeting, reopened, issued, approved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boardplan.audit.forms import OnceForm
from plans.access import Access, Permission, board_access
from plans.models import Approval, NotAsFrozen, Plan, PlanLock
from plans.pages import board_page
from plans.storing import store
from priorities.services.steps import WrongStep
from priorities.services.versions import approval_add, approval_take_back, plan_lock, plan_reopen
from reports.issuing import PrintedVersion, version_print, version_publish
from reports.services.papers import refuse_if_sent
from reports.version_forms import ApprovalForm, IssueForm, LockForm, ReasonForm

METHODS = ["GET", "HEAD", "POST"]
Write = Callable[[], str]


@require_http_methods(METHODS)
def version_add(request: HttpRequest, board_slug: str, plan_slug: str) -> HttpResponse:
    """Issue the plan's next version, with its PDF."""
    access = board_access(request, board_slug, Permission.ISSUE)
    plan = access.get(Plan.objects.whole(), slug=plan_slug)
    form = IssueForm(request.POST or None, plan=plan, access=access)
    printed = _printed(request, plan, form)

    def write() -> str:
        assert printed is not None  # noqa: S101 - a form that is valid was printed
        given = {name: form.cleaned_data[name] for name in ("note", "meeting")}
        version = version_publish(plan=plan, printed=printed, by=access.user, **given)
        return f"{version} is issued. It opens like this for ever."

    template = "reports/version_issue.html"
    return _step(request, access, plan, form, write, template)


@require_http_methods(METHODS)
def lock_add(request: HttpRequest, board_slug: str, plan_slug: str) -> HttpResponse:
    """Fix the draft of the plan for a meeting."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    plan = access.get(Plan.objects.whole(), slug=plan_slug)
    form = LockForm(request.POST or None, access=access, wanted=request.GET.get("meeting", ""))

    def write() -> str:
        lock = plan_lock(plan=plan, meeting=form.cleaned_data["meeting"], by=access.user)
        return f"{lock} is locked. Updates accepted from now on wait for the next meeting."

    def pack() -> str:
        meeting = form.cleaned_data["meeting"]
        return reverse("reports:meeting-pack", args=[board_slug, meeting.pk])

    return _step(request, access, plan, form, write, "reports/lock_form.html", onto=pack)


@require_http_methods(METHODS)
def lock_reopen(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Let a locked draft follow the record again, with a reason."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    locks = PlanLock.objects.select_related("plan__board", "plan__layout", "meeting__group")
    lock = access.get(locks, pk=pk)
    form = ReasonForm(request.POST or None, revision=lock.revision)

    def write() -> str:
        refuse_if_sent(lock.meeting)
        plan_reopen(lock=lock, reason=form.cleaned_data["reason"], by=access.user)
        return f"{lock} is reopened. The pack follows the record again."

    return _step(request, access, lock.plan, form, write, "reports/lock_reopen.html", lock=lock)


@require_http_methods(METHODS)
def approval_new(request: HttpRequest, board_slug: str, plan_slug: str) -> HttpResponse:
    """Put on record that a body approved a draft."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    plan = access.get(Plan.objects.whole(), slug=plan_slug)
    form = ApprovalForm(request.POST or None, plan=plan, access=access)
    names = ("draft_number", "body", "meeting", "approved_on", "outcome", "version")

    def write() -> str:
        given = {name: form.cleaned_data[name] for name in names}
        approval_add(plan=plan, by=access.user, **given)
        return "The approval is on record."

    return _step(request, access, plan, form, write, "reports/approval_form.html")


@require_http_methods(METHODS)
def approval_back(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Take an approval back that was not so; a right one is a new row."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    rows = Approval.objects.select_related("plan__board", "plan__layout", "meeting__group")
    approval = access.get(rows, pk=pk)
    form = ReasonForm(request.POST or None, revision=approval.revision)

    def write() -> str:
        reason = form.cleaned_data["reason"]
        approval_take_back(approval=approval, reason=reason, by=access.user)
        return "The approval is taken back. Add the right one, if there is one."

    template = "reports/approval_back.html"
    return _step(request, access, approval.plan, form, write, template, approval=approval)


def _printed(request: HttpRequest, plan: Plan, form: IssueForm) -> PrintedVersion | None:
    """The version on paper, made before any transaction begins; None where there is none to issue.

    A form that was stored before is not printed again.
    """
    if not form.is_bound or form.stored_at(request.path) or not form.is_valid():
        return None
    given = {name: form.cleaned_data[name] for name in ("number", "label", "dated_on", "lock")}
    try:
        return version_print(plan=plan, **given)
    except NotAsFrozen as reason:
        form.add_error("lock", str(reason))
        return None


def _step(
    request: HttpRequest,
    access: Access,
    plan: Plan,
    form: OnceForm,
    write: Write,
    template: str,
    *,
    onto: Callable[[], str] | None = None,
    **context: Any,
) -> HttpResponse:
    """Do the step once and say so on the page of versions, or where ``onto`` leads; else show its
    form, again.
    """
    back = reverse("reports:version-list", args=[access.board.slug, plan.slug])

    def told() -> str:
        try:
            messages.success(request, write())
        except WrongStep as late:
            raise ValidationError(str(late)) from late
        return onto() if onto else back

    response = store(request, access, form, write=told, location=back)
    if response is not None:
        return response
    page = board_page(access, "plan", plan=plan, form=form, back=back, **context)
    return render(request, template, page)

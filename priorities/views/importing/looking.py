"""The last steps of an import: what was found, what would change, and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from boardplan.audit.forms import OnceForm
from plans.access import Access, Permission, board_access
from plans.pages import board_page
from plans.storing import STORED_BEFORE, store
from priorities.change_words import wording
from priorities.document import PlanDocument
from priorities.forms.importing import ApplyForm, ColumnsForm
from priorities.import_page import (
    counts_of,
    found_words,
    grouped,
    leaving_words,
    told_findings,
)
from priorities.models import ImportStatus, PlanImport
from priorities.services.importing import deciding
from priorities.services.importing.preview import Preview, known_leads, unknown_leads
from priorities.services.steps import WrongStep

APPLIED = (
    "{} is in the plan. "
    '<a class="govuk-link" href="{}">The page of this import</a> lets you undo it.'
)


@require_http_methods(["GET", "HEAD", "POST"])
def import_detail(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """What was found: counts, columns to put right, findings to look at."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    found = access.get(PlanImport.objects.select_related("plan__board", "board"), pk=pk)
    document = deciding.import_document(found)
    if document is None:
        return _decided(request, access, found)
    years = None if found.plan_id else (document.plan.period_start, document.plan.period_end)
    form = ColumnsForm(request.POST or None, columns=found.source.columns, years=years)
    if request.method == "POST" and form.is_valid():
        _read_again(request, access, found, form)
        return redirect("priorities:import-detail", board_slug, pk)
    told = {"findings": found_words(document), "lacks_years": years is not None and None in years}
    context = _about(access, found, document, form=form, **told)
    return render(request, "priorities/import_detail.html", context)


def _read_again(request: HttpRequest, access: Access, found: PlanImport, form: ColumnsForm) -> None:
    try:
        deciding.import_read(
            plan_import=found, assigned=form.assigned, period=form.period, by=access.user
        )
        messages.success(request, "The file was read again.")
    except WrongStep as reason:
        messages.warning(request, str(reason))


@require_http_methods(["GET", "HEAD", "POST"])
def import_preview(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """What would change in the plan, the questions still open, and the button that applies it."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    found = access.get(PlanImport.objects.select_related("plan__board", "board"), pk=pk)
    document = deciding.import_document(found)
    if document is None:
        return _decided(request, access, found)
    seen = deciding.first_look(found, document)
    form = _apply_form(request, found, document, seen)
    try:
        response = _applied(request, access, found, form)
    except WrongStep as reason:
        messages.warning(request, str(reason))
        return redirect("priorities:import-detail", board_slug, pk)
    groups = grouped(seen.changes, wording(seen.current)) if seen else ()
    context = _about(access, found, document, form=form, groups=groups, is_new=seen is None)
    return response or render(request, "priorities/import_preview.html", context)


def _about(
    access: Access, found: PlanImport, document: PlanDocument, **context: Any
) -> dict[str, Any]:
    """What both pages of a file that was read show of it."""
    other, counts = deciding.names_other_board(document), counts_of(document)
    told = {"plan_import": found, "document": document, "counts": counts, "other_board": other}
    return board_page(access, "plan", **told, **context)


def _apply_form(
    request: HttpRequest, found: PlanImport, document: PlanDocument, seen: Preview | None
) -> ApplyForm:
    return ApplyForm(
        request.POST or None,
        unsure=unknown_leads(found.board, document),
        known=known_leads(found.board),
        leaving=_may_leave(seen) if seen else (),
        other_board=deciding.names_other_board(document),
        seen=deciding.mark_of(found, seen),
        revision=found.revision,
    )


def _may_leave(seen: Preview) -> list[tuple[str, str]]:
    """What the file no longer has, each by its key: “Objective 1.2: Kept up, with 3 actions”."""
    words, below = wording(seen.current), seen.below
    return [(c.key or "", leaving_words(c, words, below)) for c in seen.missing]


def _applied(
    request: HttpRequest, access: Access, found: PlanImport, form: ApplyForm
) -> HttpResponse | None:
    """Apply what the form says; None where it has to be shown. Raises WrongStep."""

    here = reverse("priorities:import-detail", args=[access.board.slug, found.pk])

    def write() -> str:
        done = deciding.import_apply(
            plan_import=found,
            answers=form.answers(),
            by=access.user,
            seen=form.cleaned_data["seen"],
        )
        messages.success(request, format_html(APPLIED, found.file_name, here))
        return done.plan.get_absolute_url() if done.plan else "/"

    return store(request, access, form, write=write, location=here)


def _decided(request: HttpRequest, access: Access, found: PlanImport) -> HttpResponse:
    """What became of an import; one that was not read yet is read first."""
    if found.status == ImportStatus.READ:
        return redirect("priorities:import-reading", access.board.slug, found.pk)
    if request.method == "POST":
        if OnceForm(request.POST).stored_at(request.path):
            messages.info(request, STORED_BEFORE)
        else:
            messages.warning(request, deciding.decided_words(found))
        return redirect("priorities:import-detail", access.board.slug, found.pk)
    context = board_page(access, "plan", plan_import=found, findings=told_findings(found.findings))
    return render(request, "priorities/import_decided.html", context)

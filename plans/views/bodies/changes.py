"""Groups, agencies and leads added, renamed, merged, and apart again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from plans.access import Permission, board_access
from plans.bodies import twins
from plans.forms.bodies import (
    AddAgencyForm,
    AddForm,
    AddGroupForm,
    AddLeadForm,
    MergeForm,
    RenameForm,
    WhyForm,
)
from plans.models import Agency, Group, GroupKind, Lead, LeadKind
from plans.pages import board_page
from plans.services.bodies import AnyBody, body_add
from plans.services.merging import ONLY_POSTS, body_merge, merger_undo, stays_merged
from plans.services.renaming import body_rename, renamed_with, why_not_renamed
from plans.storing import store
from plans.views.bodies.pages import METHODS, TITLES, bodies, body_page, list_of, page_of, stored

FORMS: dict[type[AnyBody], type[AddForm]] = {
    Group: AddGroupForm,
    Agency: AddAgencyForm,
    Lead: AddLeadForm,
}

MERGED = (
    "“{}” is merged into “{}”. "
    '<a class="govuk-link" href="{}">The page of “{}”</a> lets you undo this.'
)


@require_http_methods(METHODS)
def add(request: HttpRequest, board_slug: str, model: type[AnyBody]) -> HttpResponse:
    """Put a new one on the board's list."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    form = FORMS[model](request.POST or None, access=access)
    back = list_of(model, access.board)

    def write() -> str:
        body: Any = form.body()
        body_add(body=body, by=access.user, is_lead=form.leads)
        messages.success(request, f"“{body}” is on the list.")
        return page_of(body)

    if response := store(request, access, form, write=write, location=back):
        return response
    words = {"kind": model._meta.verbose_name, "title": TITLES[model], "back": back}
    return render(request, "plans/body_add.html", board_page(access, "people", form=form, **words))


@require_http_methods(METHODS)
def rename(request: HttpRequest, board_slug: str, pk: int, model: type[AnyBody]) -> HttpResponse:
    """Give one a new name; the old one is kept."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    body = access.get(bodies(model), pk=pk)
    if request.method != "POST" and (refusal := why_not_renamed(body)):
        return _sent_back(request, renamed_with(body) or body, refusal)
    form = RenameForm(request.POST or None, body=body)

    def write() -> str:
        name, revision, why = (form.cleaned_data[key] for key in ("name", "revision", "why"))
        body_rename(body=body, name=name, revision=revision, by=access.user, reason=why)
        messages.success(
            request, f"It is called “{name}” now. “{body}” is kept as an earlier name."
        )
        return page_of(body)

    return stored(request, access, form, body, write) or body_page(
        request, access, "rename", body, form=form
    )


@require_http_methods(METHODS)
def merge(request: HttpRequest, board_slug: str, pk: int, model: type[AnyBody]) -> HttpResponse:
    """Merge one into another one of its kind."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    body = access.get(bodies(model), pk=pk)
    if refusal := _not_to_merge(body):
        return _sent_back(request, body, refusal)
    form = MergeForm(request.POST or None, body=body, access=access)

    def write() -> str:
        into, revision, why = (form.cleaned_data[key] for key in ("into", "revision", "why"))
        words: Any = {"body": body, "into": into}
        body_merge(**words, revision=revision, by=access.user, today=access.today, reason=why)
        messages.success(request, format_html(MERGED, body, into, page_of(body), body))
        return page_of(into)

    return stored(request, access, form, body, write) or body_page(
        request, access, "merge", body, form=form
    )


@require_http_methods(METHODS)
def merge_undo(
    request: HttpRequest, board_slug: str, pk: int, model: type[AnyBody]
) -> HttpResponse:
    """Let one that was merged stand for itself again."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    body = access.get(bodies(model), pk=pk)
    refusal = stays_merged(body)
    if request.method != "POST" and (refusal or not body.is_merged):
        refusal = refusal or f"“{body}” is not merged into another one."
        return _sent_back(request, body, refusal)
    form = WhyForm(request.POST or None, revision=body.revision)

    def write() -> str:
        revision, why = form.cleaned_data["revision"], form.cleaned_data["why"]
        merger_undo(body=body, revision=revision, by=access.user, reason=why)
        messages.success(request, f"“{body}” stands for itself again.")
        return page_of(body)

    return stored(request, access, form, body, write) or body_page(
        request, access, "merge_undo", body, form=form
    )


def _not_to_merge(body: AnyBody) -> str:
    if body.is_merged:
        return f"“{body}” was merged into “{body.merged_into}” already."
    if isinstance(body, Group) and body.kind == GroupKind.BOARD:
        return f"“{body}” is the board itself: others are merged into it, it into none."
    if not isinstance(body, Lead) or body.kind == LeadKind.POST:
        return ""
    return "" if twins(body).exists() else ONLY_POSTS


def _sent_back(request: HttpRequest, body: AnyBody, refusal: str) -> HttpResponse:
    messages.warning(request, refusal)
    return redirect(page_of(body))

"""A group is closed from a day on, and re-opened."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from boardplan.ui.uk_dates import date_words
from plans.access import Access, Permission, board_access
from plans.bodies import open_actions
from plans.forms.bodies import CloseForm, WhyForm
from plans.models import Group
from plans.services.closing import chairs_on, group_close, group_reopen, never_closes
from plans.views.bodies.pages import METHODS, bodies, body_page, page_of, stored


@require_http_methods(METHODS)
def close(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Close a group, once nothing is open in it."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    group: Group = access.get(bodies(Group), pk=pk)
    if request.method != "POST" and (refusal := never_closes(group)):
        messages.warning(request, refusal)
        return redirect(page_of(group))
    form = CloseForm(request.POST or None, group=group, today=access.today)

    def write() -> str:
        day, revision, why = (form.cleaned_data[key] for key in ("closes_on", "revision", "why"))
        group_close(group=group, closes_on=day, revision=revision, by=access.user, reason=why)
        messages.success(request, f"“{group}” is closed from {date_words(day)} on.")
        return page_of(group)

    return stored(request, access, form, group, write) or body_page(
        request, access, "close", group, form=form, **_in_the_way(group, access)
    )


@require_http_methods(METHODS)
def reopen(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Let a group go on that was closed, or was to be."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    group: Group = access.get(bodies(Group), pk=pk)
    if request.method != "POST" and group.closing is None:
        messages.warning(request, f"“{group}” is not closed.")
        return redirect(page_of(group))
    form = WhyForm(request.POST or None, revision=group.revision)

    def write() -> str:
        revision, why = form.cleaned_data["revision"], form.cleaned_data["why"]
        group_reopen(group=group, revision=revision, by=access.user, reason=why)
        messages.success(request, f"“{group}” is open.")
        return page_of(group)

    return stored(request, access, form, group, write) or body_page(
        request, access, "reopen", group, form=form
    )


def _in_the_way(group: Group, access: Access) -> dict[str, Any]:
    """What has to be done first: actions to complete, a chair to hand over."""
    actions, chairs = open_actions(group), chairs_on(group, access.today)
    has_no_day = bool(actions) or any(row.ends_on is None for row in chairs)
    return {
        "actions": actions,
        "chairs": chairs,
        "has_no_day": has_no_day,
        "hand_over": page_of(group, "chair"),
    }

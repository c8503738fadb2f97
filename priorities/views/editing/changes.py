"""Withdrawing, restoring and moving rows of the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from boardplan.audit.forms import OnceForm
from plans.access import Access, Permission, board_access
from plans.models import HouseLayout
from plans.pages import board_page
from priorities.forms.arranging import MoveForm, StepForm, WithdrawForm
from priorities.models import Action, Objective
from priorities.services import plan as services
from priorities.services.steps import WrongStep
from priorities.tree import (
    LEVELS,
    PARENTS,
    PLANS,
    Item,
    below,
    items,
    name_of,
    parent_of,
    plan_of,
    withdrawn_with,
    word_for,
    words_of,
)
from priorities.views.editing.storing import CHANGED, outline_of, page_of, store

METHODS = ["GET", "HEAD", "POST"]
MOVABLE = {Objective, Action}


@require_http_methods(METHODS)
def item_withdraw(
    request: HttpRequest, board_slug: str, pk: int, model: type[Item]
) -> HttpResponse:
    """Withdraw a row, and say why."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    item = access.get(items(model), pk=pk)
    form = WithdrawForm(request.POST or None, revision=item.revision)

    def write() -> str:
        count = services.item_withdraw(
            item=item,
            reason=form.cleaned_data["reason"],
            revision=form.cleaned_data["revision"],
            by=access.user,
            today=access.today,
        )
        messages.success(request, f"{name_of(item)} is withdrawn{_with(count)}.")
        return page_of(item)

    if form.is_valid() and (response := _stored(request, access, form, item, write)):
        return response
    live = [row for row in below(item) if not row.is_withdrawn]
    return _page(request, access, item, form, "withdraw", count_words(live, item))


@require_http_methods(METHODS)
def item_restore(request: HttpRequest, board_slug: str, pk: int, model: type[Item]) -> HttpResponse:
    """Bring a withdrawn row back, with what was withdrawn with it."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    item = access.get(items(model), pk=pk)
    form = OnceForm(request.POST or None, revision=item.revision)

    def write() -> str:
        count = services.item_restore(item=item, by=access.user)
        messages.success(request, f"{name_of(item)} is back in the plan{_with(count)}.")
        return page_of(item)

    if form.is_valid() and (response := _stored(request, access, form, item, write)):
        return response
    back = withdrawn_with(item) if item.is_withdrawn else ()
    return _page(request, access, item, form, "restore", count_words(back, item))

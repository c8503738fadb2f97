"""Withdrawing rows of the plan, and bringing them back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from boardplan.audit.forms import OnceForm
from plans.access import Access, Permission, board_access
from plans.pages import board_page
from priorities.forms.arranging import WithdrawForm
from priorities.services import plan as services
from priorities.tree import (
    Item,
    below,
    items,
    name_of,
    plan_of,
    title_of,
    withdrawn_with,
    word_for,
)
from priorities.views.editing.storing import CHANGED, page_of, page_words, store

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def item_withdraw(
    request: HttpRequest, board_slug: str, pk: int, model: type[Item]
) -> HttpResponse:
    """Withdraw a row, and say why."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    item = access.get(items(model), pk=pk)
    form = WithdrawForm(request.POST or None, revision=item.revision)

    def write() -> str:
        words = {name: form.cleaned_data[name] for name in ("reason", "revision")}
        count = services.item_withdraw(item=item, **words, by=access.user, today=access.today)
        messages.success(request, f"{name_of(item)} is withdrawn{_with(count)}.")
        return page_of(item)

    if response := _stored(request, access, form, item, write):
        return response
    live = [row for row in below(item) if not row.is_withdrawn]
    return _page(request, access, item, form, "withdraw", _count_words(live, item))


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

    if response := _stored(request, access, form, item, write):
        return response
    back = withdrawn_with(item) if item.is_withdrawn else ()
    return _page(request, access, item, form, "restore", _count_words(back, item))


def _stored(
    request: HttpRequest, access: Access, form: OnceForm, item: Item, write: Callable[[], str]
) -> HttpResponse | None:
    def redraw() -> None:
        item.refresh_from_db()
        form.add_error(None, CHANGED)
        form.redraw_at(item.revision)

    return store(request, access, form, write=write, location=page_of(item), when_stale=redraw)


def _page(
    request: HttpRequest, access: Access, item: Item, form: OnceForm, verb: str, others: str
) -> HttpResponse:
    context = board_page(
        access,
        "plan",
        plan=plan_of(item),
        item=item,
        form=form,
        title=title_of(item),
        others=others,
        back=page_of(item),
        back_words=page_words(item),
    )
    return render(request, f"priorities/edit_{verb}.html", context)


def _with(count: int) -> str:
    return f", with {count} below it" if count else ""


def _count_words(rows: Iterable[Item], item: Item) -> str:
    """How many of each level there are: "Action: 3, Milestone: 12"; empty for none."""
    layout = plan_of(item).layout
    counts = Counter(word_for(type(row), layout) for row in rows)
    return ", ".join(f"{word}: {count}" for word, count in counts.items())

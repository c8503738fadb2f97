"""Moving rows of the plan: a place up or down, or under another parent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from plans.access import Access, Permission, board_access
from plans.pages import board_page
from priorities.forms.arranging import MoveForm, StepForm
from priorities.services import plan as services
from priorities.tree import LEVELS, PLANS, Item, items, name_of, parent_of, plan_of, title_of
from priorities.views.editing.storing import CHANGED, outline_of, page_of, store


@require_POST
def item_step(request: HttpRequest, board_slug: str, pk: int, model: type[Item]) -> HttpResponse:
    """Move a row one place up or down; the outline's arrows come here."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    return _step(request, access, access.get(items(model), pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
def item_move(request: HttpRequest, board_slug: str, pk: int, model: type[Item]) -> HttpResponse:
    """Move a row under another parent of its plan, or one place up or down."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    item = access.get(items(model), pk=pk)
    if "direction" in request.POST:
        return _step(request, access, item)
    form = MoveForm(
        request.POST or None,
        homes=_homes(access, item),
        current=parent_of(item),
        revision=item.revision,
    )
    return _moved(request, access, form, item) or _page(request, access, form, item)


def _page(request: HttpRequest, access: Access, form: MoveForm, item: Item) -> HttpResponse:
    context = board_page(
        access,
        "plan",
        plan=plan_of(item),
        item=item,
        form=form,
        title=title_of(item),
        has_homes=form.fields["home"].queryset.exists(),  # type: ignore[attr-defined]
        back=outline_of(item),
    )
    return render(request, "priorities/edit_move.html", context)


def _step(request: HttpRequest, access: Access, item: Item) -> HttpResponse:
    form = StepForm(request.POST)

    def write() -> str:
        direction = form.cleaned_data["direction"]
        services.item_step(item=item, direction=direction, by=access.user)
        messages.success(request, f"{name_of(item)} is moved {direction}.")
        return outline_of(item)

    def refuse() -> None:
        form.add_error(None, "That page was out of date; nothing was moved. Press again.")

    location = outline_of(item)
    response = store(request, access, form, write=write, location=location, when_stale=refuse)
    if response:
        return response
    for error in form.non_field_errors():
        messages.warning(request, str(error))
    return redirect(location)


def _moved(request: HttpRequest, access: Access, form: MoveForm, item: Item) -> HttpResponse | None:
    def write() -> str:
        home = form.cleaned_data["home"]
        services.item_move(
            item=item, parent=home, revision=form.cleaned_data["revision"], by=access.user
        )
        messages.success(request, f"{name_of(item)} stands under {name_of(home)} now.")
        return page_of(item)

    def redraw() -> None:
        item.refresh_from_db()
        form.add_error(None, CHANGED)
        form.redraw_at(item.revision)

    return store(request, access, form, write=write, location=page_of(item), when_stale=redraw)


def _homes(access: Access, item: Item) -> Any:
    """What the row may stand under: the live rows one level up, in the plan's order."""
    model = LEVELS[LEVELS.index(type(item)) - 1]
    rows = items(model).visible_to(access).in_force()
    return rows.filter(**{PLANS[model]: plan_of(item)})

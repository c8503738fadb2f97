"""Where the pages of groups, agencies and leads are, and what each of them is drawn with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from boardplan.audit.forms import OnceForm
from plans.access import Access
from plans.models import Agency, Board, Group, GroupKind, Lead
from plans.pages import board_page
from plans.services.bodies import AnyBody
from plans.storing import CHANGED, store

METHODS = ["GET", "HEAD", "POST"]
TITLES: dict[type[AnyBody], str] = {Group: "Groups", Agency: "Agencies", Lead: "Leads"}


def bodies(model: type[AnyBody]) -> Any:
    """The rows of one kind with what their pages name; go on with ``access.get``."""
    behind = ("group", "agency") if model is Lead else ()
    return model.objects.select_related("board", "merged_into", "successor", *behind)


def list_of(model: type[AnyBody], board: Board) -> str:
    """Where all of one kind are listed."""
    return reverse(f"plans:{model._meta.model_name}-list", args=[board.slug])


def page_of(body: AnyBody, what: str = "detail") -> str:
    """Where one of them is read or, named by ``what``, changed."""
    return reverse(f"plans:{body._meta.model_name}-{what}", args=[body.board.slug, body.pk])


def hand_over_page(body: AnyBody) -> str:
    """Where a post or a chair is handed over; empty for what nobody stands behind, and for the
    board itself, whose chair has a role of its own.
    """
    group = body.group if isinstance(body, Lead) else body
    if isinstance(group, Group) and group.kind == GroupKind.BOARD:
        return ""
    if isinstance(body, Lead):
        return page_of(body.group, "chair") if body.group else page_of(body, "holder")
    return page_of(body, "chair") if isinstance(body, Group) else ""


def body_page(
    request: HttpRequest, access: Access, template: str, body: AnyBody, **context: Any
) -> HttpResponse:
    """A page about one group, agency or lead."""
    words = {"body": body, "kind": body._meta.verbose_name, "page": page_of(body), **context}
    return render(request, f"plans/body_{template}.html", board_page(access, "people", **words))


def stored(
    request: HttpRequest,
    access: Access,
    form: OnceForm,
    body: AnyBody,
    write: Callable[[], str],
    *,
    storing: Callable[..., HttpResponse | None] = store,
) -> HttpResponse | None:
    """Store a form about one of them; None where it has to be shown, or shown again."""

    def redraw() -> None:
        body.refresh_from_db()
        form.add_error(None, CHANGED)
        form.redraw_at(body.revision)

    location = page_of(body)
    return storing(request, access, form, write=write, location=location, when_stale=redraw)

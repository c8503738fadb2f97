"""An agency or a lead that was entered by mistake leaves the lists, and is put back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plans.access import Permission, board_access
from plans.forms.bodies import WhyForm
from plans.models import Agency, Lead
from plans.services.removing import body_put_back, body_remove, in_use
from plans.views.bodies.pages import METHODS, bodies, body_page, page_of, stored


@require_http_methods(METHODS)
def remove(
    request: HttpRequest, board_slug: str, pk: int, model: type[Agency | Lead]
) -> HttpResponse:
    """Take one off the lists that nothing names."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    body: Any = access.get(bodies(model), pk=pk)
    if request.method != "POST" and (refusal := in_use(body)):
        messages.warning(request, refusal)
        return redirect(page_of(body))
    form = WhyForm(request.POST or None, revision=body.revision)

    def write() -> str:
        words: Any = {"revision": form.cleaned_data["revision"], "reason": form.cleaned_data["why"]}
        body_remove(body=body, by=access.user, today=access.today, **words)
        messages.success(request, f"“{body}” is off the lists.")
        return page_of(body)

    return stored(request, access, form, body, write) or body_page(
        request, access, "remove", body, form=form
    )


@require_http_methods(METHODS)
def put_back(
    request: HttpRequest, board_slug: str, pk: int, model: type[Agency | Lead]
) -> HttpResponse:
    """Offer one again that was taken off the lists."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    body: Any = access.get(bodies(model), pk=pk)
    if request.method != "POST" and body.closed_on is None:
        messages.warning(request, f"“{body}” is on the lists, or goes with what it belongs to.")
        return redirect(page_of(body))
    form = WhyForm(request.POST or None, revision=body.revision)

    def write() -> str:
        words: Any = {"revision": form.cleaned_data["revision"], "reason": form.cleaned_data["why"]}
        body_put_back(body=body, by=access.user, **words)
        messages.success(request, f"“{body}” is on the lists again.")
        return page_of(body)

    return stored(request, access, form, body, write) or body_page(
        request, access, "put_back", body, form=form
    )

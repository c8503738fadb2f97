"""The confidential log, for those who may read it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.access import Permission, board_access
from plans.models import Rating
from plans.pages import board_page
from priorities.importing.ratings import rating_code
from priorities.models import Risk


@require_safe
def log(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Every open entry, in its order."""
    access = board_access(request, board_slug, Permission.READ_LOG)
    scheme = list(Rating.objects.visible_to(access).order_by("order"))
    codes = {rating.code: rating for rating in scheme}
    entries = [
        (risk, codes.get(rating_code(risk.rating, None, scheme) or ""))
        for risk in Risk.objects.visible_to(access).filter(withdrawn_on__isnull=True)
    ]
    return render(request, "priorities/log.html", board_page(access, "log", entries=entries))

"""An import that was applied is taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from plans.access import Permission, board_access
from plans.pages import board_page
from plans.storing import store
from priorities.forms.importing import ImportUndoForm
from priorities.models import ImportStatus, PlanImport
from priorities.services.importing import import_undo

UNDONE = "The import is undone. What it brought is kept as withdrawn."
NO_PLAN = "The import is undone. The board has no plan here, as it was before."


@require_http_methods(["GET", "HEAD", "POST"])
def import_undoing(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Undo an import, with a reason; refused, naming what, where it was changed since."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    rows = PlanImport.objects.select_related("plan__board")
    found = access.get(rows, pk=pk)
    if found.status != ImportStatus.APPLIED:
        messages.warning(request, "Only an import that is applied can be undone.")
        return redirect("priorities:import-detail", board_slug, pk)
    form = ImportUndoForm(request.POST or None, revision=found.revision)

    def write() -> str:
        import_undo(plan_import=found, reason=form.cleaned_data["reason"], by=access.user)
        messages.success(request, NO_PLAN if found.began_plan else UNDONE)
        return found.plan.get_absolute_url() if found.plan else "/"

    home = found.plan.get_absolute_url() if found.plan else "/"
    response = store(request, access, form, write=write, location=home)
    context = board_page(access, "plan", form=form, plan_import=found)
    return response or render(request, "priorities/import_undo.html", context)

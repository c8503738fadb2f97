"""The first steps of an import: the file is chosen and read, or thrown away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.access import Access, Permission, board_access
from plans.models import Plan
from plans.pages import board_page
from plans.storing import store
from priorities.forms.importing import ImportFileForm
from priorities.importing.grid import Unreadable
from priorities.models import ImportStatus, PlanImport
from priorities.services.importing import deciding
from priorities.services.importing.progress import STEPS, Reading, is_read, reading_of
from priorities.services.steps import WrongStep


@require_safe
def import_list(request: HttpRequest, board_slug: str) -> HttpResponse:
    """The imports of the board, and what became of each."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    imports = PlanImport.objects.visible_to(access).select_related("plan__board", "uploaded_by")
    return render(
        request, "priorities/import_list.html", board_page(access, "plan", imports=imports[:100])
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_add(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Choose a file; it is read on the next page."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    plan = _plan(access, request.GET.get("plan"))
    form = ImportFileForm(request.POST or None, request.FILES or None)

    def write() -> str:
        file = form.cleaned_data["file"]
        taken = deciding.import_take_in(
            board=access.board, plan=plan, data=file.read(), name=file.name, by=access.user
        )
        return reverse("priorities:import-reading", args=[board_slug, taken.pk])

    listed = reverse("priorities:import-list", args=[board_slug])
    response = store(request, access, form, write=write, location=listed)
    context = board_page(access, "plan", form=form, plan=plan)
    return response or render(request, "priorities/import_add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def import_reading(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Read the file; the page asks for it by itself, and shows how far it has come.

    Asked again, after a lost connection say, it leads on to wherever the reading has come to.
    """
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    found = waiting(access, pk)
    reading = reading_of(found)
    if is_read(found) and not (reading and reading.is_under_way):
        return _go(request, "priorities:import-detail", board_slug, pk)
    if request.method == "POST" and not (reading and reading.is_under_way):
        return _read(request, access, found)
    if reading and request.GET.get("shown") == str(reading.step) and reading.is_under_way:
        return HttpResponse(status=204)  # what the page shows is true still
    template = "import_steps" if _is_part(request) else "import_reading"
    return render(request, f"priorities/{template}.html", _told(access, found, reading))


def _read(request: HttpRequest, access: Access, found: PlanImport) -> HttpResponse:
    """Read the file now; a page that was left meanwhile is told on its next asking."""
    try:
        deciding.import_read(plan_import=found, assigned={}, by=access.user)
    except WrongStep as reason:
        messages.warning(request, str(reason))
    except Unreadable:
        template = "import_unread" if _is_part(request) else "import_reading"
        context = _told(access, found, reading_of(found))
        return render(request, f"priorities/{template}.html", context)
    return _go(request, "priorities:import-detail", access.board.slug, found.pk)


def _told(access: Access, found: PlanImport, reading: Reading | None) -> dict[str, Any]:
    """How far the reading has come: each step with whether it is done, under way or to come."""
    now = reading.step if reading else 0
    states = [
        ("done" if place < now else "under way" if place == now else "to come", words)
        for place, words in enumerate(STEPS, start=1)
    ]
    problem = reading.problem if reading else ""
    told = {"plan_import": found, "reading": reading, "states": states, "problem": problem}
    return board_page(access, "plan", **told)


@require_POST
def import_leave(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Do not apply it; the file is thrown away."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    found = access.get(PlanImport.objects.all(), pk=pk)
    try:
        deciding.import_leave(plan_import=found, by=access.user)
        messages.info(request, "Nothing was imported, and the file was thrown away.")
    except WrongStep as reason:
        messages.warning(request, str(reason))
    return redirect("priorities:import-list", board_slug)


def waiting(access: Access, pk: int) -> PlanImport:
    """An import that was not decided yet. Raises Http404 for any other."""
    rows = PlanImport.objects.filter(status=ImportStatus.READ).select_related(
        "plan__board", "board"
    )
    found: PlanImport = access.get(rows, pk=pk)
    return found


def _plan(access: Access, slug: str | None) -> Plan | None:
    """The plan that a file is for: the one asked for, else the current one, where there is one."""
    plans = Plan.objects.visible_to(access)
    found: Plan | None = access.get(plans, slug=slug) if slug else plans.current().first()
    return found


def _go(request: HttpRequest, name: str, *args: object) -> HttpResponse:
    """Go to a page; where the page's own script asked, tell it to."""
    address = reverse(name, args=args)
    if not _is_part(request):
        return redirect(address)
    response = HttpResponse()
    response["HX-Redirect"] = address
    return response


def _is_part(request: HttpRequest) -> bool:
    """Whether the page's own script asks, for a part of the page."""
    return bool(getattr(request, "htmx", False))

"""Papers of agencies in a meeting's pack: added, moved, taken out, and read by themselves."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.access import Permission, board_access
from plans.pages import board_page
from plans.storing import store
from reports.models import Paper
from reports.pack_forms import PaperForm
from reports.services.papers import paper_add, paper_move, paper_withdraw
from reports.views.meeting_pack import meeting_of


@require_http_methods(["GET", "HEAD", "POST"])
def paper_new(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Put a paper into the pack of a meeting."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    meeting = meeting_of(access, pk)
    form = PaperForm(request.POST or None, request.FILES or None, access=access)
    page = reverse("reports:meeting-pack", args=[board_slug, pk])

    def write() -> str:
        words = {name: form.cleaned_data[name] for name in ("title", "agency", "is_public", "file")}
        paper = paper_add(meeting=meeting, facts=form.facts, by=access.user, **words)
        messages.success(request, f"“{paper}” is in the pack.")
        return f"{page}#papers"

    response = store(request, access, form, write=write, location=page)
    context = board_page(access, "pack", form=form, meeting=meeting, page=page)
    return response or render(request, "reports/paper_new.html", context)


@require_safe
def paper_file(request: HttpRequest, board_slug: str, pk: int) -> FileResponse:
    """A paper by itself, as its agency sent it, to those who may read the edition it is in."""
    access = board_access(request, board_slug, Permission.READ_PUBLIC_EDITION)
    paper: Paper = access.get(Paper.objects.in_pack(), pk=pk)
    if not paper.is_public:
        access.require(Permission.READ_MEMBERS_EDITION)
    try:
        content = paper.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404("The file is missing from the store.") from gone
    return FileResponse(
        content,
        as_attachment=True,
        filename=paper.file_name or "paper.pdf",
        content_type="application/pdf",
        headers={"X-Content-Type-Options": "nosniff"},
    )


@require_POST
def paper_place(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Move a paper up or down in its pack."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    paper: Paper = access.get(Paper.objects.in_pack().select_related("meeting"), pk=pk)
    try:
        paper_move(paper=paper, up=request.POST.get("to") == "up", by=access.user)
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    return _back(board_slug, paper)


@require_POST
def paper_withdrawal(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Take a paper out of the pack."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    paper: Paper = access.get(Paper.objects.select_related("meeting"), pk=pk)
    try:
        paper_withdraw(paper=paper, by=access.user)
        messages.success(request, f"“{paper}” is no longer in the pack.")
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    return _back(board_slug, paper)


def _back(board_slug: str, paper: Paper) -> HttpResponse:
    return redirect(
        reverse("reports:meeting-pack", args=[board_slug, paper.meeting_id]) + "#papers"
    )

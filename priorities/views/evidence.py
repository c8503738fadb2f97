"""Evidence files, to those who may see them and as nothing but a download."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from plans.access import board_access
from priorities.models import Evidence


@require_safe
def evidence_file(request: HttpRequest, board_slug: str, pk: int) -> FileResponse:
    """The file of a piece of evidence, as an attachment that no browser opens by itself."""
    access = board_access(request, board_slug)
    evidence = access.get(Evidence.objects.in_force().exclude(file=""), pk=pk)
    try:
        content = evidence.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404("The file is missing from the store.") from gone
    return FileResponse(
        content,
        as_attachment=True,
        filename=evidence.file_name,
        content_type=evidence.content_type or "application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff"},
    )

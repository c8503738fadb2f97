"""A sent pack printed again from the data that is stored with it: its redacted edition."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reports.models import Paper
from reports.pack import Standing, board_pack
from reports.pack_data import PackData
from reports.pack_sources import paper_bytes


def pack_pdf_again(data: Any) -> bytes:
    """The pack of these JSON values. A paper whose file a redaction removed is left out."""
    pack = PackData.from_json(data)
    stored = Paper.objects.filter(key__in=[paper.key for paper in pack.papers]).exclude(file="")
    files = {str(paper.key): paper_bytes(paper) for paper in stored}
    papers = tuple(paper for paper in pack.papers if paper.key in files)
    day = f" of {pack.redacted_on:%-d %B %Y}" if pack.redacted_on else ""
    return board_pack(
        replace(pack, papers=papers),
        Standing("", f"Redacted edition{day}"),
        papers=[files[paper.key] for paper in papers],
    )

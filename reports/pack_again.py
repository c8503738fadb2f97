"""A sent pack printed again from the data that is stored with it: its redacted edition."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from reports.models import Paper
from reports.pack import Standing, board_pack
from reports.pack_data import PackData
from reports.pack_sources import paper_bytes

logger = logging.getLogger(__name__)


def pack_pdf_again(data: Any) -> bytes:
    """The pack of these JSON values.

    A paper is left out where a redaction removed its file, or where the store has lost it.
    """
    pack = PackData.from_json(data)
    stored = Paper.objects.filter(key__in=[paper.key for paper in pack.papers]).exclude(file="")
    files = dict(_files(stored))
    papers = tuple(paper for paper in pack.papers if paper.key in files)
    day = f" of {pack.redacted_on:%-d %B %Y}" if pack.redacted_on else ""
    return board_pack(
        replace(pack, papers=papers),
        Standing("", f"Redacted edition{day}"),
        papers=[files[paper.key] for paper in papers],
    )


def _files(papers: Iterable[Paper]) -> Iterator[tuple[str, bytes]]:
    for paper in papers:
        try:
            yield str(paper.key), paper_bytes(paper)
        except FileNotFoundError:
            # The words must not stand in the old edition for the want of a file.
            logger.warning("The file of paper %s is missing from the store", paper.pk)

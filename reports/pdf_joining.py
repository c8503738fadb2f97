"""Parts of a document, printed one by one, joined into one tagged PDF with links and bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf, Stream, String

LINK = "goto:"
"""How a part's link begins to a place that may lie in another part."""


class Spot(NamedTuple):
    """A place on a page: pages are counted from 0, points from the left and the bottom."""

    page: int
    left: float
    top: float

    def after(self, pages: int) -> Spot:
        """The same place where so many pages come first."""
        return self._replace(page=self.page + pages)


class Heading(NamedTuple):
    """A heading that becomes a bookmark; ``level`` is 1 for the outermost."""

    level: int
    words: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages of a document as a tagged PDF, with its places by name and its headings.

    Pages that others made (``is_foreign``) are nothing that we can vouch for.
    """

    data: bytes
    pages: int
    places: Mapping[str, Spot]
    headings: tuple[Heading, ...]
    is_foreign: bool = False


def places_of(parts: Sequence[Part]) -> dict[str, Spot]:
    """Every named place, its pages counted through the parts; the first of a name counts."""
    found: dict[str, Spot] = {}
    for part, before in zip(parts, _pages_before(parts), strict=False):
        for name, spot in part.places.items():
            found.setdefault(name, spot.after(before))
    return found


@dataclass(frozen=True, slots=True)
class Feet:
    """What the feet of pages are put together from, as a PDF of one small drawing on each page.

    Its first page holds the words and the line above them. Then come the ``pieces``: what stands
    before a page's number, the digits, and what stands after it; each with its width, in points,
    and drawn where the words begin. ``right`` is where a foot ends.
    """

    data: bytes
    pieces: tuple[str, ...]
    widths: tuple[float, ...]
    left: float
    right: float

    def placed(self, number: int) -> Iterator[tuple[int, float]]:
        """The pages of the pieces that make this number, each with how far right it is moved."""
        wanted = [self.pieces[0], *str(number), self.pieces[-1]]
        places = [self.pieces.index(piece) for piece in wanted]
        at = self.right - self.left - sum(self.widths[place] for place in places)
        for place in places:
            yield place + 1, at
            at += self.widths[place]


def joined(parts: Sequence[Part], feet: Feet | None = None, *, tall: Feet | None = None) -> bytes:
    """One file of all parts in order; the first gives title, language and metadata.

    ``feet`` are laid over all pages but the first as artifacts: no part knows its page numbers,
    nor how many pages there are in all. ``tall`` are the feet of pages in portrait.
    """
    with ExitStack() as stack:
        pdf, *sources = (stack.enter_context(pikepdf.open(BytesIO(part.data))) for part in parts)
        for source in sources:
            _append(pdf, source)
        _aim_links(pdf, places_of(parts))
        _write_bookmarks(pdf, parts)
        if feet:
            _stamp(pdf, feet, tall or feet)
        if any(part.is_foreign for part in parts):
            _claim_nothing(pdf)
        whole = BytesIO()
        pdf.save(
            whole,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return whole.getvalue()


def _pages_before(parts: Iterable[Part]) -> Iterator[int]:
    return accumulate((part.pages for part in parts), initial=0)


def _append(pdf: Pdf, source: Pdf) -> None:
    """Add the pages of ``source``, and what they say of their structure."""
    before = len(pdf.pages)
    pdf.pages.extend(source.pages)
    root = pdf.Root.StructTreeRoot
    added = pdf.copy_foreign(source.Root.StructTreeRoot)
    document = root.K[0]
    for element in added.K[0].K:
        element.P = document
        document.K.append(element)
    entries, more = root.ParentTree.Nums, added.ParentTree.Nums
    # Keys rise: those of the pages, then those of their links.
    offset = int(entries[len(entries) - 2]) + 1
    for place, entry in enumerate(more):
        entries.append(entry if place % 2 else int(entry) + offset)
    for page in list(pdf.pages)[before:]:
        page.obj.StructParents = int(page.obj.StructParents) + offset
        for link in page.obj.get("/Annots", Array()):
            link.StructParent = int(link.StructParent) + offset


def _aim_links(pdf: Pdf, places: Mapping[str, Spot]) -> None:
    """Let each link of ours lead to its place, and say on which page that is."""
    for page in pdf.pages:
        for link in page.obj.get("/Annots", Array()):
            address = str(link.get("/A", Dictionary()).get("/URI", ""))
            if spot := places.get(address.removeprefix(LINK)):
                del link.A
                link.Dest = _destination(pdf, spot)
                link.Contents = String(f"Page {spot.page + 1}")


def _destination(pdf: Pdf, spot: Spot) -> Array:
    return Array([pdf.pages[spot.page].obj, Name.XYZ, spot.left, spot.top, 0])


def _write_bookmarks(pdf: Pdf, parts: Sequence[Part]) -> None:
    """The headings of all parts as one tree."""
    with pdf.open_outline() as outline:
        outline.root.clear()
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for part, before in zip(parts, _pages_before(parts), strict=False):
            for level, words, spot in part.headings:
                item = OutlineItem(words, _destination(pdf, spot.after(before)))
                while above[-1][0] >= level:
                    above.pop()
                above[-1][1].append(item)
                above.append((level, item.children))


def _stamp(pdf: Pdf, feet: Feet, tall: Feet) -> None:
    """Lay a foot over each page but the first, outside the structure."""
    saved = pdf.make_stream(b"q")
    laid_over = pdf.make_stream(
        b"Q /Artifact <</Type /Pagination /Subtype /Footer>> BDC /Footer Do EMC"
    )
    drawn = {is_tall: _drawings(pdf, tall if is_tall else feet) for is_tall in (False, True)}
    for number, page in enumerate(pdf.pages, start=1):
        if number == 1:
            continue
        is_tall = _is_tall(page)
        whole, lines = drawn[is_tall]
        # WeasyPrint lets all pages share what they can draw; this is the page's own.
        resources = Dictionary(dict(page.obj.Resources.items()))
        own = Dictionary(dict(resources.get("/XObject", Dictionary()).items()))
        placed = (tall if is_tall else feet).placed(number)
        own[Name.Footer] = _foot(pdf, whole, lines, placed)
        resources[Name.XObject] = own
        page.obj.Resources = resources
        content = page.obj.Contents
        pieces = list(content) if isinstance(content, Array) else [content]
        page.obj.Contents = Array([saved, *pieces, laid_over])


def _is_tall(page: Page) -> bool:
    _, _, width, height = (float(side) for side in page.mediabox)
    return height > width


def _drawings(pdf: Pdf, feet: Feet) -> tuple[Object, list[bytes]]:
    """The first drawing of the feet as one of this file, and what each of them draws."""
    with pikepdf.open(BytesIO(feet.data)) as source:
        drawings = [page.as_form_xobject() for page in source.pages]
        lines = [drawing.read_bytes() for drawing in drawings]
        return pdf.copy_foreign(drawings[0]), lines


def _claim_nothing(pdf: Pdf) -> None:
    """Take back the claim to be PDF/UA."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.pop("pdfuaid:part", None)


def _foot(
    pdf: Pdf, whole: Object, lines: Sequence[bytes], placed: Iterable[tuple[int, float]]
) -> Stream:
    """One drawing of the words and of the pieces beside them, each moved to its place."""
    moved = (b"q 1 0 0 1 %.2f 0 cm\n%b\nQ" % (at, lines[piece]) for piece, at in placed)
    foot = pdf.make_stream(b"\n".join([b"q", lines[0], b"Q", *moved]))
    for name in ("/Type", "/Subtype", "/BBox", "/Resources", "/Matrix"):
        if name in whole:
            foot[name] = whole[name]
    return foot

"""Papers of other agencies: which PDF files go into a pack, and how their pages stand in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Rectangle, String

from reports.pdf_joining import Heading, Part, Spot

MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 200

# A4, in points, with the room that the foot of a page takes.
SHORT, LONG = 595.28, 841.89
FOOT, EDGE = 48.0, 14.0


class UnwantedPaper(ValueError):
    """A file that no pack can hold; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What is known of a paper's file: how many pages it has, and its SHA-256."""

    pages: int
    sha256: str


def paper_facts(file: BinaryIO, size: int) -> PaperFacts:
    """What a file is, told by its content; ``size`` in bytes.

    Raises UnwantedPaper for one that is empty, too large, no PDF, encrypted, broken, or has more
    pages than a pack takes.
    """
    if size > MAX_BYTES:
        raise UnwantedPaper(
            f"The file is {size / 1024 / 1024:.1f} MB; it must be {MAX_BYTES // 1024 // 1024} MB "
            "or smaller. Ask the agency for a version with smaller pictures."
        )
    file.seek(0)
    data = file.read()
    file.seek(0)
    if b"%PDF-" not in data[:1024]:
        raise UnwantedPaper(
            "This is not a PDF. Open the paper where it was written, save it as PDF."
        )
    pages = _pages_of(data)
    if pages > MAX_PAGES:
        raise UnwantedPaper(
            f"The paper has {pages} pages; a pack takes {MAX_PAGES} of one. Ask for a summary."
        )
    return PaperFacts(pages, hashlib.sha256(data).hexdigest())


def _pages_of(data: bytes) -> int:
    unreadable = UnwantedPaper(
        "This PDF is damaged and cannot be read. Ask the agency to save it again and send it anew."
    )
    # Of a file that was cut off on its way the reader would repair what is left, and lose pages.
    if b"%%EOF" not in data[-2048:]:
        raise unreadable
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise UnwantedPaper(
                    "This PDF is protected against copying or printing, so its pages cannot stand "
                    "in a pack. Ask the agency for one without protection."
                )
            pages = len(pdf.pages)
            if pages:
                _set_in(pdf, "")  # what cannot be set in is found out now, not in the night
    except pikepdf.PasswordError as locked:
        raise UnwantedPaper(
            "This PDF opens with a password only. Ask the agency for one without."
        ) from locked
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError) as broken:
        if isinstance(broken, UnwantedPaper):
            raise
        raise unreadable from broken
    if not pages:
        raise UnwantedPaper("This PDF has no pages. Ask the agency to send it anew.")
    return pages


def paper_part(data: bytes, *, title: str, anchor: str) -> Part:
    """A paper's pages, each set on an A4 page of ours, as a part of a document.

    Only what a page shows comes along: no scripts, attachments, forms or comments.
    """
    with pikepdf.open(BytesIO(data)) as source:
        made, pages = _set_in(source, f"“{title}”, as its agency sent it")
    top = Spot(0, 0, LONG)
    heading = Heading(2, title, top)
    return Part(made, pages, {anchor: top}, (heading,), is_foreign=True)


def _set_in(source: Pdf, words: str) -> tuple[bytes, int]:
    with Pdf.new() as pdf:
        count = len(source.pages)
        figures = []
        for number, page in enumerate(source.pages, start=1):
            figures.append(_set_page(pdf, page, f"Page {number} of {count} of {words}", number - 1))
        _write_structure(pdf, figures)
        made = BytesIO()
        pdf.save(made, deterministic_id=True)
    return made.getvalue(), count


def _set_page(pdf: Pdf, page: pikepdf.Page, words: str, number: int) -> pikepdf.Object:
    """One page of the paper on a page of ours; what tells of it in the structure."""
    is_tall = _is_tall(page)
    width, height = (SHORT, LONG) if is_tall else (LONG, SHORT)
    ours = pdf.add_blank_page(page_size=(width, height))
    room = Rectangle(EDGE, FOOT, width - EDGE, height - EDGE)
    ours.add_overlay(page, room)
    drawn = ours.obj.Contents
    pieces = list(drawn) if isinstance(drawn, Array) else [drawn]
    begin = pdf.make_stream(b"/Figure <</MCID 0>> BDC\n")
    ours.obj.Contents = Array([begin, *pieces, pdf.make_stream(b"\nEMC")])
    ours.obj.StructParents = number
    ours.obj.Tabs = Name.S
    figure = Dictionary(
        Type=Name.StructElem,
        S=Name.Figure,
        Alt=String(words),
        Pg=ours.obj,
        K=Array([0]),
        A=Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array([*map(float, _sides(room))])),
    )
    return pdf.make_indirect(figure)


def _sides(room: Rectangle) -> tuple[float, float, float, float]:
    return room.llx, room.lly, room.urx, room.ury


def _is_tall(page: pikepdf.Page) -> bool:
    left, bottom, right, top = (float(side) for side in page.trimbox)
    width, height = abs(right - left), abs(top - bottom)
    return (width > height) if _turned(page.obj) % 180 else (height >= width)


def _turned(node: pikepdf.Object) -> int:
    """By how many degrees a page is shown turned; it may be said of a whole branch of pages."""
    for _ in range(20):
        if "/Rotate" in node:
            return int(node.Rotate)
        if "/Parent" not in node:
            break
        node = node.Parent
    return 0


def _write_structure(pdf: Pdf, figures: list[pikepdf.Object]) -> None:
    """What ``joined`` expects of a part: one document that holds all, and which page holds what."""
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([document])))
    document.P = root
    document.K = Array(figures)
    entries: list[pikepdf.Object | int] = []
    for number, figure in enumerate(figures):
        figure.P = document
        entries += [number, pdf.make_indirect(Array([figure]))]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(entries)))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)

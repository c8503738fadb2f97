"""HTML → accessible PDF (PDF/UA-1). The only module that knows WeasyPrint."""

from __future__ import annotations

import gc
import mimetypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from io import BytesIO
from pathlib import Path

import pikepdf
from django.contrib.staticfiles import finders
from pikepdf import Array, Dictionary, Name, Object
from weasyprint import CSS, HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

STATIC = "https://static.invalid/"
"""Where our documents find their style sheet and fonts: ``static.invalid/dist/pdf.css``.

A host that can never exist (RFC 6761), under a scheme that relative addresses can be joined to.
"""

VARIANT = "pdf/ua-1"
POINTS_PER_PIXEL = 0.75

# WeasyPrint 70 lays out all that is left of a word anew for each line it breaks it over: the time
# grows with the square of its length. So a word of more than 60 characters is cut in pieces that
# fit in one line of a column; an address is cut at its own joints where it has one in reach.
LONG_WORD = re.compile(r"\S{61,}")
PIECE = re.compile(r"(?:\S{1,23}[/?&=-]|\S{24})(?=\S)")
ZERO_WIDTH_SPACE = "\u200b"


# WeasyPrint 70 computes the style of each of these for every element, whether a document has notes
# or not. Ours have none, and draw the bullets of their lists themselves.
UNUSED_PSEUDO_ELEMENTS = frozenset(
    {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback", "marker"}
)


class PdfError(Exception):
    """The document could not be printed; the message says what it asked for."""


class StaticFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives a document our own static files from the disk, and refuses everything else.

    Without it, words that a person typed could pull a file of the server into a PDF.
    """

    def __init__(self) -> None:
        super().__init__(fail_on_errors=True)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The static file at ``url``. Raises PdfError for any other address."""
        name = url.removeprefix(STATIC)
        if name == url:
            raise PdfError(f"A document may not load {url[:100]}")
        path = finders.find(name)
        if path is None:
            raise PdfError(f"There is no static file {name}: run npm run build")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})


class LeanHTML(HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """A document that knows no notes. Measured on 500 actions: 125 MB of memory less."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        """WeasyPrint's own style sheets without what is not used of them."""
        return [_without_notes(sheet) for sheet in super()._ua_stylesheets(forms)]


def _without_notes(sheet: CSS) -> CSS:
    lean = copy(sheet)
    lean.matcher = copy(sheet.matcher)
    lean.matcher.other_selectors = [
        (*test, pseudo_element, declarations)
        for *test, pseudo_element, declarations in sheet.matcher.other_selectors
        if pseudo_element not in UNUSED_PSEUDO_ELEMENTS
    ]
    return lean


def render_pdf(html: str) -> bytes:
    """The page as PDF/UA-1: tagged, with the title, language and bookmarks of its markup.

    Raises PdfError where it asks for anything but our static files.
    """
    page = LeanHTML(string=html, base_url=STATIC, url_fetcher=StaticFetcher())
    for element in page.etree_element.iter():
        element.text, element.tail = breakable(element.text), breakable(element.tail)
    try:
        return _finished(_printed(page))
    except FatalURLFetchingError as refused:
        raise PdfError(str(refused.__cause__ or refused)) from refused


def _printed(page: HTML) -> bytes:
    """The page as WeasyPrint prints it; what each step leaves behind makes room for the next."""
    with _collector_paused():
        document = page.render(pdf_variant=VARIANT)
        gc.collect()
        data: bytes = document.write_pdf(pdf_variant=VARIANT)
        del document
        gc.collect()
    return data


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Hold Python's garbage collector, which looks through the growing layout again and again.

    It costs a quarter of the time (measured on 37 actions). What was there before is left out of
    ``gc.collect`` as well.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_on:
            gc.enable()


def breakable(text: str | None) -> str | None:
    """The text with zero-width spaces in its long words; None for None.

    They mark where a line may end and leave no trace in the PDF: a copied address is whole.
    """
    return text and LONG_WORD.sub(lambda word: PIECE.sub(_ended, word[0]), text)


def _ended(piece: re.Match[str]) -> str:
    return piece[0] + ZERO_WIDTH_SPACE


def _finished(data: bytes) -> bytes:
    """The PDF with what WeasyPrint 70 leaves out of its structure."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for element in pdf.objects:
            if isinstance(element, Dictionary) and element.get("/Type") == Name.StructElem:
                _finish(element)
        finished = BytesIO()
        pdf.save(
            finished,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return finished.getvalue()


def _finish(element: Dictionary) -> None:
    match str(element.S):
        case "/TH":
            _scope(element)
        case "/TD":
            _forget_headers(element)
        case "/L":
            _number(element)
        case "/Figure":
            _place(element)


def _scope(cell: Object) -> None:
    """Say what a header cell heads.

    A heading across the body (an objective) heads rows: as a column's it would hide the column
    headings from every cell below it.
    """
    is_column = str(cell.P.P.S) == "/THead"
    cell.A.Scope = Name.Column if is_column else Name.Row
    # Scope is enough, and these repeat with the header row on every page.
    if "/ID" in cell:
        del cell.ID


def _forget_headers(cell: Object) -> None:
    if "/Headers" in cell.get("/A", {}):
        del cell.A.Headers


def _number(items: Object) -> None:
    """Say that a list has bullets; a list of links is a table of contents."""
    bodies = [body for item in items.K for body in item.K]
    if not any(_holds_link(body) for body in bodies):
        items.A = Dictionary(O=Name.List, ListNumbering=Name.Disc)
        return
    items.S = Name.TOC
    for item in items.K:
        item.S = Name.TOCI
    for body in bodies:
        body.S = Name.Reference


def _holds_link(body: Object) -> bool:
    return any(isinstance(kid, Dictionary) and kid.get("/S") == Name.Link for kid in body.K)


def _place(figure: Object) -> None:
    """Turn a figure's box from pixels down the page into points up the page."""
    height = float(figure.Pg.MediaBox[3])
    left, top, right, bottom = (float(edge) * POINTS_PER_PIXEL for edge in figure.A.BBox)
    figure.A.BBox = Array([left, height - bottom, right, height - top])

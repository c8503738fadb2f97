"""HTML → accessible PDF (PDF/UA-1). The only module that knows WeasyPrint."""

from __future__ import annotations

import gc
import mimetypes
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from string import digits
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from lxml.etree import HTMLParser, fromstring
from weasyprint import CSS, HTML, Page
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.pdf_joining import LINK, Feet, Heading, Part, Spot, joined, places_of
from reports.pdf_structure import POINTS_PER_PIXEL, finish_structure

STATIC = "https://static.invalid/"
"""Where our documents find their style sheet and fonts: ``static.invalid/dist/pdf.css``.

A host that can never exist (RFC 6761), under a scheme that relative addresses can be joined to.
"""

STYLE_SHEET = "dist/pdf.css"
VARIANT = "pdf/ua-1"

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
    """Markup of our own templates: every element is written out, and none has notes.

    Measured on 500 actions: without notes 125 MB of memory less; read by lxml, a twentieth of the
    time less than by WeasyPrint's own parser, which is written in Python.
    """

    def __init__(self, markup: str) -> None:
        super().__init__(string="", base_url=STATIC, url_fetcher=StaticFetcher())
        target: Any = _TreeBuilder()
        tree: Any = fromstring(markup, HTMLParser(target=target, huge_tree=True))
        self.wrapper_element = type(self.wrapper_element).from_html_root(  # type: ignore[has-type]
            tree, content_language=None
        )
        self.etree_element = tree

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        """WeasyPrint's own style sheets without what is not used of them."""
        return [_without_notes(sheet) for sheet in super()._ua_stylesheets(forms)]


class _TreeBuilder(TreeBuilder):
    """Takes what lxml reads; the standard library's insists on dicts."""

    def start(self, tag: str, attrs: Mapping[str, str], /) -> Element:
        return super().start(tag, dict(attrs))


def _without_notes(sheet: CSS) -> CSS:
    lean = copy(sheet)
    lean.matcher = copy(sheet.matcher)
    lean.matcher.other_selectors = [
        (*test, pseudo_element, declarations)
        for *test, pseudo_element, declarations in sheet.matcher.other_selectors
        if pseudo_element not in UNUSED_PSEUDO_ELEMENTS
    ]
    return lean


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of every page but the first, before the page's number.

    ``marking`` says how the document is to be handled, ``draft`` that it is one.
    """

    words: str
    marking: str = ""
    draft: str = ""


def render_pdf(
    parts: Sequence[str], *, footer: Foot | str = "", papers: Sequence[Part] = ()
) -> bytes:
    """The parts, each begun on a new page, as one PDF/UA-1 with links, bookmarks and page numbers.

    Each part is a whole page of markup. The first is the opening: cover and contents; it gives the
    title and the language. A link to ``#name`` leads to that place in whichever part it is.
    ``footer`` stands at the foot of every page but the first, with its number. ``papers`` come
    last, as others made them; with them the document is no PDF/UA any more.

    In parts, because WeasyPrint keeps all of what it prints in memory, and writes each element's
    structure in a time that grows with the number of pages. Raises PdfError where a part asks for
    anything but our static files.
    """
    printer = _Printer()
    opening, *bodies = parts
    try:
        printed = [*(printer.printed(body) for body in bodies), *papers]
        whole = [printer.opening(opening, printed), *printed]
        if not footer:
            return joined(whole)
        foot = Foot(footer) if isinstance(footer, str) else footer
        pages = sum(part.pages for part in whole)
        tall = printer.feet(foot, pages, is_tall=True) if papers else None
        return joined(whole, printer.feet(foot, pages), tall=tall)
    except FatalURLFetchingError as refused:
        raise PdfError(str(refused.__cause__ or refused)) from refused


class _Printer:
    """Prints the parts of one document, which share the style sheet and its fonts."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.sheet = CSS(
            url=STATIC + STYLE_SHEET, url_fetcher=StaticFetcher(), font_config=self.fonts
        )

    def opening(self, html: str, bodies: Sequence[Part]) -> Part:
        """The first part, whose contents say on which page everything is."""
        part = self.printed(html)
        before = None
        while part.pages != before:
            before = part.pages
            part = self.printed(html, places_of([part, *bodies]))
        return part

    def printed(self, html: str, places: Mapping[str, Spot] = MappingProxyType({})) -> Part:
        """One part; its links know their page where they lead to one of ``places``."""
        page = LeanHTML(html)
        for element in page.etree_element.iter():
            element.text, element.tail = breakable(element.text), breakable(element.tail)
            _aim(element, places)
        with _collector_paused():
            return self._part(page)

    def _part(self, page: HTML) -> Part:
        document = page.render(
            pdf_variant=VARIANT, font_config=self.fonts, stylesheets=[self.sheet]
        )
        # Compressed once, when all parts are joined.
        data = document.write_pdf(
            pdf_variant=VARIANT, uncompressed_pdf=True, finisher=finish_structure
        )
        return Part(data, len(document.pages), *_places_and_headings(document.pages))

    def feet(self, foot: Foot, pages: int, *, is_tall: bool = False) -> Feet:
        """What the feet of so many pages are put together from."""
        pieces = ("Page ", *digits, f" of {pages}")
        context = {"foot": foot, "pieces": pieces, "is_tall": is_tall}
        markup = render_to_string("reports/pdf/footers.html", context)
        document = LeanHTML(markup).render(font_config=self.fonts, stylesheets=[self.sheet])
        spans = [page.anchors[f"{number}"] for number, page in enumerate(document.pages[1:])]
        left = spans[0][0]
        return Feet(
            data=document.write_pdf(uncompressed_pdf=True),
            pieces=pieces,
            widths=tuple((right - start) * POINTS_PER_PIXEL for start, _, right, _ in spans),
            left=left * POINTS_PER_PIXEL,
            right=(document.pages[0].width - left) * POINTS_PER_PIXEL,
        )


def _aim(element: Element, places: Mapping[str, Spot]) -> None:
    """Make a link to a place in this document one that survives the joining of its parts."""
    name = element.get("href", "").removeprefix("#")
    if element.tag != "a" or element.get("href") == name:
        return
    element.set("href", LINK + name)
    if spot := places.get(name):
        element.set("data-page", str(spot.page + 1))


def _places_and_headings(pages: Sequence[Page]) -> tuple[dict[str, Spot], tuple[Heading, ...]]:
    places: dict[str, Spot] = {}
    headings = []
    for number, page in enumerate(pages):

        def spot(x: float, y: float, number: int = number, height: float = page.height) -> Spot:
            return Spot(number, x * POINTS_PER_PIXEL, (height - y) * POINTS_PER_PIXEL)

        for name, (x, y, *_) in page.anchors.items():
            places.setdefault(name, spot(x, y))
        headings += [Heading(level, words, spot(*at)) for level, words, at, _ in page.bookmarks]
    return places, tuple(headings)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Hold Python's garbage collector, which looks through the growing layout again and again.

    It costs a quarter of the time (measured on 37 actions). What was there before is left out of
    the collection at the end as well, which gives the layout's memory to the next part.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
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

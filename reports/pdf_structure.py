"""What WeasyPrint 70 leaves out of the structure of a tagged PDF, put right before it is written.

The file is a ``pydyf.PDF``: a list of objects, each a dict, that name each other by references.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

POINTS_PER_PIXEL = 0.75

Element = dict[str, Any]


def finish_structure(_document: object, pdf: Any) -> None:
    """WeasyPrint's ``finisher``: complete header cells, lists and figures; thin out the tree."""
    elements = [each for each in pdf.objects if _is_element(each)]
    for element in elements:
        _finish(element, pdf)
    _thin_out(elements, pdf)


def _is_element(each: object) -> bool:
    return isinstance(each, dict) and each.get("Type") == "/StructElem"


def _finish(element: Element, pdf: Any) -> None:
    match element["S"]:
        case "/TH":
            _scope(element, pdf)
        case "/TD":
            # The scope of the header cells is enough, and these repeat on every page.
            element["A"].pop("Headers", None)
        case "/L":
            _number(element, pdf)
        case "/Figure":
            _place(element, pdf)


def _scope(cell: Element, pdf: Any) -> None:
    """Say what a header cell heads.

    A heading across the body (an objective) heads rows: as a column's it would hide the column
    headings from every cell below it.
    """
    group = _named(_named(cell["P"], pdf)["P"], pdf)
    cell["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
    cell.pop("ID", None)


def _number(items: Any, pdf: Any) -> None:
    """Say that a list has bullets; a list of links is a table of contents."""
    bodies = [body for item in _kids(items, pdf) for body in _kids(item, pdf)]
    if not any(kid["S"] == "/Link" for body in bodies for kid in _kids(body, pdf)):
        items["A"] = type(items)({"O": "/List", "ListNumbering": "/Disc"})
        return
    items["S"] = "/TOC"
    for item in _kids(items, pdf):
        item["S"] = "/TOCI"
    for body in bodies:
        body["S"] = "/Reference"


def _place(figure: Element, pdf: Any) -> None:
    """Turn a figure's box from pixels down the page into points up the page."""
    height = _named(figure["Pg"], pdf)["MediaBox"][3]
    left, top, right, bottom = (edge * POINTS_PER_PIXEL for edge in figure["A"]["BBox"])
    figure["A"]["BBox"][:] = left, height - bottom, right, height - top


def _thin_out(elements: list[Element], pdf: Any) -> None:
    """Hang the text of each span on what the span stands in.

    WeasyPrint makes a span of every line of text. They say nothing, and are half of all objects:
    without them a file is a third smaller, and takes half the memory to join.
    """
    holders: dict[bytes, bytes] = {}
    for span in elements:
        if span["S"] != "/Span" or len(span["K"]) != 1 or not isinstance(span["K"][0], int):
            continue
        reference, kids = _reference(span), _named(span["P"], pdf)["K"]
        kids[kids.index(reference)] = span["K"][0]
        holders[reference] = span["P"]
        span.free = "f"  # type: ignore[attr-defined]  # how pydyf marks what is not to be written
    for nums in _parents_of_content(pdf):
        nums[:] = [holders.get(holder, holder) for holder in nums]


def _parents_of_content(pdf: Any) -> Iterator[list[bytes]]:
    """For each page, which element holds each piece of its content."""
    tree = _named(_named(pdf.catalog["StructTreeRoot"], pdf)["ParentTree"], pdf)
    return (entry for entry in tree["Nums"] if isinstance(entry, list))


def _kids(element: Element, pdf: Any) -> list[Element]:
    named = (_named(kid, pdf) for kid in element["K"] if isinstance(kid, bytes))
    return [kid for kid in named if _is_element(kid)]


def _reference(element: Any) -> bytes:
    reference: bytes = element.reference
    return reference


def _named(reference: bytes, pdf: Any) -> Element:
    element: Element = pdf.objects[int(reference.split()[0])]
    return element

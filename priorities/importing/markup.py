"""XML of Word and Excel files, parsed so that no file can do harm by it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import cast

from lxml import etree

from priorities.importing.grid import Unreadable

Element = etree._Element  # lxml has no other name for it

_OFFICE = "http://schemas.openxmlformats.org"
W = f"{{{_OFFICE}/wordprocessingml/2006/main}}"
S = f"{{{_OFFICE}/spreadsheetml/2006/main}}"
A = f"{{{_OFFICE}/drawingml/2006/main}}"
R = f"{{{_OFFICE}/officeDocument/2006/relationships}}"
M = f"{{{_OFFICE}/officeDocument/2006/math}}"
MC = f"{{{_OFFICE}/markup-compatibility/2006}}"
V = "{urn:schemas-microsoft-com:vml}"

# "Strict" files, another choice of Word's "Save as", differ in these names only.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W,
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": S,
    b"http://purl.oclc.org/ooxml/drawingml/main": A,
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R,
    b"http://purl.oclc.org/ooxml/officeDocument/math": M,
}

# A tree takes some 200 bytes for each tag and attribute: 200 MB for as many as this.
MAX_MARKS = 1_000_000
# Of a part that is streamed, and so takes time, not memory: some three seconds.
MAX_STREAMED_TAGS = 2_500_000
_MAX_HELD = 400_000

_MARK = b"\xef\xbb\xbf"  # what Windows puts before UTF-8
_ENCODING = re.compile(rb"""^<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)""")
_PLAIN = {b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}

DAMAGED = (
    "The file is damaged. Open it in Word or Excel, let the program repair it, save it under a "
    "new name, and choose that file."
)
UNSAFE = (
    "The file holds instructions that no Word or Excel file needs (a document type or entities), "
    "so it was not read. Open it in Word or Excel, save it again, and choose the new file."
)
TOO_LARGE = (
    "The file is too large to be read as a plan. Save the plan alone in a file of its own, without "
    "other documents and pictures, and choose that file."
)


def parse(data: bytes) -> Element:
    """The root of a part. Raises Unreadable for one that is damaged, unsafe or too large."""
    checked = _checked(data)
    if marks(checked) > MAX_MARKS:
        raise Unreadable(TOO_LARGE)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(checked, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(DAMAGED) from error


def stream(
    chunks: Iterable[bytes], wanted: frozenset[str], inner: frozenset[str]
) -> Iterator[Element]:
    """Each element of these local names, once all of it was read; what is inside first.

    It is emptied after it was handed out, and so is all else but what is of the ``inner`` names,
    so that memory is that of one element. Raises Unreadable as ``parse`` does.
    """

    @cache
    def kind(tag: str) -> str:
        name = tag.rpartition("}")[2]
        return "wanted" if name in wanted else "inner" if name in inner else "other"

    held = 0
    for element in _ends(chunks):
        own = kind(str(element.tag))
        if own == "wanted":
            held = 0
            yield element
            _forget(element)
            continue
        parent = element.getparent()
        if own == "other" and (parent is None or kind(str(parent.tag)) == "other"):
            _forget(element)
            continue
        held += 1
        if held > _MAX_HELD:
            raise Unreadable(TOO_LARGE)


def _ends(chunks: Iterable[bytes]) -> Iterator[Element]:
    """Each element at its end tag."""
    parser = etree.XMLPullParser(
        events=("end",),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    tags = 0
    before = b""
    try:
        for chunk in chunks:
            # A forbidden word may begin in one piece and end in the next.
            _refuse_unsafe(before[-16:] + chunk, is_start=not before)
            before = chunk
            tags += chunk.count(b"<")
            if tags > MAX_STREAMED_TAGS:
                raise Unreadable(TOO_LARGE)
            parser.feed(chunk)
            for _, element in parser.read_events():
                yield cast("Element", element)
        parser.close()
        for _, element in parser.read_events():
            yield cast("Element", element)
    except etree.XMLSyntaxError as error:
        raise Unreadable(DAMAGED) from error


def local(element: Element) -> str:
    """Its name without the namespace, which differs in "strict" files."""
    return str(element.tag).rpartition("}")[2]


def marks(data: bytes) -> int:
    """How many tags and attributes there are at most, without parsing."""
    return data.count(b"<") + data.count(b"=")


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _checked(data: bytes) -> bytes:
    """The part in UTF-8, with the usual names. Raises Unreadable."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        try:
            data = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-16")).encode()
        except UnicodeError as error:
            raise Unreadable(DAMAGED) from error
    data = data.removeprefix(_MARK).lstrip()
    _refuse_unsafe(data, is_start=True)
    if b"http://purl.oclc.org/ooxml" in data:
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual.strip("{}").encode())
    return data


def _refuse_unsafe(data: bytes, *, is_start: bool) -> None:
    """In an encoding that is not plain, forbidden words would look otherwise."""
    if is_start:
        start = data[:200].removeprefix(_MARK).lstrip()
        encoding = _ENCODING.match(start)
        if not start.startswith(b"<") or (encoding and encoding[1].lower() not in _PLAIN):
            raise Unreadable(DAMAGED)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unreadable(UNSAFE)


def child(element: Element | None, *path: str) -> Element | None:
    """The first child by these names, one below the other."""
    for tag in path:
        if element is None:
            return None
        element = element.find(tag)
    return element


def attribute(element: Element | None, name: str) -> str:
    """Its attribute, "" where either is not there."""
    return "" if element is None else str(element.get(name, ""))


def is_on(element: Element | None) -> bool | None:
    """What a switch such as ``w:strike`` says; None where it is not there."""
    if element is None:
        return None
    return attribute(element, f"{W}val").lower() not in {"0", "false", "off", "none"}


def number(text: str, otherwise: int = 0) -> int:
    """A whole number of an attribute; ``otherwise`` where it is none."""
    try:
        return int(text)
    except ValueError:
        return otherwise

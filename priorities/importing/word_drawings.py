"""What is drawn, filled in or embedded in a Word file, and therefore no text of a paragraph."""

from __future__ import annotations

from dataclasses import dataclass

from priorities.importing import characters
from priorities.importing.grid import Unreadable
from priorities.importing.markup import A, Element, R, V, W, attribute, child, is_on, number
from priorities.importing.noticing import WARNING, Notices
from priorities.importing.package import Package

_OFFICE = "http://schemas.openxmlformats.org/drawingml/2006"
_PICTURE = f"{{{_OFFICE}/picture}}pic"
_DESCRIBED = f"{{{_OFFICE}/wordprocessingDrawing}}docPr"
_DIAGRAM = f"{{{_OFFICE}/diagram}}relIds"
_CHART = f"{{{_OFFICE}/chart}}chart"
_EMBEDDED = "{urn:schemas-microsoft-com:office:office}OLEObject"

PICTURE = "A picture was left out; what it shows is not read"
CHART = "A chart was left out"
DIAGRAM = "A diagram was left out"
EMBEDDED = "Another file is embedded here and was not read; copy what belongs to the plan into it"


@dataclass
class Drawings:
    """Notices what is drawn in a part called ``name``. ``pictures`` counts the pictures."""

    package: Package
    name: str
    notices: Notices
    pictures: int = 0

    def see(self, element: Element) -> str:
        """The words that a drawing itself says (WordArt); "" for all else, which is noticed."""
        tag = element.tag
        if tag == f"{V}textpath":
            return str(element.get("string", ""))
        if tag == _PICTURE or (tag == f"{V}imagedata" and not _is_embedded(element)):
            self.pictures += 1
            self.notices.gather(PICTURE, self._description(element))
        elif tag == _EMBEDDED:
            self.notices.add(EMBEDDED, str(element.get("ProgID", "")))
        elif tag == _DIAGRAM:
            self.notices.add(DIAGRAM, self._words(element, f"{R}dm"), severity=WARNING)
        elif tag == _CHART:
            self.notices.add(CHART, self._words(element, f"{R}id"), severity=WARNING)
        return ""

    @staticmethod
    def _description(element: Element) -> str:
        for above in element.iterancestors():
            described = above.find(_DESCRIBED)
            if described is not None:
                return characters.clean(str(described.get("descr", "")))
        return ""

    def _words(self, element: Element, pointer: str) -> str:
        """The words of the part that holds a diagram or a chart."""
        wanted = element.get(pointer)
        targets = [each.target for each in self.package.relations(self.name) if each.id == wanted]
        try:
            root = self.package.xml(targets[0]) if targets else None
        except Unreadable:
            return ""
        texts = () if root is None else root.iter(f"{A}t")
        return characters.clean("\n".join(str(each.text or "") for each in texts))


def _is_embedded(element: Element) -> bool:
    """Whether a picture is only the face of an embedded file."""
    return any(above.find(_EMBEDDED) is not None for above in element.iterancestors(f"{W}object"))


def form_field(element: Element) -> str:
    """What an old form's tick box or list of choices shows; "" for other fields, whose words
    follow.
    """
    data = child(element, f"{W}ffData")
    box = child(data, f"{W}checkBox")
    if box is not None:
        ticked = is_on(child(box, f"{W}checked"))
        return "☒" if (is_on(child(box, f"{W}default")) if ticked is None else ticked) else "☐"
    choices = child(data, f"{W}ddList")
    if choices is not None:
        entries = [attribute(entry, f"{W}val") for entry in choices.iterfind(f"{W}listEntry")]
        chosen = child(choices, f"{W}result")
        chosen = child(choices, f"{W}default") if chosen is None else chosen
        at = number(attribute(chosen, f"{W}val"))
        return entries[at] if 0 <= at < len(entries) else ""
    return ""

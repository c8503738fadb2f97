"""What stands on an Excel sheet beside its cells: comments, text boxes, pictures, page margins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from priorities.importing import characters
from priorities.importing.excel_sheet import place_of
from priorities.importing.markup import A, Element, local
from priorities.importing.noticing import NOTE, Notices
from priorities.importing.package import Package

COMMENT = "A comment was not read into the plan"
TEXT_BOX = "A text box floats on the sheet; its text was not read into the plan"
PICTURE = "A picture was left out; what it shows is not read"
CHART = "A chart was left out"
MARGIN = "Text in the page header or footer was not read into the plan"
# The codes for fonts, sizes, page numbers and dates.
_CODES = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|K\d\d[+-]\d{3}|[A-Z])', re.IGNORECASE)


@dataclass
class Margins:
    """Makes a finding of each. ``where`` names the sheet."""

    package: Package
    notices: Notices
    where: str

    def notice(self, sheet: str, margins: list[str]) -> int:
        """Notices all of the sheet with this part's name; how many pictures there are."""
        for text in dict.fromkeys(margins):
            words = characters.clean(_CODES.sub(" ", text.replace("&&", "\0")).replace("\0", "&"))
            if words:
                self.notices.add(MARGIN, words, severity=NOTE, where=self.where)
        self._comments(sheet)
        return sum(self._drawing(name) for name in self.package.related(sheet, "drawing"))

    def _comments(self, sheet: str) -> None:
        # Of a conversation Excel keeps a copy for its older versions as well.
        threads = self.package.related(sheet, "threadedComment")
        for name in threads or self.package.related(sheet, "comments"):
            for comment in self.package.xml(name).iter():
                if local(comment) in {"comment", "threadedComment"}:
                    text = "".join(_texts(comment))
                    row, _ = place_of(str(comment.get("ref", "")))
                    where = f"{self.where}, row {row}"
                    self.notices.add(COMMENT, characters.clean(text), severity=NOTE, where=where)

    def _drawing(self, name: str) -> int:
        pictures = 0
        self.notices.where = self.where
        for element in self.package.xml(name).iter():
            kind = local(element)
            if kind == "pic":
                pictures += 1
                self.notices.gather(PICTURE)
            elif kind == "chart":
                self.notices.gather(CHART)
            elif kind == "txBody":
                paragraphs = ("".join(_texts(each)) for each in element.iter(f"{A}p"))
                text = characters.clean("\n".join(paragraphs))
                if text:
                    self.notices.add(TEXT_BOX, text)
        return pictures


def _texts(element: Element) -> list[str]:
    return [
        str(each.text or "")
        for each in element.iter()
        if local(each) in {"t", "text"} and each.text
    ]

"""What Word's styles and lists say of a paragraph or a run: its level, its look, its colour."""

from __future__ import annotations

import re
from functools import cache, cached_property

from priorities.importing import colours
from priorities.importing.markup import Element, W, attribute, child, is_on, number
from priorities.importing.package import Package

VAL = f"{W}val"
_LIST_NAME = re.compile(r"list (?:bullet|number)(?: (\d))?$", re.IGNORECASE)
_HEADING_NAME = re.compile(r"heading (\d)$", re.IGNORECASE)
_PATTERN_SHARE = re.compile(r"pct(\d+)$")


def part(package: Package, main: str, kind: str) -> Element | None:
    """The root of the one part of this kind that the document points to."""
    for name in package.related(main, kind)[:1]:
        return package.xml(name)
    return None


class Styles:
    """The styles of one file, with its lists and its theme."""

    def __init__(self, package: Package, main: str) -> None:
        root = part(package, main, "styles")
        self._styles: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        for style in () if root is None else root.iterfind(f"{W}style"):
            name, kind = attribute(style, f"{W}styleId"), attribute(style, f"{W}type")
            self._styles[name] = style
            if attribute(style, f"{W}default") in {"1", "true", "on"}:
                self._defaults[kind] = name
        self.numbering = part(package, main, "numbering")
        self.theme = colours.Theme(part(package, main, "theme"))
        self.chain = cache(self._chain)
        self.style_level = cache(self._style_level)
        self.style_heading = cache(self._style_heading)

    def _chain(self, name: str, kind: str = "paragraph") -> tuple[Element, ...]:
        """A style and those it is based on, the nearest first."""
        found: list[Element] = []
        name = name or self._defaults.get(kind, "")
        while name in self._styles and self._styles[name] not in found and len(found) < 20:
            found.append(self._styles[name])
            name = attribute(child(found[-1], f"{W}basedOn"), VAL)
        return tuple(found)

    # --- paragraphs --------------------------------------------------------------------------

    def level(self, paragraph: Element) -> int:
        """The nesting of a list item, 1 the outermost; 0 where it is none."""
        properties = child(paragraph, f"{W}pPr")
        listed = child(properties, f"{W}numPr")
        style = attribute(child(properties, f"{W}pStyle"), VAL)
        if self.heading(paragraph):
            return 0
        if listed is None:
            return self.style_level(style)
        if attribute(child(listed, f"{W}numId"), VAL) == "0":
            return 0
        depth = child(listed, f"{W}ilvl")
        if depth is None:
            return self.style_level(style) or 1
        return number(attribute(depth, VAL)) + 1

    def _style_level(self, name: str) -> int:
        for style in self.chain(name):
            title = attribute(child(style, f"{W}name"), VAL)
            listed = child(style, f"{W}pPr", f"{W}numPr")
            named = _LIST_NAME.match(title)
            if listed is None and not named:
                continue
            if listed is not None and attribute(child(listed, f"{W}numId"), VAL) == "0":
                return 0
            depth = child(listed, f"{W}ilvl")
            if depth is not None:
                return number(attribute(depth, VAL)) + 1
            if named:
                return int(named[1] or 1)
            return self._linked_levels.get(attribute(style, f"{W}styleId"), 0) + 1
        return 0

    @cached_property
    def _linked_levels(self) -> dict[str, int]:
        """The level, from 0, at which a list of several levels names a style as its own."""
        levels: dict[str, int] = {}
        for level in () if self.numbering is None else self.numbering.iter(f"{W}lvl"):
            if name := attribute(child(level, f"{W}pStyle"), VAL):
                levels[name] = number(attribute(level, f"{W}ilvl"))
        return levels

    def heading(self, paragraph: Element) -> int:
        """The level of a heading, 1 to 9; 0 where it is none."""
        properties = child(paragraph, f"{W}pPr")
        outline = child(properties, f"{W}outlineLvl")
        if outline is not None:
            return (number(attribute(outline, VAL), 9) + 1) % 10
        return self.style_heading(attribute(child(properties, f"{W}pStyle"), VAL))

    def _style_heading(self, name: str) -> int:
        for style in self.chain(name):
            title = attribute(child(style, f"{W}name"), VAL)
            if named := _HEADING_NAME.match(title):
                return int(named[1])
            outline = child(style, f"{W}pPr", f"{W}outlineLvl")
            if outline is not None:
                return (number(attribute(outline, VAL), 9) + 1) % 10
            if title.lower() == "title":
                return 1
        return 0

    # --- runs --------------------------------------------------------------------------------

    def is_on(self, switch: str, run: Element | None, paragraph_style: str) -> bool:
        """Whether a switch ("strike") holds for a run: its own word, else that of its styles."""
        own = is_on(child(run, f"{W}{switch}"))
        if own is not None:
            return own
        styles = [*self._run_chain(run), *self.chain(paragraph_style)]
        for style in styles:
            said = is_on(child(style, f"{W}rPr", f"{W}{switch}"))
            if said is not None:
                return said
        return False

    def _run_chain(self, run: Element | None) -> tuple[Element, ...]:
        name = attribute(child(run, f"{W}rStyle"), VAL)
        return self.chain(name, "character") if name else ()

    def run_shade(self, run: Element | None) -> str | None:
        """The colour behind a run: its highlight, or its shading."""
        name = attribute(child(run, f"{W}highlight"), VAL)
        return colours.HIGHLIGHTS.get(name) or self.shade(child(run, f"{W}shd"))

    # --- colours -----------------------------------------------------------------------------

    def shade(self, shading: Element | None) -> str | None:
        """The colour of a ``w:shd``, as ``#rrggbb``; None for none, and for white."""
        if shading is None:
            return None
        fill = self._colour(shading, "fill", "themeFill")
        front = self._colour(shading, "color", "themeColor")
        pattern = attribute(shading, VAL)
        if pattern == "solid":
            return colours.visible(front or "#000000")
        if share := _PATTERN_SHARE.match(pattern):
            mixed = colours.mixed(
                front or "#000000", fill or colours.WHITE, min(int(share[1]), 100) / 100
            )
            return colours.visible(mixed)
        return colours.visible(fill)

    def _colour(self, shading: Element, plain: str, theme: str) -> str | None:
        base = self.theme.by_name(attribute(shading, f"{W}{theme}"))
        if base is None:
            return colours.from_hex(attribute(shading, f"{W}{plain}"))
        for suffix, sign in (("Tint", 1), ("Shade", -1)):
            if told := attribute(shading, f"{W}{theme}{suffix}"):
                # FF is the colour itself, 00 white or black.
                base = colours.tinted(base, sign * (1 - _byte(told) / 255))
        return base

    def table_shade(self, style: str, places: tuple[str, ...]) -> str | None:
        """The colour that a table's style gives a cell in ``places`` ("firstRow", "band1Horz"),
        the most particular first.
        """
        chain = self.chain(style, "table")
        for place in places:
            for each in chain:
                for condition in each.iterfind(f"{W}tblStylePr"):
                    if attribute(condition, f"{W}type") == place:
                        found = self.shade(child(condition, f"{W}tcPr", f"{W}shd"))
                        if found:
                            return found
        whole = (self.shade(child(each, f"{W}tcPr", f"{W}shd")) for each in chain)
        return next((shade for shade in whole if shade), None)


def _byte(text: str) -> int:
    try:
        return min(int(text, 16), 255)
    except ValueError:
        return 255

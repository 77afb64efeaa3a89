"""Page set-up: the template's last w:sectPr upright and turned (ECMA-376 §17.6).

A turned page keeps its place in the binding: what was the left (binding)
margin becomes the top one, and so on round. Header and footer keep their
distance from the text.
"""

from __future__ import annotations

import copy

from lxml import etree

from docgen.docx.markup import W

_BEFORE_TYPE = {f"{W}{name}" for name in ("headerReference", "footerReference", "footnotePr", "endnotePr")}
_DEFAULT_SIZE = {"w": 11906, "h": 16838}  # A4 in twips
_DEFAULT_MARGIN = 1440


class Sections:
    """Section properties for the pages before, inside and after Landscape blocks."""

    def __init__(self, final: etree._Element) -> None:
        self._final = final
        size, margins = final.find(f"{W}pgSz"), final.find(f"{W}pgMar")
        wide, high = (_number(size, name, default) for name, default in _DEFAULT_SIZE.items())
        self._size = min(wide, high), max(wide, high)
        self._upright = wide <= high
        self._margins = {side: _number(margins, side, _DEFAULT_MARGIN) for side in ("top", "right", "bottom", "left")}
        self._distances = {edge: _number(margins, edge, 720) for edge in ("header", "footer")}
        self._gutter = _number(margins, "gutter", 0)
        self._columns = final.find(f"{W}cols")
        numbers = final.find(f"{W}pgNumType")
        self.number_format = "decimal" if numbers is None else numbers.get(f"{W}fmt", "decimal")

    def text_area(self, *, landscape: bool) -> tuple[int, int]:
        """Width and height of the text in twips; in columns the width of the narrowest."""
        wide, high = self._page(landscape)
        margins = self._turned(landscape)
        width = wide - margins["left"] - margins["right"] - self._gutter
        # A negative top or bottom margin is Word's way to say "exact, whatever the header needs".
        return (
            width if landscape and self._upright else self._column(width),
            high - abs(margins["top"]) - abs(margins["bottom"]),
        )

    def _column(self, width: int) -> int:
        """The width of a column (w:cols, §17.6.4); all of `width` where the text has one."""
        columns = self._columns
        if columns is None:
            return width
        own = [_number(column, "w", 0) for column in columns.findall(f"{W}col")]
        if columns.get(f"{W}equalWidth", "1") in ("0", "false", "off") and own and min(own) > 0:
            return min(own)
        count = max(_number(columns, "num", 1), 1)
        return (width - _number(columns, "space", 720) * (count - 1)) // count

    def element(self, *, landscape: bool, first: bool) -> etree._Element:
        """A w:sectPr. Only the `first` section of the body keeps its way of starting: page numbers must run on."""
        section = copy.deepcopy(self._final)
        if not first:
            _continue(section)
        if landscape:
            self._turn(section)
        return section

    def string(self, *, landscape: bool, first: bool) -> str:
        """The same, for the w:pPr of a section's last paragraph."""
        section = self.element(landscape=landscape, first=first)
        etree.cleanup_namespaces(section)
        return str(etree.tostring(section, encoding="unicode", with_tail=False))

    def _page(self, landscape: bool) -> tuple[int, int]:
        short, long = self._size
        return (long, short) if landscape or not self._upright else (short, long)

    def _turned(self, landscape: bool) -> dict[str, int]:
        margins = self._margins
        if not landscape or not self._upright:
            return margins
        return {
            "top": margins["left"],
            "right": abs(margins["top"]),
            "bottom": margins["right"],
            "left": abs(margins["bottom"]),
        }

    def _turn(self, section: etree._Element) -> None:
        size, page_margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        if not self._upright or size is None or page_margins is None:
            return
        wide, high = self._page(True)
        size.set(f"{W}w", str(wide))
        size.set(f"{W}h", str(high))
        size.set(f"{W}orient", "landscape")
        size.attrib.pop(f"{W}code", None)
        # A wide table is why the page is turned: it has the whole width.
        for columns in section.findall(f"{W}cols"):
            for name in ("num", "equalWidth", "sep"):
                columns.attrib.pop(f"{W}{name}", None)
            for column in list(columns):
                columns.remove(column)
        margins = self._turned(True)
        for side, margin in margins.items():
            page_margins.set(f"{W}{side}", str(margin))
        for edge, side in (("header", "top"), ("footer", "bottom")):
            gap = abs(self._margins[side]) - self._distances[edge]
            page_margins.set(f"{W}{edge}", str(max(margins[side] - gap, 284)))


def _continue(section: etree._Element) -> None:
    """Make a section start on a new page and go on with header, footer and page numbers."""
    for name in ("type", "titlePg"):
        for child in section.findall(f"{W}{name}"):
            section.remove(child)
    numbers = section.find(f"{W}pgNumType")
    if numbers is not None:
        numbers.attrib.pop(f"{W}start", None)
    start = etree.Element(f"{W}type")
    start.set(f"{W}val", "nextPage")
    place = sum(1 for child in section if child.tag in _BEFORE_TYPE)
    section.insert(place, start)


def _number(element: etree._Element | None, name: str, default: int) -> int:
    return default if element is None else int(element.get(f"{W}{name}", str(default)))

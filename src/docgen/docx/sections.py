"""Page set-up: the template's last w:sectPr upright and turned (ECMA-376 §17.6).

A turned page keeps its place in the binding: what was the left (binding)
margin becomes the top one, and so on round. Header and footer keep their
distance from the text.
"""

from __future__ import annotations

import copy
from dataclasses import replace

from lxml import etree

from docgen.ooxml.elements.sections import SectionProperties
from docgen.ooxml.names import W
from docgen.ooxml.sections import PageSetUp, columns_of, page_numbers, page_set_up

_BEFORE_TYPE = {f"{W}{name}" for name in ("headerReference", "footerReference", "footnotePr", "endnotePr")}


class Sections:
    """Section properties for the pages before, inside and after Landscape blocks."""

    def __init__(self, final: SectionProperties) -> None:
        self._final = final.element
        self._page = page = page_set_up(final)
        self._upright = page.width <= page.height
        self._columns = columns_of(final)
        self.number_format = page_numbers(final).form

    def text_area(self, *, landscape: bool) -> tuple[int, int]:
        """Width and height of the text in twips; in columns the width of the narrowest."""
        page = self._turned(landscape)
        # A wide table is why the page is turned: it has the whole width.
        width = page.text_width if landscape and self._upright else self._columns.width(page.text_width)
        # A negative top or bottom margin is Word's way to say "exact, whatever the header needs".
        return width, page.text_height

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

    def _turned(self, landscape: bool) -> PageSetUp:
        """The page of such a section: the template's, or turned in its binding."""
        page = self._page
        if not landscape or not self._upright:
            return page
        return replace(
            page, width=page.height, height=page.width,
            top=page.left, right=abs(page.top), bottom=page.right, left=abs(page.bottom),
        )  # fmt: skip

    def _turn(self, section: etree._Element) -> None:
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        if not self._upright or size is None or margins is None:
            return
        page = self._turned(True)
        size.set(f"{W}w", str(page.width))
        size.set(f"{W}h", str(page.height))
        size.set(f"{W}orient", "landscape")
        size.attrib.pop(f"{W}code", None)
        for columns in section.findall(f"{W}cols"):
            for name in ("num", "equalWidth", "sep"):
                columns.attrib.pop(f"{W}{name}", None)
            for column in list(columns):
                columns.remove(column)
        for side in ("top", "right", "bottom", "left"):
            margins.set(f"{W}{side}", str(getattr(page, side)))
        upright = self._page
        for edge, own, turned, distance in (
            ("header", upright.top, page.top, upright.header),
            ("footer", upright.bottom, page.bottom, upright.footer),
        ):
            margins.set(f"{W}{edge}", str(max(turned - (abs(own) - distance), 284)))


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

"""Numbers of pages in text, set after the layout, so that a chapter need not know where the pages are that it refers to.

Digits of one font are equally wide, so a placeholder of as many digits ("00") breaks lines like the number that takes
its place (`numerals` tells where that holds). Most pages are drawn once, with holes for the numbers; a page that has to
be drawn into each file is a `LivePage`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.anchors import gather_anchors
from weasyprint.formatting_structure.boxes import TextBox

from docgen.pdf.patches.margins import Frame


@dataclass(frozen=True, slots=True)
class Blank:
    """The text box that shows the page of `anchor` (as it is named in the HTML); `page` is where it stands, from 0."""

    anchor: str
    page: int
    box: Any


def blanks(pages: list[Any]) -> list[Blank]:
    """The text boxes that show an element's data-p."""
    found = []
    for place, page in enumerate(pages):
        for box in page._page_box.descendants():
            if not isinstance(box, TextBox) or box.element is None or not (box.element_tag or "").startswith("a::"):
                continue
            if box.text and box.text == box.element.get("data-p"):
                found.append(Blank(box.element.get("href", "")[1:], place, box))
    return found


def counter_resets(page: Any) -> Any:
    """The (counter, value) pairs that a page's @page rules reset."""
    return page._page_box.style["counter_reset"]


class LivePage:
    """A laid-out page that cannot be drawn apart from a file: WeasyPrint's, what its margins are made from, its blanks."""

    def __init__(self, page: Any, frame: Frame, blanks: Sequence[Blank]) -> None:
        self.resets, self.anchors = counter_resets(page), page.anchors
        self._page, self._frame, self._blanks = page, frame, blanks
        self._links = page.links
        self._inside = page._page_box.children
        self._margin_links: list[Any] = []
        self._numbered = (0, 0)

    def page(self, number: int, total: int, names: Sequence[str], numbers: Mapping[str, str]) -> Any:
        """WeasyPrint's page, with its number, headers and footers, and the numbers that it refers to (as for Sheet)."""
        for blank in self._blanks:
            if blank.anchor in numbers:
                blank.box.text = blank.box.pango_layout.text = numbers[blank.anchor]
        page = self._page
        if self._numbered != (number, total):
            margins = self._frame.boxes(number, total)
            page._page_box.children = (*self._inside, *margins)
            self._margin_links = []
            for margin in margins:
                gather_anchors(margin, {}, self._margin_links, [], {None: []})
            self._numbered = (number, total)
        page.anchors = {names[int(own[1:])]: target for own, target in self.anchors.items()}
        page.links = [
            (kind, names[int(target[1:])] if kind == "internal" else target, rectangle, box)
            for kind, target, rectangle, box in (*self._links, *self._margin_links)
        ]
        for *_link, box in page.links:
            box.link_annotation = None
        return page


DECLARED = ()

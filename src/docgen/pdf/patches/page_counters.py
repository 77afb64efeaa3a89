"""Page numbers that are set after the layout, so that a chapter need not know where it will stand.

Headers and footers: WeasyPrint makes a page's margin boxes last, from the
page's counters; while a Setting collects `frames` they are held back, and
`Frame.number` makes them, as often as the page's number or the total changes.
References to pages: digits of one font are equally wide, so a placeholder of as
many digits ("00") breaks lines like the number that takes its place
(`Blank.fill`); whoever fills it must check `Blank.fits` before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from weasyprint.anchors import gather_anchors
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout.background import layout_box_backgrounds
from weasyprint.layout.page import make_margin_boxes
from weasyprint.text.line_break import create_layout, line_size

from docgen.pdf.patches.declaration import WEASYPRINT, Patch, Use
from docgen.pdf.patches.setting import Setting


@dataclass(slots=True)
class Frame:
    """What a page's margin boxes are made from; `numbered` is the (number, total) that they show now."""

    context: Any
    page_box: Any
    state: Any
    index: int
    numbered: tuple[int, int] | None = None
    inside: tuple[Any, ...] = ()  # the page box's children without margin boxes
    links: list[Any] = field(default_factory=list)  # of the margin boxes, as in weasyprint.document.Page.links

    def number(self, number: int, total: int) -> None:
        """Make the margin boxes for a physical page number from 1 and the document's pages."""
        if self.numbered == (number, total):
            return
        box = self.page_box
        self.inside = self.inside or box.children
        self.context.current_page = self.index
        state = deepcopy(self.state)
        state[1]["page"], state[1]["pages"] = [number], [total]
        margins = list(make_margin_boxes(self.context, box, state))
        box.children = (*self.inside, *margins)
        self.links = []
        for margin in margins:
            layout_box_backgrounds(box, margin, self.context.get_image_from_uri)
            gather_anchors(margin, {}, self.links, [], {None: []})
        self.numbered = (number, total)


@dataclass(frozen=True, slots=True)
class Blank:
    """The text box that shows the page of `anchor` (as it is named in the HTML); `page` is where it stands, from 0."""

    anchor: str
    page: int
    box: Any

    def fits(self, text: str) -> bool:
        """True if `text` is as wide as what the box was laid out with."""
        style = self.box.style
        widths = []
        for candidate in (text, self.box.text):
            layout = create_layout(candidate, style, None, None, 0)
            widths.append(line_size(layout.get_first_line()[0], style)[0])
        return len(text) == len(self.box.text) and abs(widths[0] - widths[1]) < 0.01

    def fill(self, text: str) -> None:
        self.box.text = self.box.pango_layout.text = text


@contextmanager
def margins_held(setting: Setting) -> Iterator[list[Frame]]:
    """Layouts inside, with this setting, make no margin boxes; a Frame for each of their pages is in the list, in order."""
    frames: list[Frame] = []
    setting.frames = frames
    try:
        yield frames
    finally:
        setting.frames = None


def _make_margin_boxes(stock: Any) -> Any:
    def make_margin_boxes(context: Any, page: Any, state: Any) -> Iterator[Any]:
        """make_margin_boxes; none while the render's setting collects frames."""
        setting = context.font_config
        frames = setting.frames if isinstance(setting, Setting) else None
        if frames is None:
            yield from stock(context, page, state)
        else:
            frames.append(Frame(context, page, state, context.current_page))

    return make_margin_boxes


def counter_resets(page: Any) -> Any:
    """The (counter, value) pairs that a page's @page rules reset."""
    return page._page_box.style["counter_reset"]


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


DECLARED = (
    Patch(
        target="weasyprint.layout:make_margin_boxes",
        why="headers and footers are made when a chapter's place in the document is known",
        versions=WEASYPRINT,
        source="4a2d2e301eb3",
        signature="(context, page, state)",
        replacement=_make_margin_boxes,
        retired="WeasyPrint lays a document out in parts and numbers its pages afterwards",
        speed=True,
    ),
    Use(
        target="weasyprint.anchors:gather_anchors",
        why="links in headers and footers that were made late",
        versions=WEASYPRINT,
        source="373f8c676f27",
    ),
    Use(
        target="weasyprint.layout.background:layout_box_backgrounds",
        why="backgrounds of headers and footers that were made late",
        versions=WEASYPRINT,
        source="617a870678c8",
    ),
)

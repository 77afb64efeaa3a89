"""Where a drawing of the template stands on its page, whoever wrote it: DrawingML anchors and VML styles as one thing.

Lengths are pt. DrawingML: ECMA-376 §20.4.2.3 and on; VML: §19.1, with the
mso-position properties that Word and WPS put into `style`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from docgen.ooxml import measures
from docgen.ooxml.names import WP, local
from docgen.ooxml.vml import angle, length
from docgen.pdf.page_rules import Page

_EMU = 12_700  # of a point
_VML_AREAS = {
    "text": "column", "char": "character", "line": "line", "page": "page", "margin": "margin",
    "left-margin-area": "leftMargin", "right-margin-area": "rightMargin", "top-margin-area": "topMargin",
    "bottom-margin-area": "bottomMargin", "inner-margin-area": "insideMargin", "outer-margin-area": "outsideMargin",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One direction of a place: an alignment within an area, or an offset from its edge."""

    area: str
    align: str = ""
    offset: float = 0.0
    share: float | None = None  # wp14:pctPos…: a part of the area


@dataclass(frozen=True, slots=True)
class Anchor:
    """A floating drawing's place: `wrap` is none, square, topAndBottom …; `behind` the text or before it."""

    across: Side
    down: Side
    width: float
    height: float
    rotation: float = 0.0
    behind: bool = False
    wrap: str = "none"
    gaps: dict[str, float] = field(default_factory=dict)  # distance of text by side

    def left(self, page: Page) -> float:
        """From the page's left edge."""
        areas = {
            "page": (0.0, page.width),
            "leftMargin": (0.0, page.left), "insideMargin": (0.0, page.left),
            "rightMargin": (page.width - page.right, page.right), "outsideMargin": (page.width - page.right, page.right),
        }  # fmt: skip
        edge, room = areas.get(self.across.area, (page.left, page.text_width))
        return _placed(self.across, edge, room, self.width)

    def top(self, page: Page) -> float | None:
        """From the page's upper edge; None if it depends on where the anchor's paragraph comes to stand."""
        areas = {
            "page": (0.0, page.height),
            "margin": (page.top, page.height - page.top - page.bottom),
            "topMargin": (0.0, page.top), "insideMargin": (0.0, page.top),
            "bottomMargin": (page.height - page.bottom, page.bottom), "outsideMargin": (page.height - page.bottom, page.bottom),
        }  # fmt: skip
        if self.down.area not in areas:
            return None
        edge, room = areas[self.down.area]
        return _placed(self.down, edge, room, self.height)


def _placed(side: Side, edge: float, room: float, extent: float) -> float:
    if side.share is not None:
        return edge + room * side.share
    match side.align:
        case "left" | "top" | "inside":
            return edge
        case "center":
            return edge + (room - extent) / 2
        case "right" | "bottom" | "outside":
            return edge + room - extent
    return edge + side.offset


def shifted(anchor: Anchor, across: float, down: float) -> Anchor:
    """The same place, further to the right and down by pt."""
    return replace(
        anchor,
        across=replace(anchor.across, offset=anchor.across.offset + across),
        down=replace(anchor.down, offset=anchor.down.offset + down),
    )


# --- DrawingML ------------------------------------------------------------


def emu(text: str | None) -> float:
    """English Metric Units as pt; 0 for what is no measure."""
    return (measures.emu(text) or 0) / _EMU


def read_anchor(anchor: etree._Element) -> Anchor | None:
    """A wp:anchor's place; None for a wp:inline, which stands in its line."""
    if local(anchor) != "anchor":
        return None
    width, height = extent(anchor)
    wrap = next(
        (local(child)[4:] for child in anchor if isinstance(child.tag, str) and local(child).startswith("wrap")), "None"
    )
    simple = anchor.find(f"{WP}simplePos")
    if measures.on_off(anchor.get("simplePos", "0")) and simple is not None:
        across, down = Side("page", offset=emu(simple.get("x"))), Side("page", offset=emu(simple.get("y")))
    else:
        across, down = _side(anchor, "positionH"), _side(anchor, "positionV")
    gaps = {side: emu(anchor.get(f"dist{side[0].upper()}")) for side in ("top", "right", "bottom", "left")}
    return Anchor(
        across,
        down,
        width,
        height,
        0.0,
        bool(measures.on_off(anchor.get("behindDoc", "0"))),
        wrap[:1].lower() + wrap[1:],
        gaps,
    )


def extent(anchor: etree._Element) -> tuple[float, float]:
    """Width and height of a wp:anchor or wp:inline."""
    size = anchor.find(f"{WP}extent")
    return (0.0, 0.0) if size is None else (emu(size.get("cx")), emu(size.get("cy")))


def _side(anchor: etree._Element, name: str) -> Side:
    element = anchor.find(f".//{WP}{name}")
    if element is None:
        return Side("column" if name == "positionH" else "paragraph")
    area = element.get("relativeFrom", "column")
    for child in element:
        kind, text = local(child), (child.text or "").strip()
        if kind == "align":
            return Side(area, align=text)
        if kind == "posOffset":
            return Side(area, offset=emu(text))
        if kind.startswith("pctPos"):
            return Side(area, share=measures.thousandths(text) or 0.0)
    return Side(area)


# --- VML ------------------------------------------------------------------


def vml_anchor(style: dict[str, str], wrap: str = "none") -> Anchor | None:
    """The place that a VML style gives; None for a shape that stands in its line."""
    if style.get("position") not in ("absolute", "relative"):
        return None
    z_index = style.get("z-index", "0")

    def side(axis: str, edge: str, default: str) -> Side:
        relative = style.get(f"mso-position-{axis}-relative", "text")
        area = default if relative == "text" else _VML_AREAS.get(relative, default)
        align = style.get(f"mso-position-{axis}", "absolute")
        return Side(
            area,
            "" if align == "absolute" else align,
            length(style.get(f"margin-{edge}", "0")) + length(style.get(edge, "0")),
        )

    return Anchor(
        side("horizontal", "left", "column"), side("vertical", "top", "paragraph"),
        length(style.get("width", "0")), length(style.get("height", "0")), angle(style.get("rotation", "0")),
        z_index.startswith("-"), wrap,
        {name: length(style.get(f"mso-wrap-distance-{name}", "0")) for name in ("top", "right", "bottom", "left")},
    )  # fmt: skip

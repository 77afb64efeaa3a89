"""Text boxes: what stands in the drawings of a paragraph, each box once (ECMA-376 part 1 §17.3.3, §20.4.2.38; part 4 §19.1.2.22)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.ooxml.alternatives import children_of
from docgen.ooxml.names import DGM, PIC, WP, A, C, V, W

CONTENT = f"{W}txbxContent"
DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object")
_PICTURES = (f"{PIC}pic", f"{A}blip", f"{V}imagedata", f"{C}chart", f"{DGM}relIds")
_DESCRIBED = (f"{WP}docPr", f"{PIC}cNvPr")


def boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """The contents (w:txbxContent) of a drawing's text boxes in order; a box within a box is in the paragraphs of that box."""
    for child in children_of(drawing):
        if child.tag == CONTENT:
            yield child
        else:
            yield from boxes(child)


def holds_picture(drawing: etree._Element) -> bool:
    """True for a drawing with a picture, a chart or a diagram in it, outside of its text boxes."""
    return any(
        child.tag in _PICTURES or (child.tag != CONTENT and holds_picture(child)) for child in children_of(drawing)
    )


def description(drawing: etree._Element) -> str:
    """The words for people who do not see the drawing, "" without."""
    for name in _DESCRIBED:
        found = next(drawing.iter(name), None)
        if found is not None and found.get("descr"):
            return found.get("descr", "")
    shape = next((item for item in drawing.iter(f"{V}*") if item.get("alt")), None)
    return "" if shape is None else shape.get("alt", "")

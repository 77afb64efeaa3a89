"""Laid-out pages drawn to records: WeasyPrint draws on a stream of ours, which notes what it needs and where numbers stand.

A page that shares more with others than fonts, opacities and pictures (groups, patterns, shadings, glyphs that no font
has) cannot be told apart from the file that it is drawn into: NotPortable is raised for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.draw import draw_background, draw_border, draw_outline, draw_stacking_context, set_mask_border
from weasyprint.pdf.stream import Stream
from weasyprint.pdf.tags import _build_box_tree
from weasyprint.stacking import StackingContext
from weasyprint.text.fonts import get_pango_font_key

from docgen.pdf.patches.declaration import WEASYPRINT, Use
from docgen.pdf.patches.file_writing import to_bytes
from docgen.pdf.records import DOCUMENT, FIRST_LINK, MARK, PAGE, Drawn, Glyphs, Hole, Image, PageRecord, Tags

SCALE = 0.75  # PDF units per CSS pixel
_SHARED = ("XObject", "Pattern", "Shading")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_CELL = re.compile(r"(\d+)(-\d+-\d+)")


class NotPortable(Exception):
    """What is drawn cannot be told apart from the file that it is drawn into."""


class Pen(Stream):  # type: ignore[misc]  # WeasyPrint has no types
    """A stream on which one page's body, or its margins, are drawn; `holes` maps text boxes to the number that they show.

    Its fonts are copies of the setting's, so that what is added to them is known to be of this page.
    """

    def __init__(self, setting: Any, page: Any, holes: Mapping[Any, Hole]) -> None:
        bleed = page.bleed
        left, top = -bleed["left"], -bleed["top"]
        rectangle = (left, top, page.width + bleed["right"] - left, page.height + bleed["bottom"] - top)
        resources = pydyf.Dictionary({name: pydyf.Dictionary() for name in ("ExtGState", *_SHARED)})
        resources["ColorSpace"] = None
        super().__init__({}, rectangle, resources, {}, {}, {}, None)
        self.transform(d=-1, f=page.height * SCALE)
        self._setting, self._holes = setting, holes
        self._first_uses: dict[Any, tuple[Any, float]] = {}
        self._noted: dict[Any, int] = {}
        self._hole: Hole | None = None
        self._needs: list[Any] = []
        self._portable = True

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        key, description, size = get_pango_font_key(pango_font)
        if key not in self._fonts:
            font = self._setting.font(key, pango_font, description, size)
            self._portable &= not (font.png or font.svg or font.colr or font.bitmap)
            self._first_uses[key] = (key, size)
            self._fonts[key] = font.fresh()
        return self._fonts[key], size

    def add_image(self, image: Any, interpolate: bool, ratio: float) -> Any:
        self._note()
        name = super().add_image(image, interpolate, ratio)
        self._needs.append(Image(name, image, interpolate, ratio))
        return name

    def clone(self, **changed: Any) -> Any:
        """A group or a pattern: objects of the file's own."""
        self._portable = False  # not raised here: WeasyPrint takes whatever is raised in an SVG for a fault of the SVG
        return super().clone(**{"fonts": {}, **changed})

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        hole = self._holes.get(box)
        if hole is None:
            with super().marked(box, tag):
                yield
            return
        self._note()
        self._hole = hole
        with super().marked(box, tag):
            yield
        self._hole = None
        # What the number added is noted with the hole: another number may stand there.
        for key, font in self._fonts.items():
            for glyph in list(font.to_unicode)[self._noted.get(key, 0) :]:
                del font.to_unicode[glyph], font.widths[glyph]
            self._noted.setdefault(key, 0)
        self._needs.append(hole)

    def show_text(self, text: str) -> None:
        if self._hole is None:
            super().show_text(text)
        else:
            self.stream.append(self._hole)

    def _note(self) -> None:
        """Note what has been added to the fonts since the last time."""
        for key, font in self._fonts.items():
            before = self._noted.get(key)
            if before is None or len(font.to_unicode) > before:
                texts = dict(list(font.to_unicode.items())[before or 0 :])
                widths = {glyph: font.widths[glyph] for glyph in texts}
                self._needs.append(Glyphs(self._first_uses[key], widths, texts))
                self._noted[key] = len(font.to_unicode)

    def drawn(self, start: int, end: int) -> Drawn:
        """What was drawn as items `start` to `end` of the stream, and all that has been noted since the last call."""
        if not self._portable or any(font.missing for font in self._fonts.values()):
            raise NotPortable
        self._note()
        resources = self._resources
        if any(resources["XObject"].values()) or resources["Pattern"] or resources["Shading"]:
            raise NotPortable
        if any(name[0] not in "aA" for name in resources["ExtGState"]):
            raise NotPortable
        content, order, holes = _template(self.stream[start:end])
        needs, self._needs = tuple(self._needs), []
        states = {name: dict(state) for name, state in resources["ExtGState"].items()}
        resources["ExtGState"] = pydyf.Dictionary()
        marks = sum(place < 0 for place in order)
        return Drawn(content, order, marks, holes, needs, states)


def _template(items: Sequence[Any]) -> tuple[bytes, tuple[int, ...], tuple[Hole, ...]]:
    """A stream's items as a template: %d for the number of marked content, %b for a number of a page."""
    parts: list[bytes] = []
    order: list[int] = []
    holes: list[Hole] = []
    for item in items:
        if isinstance(item, Hole):
            parts.append(b"%b")
            order.append(len(holes))
            holes.append(item)
        elif isinstance(item, pydyf.Dictionary) and "MCID" in item:
            parts.append(b"<</MCID %d>>")
            order.append(-1)
        else:
            parts.append(to_bytes(item).replace(b"%", b"%%"))
    return b"\n".join(parts), tuple(order), tuple(holes)


# --- pages ----------------------------------------------------------------


def record(page: Any, setting: Any, holes: Mapping[Any, Hole], resets: Any, margins: Any) -> PageRecord:
    """A WeasyPrint Page whose margin boxes have been held back, drawn. Raises NotPortable."""
    box = page._page_box
    pen = Pen(setting, page, holes)
    items = pen.stream
    start = len(items)
    contexts = _begin(pen, box)
    inside = len(items)
    for context in contexts:
        draw_stacking_context(pen, context)
    end = len(items)
    body = pen.drawn(inside, end)
    items.append(b"")  # so that what began is not taken back where nothing was drawn
    _finish(pen, box)
    head, tail = (b"\n".join(map(to_bytes, part)) for part in (items[start:inside], items[end + 1 :]))
    links = [(kind, target, rectangle) for kind, target, rectangle, _box in page.links]
    return PageRecord(
        page.width,
        page.height,
        page.bleed,
        page.bookmarks,
        page.anchors,
        links,
        resets,
        head,
        tail,
        body,
        tags_of(box, pen._tags, page.links),
        margins,
    )


def _begin(pen: Pen, box: Any) -> list[Any]:
    """Draw what lies below a page's content, as weasyprint.draw.draw_page does; the stacking contexts of the content."""
    page = StackingContext.from_page(box)
    if box.style["opacity"] < 1 or box.transformation_matrix:
        raise NotPortable
    pen.push_state()
    pen.transform(a=SCALE, d=SCALE)
    draw_background(pen, page.box.background, clip_box=False, bleed=box.bleed, marks=box.style["marks"])
    set_mask_border(pen, box)
    draw_background(pen, box.canvas_background, clip_box=False)
    draw_border(pen, box)
    pen.push_state()
    pen.push_state()
    return [*page.negative_z_contexts, *page.zero_z_contexts, *page.positive_z_contexts]


def _finish(pen: Pen, box: Any) -> None:
    pen.pop_state()
    pen.pop_state()
    draw_outline(pen, box)
    pen.pop_state()


def margin_stretches(
    page: Any, box: Any, setting: Any, holes: Mapping[Any, Hole], links: Sequence[Any]
) -> tuple[Drawn, Drawn, Tags]:
    """Margin boxes, the children of a page box, drawn: those behind the text, those before it, their structure.

    `page` tells width, height and bleed. Raises NotPortable.
    """
    pen = Pen(setting, page, holes)
    contexts = [StackingContext.from_box(child, box) for child in box.children]
    stretches = []
    for chosen in (
        sorted((context for context in contexts if context.z_index < 0), key=lambda context: context.z_index),
        sorted((context for context in contexts if context.z_index >= 0), key=lambda context: context.z_index),
    ):
        start = len(pen.stream)
        for context in chosen:
            draw_stacking_context(pen, context)
        stretches.append(pen.drawn(start, len(pen.stream)))
    return stretches[0], stretches[1], tags_of(box, pen._tags, links)


# --- structure ------------------------------------------------------------


def tags_of(box: Any, tags: dict[Any, Any], links: Sequence[Any]) -> Tags:
    """The structure elements of a page box's content, as weasyprint.pdf.tags makes them, with gaps for all numbers."""
    pdf = pydyf.PDF()
    page = pydyf.Dictionary()
    pdf.add_page(page)
    document = pydyf.Dictionary({"S": "/Document", "K": pydyf.Array()})
    pdf.add_object(document)
    outside = {document.number: DOCUMENT, page.number: PAGE}
    for place, (kind, _target, _rectangle, link_box) in enumerate(links):
        if kind not in ("internal", "external"):
            raise NotPortable
        link_box.link_annotation = pydyf.Dictionary({"Type": "/Annot"})  # an empty one counts as none
        pdf.add_object(link_box.link_annotation)
        outside[link_box.link_annotation.number] = FIRST_LINK - place
    start = len(pdf.objects)
    marked: dict[int, bytes] = {}
    linked: list[tuple[bytes, Any]] = []
    tops = list(_build_box_tree(box, document, pdf, 0, marked, linked, tags))
    for *_link, link_box in links:
        link_box.link_annotation = None
    gaps: list[int] = []

    def place_of(number: int) -> int:
        return number - start if number >= start else outside[number]

    def gap(number: int) -> bytes:
        gaps.append(place_of(number))
        return b"%d"

    texts = b"\0".join([_element(item, gap, gaps) for item in pdf.objects[start:]])
    return Tags(
        texts,
        tuple(gaps),
        tuple(top.number - start for top in tops),
        tuple(place_of(_number(reference)) for _mark, reference in sorted(marked.items())),
        tuple((place_of(_number(reference)), outside[annotation.number]) for reference, annotation in linked),
    )


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _element(item: Any, gap: Callable[[int], bytes], gaps: list[int]) -> bytes:
    """A structure element's text; whole numbers among its children are marks."""
    parts = []
    for key, value in item.items():
        if key == "K":
            children = []
            for child in value:
                if isinstance(child, int):
                    gaps.append(MARK + child)
                    children.append(b"%d")
                else:
                    children.append(_value(child, gap))
            parts.append(b"/K [" + b" ".join(children) + b"]")
        else:
            parts.append(b"/" + to_bytes(key) + b" " + _value(value, gap))
    return b"<<" + b"".join(parts) + b">>"


def _value(value: Any, gap: Callable[[int], bytes]) -> bytes:
    """A value of an element as text, with gaps for references and for the numbers in the names of cells."""
    if isinstance(value, bytes):
        found = _REFERENCE.fullmatch(value)
        return gap(int(found[1])) + b" 0 R" if found else value.replace(b"%", b"%%")
    if isinstance(value, pydyf.String):
        cell = _CELL.fullmatch(value.string) if isinstance(value.string, str) else None
        if cell:
            return b"(" + gap(int(cell[1])) + cell[2].encode() + b")"
    elif isinstance(value, pydyf.Dictionary):
        return b"<<" + b"".join(b"/" + to_bytes(key) + b" " + _value(one, gap) for key, one in value.items()) + b">>"
    elif isinstance(value, pydyf.Array):
        return b"[" + b" ".join(_value(one, gap) for one in value) + b"]"
    return to_bytes(value).replace(b"%", b"%%")


DECLARED = (
    Use(target="weasyprint.draw:draw_page", why="is done step by step, with margins apart", versions=WEASYPRINT, source="d5bda6b6e675"),
    Use(target="weasyprint.draw:draw_stacking_context", why="draws a page's body, or a margin box", versions=WEASYPRINT, source="c5811b178bdf"),
    Use(target="weasyprint.pdf.stream:Stream", why="is drawn on, apart from any file", versions=WEASYPRINT, source="624257224db6"),
    Use(target="weasyprint.stacking:StackingContext", why="gives the order of drawing", versions=WEASYPRINT, source="ec586508cac9"),
    Use(target="weasyprint.pdf.tags:_build_box_tree", why="makes structure elements of boxes, apart from any file", versions=WEASYPRINT, source="f716251a83e7"),
)  # fmt: skip

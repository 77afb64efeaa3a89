"""Records of pages put together to a file: WeasyPrint writes the document around them, byte for byte as if it had drawn them.

`Sheet` is a page for WeasyPrint whose drawing and structure elements are a record's, with the page's number, its
headers and footers, and the numbers of other pages filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import pydyf
from weasyprint.document import Document

from docgen.pdf.patches.declaration import WEASYPRINT, Patch, Use
from docgen.pdf.records import FIRST_LINK, MARK, Drawn, Glyphs, Hole, Image, MarginRecord, PageRecord, Tags


class LinkBox:
    """What WeasyPrint asks of a box that is a link: a place for its annotation."""

    link_annotation: Any = None


class Sheet:
    """A page of a file, as WeasyPrint asks for it: `number` from 1 of `total`, `names` the true names of anchors.

    `numbers` gives the number that a page reference shows, by the anchor's own name; `fonts` is the setting's pool.
    Where the file is a part of a document, `glyphs` gives those that the whole shows in a font.
    """

    def __init__(
        self,
        record: PageRecord,
        margins: MarginRecord,
        number: int,
        total: int,
        names: Sequence[str],
        numbers: Mapping[str, str],
        fonts: Mapping[tuple[Any, float], Any],
        glyphs: Callable[[Any], set[int]] | None = None,
    ) -> None:
        self.record, self.margin, self._pool, self._glyphs = record, margins, fonts, glyphs
        self._numbers = {"page": str(number), "pages": str(total), **numbers}
        self.width, self.height, self.bleed = record.width, record.height, record.bleed
        self.bookmarks: Any = record.bookmarks
        self.forms: dict[None, list[Any]] = {None: []}
        self.anchors = {names[int(own[1:])]: target for own, target in record.anchors.items()}
        self.links = [
            (kind, names[int(target[1:])] if kind == "internal" else target, rectangle, LinkBox())
            for kind, target, rectangle in (*record.links, *self.margin.links)
        ]
        self._page_box = self

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Page.paint: the record's content, and what it needs, put into the file's."""
        behind, body, before = self.margin.behind, self.record.body, self.margin.before
        head, tail = self.record.head, self.record.tail
        if not (behind.content or body.content or before.content):
            head, tail = head.removesuffix(b"\nq\nq"), tail.removeprefix(b"Q\nQ\n")
        parts, mark = [head], 0
        for drawn in (behind, body, before):
            if drawn.content:
                parts.append(drawn.filled(mark, [self._numbers[hole.of] for hole in drawn.holes]))
            mark += drawn.marks
            self._add(drawn, stream)
        stream.stream.append(b"\n".join([*parts, tail]))
        stream._tags = PageTags(self)

    def _add(self, drawn: Drawn, stream: Any) -> None:
        for name, state in drawn.states.items():
            if name not in stream._resources["ExtGState"]:
                stream._resources["ExtGState"][name] = pydyf.Dictionary(state)
        for need in drawn.needs:
            if isinstance(need, Glyphs):
                font = self._font(stream, need.font)
                for glyph, text in need.texts.items():
                    if glyph not in font.to_unicode:
                        font.to_unicode[glyph], font.widths[glyph] = text, need.widths[glyph]
            elif isinstance(need, Hole):
                font = self._font(stream, need.numerals.font)
                for digit in self._numbers[need.of]:
                    found = need.numerals.glyphs[int(digit)]
                    if found.number not in font.to_unicode:
                        font.to_unicode[found.number], font.widths[found.number] = found.text, found.width
            elif isinstance(need, Image):
                stream.add_image(need.image, need.interpolate, need.ratio)

    def _font(self, stream: Any, use: tuple[Any, float]) -> Any:
        key, _size = use
        if key not in stream._fonts:
            stream._fonts[key] = self._pool[use].fresh(partial(self._glyphs, key) if self._glyphs else None)
        return stream._fonts[key]

    # --- structure ---

    def elements(
        self, parent: Any, pdf: Any, number: int, nums: dict[int, bytes], annotations: list[Any]
    ) -> Iterable[Any]:
        """The page's structure elements below `parent`, added to `pdf`, as weasyprint.pdf.tags._build_box_tree does it."""
        links = [box.link_annotation.number if box.link_annotation else -1 for *_link, box in self.links]
        outside = {-1: parent.number, -2: pdf.pages["Kids"][3 * number]}  # number, generation and "R" of each page
        behind, body = self.margin.behind.marks, self.record.body.marks
        tops = _elements(
            self.record.tags, pdf, outside, links, range(behind, behind + body), nums, annotations, self.links
        )
        marks = (*range(behind), *range(behind + body, behind + body + self.margin.before.marks))
        own = slice(len(self.record.links), None)
        _elements(self.margin.tags, pdf, outside, links[own], marks, nums, annotations, self.links[own])
        return tops


def _elements(
    tags: Tags,
    pdf: Any,
    outside: dict[int, int],
    links: Sequence[int],
    marks: Sequence[int],
    nums: dict[int, bytes],
    annotations: list[Any],
    boxes: Sequence[Any],
) -> list[Any]:
    if not tags.texts:
        return []
    start = len(pdf.objects)
    numbers = [
        start + gap if 0 <= gap < MARK else marks[gap - MARK] if gap >= MARK else outside[gap] if gap > FIRST_LINK else links[FIRST_LINK - gap]
        for gap in tags.gaps
    ]  # fmt: skip
    texts = tags.texts % tuple(numbers)
    pdf.objects += [_Written(place, text) for place, text in enumerate(texts.split(b"\0"), start)]
    for mark, gap in zip(marks, tags.marked, strict=True):
        nums[mark] = b"%d 0 R" % (start + gap)
    annotations += [
        (b"%d 0 R" % (start + gap), boxes[FIRST_LINK - link][3].link_annotation) for gap, link in tags.linked
    ]
    return [pdf.objects[start + top] for top in tags.tops]


class PageTags(dict[Any, Any]):
    """A page's tags on their way from its stream to the structure tree: they are in the sheet, not here."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet


class _Written(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """A PDF object whose text is known."""

    data = b""
    compressible = True

    def __init__(self, number: int, text: bytes) -> None:
        super().__init__()
        self.number, self.data = number, text


def document(sheets: list[Any], metadata: Any, fetcher: Any, setting: Any) -> Any:
    """A WeasyPrint Document of sheets (and of pages that are still laid out)."""
    return Document(sheets, metadata, fetcher, setting, {}, None)


def _build_box_tree(stock: Any) -> Any:
    def build_box_tree(
        box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any
    ) -> Iterable[Any]:
        """_build_box_tree; a sheet's elements are its record's."""
        if isinstance(tags, PageTags):
            return tags.sheet.elements(parent, pdf, page_number, nums, annotations)
        elements: Iterator[Any] = stock(box, parent, pdf, page_number, nums, annotations, tags)
        return elements

    return build_box_tree


DECLARED = (
    Patch(
        target="weasyprint.pdf.tags:_build_box_tree",
        why="the structure elements of a page come from its record",
        versions=WEASYPRINT,
        source="f716251a83e7",
        signature="(box, parent, pdf, page_number, nums, annotations, tags)",
        replacement=_build_box_tree,
        retired="WeasyPrint asks its pages for their structure elements",
        speed=True,
    ),
    Use(
        target="weasyprint.pdf:generate_pdf",
        why="asks pages for what is drawn on them, in an order that sheets rely on",
        versions=WEASYPRINT,
        source="626343ef25c3",
    ),
    Use(
        target="weasyprint.pdf.tags:add_tags",
        why="asks pages for their structure elements",
        versions=WEASYPRINT,
        source="f0e74575b0ba",
    ),
)

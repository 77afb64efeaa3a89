"""Pages drawn once and written many times: for a page that has not changed since the last file, its drawing is copied.

A drawing is what WeasyPrint made of a page in the file before: its content
stream, what it added to the fonts, and its structure elements (ISO 32000-1
§14.7) as text with gaps for object numbers. Pages with pictures, groups or
missing glyphs share things with other pages and are drawn each time. The files
are byte for byte those that WeasyPrint writes by itself.

Only pages with a `stamp` are kept (`chapter_layout` sets it: a page is drawn
again when its stamp changes). For a process that writes again and again
(`docgen watch`); the private functions used are those of the one WeasyPrint
release that `text_layer` holds to.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from docgen.pdf.patches.fast_writing import Packed, to_bytes

_NUMBER = re.compile(rb"\b(\d+)(?= 0 R\b)|(?<=\()(\d+)(?=-\d+-\d+\))")
_SHARED = ("XObject", "Pattern", "Shading")
_DOCUMENT, _PAGE, _FIRST_LINK = -1, -2, -3

_active: DrawnPages | None = None
_stock: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Tags:
    """A page's structure elements: `texts` of its objects as one template, and what stands in its gaps.

    A gap ≥ 0 is the nth object of the page; -1 the document's element, -2 the
    page, -3 and below its link annotations, of which there are `links`. `tops`
    are the elements directly below the document's, `marked` pairs of marked
    content and element, `linked` pairs of element and annotation, all as gaps.
    """

    texts: bytes
    gaps: tuple[int, ...]
    tops: tuple[int, ...]
    marked: tuple[tuple[int, int], ...]
    linked: tuple[tuple[int, int], ...]
    links: int


@dataclass(slots=True)
class Drawing:
    """A page as drawn: stamp (what it showed), content stream, opacities, what it adds to fonts, structure."""

    stamp: Any
    content: bytes
    states: dict[str, Any]
    fonts: list[tuple[Any, Any, dict[int, int], dict[int, str]]]  # key, font, widths, characters by glyph
    tags: Tags | None = None


class DrawnPages:
    """What files have in common with the one before: drawings (each on its page), packed streams, cut fonts."""

    def __init__(self) -> None:
        self.copied = 0  # pages that were copied into the last file
        self._packed = Packed()
        self._cut: dict[Any, bytes] = {}
        self._standards: Any = None
        self._pages: list[Any] = []
        self._pool: dict[Any, Any] = {}

    @contextmanager
    def in_use(self, document: Any, standards: Any) -> Iterator[None]:
        """The file of a WeasyPrint Document written inside takes drawings from here, and leaves its own."""
        global _active
        _install()
        # Fonts live as long as their configuration, which owns what they point to.
        self._pool = document.font_config.__dict__.setdefault("_docgen_fonts", {})
        self._pages, self._standards, self.copied = document.pages, standards, 0
        for page in self._pages:
            for *_link, box in page.links:
                box.link_annotation = None
        _active = self
        try:
            with self._packed.in_use():
                yield
        finally:
            _active = None
            self._pages = []

    # --- drawing ---

    def paint(self, page: Any, stream: Any, scale: float) -> None:
        """Page.paint: copy the page's drawing into the stream, or draw it and keep the drawing."""
        drawings = page.__dict__.setdefault("_docgen_drawings", {})
        stamp = (getattr(page, "stamp", None), scale)
        drawing: Drawing | None = drawings.get(self._standards)
        if drawing is not None and drawing.stamp == stamp:
            self.copied += 1
        else:
            drawings[self._standards] = drawing = self._drawn(page, stream, scale, stamp) if stamp[0] else None
        if drawing is None:
            _stock["paint"](page, stream, scale)
        else:
            _copy(drawing, stream)

    def _drawn(self, page: Any, stream: Any, scale: float, stamp: Any) -> Drawing | None:
        """The page drawn on a stream of its own; None if it shares anything but fonts and opacities with other pages."""
        import pydyf

        resources = pydyf.Dictionary({name: pydyf.Dictionary() for name in ("ExtGState", *_SHARED)})
        resources["ColorSpace"] = stream._resources["ColorSpace"]
        sizes: dict[Any, Any] = {}
        own = stream.clone(fonts={}, resources=resources, images={}, tags={})
        own.add_font = lambda pango_font: self._font(own._fonts, sizes, pango_font)
        _stock["paint"](page, own, scale)
        states = resources["ExtGState"]
        if own._images or any(resources[name] for name in _SHARED) or any(name[0] not in "aA" for name in states):
            return None
        if any(font.missing or font.png or font.svg or font.colr or font.bitmap for font in own._fonts.values()):
            return None
        content = b"\n".join([to_bytes(item) for item in own.stream])
        fonts = [(key, sizes[key], font.widths, font.to_unicode) for key, font in own._fonts.items()]
        stream._tags.update(own._tags)
        return Drawing(stamp, content, dict(states), fonts)

    def _font(self, fonts: dict[Any, Any], firsts: dict[Any, Any], pango_font: Any) -> tuple[Any, float]:
        """Stream.add_font for one page's fonts; a font's file is read once for all pages, its measures once a size."""
        from weasyprint.pdf.fonts import Font
        from weasyprint.text.ffi import pango
        from weasyprint.text.fonts import get_pango_font_key

        key, description, size = get_pango_font_key(pango_font)
        if key not in fonts:
            if (key, size) not in self._pool:
                font = Font(pango_font, description, size)
                same = next((known for (known_key, _size), known in self._pool.items() if known_key == key), font)
                font.file_content = same.file_content
                self._pool[(key, size)] = font
            firsts[key] = self._pool[(key, size)]
            fonts[key] = _fresh(firsts[key])
            fonts[key].hb_font = pango.pango_font_get_hb_font(pango_font)  # that of the pool may be gone with its page
        return fonts[key], size

    # --- structure ---

    def tree(
        self, box: Any, parent: Any, pdf: Any, number: int, nums: dict[int, bytes], annotations: list[Any], tags: Any
    ) -> Iterable[Any]:
        """The page's elements below `parent`, added to `pdf`: tags._build_box_tree for a page box."""
        page = self._pages[number]
        drawing = page.__dict__.get("_docgen_drawings", {}).get(self._standards)
        links = [link_box.link_annotation for *_link, link_box in page.links if link_box.link_annotation]
        outside = {_DOCUMENT: parent.number, _PAGE: int(pdf.page_references[number].split()[0])}
        outside |= {_FIRST_LINK - index: link.number for index, link in enumerate(links)}
        start = len(pdf.objects)
        if drawing is not None and drawing.tags is not None and drawing.tags.links == len(links):
            kept = drawing.tags
            texts = kept.texts % tuple([start + gap if gap >= 0 else outside[gap] for gap in kept.gaps])
            pdf.objects += (
                [_written(place, text) for place, text in enumerate(texts.split(b"\0"), start)] if texts else []
            )
            nums.update({marked: b"%d 0 R" % (start + gap) for marked, gap in kept.marked})
            annotations += [(b"%d 0 R" % (start + gap), links[_FIRST_LINK - link]) for gap, link in kept.linked]
            return [pdf.objects[start + top] for top in kept.tops]
        before = len(annotations)
        elements = list(_stock["tree"](box, parent, pdf, number, nums, annotations, tags))
        if drawing is not None:
            drawing.tags = _tags(pdf.objects[start:], start, outside, elements, nums, annotations[before:], links)
        return elements

    # --- fonts ---

    def clean(self, font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
        """Font.clean, kept for fonts whose file it only cuts to their glyphs."""
        if "fvar" in font.tables or font.png or font.svg or font.colr or font.missing:
            _stock["clean"](font, to_unicode, hinting)
            return
        key = (font.hash, hinting, frozenset(to_unicode))
        if key in self._cut:
            font.file_content = self._cut[key]
            return
        _stock["clean"](font, to_unicode, hinting)
        self._cut = {known: file for known, file in self._cut.items() if known[0] != font.hash}
        self._cut[key] = font.file_content


def _copy(drawing: Drawing, stream: Any) -> None:
    if drawing.content:
        stream.stream.append(drawing.content)
    for name, state in drawing.states.items():
        stream._resources["ExtGState"].setdefault(name, state)
    for key, font, widths, to_unicode in drawing.fonts:
        if key not in stream._fonts:
            stream._fonts[key] = _fresh(font)
        known = stream._fonts[key]
        for own, added in ((known.widths, widths), (known.to_unicode, to_unicode)):
            for glyph in [glyph for glyph in added if glyph not in own]:
                own[glyph] = added[glyph]


def _fresh(font: Any) -> Any:
    """A font of the pool as it is when nothing has been set in it."""
    other = copy.copy(font)
    other.widths, other.to_unicode, other.missing = {}, {}, {}
    return other


def _written(number: int, text: bytes) -> Any:
    """A PDF object whose text is known."""
    written = _stock["written"]()
    written.number, written.data = number, text
    return written


def _tags(
    objects: list[Any],
    start: int,
    outside: dict[int, int],
    elements: list[Any],
    nums: dict[int, bytes],
    linked: list[Any],
    links: list[Any],
) -> Tags | None:
    """The page's structure with gaps for its numbers; None if it points to something unknown."""
    places = {number: gap for gap, number in outside.items()}
    gaps: list[int] = []

    def gap(found: re.Match[bytes]) -> bytes:
        gaps.append(place(int(found[0])))
        return b"%d"

    def place(number: int) -> int:
        return number - start if start <= number < start + len(objects) else places[number]

    try:
        texts = _NUMBER.sub(gap, b"\0".join([item.data for item in objects]).replace(b"%", b"%%"))
        return Tags(
            texts,
            tuple(gaps),
            tuple(element.number - start for element in elements),
            tuple((marked, place(int(reference.split()[0]))) for marked, reference in nums.items()),
            tuple((place(int(reference.split()[0])), place(annotation.number)) for reference, annotation in linked),
            len(links),
        )
    except KeyError:
        return None


def _install() -> None:
    """Stand before WeasyPrint's functions, once; without a DrawnPages in use they do what they always did."""
    if _stock:
        return
    import pydyf
    import weasyprint.document
    from weasyprint.formatting_structure.boxes import PageBox
    from weasyprint.pdf import fonts, tags

    class Written(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
        data = b""
        compressible = True

    _stock.update(
        paint=weasyprint.document.Page.paint, tree=tags._build_box_tree, clean=fonts.Font.clean, written=Written
    )

    def paint(page: Any, stream: Any, scale: float = 1) -> None:
        (_active.paint if _active else _stock["paint"])(page, stream, scale)

    def tree(box: Any, *arguments: Any) -> Iterable[Any]:
        return (_active.tree if _active and isinstance(box, PageBox) else _stock["tree"])(box, *arguments)

    def clean(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
        (_active.clean if _active else _stock["clean"])(font, to_unicode, hinting)

    weasyprint.document.Page.paint = paint
    tags._build_box_tree = tree
    fonts.Font.clean = clean

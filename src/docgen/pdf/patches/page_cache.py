"""Pages drawn once and written many times: for a page that has not changed since the last file, its drawing is copied.

A drawing is what WeasyPrint made of a page in the file before: its content
stream, what it added to the fonts, and its structure elements (ISO 32000-1
§14.7) as text with gaps for object numbers. Pages with pictures, groups or
missing glyphs share things with other pages and are drawn each time. The files
are byte for byte those that WeasyPrint writes by itself.

Only pages with a `stamp` are kept (`chapter_layout` sets it: a page is drawn
again when its stamp changes). For a process that writes again and again
(`docgen watch`). `DrawnPages.document` gives WeasyPrint pages, fonts and tags
that know the cache: nothing outside of that document does.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint.document import Page
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import pango
from weasyprint.text.fonts import get_pango_font_key

from docgen.pdf.patches.declaration import WEASYPRINT, Patch, Use
from docgen.pdf.patches.fast_writing import Packed, to_bytes

_NUMBER = re.compile(rb"\b(\d+)(?= 0 R\b)|(?<=\()(\d+)(?=-\d+-\d+\))")
_SHARED = ("XObject", "Pattern", "Shading")
_DOCUMENT, _PAGE, _FIRST_LINK = -1, -2, -3


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


class CachedPage(Page):  # type: ignore[misc]  # WeasyPrint has no types
    """A laid-out page that is painted through a cache."""

    def __init__(self, page: Any, cache: DrawnPages) -> None:
        self.__dict__.update(page.__dict__)
        self.page, self.cache = page, cache

    def paint(self, stream: Any, scale: float = 1) -> None:
        self.cache.paint(self.page, stream, scale)


class CachedFont(Font):  # type: ignore[misc]
    """A font of a file that is written through a cache: what it was subset to the last time is kept."""

    cache: DrawnPages

    @classmethod
    def of(cls, font: Any, cache: DrawnPages) -> CachedFont:
        found = cls.__new__(cls)
        found.__dict__.update(font.__dict__)
        found.cache = cache
        return found

    def fresh(self) -> CachedFont:
        """The font as it is when nothing has been set in it."""
        other = copy.copy(self)
        other.widths, other.to_unicode, other.missing = {}, {}, {}
        return other

    def clean(self, to_unicode: dict[int, str], hinting: bool) -> None:
        self.cache.subset(self, to_unicode, hinting)


class _Fonts(dict[Any, Any]):
    """A file's fonts by key, each of which knows the cache."""

    def __init__(self, cache: DrawnPages) -> None:
        super().__init__()
        self._cache = cache

    def __setitem__(self, key: Any, font: Any) -> None:
        super().__setitem__(key, font if isinstance(font, CachedFont) else CachedFont.of(font, self._cache))


class _PageTags(dict[Any, Any]):
    """A page's tags on their way from its stream to the structure tree, with the cache and the page."""

    def __init__(self, cache: DrawnPages, page: Any, tags: dict[Any, Any]) -> None:
        super().__init__(tags)
        self.cache, self.page = cache, page


class _PageStream(Stream):  # type: ignore[misc]
    """The stream of one page that is drawn by itself; its fonts are those of the setting, read once for all pages."""

    cache: DrawnPages
    sizes: dict[Any, Any]

    @classmethod
    def beside(cls, stream: Any, resources: Any, cache: DrawnPages) -> _PageStream:
        """An empty stream such as `stream`, with resources of its own."""
        found = cls(
            {},
            stream.page_rectangle,
            resources,
            {},
            {},
            stream._color_profiles,
            stream._output_intent,
            compress=stream.compress,
        )
        found.cache, found.sizes = cache, {}
        return found

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        key, description, size = get_pango_font_key(pango_font)
        if key not in self._fonts:
            self.sizes[key] = self.cache.font(key, pango_font, description, size)
            self._fonts[key] = self.sizes[key].fresh()
            self._fonts[key].hb_font = pango.pango_font_get_hb_font(pango_font)  # the kept one's may have gone
        return self._fonts[key], size


class _Written(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """A PDF object whose text is known."""

    data = b""
    compressible = True

    def __init__(self, number: int, text: bytes) -> None:
        super().__init__()
        self.number, self.data = number, text


class DrawnPages:
    """What files have in common with the one before: drawings (each on its page), packed streams, subset fonts."""

    def __init__(self) -> None:
        self.copied = 0  # pages that were copied into the last file
        self._packed = Packed()
        self._subsets: dict[Any, bytes] = {}
        self._standards: Any = None
        self._fonts: dict[Any, Any] = {}

    def document(self, document: Any, standards: Any) -> Any:
        """A WeasyPrint Document of the same pages whose file takes drawings from here, and leaves its own."""
        # Fonts live as long as their configuration, which owns what they point to.
        self._fonts = document.font_config.fonts
        self._standards, self.copied = standards, 0
        for page in document.pages:
            for *_link, box in page.links:
                box.link_annotation = None
        self._packed.begin()
        cached = document.copy([CachedPage(page, self) for page in document.pages])
        cached.fonts = _Fonts(self)
        return cached

    def pack(self, pdf: Any) -> None:
        """Before the file is put together: its streams are packed through the cache."""
        for item in pdf.objects:
            if isinstance(item, pydyf.Stream):
                item.packed = self._packed

    # --- drawing ---

    def paint(self, page: Any, stream: Any, scale: float) -> None:
        """Page.paint: copy the page's drawing into the stream, or draw it and keep the drawing."""
        drawings = page.__dict__.setdefault("drawings", {})
        stamp = (getattr(page, "stamp", None), scale)
        drawing: Drawing | None = drawings.get(self._standards)
        if drawing is not None and drawing.stamp == stamp:
            self.copied += 1
        else:
            drawings[self._standards] = drawing = self._drawn(page, stream, scale, stamp) if stamp[0] else None
        if drawing is None:
            page.paint(stream, scale)
        else:
            _copy(drawing, stream)
        stream._tags = _PageTags(self, page, stream._tags)

    def _drawn(self, page: Any, stream: Any, scale: float, stamp: Any) -> Drawing | None:
        """The page drawn on a stream of its own; None if it shares anything but fonts and opacities with other pages."""
        resources = pydyf.Dictionary({name: pydyf.Dictionary() for name in ("ExtGState", *_SHARED)})
        resources["ColorSpace"] = stream._resources["ColorSpace"]
        own = _PageStream.beside(stream, resources, self)
        page.paint(own, scale)
        states = resources["ExtGState"]
        if own._images or any(resources[name] for name in _SHARED) or any(name[0] not in "aA" for name in states):
            return None
        if any(font.missing or font.png or font.svg or font.colr or font.bitmap for font in own._fonts.values()):
            return None
        content = b"\n".join([to_bytes(item) for item in own.stream])
        fonts = [(key, own.sizes[key], font.widths, font.to_unicode) for key, font in own._fonts.items()]
        stream._tags.update(own._tags)
        return Drawing(stamp, content, dict(states), fonts)

    def font(self, key: Any, pango_font: Any, description: Any, size: float) -> CachedFont:
        """The kept font of a key and size; a font's file is read once for all pages, its measures once a size."""
        if (key, size) not in self._fonts:
            font = CachedFont.of(Font(pango_font, description, size), self)
            same = next((known for (known_key, _size), known in self._fonts.items() if known_key == key), font)
            font.file_content = same.file_content
            self._fonts[(key, size)] = font
        found: CachedFont = self._fonts[(key, size)]
        return found

    # --- structure ---

    def tree(
        self, stock: Any, box: Any, parent: Any, pdf: Any, number: int, nums: Any, annotations: list[Any], tags: Any
    ) -> Iterable[Any]:
        """The page's elements below `parent`, added to `pdf`: tags._build_box_tree (`stock`) for a page box."""
        page = tags.page
        drawing = page.drawings.get(self._standards)
        links = [link_box.link_annotation for *_link, link_box in page.links if link_box.link_annotation]
        outside = {_DOCUMENT: parent.number, _PAGE: int(pdf.page_references[number].split()[0])}
        outside |= {_FIRST_LINK - index: link.number for index, link in enumerate(links)}
        start = len(pdf.objects)
        if drawing is not None and drawing.tags is not None and drawing.tags.links == len(links):
            kept = drawing.tags
            texts = kept.texts % tuple([start + gap if gap >= 0 else outside[gap] for gap in kept.gaps])
            pdf.objects += (
                [_Written(place, text) for place, text in enumerate(texts.split(b"\0"), start)] if texts else []
            )
            nums.update({marked: b"%d 0 R" % (start + gap) for marked, gap in kept.marked})
            annotations += [(b"%d 0 R" % (start + gap), links[_FIRST_LINK - link]) for gap, link in kept.linked]
            return [pdf.objects[start + top] for top in kept.tops]
        before = len(annotations)
        elements = list(stock(box, parent, pdf, number, nums, annotations, tags))
        if drawing is not None:
            drawing.tags = _tags(pdf.objects[start:], start, outside, elements, nums, annotations[before:], links)
        return elements

    # --- fonts ---

    def subset(self, font: CachedFont, to_unicode: dict[int, str], hinting: bool) -> None:
        """Font.clean, kept for fonts whose file it only subsets to their glyphs."""
        if "fvar" in font.tables or font.png or font.svg or font.colr or font.missing:
            Font.clean(font, to_unicode, hinting)
            return
        key = (font.hash, hinting, frozenset(to_unicode))
        if key in self._subsets:
            font.file_content = self._subsets[key]
            return
        Font.clean(font, to_unicode, hinting)
        self._subsets = {known: file for known, file in self._subsets.items() if known[0] != font.hash}
        self._subsets[key] = font.file_content


def _copy(drawing: Drawing, stream: Any) -> None:
    if drawing.content:
        stream.stream.append(drawing.content)
    for name, state in drawing.states.items():
        stream._resources["ExtGState"].setdefault(name, state)
    for key, font, widths, to_unicode in drawing.fonts:
        if key not in stream._fonts:
            stream._fonts[key] = font.fresh()
        known = stream._fonts[key]
        for own, added in ((known.widths, widths), (known.to_unicode, to_unicode)):
            for glyph in [glyph for glyph in added if glyph not in own]:
                own[glyph] = added[glyph]


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


def _build_box_tree(stock: Any) -> Any:
    def build_box_tree(
        box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any
    ) -> Iterator[Any]:
        """_build_box_tree; a page's elements come from its drawing."""
        if isinstance(tags, _PageTags) and box is tags.page._page_box:
            yield from tags.cache.tree(stock, box, parent, pdf, page_number, nums, annotations, tags)
        else:
            yield from stock(box, parent, pdf, page_number, nums, annotations, tags)

    return build_box_tree


DECLARED = (
    Patch(
        target="weasyprint.pdf.tags:_build_box_tree",
        why="the structure elements of a page that has not changed are copied",
        versions=WEASYPRINT,
        source="f716251a83e7",
        signature="(box, parent, pdf, page_number, nums, annotations, tags)",
        replacement=_build_box_tree,
        retired="WeasyPrint keeps what it drew of a page",
        speed=True,
    ),
    Use(
        target="weasyprint.pdf.stream:Stream",
        why="a page is drawn on a stream of its own",
        versions=WEASYPRINT,
        source="624257224db6",
    ),
    Use(
        target="weasyprint.pdf.fonts:Font",
        why="a font is read once for all pages, and subset once",
        versions=WEASYPRINT,
        source="1888854798bf",
    ),
)

"""A page after it has been drawn, apart from the boxes that it was laid out in: plain data, to be kept, pickled and written.

A chapter knows neither its own place nor the pages that it refers to. So what is drawn of a page is a template: marks of
marked content (ISO 32000-1 §14.6) are counted from wherever the page's begin, numbers of pages are holes, and structure
elements (§14.7) have gaps for the numbers of objects. `patches.drawing` makes records, `patches.assembly` writes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

# Gaps of a page's structure elements: from 0 the page's own objects, then the document's element, the page, its links …
DOCUMENT, PAGE, FIRST_LINK = -1, -2, -3
MARK = 1 << 32  # … and from here the marks


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a font: its number, its width in thousandths of the size, and the text that it stands for."""

    number: int
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class Numerals:
    """How digits of one look are written: the font by key and size, a glyph for each digit, and its part of a TJ operand.

    `parts` gives for each digit what it is when it stands alone, first, in the middle and last: hexadecimal glyph and
    the adjustments behind it, without the outer angle brackets.
    """

    font: tuple[Any, float]
    glyphs: tuple[Glyph, ...]
    parts: tuple[tuple[str, str, str, str], ...]

    def written(self, number: str) -> bytes:
        """The operator that shows a number (ISO 32000-1 §9.4.3), as WeasyPrint writes it."""
        last = len(number) - 1
        shown = "".join(
            self.parts[int(digit)][0 if last == 0 else 1 if place == 0 else 3 if place == last else 2]
            for place, digit in enumerate(number)
        )
        text = f"<{shown}"
        text = text[:-1] if text.endswith("<") else f"{text}>"
        return b"[%s] TJ" % text.encode("ascii")


@dataclass(frozen=True, slots=True)
class Hole:
    """Where the number of a page is shown: that of an anchor, or "page" and "pages" in margins; `length` digits of it."""

    of: str
    length: int
    numerals: Numerals


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What a stretch of content adds to a font: its key and the size it is used in first, widths and texts by glyph."""

    font: tuple[Any, float]
    widths: dict[int, float]
    texts: dict[int, str]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that the content shows: its name among the resources, the picture, and how it is scaled."""

    name: str
    image: Any
    interpolate: bool
    ratio: float


@dataclass(frozen=True, slots=True)
class Tags:
    """A page's structure elements: the texts of its objects, with gaps; NUL between them.

    `tops` are the elements directly below the document's, `marked` the elements of the marks in their order, `linked`
    pairs of element and link, all as gaps.
    """

    texts: bytes
    gaps: tuple[int, ...]
    tops: tuple[int, ...]
    marked: tuple[int, ...]
    linked: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn in one stretch: the content as a template for `%`, and what it needs.

    `order` has for each place of the template -1 (the next mark) or the index of a hole; `marks` is the number of marks.
    `needs` are glyphs, images and holes in the order in which they appear (a hole adds the glyphs of its number).
    `states` are opacities by their names among the resources.
    """

    content: bytes
    order: tuple[int, ...] = ()
    marks: int = 0
    holes: tuple[Hole, ...] = ()
    needs: tuple[Glyphs | Image | Hole, ...] = ()
    states: dict[str, dict[str, float]] = field(default_factory=dict)

    def count(self, kind: type) -> int:
        """How many needs of a kind there are."""
        return sum(isinstance(need, kind) for need in self.needs)

    def filled(self, first: int, numbers: Sequence[str]) -> bytes:
        """The content with marks from `first` and a number for each hole."""
        if not self.order:
            return self.content % ()
        values: list[Any] = []
        for place in self.order:
            if place < 0:
                values.append(first)
                first += 1
            else:
                values.append(self.holes[place].numerals.written(numbers[place]))
        return self.content % tuple(values)


@dataclass(slots=True)
class PageRecord:
    """A page without its headers and footers, as WeasyPrint's Page tells it, and what is drawn of it.

    `head` and `tail` stand around all that is drawn on the page; between `body` and them headers and footers may be.
    Links are (kind, target, rectangle), anchors name → (x, y, …), both with the chapter's own names. `margins` is the
    key under which the makings of its headers and footers are kept.
    """

    width: float
    height: float
    bleed: dict[str, float]
    bookmarks: list[Any]
    anchors: dict[str, Any]
    links: list[tuple[str, str, Any]]
    resets: Any
    head: bytes = b""
    tail: bytes = b""
    body: Drawn = Drawn(b"")
    tags: Tags = Tags(b"", (), (), (), ())
    margins: Any = None

    @property
    def size(self) -> int:
        """About how many bytes the record takes."""
        return 8000 + len(self.body.content) + len(self.tags.texts) + 24 * len(self.tags.gaps)


@dataclass(frozen=True, slots=True)
class MarginRecord:
    """Headers and footers drawn for a page number and a total of so many digits: behind the text, and before it."""

    behind: Drawn
    before: Drawn
    tags: Tags
    links: tuple[tuple[str, str, Any], ...]

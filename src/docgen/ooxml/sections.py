"""Sections: what stands in each, its page set-up, and the headers and footers that it prints, its own or those before (ECMA-376 part 1 §17.6, §17.10).

Lengths are twips.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.ooxml.elements.paragraphs import Paragraph
from docgen.ooxml.elements.sections import Columns, PageMargins, PageNumbers, PageSize, SectionProperties
from docgen.ooxml.names import W, local


@dataclass(frozen=True, slots=True)
class PageSetUp:
    """A page's size, its margins as they are written (a negative one is exact, whatever the header needs), its gutter."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    gutter: int
    header: int
    footer: int

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right - self.gutter

    @property
    def text_height(self) -> int:
        return self.height - abs(self.top) - abs(self.bottom)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a story.

    `children` are what stands in it, its last paragraph too; `headers` and `footers` map a kind of page (default, first,
    even) to the relationship id of what it prints, taken over from the section before where it names none (§17.10.1).
    """

    children: tuple[etree._Element, ...]
    properties: SectionProperties
    headers: Mapping[str, str]
    footers: Mapping[str, str]


def read_sections(body: etree._Element) -> list[Section]:
    """The sections of a w:body in order; what stands after the last w:sectPr is a section with Word's own page."""
    sections: list[Section] = []
    children: list[etree._Element] = []
    headers: dict[str, str] = {}
    footers: dict[str, str] = {}
    for child in body:
        properties = ending(child)
        if child.tag != SectionProperties.tag:
            children.append(child)
        if properties is not None:
            headers = headers | {item.kind: item.identifier for item in properties.headers}
            footers = footers | {item.kind: item.identifier for item in properties.footers}
            sections.append(Section(tuple(children), properties, headers, footers))
            children = []
    if children or not sections:
        last = SectionProperties(_nothing(SectionProperties.tag))
        sections.append(Section(tuple(children), last, headers, footers))
    return sections


def ending(child: etree._Element) -> SectionProperties | None:
    """The section that ends with a child of w:body: its paragraph's, or the body's last."""
    if child.tag == SectionProperties.tag:
        return SectionProperties(child)
    return Paragraph(child).section if child.tag == Paragraph.tag else None


def last_section(root: etree._Element) -> SectionProperties:
    """The section in which a document ends; one with Word's own page where it names none."""
    found = root.find(f"{W}body/{SectionProperties.tag}")
    return SectionProperties(_nothing(SectionProperties.tag) if found is None else found)


def page_set_up(section: SectionProperties) -> PageSetUp:
    """Size and margins, Word's own (A4, an inch all round) where the section does not say."""
    size = section.size or PageSize(_nothing(PageSize.tag))
    margins = section.margins or PageMargins(_nothing(PageMargins.tag))
    return PageSetUp(
        size.width, size.height, margins.top, margins.right, margins.bottom, margins.left, margins.gutter,
        margins.header, margins.footer,
    )  # fmt: skip


def page_numbers(section: SectionProperties) -> PageNumbers:
    """How the section counts its pages: on from those before, in digits, where it does not say."""
    return section.numbers or PageNumbers(_nothing(PageNumbers.tag))


@dataclass(frozen=True, slots=True)
class ColumnSetUp:
    """`gap` lies between two columns; `widths` are those of unequal ones, () for equal ones (§17.6.4)."""

    count: int = 1
    gap: int = 0
    line: bool = False
    widths: tuple[int, ...] = ()

    def width(self, room: int) -> int:
        """The width of a column of a text `room` wide, the narrowest of unequal ones."""
        if self.widths and min(self.widths) > 0:
            return min(self.widths)
        return (room - self.gap * (self.count - 1)) // self.count


def columns_of(section: SectionProperties) -> ColumnSetUp:
    """The section's columns, one where it does not say."""
    columns = section.columns or Columns(_nothing(Columns.tag))
    own = columns.own
    if own and not columns.equal:
        gap = own[0].element.get(f"{W}space")
        return ColumnSetUp(
            len(own), columns.gap if gap is None else own[0].gap, columns.line, tuple(item.width for item in own)
        )
    return ColumnSetUp(max(columns.count, 1), columns.gap, columns.line)


def column_width(section: SectionProperties) -> int:
    """The width in which the section's text is set."""
    return max(columns_of(section).width(page_set_up(section).text_width), 1)


def grid_pitch(section: SectionProperties) -> int:
    """The step of a grid of lines, 0 where the section has none (§17.6.5)."""
    grid = section.grid
    return grid.pitch if grid is not None and grid.kind in ("lines", "linesAndChars", "snapToChars") else 0


def border_sides(borders: etree._Element | None) -> list[etree._Element]:
    """The sides of a w:pgBorders, those of a page frame (§17.6.10)."""
    sides = ("top", "right", "bottom", "left")
    return [] if borders is None else [side for side in borders if local(side) in sides]


def _nothing(tag: str) -> etree._Element:
    return etree.Element(tag)

"""The template's sections as CSS pages: sizes, margins, columns, numbering, and the boxes of headers and footers (ECMA-376 §17.6).

A section becomes the named page s0, s1 …; one that continues on the page of
the section before it keeps that page's name. `turned` pages (s1l) are those of
landscape blocks within the body.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from docgen.ooxml.names import W
from docgen.ooxml.sections import (
    PageSetUp,
    columns_of,
    ending,
    grid_pitch,
    page_numbers,
    page_set_up,
    read_sections,
)  # fmt: skip
from docgen.ooxml.sections import Section as WordSection

EDGES = (("top", "h"), ("bottom", "f"))


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size, margins and distances of header and footer, in pt; `left` includes the gutter."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float
    exact_top: bool = False  # a negative w:top: the text does not give way to a high header

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    def turned(self) -> Page:
        """The page turned in its binding: left becomes top, and so on round (as docx.sections)."""
        top, bottom = self.left, self.right
        return Page(
            self.height, self.width, top, self.top, bottom, self.bottom,
            max(top - (self.top - self.header), 14.2), max(bottom - (self.bottom - self.footer), 14.2), self.exact_top,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """w:cols: how many, the space between in pt, a rule between them or not (§17.6.4)."""

    count: int = 1
    gap: float = 36.0
    rule: bool = False

    def css(self) -> str:
        line = ";column-rule:0.5pt solid #000" if self.rule else ""
        return f"columns:{self.count};column-gap:{self.gap:g}pt;column-fill:auto{line}"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the template.

    `running` maps (edge, type) to a part's name: ("top", "default") → word/header1.xml. `start` restarts the page
    numbers (None: they run on), `number_format` is Word's name of their format; `pitch` that of the document grid in pt.
    """

    name: str
    children: tuple[etree._Element, ...]
    page: Page
    running: Mapping[tuple[str, str], str]
    title_page: bool = False
    continuous: bool = False
    columns: Columns = Columns()
    start: int | None = None
    number_format: str = "decimal"
    pitch: float = 0.0
    borders: etree._Element | None = field(default=None, compare=False)

    def kinds(self, *, even_odd: bool, turned: bool = False) -> list[tuple[str, str]]:
        """(type of header, CSS page selector) of each kind of page of this section.

        Even pages are those with an even number: physical ones, unless the section starts its own count.
        """
        name = f"{self.name}l" if turned else self.name
        kinds = [("default", name)]
        if even_odd and self.start is None:
            kinds = [("default", f"{name}:right"), ("even", f"{name}:left")]
        elif even_odd and self.start is not None:
            odd, even = ("2n+1", "2n") if self.start % 2 else ("2n", "2n+1")
            kinds = [("default", f"{name}:nth({odd} of {self.name})"), ("even", f"{name}:nth({even} of {self.name})")]
        if (self.title_page or self._marks_first) and not turned:
            kinds.append(("first", f"{name}:nth(1 of {name})"))
        return kinds

    @property
    def _marks_first(self) -> bool:
        """True if the page border is on the first page only, or on all others."""
        return self.borders is not None and self.borders.get(f"{W}display", "allPages") != "allPages"

    def part(self, edge: str, kind: str) -> str:
        """The part's name that is printed at an edge of such pages; "" for none."""
        return self.running.get((edge, "default" if kind == "first" and not self.title_page else kind), "")


def read_pages(body: etree._Element, relations: Mapping[str, str]) -> list[Section]:
    """The sections of a w:body as pages; `relations` maps relationship ids to part names.

    One that begins on the page of the section before it is printed on that section's kind of page.
    """
    sections: list[Section] = []
    for index, found in enumerate(read_sections(body)):
        made = _section(f"s{index}", found, relations)
        if made.continuous and sections and _same_paper(made, sections[-1]):
            before = sections[-1]
            made = replace(
                made, name=before.name, running=before.running, title_page=before.title_page, borders=before.borders
            )
        sections.append(replace(made, continuous=bool(sections) and made.name == sections[-1].name))
    return sections


def _same_paper(one: Section, other: Section) -> bool:
    return (one.page.width, one.page.height) == (other.page.width, other.page.height)


def _section(name: str, section: WordSection, relations: Mapping[str, str]) -> Section:
    properties, numbers = section.properties, page_numbers(section.properties)
    columns = columns_of(properties)
    children = section.children
    if children and ending(children[-1]) is not None and children[-1].find(f"{W}r") is None:
        children = children[:-1]  # a paragraph that only ends the section
    running = {
        (edge, kind): relations.get(identifier, "")
        for edge, found in (("top", section.headers), ("bottom", section.footers))
        for kind, identifier in found.items()
    }
    return Section(
        name,
        children,
        _page(page_set_up(properties)),
        running,
        title_page=properties.title_page,
        continuous=properties.kind == "continuous",
        # CSS has columns of one width only: the first gap stands for all.
        columns=Columns(columns.count, columns.gap / 20, columns.line),
        start=numbers.start,
        number_format=numbers.form,
        pitch=grid_pitch(properties) / 20,
        borders=properties.element.find(f"{W}pgBorders"),
    )


def _page(page: PageSetUp) -> Page:
    return Page(
        page.width / 20, page.height / 20, abs(page.top) / 20, page.right / 20, abs(page.bottom) / 20,
        (page.left + page.gutter) / 20, page.header / 20, page.footer / 20, page.top < 0,
    )  # fmt: skip


# --- CSS ------------------------------------------------------------------


def page_css(
    section: Section,
    *,
    even_odd: bool,
    turned: bool,
    drawn: frozenset[str],
    counted: bool,
    raised: Mapping[str, tuple[float, float]],
) -> str:
    """The @page rules of a section, or of its turned pages.

    `drawn` are the types of header that have something behind the text; `counted` asks for the section's own page
    counter (SECTIONPAGES); `raised` is the top and bottom margin in pt by type where a high header or footer pushes the text away.
    """
    name = f"{section.name}l" if turned else section.name
    page = section.page.turned() if turned else section.page
    margins = f"{page.top:g}pt {page.right:g}pt {page.bottom:g}pt {page.left:g}pt"
    own = f"counter-increment:page {section.name};" if counted else ""
    css = f"@page {name}{{{own}size:{page.width:g}pt {page.height:g}pt;margin:{margins}}}\n"
    for kind, selector in section.kinds(even_odd=even_odd, turned=turned):
        boxes = ""
        for edge, letter in EDGES:
            distance = page.header if edge == "top" else page.footer
            content = f"element({section.name}{letter}{kind})" if section.part(edge, kind) else "none"
            boxes += (
                f"@{edge}-center{{content:{content};width:100%;vertical-align:{edge};padding-{edge}:{distance:g}pt}}"
            )
        if kind in drawn:
            boxes += f"@top-left-corner{{content:element({name}x{kind});vertical-align:top;z-index:-1}}"
        high = "margin-top:{:g}pt;margin-bottom:{:g}pt;".format(*raised[kind]) if kind in raised else ""
        css += f"@page {selector}{{{high}{boxes}}}\n"
    if section.start is not None and not turned:
        css += f"@page {name}:nth(1 of {name}){{counter-reset:page {section.start - 1};counter-increment:page{f' {section.name}' if counted else ''}}}\n"
    return css

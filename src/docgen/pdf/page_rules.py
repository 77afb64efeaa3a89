"""The template's sections as CSS pages: sizes, margins, columns, numbering, and the boxes of headers and footers (ECMA-376 §17.6).

A section becomes the named page s0, s1 …; one that continues on the page of
the section before it keeps that page's name. `turned` pages (s1l) are those of
landscape blocks within the body.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from docgen.ooxml.styles import W, integer, local

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
EDGES = (("headerReference", "top", "h"), ("footerReference", "bottom", "f"))


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


def read_sections(body: etree._Element, relations: dict[str, str]) -> list[Section]:
    """Children up to each w:sectPr; a header that a section does not name is that of the section before (§17.10.1)."""
    sections: list[Section] = []
    children: list[etree._Element] = []
    running: dict[tuple[str, str], str] = {}
    for child in body:
        properties = (
            child if child.tag == f"{W}sectPr" else child.find(f"{W}pPr/{W}sectPr") if child.tag == f"{W}p" else None
        )
        if properties is None:
            children.append(child)
            continue
        if child.tag == f"{W}p" and child.find(f"{W}r") is not None:
            children.append(child)
        running = running | _references(properties, relations)
        made = _section(f"s{len(sections)}", tuple(children), properties, running)
        if made.continuous and sections and _same_paper(made, sections[-1]):
            before = sections[-1]
            made = replace(
                made, name=before.name, running=before.running, title_page=before.title_page, borders=before.borders
            )
        sections.append(replace(made, continuous=bool(sections) and made.name == sections[-1].name))
        children = []
    return sections


def _same_paper(one: Section, other: Section) -> bool:
    return (one.page.width, one.page.height) == (other.page.width, other.page.height)


def _references(properties: etree._Element, relations: dict[str, str]) -> dict[tuple[str, str], str]:
    found = {}
    for tag, edge, _letter in EDGES:
        for reference in properties.iterfind(f"{W}{tag}"):
            target = relations.get(reference.get(f"{R}id", ""), "")
            found[(edge, reference.get(f"{W}type", "default"))] = target
    return found


def _section(
    name: str, children: tuple[etree._Element, ...], properties: etree._Element, running: dict[tuple[str, str], str]
) -> Section:
    numbers, grid, columns = (properties.find(f"{W}{tag}") for tag in ("pgNumType", "docGrid", "cols"))
    kind = properties.find(f"{W}type")
    start = numbers.get(f"{W}start") if numbers is not None else None
    snapped = grid is not None and grid.get(f"{W}type") in ("lines", "linesAndChars", "snapToChars")
    return Section(
        name,
        children,
        _page(properties),
        dict(running),
        title_page=_switched(properties.find(f"{W}titlePg")),
        continuous=kind is not None and kind.get(f"{W}val") == "continuous",
        columns=_columns(columns),
        start=None if start is None else integer(start),
        number_format=numbers.get(f"{W}fmt", "decimal") if numbers is not None else "decimal",
        pitch=integer(grid.get(f"{W}linePitch")) / 20 if snapped and grid is not None else 0.0,
        borders=properties.find(f"{W}pgBorders"),
    )


def _page(properties: etree._Element) -> Page:
    size, margin = properties.find(f"{W}pgSz"), properties.find(f"{W}pgMar")

    def number(element: etree._Element | None, name: str, default: int) -> float:
        return (default if element is None else integer(element.get(f"{W}{name}"), default)) / 20

    sides = {side: number(margin, side, 1440) for side in ("top", "right", "bottom", "left")}
    return Page(
        number(size, "w", 11906), number(size, "h", 16838), abs(sides["top"]), sides["right"], abs(sides["bottom"]),
        sides["left"] + number(margin, "gutter", 0), number(margin, "header", 720), number(margin, "footer", 720),
        sides["top"] < 0,
    )  # fmt: skip


def _columns(element: etree._Element | None) -> Columns:
    if element is None:
        return Columns()
    own = element.findall(f"{W}col")
    gap = integer(element.get(f"{W}space"), 720) / 20
    if own and element.get(f"{W}equalWidth", "1") in ("0", "false", "off"):
        # CSS has columns of one width only: the first gap stands for all.
        gap = integer(own[0].get(f"{W}space"), 720) / 20
        return Columns(len(own), gap, _switched_on(element.get(f"{W}sep", "0")))
    return Columns(max(integer(element.get(f"{W}num"), 1), 1), gap, _switched_on(element.get(f"{W}sep", "0")))


def _switched(element: etree._Element | None) -> bool:
    return element is not None and _switched_on(element.get(f"{W}val", "1"))


def _switched_on(value: str) -> bool:
    return value not in ("0", "false", "off")


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
        for _tag, edge, letter in EDGES:
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


def border_sides(section: Section) -> list[etree._Element]:
    """The sides of w:pgBorders that are drawn."""
    if section.borders is None:
        return []
    return [
        side
        for side in section.borders
        if isinstance(side.tag, str) and local(side) in ("top", "right", "bottom", "left")
    ]

"""The template's own pages for the PDF: cover, headers, footers and page set-up, read from the filled Word file.

The template's sections become CSS named pages s0, s1 …; headers and footers
become running elements; what floats in them, watermarks and page borders
stand behind the text of every page; what stands before and after the slots
becomes paragraphs and tables with Word's look (ECMA-376 §17.6, §17.10).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from lxml import etree

from docgen.model.nodes import Document, Landscape
from docgen.ooxml.elements.paragraphs import Border
from docgen.ooxml.names import W, local
from docgen.ooxml.properties import attributes_of
from docgen.ooxml.relationships import DOCUMENT, read_relationships, resolve
from docgen.ooxml.sections import border_sides, grid_pitch, last_section
from docgen.ooxml.settings import Settings
from docgen.pdf.line_heights import LineHeights
from docgen.pdf.page_rules import (
    EDGES,
    Columns,
    Page,
    Section,
    page_css,
    read_pages,
)
from docgen.pdf.running_text import RunningText
from docgen.pdf.template_paragraph import Story, Surroundings
from docgen.pdf.word_css import border_css, declarations, rule
from docgen.template.fill import FilledTemplate

BODY, TOC = "\ufdd8body", "\ufdd8toc"


@dataclass(slots=True)
class TemplatePages:
    """The template as HTML: `css` of all pages, and the pieces between which body and contents stand."""

    css: str
    running: RunningText
    pieces: list[str] = field(default_factory=list)  # HTML, or the marks BODY and TOC
    body_section: str = "s0"
    columns: Columns = field(default_factory=Columns)
    number_format: str = "decimal"  # of the body's page numbers
    begins_page: bool = False  # the body is the first thing on its page


def template_pages(filled: FilledTemplate, document: Document, lines: LineHeights) -> TemplatePages:
    """Everything of the template that the reader sees, in order, with marks where the slots are."""
    root = etree.fromstring(filled.parts[DOCUMENT])
    body = root.find(f"{W}body")
    assert body is not None  # template.fill has checked it
    relations = relations_of(filled.parts, DOCUMENT)
    sections = read_pages(body, relations)
    return _Pages(filled, document, sections, lines).write(relations)


def body_pitch(filled: FilledTemplate) -> float:
    """The document grid's step in pt of the section that the body stands in, the last one; 0 without a grid of lines."""
    return grid_pitch(last_section(etree.fromstring(filled.parts[DOCUMENT]))) / 20


class _Pages:
    """The sections on their way to HTML and CSS."""

    def __init__(self, filled: FilledTemplate, document: Document, sections: list[Section], lines: LineHeights) -> None:
        self._filled = filled
        self._sections = sections
        self._lines = lines
        self._settings = Settings(filled.parts)
        self._running = RunningText(filled)
        self._running.prepare(sections)
        self._first_settings = self._running.first_settings(document.blocks)
        self._turned = any(isinstance(block, Landscape) for block in document.blocks)
        self._counted = any(
            b"SECTIONPAGES" in content for name, content in filled.parts.items() if name.startswith("word/")
        )

    def write(self, relations: dict[str, str]) -> TemplatePages:
        pages = TemplatePages("", self._running)
        css = ""
        for index, section in enumerate(self._sections):
            follows = index + 1 < len(self._sections) and self._sections[index + 1].continuous
            if not section.continuous:
                running, rules = self._running_elements(section)
                css += rules
                first = f";string-set:{escape(self._first_settings)}" if self._first_settings and not index else ""
                pages.pieces.append(f'<section style="page:{section.name}{first}">{running}')
            self._flow(section, relations, pages)
            if not follows:
                end = f'<div id="_end-{section.name}"></div>' if self._counted else ""
                pages.pieces.append(f"{end}</section>")
        css += "".join(
            rule(selector, {"content": text.removeprefix("content:")}) for selector, text in self._running.css.items()
        )
        pages.css = css
        return pages

    # --- what stands between the slots ---

    def _flow(self, section: Section, relations: dict[str, str], pages: TemplatePages) -> None:
        page, columns = section.page, section.columns
        width = (page.text_width - columns.gap * (columns.count - 1)) / columns.count
        story = Story(
            self._surroundings(section.pitch), relations, page, section.name, width, begins_page=not section.continuous
        )
        if columns.count > 1:
            pages.pieces.append(f'<div class="cols" style="{columns.css()}">')
        for child in section.children:
            if child.tag is not etree.ProcessingInstruction:
                pages.pieces.append(story.block(child))
                continue
            mark = BODY if child.text == "body" else TOC
            pages.pieces += ['<div style="break-before:page">', mark, "</div>"] if story.break_next else [mark]
            if mark == BODY:
                pages.begins_page = story.break_next or story.begins_page
                pages.body_section, pages.columns, pages.number_format = section.name, columns, section.number_format
            story.break_next = story.begins_page = False
        if columns.count > 1:
            pages.pieces.append("</div>")

    def _surroundings(self, pitch: float) -> Surroundings:
        lines = LineHeights(self._lines.extents, pitch, self._lines.cells)
        return Surroundings(
            self._filled, lines, self._running.field_html, self._running.setting, self._settings.default_tab / 20,
            self._settings.outdented_tables,
        )  # fmt: skip

    # --- headers, footers, and what stands behind the text ---

    def _running_elements(self, section: Section) -> tuple[str, str]:
        """(running elements, @page rules) of a section, of its turned pages too where the document has any."""
        html, css = self._edition(section, section.page, turned=False)
        if section.page.width <= section.page.height:
            more, rules = self._edition(section, section.page.turned(), turned=True)
            html, css = html + (more if self._turned else ""), css + rules
        return html, css

    def _edition(self, section: Section, page: Page, *, turned: bool) -> tuple[str, str]:
        html = ""
        drawn: set[str] = set()
        raised: dict[str, tuple[float, float]] = {}
        for kind, _selector in section.kinds(even_odd=self._settings.even_and_odd, turned=turned):
            shapes = _page_border(section, page, kind, self._filled, self._settings) if not turned else []
            top, bottom = page.top, page.bottom
            for edge, letter in EDGES:
                inside, high, floating = self._part(section, edge, kind, page)
                shapes += floating
                if inside and not turned:
                    style = declarations({"position": f"running({section.name}{letter}{kind})", "width": "100%"})
                    html += f'<div style="{escape(style)}">{inside}</div>'
                if edge == "top" and not page.exact_top:
                    top = max(top, high)
                elif edge == "bottom":
                    bottom = max(bottom, high)
            if shapes:
                drawn.add(kind)
                name = f"{section.name}{'l' if turned else ''}x{kind}"
                html += f'<div style="position:running({name})">{"".join(shapes)}</div>'
            if (top, bottom) != (page.top, page.bottom):
                raised[kind] = (top, bottom)
        rules = page_css(
            section,
            even_odd=self._settings.even_and_odd,
            turned=turned,
            drawn=frozenset(drawn),
            counted=self._counted,
            raised=raised,
        )
        return html, rules

    def _part(self, section: Section, edge: str, kind: str, page: Page) -> tuple[str, float, list[str]]:
        """A header's or footer's HTML, where it ends from its edge of the page in pt, and what floats in it."""
        name = section.part(edge, kind)
        content = self._filled.parts.get(name)
        if not name or content is None:
            return "", 0.0, []
        distance = page.header if edge == "top" else page.footer
        story = Story(
            self._surroundings(section.pitch), relations_of(self._filled.parts, name), page, section.name, page.text_width,
            running=True, y=distance if edge == "top" else page.height - page.bottom,
        )  # fmt: skip
        start = story.y
        inside = story.blocks(etree.fromstring(content))
        return inside, distance + story.y - start, [html for _behind, html in story.shapes]


def _page_border(section: Section, page: Page, kind: str, filled: FilledTemplate, settings: Settings) -> list[str]:
    """w:pgBorders as a frame in page coordinates (§17.6.10)."""
    sides = border_sides(section.borders)
    display = section.borders.get(f"{W}display", "allPages") if section.borders is not None else ""
    if not sides or (display == "firstPage" and kind != "first") or (display == "notFirstPage" and kind == "first"):
        return []
    from_page = section.borders is not None and section.borders.get(f"{W}offsetFrom") == "page"
    edges = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    if section.part("top", kind) and settings.borders_around_header:
        edges["top"] = min(page.top, page.header)
    if section.part("bottom", kind) and settings.borders_around_footer:
        edges["bottom"] = min(page.bottom, page.footer)
    css = {"position": "absolute", "box-sizing": "border-box"}
    inset = dict.fromkeys(edges, 0.0) if from_page else dict(edges)
    for side in sides:
        name, border = local(side), attributes_of(side)
        space = float(Border.space.within(border))
        css[f"border-{name}"] = border_css(filled.styles.theme.resolved(name, border))
        inset[name] = space if from_page else max(edges[name] - space, 0.0)
    css |= {"left": f"{inset['left']:g}pt", "top": f"{inset['top']:g}pt"}
    css |= {
        "width": f"{page.width - inset['left'] - inset['right']:g}pt",
        "height": f"{page.height - inset['top'] - inset['bottom']:g}pt",
    }
    return [f'<div style="{declarations(css)}"></div>']


def relations_of(parts: dict[str, bytes], part: str) -> dict[str, str]:
    """Relationship id → part name (or outside address) of one part."""
    return {
        item.id: item.target if item.external else resolve(part, item.target)
        for item in read_relationships(parts, part)
    }

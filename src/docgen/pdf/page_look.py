"""How a document's pages look: the template's own pages and the whole style sheet, and what is kept of them and of the blocks."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import partial
from html import escape

from docgen.model.memo import BlockMemo, Memo, Same
from docgen.model.nodes import Block, Document, Heading, Landscape
from docgen.model.traversal import plain_text, walk
from docgen.ooxml.elements.paragraphs import ParagraphProperties
from docgen.ooxml.properties import is_on
from docgen.ooxml.settings import Settings
from docgen.pdf.line_heights import Extents, LineHeights
from docgen.pdf.stylesheet import stylesheet
from docgen.pdf.template_html import TemplatePages, body_pitch, template_pages
from docgen.template.fill import FilledTemplate
from docgen.template.page_numbers import counter_rules, counter_style
from docgen.template.roles import ROLES


def look_of(document: Document, filled: FilledTemplate, extents: Extents) -> tuple[TemplatePages, str]:
    """The template's pages, and the whole style sheet: Word's styles, the pages, page tops, and the template's own style.css."""
    lines = LineHeights(extents, body_pitch(filled), Settings(filled.parts).grid_in_cells)
    pages = template_pages(filled, document, lines)
    style = (
        stylesheet(filled.styles, filled.roles, lines)
        + counter_rules({*pages.running.counters, pages.number_format})
        + pages.css
        + _toc_numbers(pages)
        + _page_tops(filled)
        + filled.css
    )
    return pages, style


def opening(document: Document) -> str:
    """The page up to its style sheet: language, title and what the PDF's properties say."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title>{_meta(document)}"
    )


def _meta(document: Document) -> str:
    pairs = (("description", document.subject), ("keywords", document.keywords), ("generator", "docgen"))
    return "".join(f'<meta name="{name}" content="{escape(text)}">' for name, text in pairs if text)


def begins_pages(role: str, filled: FilledTemplate) -> bool:
    """True for a role whose Word style begins a new page by itself."""
    return is_on(filled.styles.resolve(filled.roles[role])[0], ParagraphProperties.page_break_before)


def _toc_numbers(pages: TemplatePages) -> str:
    """References to pages in the format of the body's page numbers, where that is not decimal."""
    style = counter_style(pages.number_format)
    if style is None:
        return ""
    number = style("page").replace("counter(page", "target-counter(attr(href),page")
    return f'.t::after{{content:leader(".") {number}}}\n.pg::before{{content:{number}}}\n'


def _page_tops(filled: FilledTemplate) -> str:
    """Space above a paragraph is dropped at the top of a page, as Word does, but for pages that it begins by itself.

    CSS would do so too, but WeasyPrint takes every break within a named page for a forced one.
    """
    keeping = [f".{role}" for role in ROLES if role.startswith("heading") and begins_pages(role, filled)]
    rules = [
        "body *{margin-break:discard}",
        "body :is(ol,ul){break-before:auto}",
        ".g{margin-left:0.2em}",
        "@page{@footnote{border-top:0.5pt solid #000;padding-top:3pt}}",
        "td,th{overflow-wrap:anywhere}",  # a number wider than its column breaks, as in Word, and is never cut off
        ".cols>:first-child{break-before:auto}",
        *(f"body {selector}{{margin-break:auto}}" for selector in keeping),
    ]
    return "\n".join(rules) + "\n"


@dataclass(slots=True)
class WrittenParts:
    """What writing a document's HTML keeps for the next time: how the template looks, and the HTML of each block."""

    looks: Memo[Hashable, tuple[TemplatePages, str]] = field(default_factory=Memo)
    blocks: BlockMemo = field(default_factory=BlockMemo)
    headings: BlockMemo = field(default_factory=BlockMemo)

    def begin(self, document: Document, filled: FilledTemplate, extents: Extents) -> None:
        """Another writing; what is kept rests on the very template and fonts of before."""
        ground = (Same(filled), extents, document.scheme)
        self.looks.begin(ground)
        self.blocks.begin(ground)
        self.headings.begin()

    def headings_of(self, document: Document) -> list[Heading]:
        """Every heading in reading order."""

        def inside(block: Block) -> tuple[Heading, ...]:
            return tuple([one for one in walk((block,)) if isinstance(one, Heading)])

        return [one for block in document.blocks for one in self.headings.made(block, partial(inside, block))]

    def look(self, document: Document, filled: FilledTemplate, extents: Extents) -> tuple[TemplatePages, str]:
        """`look_of`, once."""
        firsts: dict[int, tuple[str, str]] = {}  # what headers repeat before the first heading of a level
        for heading in self.headings_of(document):
            if heading.level not in firsts:
                firsts[heading.level] = (heading.number, plain_text(heading.children))
        key = (tuple(firsts.items()), any(isinstance(block, Landscape) for block in document.blocks))
        return self.looks.get(key) or self.looks.keep(key, look_of(document, filled, extents))

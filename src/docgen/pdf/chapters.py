"""The resolved document as parts of HTML that are laid out each by itself: what stands before the first chapter, and each chapter.

A chapter is a first-level heading that surely begins a page, with all up to
the next one. Parts know nothing of each other's pages: numbers of pages stand
in them as `data-p` attributes, empty here, filled by `chapter_layout`.

A document with fewer than two chapters is one part. Where a part cannot be laid
out by itself without changing the outcome there are none: page counters in
running text; a style.css that speaks of first or counted pages or sets strings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docgen.model.nodes import Block, Document, Heading, PageBreak
from docgen.pdf.html import BodyWriter, contents
from docgen.pdf.line_heights import Extents, usual_extents
from docgen.pdf.page_look import WrittenParts, begins_pages, look_of, opening
from docgen.pdf.template_html import BODY, TOC, TemplatePages
from docgen.template.fill import FilledTemplate
from docgen.template.page_numbers import counter_style

REFERENCE = re.compile(r'<a class="(t|pg)" href="#([^"]+)">')
_TARGET_COUNTER = "target-counter(attr(href),page)"
_OWN_COUNTING = re.compile(r"@page[^{]*:|string-set|counter")
_PAGES_TIED = re.compile(r"counter-(?:reset|set|increment):|string\(|string-set")
_PAGE_COUNTERS = ('class="pn"', 'class="pt"')


@dataclass(frozen=True, slots=True)
class Part:
    """The body of one part: its blocks in their section of the template, what stands before the first block, and after the last.

    `before` ends within the section, with its headers and footers at its beginning; `continuing` when that section
    began in an earlier part.
    """

    before: str
    blocks: tuple[str, ...]
    after: str
    continuing: bool

    @property
    def size(self) -> int:
        """How many characters of HTML."""
        return len(self.before) + sum(map(len, self.blocks)) + len(self.after)


@dataclass(frozen=True, slots=True)
class Parts:
    """`opening` of every part's page, the `style` of all (one for continuing parts), and the parts: none if they cannot be cut."""

    opening: str
    style: str
    continuing_style: str
    parts: tuple[Part, ...]


def write_parts(
    document: Document, filled: FilledTemplate, extents: Extents = usual_extents, known: WrittenParts | None = None
) -> Parts:
    """The document cut at its chapters; no parts if it has to be laid out as a whole. `known` is what `html.write` has kept of it."""
    pages, style = (known.look if known else look_of)(document, filled, extents)
    style = style.replace(_TARGET_COUNTER, "attr(data-p)")
    # The first page of a section is counted in the part where the section begins, and nowhere else.
    later = "\n".join(line for line in style.split("\n") if f":nth(1 of {pages.body_section})" not in line)
    return Parts(opening(document), style, later, tuple(_parts(document, filled, pages, known)))


def _parts(document: Document, filled: FilledTemplate, pages: TemplatePages, known: WrittenParts | None) -> list[Part]:
    place = pages.pieces.index(BODY)
    start = max(index for index in range(place) if pages.pieces[index].startswith("<section"))
    flowing = [
        piece for piece in pages.pieces if not piece.startswith("<section")
    ]  # headers stand in a section's opening
    if (
        _counts_itself(pages)
        or _OWN_COUNTING.search(filled.css)
        or any(mark in piece for piece in flowing for mark in _PAGE_COUNTERS)
    ):
        return []
    front, *chapters = _chapters(document, filled, pages, known)
    table = contents(document, known)
    before, section, lead, after = (
        "".join(table if piece == TOC else piece for piece in pieces)
        for pieces in (
            pages.pieces[:start],
            pages.pieces[start : start + 1],
            pages.pieces[start + 1 : place],
            pages.pieces[place + 1 :],
        )
    )
    if len(chapters) < 2:
        blocks = [block for chapter in (front, *chapters) for block in chapter]
        return [Part(before + section + lead, tuple(blocks), after, False)]
    begun = bool(lead or front)
    if begun:
        parts = [Part(before + section + lead, tuple(front), "</section>", False)]
    else:
        parts = [Part(before, (), "", False)] if before else []
    for index, chapter in enumerate(chapters):
        end = after if index == len(chapters) - 1 else "</section>"
        parts.append(Part(section, tuple(chapter), end, begun or index > 0))
    return parts


def _counts_itself(pages: TemplatePages) -> bool:
    """True where pages depend on pages before them: own numbers, titles of chapters in headers, columns."""
    return (
        bool(_PAGES_TIED.search(pages.css)) or pages.columns.count > 1 or counter_style(pages.number_format) is not None
    )


def _chapters(
    document: Document, filled: FilledTemplate, pages: TemplatePages, known: WrittenParts | None
) -> list[list[str]]:
    """The blocks before the first chapter (may be none), then those of each chapter."""
    groups: list[list[Block]] = [[]]
    always = begins_pages("heading1", filled)
    for block in document.blocks:
        if (
            isinstance(block, Heading)
            and block.level == 1
            and (always or (groups[-1] and isinstance(groups[-1][-1], PageBreak)))
        ):
            groups.append([])
        groups[-1].append(block)
    writer = BodyWriter(
        document, pages, filled, known
    )  # one for all: a page break at a group's end is the next group's
    return [writer.top_pieces(group) for group in groups]

"""The resolved document as HTML: what the PDF is made from, and a file for the browser.

Numbers and references are printed from the tree; only page numbers are left
to the layout (`target-counter`). Every line of text stands in a span of
line-height 0 inside its paragraph: with a Latin and a Chinese face on one
line the paragraph's own strut alone then sets the line's height, as Word's
exact pitch does.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from docgen.model.nodes import (
    Blank,
    Block,
    Cell,
    Checkbox,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    Landscape,
    LineBreak,
    Link,
    List,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Reference,
    Row,
    Table,
    Text,
)
from docgen.model.numbering import heading_separator
from docgen.model.schemes import LIST_FORMATS
from docgen.model.table_rows import kept_rows, leading_heads
from docgen.model.traversal import plain_text, walk
from docgen.pdf.line_heights import Extents, usual_extents
from docgen.pdf.page_look import WrittenParts, begins_pages, look_of, opening
from docgen.pdf.stylesheet import TABLE_CLASSES
from docgen.pdf.template_html import BODY, TOC, TemplatePages
from docgen.template.fill import FilledTemplate
from docgen.template.roles import TABLE_GAP

_TAGS = {"strong": "b", "em": "em", "sup": "sup", "sub": "sub", "del": "del", "code": "code"}
_KEPT = ' style="break-after:avoid"'


def write(
    document: Document, filled: FilledTemplate, extents: Extents = usual_extents, known: WrittenParts | None = None
) -> str:
    """A complete HTML page. Pictures are referenced by file: address; drawings stand in it as data: addresses.

    `extents` gives a font's ascent and descent: lines of multiple spacing are as high as their fonts are. `known` keeps
    parts for the next time, and for `chapters.write_parts` after this.
    """
    if known is not None:
        known.begin(document, filled, extents)
    pages, style = (known.look if known else look_of)(document, filled, extents)
    body = BodyWriter(document, pages, filled, known).body(document.blocks)
    parts = {BODY: body, TOC: contents(document, known)}
    inside = "".join(parts.get(piece, piece) for piece in pages.pieces)
    return f"{opening(document)}<style>\n{style}</style></head>\n<body>{inside}</body></html>\n"


def contents(document: Document, known: WrittenParts | None = None) -> str:
    """The table of contents; its page numbers are counted by the layout."""
    if not document.toc_depth:
        return ""
    headings = (
        known.headings_of(document) if known else (one for one in walk(document.blocks) if isinstance(one, Heading))
    )
    entries = [
        f'<p class="toc{min(block.level, 3)}"><span class="l"><a class="t" href="#{block.anchor}">'
        f"{escape(block.number + heading_separator(document, block) + plain_text(block.children), quote=False)}</a></span></p>"
        for block in headings
        if block.level <= document.toc_depth
    ]
    return f'<nav role="doc-toc">{"".join(entries)}</nav>' if entries else ""


class BodyWriter:
    """Blocks and inlines to HTML strings; `breaks_next`: a PageBreak is waiting for the next block."""

    def __init__(
        self, document: Document, pages: TemplatePages, filled: FilledTemplate, known: WrittenParts | None = None
    ) -> None:
        self._known = known.blocks if known else None
        self._document = document
        self._section = pages.body_section
        self._columns = pages.columns
        self._running = pages.running
        self._filled = filled
        self._break_next = False
        self._begins_page = pages.begins_page

    @property
    def breaks_next(self) -> bool:
        return self._break_next

    # --- blocks ---

    def body(self, blocks: tuple[Block, ...]) -> str:
        """The whole body; in columns what starts a page, and pages that are turned, end the columns before them."""
        if self._columns.count == 1:
            return "\n".join(self.top_pieces(blocks))
        style = self._columns.css()
        pieces: list[str] = []
        for block in blocks:
            if isinstance(block, Landscape):
                pieces.append(f'</div>{self._block(block, "", "", False)}<div class="cols" style="{style}">')
                continue
            if pieces and (self._break_next or self._starts_page(block)):
                self._break_next = False
                pieces.append(f'</div><div class="cols" style="{style};break-before:page">')
            pieces.append(self.blocks((block,)))
        return "\n".join(pieces)

    def _starts_page(self, block: Block) -> bool:
        return isinstance(block, Heading) and begins_pages(f"heading{block.level}", self._filled)

    def top_pieces(self, blocks: Sequence[Block]) -> list[str]:
        """The HTML of each block of the top level, as it was written before if it stands as it stood."""
        if self._known is None:
            return self.pieces(blocks)
        pieces = []
        for place, block in enumerate(blocks):
            standing = (place == 0, self._break_next, self._begins_page)
            found: tuple[str, bool, bool] | None = self._known.known(block, standing)
            if found is None:
                html = (
                    self._table(block, nested=False, first=place == 0)
                    if isinstance(block, Table)
                    else self._block(block, "", "", False)
                )
                found = self._known.put(block, (html, self._break_next, self._begins_page), standing)
            html, self._break_next, self._begins_page = found
            pieces.append(html)
        return pieces

    def blocks(self, blocks: Iterable[Block], cell: str = "", align: str = "", *, note: bool = False) -> str:
        return "\n".join(self.pieces(blocks, cell, align, note=note))

    def pieces(self, blocks: Iterable[Block], cell: str = "", align: str = "", *, note: bool = False) -> list[str]:
        """Each block's HTML."""
        pieces: list[str] = []
        for block in blocks:
            if isinstance(block, Table):
                pieces.append(self._table(block, nested=bool(cell), first=not pieces))
            else:
                pieces.append(self._block(block, cell, align, note))
        return pieces

    def _block(self, block: Block, cell: str, align: str, note: bool) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block, cell, align, note)
            case List():
                return self._list(block, cell, align, note)
            case Table():
                return self._table(block, nested=bool(cell), first=True)
            case Figure():
                return self._figure(block)
            case Note():
                return f'<div role="note">{self.blocks(block.blocks, note=True)}</div>'
            case PageBreak():
                self._break_next = True
                return ""
            case Landscape():
                self._break_next = False  # the turned page starts by itself
                self._begins_page = True  # in Word a section: space above its first paragraph stays
                inside = self.blocks(block.blocks)
                self._begins_page = False
                return f'<section style="page:{self._section}l">{inside}</section>'

    def _attributes(self, classes: str, anchor: str = "", align: str = "", extra: str = "") -> str:
        style = [f"text-align:{align}"] if align else []
        if extra:
            style.append(extra)
        if self._break_next:
            style.append("break-before:page;margin-break:auto")
            self._break_next = False
        elif self._begins_page:
            style.append("margin-break:auto")
        self._begins_page = False
        text = f' class="{classes}"'
        if anchor:
            text += f' id="{anchor}"'
        if style:
            text += f' style="{";".join(style)}"'
        return text

    def _heading(self, heading: Heading) -> str:
        tag = f"h{heading.level}"
        number = escape(heading.number + heading_separator(self._document, heading), quote=False)
        setting = ""
        if self._running.strings:
            style = self._filled.roles[f"heading{heading.level}"]
            setting = self._running.setting(style, plain_text(heading.children), heading.number)
        extra = f"string-set:{escape(setting)}" if setting else ""
        attributes = self._attributes(f"heading{heading.level}", heading.anchor, extra=extra)
        return f'<{tag}{attributes}><span class="l">{number}{self.inlines(heading.children)}</span></{tag}>'

    def _paragraph(self, block: Paragraph, cell: str, align: str, note: bool) -> str:
        role = block.role
        if cell:
            if role in ("center", "right"):
                align = role
            role = cell if role in ("body", "plain", "center", "right") else role
        elif note and role == "body":
            role = "note"
        return self._line(role, block, align)

    def _line(self, role: str, block: Paragraph, align: str = "", marker: str = "") -> str:
        pictures = any(isinstance(child, Picture) for child in block.children)
        if pictures and role in ("body", "plain", "center") and _only_pictures(block.children):
            role = "figure"
        attributes = self._attributes(role, block.anchor, align)
        content = marker + self.inlines(block.children)
        if not content.strip():
            return f"<p{attributes}><br></p>"
        if pictures:
            return (
                f'<p{attributes[:-1]};line-height:normal">{content}</p>'
                if "style=" in attributes
                else f'<p{attributes} style="line-height:normal">{content}</p>'
            )
        return f'<p{attributes}><span class="l">{content}</span></p>'

    def _list(self, block: List, cell: str, align: str, note: bool) -> str:
        tag = "ul" if block.format == "bullet" else "ol"
        role = cell or ("note" if note else f"list{min(block.depth, 3)}")
        items = []
        for item in block.items:
            first, *rest = item.blocks if item.blocks and _is_text(item.blocks[0]) else (Paragraph(()), *item.blocks)
            assert isinstance(first, Paragraph)
            marker = escape(item.number + LIST_FORMATS[block.format].separator, quote=False) if item.number else ""
            inside = self._line(role, first, align, marker)
            for follower in rest:
                if isinstance(follower, Paragraph) and _is_text(follower):
                    inside += self._line(role, follower, align)
                else:
                    inside += self._block(follower, cell, align, note)
            items.append(f"<li>{inside}</li>")
        return f"<{tag}>{''.join(items)}</{tag}>"

    # --- tables and figures ---

    def _table(self, table: Table, *, nested: bool, first: bool) -> str:
        caption = ""
        gap = f"{TABLE_GAP / 20:g}pt"
        above = gap if table.caption is None and not first else "0"
        if table.caption is not None:
            caption = self._caption("caption", table.number, table.anchor, table.caption)
        heads = leading_heads(table.rows)
        columns = "".join(f'<col style="width:{width:.4g}%">' for width in table.widths)
        anchor = table.anchor if table.caption is None and table.label else ""
        margin = "" if nested else f"margin:{above} 0 {gap}"
        attributes = self._attributes(TABLE_CLASSES[table.style], anchor, extra=margin)
        kept = kept_rows(table)
        rows = [f"<tr{_KEPT if index in kept else ''}>{self._cells(row)}</tr>" for index, row in enumerate(table.rows)]
        head = f"<thead>{''.join(rows[:heads])}</thead>" if heads else ""
        return (
            f"{caption}<table{attributes}><colgroup>{columns}</colgroup>"
            f"{head}<tbody>{''.join(rows[heads:])}</tbody></table>"
        )

    def _cells(self, row: Row) -> str:
        """A row's cells; a least height is set on one that ends in this row: WeasyPrint adds up those of tr wrongly."""
        high = next((cell for cell in row.cells if cell.rowspan == 1), None) if row.height_mm else None
        return "".join(self._cell(cell, row.header, row.height_mm if cell is high else 0) for cell in row.cells)

    def _cell(self, cell: Cell, header: bool, height_mm: float) -> str:
        tag = "th" if header or cell.header else "td"
        role = "table-head" if tag == "th" else "table-text"
        attributes = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
        attributes += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
        css = ["vertical-align:top"] if cell.valign == "top" else []
        css += [f"height:{height_mm:g}mm;box-sizing:border-box"] if height_mm else []
        attributes += f' style="{";".join(css)}"' if css else ""
        inside = self.blocks(cell.blocks, role, cell.align) or f'<p class="{role}"><br></p>'
        return f"<{tag}{attributes}>{inside}</{tag}>"

    def _caption(self, role: str, number: str, anchor: str, caption: tuple[Inline, ...]) -> str:
        title = f" {self.inlines(caption)}" if caption else ""
        return f'<p{self._attributes(role, anchor)}><span class="l">{escape(number)}{title}</span></p>'

    def _figure(self, figure: Figure) -> str:
        anchor = figure.anchor if figure.caption is None and figure.label else ""
        picture = f"<p{self._attributes('figure', anchor)}>{self._picture(figure.picture)}</p>"
        if figure.caption is None:
            return picture
        return (
            f"<figure>{picture}{self._caption('figure-caption', figure.number, figure.anchor, figure.caption)}</figure>"
        )

    # --- inlines ---

    def inlines(self, children: Iterable[Inline]) -> str:
        pieces: list[str] = []
        before: Inline | None = None
        for child in children:
            if before is not None and _needs_gap(before, child):
                pieces.append('<span class="g"></span>')
            pieces.append(self._inline(child))
            before = child
        return "".join(pieces)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text():
                return _marked(escape(inline.text, quote=False).replace("\n", "<br>"), inline.marks)
            case LineBreak():
                return "<br>"
            case Link():
                return f'<a class="out" href="{escape(inline.href)}">{self.inlines(inline.children)}</a>'
            case Reference():
                return _reference(inline)
            case Footnote():
                return f'<span class="fn footnote-text" data-n="{inline.number}">{self.inlines(inline.children)}</span>'
            case Blank():
                return f'<span class="blank">{"　" * inline.size}</span>'
            case Checkbox():
                return "☑" if inline.checked else "☐"
            case Picture():
                return self._picture(inline)

    def _picture(self, picture: Picture) -> str:
        width = picture.width_mm or picture.pixels[0] / (picture.dpi or 96) * 25.4
        style = f"width:{width:g}mm;max-width:100%;max-height:{_HIGHEST}"
        return f'<img src="{escape(_address(picture))}" alt="{escape(picture.alt)}" style="{style}">'


_HAN = "\u2e80-\u2fff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_BOUNDARY = re.compile(f"[{_HAN}][A-Za-z0-9]|[A-Za-z0-9][{_HAN}]")
_HIGHEST = "200mm"  # a picture and its caption together stay on a page


def _address(picture: Picture) -> str:
    if not picture.svg:
        return Path(picture.file).as_uri()
    return "data:image/svg+xml;base64," + b64encode(picture.svg.encode()).decode()


def _reference(reference: Reference) -> str:
    if reference.form == "page":
        return f'<a class="pg" href="#{reference.anchor}"></a>'
    return f'<a href="#{reference.anchor}">{escape(reference.text, quote=False)}</a>'


def _needs_gap(before: Inline, after: Inline) -> bool:
    """True between Chinese and Latin in two boxes (表 2-2|可见): the text layer sees only what is within one."""
    if isinstance(before, Text) and isinstance(after, Text) and before.marks == after.marks:
        return False
    left, right = _edge(before, -1), _edge(after, 0)
    return bool(left and right) and bool(_BOUNDARY.fullmatch(left + right))


def _edge(inline: Inline, index: int) -> str:
    match inline:
        case Text(text=text) if text:
            return text[index]
        case Reference(form="page"):
            return "0"
        case Reference(text=text) if text:
            return text[index]
    return ""


def _marked(html: str, marks: frozenset[str]) -> str:
    for mark, tag in _TAGS.items():
        if mark in marks:
            html = f"<{tag}>{html}</{tag}>"
    return f'<span class="u">{html}</span>' if "u" in marks else html


def _is_text(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role in ("body", "plain")


def _only_pictures(children: Iterable[Inline]) -> bool:
    return all(isinstance(child, Picture) or (isinstance(child, Text) and not child.text.strip()) for child in children)

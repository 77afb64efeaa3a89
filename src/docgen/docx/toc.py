"""The table of contents: one TOC field over entries whose page numbers come from the page map.

Nothing is marked dirty and settings have no updateFields, so Word shows the
entries as stored, right on first opening and without a prompt; F9 refreshes them.
"""

from __future__ import annotations

from docgen.docx.fields import field, link_to
from docgen.docx.markup import attribute, hairline, paragraph, run
from docgen.docx.writing import Place, Writing
from docgen.model.nodes import Document, Heading
from docgen.model.numbering import heading_separator
from docgen.model.traversal import plain_text, walk

_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def write_toc(document: Document, writing: Writing, place: Place) -> str:
    """Paragraphs for the template's toc slot; "" for a document without a table of contents or without headings."""
    headings = [
        block for block in walk(document.blocks) if isinstance(block, Heading) and block.level <= document.toc_depth
    ]
    if not headings:
        return ""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{document.toc_depth}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    entries = [_entry(document, heading, writing, place) for heading in headings]
    first_style, first_tabs, first = entries[0]
    entries[0] = (first_style, first_tabs, begin + first)
    return "".join(paragraph(style, content, tabs=tabs) for style, tabs, content in entries) + hairline(_END)


def _entry(document: Document, heading: Heading, writing: Writing, place: Place) -> tuple[str, str, str]:
    """Style id, w:tabs and content of one entry."""
    style = writing.look.style(f"toc{min(heading.level, 3)}")
    tabs = ""
    if not writing.look.tab_stop(style):  # Word's own TOC styles have none: it writes one into each entry, as we do
        tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{place.width}"/></w:tabs>'
    text = heading.number + heading_separator(document, heading) + plain_text(heading.children)
    page = run(writing.page(heading.anchor, heading.location))
    number = field(f"PAGEREF {attribute(heading.anchor)} \\h", page)
    return style, tabs, link_to(heading.anchor, f"{run(text)}<w:r><w:tab/></w:r>{number}")

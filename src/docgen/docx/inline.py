"""Inline nodes → runs, fields, hyperlinks and note references."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.docx.fields import write_reference
from docgen.docx.footnotes import write_footnote
from docgen.docx.markup import attribute, legal, run, run_properties
from docgen.docx.pictures import write_picture
from docgen.docx.writing import Place, Writing
from docgen.model.nodes import (
    Blank,
    Checkbox,
    Footnote,
    Inline,
    LineBreak,
    Link,
    Picture,
    Reference,
    Text,
)
from docgen.ooxml.names import HYPERLINK, RELATIONSHIPS

_REFERENCE_NAMESPACE = f'xmlns:r="{RELATIONSHIPS}"'


def write_inlines(children: Iterable[Inline], writing: Writing, place: Place, style: str = "") -> str:
    """All of a paragraph's content; `style` is a character style id for text inside a hyperlink."""
    return "".join(write_inline(child, writing, place, style) for child in children)


def write_inline(inline: Inline, writing: Writing, place: Place, style: str = "") -> str:
    """One inline node."""
    match inline:
        case Text():
            if inline.origin is not None:
                legal(inline.text, inline.origin.location)
            return writing.control(inline.origin, run(inline.text, run_properties(inline.marks, style)))
        case LineBreak():
            return "<w:r><w:br/></w:r>"
        case Link():
            return _link(inline, writing, place)
        case Reference():
            return write_reference(inline, writing)
        case Footnote():
            return write_footnote(inline, writing, place, write_inlines)
        case Blank():
            # Ideographic spaces are one em wide and, unlike spaces, are underlined at a line's end too.
            return run("　" * inline.size, run_properties(frozenset({"u"})))
        case Checkbox():
            return run("☑" if inline.checked else "☐")
        case Picture():
            return write_picture(inline, writing, place.width, place.height)


def _link(link: Link, writing: Writing, place: Place) -> str:
    relationship = writing.relationships.external(HYPERLINK, link.href)
    content = write_inlines(link.children, writing, place, writing.look.hyperlink)
    return f'<w:hyperlink {_REFERENCE_NAMESPACE} r:id="{attribute(relationship)}" w:history="1">{content}</w:hyperlink>'

"""Footnotes: the mark in the text and the word/footnotes.xml part (ECMA-376 §17.11)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree

from docgen.docx.markup import EAST_ASIAN, paragraph, run
from docgen.docx.writing import Place, Writing
from docgen.model.nodes import Footnote, Inline
from docgen.ooxml.names import FOOTNOTES, MAIN, W
from docgen.ooxml.opened import first_free
from docgen.ooxml.relationships import Relationships

NAME = "word/footnotes.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

_EMPTY = (
    f'<w:footnotes xmlns:w="{MAIN}">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:firstLineChars="0" w:firstLine="0"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr>'
    '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLineChars="0" w:firstLine="0"/></w:pPr>'
    "<w:r><w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>"
).encode()

WriteInlines = Callable[[Iterable[Inline], Writing, Place], str]


def write_footnote(footnote: Footnote, writing: Writing, place: Place, write_inlines: WriteInlines) -> str:
    """The mark; the note itself is kept for `add_footnotes`. Word counts the marks: in reading order, as the tree did."""
    identifier = writing.first_footnote + len(writing.footnotes)
    writing.footnotes.append("")  # its place in the order, before notes inside the note
    outside = writing.relationships
    writing.relationships = writing.package.relationships(NAME)
    content = write_inlines(footnote.children, writing, place)
    writing.relationships = outside
    mark = f"<w:r><w:rPr>{_mark_style(writing)}</w:rPr><w:footnoteRef/></w:r>"
    note = paragraph(writing.look.style("footnote-text"), mark + run(" ", EAST_ASIAN) + content)
    writing.footnotes[identifier - writing.first_footnote] = f'<w:footnote w:id="{identifier}">{note}</w:footnote>'
    return f'<w:r><w:rPr>{_mark_style(writing)}</w:rPr><w:footnoteReference w:id="{identifier}"/></w:r>'


def _mark_style(writing: Writing) -> str:
    style = writing.look.footnote_reference
    # Without the character style the mark would stand on the line as a plain digit.
    return f'<w:rStyle w:val="{style}"/>' if style else '<w:vertAlign w:val="superscript"/>'


def first_free_id(part: bytes | None) -> int:
    """The first note id that the template's own footnotes leave free."""
    if part is None:
        return 1
    return first_free(etree.fromstring(part), f"{W}footnote", f"{W}id", least=1)


def add_footnotes(writing: Writing) -> None:
    """Put the notes into the package, if there are any."""
    if not writing.footnotes:
        return
    package = writing.package
    root = etree.fromstring(package.parts.get(NAME, _EMPTY))
    notes = f'<x xmlns:w="{MAIN}">{"".join(writing.footnotes)}</x>'
    root.extend(list(etree.fromstring(notes)))
    package.set_xml(NAME, root)
    package.override(NAME, CONTENT_TYPE)
    document: Relationships = package.relationships(package.main)
    document.internal(FOOTNOTES, "footnotes.xml")

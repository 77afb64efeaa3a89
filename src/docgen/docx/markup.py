"""WordprocessingML as strings: escaping, runs and paragraphs.

The body of a long document is tens of thousands of small elements; strings
build it an order of magnitude faster than element objects, and the whole is
parsed once at the end as a check (document.py). Element order inside w:pPr and
w:rPr follows ECMA-376 §17.3.1.26 and §17.3.2.28, where it is not free.
"""

from __future__ import annotations

import re

from docgen.docx import messages
from docgen.errors import DocgenError, Location

# Not XML 1.0 characters, and U+FDD0…U+FDEF, which carry provenance through Jinja and must never arrive here.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
)
_BREAKS = re.compile("([\t\n])")
_SIGNS = re.compile("([\u00b0\u00b1\u00d7\u00f7]+)")

# Chinese quotation marks, dashes and ellipses take the East Asian font only with this hint.
EAST_ASIAN = '<w:rFonts w:hint="eastAsia"/>'


def legal(text: str, location: Location | None = None) -> str:
    """`text` itself; DocgenError D120 if it holds a character that no XML file may hold."""
    found = _ILLEGAL.search(text)
    if found is None:
        return text
    place, before = location or Location("文档"), text[max(found.start() - 12, 0) : found.start()]
    raise DocgenError(messages.CONTROL_CHARACTER.at(place, number=ord(found.group()), before=before))


def escape(text: str) -> str:
    """Text between tags."""
    return legal(text).translate(_TEXT)


def attribute(text: str) -> str:
    """Text inside a double-quoted attribute."""
    return legal(text).translate(_ATTRIBUTE)


def run(text: str, properties: str = EAST_ASIAN) -> str:
    """A w:r; tabs and line ends become w:tab and w:br. No text, no run.

    ×, ±, ° and ÷ get a run without the East Asian hint: with it Word would set
    them full width in the Chinese face, LibreOffice and the PDF in the Latin one.
    """
    if not text:
        return ""
    if EAST_ASIAN in properties and _SIGNS.search(text):
        plain = properties.replace(EAST_ASIAN, "")
        pieces = _SIGNS.split(text)
        return "".join(run(piece, plain if index % 2 else properties) for index, piece in enumerate(pieces))
    if "\t" not in text and "\n" not in text:
        inner = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    else:
        inner = "".join(_piece(piece) for piece in _BREAKS.split(text) if piece)
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def _piece(piece: str) -> str:
    if piece == "\t":
        return "<w:tab/>"
    if piece == "\n":
        return "<w:br/>"
    return f'<w:t xml:space="preserve">{escape(piece)}</w:t>'


def run_properties(marks: frozenset[str], style: str = "") -> str:
    """The inside of w:rPr for a set of marks (model.nodes.MARKS) and a character style id."""
    if not marks and not style:
        return EAST_ASIAN
    parts = [f'<w:rStyle w:val="{attribute(style)}"/>'] if style else []
    if "code" in marks:
        parts.append('<w:rFonts w:hint="eastAsia" w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>')
    else:
        parts.append(EAST_ASIAN)
    if "strong" in marks:
        parts.append("<w:b/><w:bCs/>")
    if "em" in marks:
        parts.append("<w:i/><w:iCs/>")
    if "del" in marks:
        parts.append("<w:strike/>")
    if "u" in marks:
        parts.append('<w:u w:val="single"/>')
    if "sup" in marks:
        parts.append('<w:vertAlign w:val="superscript"/>')
    elif "sub" in marks:
        parts.append('<w:vertAlign w:val="subscript"/>')
    return "".join(parts)


def paragraph(
    style: str,
    content: str,
    *,
    keep_next: bool | None = None,
    page_break: bool = False,
    numbering: str = "",
    tabs: str = "",
    spacing: str = "",
    indent: str = "",
    align: str = "",
) -> str:
    """A w:p of a paragraph style id; `numbering`, `tabs`, `spacing`, `indent` are ready elements, `align` a w:jc value."""
    properties = f'<w:pStyle w:val="{attribute(style)}"/>'
    if keep_next is not None:
        properties += "<w:keepNext/>" if keep_next else '<w:keepNext w:val="0"/>'
    if page_break:
        properties += "<w:pageBreakBefore/>"
    properties += numbering + tabs + spacing + indent
    if align:
        properties += f'<w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def hairline(content: str = "", height: int = 20) -> str:
    """An empty paragraph that takes one point of height (or `height` twips): where Word needs a paragraph and the reader does not.

    It parts adjoining tables (Word would join them) and carries a section
    break after a table, or the end of a field over paragraphs. Indent and grid are switched off, so that it cannot grow.
    """
    return (
        '<w:p><w:pPr><w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'
        '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>'
        f'<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr>{content}</w:p>'
    )


def bookmark(identifier: int, name: str, content: str) -> str:
    """`content` between a bookmark's start and end; ids are unique in the document, names at most 40 characters."""
    return (
        f'<w:bookmarkStart w:id="{identifier}" w:name="{attribute(name)}"/>{content}'
        f'<w:bookmarkEnd w:id="{identifier}"/>'
    )

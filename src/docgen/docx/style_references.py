"""STYLEREF in headers: the stored result is the document's, not what the template's author last saw (ECMA-376 §17.16.5.59).

Word counts it anew for every page when it opens the file; LibreOffice before
24.2 and others print what is stored, which is the first heading of the style.
"""

from __future__ import annotations

from lxml import etree

from docgen.docx.look import RoleTable
from docgen.model.nodes import Document, Heading
from docgen.model.traversal import plain_text, walk
from docgen.ooxml.fields import whole_fields
from docgen.ooxml.opened import Package
from docgen.ooxml.styles import Styles
from docgen.template.fields import is_numbered, referenced_style, retext, style_references


def refresh_style_references(package: Package, document: Document, styles: Styles, roles: RoleTable) -> None:
    """Write the first heading that each STYLEREF of a header or footer can mean into its stored result."""
    names = [
        name
        for name, content in package.parts.items()
        if name.startswith(("word/header", "word/footer")) and style_references(content)
    ]
    if not names:
        return
    firsts: dict[str, Heading] = {}
    for block in walk(document.blocks):
        if isinstance(block, Heading):
            firsts.setdefault(roles[f"heading{block.level}"], block)
    for name in names:
        root = etree.fromstring(package.parts[name])
        for found in whole_fields(root):
            asked = found.instruction.argument if found.instruction.name == "STYLEREF" else ""
            style = referenced_style(asked, styles, lambda level: roles[f"heading{level}"]) if asked else ""
            heading = firsts.get(style)
            if heading is not None:
                numbered = is_numbered(found.instruction)
                retext(found.results, heading.number if numbered else plain_text(heading.children))
        package.set_xml(name, root)

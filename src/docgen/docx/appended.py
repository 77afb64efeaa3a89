"""Blocks after the last page of a finished Word file, in the styles that it has: an approval sheet behind a filled form."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from docgen.docx import numbering
from docgen.docx.blocks import append, is_table, write_block
from docgen.docx.look import Look, RoleTable
from docgen.docx.markup import hairline, legal
from docgen.docx.numbering import Numbering
from docgen.docx.sections import Sections
from docgen.docx.writing import Place, Writing
from docgen.model.nodes import Block
from docgen.ooxml.elements.sections import SectionProperties
from docgen.ooxml.names import MAIN, W
from docgen.ooxml.opened import Package, serialize
from docgen.ooxml.settings import Settings
from docgen.ooxml.styles import PART as STYLES
from docgen.ooxml.styles import Styles, StyleTree
from docgen.reading import DISK, Files

GRID = (
    f'<w:style xmlns:w="{MAIN}" w:type="table" w:customStyle="1" w:styleId="DocgenGrid"><w:name w:val="文档表格"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>"
)


def with_grid(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts with a table style that draws lines, if the file has none that is known by its name."""
    if STYLES not in parts:
        return parts
    root = etree.fromstring(parts[STYLES])
    known = StyleTree(root).by_name
    if any(("table", name) in known for name in ("文档表格", "table grid", "网格型")):
        return parts
    root.append(etree.fromstring(GRID))
    return {**parts, STYLES: serialize(root)}


def append_blocks(
    parts: dict[str, bytes],
    blocks: tuple[Block, ...],
    styles: Styles,
    roles: RoleTable,
    rasters: Mapping[str, bytes],
    files: Files = DISK,
) -> dict[str, bytes]:
    """The parts of the file with `blocks` at its end: paragraphs, tables and pictures, without lists, headings that count,
    footnotes and references, which belong to a body of its own.

    `styles` are the file's, `roles` say which of them a block takes; `rasters` maps each SVG picture to its PNG.
    """
    package = Package(parts)
    root = package.tree(package.main)
    body = root.find(f"{W}body")
    assert body is not None  # what reading the package has checked
    final = body.find(f"{W}sectPr")
    section = etree.SubElement(body, f"{W}sectPr") if final is None else final
    look = Look(styles, roles)
    writing = Writing(
        look=look,
        numbering=Numbering(package.parts.get(numbering.NAME), "decimal", look, {}),
        package=package,
        targets={},
        page_map={},
        review=False,
        relationships=package.relationships(package.main),
        files=files,
        rasters=rasters,
        outdented_tables=Settings(package.parts).outdented_tables,
    )
    place = Place(*Sections(SectionProperties(section)).text_area(landscape=False))
    pieces: list[str] = []
    for block in blocks:
        append(pieces, write_block(block, writing, place), look)
    if pieces and is_table(pieces[-1]):
        pieces.append(hairline())  # Word wants a paragraph after the last table
    assert not writing.footnotes
    assert not writing.lists
    for element in etree.fromstring(f'<w:body xmlns:w="{MAIN}">{legal("".join(pieces))}</w:body>'):
        section.addprevious(element)
    return package.finish()

"""A Word table as rows of cells: merged cells once, nested tables as text (ECMA-376 part 1 §17.4)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from lxml import etree

from docgen.importer.paper import Cell, Table
from docgen.ooxml.grids import GridCell, grid
from docgen.ooxml.stories import PARAGRAPH, TABLE, blocks, cells, rows


def read_table(node: etree._Element, text_of: Callable[[etree._Element], str], note: Callable[[str], None]) -> Table:
    """The table; `text_of` reads a paragraph, in the order of the file; `note` takes what could not be kept as it was."""
    texts = {cell: _cell_text(cell, text_of, note) for row in rows(node) for cell in cells(row)}
    made = grid(node)
    read = tuple(
        tuple(Cell(_whole(cell, texts), cell.columns, cell.rows) for cell in row.cells) for row in made if row.cells
    )
    return Table(read, sum(1 for _row in takewhile(lambda row: row.header, made)))


def _whole(cell: GridCell, texts: dict[etree._Element, str]) -> str:
    """The cell's text, and that of the cells which it covers and which Word does not show."""
    return "\n".join(text for part in (cell.element, *cell.covered) if (text := texts[part]))


def _cell_text(cell: etree._Element, text_of: Callable[[etree._Element], str], note: Callable[[str], None]) -> str:
    texts: list[str] = []
    for block in blocks(cell):
        if block.tag == PARAGRAPH:
            texts.append(text_of(block))
        elif block.tag == TABLE:
            note("表格里套着表格，里面的文字逐行放进了单元格")
            inner = read_table(block, text_of, note)
            texts += [" ".join(cell.text for cell in row) for row in inner.rows]
    return "\n".join(text.strip() for text in texts if text.strip())

"""A table of the tree as plain rows: what the figure rules read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.check.structure import content_place
from docgen.errors import Location
from docgen.model.nodes import Document, Heading, Paragraph, Row, Table
from docgen.model.traversal import plain_text, walk


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell's text; `location` is the content's, None for the template's own words."""

    text: str
    location: Location | None


@dataclass(frozen=True, slots=True)
class Grid:
    """The words of the head and the rows below it; tables with spans are left out."""

    head: list[str]
    rows: list[list[GridCell]]
    location: Location | None


def grids(document: Document | None) -> Iterator[Grid]:
    """The tables of a document that have one head row and no spans."""
    if document is None:
        return
    for block in walk(document.blocks):
        if isinstance(block, Table) and len(block.rows) > 2:
            head, *rows = block.rows
            if any(cell.colspan > 1 or cell.rowspan > 1 for row in block.rows for cell in row.cells):
                continue
            cells = [_cells(row) for row in rows]
            if any(cell.location for row in cells for cell in row):
                yield Grid([cell.text for cell in _cells(head)], cells, block.location)


def _cells(row: Row) -> list[GridCell]:
    made = []
    for cell in row.cells:
        texts = [block for block in cell.blocks if isinstance(block, Paragraph | Heading)]
        place = next((place for block in texts if (place := content_place(block.children))), None)
        made.append(GridCell(" ".join(plain_text(block.children) for block in texts).strip(), place))
    return made

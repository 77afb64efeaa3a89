"""A table as a grid: rows of cells with the columns and rows that they span, merged cells once (ECMA-376 part 1 §17.4)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from docgen.ooxml.elements.tables import CellProperties, RowProperties
from docgen.ooxml.stories import cells, rows

WIDEST = 63  # Word's own limit of columns


@dataclass(slots=True)
class GridCell:
    """A cell from `column` (from 0). `covered` are the cells below that it is merged with: Word does not show what they hold."""

    element: etree._Element
    column: int
    columns: int
    rows: int
    covered: tuple[etree._Element, ...] = ()


@dataclass(slots=True)
class GridRow:
    """A row without cells that another covers; `header` repeats on every page."""

    element: etree._Element
    header: bool
    cells: list[GridCell]


def grid(table: etree._Element) -> list[GridRow]:
    """The rows of a w:tbl, through content controls, without those that are deleted."""
    made: list[GridRow] = []
    open_cells: dict[int, GridCell] = {}  # by column: those that the next row may go on with
    for row in rows(table):
        properties = RowProperties.maybe(row.find(RowProperties.tag))
        column = 0 if properties is None else max(properties.columns_before, 0)
        found, going_on = [], {}
        for cell in cells(row):
            own = CellProperties.maybe(cell.find(CellProperties.tag))
            columns = 1 if own is None else max(1, min(own.columns, WIDEST))
            merge = "" if own is None or own.merge is None else own.merge.kind
            above = open_cells.get(column)
            if merge == "continue" and above is not None:
                above.rows += 1
                above.covered += (cell,)
                going_on[column] = above
            else:
                found.append(GridCell(cell, column, columns, 1))
                if merge:
                    going_on[column] = found[-1]
            column += columns
        open_cells = going_on
        made.append(GridRow(row, properties is not None and properties.header, found))
    return made

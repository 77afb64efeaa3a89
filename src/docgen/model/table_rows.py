"""Which rows of a table stay together: no row stands alone at the foot of a page or at the head of the next."""

from __future__ import annotations

from docgen.model.nodes import Paragraph, Row, Table
from docgen.model.traversal import plain_text

_LONG_CELL = 90  # characters: some three lines of an ordinary column
_HIGH_ROW_MM = 20


def leading_heads(rows: tuple[Row, ...]) -> int:
    """How many rows repeat: Word repeats header rows only from the table's first row on."""
    for index, row in enumerate(rows):
        if not row.header:
            return index
    # A table of nothing but header rows repeats none: there would be no room for anything below them.
    return 0


def kept_rows(table: Table) -> frozenset[int]:
    """The places of the rows that are never the last on a page: those marked `keep`, and the first and the last but one.

    The latter two only where they and their neighbours are low, so that little room is lost, and where no cell spans rows: what a
    break does to such a cell differs from program to program. Header rows are not among them; the table's last row never is.
    """
    heads = leading_heads(table.rows)
    last = len(table.rows) - 1
    kept = {index for index, row in enumerate(table.rows) if row.keep and index < last}
    body = table.rows[heads:]
    if all(cell.rowspan == 1 for row in body for cell in row.cells):
        kept |= {index for index in (heads, last - 1) if heads <= index < last and _low(table.rows[index : index + 2])}
    return frozenset(kept)


def _low(rows: tuple[Row, ...]) -> bool:
    return all(
        row.height_mm <= _HIGH_ROW_MM
        and all(
            isinstance(block, Paragraph) and len(plain_text(block.children)) <= _LONG_CELL
            for cell in row.cells
            for block in cell.blocks
        )
        and all(len(cell.blocks) <= 3 for cell in row.cells)
        for row in rows
    )

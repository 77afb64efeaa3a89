"""Tables: grid, spans, widths and repeated heads (ECMA-376 §17.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from docgen.docx.markup import attribute, hairline, paragraph
from docgen.docx.writing import Place, Writing
from docgen.model.nodes import Block, Cell, Row, Table
from docgen.model.table_rows import kept_rows, leading_heads

WriteBlocks = Callable[[Iterable[Block], Writing, Place], list[str]]

_STYLE_ROLES = {"grid": "table", "form": "form-table", "plain": "plain-table"}
_VERTICAL = {"top": "top", "middle": "center"}


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in a row's grid: a cell, its continuation from the row above, or a gap (`cell` None)."""

    cell: Cell | None
    column: int
    columns: int
    continued: bool = False


def write_table(table: Table, writing: Writing, place: Place, write_blocks: WriteBlocks) -> str:
    """A w:tbl as wide as `place` allows, of fixed layout: the widths are the document's, not Word's guess."""
    style = writing.look.style(_STYLE_ROLES[table.style])
    columns = column_widths(table.widths, place.width)
    left, right = writing.look.cell_margins(style)
    margins = left + right
    heads = leading_heads(table.rows)
    kept = kept_rows(table)
    rows = "".join(
        _row(
            slots,
            columns,
            margins,
            writing,
            place,
            write_blocks,
            header=index < heads,
            keep=index < heads or index in kept,
            height_mm=row.height_mm,
        )
        for index, (row, slots) in enumerate(zip(table.rows, _grid(table.rows, len(columns)), strict=True))
    )
    first = int(heads > 0)
    look = (
        f'<w:tblLook w:val="{0x0400 | 0x0020 * first:04X}" w:firstRow="{first}" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    # The table is as wide as the text: its edge, not its text, is to stand at the margin.
    indent = f'<w:tblInd w:w="{left}" w:type="dxa"/>' if writing.outdented_tables else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{attribute(style)}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>{indent}'
        f'<w:tblLayout w:type="fixed"/>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def column_widths(shares: tuple[float, ...], width: int) -> list[int]:
    """Percent → whole twips that add up to `width` exactly: the edges are rounded, not the columns."""
    total = sum(shares)
    edges = [0]
    share = 0.0
    for part in shares:
        share += part
        edges.append(round(width * share / total))
    return [max(right - left, 1) for left, right in pairwise(edges)]


def _grid(rows: tuple[Row, ...], columns: int) -> Iterator[list[_Slot]]:
    """Each row's slots from left to right, with the places that rowspans from above take."""
    open_spans: dict[int, tuple[Cell, int, int]] = {}  # first column → cell, columns, rows still to come
    for row in rows:
        slots: list[_Slot] = []
        cells = iter(row.cells)
        spans, open_spans = open_spans, {}
        column = 0
        while column < columns:
            if column in spans:
                cell, width, left = spans[column]
                slots.append(_Slot(cell, column, width, continued=True))
                if left > 1:
                    open_spans[column] = (cell, width, left - 1)
            else:
                room = min((start for start in spans if start > column), default=columns) - column
                new = next(cells, None)
                width = room if new is None else min(new.colspan, room)
                slots.append(_Slot(new, column, width))
                if new is not None and new.rowspan > 1:
                    open_spans[column] = (new, width, new.rowspan - 1)
            column += width
        yield slots


def _row(
    slots: list[_Slot],
    columns: list[int],
    margins: int,
    writing: Writing,
    place: Place,
    write_blocks: WriteBlocks,
    *,
    header: bool,
    keep: bool,
    height_mm: float,
) -> str:
    # A header row alone at the foot of a page helps nobody.
    inner = replace(place, note=False, keep_next=True if keep else None)
    cells = "".join(_cell(slot, columns, margins, writing, inner, write_blocks, header=header) for slot in slots)
    high = f'<w:trHeight w:val="{round(height_mm * 1440 / 25.4)}" w:hRule="atLeast"/>' if height_mm else ""
    properties = f"<w:cantSplit/>{high}" + ("<w:tblHeader/>" if header else "")
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _cell(
    slot: _Slot,
    columns: list[int],
    margins: int,
    writing: Writing,
    place: Place,
    write_blocks: WriteBlocks,
    *,
    header: bool,
) -> str:
    width = sum(columns[slot.column : slot.column + slot.columns])
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if slot.columns > 1:
        properties += f'<w:gridSpan w:val="{slot.columns}"/>'
    cell = slot.cell
    if cell is not None and cell.rowspan > 1:
        properties += "<w:vMerge/>" if slot.continued else '<w:vMerge w:val="restart"/>'
    # A figure beside a text of three lines reads best in its middle; LibreOffice ignores the style's own w:vAlign.
    vertical = cell.valign if cell is not None else ""
    properties += f'<w:vAlign w:val="{_VERTICAL[vertical or "middle"]}"/>'
    role = "table-head" if header or (cell is not None and cell.header) else "table-text"
    if cell is None or slot.continued:
        content = paragraph(writing.look.style(role), "")
    else:
        inside = replace(place, width=max(width - margins, 1), cell=role, align=cell.align)
        pieces = write_blocks(cell.blocks, writing, inside) or [paragraph(writing.look.style(role), "")]
        # A cell must end with a paragraph: Word calls a file without it damaged.
        content = "".join(pieces) + (hairline() if pieces[-1].endswith("</w:tbl>") else "")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"

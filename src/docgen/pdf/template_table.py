"""The template's own tables as HTML: table style with its conditional parts, direct borders, spans and merges (ECMA-376 §17.4)."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from docgen.ooxml.elements.tables import Cell, CellProperties, Row, Table, TableProperties
from docgen.ooxml.properties import Properties, read
from docgen.ooxml.table_styles import Spot, Switches, TableLook, look_at, read_switches
from docgen.pdf.word_css import Css, border_css, declarations, shading

if TYPE_CHECKING:
    from docgen.pdf.template_paragraph import Story

_SIDES = ("top", "right", "bottom", "left")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all cells of a table share."""

    look: TableLook
    asked: Switches
    borders: Properties
    margins: dict[str, int]
    rows: int
    columns: int


def write_table(story: Story, element: etree._Element) -> str:
    """A w:tbl of the template; its cells' blocks are the story's."""
    styles = story.shared.filled.styles
    table = Table(element)
    properties = table.properties
    look = styles.table("" if properties is None else properties.style)
    direct = {} if properties is None else styles.direct(properties.element)
    borders = {**look.borders, **{key: value for key, value in direct.items() if key.startswith("border-")}}
    margins = dict(look.margins)
    if properties is not None and properties.cell_margins is not None:
        margins |= properties.cell_margins.by_side()
    columns = [column.width or 0 for column in table.grid.columns] if table.grid is not None else []
    rows = table.rows
    switches = read_switches(None if properties is None else properties.look)
    frame = _Frame(look, switches, borders, margins, len(rows), len(columns))
    start = story.y
    inside = "".join(_row(story, row, index, rows, frame, columns) for index, row in enumerate(rows))
    story.y = max(story.y, start)
    groups = "".join(f'<col style="width:{column / 20:g}pt">' for column in columns)
    outdent = margins["left"] if story.shared.outdented_tables else 0
    css = _table_css(properties, sum(columns), outdent, story.width)
    return f'<table style="{escape(declarations(css))}"><colgroup>{groups}</colgroup>{inside}</table>'


def _table_css(properties: TableProperties | None, total: int, outdent: int, room: float) -> Css:
    width = None if properties is None else properties.width
    if width is not None and width.kind == "pct" and width.amount:
        css: Css = {"width": f"{room * width.amount / 5000:g}pt"}
    else:
        css = {"width": f"{total / 20:g}pt"}
    align = "left" if properties is None else properties.alignment
    own = None if properties is None else properties.indent
    indent = (0 if own is None else own.amount) - outdent
    if align == "center":
        css |= {"margin-left": "auto", "margin-right": "auto"}
    elif align in ("right", "end"):
        css["margin-left"] = "auto"
    elif indent:
        css["margin-left"] = f"{indent / 20:g}pt"
    return css


def _row(story: Story, row: Row, index: int, rows: list[Row], frame: _Frame, columns: list[int]) -> str:
    properties = row.properties
    height = None if properties is None else properties.height
    least = 0.0 if height is None else height.height / 20
    css = f' style="height:{least:g}pt"' if height is not None else ""
    column = 0 if properties is None else properties.columns_before
    cells = f'<td colspan="{column}"></td>' if column else ""
    top = bottom = story.y
    for cell in row.cells:
        span = cell.columns
        if cell.merge != "continue":
            story.y = top
            width = sum(columns[column : column + span]) / 20
            cells += _cell(story, cell, Spot(index, column, frame.rows, frame.columns), rows, frame, width)
            bottom = max(bottom, story.y)
        column += span
    story.y = max(bottom, top + least)
    return f"<tr{css}>{cells}</tr>"


def _cell(story: Story, cell: Cell, spot: Spot, rows: list[Row], frame: _Frame, width: float) -> str:
    paragraph, run, styled = look_at(frame.look, frame.asked, spot)
    own = cell.properties
    merged = {**styled, **({} if own is None else story.shared.filled.styles.direct(own.element))}
    margins = frame.margins | (own.margins.by_side() if own is not None and own.margins is not None else {})
    css: Css = {
        "vertical-align": {"center": "middle", "bottom": "bottom"}.get(read(merged, CellProperties.vertical), "top")
    }
    fill = shading(merged)
    if fill:
        css["background"] = f"#{fill}"
    span, down = cell.columns, _rows_down(rows, spot.row, spot.column)
    for side in _SIDES:
        css[f"border-{side}"] = border_css(_border(side, merged, frame, spot, span, down))
        css[f"padding-{side}"] = f"{margins[side] / 20:g}pt"
    attributes = f' colspan="{span}"' if span > 1 else ""
    attributes += f' rowspan="{down}"' if down > 1 else ""
    outer = story.width
    story.width = max(width - (margins["left"] + margins["right"]) / 20, 1.0)
    story.y += margins["top"] / 20
    inside = story.blocks(cell.element, (paragraph, run))
    story.y += margins["bottom"] / 20
    story.width = outer
    return f'<td{attributes} style="{escape(declarations(css))}">{inside}</td>'


def _border(side: str, cell: Properties, frame: _Frame, spot: Spot, span: int, down: int) -> dict[str, str]:
    """A cell's own border, else the table's outer one at its edge and the inner one within (§17.4.66)."""
    own = cell.get(f"border-{side}")
    if own is not None:
        return own
    outside = {
        "top": spot.row == 0, "bottom": spot.row + down == spot.rows, "left": spot.column == 0,
        "right": spot.column + span >= spot.columns,
    }  # fmt: skip
    inner = "border-insideH" if side in ("top", "bottom") else "border-insideV"
    return frame.borders.get(f"border-{side}" if outside[side] else inner, {})


def _rows_down(rows: list[Row], row: int, column: int) -> int:
    """How many rows a cell covers: those below whose cell at the same column goes on with it."""
    count = 1
    for below in rows[row + 1 :]:
        at = 0
        for cell in below.cells:
            if at == column:
                break
            at += cell.columns
        else:
            return count
        if cell.merge != "continue":
            return count
        count += 1
    return count

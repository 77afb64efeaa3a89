"""The template's own tables as HTML: table style with its conditional parts, direct borders, spans and merges (ECMA-376 §17.4)."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from docgen.ooxml.styles import Properties, TableLook, W, integer, local
from docgen.pdf.word_css import Css, border_css, declarations, shading
from docgen.template.table_parts import Spot, Switches, look_at, read_switches

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


def write_table(story: Story, table: etree._Element) -> str:
    """A w:tbl of the template; its cells' blocks are the story's."""
    styles = story.shared.filled.styles
    properties = table.find(f"{W}tblPr")
    name = properties.find(f"{W}tblStyle") if properties is not None else None
    look = styles.table(name.get(f"{W}val", "") if name is not None else "")
    direct = styles.direct(properties)
    borders = {**look.borders, **{key: value for key, value in direct.items() if key.startswith("border-")}}
    margins = dict(look.margins)
    for margin in properties.iterfind(f"{W}tblCellMar/*") if properties is not None else ():
        margins[{"start": "left", "end": "right"}.get(local(margin), local(margin))] = integer(margin.get(f"{W}w"))
    columns = [integer(column.get(f"{W}w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    rows = table.findall(f"{W}tr")
    frame = _Frame(look, read_switches(properties), borders, margins, len(rows), len(columns))
    start = story.y
    inside = "".join(_row(story, row, index, rows, frame, columns) for index, row in enumerate(rows))
    story.y = max(story.y, start)
    groups = "".join(f'<col style="width:{column / 20:g}pt">' for column in columns)
    css = _table_css(direct, sum(columns), margins["left"] if story.shared.outdented_tables else 0, story.width)
    return f'<table style="{escape(declarations(css))}"><colgroup>{groups}</colgroup>{inside}</table>'


def _table_css(direct: Properties, total: int, outdent: int, room: float) -> Css:
    width = direct.get("tblW", {})
    if width.get("type") == "pct" and integer(width.get("w")):
        share = width.get("w", "")
        percent = integer(share.rstrip("%")) if share.endswith("%") else integer(share) / 50
        css: Css = {"width": f"{room * percent / 100:g}pt"}
    else:
        css = {"width": f"{total / 20:g}pt"}
    align = direct.get("jc", {}).get("val", "left")
    indent = integer(direct.get("tblInd", {}).get("w")) - outdent
    if align == "center":
        css |= {"margin-left": "auto", "margin-right": "auto"}
    elif align in ("right", "end"):
        css["margin-left"] = "auto"
    elif indent:
        css["margin-left"] = f"{indent / 20:g}pt"
    return css


def _row(
    story: Story, row: etree._Element, index: int, rows: list[etree._Element], frame: _Frame, columns: list[int]
) -> str:
    height = row.find(f"{W}trPr/{W}trHeight")
    least = integer(height.get(f"{W}val")) / 20 if height is not None else 0.0
    css = f' style="height:{least:g}pt"' if height is not None else ""
    before = row.find(f"{W}trPr/{W}gridBefore")
    column = integer(before.get(f"{W}val")) if before is not None else 0
    cells = f'<td colspan="{column}"></td>' if column else ""
    top = bottom = story.y
    for cell in row.iterfind(f"{W}tc"):
        span = _span(cell)
        if _merge(cell) != "continue":
            story.y = top
            width = sum(columns[column : column + span]) / 20
            cells += _cell(story, cell, Spot(index, column, frame.rows, frame.columns), span, rows, frame, width)
            bottom = max(bottom, story.y)
        column += span
    story.y = max(bottom, top + least)
    return f"<tr{css}>{cells}</tr>"


def _cell(
    story: Story, cell: etree._Element, spot: Spot, span: int, rows: list[etree._Element], frame: _Frame, width: float
) -> str:
    paragraph, run, styled = look_at(frame.look, frame.asked, spot)
    properties = story.shared.filled.styles.direct(cell.find(f"{W}tcPr"))
    merged = {**styled, **properties}
    css: Css = {
        "vertical-align": {"center": "middle", "bottom": "bottom"}.get(merged.get("vAlign", {}).get("val", ""), "top")
    }
    fill = shading(merged)
    if fill:
        css["background"] = f"#{fill}"
    down = _rows_down(rows, spot.row, spot.column)
    for side in _SIDES:
        css[f"border-{side}"] = border_css(_border(side, merged, frame, spot, span, down))
        css[f"padding-{side}"] = f"{_margin(cell, side, frame) / 20:g}pt"
    attributes = f' colspan="{span}"' if span > 1 else ""
    attributes += f' rowspan="{down}"' if down > 1 else ""
    outer = story.width
    story.width = max(width - (_margin(cell, "left", frame) + _margin(cell, "right", frame)) / 20, 1.0)
    story.y += _margin(cell, "top", frame) / 20
    inside = story.blocks(cell, (paragraph, run))
    story.y += _margin(cell, "bottom", frame) / 20
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


def _margin(cell: etree._Element, side: str, frame: _Frame) -> int:
    for name in (side, {"left": "start", "right": "end"}.get(side, side)):
        own = cell.find(f"{W}tcPr/{W}tcMar/{W}{name}")
        if own is not None:
            return integer(own.get(f"{W}w"))
    return frame.margins[side]


def _span(cell: etree._Element) -> int:
    columns = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if columns is None else max(integer(columns.get(f"{W}val"), 1), 1)


def _merge(cell: etree._Element) -> str:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if merge is None else merge.get(f"{W}val", "continue")


def _rows_down(rows: list[etree._Element], row: int, column: int) -> int:
    """How many rows a cell covers: those below whose cell at the same column goes on with it."""
    count = 1
    for below in rows[row + 1 :]:
        at = 0
        for cell in below.iterfind(f"{W}tc"):
            if at == column:
                break
            at += _span(cell)
        else:
            return count
        if _merge(cell) != "continue":
            return count
        count += 1
    return count

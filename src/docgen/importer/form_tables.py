"""A job description kept as a Word form: labels and their cells opened into lines, so that it reads as any other.

`岗位名称 | 客户经理 | 部门 | 市场部` becomes two lines with colons; a row headed 岗位职责 becomes a heading and the lines
of the cell beside it. A table that is no such form stays a table.
"""

from __future__ import annotations

from docgen.importer.job_words import LABELS, section_of
from docgen.importer.markers import marker_of
from docgen.importer.paper import Cell, Line, Notes, Table
from docgen.importer.pieces import Piece


def open_forms(piece: Piece, notes: Notes) -> None:
    """Replace the form tables among a piece's lines, in place; the colons put between label and cell are noted as added."""
    lines: list[Line] = []
    for line in piece.lines:
        opened = _opened(line.table, line.number) if line.table else None
        if opened is None:
            lines.append(line)
            continue
        lines += opened
        colons = "：" * sum(1 for made in opened if made.marker == "label")
        for made in opened:
            made.marker = ""
        if colons:
            notes.added("表单里的冒号", colons, first=line.number)
        notes.changed("表格", line.number, "岗位表单的各格已变成字段和小节")
    piece.lines[:] = lines


def _opened(table: Table | None, number: int) -> list[Line] | None:
    """The lines, those of a label marked as such; None for a table that is no form."""
    lines: list[Line] = []
    labels = 0
    for row in table.rows if table else ():
        texts = [cell for cell in row if cell.text.strip()]
        made = _row(texts, number)
        if made is None:
            return None
        labels += sum(1 for line in made if line.marker == "label" or line.level)
        lines += made
    return lines if labels >= 2 else None


def _row(cells: list[Cell], number: int) -> list[Line] | None:
    if not cells:
        return []
    first = _bare(cells[0].text)
    if section_of(first) and first not in LABELS:
        if marker_of(first):
            return None
        return [Line(number, cells[0].text, level=2, whole=True), *_lines(cells[1:], number)]
    if len(cells) == 1:
        return _lines(cells, number)
    if len(cells) % 2 or any(_bare(cell.text) not in LABELS for cell in cells[::2]):
        return None
    pairs = zip(cells[::2], cells[1::2], strict=True)
    return [
        Line(number, f"{_bare(label.text)}：{' '.join(value.text.split())}", marker="label", whole=True)
        for label, value in pairs
    ]


def _lines(cells: list[Cell], number: int) -> list[Line]:
    return [Line(number, part, whole=True) for cell in cells for part in cell.text.split("\n") if part.strip()]


def _bare(text: str) -> str:
    return "".join(text.split()).rstrip("：:")

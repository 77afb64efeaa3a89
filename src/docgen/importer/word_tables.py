"""A Word table as rows of cells: merged cells once, nested tables as text (ECMA-376 part 1 §17.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docgen.importer.paper import Cell, Table
from docgen.importer.word_names import W, children, value

_WIDEST = 63  # Word's own limit of columns


def read_table(node: Any, text_of: Callable[[Any], str], note: Callable[[str], None]) -> Table:
    """The table; `text_of` reads a paragraph, `note` takes what could not be kept as it was."""
    grid: list[list[tuple[int, int, str, str]]] = []  # rows of (column, columns, vertical merge, text)
    head = 0
    for row in _rows(node):
        if row.find(f"{W}trPr/{W}tblHeader") is not None and head == len(grid):
            head += 1
        column = _number(value(row, "trPr/gridBefore"))
        found: list[tuple[int, int, str, str]] = []
        for cell in _cells(row):
            columns = max(1, min(_number(value(cell, "tcPr/gridSpan")) or 1, _WIDEST))
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            merge = "" if merged is None else merged.get(f"{W}val", "continue")
            found.append((column, columns, merge, _cell_text(cell, text_of, note)))
            column += columns
        grid.append(found)
    return Table(tuple(row for row in _merged(grid) if row), head)


def _rows(node: Any) -> list[Any]:
    """Rows, through content controls, without those deleted under tracked changes."""
    found = []
    for child in children(node):
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                found.append(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            found += _rows(child)
    return found


def _cells(row: Any) -> list[Any]:
    found = []
    for child in children(row):
        if child.tag == f"{W}tc":
            found.append(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            found += _cells(child)
    return found


def _cell_text(cell: Any, text_of: Callable[[Any], str], note: Callable[[str], None]) -> str:
    texts = []
    for child in children(cell):
        if child.tag == f"{W}p":
            texts.append(text_of(child))
        elif child.tag == f"{W}tbl":
            note("表格里套着表格，里面的文字逐行放进了单元格")
            inner = read_table(child, text_of, note)
            texts += [" ".join(cell.text for cell in row) for row in inner.rows]
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            texts.append(_cell_text(child, text_of, note))
    return "\n".join(text.strip() for text in texts if text.strip())


def _merged(grid: list[list[tuple[int, int, str, str]]]) -> list[tuple[Cell, ...]]:
    """Vertical merges as row spans; text in a covered cell, which Word does not show, joins the cell above it."""
    rows: list[tuple[Cell, ...]] = []
    for index, row in enumerate(grid):
        made = []
        for column, columns, merge, text in row:
            above = grid[index - 1] if index else []
            if merge == "continue" and any(c == column and m for c, _n, m, _t in above):
                continue
            rows_spanned, texts = 1, [text]
            for later in grid[index + 1 :] if merge else ():
                covered = next((t for c, _n, m, t in later if c == column and m == "continue"), None)
                if covered is None:
                    break
                rows_spanned += 1
                texts.append(covered)
            made.append(Cell("\n".join(t for t in texts if t), columns, rows_spanned))
        rows.append(tuple(made))
    return rows


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0

"""Table elements to table nodes: a full grid, spans that fit, and column widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from docgen.errors import Problem
from docgen.kinds import messages
from docgen.kinds.elements import Element, PlacedText
from docgen.kinds.provenance import strip_marks
from docgen.model.nodes import Align, Block, Cell, Paragraph, Row, Table, TableStyle, Text
from docgen.model.traversal import plain_text

CellBlocks = Callable[[Element], tuple[Block, ...]]
_ALIGN: dict[str, Align] = {"left": "left", "center": "center", "right": "right"}
_NARROWEST = 6.0  # percent: a column of one figure is still a column


class TableBuilder:
    """Makes the rows and widths of a table; `cell_blocks` makes a cell's content."""

    def __init__(self, cell_blocks: CellBlocks, problems: list[Problem]) -> None:
        self._cell_blocks = cell_blocks
        self._problems = problems

    def table(self, element: Element) -> Table:
        """Caption and anchor are the caller's; this gives rows, style and widths."""
        rows: list[Row] = []
        places: list[Element] = []
        for row, header in self._rows(element):
            cells = tuple(self._cell(cell, header) for cell in _elements(row) if cell.name in ("td", "th"))
            rows.append(Row(cells, header, self._height(row), "keep" in row.classes))
            places.append(row)
        full, columns = self._fill_grid(rows, places)
        widths = self._widths(element, full, columns)
        style = next((name for name in element.classes if name in ("grid", "form", "plain")), "grid")
        return Table(tuple(full), widths, _STYLES[style], location=element.place)

    def _rows(self, table: Element) -> list[tuple[Element, bool]]:
        found: list[tuple[Element, bool]] = []
        for child in _elements(table):
            if child.name in ("thead", "tbody"):
                found += [(row, child.name == "thead") for row in _elements(child) if row.name == "tr"]
                self._strays(child, ("tr",))
            elif child.name == "tr":
                found.append((child, False))
        self._strays(table, ("thead", "tbody", "tr", "caption"))
        for row, _header in found:
            self._strays(row, ("td", "th"))
        return found

    def _strays(self, parent: Element, allowed: Sequence[str]) -> None:
        for child in parent.children:
            if isinstance(child, Element) and child.name not in allowed:
                self._problems.append(messages.MISPLACED_IN_TABLE.at(child.place, name=child.name, parent=parent.name))
            elif isinstance(child, str) and strip_marks(child).strip():
                place = child.place if isinstance(child, PlacedText) else parent.place
                self._problems.append(messages.TEXT_IN_TABLE.at(place, text=strip_marks(child).strip()[:20]))

    def _cell(self, element: Element, header: bool) -> Cell:
        align: Align = next((_ALIGN[name] for name in element.classes if name in _ALIGN), "")
        blocks = self._cell_blocks(element)
        return Cell(
            blocks,
            header or element.name == "th",
            self._span(element, "colspan"),
            self._span(element, "rowspan"),
            align,
            "top" if "top" in element.classes else "middle" if "middle" in element.classes else "",
        )

    def _span(self, element: Element, name: str) -> int:
        text = element.attributes.get(name, "1").strip()
        if text.isdecimal() and 1 <= int(text) <= 1000:
            return int(text)
        self._problems.append(messages.WRONG_SPAN.at(element.place, name=name, text=text))
        return 1

    def _height(self, element: Element) -> float:
        """Millimetres of `data-height`; 0 if there is none."""
        text = strip_marks(element.attributes.get("data-height", "")).strip()
        if not text:
            return 0
        try:
            height = float(text)
        except ValueError:
            height = 0
        if not 3 <= height <= 250:
            self._problems.append(messages.WRONG_HEIGHT.at(element.place, text=text))
            return 0
        return height

    # --- the grid ---

    def _fill_grid(self, rows: list[Row], places: list[Element]) -> tuple[list[Row], int]:
        """Rows with spans that fit and short rows padded, and the number of columns; what did not fit is a problem."""
        cut = [self._fit_rowspans(rows, index, place) for index, place in enumerate(places)]
        grid = _grid(cut)
        columns = max((max(line, default=-1) + 1 for line in grid), default=0) or 1
        full: list[Row] = []
        for row, line, place in zip(cut, grid, places, strict=True):
            missing = columns - len(line)
            cells = row.cells
            if any(count > 1 for count in line.values()):
                self._problems.append(messages.CELLS_OVERLAP.at(place.place))
            elif missing:
                self._problems.append(messages.ROW_TOO_SHORT.at(place.place, count=columns - missing, columns=columns))
                cells += (Cell((Paragraph(()),)),) * missing
            full.append(replace(row, cells=cells))
        return full, columns

    def _fit_rowspans(self, rows: list[Row], index: int, place: Element) -> Row:
        """A row whose cells end within the table, and within its head."""
        row = rows[index]
        left = next((n for n, below in enumerate(rows[index:]) if below.header != row.header), len(rows) - index)
        if any(cell.rowspan > left for cell in row.cells):
            self._problems.append(messages.ROWSPAN_TOO_LARGE.at(place.place, count=left - 1))
        return replace(row, cells=tuple(replace(cell, rowspan=min(cell.rowspan, left)) for cell in row.cells))

    # --- widths ---

    def _widths(self, element: Element, rows: list[Row], columns: int) -> tuple[float, ...]:
        text = element.attributes.get("data-widths", "").replace(",", " ").replace("%", " ")
        if text.strip():
            try:
                shares = [float(part) for part in text.split()]
            except ValueError:
                shares = []
            if len(shares) == columns and all(share > 0 for share in shares):
                return tuple(share * 100 / sum(shares) for share in shares)
            origin = element.origins.get("data-widths")
            place = origin.location if origin else element.place
            self._problems.append(messages.WRONG_WIDTHS.at(place, count=len(shares), columns=columns))
        return _natural_widths(rows, columns)


_STYLES: dict[str, TableStyle] = {"grid": "grid", "form": "form", "plain": "plain"}


def _elements(parent: Element) -> list[Element]:
    return [child for child in parent.children if isinstance(child, Element)]


def _grid(rows: list[Row]) -> list[dict[int, int]]:
    """For each row, how many cells lie on each column (more than one: an overlap), as HTML places them."""
    grid: list[dict[int, int]] = [{} for _row in rows]
    for index, column, cell in _placed(rows):
        for line in grid[index : index + cell.rowspan]:
            for covered in range(column, column + cell.colspan):
                line[covered] = line.get(covered, 0) + 1
    return grid


def _placed(rows: list[Row]) -> Iterator[tuple[int, int, Cell]]:
    """Every cell with its row and its first column: the first that no cell from above covers."""
    covered: list[set[int]] = [set() for _row in rows]
    for index, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while column in covered[index]:
                column += 1
            yield index, column, cell
            for line in covered[index : index + cell.rowspan]:
                line |= set(range(column, column + cell.colspan))


def _natural_widths(rows: list[Row], columns: int) -> tuple[float, ...]:
    """Shares by what the columns hold: long texts get more, but less than in proportion, and no column vanishes."""
    weights = [2.0] * columns
    for _index, column, cell in _placed(rows):
        if cell.colspan == 1 and column < columns:
            weights[column] = max(weights[column], min(_length(cell.blocks), 60) ** 0.75)
    total = sum(weights)
    shares = [max(weight * 100 / total, min(_NARROWEST, 100 / columns)) for weight in weights]
    return tuple(share * 100 / sum(shares) for share in shares)


def _length(blocks: tuple[Block, ...]) -> int:
    """The longest paragraph in half-width characters."""
    longest = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            text = plain_text(child for child in block.children if isinstance(child, Text))
            longest = max(longest, sum(2 if ord(character) > 0x2000 else 1 for character in text))
    return longest

"""Table styles: how their tables look, and which of their conditional parts reach a cell (ECMA-376 part 1 §17.7.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lxml import etree

from docgen.ooxml.elements.styles import Style
from docgen.ooxml.elements.tables import TableLookBits
from docgen.ooxml.names import W
from docgen.ooxml.properties import Properties, merge

_BITS = {
    "first_row": 0x0020,
    "last_row": 0x0040,
    "first_column": 0x0080,
    "last_column": 0x0100,
    "no_row_bands": 0x0200,
    "no_column_bands": 0x0400,
}


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table style: borders by side, cell margins in twips, cell shading, and its conditional parts.

    `conditions` maps a w:tblStylePr type (wholeTable, firstRow, lastRow, firstCol, band1Horz …) to
    (run properties, cell properties, paragraph properties); `run` and `paragraph` are the style's own
    for the whole table; `bands` are the rows and the columns of a band.
    """

    borders: Properties
    margins: dict[str, int]
    cell: Properties = field(default_factory=dict)
    conditions: dict[str, tuple[Properties, Properties, Properties]] = field(default_factory=dict)
    run: Properties = field(default_factory=dict)
    paragraph: Properties = field(default_factory=dict)
    bands: tuple[int, int] = (1, 1)


def read_table_look(
    chain: Iterable[Style],
    direct: Callable[[etree._Element | None], Properties],
    name_fonts: Callable[[Properties], None],
) -> TableLook:
    """The look that a chain of table styles gives, the farthest first.

    `direct` reads the properties of an element, `name_fonts` puts the theme's fonts into run properties, in place.
    """
    borders: Properties = {}
    margins = {"top": 0, "left": 108, "bottom": 0, "right": 108}  # twips: Word's own where no style says otherwise
    cell: Properties = {}
    run: Properties = {}
    paragraph: Properties = {}
    rows = columns = 1
    conditions: dict[str, tuple[Properties, Properties, Properties]] = {}
    for style in chain:
        table = style.table
        if table is not None:
            own = direct(table.element)
            merge(borders, {name: value for name, value in own.items() if name.startswith("border-")})
            margins |= {} if table.cell_margins is None else table.cell_margins.by_side()
            rows, columns = max(table.row_band or rows, 1), max(table.column_band or columns, 1)
        merge(cell, direct(style.element.find(f"{W}tcPr")))
        merge(run, direct(style.element.find(f"{W}rPr")))
        merge(paragraph, direct(style.element.find(f"{W}pPr")))
        for part in style.parts:
            found = conditions.setdefault(part.kind, ({}, {}, {}))
            for properties, name in zip(found, ("rPr", "tcPr", "pPr"), strict=True):
                merge(properties, direct(part.element.find(f"{W}{name}")))
            name_fonts(found[0])
    name_fonts(run)
    return TableLook(borders, margins, cell, conditions, run, paragraph, (rows, columns))


@dataclass(frozen=True, slots=True)
class Switches:
    """w:tblLook: which conditional parts a table asks for (§17.4.55)."""

    first_row: bool = False
    last_row: bool = False
    first_column: bool = False
    last_column: bool = False
    row_bands: bool = False
    column_bands: bool = False


def read_switches(look: TableLookBits | None) -> Switches:
    """A table's w:tblLook, by its attributes or by its older bit mask; without one nothing is asked for."""
    if look is None:
        return Switches()
    mask = look.mask or 0

    def asked(name: str) -> bool:
        own: bool | None = getattr(look, name)
        return bool(mask & _BITS[name]) if own is None else own

    return Switches(
        asked("first_row"), asked("last_row"), asked("first_column"), asked("last_column"),
        not asked("no_row_bands"), not asked("no_column_bands"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell's place in its table: row and column from 0, the numbers of rows and columns."""

    row: int
    column: int
    rows: int
    columns: int


def parts_at(look: TableLook, asked: Switches, spot: Spot) -> list[str]:
    """The names of the conditional parts at a spot, weakest first."""
    first_row, last_row = asked.first_row and spot.row == 0, asked.last_row and spot.row == spot.rows - 1
    first_column = asked.first_column and spot.column == 0
    last_column = asked.last_column and spot.column == spot.columns - 1
    names = ["wholeTable"]
    if asked.column_bands and not (first_column or last_column):
        names.append(_band("Vert", spot.column - asked.first_column, look.bands[1]))
    if asked.row_bands and not (first_row or last_row):
        names.append(_band("Horz", spot.row - asked.first_row, look.bands[0]))
    for wanted, name in (
        (first_column, "firstCol"), (last_column, "lastCol"), (first_row, "firstRow"), (last_row, "lastRow"),
        (first_row and first_column, "nwCell"), (first_row and last_column, "neCell"),
        (last_row and first_column, "swCell"), (last_row and last_column, "seCell"),
    ):  # fmt: skip
        if wanted:
            names.append(name)
    return [name for name in names if name in look.conditions]


def _band(direction: str, index: int, size: int) -> str:
    return f"band{1 + index // size % 2}{direction}"


def look_at(look: TableLook, asked: Switches, spot: Spot) -> tuple[Properties, Properties, Properties]:
    """(paragraph, run, cell) properties that the style gives a cell: the whole table's with the conditional parts over them."""
    paragraph, run, cell = dict(look.paragraph), dict(look.run), dict(look.cell)
    for name in parts_at(look, asked, spot):
        over_run, over_cell, over_paragraph = look.conditions[name]
        merge(run, over_run)
        merge(cell, _outer(over_cell, name, spot, asked))
        merge(paragraph, over_paragraph)
    return paragraph, run, cell


def _outer(cell: Properties, name: str, spot: Spot, asked: Switches) -> Properties:
    """A part's borders as this cell's: its top is the part's top only where the part begins, else its inner line."""
    if name not in ("firstRow", "lastRow", "firstCol", "lastCol", "wholeTable") and not name.startswith("band"):
        return cell
    rows = name in ("firstRow", "lastRow") or name.endswith("Horz")
    columns = name in ("firstCol", "lastCol") or name.endswith("Vert")
    edges = {
        "top": rows or spot.row == (1 if asked.first_row and not columns else 0),
        "bottom": rows or spot.row == spot.rows - 1,
        "left": columns or spot.column == 0,
        "right": columns or spot.column == spot.columns - 1,
    }
    found = {key: value for key, value in cell.items() if not key.startswith("border-")}
    for side, at_edge in edges.items():
        inner = "border-insideH" if side in ("top", "bottom") else "border-insideV"
        key = f"border-{side}" if at_edge else inner
        if key in cell:
            found[f"border-{side}"] = cell[key]
    return found

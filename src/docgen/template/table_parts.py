"""Which conditional parts of a table style reach a cell, in the order in which they are laid over each other (ECMA-376 §17.7.6)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from docgen.ooxml.styles import Properties, TableLook, W, merge

_BITS = {
    "firstRow": 0x0020,
    "lastRow": 0x0040,
    "firstColumn": 0x0080,
    "lastColumn": 0x0100,
    "noHBand": 0x0200,
    "noVBand": 0x0400,
}


@dataclass(frozen=True, slots=True)
class Switches:
    """w:tblLook: which conditional parts a table asks for (§17.4.55)."""

    first_row: bool = False
    last_row: bool = False
    first_column: bool = False
    last_column: bool = False
    row_bands: bool = False
    column_bands: bool = False


def read_switches(properties: etree._Element | None) -> Switches:
    """A table's w:tblLook, by its attributes or by its older bit mask; without one nothing is asked for."""
    look = properties.find(f"{W}tblLook") if properties is not None else None
    if look is None:
        return Switches()
    try:
        mask = int(look.get(f"{W}val", "0"), 16)
    except ValueError:
        mask = 0
    on = {
        name: value in ("1", "true", "on") if (value := look.get(f"{W}{name}")) is not None else bool(mask & bit)
        for name, bit in _BITS.items()
    }
    return Switches(
        on["firstRow"], on["lastRow"], on["firstColumn"], on["lastColumn"], not on["noHBand"], not on["noVBand"]
    )


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

"""Tables, rows and cells with their properties (ECMA-376 part 1 §17.4)."""

from __future__ import annotations

from lxml import etree

from docgen.ooxml.declared import (
    HEXADECIMAL,
    INTEGER,
    ON_OFF,
    TABLE_MEASURE,
    TEXT,
    TWIPS,
    Attribute,
    Child,
    Children,
    Toggle,
    Value,
    View,
)
from docgen.ooxml.names import local


class Width(View):
    """A width of a table, a cell, an indent or a margin: twips, or fiftieths of a percent if `kind` is pct (§17.18.90)."""

    amount = Attribute("w", TABLE_MEASURE, 0)
    type = Attribute("type", TEXT, "dxa")

    @property
    def kind(self) -> str:
        """dxa, pct, auto or nil; a width with % is a pct whatever its type says."""
        return "pct" if (self.element.get(Width.amount.qualified) or "").rstrip().endswith("%") else self.type


class TableWidth(Width, tag="tblW"):
    """§17.4.63."""


class TableIndent(Width, tag="tblInd"):
    """§17.4.50."""


class CellSpacing(Width, tag="tblCellSpacing"):
    """§17.4.45."""


class CellWidth(Width, tag="tcW"):
    """§17.4.71."""


class BeforeWidth(Width, tag="wBefore"):
    """§17.4.82."""


class AfterWidth(Width, tag="wAfter"):
    """§17.4.81."""


class CellMargins(View, tag="tblCellMar"):
    """§17.4.42; `start` and `end` are newer files' left and right."""

    def by_side(self) -> dict[str, int]:
        """Twips by side, of the sides that are said."""
        return _margins(self.element)


class OwnMargins(View, tag="tcMar"):
    """§17.4.68: of one cell."""

    def by_side(self) -> dict[str, int]:
        """Twips by side, of the sides that are said."""
        return _margins(self.element)


def _margins(element: etree._Element) -> dict[str, int]:
    found: dict[str, int] = {}
    for child in element:
        name = local(child)
        if name:
            found[{"start": "left", "end": "right"}.get(name, name)] = Width(child).amount
    return found


class FloatingTable(View, tag="tblpPr"):
    """§17.4.57."""

    left = Attribute("tblpX", TWIPS, 0)
    top = Attribute("tblpY", TWIPS, 0)
    gap_left = Attribute("leftFromText", TWIPS, 0)
    gap_right = Attribute("rightFromText", TWIPS, 0)
    gap_top = Attribute("topFromText", TWIPS, 0)
    gap_bottom = Attribute("bottomFromText", TWIPS, 0)
    across = Attribute("horzAnchor", TEXT, "page")
    down = Attribute("vertAnchor", TEXT, "page")
    align_across = Attribute("tblpXSpec", TEXT, "")
    align_down = Attribute("tblpYSpec", TEXT, "")


class TableLookBits(View, tag="tblLook"):
    """Which conditional parts of its style a table takes: a mask, or an attribute each (§17.4.56, §17.18.88)."""

    mask = Attribute("val", HEXADECIMAL, None)
    first_row = Attribute("firstRow", ON_OFF, None)
    last_row = Attribute("lastRow", ON_OFF, None)
    first_column = Attribute("firstColumn", ON_OFF, None)
    last_column = Attribute("lastColumn", ON_OFF, None)
    no_row_bands = Attribute("noHBand", ON_OFF, None)
    no_column_bands = Attribute("noVBand", ON_OFF, None)


class TableProperties(View, tag="tblPr"):
    style = Value("tblStyle", TEXT, "")
    alignment = Value("jc", TEXT, "left")
    layout = Value("tblLayout", TEXT, "autofit", attribute="type")
    row_band = Value("tblStyleRowBandSize", INTEGER, None)
    column_band = Value("tblStyleColBandSize", INTEGER, None)
    width = Child(TableWidth)
    indent = Child(TableIndent)
    cell_spacing = Child(CellSpacing)
    cell_margins = Child(CellMargins)
    floating = Child(FloatingTable)
    look = Child(TableLookBits)


class RowHeight(View, tag="trHeight"):
    height = Attribute("val", TWIPS, 0)
    rule = Attribute("hRule", TEXT, "auto")


class RowProperties(View, tag="trPr"):
    columns_before = Value("gridBefore", INTEGER, 0)
    columns_after = Value("gridAfter", INTEGER, 0)
    width_before = Child(BeforeWidth)
    width_after = Child(AfterWidth)
    height = Child(RowHeight)
    header = Toggle("tblHeader")
    whole = Toggle("cantSplit")
    hidden = Toggle("hidden")


class VerticalMerge(View, tag="vMerge"):
    """§17.4.84: without a value the cell goes on with the one above."""

    kind = Attribute("val", TEXT, "continue")


class CellProperties(View, tag="tcPr"):
    columns = Value("gridSpan", INTEGER, 1)
    vertical = Value("vAlign", TEXT, "top")
    text_direction = Value("textDirection", TEXT, "lrTb")
    width = Child(CellWidth)
    merge = Child(VerticalMerge)
    margins = Child(OwnMargins)
    no_wrap = Toggle("noWrap")
    fitted = Toggle("tcFitText")


class GridColumn(View, tag="gridCol"):
    width = Attribute("w", TWIPS, None)


class Grid(View, tag="tblGrid"):
    columns = Children(GridColumn)


class Cell(View, tag="tc"):
    properties = Child(CellProperties)

    @property
    def columns(self) -> int:
        """How many columns of the grid it takes."""
        properties = self.properties
        return 1 if properties is None else max(properties.columns, 1)

    @property
    def merge(self) -> str:
        """restart or continue of a cell that goes over several rows, "" for any other."""
        properties = self.properties
        found = None if properties is None else properties.merge
        return "" if found is None else found.kind


class Row(View, tag="tr"):
    properties = Child(RowProperties)
    cells = Children(Cell)


class Table(View, tag="tbl"):
    properties = Child(TableProperties)
    grid = Child(Grid)
    rows = Children(Row)

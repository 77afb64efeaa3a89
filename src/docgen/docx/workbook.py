"""The workbook behind a chart: what Word opens for "edit data" (ECMA-376 §18).

One sheet: the categories in column A from row 2, a series in each column from
B with its name in row 1. Gaps are empty cells.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docgen.model.chart_look import decimals, number_format
from docgen.model.charts import Chart
from docgen.ooxml.package import write_package

SHEET = "Sheet1"
_MADE = datetime(1980, 1, 1)  # as the entries of the package: equal charts give equal bytes
_NARROW, _WIDE = 10, 40  # column widths in characters


def write_workbook(chart: Chart) -> bytes:
    """The .xlsx of a chart; equal charts give equal bytes."""
    import xlsxwriter  # only documents with charts pay for it

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"created": _MADE})
    sheet = workbook.add_worksheet(SHEET)
    sheet.set_column(0, 0, min(_WIDE, max(_NARROW, 2 * max(map(len, chart.categories)) + 2)))
    for row, category in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, category)
    for column, series in enumerate(chart.series, 1):
        look = workbook.add_format({"num_format": number_format(decimals(series.values))})
        sheet.set_column(column, column, min(_WIDE, max(_NARROW, 2 * len(series.name) + 2)))
        sheet.write_string(0, column, series.name)
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, value, look)
    workbook.close()
    with zipfile.ZipFile(buffer) as archive:
        return write_package({name: archive.read(name) for name in archive.namelist()})


def categories_range(chart: Chart) -> str:
    """Where the categories are, as a chart refers to them."""
    return f"{SHEET}!$A$2:$A${len(chart.categories) + 1}"


def name_cell(index: int) -> str:
    """Where a series' name is."""
    return f"{SHEET}!${_column(index)}$1"


def values_range(chart: Chart, index: int) -> str:
    """Where a series' values are."""
    column = _column(index)
    return f"{SHEET}!${column}$2:${column}${len(chart.categories) + 1}"


def _column(index: int) -> str:
    """The column of a series: B for the first."""
    letters = ""
    number = index + 2
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

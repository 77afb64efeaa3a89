"""A chart's figures in its own part: references into the workbook, with the values cached beside them (ECMA-376 §21.2.2)."""

from __future__ import annotations

from decimal import Decimal

from docgen.docx.markup import escape
from docgen.docx.workbook import categories_range, name_cell, values_range
from docgen.model.chart_look import decimals, number_format
from docgen.model.charts import Chart


def series_head(chart: Chart, index: int) -> str:
    """What every c:ser begins with: its index, its place and its name."""
    cache = f'<c:strCache><c:ptCount val="1"/>{_point(0, chart.series[index].name)}</c:strCache>'
    return (
        f'<c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx><c:strRef><c:f>{name_cell(index)}</c:f>{cache}</c:strRef></c:tx>"
    )


def series_data(chart: Chart, index: int) -> str:
    """c:cat and c:val of a series; a gap has no point in the cache."""
    points = "".join(_point(place, name) for place, name in enumerate(chart.categories))
    values = chart.series[index].values
    numbers = "".join(_point(place, plain(value)) for place, value in enumerate(values) if value is not None)
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    return (
        f"<c:cat><c:strRef><c:f>{categories_range(chart)}</c:f><c:strCache>{count}{points}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{values_range(chart, index)}</c:f>"
        f"<c:numCache><c:formatCode>{number_format(decimals(values))}</c:formatCode>{count}{numbers}</c:numCache></c:numRef></c:val>"
    )


def plain(value: Decimal) -> str:
    """A Decimal without exponent and without needless zeros."""
    return f"{value.normalize():f}"


def _point(index: int, text: str) -> str:
    return f'<c:pt idx="{index}"><c:v>{escape(text)}</c:v></c:pt>'

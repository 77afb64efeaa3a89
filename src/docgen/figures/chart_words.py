"""A chart in words: what its alternative text says to those who do not see it."""

from __future__ import annotations

from decimal import Decimal

from docgen.model.chart_look import axis_title, number_text, percentages, value_decimals
from docgen.model.charts import Chart

_LONGEST = 500  # characters; readers of longer ones have the workbook


def describe(chart: Chart) -> str:
    """The kind of chart and its figures, row by row, cut off where they would be too many to listen to."""
    if chart.kind == "pie":
        shares = percentages([value or Decimal(0) for value in chart.series[0].values])
        rows = ["，".join(f"{name} {share:.1f}%" for name, share in zip(chart.categories, shares, strict=True))]
    else:
        rows = [_row(chart, index) for index in range(len(chart.series))]
    kind = {"bar": "柱形图", "line": "折线图", "pie": "饼图"}[chart.kind]
    text = f"{kind}。" + "；".join(rows) + "。"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _row(chart: Chart, index: int) -> str:
    places = value_decimals(chart)
    series = chart.series[index]
    head = axis_title(chart) if len(chart.series) == 1 else series.name
    values = (
        f"{name} {'无数据' if value is None else number_text(value, places)}"
        for name, value in zip(chart.categories, series.values, strict=True)
    )
    return (f"{head}：" if head else "") + "，".join(values)

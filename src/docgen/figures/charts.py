"""The drawers of bar, line and pie charts: data in, one picture with its `Chart` out, or what is wrong with the data."""

from __future__ import annotations

from typing import Any

from docgen.figures import messages
from docgen.figures.bars import draw_bars
from docgen.figures.canvas import Area, Drawing
from docgen.figures.chart_data import read_chart, read_pie
from docgen.figures.faults import Fault
from docgen.figures.lines import draw_lines
from docgen.figures.pie import draw_pie


def draw_bar_chart(data: Any, area: Area) -> tuple[list[Drawing], list[Fault]]:
    """Bars: {title?, unit?, categories, series: [{name, values}], stacked?, horizontal?}."""
    chart, faults = read_chart("bar", data)
    return ([], faults) if chart is None else _result(draw_bars(chart, area))


def draw_line_chart(data: Any, area: Area) -> tuple[list[Drawing], list[Fault]]:
    """Lines: {title?, unit?, categories, series: [{name, values}]}."""
    chart, faults = read_chart("line", data)
    return ([], faults) if chart is None else _result(draw_lines(chart, area))


def draw_pie_chart(data: Any, area: Area) -> tuple[list[Drawing], list[Fault]]:
    """A pie: {title?, items: [{name, value}]}."""
    chart, faults = read_pie(data)
    return ([], faults) if chart is None else _result(draw_pie(chart, area))


def _result(drawing: Drawing | None) -> tuple[list[Drawing], list[Fault]]:
    """The picture, or the fault of a chart that no page holds."""
    if drawing is not None:
        return [drawing], []
    return [], [Fault(("categories",), messages.CHART_TOO_LARGE)]

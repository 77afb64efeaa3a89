"""The bars of a chart as spans on the value axis, whichever way they lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from docgen.figures.measure import text_width
from docgen.model.chart_look import LABEL_SIZE, number_text, value_decimals
from docgen.model.charts import Chart

GAP = 0.6  # between two categories, in widths of a bar
MOST_GAP = 5.0  # what DrawingML allows at most (ECMA-376 §21.2.3.16)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from `start` to `end` on the value axis (`start` is nearer to zero); `lane` counts from 0 among its category's."""

    series: int
    category: int
    lane: int
    value: Decimal
    start: Decimal
    end: Decimal


def bars_of(chart: Chart) -> Iterator[Bar]:
    """Every value that is there; stacked bars grow from zero to both sides."""
    for category in range(len(chart.categories)):
        up = down = Decimal(0)
        for index, series in enumerate(chart.series):
            value = series.values[category]
            if value is None:
                continue
            if not chart.stacked:
                yield Bar(index, category, index, value, Decimal(0), value)
            elif value >= 0:
                yield Bar(index, category, 0, value, up, up + value)
                up += value
            else:
                yield Bar(index, category, 0, value, down, down + value)
                down += value


def lanes(chart: Chart) -> int:
    """How many bars stand side by side in a category."""
    return 1 if chart.stacked else len(chart.series)


def label_width(chart: Chart, value: Decimal) -> float:
    """The width of a value beside its bar, in mm."""
    return text_width(label_text(chart, value), LABEL_SIZE)


def label_text(chart: Chart, value: Decimal) -> str:
    return number_text(value, value_decimals(chart))


def widest_label(chart: Chart) -> float:
    return max(label_width(chart, value) for series in chart.series for value in series.values if value is not None)

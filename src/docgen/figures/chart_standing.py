"""The plot of standing bars and of lines: how wide, how high, and what surrounds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docgen.figures.canvas import Area, Box, Canvas
from docgen.figures.chart_frame import LABEL_HEIGHT, Head, Legend, draw_standing_axis, ticks_width
from docgen.figures.chart_names import Names
from docgen.model.chart_look import Axis, value_axis
from docgen.model.charts import Chart

_RIGHT = 1.0  # mm
_SLACK = 0.5  # mm
_HIGH, _HIGH_SHARE = 78.0, 0.46  # mm, or this share of the width: how high a chart is by itself
_PLOT, _LEAST = 48.0, 30.0  # mm: the plot's height, which long names and legends may press down


@dataclass(frozen=True, slots=True)
class Standing:
    """The frame of a standing chart: `plot` is the room between the axes, `lower` what values below it need."""

    chart: Chart
    width: float
    height: float
    plot: Box
    head: Head
    legend: Legend
    names: Names
    axis: Axis
    lower: float

    @property
    def slot(self) -> float:
        """The width of a category in mm."""
        return self.plot.width / len(self.chart.categories)

    def middle(self, category: int) -> float:
        return self.plot.x + (category + 0.5) * self.slot

    def canvas(self) -> Canvas:
        """A sheet with everything but the bars or lines."""
        canvas = Canvas(self.width, self.height)
        self.head.draw(canvas)
        draw_standing_axis(canvas, self.plot, self.axis)
        self.names.draw(canvas, self.plot, self.lower)
        self.legend.draw(canvas, self.height - self.legend.height)
        return canvas

    def legend_shares(self) -> tuple[float, float, float, float]:
        """The legend in shares of the picture."""
        return shares_of(self.legend.box(self.width, self.height), self.width, self.height)

    def shares(self) -> tuple[float, float, float, float]:
        """The plot in shares of the picture."""
        return shares_of(self.plot, self.width, self.height)


def stand(
    chart: Chart, area: Area, choose: Callable[[float], Names | None], has_labels: Callable[[float], bool]
) -> Standing | None:
    """The frame; `choose` gives the names for a slot's width, `has_labels` says whether values fit beside what stands in it.

    None if the names do not fit, or leave no room for the plot.
    """
    axis = value_axis(chart)
    head, legend = Head.of(chart, area.width), Legend.of(chart, area.width)
    left = ticks_width(axis)
    names: Names | None = None
    for _round in range(4):  # names at a slant take from the width, which makes their slots narrower
        names = choose((area.width - left - _RIGHT) / len(chart.categories))
        if names is None:
            return None
        if names.left <= left:
            break
        left = names.left + _SLACK
    else:
        return None
    labels = LABEL_HEIGHT if has_labels((area.width - left - _RIGHT) / len(chart.categories)) else 0.0
    lower = labels if axis.low < 0 else 0.0
    around = head.height + labels + names.height + lower + legend.height
    height = min(area.height, max(_HIGH, area.width * _HIGH_SHARE, around + _PLOT))
    if height - around < _LEAST:
        return None
    plot = Box(left, head.height + labels, area.width - left - _RIGHT, height - around)
    return Standing(chart, area.width, height, plot, head, legend, names, axis, lower)


def shares_of(plot: Box, width: float, height: float) -> tuple[float, float, float, float]:
    """A rectangle in shares of the picture."""
    return plot.x / width, plot.y / height, plot.width / width, plot.height / height

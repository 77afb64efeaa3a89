"""Lying bars: names at the left in lines, the first at the top, values at the bars' ends."""

from __future__ import annotations

from dataclasses import dataclass, replace

from docgen.figures.bar_parts import GAP, MOST_GAP, Bar, bars_of, label_text, label_width, lanes, widest_label
from docgen.figures.canvas import Area, Box, Canvas, Drawing
from docgen.figures.chart_frame import (
    INK,
    LABEL_HEIGHT,
    PITCH,
    ROW,
    Head,
    Legend,
    draw_lying_axis,
    draw_lying_base,
    tick_texts,
    ticks_fit,
)
from docgen.figures.chart_standing import shares_of
from docgen.figures.measure import text_width, wrap_evenly
from docgen.model.chart_look import LABEL_SIZE, TEXT_SIZE, Axis, colour, text_on, value_axis
from docgen.model.charts import Chart, ChartPlan

_THICKS = (5.0, 4.2, 3.6, 3.0, 2.4, 1.8)  # mm: a bar is as thick as the page allows
_NAMES = 0.38  # of the width, at most
_AIR = 1.4  # mm between the axis and the names
_LEAST = 32.0  # mm: a chart is not lower
_NARROW = 40.0  # mm: the plot is not narrower


@dataclass(frozen=True, slots=True)
class _Lying:
    """The frame of a lying chart."""

    chart: Chart
    axis: Axis
    names: tuple[tuple[str, ...], ...]
    plot: Box
    thick: float
    labels: bool

    @property
    def slot(self) -> float:
        return self.plot.height / len(self.names)

    def box(self, bar: Bar) -> Box:
        middle = self.plot.y + (bar.category + 0.5) * self.slot
        ends = [self.plot.x + self.axis.share(value) * self.plot.width for value in (bar.start, bar.end)]
        top = middle + (bar.lane - lanes(self.chart) / 2) * self.thick
        return Box(min(ends), top, abs(ends[0] - ends[1]), self.thick)


def lay(chart: Chart, area: Area) -> Drawing | None:
    """The chart lying; None if it is higher than the page."""
    chart = replace(chart, horizontal=True)
    head, legend = Head.of(chart, area.width), Legend.of(chart, area.width)
    around = head.height + _AIR + ROW + legend.height
    names = tuple(tuple(wrap_evenly(name, area.width * _NAMES, TEXT_SIZE)) for name in chart.categories)
    tallest = max(map(len, names)) * PITCH + 0.6
    for thick in _THICKS:
        slot = max(tallest, thick * (lanes(chart) + GAP))
        height = max(_LEAST, around + slot * len(names))
        if height <= area.height:
            break
    else:
        return None
    frame = _frame(chart, names, area.width, head.height, height - around, thick)
    return None if frame is None else _draw(frame, head, legend, area.width, height)


def _frame(
    chart: Chart, names: tuple[tuple[str, ...], ...], width: float, top: float, high: float, thick: float
) -> _Lying | None:
    """As many ticks as have room below the plot; None if even two or three have not."""
    labels = chart.stacked or thick >= LABEL_HEIGHT or lanes(chart) == 1
    for intervals in (6, 5, 4, 3, 2):
        chart = replace(chart, plan=replace(chart.plan, intervals=intervals))
        axis = value_axis(chart)
        left, right = _margins(chart, names, axis, labels)
        plot = Box(left, top, width - left - right, high)
        if plot.width >= _NARROW and ticks_fit(axis, plot.width):
            least = high / len(names) / (lanes(chart) + MOST_GAP)
            return _Lying(chart, axis, names, plot, max(thick, least), labels)
    return None


def _margins(chart: Chart, names: tuple[tuple[str, ...], ...], axis: Axis, labels: bool) -> tuple[float, float]:
    """What stands left and right of the plot: names, halves of the outer ticks, values beyond the longest bars."""
    ticks = tick_texts(axis)
    left = max(_names_width(names) + _AIR, text_width(ticks[0], TEXT_SIZE) / 2)
    right = max(1.0, text_width(ticks[-1], TEXT_SIZE) / 2)
    if labels and not chart.stacked:
        room = widest_label(chart) + 1.5
        right = max(right, room) if axis.high > 0 else right
        left += room if axis.low < 0 else 0.0
    return left, right


def _names_width(names: tuple[tuple[str, ...], ...]) -> float:
    return max(text_width(line, TEXT_SIZE) for lines in names for line in lines)


def _draw(frame: _Lying, head: Head, legend: Legend, width: float, height: float) -> Drawing:
    chart, canvas = frame.chart, Canvas(width, height)
    head.draw(canvas)
    draw_lying_axis(canvas, frame.plot, frame.axis)
    _draw_names(canvas, frame)
    bars = {bar: frame.box(bar) for bar in bars_of(chart)}
    for bar, box in bars.items():
        canvas.rect(box, fill=f"#{colour(bar.series)}", stroke="#ffffff" if chart.stacked else "", width=0.18)
    draw_lying_base(canvas, frame.plot, frame.axis)
    crowded = {(bar.series, bar.category) for bar, box in bars.items() if chart.stacked and not _holds(chart, bar, box)}
    for bar, box in bars.items():
        if frame.labels and (bar.series, bar.category) not in crowded:
            _draw_label(canvas, chart, bar, box)
    legend.draw(canvas, height - legend.height)
    plan = ChartPlan(
        shares_of(frame.plot, width, height),
        intervals=chart.plan.intervals,
        legend=shares_of(legend.box(width, height), width, height),
        unit_top=head.unit_top / height,
        gap=round((frame.slot / frame.thick - lanes(chart)) * 100),
        labels=frame.labels,
        unlabelled=frozenset(crowded),
    )
    return canvas.drawing(chart.title, replace(chart, plan=plan))


def _draw_names(canvas: Canvas, frame: _Lying) -> None:
    """Right-aligned at the axis, or left of the values of negative bars."""
    wide = _names_width(frame.names)
    for index, lines in enumerate(frame.names):
        slot = Box(0, frame.plot.y + index * frame.slot, wide, frame.slot)
        canvas.lines(slot, lines, TEXT_SIZE, anchor="end", color=INK)


def _holds(chart: Chart, bar: Bar, box: Box) -> bool:
    return box.height >= LABEL_HEIGHT - 0.4 and box.width >= label_width(chart, bar.value) + 0.6


def _draw_label(canvas: Canvas, chart: Chart, bar: Bar, box: Box) -> None:
    text = label_text(chart, bar.value)
    x, y = box.middle
    if chart.stacked:
        canvas.text(x, y, text, LABEL_SIZE, anchor="middle", color=f"#{text_on(colour(bar.series))}", holder=box)
    elif bar.value < 0:
        canvas.text(box.x - 0.8, y, text, LABEL_SIZE, anchor="end", color=INK)
    else:
        canvas.text(box.right + 0.8, y, text, LABEL_SIZE, color=INK)

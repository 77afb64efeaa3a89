"""Line charts: a marker for every value, a gap where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from docgen.figures.bar_parts import label_text, widest_label
from docgen.figures.canvas import Area, Canvas, Drawing, Point
from docgen.figures.chart_frame import INK, LABEL_HEIGHT, LINE, draw_marker, draw_standing_base
from docgen.figures.chart_names import Names, level_names, slanted_names
from docgen.figures.chart_standing import Standing, stand
from docgen.model.chart_look import LABEL_SIZE, line_colour, marker_size
from docgen.model.charts import Chart, ChartPlan

_CHOICES: tuple[Callable[..., Names | None], ...] = (
    level_names,
    partial(slanted_names, slant=45, most_skipped=12),
)
_AWAY = 1.6  # mm from a point to its value


def draw_lines(chart: Chart, area: Area) -> Drawing | None:
    """The chart; None if its names are too long or too many for a page."""
    for choice in _CHOICES:
        frame = stand(chart, area, partial(choice, chart.categories), partial(_has_room, chart))
        if frame is not None:
            return _draw(frame)
    return None


def _has_room(chart: Chart, slot: float) -> bool:
    """Values are printed at a single line only: at several they would lie on each other's."""
    return len(chart.series) == 1 and widest_label(chart) <= slot - 1


def _draw(frame: Standing) -> Drawing:
    chart, canvas = frame.chart, frame.canvas()
    draw_standing_base(canvas, frame.plot, frame.axis)
    for index in range(len(chart.series)):
        for run in _runs(frame, index):
            if len(run) > 1:
                canvas.polyline(run, stroke=f"#{line_colour(index)}", width=LINE)
        for at in _points(frame, index).values():
            draw_marker(canvas, at, index, marker_size(chart))
    labels = _has_room(chart, frame.slot)
    below = frozenset(_below(frame)) if labels else frozenset()
    if labels:
        _draw_labels(canvas, frame, below)
    plan = ChartPlan(
        frame.shares(),
        legend=frame.legend_shares(),
        unit_top=frame.head.unit_top / frame.height,
        labels=labels,
        below=frozenset(below),
        slant=frame.names.slant,
        every=frame.names.every,
    )
    return canvas.drawing(chart.title, replace(chart, plan=plan))


def _points(frame: Standing, index: int) -> dict[int, Point]:
    """{category: where its value lies} of a series."""
    values = frame.chart.series[index].values
    return {
        category: (frame.middle(category), frame.plot.bottom - frame.axis.share(value) * frame.plot.height)
        for category, value in enumerate(values)
        if value is not None
    }


def _runs(frame: Standing, index: int) -> Iterator[list[Point]]:
    """Points of neighbouring categories: between runs the line is broken."""
    run: list[Point] = []
    points = _points(frame, index)
    for category in range(len(frame.chart.categories) + 1):
        if category in points:
            run.append(points[category])
        elif run:
            yield run
            run = []


def _below(frame: Standing) -> Iterator[tuple[int, int]]:
    """Values at the bottom of a valley: the line rises at both sides, its value stands below where there is room."""
    points = _points(frame, 0)
    for category, (_x, y) in points.items():
        around = [points[near][1] for near in (category - 1, category + 1) if near in points]
        if around and max(around) < y and y + _AWAY + LABEL_HEIGHT <= frame.plot.bottom:
            yield 0, category


def _draw_labels(canvas: Canvas, frame: Standing, below: frozenset[tuple[int, int]]) -> None:
    for category, (x, y) in _points(frame, 0).items():
        value = frame.chart.series[0].values[category]
        assert value is not None
        away = _AWAY + LABEL_HEIGHT / 2
        at = y + away if (0, category) in below else y - away
        canvas.text(x, at, label_text(frame.chart, value), LABEL_SIZE, anchor="middle", color=INK)

"""Bar charts: standing, or lying where names need the room; side by side or stacked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from docgen.figures.bar_parts import GAP, MOST_GAP, Bar, bars_of, label_text, label_width, lanes, widest_label
from docgen.figures.bars_lying import lay
from docgen.figures.canvas import Area, Box, Canvas, Drawing
from docgen.figures.chart_frame import INK, LABEL_HEIGHT, draw_standing_base
from docgen.figures.chart_names import Names, are_times, level_names, slanted_names
from docgen.figures.chart_standing import Standing, stand
from docgen.model.chart_look import LABEL_SIZE, colour, text_on
from docgen.model.charts import Chart, ChartPlan

_WIDEST = 14.0  # mm, of a bar
_READABLE, _FEW = 15, 3  # categories and bars in each that are read more easily lying than with names at a slant
_AIR = 0.5  # mm between a bar and its value


def draw_bars(chart: Chart, area: Area) -> Drawing | None:
    """The chart, laid down where its names need that; None if it does not fit on a page."""
    drawing = None
    if not chart.horizontal:
        drawing = _standing(chart, area, level_names)
        if drawing is None and _better_lying(chart):
            drawing = lay(chart, area)
        for slant in (45, 90):
            drawing = drawing or _standing(chart, area, partial(slanted_names, slant=slant))
    return drawing or lay(chart, area)


def _better_lying(chart: Chart) -> bool:
    return len(chart.categories) <= _READABLE and lanes(chart) <= _FEW and not are_times(chart.categories)


def _standing(chart: Chart, area: Area, names: Callable[..., Names | None]) -> Drawing | None:
    frame = stand(chart, area, partial(names, chart.categories), partial(_has_room, chart))
    if frame is None:
        return None
    canvas = frame.canvas()
    broad = _broad(chart, frame.slot)
    bars = {bar: _box(frame, bar, broad) for bar in bars_of(chart)}
    for bar, box in bars.items():
        canvas.rect(box, fill=f"#{colour(bar.series)}", stroke="#ffffff" if chart.stacked else "", width=0.18)
    draw_standing_base(canvas, frame.plot, frame.axis)
    labels = _has_room(chart, frame.slot)
    crowded = {(bar.series, bar.category) for bar, box in bars.items() if chart.stacked and not _holds(chart, bar, box)}
    if labels:
        for bar, box in bars.items():
            if (bar.series, bar.category) not in crowded:
                _draw_label(canvas, chart, bar, box)
    plan = ChartPlan(
        frame.shares(),
        legend=frame.legend_shares(),
        unit_top=frame.head.unit_top / frame.height,
        gap=round((frame.slot / broad - lanes(chart)) * 100),
        labels=labels,
        unlabelled=frozenset(crowded),
        slant=frame.names.slant,
    )
    return canvas.drawing(chart.title, replace(chart, plan=plan))


def _broad(chart: Chart, slot: float) -> float:
    """A bar's width in mm."""
    return max(min(slot / (lanes(chart) + GAP), _WIDEST), slot / (lanes(chart) + MOST_GAP))


def _has_room(chart: Chart, slot: float) -> bool:
    """True if the values stand beside their bars without meeting each other."""
    room = slot - 1 if lanes(chart) == 1 and not chart.stacked else _broad(chart, slot) - 0.8
    return widest_label(chart) <= room


def _box(frame: Standing, bar: Bar, broad: float) -> Box:
    left = frame.middle(bar.category) + (bar.lane - lanes(frame.chart) / 2) * broad
    ends = [frame.plot.bottom - frame.axis.share(value) * frame.plot.height for value in (bar.start, bar.end)]
    return Box(left, min(ends), broad, abs(ends[0] - ends[1]))


def _holds(chart: Chart, bar: Bar, box: Box) -> bool:
    return box.height >= LABEL_HEIGHT + 0.2 and box.width >= label_width(chart, bar.value) + 0.4


def _draw_label(canvas: Canvas, chart: Chart, bar: Bar, box: Box) -> None:
    """In the middle of a stacked bar, else beyond its end."""
    text = label_text(chart, bar.value)
    x, y = box.middle
    if chart.stacked:
        canvas.text(x, y, text, LABEL_SIZE, anchor="middle", color=f"#{text_on(colour(bar.series))}", holder=box)
        return
    beyond = _AIR + LABEL_HEIGHT / 2
    y = box.bottom + beyond if bar.value < 0 else box.y - beyond
    canvas.text(x, y, text, LABEL_SIZE, anchor="middle", color=INK)

"""What surrounds the plot of a chart: title, unit, value axis and legend."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from docgen.document.chart_look import (
    AXIS_COLOUR,
    GRID_COLOUR,
    LABEL_SIZE,
    LINE_WIDTH,
    TEXT_COLOUR,
    TEXT_SIZE,
    TITLE_SIZE,
    Axis,
    axis_title,
    colour,
    has_legend,
    line_colour,
    marker,
    number_text,
)
from docgen.document.charts import Chart
from docgen.drawing.canvas import Box, Canvas, Point, block_height
from docgen.drawing.measure import MM_PER_PT, text_width, wrap, wrap_evenly

PITCH = TEXT_SIZE * MM_PER_PT * 1.3  # from line to line
ROW = block_height(1, TEXT_SIZE)
LABEL_HEIGHT = block_height(1, LABEL_SIZE)
INK, GRID, AXIS = f"#{TEXT_COLOUR}", f"#{GRID_COLOUR}", f"#{AXIS_COLOUR}"
LINE = LINE_WIDTH * MM_PER_PT
_AIR = 1.2  # mm between text and what it names
_BETWEEN = 5.0  # mm between two entries of a legend
_SWATCH, _SAMPLE = 2.6, 7.0  # mm: the key of a bar, and of a line


@dataclass(frozen=True, slots=True)
class Head:
    """Title and unit: `height` is where the plot may begin, in mm from the top."""

    title: tuple[str, ...]
    unit: str
    unit_top: float
    height: float

    @classmethod
    def of(cls, chart: Chart, width: float) -> Head:
        title = tuple(wrap_evenly(chart.title, width, TITLE_SIZE, bold=True)) if chart.title else ()
        used = block_height(len(title), TITLE_SIZE) + _AIR if title else 0.0
        unit = "" if chart.kind == "pie" else axis_title(chart)
        lines = wrap(unit, width, TEXT_SIZE) if unit else []
        return cls(title, "\n".join(lines), used, used + (block_height(len(lines), TEXT_SIZE) + 2 * _AIR if unit else _AIR))

    def draw(self, canvas: Canvas) -> None:
        pitch = TITLE_SIZE * MM_PER_PT * 1.3
        for index, line in enumerate(self.title):
            middle = block_height(1, TITLE_SIZE) / 2 + index * pitch
            canvas.text(canvas.width_mm / 2, middle, line, TITLE_SIZE, anchor="middle", bold=True, color=INK)
        for index, line in enumerate(self.unit.split("\n") if self.unit else ()):
            canvas.text(0.5, self.unit_top + ROW / 2 + index * PITCH, line, TEXT_SIZE, color=INK)


# --- the value axis ---


def tick_texts(axis: Axis) -> list[str]:
    return [number_text(tick, axis.decimals) for tick in axis.ticks]


def ticks_width(axis: Axis) -> float:
    """The room left of a standing plot that its numbers need, in mm."""
    return max(text_width(text, TEXT_SIZE) for text in tick_texts(axis)) + _AIR + 0.5


def draw_standing_axis(canvas: Canvas, plot: Box, axis: Axis) -> None:
    """Level grid lines with their numbers at the left; the zero line stands out."""
    for tick, text in zip(axis.ticks, tick_texts(axis), strict=True):
        y = plot.bottom - axis.share(tick) * plot.height
        canvas.line((plot.x, y), (plot.right, y), stroke=GRID, width=0.18)
        canvas.text(plot.x - _AIR, y, text, TEXT_SIZE, anchor="end", color=INK)
    base = plot.bottom - axis.share(zero(axis)) * plot.height
    canvas.line((plot.x, base), (plot.right, base), stroke=AXIS, width=0.26)


def draw_lying_axis(canvas: Canvas, plot: Box, axis: Axis) -> None:
    """Upright grid lines with their numbers below."""
    for tick, text in zip(axis.ticks, tick_texts(axis), strict=True):
        x = plot.x + axis.share(tick) * plot.width
        canvas.line((x, plot.y), (x, plot.bottom), stroke=GRID, width=0.18)
        canvas.text(x, plot.bottom + _AIR + ROW / 2, text, TEXT_SIZE, anchor="middle", color=INK)
    base = plot.x + axis.share(zero(axis)) * plot.width
    canvas.line((base, plot.y), (base, plot.bottom), stroke=AXIS, width=0.26)


def ticks_fit(axis: Axis, width: float) -> bool:
    """True if the numbers below a lying plot do not meet."""
    apart = width / (len(axis.ticks) - 1)
    widths = [text_width(text, TEXT_SIZE) for text in tick_texts(axis)]
    return all((left + right) / 2 + 2 <= apart for left, right in pairwise(widths))


def zero(axis: Axis) -> Decimal:
    """Where bars begin: zero, or the end of the axis that is next to it."""
    return min(max(axis.low, Decimal(0)), axis.high)


# --- the legend ---


@dataclass(frozen=True, slots=True)
class _Entry:
    index: int
    lines: tuple[str, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Legend:
    """Rows of entries, each a key and a name; `height` in mm."""

    rows: tuple[tuple[_Entry, ...], ...]
    key: Literal["swatch", "line"]

    @classmethod
    def of(cls, chart: Chart, width: float) -> Legend:
        """No rows for a chart that needs no legend."""
        key: Literal["swatch", "line"] = "line" if chart.kind == "line" else "swatch"
        rows: list[list[_Entry]] = []
        used = 0.0
        for index, series in enumerate(chart.series if has_legend(chart) else ()):
            lines = tuple(wrap_evenly(series.name, width - _key_width(key) - 2, TEXT_SIZE))
            wide = _key_width(key) + max(text_width(line, TEXT_SIZE) for line in lines)
            if not rows or used + _BETWEEN + wide > width - 2:
                rows.append([])
                used = -_BETWEEN
            rows[-1].append(_Entry(index, lines, wide))
            used += _BETWEEN + wide
        return cls(tuple(map(tuple, rows)), key)

    @property
    def height(self) -> float:
        return sum(self._row_height(row) for row in self.rows) + (2 * _AIR if self.rows else 0.0)

    def draw(self, canvas: Canvas, top: float) -> None:
        y = top + 2 * _AIR
        for row in self.rows:
            high = self._row_height(row)
            x = (canvas.width_mm - sum(entry.width for entry in row) - _BETWEEN * (len(row) - 1)) / 2
            for entry in row:
                self._draw_entry(canvas, entry, Box(x, y, entry.width, high))
                x += entry.width + _BETWEEN
            y += high

    def _draw_entry(self, canvas: Canvas, entry: _Entry, box: Box) -> None:
        middle = box.middle[1]
        if self.key == "line":
            shade = f"#{line_colour(entry.index)}"
            canvas.line((box.x, middle), (box.x + _SAMPLE, middle), stroke=shade, width=LINE)
            draw_marker(canvas, (box.x + _SAMPLE / 2, middle), entry.index, 6)
        else:
            key = Box(box.x, middle - _SWATCH / 2, _SWATCH, _SWATCH)
            canvas.rect(key, fill=f"#{colour(entry.index)}")
        first = middle - PITCH * (len(entry.lines) - 1) / 2
        for index, line in enumerate(entry.lines):
            canvas.text(box.x + _key_width(self.key), first + index * PITCH, line, TEXT_SIZE, color=INK)

    @staticmethod
    def _row_height(row: tuple[_Entry, ...]) -> float:
        return max(len(entry.lines) for entry in row) * PITCH + 0.6


def _key_width(key: str) -> float:
    return (_SAMPLE if key == "line" else _SWATCH) + 1.2


def draw_marker(canvas: Canvas, at: Point, index: int, size_pt: float) -> None:
    """The marker of a line's points, `size_pt` across."""
    x, y = at
    half = size_pt * MM_PER_PT / 2
    shade = f"#{line_colour(index)}"
    match marker(index):
        case "circle":
            canvas.circle(at, half, fill=shade)
        case "square":
            canvas.rect(Box(x - half, y - half, 2 * half, 2 * half), fill=shade)
        case "triangle":
            canvas.polygon([(x, y - half), (x + half, y + half), (x - half, y + half)], fill=shade)
        case "diamond":
            canvas.polygon([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], fill=shade)
        case "dash":
            canvas.rect(Box(x - half, y - half / 4, 2 * half, half / 2), fill=shade)
        case shape:
            if shape in ("x", "star"):
                canvas.line((x - half, y - half), (x + half, y + half), stroke=shade, width=0.4)
                canvas.line((x - half, y + half), (x + half, y - half), stroke=shade, width=0.4)
            if shape in ("plus", "star"):
                canvas.line((x, y - half), (x, y + half), stroke=shade, width=0.4)
            if shape == "plus":
                canvas.line((x - half, y), (x + half, y), stroke=shade, width=0.4)

"""What surrounds the plot of a chart: title, unit, value axis and legend."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from docgen.figures.canvas import Box, Canvas, Point, block_height
from docgen.figures.measure import MM_PER_PT, text_width, wrap, wrap_evenly
from docgen.model.chart_look import (
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
from docgen.model.charts import Chart

PITCH = TEXT_SIZE * MM_PER_PT * 1.3  # from line to line
ROW = TEXT_SIZE * MM_PER_PT * 1.2  # what a line covers, as much above its middle as below
LABEL_HEIGHT = LABEL_SIZE * MM_PER_PT * 1.2
INK, GRID, AXIS = f"#{TEXT_COLOUR}", f"#{GRID_COLOUR}", f"#{AXIS_COLOUR}"
LINE = LINE_WIDTH * MM_PER_PT
_AIR = 1.2  # mm between text and what it names
_TOP = 1.5  # mm above everything, where a picture may follow a table
_BELOW_UNIT = 4.0  # mm, so that the highest number of the axis stays clear of it
_ABOVE_LEGEND, _IN_WORD = 4.4, 3.0  # mm; office programs set the names above lower, and room around the legend
_BETWEEN = 4.0  # mm between two entries of a legend
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
        used = _TOP + (block_height(len(title), TITLE_SIZE) + _AIR if title else 0.0)
        unit = "" if chart.kind == "pie" else axis_title(chart)
        lines = wrap(unit, width, TEXT_SIZE) if unit else []
        return cls(
            title,
            "\n".join(lines),
            used,
            used + ((len(lines) - 1) * PITCH + ROW + _BELOW_UNIT if unit else ROW / 2 + 0.3),
        )

    def draw(self, canvas: Canvas) -> None:
        pitch = TITLE_SIZE * MM_PER_PT * 1.3
        for index, line in enumerate(self.title):
            middle = _TOP + block_height(1, TITLE_SIZE) / 2 + index * pitch
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
    """Level grid lines with their numbers at the left."""
    for tick, text in zip(axis.ticks, tick_texts(axis), strict=True):
        y = plot.bottom - axis.share(tick) * plot.height
        canvas.line((plot.x, y), (plot.right, y), stroke=GRID, width=0.18)
        canvas.text(plot.x - _AIR, y, text, TEXT_SIZE, anchor="end", color=INK)


def draw_standing_base(canvas: Canvas, plot: Box, axis: Axis) -> None:
    """The zero line, drawn over the bars."""
    base = plot.bottom - axis.share(zero(axis)) * plot.height
    canvas.line((plot.x, base), (plot.right, base), stroke=AXIS, width=0.26)


def draw_lying_axis(canvas: Canvas, plot: Box, axis: Axis) -> None:
    """Upright grid lines with their numbers below."""
    for tick, text in zip(axis.ticks, tick_texts(axis), strict=True):
        x = plot.x + axis.share(tick) * plot.width
        canvas.line((x, plot.y), (x, plot.bottom), stroke=GRID, width=0.18)
        canvas.text(x, plot.bottom + _AIR + ROW / 2, text, TEXT_SIZE, anchor="middle", color=INK)


def draw_lying_base(canvas: Canvas, plot: Box, axis: Axis) -> None:
    """The zero line, drawn over the bars."""
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
class Legend:
    """Keys and names, several rows of them in columns of equal width, as Word sets them. Sizes in mm."""

    names: tuple[tuple[str, ...], ...]
    columns: int
    column: float
    key: Literal["swatch", "line"]

    @classmethod
    def of(cls, chart: Chart, width: float) -> Legend:
        """Without names for a chart that needs no legend."""
        key: Literal["swatch", "line"] = "line" if chart.kind == "line" else "swatch"
        room = width - 2 - _key_width(key)
        names = tuple(
            tuple(wrap_evenly(series.name, room, TEXT_SIZE)) for series in (chart.series if has_legend(chart) else ())
        )
        if not names:
            return cls((), 1, 0.0, key)
        column = _key_width(key) + max(text_width(line, TEXT_SIZE) for lines in names for line in lines) + _BETWEEN
        most = max(1, int((width + _BETWEEN - 2) / column))
        rows = -(-len(names) // most)
        return cls(names, -(-len(names) // rows), column, key)

    @property
    def height(self) -> float:
        return sum(self._row_height(row) for row in self._rows()) + (_ABOVE_LEGEND if self.names else 0.0)

    def box(self, width: float, bottom: float) -> Box:
        """Where it stands: at the bottom of a picture, in the middle, with the room that Word needs around it."""
        wide = min(width, self.columns * self.column * 1.1 + 4)
        high = self.height - _IN_WORD if self.names else 0.0
        return Box((width - wide) / 2, bottom - high, wide, high)

    def draw(self, canvas: Canvas, top: float) -> None:
        y = top + _ABOVE_LEGEND
        index = 0
        for row in self._rows():
            high = self._row_height(row)
            widths = (
                [self._width(lines) for lines in row]
                if self.columns == len(self.names)
                else [self.column] * self.columns
            )
            x = (canvas.width_mm - sum(widths) + _BETWEEN) / 2
            for lines, wide in zip(row, widths, strict=False):
                self._draw_entry(canvas, index, lines, (x, y + high / 2))
                index += 1
                x += wide
            y += high

    def _width(self, lines: tuple[str, ...]) -> float:
        """An entry's width with the room to the next."""
        return _key_width(self.key) + max(text_width(line, TEXT_SIZE) for line in lines) + _BETWEEN

    def _rows(self) -> list[tuple[tuple[str, ...], ...]]:
        return [self.names[start : start + self.columns] for start in range(0, len(self.names), self.columns)]

    def _draw_entry(self, canvas: Canvas, index: int, lines: tuple[str, ...], at: Point) -> None:
        """The key at `at`, the middle of its left edge, and the lines of the name beside it."""
        x, middle = at
        if self.key == "line":
            canvas.line(at, (x + _SAMPLE, middle), stroke=f"#{line_colour(index)}", width=LINE)
            draw_marker(canvas, (x + _SAMPLE / 2, middle), index, 6)
        else:
            canvas.rect(Box(x, middle - _SWATCH / 2, _SWATCH, _SWATCH), fill=f"#{colour(index)}")
        first = middle - PITCH * (len(lines) - 1) / 2
        for row, line in enumerate(lines):
            canvas.text(x + _key_width(self.key), first + row * PITCH, line, TEXT_SIZE, color=INK)

    @staticmethod
    def _row_height(row: tuple[tuple[str, ...], ...]) -> float:
        return max(map(len, row)) * PITCH + 0.6


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

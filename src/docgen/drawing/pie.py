"""Pie charts: names and shares around the circle, moved apart where they would meet, thin slices with a key."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal

from docgen.document.chart_look import AXIS_COLOUR, TEXT_SIZE, colour, percentages
from docgen.document.charts import Chart, ChartPlan
from docgen.drawing.canvas import Area, Box, Canvas, Drawing, Point
from docgen.drawing.chart_frame import INK, PITCH, Head
from docgen.drawing.chart_standing import plot_shares
from docgen.drawing.measure import text_width, wrap

_RADIUS = 25.0  # mm
_OUT = 2.0  # mm from the circle to a name
_KEY = 2.6  # mm: the swatch before a thin slice's name
_THIN = Decimal("2.5")  # percent: thinner slices get a key, their colour can hardly be seen
_APART = 0.8  # mm between two names
_MARGIN = 4.0  # mm above and below the circle, at least
_MANY_THIN = 3  # so many thin slices are turned to the side, where there is room for their names


@dataclass(frozen=True, slots=True)
class _Slice:
    """A slice of the circle: `start` and `sweep` in degrees, clockwise from the top."""

    index: int
    start: float
    sweep: float
    lines: tuple[str, ...]
    keyed: bool

    @property
    def middle(self) -> float:
        return math.radians(self.start + self.sweep / 2)

    @property
    def at_right(self) -> bool:
        return math.sin(self.middle) >= 0

    @property
    def width(self) -> float:
        return max(text_width(line, TEXT_SIZE) for line in self.lines) + (_KEY + 1.0) * self.keyed

    @property
    def height(self) -> float:
        return len(self.lines) * PITCH


def draw_pie(chart: Chart, area: Area) -> Drawing:
    """The chart; shares have one decimal and sum to 100.0."""
    head = Head.of(chart, area.width)
    room = area.width / 2 - _RADIUS - _OUT - 2
    slices, first_angle = _slices(chart, room)
    sides = [[item for item in slices if item.at_right is right and item.lines] for right in (True, False)]
    needed = max(sum(item.height + _APART for item in side) for side in sides)
    high = max(2 * (_RADIUS + _MARGIN), needed + 2)
    centre = (area.width / 2, head.height + high / 2)
    canvas = Canvas(area.width, head.height + high)
    head.draw(canvas)
    for item in slices:
        _draw_slice(canvas, item, centre)
    moved = []
    for side in sides:
        for item, natural, box in _place(side, centre, head.height, canvas.height_mm):
            _draw_name(canvas, item, box, centre, moved=box != natural)
            if box != natural:
                right, down = box.middle[0] - natural.middle[0], box.middle[1] - natural.middle[1]
                moved.append((item.index, right / canvas.width_mm, down / canvas.height_mm))
    plot = Box(centre[0] - _RADIUS, centre[1] - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
    plan = ChartPlan(
        plot_shares(plot, canvas.width_mm, canvas.height_mm),
        first_angle=first_angle,
        moved=tuple(sorted(moved)),
        keyed=frozenset(item.index for item in slices if item.keyed),
        one_line=all(len(item.lines) == 1 for item in slices),
    )
    return canvas.drawing(chart.title, replace(chart, plan=plan))


def _slices(chart: Chart, room: float) -> tuple[list[_Slice], int]:
    """The slices and the angle at which the first begins."""
    values = [value or Decimal(0) for value in chart.series[0].values]
    total = sum(values, Decimal(0))
    shares = percentages(values)
    thin = [share < _THIN for share in shares]
    sweeps = [float(value / total) * 360 for value in values]
    turn = _turn(sweeps, thin)
    slices = []
    start = float(turn)
    for index, (name, share, sweep) in enumerate(zip(chart.categories, shares, sweeps, strict=True)):
        keyed = thin[index]
        lines = wrap(f"{name} {share:.1f}%", room - (_KEY + 1.0) * keyed, TEXT_SIZE)
        slices.append(_Slice(index, start, sweep, tuple(lines), keyed))
        start += sweep
    return slices, turn


def _turn(sweeps: list[float], thin: list[bool]) -> int:
    """Degrees by which the circle is turned: many thin slices, which mostly come last, are turned to the left."""
    if sum(thin) < _MANY_THIN:
        return 0
    starts = [sum(sweeps[:index]) for index in range(len(sweeps))]
    places = [start + sweep / 2 for start, sweep, is_thin in zip(starts, sweeps, thin, strict=True) if is_thin]
    if max(places) - min(places) > 180:
        return 0
    return round(270 - (min(places) + max(places)) / 2) % 360


def _point(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def _draw_slice(canvas: Canvas, item: _Slice, centre: Point) -> None:
    fill = f"#{colour(item.index)}"
    if item.sweep >= 359.99:
        canvas.circle(centre, _RADIUS, fill=fill)
        return
    begin, end = math.radians(item.start), math.radians(item.start + item.sweep)
    (x1, y1), (x2, y2) = _point(centre, _RADIUS, begin), _point(centre, _RADIUS, end)
    large = int(item.sweep > 180)
    data = f"M{centre[0]:.3f} {centre[1]:.3f}L{x1:.3f} {y1:.3f}A{_RADIUS:g} {_RADIUS:g} 0 {large} 1 {x2:.3f} {y2:.3f}Z"
    canvas.path(data, fill=fill, stroke="#ffffff", width=0.3)


# --- names ---


def _place(side: list[_Slice], centre: Point, top: float, bottom: float) -> list[tuple[_Slice, Box, Box]]:
    """Each name where it stands by itself, and where it stands when all of a side have room."""
    naturals = sorted(((item, _beside(item, centre, _natural_y(item, centre))) for item in side), key=lambda pair: pair[1].middle[1])
    tops: list[float] = []
    for _item, box in naturals:
        least = tops[-1] + naturals[len(tops) - 1][0].height + _APART if tops else top
        tops.append(max(box.y, least))
    limit = bottom
    for index in reversed(range(len(tops))):
        tops[index] = min(tops[index], limit - naturals[index][0].height)
        limit = tops[index] - _APART
    placed = []
    for (item, natural), y in zip(naturals, tops, strict=True):
        box = natural if abs(y - natural.y) < 0.05 else _beside(item, centre, y + item.height / 2)
        placed.append((item, natural, box))
    return placed


def _natural_y(item: _Slice, centre: Point) -> float:
    """The middle of a name that stands at the end of its slice's middle line."""
    return _point(centre, _RADIUS + _OUT, item.middle)[1] - math.cos(item.middle) * item.height / 2


def _beside(item: _Slice, centre: Point, y: float) -> Box:
    """The box of a name at a height, as near to the circle as it may."""
    nearest = max(0.0, abs(y - centre[1]) - item.height / 2)
    radius = _RADIUS + _OUT
    away = max(math.sqrt(max(0.0, radius**2 - nearest**2)), abs(math.sin(item.middle)) * radius, 1.0)
    left = centre[0] + away if item.at_right else centre[0] - away - item.width
    return Box(left, y - item.height / 2, item.width, item.height)


def _draw_name(canvas: Canvas, item: _Slice, box: Box, centre: Point, *, moved: bool) -> None:
    """The lines of a name, with its key if it has one, and a line to the slice if it is moved."""
    start = box.x if item.at_right else box.right - item.width
    if item.keyed:
        canvas.rect(Box(start, box.y + PITCH / 2 - _KEY / 2, _KEY, _KEY), fill=f"#{colour(item.index)}")
        start += _KEY + 1.0
    for row, line in enumerate(item.lines):
        y = box.y + PITCH / 2 + row * PITCH
        if item.at_right or item.keyed:
            canvas.text(start, y, line, TEXT_SIZE, color=INK)
        else:
            canvas.text(box.right, y, line, TEXT_SIZE, anchor="end", color=INK)
    if moved:
        edge = box.x - 0.6 if item.at_right else box.right + 0.6
        out = _point(centre, _RADIUS + _OUT / 2, item.middle)
        canvas.polyline([_point(centre, _RADIUS, item.middle), out, (edge, box.middle[1])], stroke=f"#{AXIS_COLOUR}", width=0.18)

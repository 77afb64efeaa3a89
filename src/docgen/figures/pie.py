"""Pie charts: names and shares around the circle, moved apart where they would meet, thin slices with a key."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from docgen.figures.canvas import Area, Box, Canvas, Drawing, Point
from docgen.figures.chart_frame import INK, PITCH, Head
from docgen.figures.chart_standing import shares_of
from docgen.figures.measure import text_width, wrap
from docgen.model.chart_look import AXIS_COLOUR, TEXT_SIZE, colour, percentages
from docgen.model.charts import Chart, ChartPlan

_RADIUS = 25.0  # mm
_OUT = 2.0  # mm from the circle to a name
_KEY = 2.6  # mm: the swatch before a thin slice's name
_THIN = Decimal("2.5")  # percent: thinner slices get a key, their colour can hardly be seen
_APART = 0.8  # mm between two names
_MARGIN = 7.0  # mm above and below the circle, at least: room for a name
_MIDDLE = 1.0  # mm right or left of the circle's middle that names at the sides leave free
_STEEP = math.sin(math.radians(20))  # nearer to the vertical, a name begins to lie above or below its slice
_FAR = 3.0  # mm: a name moved so far is joined to its slice
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
    sides = [[item for item in slices if item.at_right is right] for right in (True, False)]
    needed = max(sum(item.height + _APART for item in side) for side in sides)
    high = max(2 * (_RADIUS + _MARGIN), needed + 2)
    centre = (area.width / 2, head.height + high / 2)
    canvas = Canvas(area.width, head.height + high)
    head.draw(canvas)
    for item in slices:
        _draw_slice(canvas, item, centre)
    moved = []
    for placed in _place(slices, centre, head.height, canvas.height_mm):
        _draw_name(canvas, placed, centre)
        if placed.moved:
            (x, y), (from_x, from_y) = placed.box.middle, placed.natural.middle
            moved.append((placed.item.index, (x - from_x) / canvas.width_mm, (y - from_y) / canvas.height_mm))
    plot = Box(centre[0] - _RADIUS, centre[1] - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
    plan = ChartPlan(
        shares_of(plot, canvas.width_mm, canvas.height_mm),
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


@dataclass(frozen=True, slots=True)
class _Placed:
    """A slice's name where it stands, and where it would stand by itself."""

    item: _Slice
    natural: Box
    box: Box

    @property
    def moved(self) -> bool:
        return self.box != self.natural


def _place(slices: list[_Slice], centre: Point, top: float, bottom: float) -> list[_Placed]:
    """All names, none upon another: those that would meet go to the sides of the circle, stacked in order."""
    naturals = {item: _natural(item, centre) for item in slices}
    aside = {item for item, box in naturals.items() if box.y < top or box.bottom > bottom}
    while True:
        boxes = dict(naturals)
        for right in (True, False):
            side = [item for item in slices if item.at_right is right]
            for item, box in _stack(side, aside, naturals, centre, top, bottom):
                boxes[item] = box
        crowded = {item for item in slices if boxes[item] != naturals[item]}
        crowded |= {one for one in slices for other in slices if one is not other and boxes[one].meets(boxes[other])}
        if crowded <= aside:
            return [_Placed(item, naturals[item], boxes[item]) for item in slices]
        aside |= crowded


def _stack(
    side: list[_Slice], aside: set[_Slice], naturals: dict[_Slice, Box], centre: Point, top: float, bottom: float
) -> Iterator[tuple[_Slice, Box]]:
    """The names of one side from top to bottom, pushed apart as little as needed; those in `aside` leave the middle free."""
    boxes = {
        item: _beside(item, centre, naturals[item].middle[1]) if item in aside else naturals[item] for item in side
    }
    order = sorted(side, key=lambda item: (-math.cos(item.middle), item.index))
    tops: list[float] = []
    free = top
    for item in order:
        tops.append(max(boxes[item].y, free))
        free = tops[-1] + item.height + _APART
    limit = bottom
    for place in reversed(range(len(order))):
        tops[place] = min(tops[place], limit - order[place].height)
        limit = tops[place] - _APART
    for item, y in zip(order, tops, strict=True):
        yield item, boxes[item] if abs(y - boxes[item].y) < 0.05 else _beside(item, centre, y + item.height / 2)


def _natural(item: _Slice, centre: Point) -> Box:
    """The box of a name beside the end of its slice's middle line, above or below it near the top and the bottom: where Word puts it."""
    x, y = _point(centre, _RADIUS + _OUT, item.middle)
    x += max(-1.0, min(1.0, math.sin(item.middle) / _STEEP)) * item.width / 2
    y -= math.cos(item.middle) * item.height / 2
    return Box(x - item.width / 2, y - item.height / 2, item.width, item.height)


def _beside(item: _Slice, centre: Point, y: float) -> Box:
    """The box of a name at a height, on its side of the circle and as near to it as it may."""
    nearest = max(0.0, abs(y - centre[1]) - item.height / 2)
    away = max(math.sqrt(max(0.0, (_RADIUS + _OUT) ** 2 - nearest**2)), _MIDDLE)
    left = centre[0] + away if item.at_right else centre[0] - away - item.width
    return Box(left, y - item.height / 2, item.width, item.height)


def _draw_name(canvas: Canvas, placed: _Placed, centre: Point) -> None:
    """The lines of a name, with its key if it has one, and a line to the slice if it is moved."""
    item, box = placed.item, placed.box
    start = box.x
    if item.keyed:
        canvas.rect(Box(start, box.y + PITCH / 2 - _KEY / 2, _KEY, _KEY), fill=f"#{colour(item.index)}")
        start += _KEY + 1.0
    for row, line in enumerate(item.lines):
        y = box.y + PITCH / 2 + row * PITCH
        if item.at_right or item.keyed:
            canvas.text(start, y, line, TEXT_SIZE, color=INK)
        else:
            canvas.text(box.right, y, line, TEXT_SIZE, anchor="end", color=INK)
    if math.dist(box.middle, placed.natural.middle) > _FAR:
        edge = box.x - 0.6 if item.at_right else box.right + 0.6
        out = _point(centre, _RADIUS + _OUT / 2, item.middle)
        leader = [_point(centre, _RADIUS, item.middle), out, (edge, box.middle[1])]
        canvas.polyline(leader, stroke=f"#{AXIS_COLOUR}", width=0.18)

"""A sheet to draw on: shapes and texts in millimetres from the top left, and their SVG (SVG 1.1).

Deviations: no `<style>`, no `<defs>`, no CSS units inside: Word's and
LibreOffice's readers of SVG know less than a browser. Every text is recorded
with the box it fills and the box it must stay in, so that tests can prove
that nothing overlaps and nothing is cut off.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import Literal

from docgen.figures import palette
from docgen.figures.measure import MM_PER_PT, text_width
from docgen.model.charts import Chart

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

FAMILIES = "Arial, Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, SimHei, sans-serif"
LINE_HEIGHT = 1.3  # em, of a text of several lines
_ABOVE = _BELOW = 0.58  # em: what a line of text covers above and below its middle
_BASELINE = 0.37  # em from a line's middle down to its baseline: Chinese and figures then look centred


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm from the top left."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, other: Box, slack: float = 0.01) -> bool:
        """True if the other lies inside; `slack` mm of rounding are forgiven."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def meets(self, other: Box, slack: float = 0.01) -> bool:
        """True if the two share more than an edge."""
        return (
            self.x + slack < other.right
            and other.x + slack < self.right
            and self.y + slack < other.bottom
            and other.y + slack < self.bottom
        )

    def inset(self, by: float) -> Box:
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True, slots=True)
class Area:
    """The room that a page leaves for a picture above its caption, in mm."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A line of text with the box it fills and, if it belongs to a shape or a column, the box it must stay in.

    With an `angle` (degrees clockwise) the box is that of the level text, turned about `pivot`.
    """

    text: str
    box: Box
    size_pt: float
    holder: Box | None = None
    angle: float = 0
    pivot: Point = (0, 0)

    @property
    def corners(self) -> tuple[Point, ...]:
        """Where the four corners of the text lie."""
        box, (x, y), turn = self.box, self.pivot, math.radians(self.angle)
        level = ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
        cos, sin = math.cos(turn), math.sin(turn)
        return tuple((x + (a - x) * cos - (b - y) * sin, y + (a - x) * sin + (b - y) * cos) for a, b in level)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture; `title` says what it shows to those who do not see it, `chart` the data of a bar, line or pie
    chart; `source` a hash of what it was drawn from, set by who asked for it. `texts`, `shapes` and `lines` (straight pieces) say what is where."""

    svg: str
    width_mm: float
    height_mm: float
    texts: tuple[PlacedText, ...] = field(default=(), repr=False)
    shapes: tuple[Box, ...] = field(default=(), repr=False)
    chart: Chart | None = None
    title: str = ""
    lines: tuple[tuple[Point, Point], ...] = field(default=(), repr=False)
    source: str = ""


class Canvas:
    """Collects shapes in the order they are drawn: what comes later lies on top."""

    def __init__(self, width_mm: float, height_mm: float) -> None:
        self.width_mm = width_mm
        self.height_mm = height_mm
        self.texts: list[PlacedText] = []
        self.shapes: list[Box] = []
        self.pieces: list[tuple[Point, Point]] = []
        self._elements: list[str] = []

    # --- shapes ---

    def line(self, start: Point, end: Point, *, stroke: str = palette.LINE, width: float = 0.2, dash: str = "") -> None:
        """A straight line `width` mm thick; `dash` is a pattern in mm, such as "1 0.6"."""
        self.pieces.append((start, end))
        ends = f'x1="{_n(start[0])}" y1="{_n(start[1])}" x2="{_n(end[0])}" y2="{_n(end[1])}"'
        self._elements.append(f"<line {ends}{_look('', stroke, width, dash)}/>")

    def polyline(
        self,
        points: Sequence[Point],
        *,
        stroke: str = palette.LINE,
        width: float = 0.2,
        dash: str = "",
        rounded: float = 0,
    ) -> None:
        """Joined lines; `rounded` mm at corners of lines that run along the axes."""
        self.pieces += pairwise(points)
        if rounded:
            self.path(_rounded(points, rounded), stroke=stroke, width=width, dash=dash)
            return
        self._elements.append(f'<polyline points="{_points(points)}"{_look("none", stroke, width, dash)}/>')

    def path(
        self, data: str, *, fill: str = "none", stroke: str = palette.LINE, width: float = 0.2, dash: str = ""
    ) -> None:
        """SVG path data in mm."""
        self._elements.append(f'<path d="{escape(data)}"{_look(fill, stroke, width, dash)}/>')

    def rect(
        self, box: Box, *, fill: str = "none", stroke: str = "", width: float = 0.2, radius: float = 0, dash: str = ""
    ) -> None:
        self.shapes.append(box)
        corners = f' rx="{_n(radius)}" ry="{_n(radius)}"' if radius else ""
        place = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
        self._elements.append(f"<rect {place}{corners}{_look(fill, stroke, width, dash)}/>")

    def polygon(self, points: Sequence[Point], *, fill: str = "none", stroke: str = "", width: float = 0.2) -> None:
        self.shapes.append(_bounds(points))
        self._elements.append(f'<polygon points="{_points(points)}"{_look(fill, stroke, width, "")}/>')

    def circle(self, centre: Point, radius: float, *, fill: str = "none", stroke: str = "", width: float = 0.2) -> None:
        self.shapes.append(Box(centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius))
        place = f'cx="{_n(centre[0])}" cy="{_n(centre[1])}" r="{_n(radius)}"'
        self._elements.append(f"<circle {place}{_look(fill, stroke, width, '')}/>")

    def arrow_head(
        self, tip: Point, direction: Literal["up", "down", "left", "right"], size: float = 1.6, fill: str = palette.LINE
    ) -> None:
        """A filled triangle whose point is at `tip`; `size` mm long."""
        dx, dy = {"up": (0, 1), "down": (0, -1), "left": (1, 0), "right": (-1, 0)}[direction]
        half = size * 0.38
        base = (tip[0] + dx * size, tip[1] + dy * size)
        self.polygon(
            [tip, (base[0] + dy * half, base[1] + dx * half), (base[0] - dy * half, base[1] - dx * half)], fill=fill
        )

    # --- text ---

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size_pt: float,
        *,
        anchor: Anchor = "start",
        bold: bool = False,
        color: str = palette.INK,
        holder: Box | None = None,
        angle: float = 0,
    ) -> None:
        """One line of text; `y` is the middle of the line (not its baseline), `x` its start, middle or end.

        It is turned about that point by `angle` degrees, clockwise.
        """
        wide = text_width(text, size_pt, bold=bold)
        em = size_pt * MM_PER_PT
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        box = Box(left, y - _ABOVE * em, wide, (_ABOVE + _BELOW) * em)
        self.texts.append(PlacedText(text, box, size_pt, holder, angle, (x, y)))
        look = f' text-anchor="{anchor}"' if anchor != "start" else ""
        look += ' font-weight="bold"' if bold else ""
        look += f' transform="rotate({_n(angle)} {_n(x)} {_n(y)})"' if angle else ""
        self._elements.append(
            f'<text x="{_n(x)}" y="{_n(y + _BASELINE * em)}" font-family="{FAMILIES}" font-size="{_n(em)}"'
            f'{look} fill="{color}">{escape(text, quote=False)}</text>'
        )

    def lines(
        self,
        box: Box,
        lines: Sequence[str],
        size_pt: float,
        *,
        anchor: Anchor = "middle",
        bold: bool = False,
        color: str = palette.INK,
    ) -> None:
        """Lines of text in the middle of a box's height, at its left, middle or right; the box is their holder."""
        pitch = size_pt * MM_PER_PT * LINE_HEIGHT
        x = {"start": box.x, "middle": box.middle[0], "end": box.right}[anchor]
        first = box.middle[1] - pitch * (len(lines) - 1) / 2
        for index, line in enumerate(lines):
            self.text(x, first + index * pitch, line, size_pt, anchor=anchor, bold=bold, color=color, holder=box)

    # --- result ---

    def svg(self, title: str) -> str:
        """The picture as an SVG file: equal drawings give equal text."""
        size = f'width="{_n(self.width_mm)}mm" height="{_n(self.height_mm)}mm" viewBox="0 0 {_n(self.width_mm)} {_n(self.height_mm)}"'
        name = f"<title>{escape(title, quote=False)}</title>" if title else ""
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{name}\n' + "\n".join(self._elements) + "\n</svg>\n"

    def drawing(self, title: str, chart: Chart | None = None) -> Drawing:
        return Drawing(
            self.svg(title),
            self.width_mm,
            self.height_mm,
            tuple(self.texts),
            tuple(self.shapes),
            chart,
            title,
            tuple(self.pieces),
        )


def block_height(count: int, size_pt: float) -> float:
    """The height in mm that `count` lines need, from the top of the first to the bottom of the last."""
    return ((count - 1) * LINE_HEIGHT + _ABOVE + _BELOW) * size_pt * MM_PER_PT


def _n(value: float) -> str:
    """A number as short as a hundredth of a point allows, the same on every machine."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _look(fill: str, stroke: str, width: float, dash: str) -> str:
    look = f' fill="{fill}"' if fill else ""
    if stroke:
        look += f' stroke="{stroke}" stroke-width="{_n(width)}"'
    return look + (f' stroke-dasharray="{dash}"' if dash else "")


def _bounds(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _rounded(points: Sequence[Point], radius: float) -> str:
    """Path data with quarter curves at the corners, smaller where a piece is short."""
    data = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _step(corner, before, radius), _step(corner, after, radius)
        data.append(f"L{_n(into[0])} {_n(into[1])}Q{_n(corner[0])} {_n(corner[1])} {_n(out[0])} {_n(out[1])}")
    data.append(f"L{_n(points[-1][0])} {_n(points[-1][1])}")
    return "".join(data)


def _step(start: Point, toward: Point, length: float) -> Point:
    distance = abs(toward[0] - start[0]) + abs(toward[1] - start[1])
    if not distance:
        return start
    share = min(length, distance / 2) / distance
    return start[0] + (toward[0] - start[0]) * share, start[1] + (toward[1] - start[1]) * share

"""One page of a flow chart: sizes for its columns, gutters, rows and channels, and the drawing of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from docgen.figures import palette
from docgen.figures.canvas import Area, Box, Canvas, Drawing, Point, block_height
from docgen.figures.flow_grid import Grid
from docgen.figures.flow_routes import Route, Router, Routes
from docgen.figures.flow_shapes import Shape, draw_shape, make_shape
from docgen.figures.measure import text_width, wrap_evenly
from docgen.figures.steps import Edge, Flow

_LABEL_PT = 7.5
_LABELS = (15.0, 10.0, 6.0)  # mm of a label at a side: narrower where many need room
_TRACK = 2.2  # mm between lines
_GUTTER = 4.4  # mm at least between columns
_EDGE = 0.4  # mm around the chart
_WIDEST, _NARROWEST = 46.0, 17.0  # mm of a step
_CIRCLE = 2.4  # mm, radius
_ARROW = 3.6  # mm that a line needs to come in
_ROLE_PT = 9.0


@dataclass(slots=True)
class FlowPage:
    """A page whose sizes are known. Places are in mm from the picture's top left."""

    flow: Flow
    routes: Routes
    rows: dict[int, int]
    columns: dict[int, int]
    cell: float
    gutters: list[tuple[float, float, float, float]]  # margin, left tracks, right tracks, margin
    shapes: dict[int, Shape]
    head: float
    height: float = 0
    width: float = 0
    row_middle: list[float] = field(default_factory=list)
    row_height: list[float] = field(default_factory=list)
    channel_top: list[float] = field(default_factory=list)  # where the tracks above each row begin

    def leaving(self) -> list[int]:
        """Targets of the lines that go on in circles."""
        return [route.edge.target for route in self.routes.routes if route.way == "circle"]

    # --- places ---

    def gutter_left(self, number: int) -> float:
        return _EDGE + number * self.cell + sum(sum(gutter) for gutter in self.gutters[:number])

    def centre(self, step: int) -> Point:
        column = self.columns[step]
        left = self.gutter_left(column) + sum(self.gutters[column])
        return left + self.cell / 2, self.row_middle[self.rows[step]]

    def track_x(self, route: Route) -> float:
        number, side = route.zone
        margin, left, _right, _margin = self.gutters[number]
        start = self.gutter_left(number) + margin
        if side == "left":
            return start + (route.track + 0.5) * _TRACK
        # The first track is the nearest to the steps at the right.
        return start + left + self.gutters[number][2] - (route.track + 0.5) * _TRACK

    # --- drawing ---

    def drawing(self, numbers: dict[int, int]) -> Drawing:
        canvas = Canvas(self.width, self.height)
        if self.flow.roles:
            self._lanes(canvas)
        for route in self.routes.routes:
            self._line(canvas, route, numbers)
        for step in self.routes.circles:
            self._coming_in(canvas, step, numbers[step])
        for step, shape in self.shapes.items():
            draw_shape(canvas, shape, *self.centre(step))
        return canvas.drawing(self.flow.title)

    def _lanes(self, canvas: Canvas) -> None:
        edges = [_EDGE / 2]
        for number in range(1, len(self.gutters) - 1):
            margin, left, _right, _margin = self.gutters[number]
            edges.append(self.gutter_left(number) + margin + left)
        edges.append(self.width - _EDGE / 2)
        for role, left_edge, right_edge in zip(self.flow.roles, edges, edges[1:], strict=False):
            box = Box(left_edge, _EDGE / 2, right_edge - left_edge, self.head)
            canvas.rect(box, fill=palette.BAND)
            canvas.lines(box, _role_lines(role, self.cell), _ROLE_PT, bold=True)
        low = self.height - _EDGE / 2
        for x in edges:
            canvas.line((x, _EDGE / 2), (x, low), stroke=palette.RULE, width=0.2)
        for y in (_EDGE / 2, _EDGE / 2 + self.head, low):
            canvas.line((edges[0], y), (edges[-1], y), stroke=palette.RULE, width=0.2)

    def _line(self, canvas: Canvas, route: Route, numbers: dict[int, int]) -> None:
        start, direction = self._start(route)
        if route.way == "circle":
            self._going_out(canvas, route, start, direction, numbers[route.edge.target])
            return
        x, y = self.centre(route.edge.target)
        shape = self.shapes[route.edge.target]
        top = (x, y - shape.height / 2)
        match route.way:
            case "down":
                points, head = [start, top], "down"
            case "drop":
                points, head = [start, (x, start[1]), top], "down"
            case "loop":
                track = self.track_x(route)
                edge = x + direction * shape.width / 2
                points, head = [start, (track, start[1]), (track, y), (edge, y)], "left" if direction > 0 else "right"
            case _:
                track = self.track_x(route)
                channel = self.channel_top[self.rows[route.edge.target]] + (route.channel_track + 0.5) * _TRACK
                points, head = [start, (track, start[1]), (track, channel), (x, channel), top], "down"
        canvas.polyline(points, width=0.25, rounded=0.8)
        canvas.arrow_head(points[-1], head, 1.7)  # type: ignore[arg-type]  # one of its four directions
        self._label(canvas, route, start, direction)

    def _start(self, route: Route) -> tuple[Point, int]:
        """Where a line leaves its step, and -1 (left), 0 (down) or 1 (right)."""
        x, y = self.centre(route.edge.source)
        shape = self.shapes[route.edge.source]
        if route.side == "bottom":
            low = shape.height / 2 - (1.6 if shape.type == "document" else 0)
            return (x, y + low), 0
        y += self._offset(route)
        direction = 1 if route.side == "right" else -1
        return (x + direction * shape.edge(y - self.centre(route.edge.source)[1]), y), direction

    def _offset(self, route: Route) -> float:
        exits = self.routes.exits[route.edge.source, route.side]
        return (route.order - (len(exits) - 1) / 2) * side_pitch(exits)

    def _label(self, canvas: Canvas, route: Route, start: Point, direction: int) -> None:
        if not route.edge.label:
            return
        lines = label_lines(route, self.cell)
        height = block_height(len(lines), _LABEL_PT)
        if not direction:
            left = start[0] + (1.0 if route.way == "down" else _CIRCLE + 1.0)
            below = 2.4 if self.shapes[route.edge.source].type == "document" else 0.8
            box = Box(left, start[1] + below, _label_width(lines), height)
            canvas.lines(box, lines, _LABEL_PT, anchor="start", color=palette.ACCENT)
            return
        # Above the line, beside the widest part of the step.
        x = self.centre(route.edge.source)[0] + direction * (self.cell / 2 + 1.0)
        wide = _label_width(lines)
        box = Box(x if direction > 0 else x - wide, start[1] - height - 0.3, wide, height)
        canvas.lines(box, lines, _LABEL_PT, anchor="start" if direction > 0 else "end", color=palette.ACCENT)

    def _going_out(self, canvas: Canvas, route: Route, start: Point, direction: int, number: int) -> None:
        if not direction:
            middle = (
                start[0],
                self.centre(route.edge.source)[1] + self.shapes[route.edge.source].height / 2 + 2.4 + _CIRCLE,
            )
            canvas.line(start, (middle[0], middle[1] - _CIRCLE), width=0.25)
        else:
            lines = label_lines(route, self.cell)
            reach = self.cell / 2 + max(_label_width(lines) + 1.6, 2.4)
            middle = (self.centre(route.edge.source)[0] + direction * (reach + _CIRCLE), start[1])
            canvas.line(start, (middle[0] - direction * _CIRCLE, start[1]), width=0.25)
        self._label(canvas, route, start, direction)
        _circle(canvas, middle, number)

    def _coming_in(self, canvas: Canvas, step: int, number: int) -> None:
        x, y = self.centre(step)
        shape = self.shapes[step]
        offset = -self.cell / 4 if step in self.routes.entered else 0.0
        middle = (x + offset, y - shape.height / 2 - _ARROW - _CIRCLE)
        tip = (x + offset, y - shape.top(offset))
        canvas.line((middle[0], middle[1] + _CIRCLE), tip, width=0.25)
        canvas.arrow_head(tip, "down", 1.7)
        _circle(canvas, middle, number)


def make_page(flow: Flow, grid: Grid, steps: list[int], start: int, apart: set[Edge], area: Area) -> FlowPage | None:
    """The page of some rows; None where its lines leave too little width for the steps."""
    rows = {step: grid.rows[step] - start for step in steps}
    columns = {step: grid.columns[step] for step in steps}
    for label in _LABELS:
        routes = Router(rows, columns, list(flow.edges), apart, label).result
        gutters = _gutters(routes, columns, grid.width, lanes=bool(flow.roles))
        cell = min(_WIDEST, (area.width - 2 * _EDGE - sum(map(sum, gutters))) / grid.width)
        if cell >= _NARROWEST:
            break
    else:
        return None
    size = 9.0 if cell >= 28 else 8.0 if cell >= 21 else 7.5
    shapes = {step: make_shape(flow.steps[step], cell, size, _reach(routes, step)) for step in steps}
    head = 0.0
    if flow.roles:
        head = block_height(max(len(_role_lines(role, cell)) for role in flow.roles), _ROLE_PT) + 2.6
    page = FlowPage(flow, routes, rows, columns, cell, gutters, shapes, head)
    page.width = 2 * _EDGE + cell * grid.width + sum(map(sum, gutters))
    _place_rows(page)
    return page


def _place_rows(page: FlowPage) -> None:
    """Heights of rows and channels, from the top."""
    y = _EDGE + page.head + (1.5 if page.head else 0)
    strip = 0.0
    for row in range(max(page.rows.values()) + 1):
        steps = [step for step in page.rows if page.rows[step] == row]
        tracks = page.routes.channel_tracks.get(row, 0) * _TRACK
        entry = 0.0
        if any(step in page.routes.circles for step in steps):
            entry = _ARROW + 2 * _CIRCLE + 0.4
        elif any(step in page.routes.entered for step in steps):
            entry = _ARROW
        channel = strip + tracks + entry
        # Some air between rows, also where no line goes.
        air = max(0.0, 6.0 - channel) if row else 0.0
        page.channel_top.append(y + strip + air)
        y += channel + air
        height = max(
            max((page.shapes[step].height for step in steps), default=0),
            *(2 * _need(page, step) for step in steps),
            4.0,
        )
        page.row_middle.append(y + height / 2)
        page.row_height.append(height)
        y += height
        strip = _strip(page, steps, height)
    page.height = y + strip + _EDGE + (1.5 if page.head else 0)


def _strip(page: FlowPage, steps: list[int], height: float) -> float:
    """The room below a row for labels and circles of the lines that go down from it."""
    needed = 0.0
    for step in steps:
        lower = (height - page.shapes[step].height) / 2  # a low step in a high row has room of its own
        for route in page.routes.exits.get((step, "bottom"), ()):
            lines = label_lines(route, page.cell)
            text = block_height(len(lines), _LABEL_PT) + 2.0 if lines else 0.0
            circle = 2.4 + 2 * _CIRCLE + 0.4 if route.way == "circle" else 0.0
            needed = max(needed, max(text, circle) - lower)
    return needed


def _need(page: FlowPage, step: int) -> float:
    """How far above and below its middle the lines at a step's sides and their labels reach."""
    needed = 0.0
    for side in ("left", "right"):
        exits = page.routes.exits.get((step, side), [])
        if exits:
            tallest = max(
                block_height(len(label_lines(route, page.cell)), _LABEL_PT) if route.edge.label else 0.0
                for route in exits
            )
            circle = _CIRCLE if any(route.way == "circle" for route in exits) else 0.0
            needed = max(needed, (len(exits) - 1) / 2 * side_pitch(exits) + max(tallest + 0.8, circle + 0.3))
    return needed


def _gutters(
    routes: Routes, columns: dict[int, int], width: int, *, lanes: bool
) -> list[tuple[float, float, float, float]]:
    found: list[tuple[float, float, float, float]] = []
    for number in range(width + 1):
        left_margin = _margin(routes, columns, number - 1, "right")
        right_margin = _margin(routes, columns, number, "left")
        left = routes.zone_tracks.get((number, "left"), 0) * _TRACK
        right = routes.zone_tracks.get((number, "right"), 0) * _TRACK
        least = _GUTTER if 0 < number < width else (1.6 if lanes else 0.0)
        air = max(0.0, least - left_margin - left - right - right_margin) / 2
        found.append((left_margin + air, left, right, right_margin + air))
    return found


def _margin(routes: Routes, columns: dict[int, int], column: int, side: str) -> float:
    """The room between a column's steps and the tracks beside it: for labels and circles."""
    needed = 0.0
    for (step, at), exits in routes.exits.items():
        if columns[step] == column and at == side:
            for route in exits:
                label = _label_width(label_lines(route, 0)) + 1.6
                needed = max(needed, max(label, 2.4) + (2 * _CIRCLE + 0.6 if route.way == "circle" else 0.0))
    for route in routes.routes:
        # A line that comes in at the side needs room for its arrow.
        if route.way == "loop" and columns[route.edge.target] == column and route.side == side:
            needed = max(needed, 3.0)
    return needed


def _reach(routes: Routes, step: int) -> float:
    reach = 0.0
    for side in ("left", "right"):
        exits = routes.exits.get((step, side), [])
        if len(exits) > 1:
            reach = max(reach, (len(exits) - 1) / 2 * side_pitch(exits))
    return reach


def side_pitch(exits: list[Route]) -> float:
    """The distance in mm of lines that leave a step at one side."""
    tallest = max(
        (block_height(len(label_lines(route, 0)), _LABEL_PT) for route in exits if route.edge.label), default=0.0
    )
    if any(route.way == "circle" for route in exits):
        return max(tallest + _CIRCLE + 0.8, 2 * _CIRCLE + 0.6)  # a wide label passes below the circle of a narrow one
    return max(tallest + 1.2, _TRACK)


def label_lines(route: Route, cell: float) -> list[str]:
    """The label of a line; below a step (in a cell of this width) no wider than the half of it."""
    if not route.edge.label:
        return []
    if route.side != "bottom":
        return wrap_evenly(route.edge.label, route.label_mm, _LABEL_PT)
    return wrap_evenly(route.edge.label, cell / 2 - (1.2 if route.way == "down" else _CIRCLE + 1.2), _LABEL_PT)


def _label_width(lines: list[str]) -> float:
    return max((text_width(line, _LABEL_PT) for line in lines), default=0.0)


def _role_lines(role: str, cell: float) -> list[str]:
    return wrap_evenly(role, cell, _ROLE_PT, bold=True)


def _circle(canvas: Canvas, middle: Point, number: int) -> None:
    canvas.circle(middle, _CIRCLE, fill=palette.PAPER, stroke=palette.PRIMARY, width=0.3)
    holder = Box(middle[0] - _CIRCLE, middle[1] - _CIRCLE, 2 * _CIRCLE, 2 * _CIRCLE)
    canvas.text(*middle, str(number), _LABEL_PT, anchor="middle", bold=True, color=palette.PRIMARY, holder=holder)

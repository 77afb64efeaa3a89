"""Which way every line of a flow chart goes, before anything has a size.

Between the columns are gutters, above each row a channel. A line goes straight down its column; or out at a side
and down over an empty place of the grid; or through the gutter beside its step and the channel above its target,
each on a track of its own; or, to another page or where all is full, into a numbered circle. Half rows: row r has
the level 2r + 1, the channel above it 2r.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from docgen.figures.steps import Edge

Span = tuple[int, int, tuple[int, str]]  # from, to, whose (target and way in)
Zone = tuple[int, str]  # a gutter (number of the column right of it) and the side of it ("left", "right")


@dataclass(slots=True)
class Route:
    """How one edge is drawn. `way`: down, drop (side, then down over the target), around (gutter, then channel),
    loop (gutter, then the target's side), circle."""

    edge: Edge
    way: str
    side: str = "bottom"  # where it leaves its step
    order: int = 0  # among those that leave at this side, from above
    zone: Zone = (0, "left")
    track: int = 0
    channel_track: int = 0
    label_mm: float = 15.0  # the widest line of its label, where it stands at a side


@dataclass(slots=True)
class Routes:
    """All routes of a page; `circles` are the targets whose lines come in from a circle above them."""

    routes: list[Route] = field(default_factory=list)
    exits: dict[tuple[int, str], list[Route]] = field(default_factory=dict)
    zone_tracks: dict[Zone, int] = field(default_factory=dict)
    channel_tracks: dict[int, int] = field(default_factory=dict)
    circles: set[int] = field(default_factory=set)
    entered: set[int] = field(default_factory=set)  # steps with a line into their top


class Router:
    """Routes the edges of one page. `rows` and `columns` of the steps on it; `apart`: edges that become circles."""

    def __init__(
        self, rows: dict[int, int], columns: dict[int, int], edges: list[Edge], apart: set[Edge], label_mm: float
    ) -> None:
        self._label_mm = label_mm
        self._rows = rows
        self._columns = columns
        self._cells = {(rows[step], columns[step]) for step in rows}
        self._verticals: dict[tuple[int, int], int] = {}  # (column, level) → target of the line there
        self._ordered: list[Route] = []
        self.result = Routes()
        inside = [e for e in edges if e.source in rows and e.target in rows and e not in apart]
        outside = [e for e in edges if (e.source in rows) != (e.target in rows) or (e in apart and e.source in rows)]
        for edge in inside:
            self._straight(edge)
        straight = {id(route.edge) for route in self.result.routes}
        for edge in inside:
            if id(edge) not in straight:
                self._bent(edge)
        for edge in outside:
            self._circle(edge)
        for route in self.result.routes:
            if route.way in ("around", "loop"):
                self._enter(route)
        self._allot()

    # --- ways ---

    def _straight(self, edge: Edge) -> None:
        row, column = self._rows[edge.source], self._columns[edge.source]
        last = self._rows[edge.target]
        if self._columns[edge.target] != column or last <= row or (edge.source, "bottom") in self.result.exits:
            return
        if any((between, column) in self._cells for between in range(row + 1, last)):
            return
        self._add(Route(edge, "down"))
        self._occupy(column, row, last, edge.target)
        self.result.entered.add(edge.target)

    def _bent(self, edge: Edge) -> None:
        row, column = self._rows[edge.source], self._columns[edge.source]
        last, target = self._rows[edge.target], self._columns[edge.target]
        if target != column and last > row and self._is_open(row, column, target, last, edge.target):
            self._add(Route(edge, "drop", "right" if target > column else "left"))
            self._occupy(target, row, last, edge.target)
            self.result.entered.add(edge.target)
            return
        side = self._side(edge)
        zone = (column + 1, "left") if side == "right" else (column, "right")
        self._add(Route(edge, "around", side, zone=zone))

    def _side(self, edge: Edge) -> str:
        """Toward the target; but the other side where a line leaves there already and none here."""
        column, target = self._columns[edge.source], self._columns[edge.target]
        used = {side: len(self.result.exits.get((edge.source, side), ())) for side in ("right", "left")}
        if used["right"] != used["left"]:
            free = min(used, key=lambda side: used[side])
            if column == target or not used[free]:
                return free
        if column != target:
            return "right" if target > column else "left"
        return "left" if self._rows[edge.target] <= self._rows[edge.source] and column == 0 else "right"

    def _is_open(self, row: int, column: int, target: int, last: int, step: int) -> bool:
        """True if a line can go across from one column to another in this row and then down to the step."""
        across = range(min(column, target), max(column, target) + 1)
        if any((row, c) in self._cells for c in across if c != column):
            return False
        if any((below, target) in self._cells for below in range(row, last)):
            return False
        if self.result.exits.get((self._step_at(row, column), "right" if target > column else "left")):
            return False
        return all(self._verticals.get((target, level), step) == step for level in range(2 * row + 1, 2 * last + 1))

    def _step_at(self, row: int, column: int) -> int:
        return next(step for step in self._rows if (self._rows[step], self._columns[step]) == (row, column))

    def _circle(self, edge: Edge) -> None:
        if edge.target in self._rows:
            self.result.circles.add(edge.target)
        if edge.source not in self._rows:
            return
        if (edge.source, "bottom") not in self.result.exits:
            self._add(Route(edge, "circle"))
        else:
            used = {side: len(self.result.exits.get((edge.source, side), ())) for side in ("right", "left")}
            self._add(Route(edge, "circle", min(used, key=lambda side: used[side])))

    def _enter(self, route: Route) -> None:
        """Into the target's side where both stand in one column and that side is free; else from the channel above."""
        edge, side = route.edge, route.side
        same = self._columns[edge.source] == self._columns[edge.target] and edge.source != edge.target
        if same and (edge.target, side) not in self.result.exits:
            route.way = "loop"
        else:
            self.result.entered.add(edge.target)

    def _add(self, route: Route) -> None:
        found = self.result.exits.setdefault((route.edge.source, route.side), [])
        route.order, route.label_mm = len(found), self._label_mm
        found.append(route)
        self.result.routes.append(route)

    def _occupy(self, column: int, row: int, last: int, target: int) -> None:
        for level in range(2 * row + 1, 2 * last + 1):
            self._verticals[column, level] = target

    # --- tracks ---

    def _allot(self) -> None:
        """Tracks in gutters and channels: lines to one target may share one, others must not meet on it."""
        gutters: dict[Zone, list[list[Span]]] = {}
        channels: dict[int, list[list[Span]]] = {}
        bent = [route for route in self.result.routes if route.way in ("around", "loop")]
        for route in sorted(bent, key=self._length):
            start = 2 * self._rows[route.edge.source] + 1
            end = 2 * self._rows[route.edge.target] + (1 if route.way == "loop" else 0)
            span = (min(start, end), max(start, end), (route.edge.target, route.way))
            tracks = gutters.setdefault(route.zone, [])
            route.track = _place(tracks, span)
            if route.way == "around":
                row = self._rows[route.edge.target]
                at, to = 2 * route.zone[0], 2 * self._columns[route.edge.target] + 1
                route.channel_track = _place(
                    channels.setdefault(row, []), (min(at, to), max(at, to), (route.edge.target, ""))
                )
        self.result.zone_tracks = {zone: len(tracks) for zone, tracks in gutters.items()}
        self.result.channel_tracks = {row: len(tracks) for row, tracks in channels.items()}

    def _length(self, route: Route) -> int:
        return abs(self._rows[route.edge.source] - self._rows[route.edge.target])


def _place(tracks: list[list[Span]], span: Span) -> int:
    """The first track where the span meets none but those of its own target; a new one if there is none."""
    for index, track in enumerate(tracks):
        if all(span[1] < low or high < span[0] or owner == span[2] for low, high, owner in track):
            track.append(span)
            return index
    tracks.append([span])
    return len(tracks) - 1

"""A Gantt plan: names and people at the left, bars over a two-row calendar at the right, split over pages by rows.

Bars show progress, milestones are diamonds with their date, arrows lead from a
task to those that wait for it. All pages have the same columns and calendar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from docgen.figures import palette
from docgen.figures.canvas import Area, Box, Canvas, Drawing, Point, block_height
from docgen.figures.faults import Fault
from docgen.figures.measure import text_width, wrap_evenly
from docgen.figures.plan import Plan, Task, read_plan
from docgen.figures.timescale import HEAD_PT, Scale, make_scale

_TEXT_PT = 8.5
_HEAD_ROW = 5.4  # mm
_ROW = 6.2  # mm, at least
_PAD = 1.4  # mm between a text and the edge of its column
_BAR = 2.8  # mm high
_LEGEND = 7.0  # mm
_INDENT = 2.4  # mm, of a task under its group
_MILESTONE = 1.7  # mm from the middle of a diamond to its points
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the plan: a task by its index, or a group's head (task -1)."""

    task: int
    group: str
    lines: tuple[str, ...]
    owner: tuple[str, ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Columns:
    """Widths in mm of the name and owner columns (owner 0: no task has one)."""

    name: float
    owner: float


def draw_gantt(data: Any, area: Area) -> tuple[list[Drawing], list[Fault]]:
    """A picture for each page of the plan, or everything wrong with the data."""
    plan, faults = read_plan(data)
    if plan is None:
        return [], faults
    columns = _columns(plan, area.width)
    rows = _rows(plan, columns)
    left = columns.name + columns.owner
    # Half a millimetre at the right keeps the frame's line inside the picture.
    scale = make_scale(plan.unit, left, area.width - left - 0.5, plan.start, plan.end)
    room = area.height - 2 * _HEAD_ROW - _LEGEND
    again = {
        group: _row(-1, group, group + "（续）", "", columns.name - 2 * _PAD, columns)
        for group in {row.group for row in rows}
    }
    pages = _pages(rows, again, room)
    return [_Sheet(plan, columns, scale, page, area.width).drawing() for page in pages], []


def _columns(plan: Plan, width: float) -> _Columns:
    """As wide as their texts, up to a share of the picture; longer texts break into lines."""
    grouped = any(task.group for task in plan.tasks)
    names = [text_width(task.name, _TEXT_PT) + (_INDENT if grouped else 0) for task in plan.tasks]
    names += [text_width(task.group, _TEXT_PT, bold=True) for task in plan.tasks]
    owners = [text_width(task.owner, _TEXT_PT) for task in plan.tasks if task.owner]
    name = min(max(max(names) + 2 * _PAD, 24), width * 0.34)
    owner = min(max(max(owners) + 2 * _PAD, 12), width * 0.13) if owners else 0
    return _Columns(name + 0.1, owner + 0.1 if owner else 0)


def _rows(plan: Plan, columns: _Columns) -> list[_Row]:
    """Groups in the order of their first tasks, tasks in their own order; tasks without a group first."""
    groups = list(dict.fromkeys(task.group for task in plan.tasks))
    groups.sort(key=lambda group: group != "")
    rows: list[_Row] = []
    for group in groups:
        if group:
            rows.append(_row(-1, group, group, "", columns.name - 2 * _PAD, columns))
        indent = _INDENT if any(groups) else 0
        for index, task in enumerate(plan.tasks):
            if task.group == group:
                rows.append(_row(index, group, task.name, task.owner, columns.name - 2 * _PAD - indent, columns))
    return rows


def _row(task: int, group: str, name: str, owner: str, room: float, columns: _Columns) -> _Row:
    lines = tuple(wrap_evenly(name, room, _TEXT_PT, bold=task < 0))
    owners = tuple(wrap_evenly(owner, columns.owner - 2 * _PAD, _TEXT_PT)) if owner else ()
    height = block_height(max(len(lines), len(owners)), _TEXT_PT) + 1.8
    return _Row(task, group, lines, owners, max(_ROW, height))


def _pages(rows: list[_Row], again: Mapping[str, _Row], room: float) -> list[list[_Row]]:
    """Rows for each picture: as few pictures as can be, of about equal height."""
    pages = _filled(rows, again, room)
    low, high = room / 3, room
    for _step in range(8 if len(pages) > 1 else 0):
        middle = (low + high) / 2
        if len(_filled(rows, again, middle)) > len(pages):
            low = middle
        else:
            high = middle
            pages = _filled(rows, again, middle)
    return pages


def _filled(rows: list[_Row], again: Mapping[str, _Row], room: float) -> list[list[_Row]]:
    """Rows until the room is used up; a group's head stays with its first task, and comes `again` on the next page."""
    pages: list[list[_Row]] = [[]]
    for index, row in enumerate(rows):
        needed = row.height + (rows[index + 1].height if row.task < 0 else 0)
        if pages[-1] and sum(item.height for item in pages[-1]) + needed > room:
            pages.append([])
            if row.task >= 0 and row.group:
                pages[-1].append(again[row.group])
        pages[-1].append(row)
    return pages


class _Sheet:
    """One picture of the plan."""

    def __init__(self, plan: Plan, columns: _Columns, scale: Scale, rows: list[_Row], width: float) -> None:
        self._plan = plan
        self._columns = columns
        self._scale = scale
        self._rows = rows
        self._left = columns.name + columns.owner
        self._right = width - 0.5
        self._top = 2 * _HEAD_ROW + 0.25
        self._tops: list[float] = []
        y = self._top
        for row in rows:
            self._tops.append(y)
            y += row.height
        self._bottom = y
        self._middles = {
            row.task: top + row.height / 2 for row, top in zip(rows, self._tops, strict=True) if row.task >= 0
        }
        self._entries = self._legend_entries()
        self._canvas = Canvas(width, y + (_LEGEND if self._entries else 0.25))

    def drawing(self) -> Drawing:
        self._shading()
        self._head()
        self._grid()
        self._names()
        self._today()
        for index in self._middles:
            self._arrows(index)
        for row, top in zip(self._rows, self._tops, strict=True):
            if row.task >= 0:
                self._bar(self._plan.tasks[row.task], top + row.height / 2)
            else:
                self._summary(row.group, top + row.height / 2)
        self._legend()
        return self._canvas.drawing(self._plan.title)

    # --- ground ---

    def _shading(self) -> None:
        canvas = self._canvas
        canvas.rect(Box(0.25, 0.25, self._right - 0.25, 2 * _HEAD_ROW), fill=palette.BAND)
        for start, end in self._scale.weekends():
            x = self._scale.x(start)
            canvas.rect(Box(x, self._top, self._scale.x(end) - x, self._bottom - self._top), fill=palette.BAND)
        for row, top in zip(self._rows, self._tops, strict=True):
            if row.task < 0:
                canvas.rect(Box(0.25, top, self._right - 0.25, row.height), fill="#eef2f6")

    def _head(self) -> None:
        canvas = self._canvas
        whole = Box(0.25, 0.25, self._columns.name - 0.25, 2 * _HEAD_ROW)
        canvas.lines(whole, ["任务"], _TEXT_PT, bold=True)
        if self._columns.owner:
            canvas.lines(
                Box(self._columns.name, 0.25, self._columns.owner, 2 * _HEAD_ROW), ["责任人"], _TEXT_PT, bold=True
            )
        for level, spans in enumerate((self._scale.upper(), self._scale.lower())):
            top = 0.25 + level * _HEAD_ROW
            for span in spans:
                x, right = self._scale.x(span.start), self._scale.x(span.end)
                if span.start != self._scale.start:
                    canvas.line((x, top), (x, top + _HEAD_ROW), stroke=palette.RULE, width=0.15)
                if span.label:
                    canvas.lines(
                        Box(x, top, right - x, _HEAD_ROW),
                        [span.label],
                        HEAD_PT,
                        color=palette.INK if not level else palette.GREY,
                    )
        canvas.line((self._left, 0.25 + _HEAD_ROW), (self._right, 0.25 + _HEAD_ROW), stroke=palette.RULE, width=0.15)

    def _grid(self) -> None:
        canvas = self._canvas
        marks = [span.start for span in self._scale.upper()[1:]]
        for day in marks:
            x = self._scale.x(day)
            canvas.line((x, self._top), (x, self._bottom), stroke=palette.RULE, width=0.15)
        for top in self._tops[1:]:
            canvas.line((0.25, top), (self._right, top), stroke="#e3e8ed", width=0.12)
        for x in dict.fromkeys((self._columns.name, self._left)):
            canvas.line((x, 0.25), (x, self._bottom), stroke=palette.RULE, width=0.2)
        for y in (0.25, self._top, self._bottom):
            canvas.line((0.25, y), (self._right, y), stroke=palette.LINE, width=0.25)

    def _names(self) -> None:
        grouped = any(task.group for task in self._plan.tasks)
        for row, top in zip(self._rows, self._tops, strict=True):
            indent = _PAD + (_INDENT if grouped and row.task >= 0 else 0)
            box = Box(indent, top, self._columns.name - indent, row.height)
            self._canvas.lines(box, row.lines, _TEXT_PT, anchor="start", bold=row.task < 0)
            if row.owner:
                owner = Box(self._columns.name, top, self._columns.owner, row.height)
                self._canvas.lines(owner, row.owner, _TEXT_PT, color=palette.GREY)

    def _today(self) -> None:
        today = self._plan.today
        if today and self._scale.start <= today < self._scale.end:
            x = self._scale.x(today)
            self._canvas.line((x, self._top), (x, self._bottom), stroke=palette.ACCENT, width=0.3, dash="1.2 0.8")

    # --- bars ---

    def _bar(self, task: Task, y: float) -> None:
        canvas = self._canvas
        if task.milestone:
            self._milestone(task, y)
            return
        x, right = self._scale.x(task.start), self._scale.x(task.end + _DAY)
        box = Box(x, y - _BAR / 2, max(right - x, 0.6), _BAR)
        radius = min(0.5, box.width / 2)
        tracked = self._is_tracked()
        canvas.rect(box, fill=palette.MIDDLE if tracked else palette.PRIMARY, radius=radius)
        if task.progress:
            done = Box(box.x, box.y, box.width * task.progress, _BAR)
            canvas.rect(done, fill=palette.PRIMARY, radius=min(radius, done.width / 2))

    def _is_tracked(self) -> bool:
        return any(task.progress is not None for task in self._plan.tasks)

    def _milestone(self, task: Task, y: float) -> None:
        x, size = self._milestone_x(task), _MILESTONE
        self._canvas.polygon([(x, y - size), (x + size, y), (x, y + size), (x - size, y)], fill=palette.ACCENT)
        label = f"{task.start.month}月{task.start.day}日"
        wide = text_width(label, HEAD_PT)
        gap = size + 0.7
        left = x + gap if x + gap + wide + 0.4 <= self._right else x - gap - wide
        if left - 0.4 < self._left:
            return  # a calendar narrower than a date: the head says it
        self._canvas.rect(Box(left - 0.3, y - 1.7, wide + 0.6, 3.4), fill=palette.PAPER)
        holder = Box(self._left, y - _ROW / 2, self._right - self._left, _ROW)
        self._canvas.text(left, y, label, HEAD_PT, color=palette.GREY, holder=holder)

    def _milestone_x(self, task: Task) -> float:
        """The middle of its day, or of a wider unit the day's own place; never over the frame."""
        x = (self._scale.x(task.start) + self._scale.x(task.start + _DAY)) / 2
        return min(max(x, self._left + _MILESTONE), self._right - _MILESTONE)

    def _summary(self, group: str, y: float) -> None:
        """A bracket over all tasks of a group."""
        tasks = [task for task in self._plan.tasks if task.group == group]
        x = self._scale.x(min(task.start for task in tasks))
        right = max(self._scale.x(max(task.end for task in tasks) + _DAY), x + 1)
        top, low = y - 0.9, y + 1.3
        points: list[Point] = [
            (x, low),
            (x, top),
            (right, top),
            (right, low),
            (right - 0.5, y + 0.1),
            (x + 0.5, y + 0.1),
        ]
        self._canvas.polygon(points, fill=palette.INK)

    # --- who waits for whom ---

    def _arrows(self, index: int) -> None:
        task, y = self._plan.tasks[index], self._middles[index]
        x, edge = self._entry(task)
        for other in task.after:
            before = self._plan.tasks[other]
            if other not in self._middles:
                # Waits for a task of another page: the line comes in from that side.
                down = self._is_before(other, index)
                tip = y - edge if down else y + edge
                self._arrow([(x, self._top if down else self._bottom), (x, tip)], down)
                continue
            self._arrow(*self._route(self._middles[other], self._exit(before), y, x, edge))
        end = self._exit(task)
        for later in self._leaving(index):
            waiting, _edge = self._entry(self._plan.tasks[later])
            if waiting >= end:
                line = [(end, y), (waiting, y), (waiting, self._bottom if self._is_before(index, later) else self._top)]
                self._canvas.polyline(line, width=0.18, rounded=0.6)

    def _entry(self, task: Task) -> tuple[float, float]:
        """Where a line comes in from above or below: x, and the distance of the edge from the row's middle."""
        if task.milestone:
            return self._milestone_x(task), _MILESTONE
        x, right = self._scale.x(task.start), self._scale.x(task.end + _DAY)
        return min(x + 0.9, max((x + right) / 2, x + 0.3)), _BAR / 2

    def _exit(self, task: Task) -> float:
        """Where a line goes out at the right."""
        return self._milestone_x(task) + _MILESTONE if task.milestone else self._scale.x(task.end + _DAY)

    def _leaving(self, index: int) -> list[int]:
        """Tasks of other pages that wait for this one."""
        return [
            later for later, task in enumerate(self._plan.tasks) if index in task.after and later not in self._middles
        ]

    def _is_before(self, one: int, other: int) -> bool:
        """True if a task stands above another in the whole plan, whatever the page."""
        groups = sorted(dict.fromkeys(task.group for task in self._plan.tasks), key=lambda group: group != "")
        order = [(groups.index(self._plan.tasks[index].group), index) for index in (one, other)]
        return order[0] < order[1]

    def _route(self, from_y: float, end: float, y: float, x: float, edge: float) -> tuple[Sequence[Point], bool]:
        """From a bar's end to another's edge: right and down, or around where the other begins before that end."""
        down = from_y < y
        tip = y - edge if down else y + edge
        if x >= end:
            return [(end, from_y), (x, from_y), (x, tip)], down
        between = y - _ROW / 2 if down else y + _ROW / 2
        out = min(end + 1.0, self._right)
        return [(end, from_y), (out, from_y), (out, between), (x, between), (x, tip)], down

    def _arrow(self, points: Sequence[Point], down: bool) -> None:
        self._canvas.polyline(points, width=0.18, rounded=0.6)
        self._canvas.arrow_head(points[-1], "down" if down else "up", 1.3)

    # --- legend ---

    def _legend_entries(self) -> list[tuple[str, str]]:
        """The marks that the plan uses and what they mean; none where there are only bars."""
        entries: list[tuple[str, str]] = [("bar", "计划")]
        if self._is_tracked():
            entries.append(("done", "已完成"))
        if any(task.milestone for task in self._plan.tasks):
            entries.append(("milestone", "里程碑"))
        if any(task.after for task in self._plan.tasks):
            entries.append(("arrow", "先后关系"))
        today = self._plan.today
        if today and self._scale.start <= today < self._scale.end:
            entries.append(("today", f"今天（{_day_cn(today)}）"))
        return entries if len(entries) > 1 else []

    def _legend(self) -> None:
        x, y = _PAD, self._bottom + _LEGEND / 2 + 0.4
        for mark, label in self._entries:
            self._legend_mark(mark, x, y)
            self._canvas.text(x + 7, y, label, HEAD_PT, color=palette.GREY)
            x += 7 + text_width(label, HEAD_PT) + 5

    def _legend_mark(self, mark: str, x: float, y: float) -> None:
        canvas = self._canvas
        match mark:
            case "bar":
                canvas.rect(
                    Box(x, y - 1.2, 5.6, 2.4),
                    fill=palette.MIDDLE if self._is_tracked() else palette.PRIMARY,
                    radius=0.5,
                )
            case "done":
                canvas.rect(Box(x, y - 1.2, 5.6, 2.4), fill=palette.PRIMARY, radius=0.5)
            case "milestone":
                canvas.polygon(
                    [(x + 3.6, y - 1.5), (x + 5.1, y), (x + 3.6, y + 1.5), (x + 2.1, y)], fill=palette.ACCENT
                )
            case "arrow":
                canvas.line((x, y), (x + 5, y), width=0.18)
                canvas.arrow_head((x + 5.6, y), "right", 1.3)
            case "today":
                canvas.line((x, y), (x + 5.6, y), stroke=palette.ACCENT, width=0.3, dash="1.2 0.8")


def _day_cn(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"

"""The data of a Gantt plan: tasks with dates, in groups, read and checked.

`{title?, unit?, start?, end?, today?, tasks: [{name, start, end | days, group?, progress?, milestone?, after?, owner?}]}`;
dates are YYYY-MM-DD, `days` counts calendar days with the first, `progress` is percent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from docgen.figures import messages
from docgen.figures.faults import Fault, Path, Record, first_of_each, near, record

UNITS = {"天": "day", "日": "day", "周": "week", "月": "month", "季": "quarter", "季度": "quarter",
         "day": "day", "week": "week", "month": "month", "quarter": "quarter"}  # fmt: skip
_PLAN = ("title", "unit", "start", "end", "today", "tasks")
_TASK = ("name", "start", "end", "days", "group", "progress", "milestone", "after", "owner")
_LONGEST = 50 * 366  # days: more is a typing slip in a year


@dataclass(frozen=True, slots=True)
class Task:
    """`end` is the last day; `progress` 0…1 or None; `after` are indexes of the plan's tasks."""

    name: str
    start: date
    end: date
    group: str = ""
    progress: float | None = None
    milestone: bool = False
    after: tuple[int, ...] = ()
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """`unit` is "" for one that fits. `start` and `end` bound the picture, given or taken from the tasks."""

    title: str
    tasks: tuple[Task, ...]
    start: date
    end: date
    unit: str = ""
    today: date | None = None


def read_plan(data: Any) -> tuple[Plan | None, list[Fault]]:
    """The plan, or None and all that is wrong with it (P131…P138)."""
    source, faults = record(data, _PLAN)
    if source is None:
        return None, faults
    unit = source.choice("unit", UNITS, "")
    start, end, today = source.date("start"), source.date("end"), source.date("today")
    if start and end and end < start:
        source.fault(messages.PLAN_BACKWARDS, "end", end=end, start=start)
    records = source.records("tasks", _TASK, required=True)
    names = [(item.text("name", required=True), (*item.path, "name")) for item in records]
    index = first_of_each(names, faults, "任务")
    after = [_after(item, name, index, faults) for item, (name, _path) in zip(records, names, strict=True)]
    _check_cycles([found for found, _paths in after], [paths for _found, paths in after], names, faults)
    tasks = [
        _task(item, name, tuple(found), start, end)
        for item, (name, _path), (found, _paths) in zip(records, names, after, strict=True)
    ]
    good = [task for task in tasks if task is not None]
    if faults or not good:
        return None, faults
    first, last = start or min(task.start for task in good), end or max(task.end for task in good)
    if (last - first).days > _LONGEST:
        source.fault(messages.PLAN_TOO_LONG, "tasks", first=first, last=last)
        return None, faults
    return Plan(source.text("title"), tuple(good), first, last, unit, today), faults


def _task(
    item: Record, name: str, after: tuple[int, ...], plan_start: date | None, plan_end: date | None
) -> Task | None:
    start, end, days = item.date("start", required=True), item.date("end"), item.whole("days", 1, _LONGEST)
    milestone = item.flag("milestone")
    progress = item.number("progress", 0, 100)
    if item.has("end") and item.has("days"):
        item.fault(messages.END_AND_DAYS, "days", name=name)
    if not milestone and not item.has("end") and not item.has("days"):
        item.fault(messages.TASK_WITHOUT_END, None, name=name)
    group, owner = item.text("group"), item.text("owner")
    if start is None:
        return None
    if end is None:
        end = start + timedelta(days=(days or 1) - 1)
    if end < start:
        item.fault(messages.TASK_BACKWARDS, "end", name=name, end=end, start=start)
    if (plan_start and start < plan_start) or (plan_end and end > plan_end):
        item.fault(messages.TASK_OUTSIDE, "start", name=name, start=start, end=end)
    return Task(name, start, end, group, None if progress is None else float(progress) / 100, milestone, after, owner)


def _after(item: Record, name: str, index: dict[str, int], faults: list[Fault]) -> tuple[list[int], list[Path]]:
    found: list[int] = []
    paths: list[Path] = []
    for other, path in item.texts("after"):
        if other in index:
            found.append(index[other])
            paths.append(path)
        else:
            faults.append(
                Fault(
                    path,
                    messages.NO_TASK,
                    {"name": name, "other": other, "way": near(other, list(index), "after 里写任务的名称，一字不差")},
                )
            )
    return found, paths


def _check_cycles(
    after: list[list[int]], paths: list[list[Path]], names: list[tuple[str, Path]], faults: list[Fault]
) -> None:
    """P136 at the first entry that closes each circle."""
    state = [0] * len(after)  # 1: being followed, 2: done

    for root in range(len(after)):
        if state[root]:
            continue
        stack: list[tuple[int, int]] = [(root, 0)]
        state[root] = 1
        while stack:
            task, position = stack.pop()
            if position == len(after[task]):
                state[task] = 2
                continue
            stack.append((task, position + 1))
            other = after[task][position]
            if state[other] == 1:
                route = [names[step][0] for step, _position in stack]
                circle = [*route[route.index(names[other][0]) :], names[other][0]]
                faults.append(Fault(paths[task][position], messages.CIRCLE, {"circle": " → ".join(circle)}))
            elif not state[other]:
                state[other] = 1
                stack.append((other, 0))

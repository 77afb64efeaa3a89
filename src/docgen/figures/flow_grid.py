"""A flow's steps in rows and columns: what follows stands below, branches beside, swim lanes are columns."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.figures.steps import Edge, Flow


@dataclass(frozen=True, slots=True)
class Grid:
    """`rows` and `columns` are those of each step; no two steps share both. `width` is the number of columns."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    width: int


def arrange(flow: Flow, most: int) -> Grid:
    """Rows by the longest way from a beginning (edges that go back apart), at most `most` columns without lanes."""
    back = _back_edges(flow)
    forward = [edge for edge in flow.edges if edge not in back]
    roles = flow.roles
    width = len(roles) or most
    taken: set[tuple[int, int]] = set()
    rows: dict[int, int] = {}
    columns: dict[int, int] = {}
    for step in _in_order(len(flow.steps), forward):
        before = [edge for edge in forward if edge.target == step]
        row = max((rows[edge.source] + 1 for edge in before), default=0)
        wanted = roles.index(flow.steps[step].role) if roles else _wanted(before, columns, flow, width)
        column = wanted
        while True:
            free = [c for c in ([wanted] if roles else range(width)) if (row, c) not in taken]
            if free:
                column = min(free, key=lambda c: (abs(c - wanted), -c))
                break
            row += 1
        taken.add((row, column))
        rows[step], columns[step] = row, column
    if not roles:
        used = sorted(set(columns.values()))
        columns = {step: used.index(column) for step, column in columns.items()}
        width = len(used)
    count = len(flow.steps)
    return Grid(tuple(rows[i] for i in range(count)), tuple(columns[i] for i in range(count)), width)


def _wanted(before: list[Edge], columns: dict[int, int], flow: Flow, width: int) -> int:
    """Below the step whose first way on it is; beside a step whose second or third it is."""
    for edge in before:
        ways = [other.target for other in flow.edges if other.source == edge.source]
        if ways.index(edge.target) == 0:
            return columns[edge.source]
    if before:
        ways = [other.target for other in flow.edges if other.source == before[0].source]
        side = 1 if ways.index(before[0].target) % 2 else -1
        return min(max(columns[before[0].source] + side, 0), width - 1)
    return width // 2 if width > 2 else 0


def _back_edges(flow: Flow) -> set[Edge]:
    """Edges to a step from which their own step was reached, or to itself."""
    ways: dict[int, list[Edge]] = {}
    for way in flow.edges:
        ways.setdefault(way.source, []).append(way)
    state = [0] * len(flow.steps)  # 1: on the way, 2: done
    back: set[Edge] = set()
    entered = {edge.target for edge in flow.edges if edge.target != edge.source}
    for root in sorted(range(len(flow.steps)), key=lambda step: (step in entered, step)):
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, iter(ways.get(root, ())))]
        while stack:
            step, left = stack[-1]
            edge: Edge | None = next(left, None)
            if edge is None:
                state[step] = 2
                stack.pop()
            elif state[edge.target] == 1:
                back.add(edge)
            elif state[edge.target] == 0:
                state[edge.target] = 1
                stack.append((edge.target, iter(ways.get(edge.target, ()))))
    return back


def _in_order(count: int, forward: list[Edge]) -> list[int]:
    """Every step after all that lead to it, otherwise as written."""
    waiting = [0] * count
    for edge in forward:
        waiting[edge.target] += 1
    ready = [step for step in range(count) if not waiting[step]]
    order: list[int] = []
    while ready:
        step = min(ready)
        ready.remove(step)
        order.append(step)
        for edge in forward:
            if edge.source == step:
                waiting[edge.target] -= 1
                if not waiting[edge.target]:
                    ready.append(edge.target)
    return order

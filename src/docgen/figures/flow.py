"""A flow chart: rows of steps downwards, lanes or branches beside each other, lines that never cover a text.

Where a page ends, lines go on in numbered circles: the number is that of the step they lead to.
"""

from __future__ import annotations

from typing import Any

from docgen.figures import messages
from docgen.figures.canvas import Area, Drawing
from docgen.figures.faults import Fault
from docgen.figures.flow_grid import Grid, arrange
from docgen.figures.flow_page import FlowPage, make_page
from docgen.figures.steps import Edge, Flow, read_flow

_COLUMN = 46.0  # mm that a column may have without lanes


def draw_flow(data: Any, area: Area) -> tuple[list[Drawing], list[Fault]]:
    """A picture for each page of the flow, or everything wrong with the data."""
    flow, faults = read_flow(data)
    if flow is None:
        return [], faults
    grid = arrange(flow, max(3, int(area.width / _COLUMN)))
    pages = _pages(flow, grid, area)
    if pages is None:
        return [], [Fault(("steps",), messages.FLOW_TOO_LARGE)]
    numbers: dict[int, int] = {}
    for page in pages:
        for target in page.leaving():
            numbers.setdefault(target, len(numbers) + 1)
    return [page.drawing(numbers) for page in pages], []


def _pages(flow: Flow, grid: Grid, area: Area) -> list[FlowPage] | None:
    """As many rows on each page as it holds; None if a single row needs more than a page."""
    count = max(grid.rows) + 1
    pages: list[FlowPage] = []
    start = 0
    while start < count:
        best: FlowPage | None = None
        end = start
        while end < count:
            page = _page(flow, grid, area, start, end + 1)
            if page is None or page.height > area.height:
                break
            best, end = page, end + 1
        if best is None:
            return None
        pages.append(best)
        start = end
    return pages


def _page(flow: Flow, grid: Grid, area: Area, start: int, end: int) -> FlowPage | None:
    """Rows `start` to `end` on a page; where lines leave no room for the steps, the longest become circles."""
    steps = [step for step, row in enumerate(grid.rows) if start <= row < end]
    apart: set[Edge] = set()
    inside = [edge for edge in flow.edges if edge.source in steps and edge.target in steps]
    inside.sort(key=lambda edge: abs(grid.rows[edge.source] - grid.rows[edge.target]))
    while True:
        page = make_page(flow, grid, steps, start, apart, area)
        if page is not None or not inside:
            return page
        apart.add(inside.pop())

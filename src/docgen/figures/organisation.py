"""An organisation chart: set as large as it fits, and over several pictures where it would become too small to read.

What is cut off an overview goes on in a picture of its own; the box says in which.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from docgen.figures import messages, palette
from docgen.figures.canvas import LINE_HEIGHT, Area, Canvas, Drawing
from docgen.figures.faults import Fault
from docgen.figures.measure import MM_PER_PT
from docgen.figures.people import Unit, read_units
from docgen.figures.tree import CONTINUED, Block, Line, Manner, PlacedUnit, TreeLayout

_SIZES = ((9.5, 36.0), (9.0, 30.0), (8.5, 26.0), (8.0, 22.0), (7.5, 18.5))  # pt of a name, mm of a box
_LONGEST = (10, 16, 8, 6)  # boxes of a list, the best first
_EDGE = 0.3  # mm around a chart, for the thickness of lines
_BETWEEN = 9.0  # mm between charts in one picture


def draw_organisation(data: Any, area: Area) -> tuple[list[Drawing], list[Fault]]:
    """A picture, or an overview and what goes on below it; or everything wrong with the data."""
    head, faults = read_units(data)
    if head is None:
        return [], faults
    inside = Area(area.width - 2 * _EDGE, area.height - 2 * _EDGE)
    charts = _charts(head, inside)
    if charts is None:
        return [], [Fault((), messages.ORGANISATION_TOO_LARGE, {"name": head.name})]
    pages = _packed(charts, inside)
    where = {block.units[0].unit.key: number for number, page in enumerate(pages, 1) for block in page[0]}
    return [_picture(page, number, len(pages), where, head.name) for number, page in enumerate(pages, 1)], []


# --- what goes into which chart ---


def _fit(head: Unit, area: Area) -> Block | None:
    """The chart in the best manner that fits: large text and few lists; None if even the smallest does not."""
    trials = product(range(head.height + 1), enumerate(_SIZES), enumerate(_LONGEST))
    # The head's own level as a list is for charts that fit in no other way.
    ranked = sorted(
        trials, key=lambda trial: trial[0] + 0.6 * trial[1][0] + 0.45 * trial[2][0] + 2.5 * (trial[0] == head.height)
    )
    seen: set[Manner] = set()
    for hanging, (_rank, (size, box)), (_order, longest) in ranked:
        manner = Manner(size, box, hanging, longest if hanging else 0)
        if manner in seen:
            continue
        seen.add(manner)
        block = TreeLayout(head, manner).block
        if block.width <= area.width and block.height <= area.height:
            return block
    return None


def _charts(head: Unit, area: Area) -> list[Block] | None:
    """The tree as one chart, or as an overview and charts of what was cut off it."""
    whole = _fit(head, area)
    if whole is not None:
        return [whole]
    for depth in range(head.height - 1, 0, -1):
        below = [unit for unit in head.at(depth) if unit.children or unit.side]
        overview = _fit(head.cut(frozenset(unit.key for unit in below)), area)
        if overview is not None:
            return _with_rest(head, overview, below, area)
    return _in_shares(head, area)


def _with_rest(head: Unit, overview: Block, below: Sequence[Unit], area: Area) -> list[Block] | None:
    """An overview with the smallest of its branches put back as long as it fits, and charts of the others."""
    sizes = {unit.key: sum(1 for _unit in unit.all()) for unit in below}
    away = list(below)
    for size in sorted(set(sizes.values()))[:-1]:  # branches of one size are treated alike
        larger = [unit for unit in below if sizes[unit.key] > size]
        fuller = _fit(head.cut(frozenset(unit.key for unit in larger)), area)
        if fuller is None:
            break
        overview, away = fuller, larger
    charts = [overview]
    for unit in below:
        if unit in away:
            more = _small(unit, area) or _charts(unit, area)
            if more is None:
                return None
            charts += more
    return charts


def _small(head: Unit, area: Area) -> list[Block] | None:
    """A branch in a third or half of a picture, so that several share one; None if it needs more."""
    third, half, low = (area.width - 2 * _BETWEEN) / 3, (area.width - _BETWEEN) / 2, (area.height - _BETWEEN) / 2
    for room in (Area(third, area.height), Area(half, area.height), Area(area.width, low)):
        block = _fit(head, room)
        if block is not None:
            return [block]
    return None


def _in_shares(head: Unit, area: Area) -> list[Block] | None:
    """A head with too many directly below it for one picture: shares of them under the same head again."""
    children = [child for child in head.children if child.children or child.side]
    flat = head.cut(frozenset(child.key for child in children)).children
    for count in range(2, len(flat) + 1):
        share = -(-len(flat) // count)
        heads = [
            Unit(head.key if not start else -head.key - start, head.name if not start else head.name + "（续）", head.detail,
                 flat[start : start + share], head.side if not start else ())
            for start in range(0, len(flat), share)
        ]  # fmt: skip
        blocks = [_fit(part, area) for part in heads]
        if all(block is not None for block in blocks):
            charts = [block for block in blocks if block is not None]
            for child in children:
                more = _small(child, area) or _charts(child, area)
                if more is None:
                    return None
                charts += more
            return charts
    return None


# --- charts on pictures ---

Placed = tuple[list[Block], list[tuple[float, float]]]


def _packed(charts: Sequence[Block], area: Area) -> list[Placed]:
    """Charts in their order, beside and below each other as far as a picture has room."""
    pages: list[Placed] = []
    x = y = shelf = 0.0
    for chart in charts:
        if pages and x and x + chart.width <= area.width and y + max(shelf, chart.height) <= area.height:
            place = (x, y)
        elif pages and y + shelf + _BETWEEN + chart.height <= area.height:
            y += shelf + _BETWEEN
            place, shelf = (0.0, y), 0.0
        else:
            pages.append(([], []))
            place, y, shelf = (0.0, 0.0), 0.0, 0.0
        pages[-1][0].append(chart)
        pages[-1][1].append(place)
        x = place[0] + chart.width + _BETWEEN
        shelf = max(shelf, chart.height)
    return pages


def _picture(page: Placed, number: int, count: int, where: dict[int, int], title: str) -> Drawing:
    blocks, places = page
    width = max(x + block.width for block, (x, _y) in zip(blocks, places, strict=True))
    height = max(y + block.height for block, (_x, y) in zip(blocks, places, strict=True))
    canvas = Canvas(width + 2 * _EDGE, height + 2 * _EDGE)
    sheet = Block(width, height, 0)
    roots = {block.units[0].unit.key for block in blocks}
    # The level below a head is tinted where there is more below it.
    tinted = {
        item.unit.key
        for block in blocks
        if _is_deep(block)
        for item in block.units
        if item.level == 1 and not item.side
    }
    for block, (x, y) in zip(blocks, places, strict=True):
        sheet.put(block, x + _EDGE, y + _EDGE)
    for line in sheet.lines:
        canvas.polyline(line, width=0.25)
    for item in sheet.units:
        part = where.get(item.unit.key, 0)
        fill = palette.WASH if item.unit.key in tinted else palette.PAPER
        is_head = item.unit.key in roots and not item.unit.continued
        _box(canvas, item, palette.PRIMARY if is_head else fill, _continued(part, number, count))
    return canvas.drawing(title)


def _is_deep(block: Block) -> bool:
    return any(item.level > 1 or item.unit.continued for item in block.units)


def _continued(part: int, number: int, count: int) -> str:
    if part == number:
        return "见本图"
    return CONTINUED.format(part=f"{part}/{count}") if part and count < 10 else "见下图"


def _box(canvas: Canvas, item: PlacedUnit, fill: str, continued: str) -> None:
    """A box with its lines of text: light on a dark head, staff dashed."""
    is_head = fill == palette.PRIMARY
    ink, grey = (palette.PAPER, "#dbe6f1") if is_head else (palette.INK, palette.GREY)
    stroke = palette.PRIMARY if is_head or item.unit.continued else palette.LINE
    canvas.rect(item.box, fill=fill, stroke=stroke, width=0.25, radius=0.8, dash="1 0.7" if item.side else "")
    y = item.box.middle[1] - sum(map(_pitch, item.lines)) / 2
    for line in item.lines:
        text = continued if line.role == "continued" else line.text
        color = {"name": ink, "detail": grey, "continued": palette.ACCENT}[line.role]
        canvas.text(
            item.box.middle[0], y + _pitch(line) / 2, text, line.size_pt,
            anchor="middle", bold=line.role == "name", color=color, holder=item.box,
        )  # fmt: skip
        y += _pitch(line)


def _pitch(line: Line) -> float:
    return line.size_pt * LINE_HEIGHT * MM_PER_PT

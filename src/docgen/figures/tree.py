"""Boxes and lines of a tree: levels side by side, lower levels as hanging lists, sizes known before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from docgen.figures.canvas import LINE_HEIGHT, Box, Point
from docgen.figures.measure import MM_PER_PT, text_width, wrap_evenly
from docgen.figures.people import Unit

PAD = 1.3  # mm between a text and its box
_BESIDE = 3.6  # mm between neighbours; less where boxes are narrow
_BELOW = 7.6  # mm between levels
_HANGING = 2.0  # mm between boxes of a list
_INDENT = 4.6  # mm of a list under its head
_SPINE = 1.8  # mm from the left of a list to its line
_NARROWEST = 15.0
_WIDEST_HEAD = 64.0  # mm: the head of a chart has room beside it
CONTINUED = "见下图（{part}）"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a tree is set: size of the text, greatest width of a box (mm), how many of the lowest levels hang as lists,
    how long a list may be before it goes on in a second column."""

    size_pt: float
    box: float
    hanging: int
    longest: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in a box."""

    text: str
    size_pt: float
    role: str  # name, detail, continued


@dataclass(frozen=True, slots=True)
class PlacedUnit:
    unit: Unit
    box: Box
    level: int
    lines: tuple[Line, ...]
    side: bool = False


@dataclass(slots=True)
class Block:
    """A laid-out subtree in mm from its own top left; `stem` is where its line comes in from above."""

    width: float
    height: float
    stem: float
    units: list[PlacedUnit] = field(default_factory=list)
    lines: list[tuple[Point, ...]] = field(default_factory=list)

    def put(self, other: Block, x: float, y: float) -> None:
        """Take in another block at a place."""
        for item in other.units:
            box = Box(item.box.x + x, item.box.y + y, item.box.width, item.box.height)
            self.units.append(PlacedUnit(item.unit, box, item.level, item.lines, item.side))
        self.lines += [tuple((px + x, py + y) for px, py in line) for line in other.lines]


class TreeLayout:
    """Lays out one tree in one manner."""

    def __init__(self, root: Unit, manner: Manner) -> None:
        self._manner = manner
        self._size = manner.size_pt
        dense = manner.box < 20
        self._beside = 2.4 if dense else _BESIDE
        self._indent = 3.6 if dense else _INDENT
        small = max(7.5, manner.size_pt - 1)
        self._detail_size = small
        widest = max(
            max(text_width(unit.name, self._size, bold=True), text_width(unit.detail, small)) for unit in root.all()
        )
        self._box = max(_NARROWEST, min(manner.box, widest + 2 * PAD + 0.2))
        self._head = min(max(self._box, text_width(root.name, self._size, bold=True) + 2 * PAD + 0.2), _WIDEST_HEAD)
        self._texts: dict[tuple[int, float], tuple[tuple[Line, ...], float]] = {}
        self.block = self._tree(root, 0, 0)

    def _tree(self, unit: Unit, level: int, least: float) -> Block:
        """A subtree; its head at least `least` mm high, so that neighbours are alike."""
        if unit.children and 0 < unit.height <= self._manner.hanging:
            columns = self._columns(unit)
            if columns == 1:
                return self._list(unit, level, self._list_width(unit), least)
            share = -(-len(unit.children) // columns)
            groups = [unit.children[start : start + share] for start in range(0, len(unit.children), share)]
            return self._row(unit, level, [self._bare_list(group, level + 1) for group in groups], least)
        tall = max((self._text(child, self._box)[1] for child in unit.children), default=0)
        return self._row(unit, level, [self._tree(child, level + 1, tall) for child in unit.children], least)

    def _columns(self, unit: Unit) -> int:
        return 1 if unit.height > 1 else -(-len(unit.children) // self._manner.longest)

    # --- side by side ---

    def _row(self, unit: Unit, level: int, blocks: Sequence[Block], least: float) -> Block:
        own = self._box if level else self._head
        lines, height = self._text(unit, own)
        height = max(height, least)
        below = sum(block.width for block in blocks) + self._beside * max(len(blocks) - 1, 0)
        stems: list[float] = []
        x = 0.0
        for block in blocks:
            stems.append(x + block.stem)
            x += block.width + self._beside
        stem = (stems[0] + stems[-1]) / 2 if stems else 0.0
        reach = max(own / 2, self._beside + self._box if unit.side else 0)
        shift = max(0.0, reach - stem)  # the head, or what stands beside its line, juts out at the left
        stem += shift
        block = Block(max(below + shift, stem + reach), height, stem)
        block.units.append(PlacedUnit(unit, Box(stem - own / 2, 0, own, height), level, lines))
        y = self._staff(unit, block, level)
        if not blocks:
            return block
        top = y + _BELOW
        bus = top - _BELOW / 2
        if unit.side:
            bus = top - _BELOW * 0.45
        stems = [position + shift for position in stems]
        if len(stems) == 1 and abs(stems[0] - stem) < 0.01:
            block.lines.append(((stem, height), (stem, top)))
        else:
            block.lines.append(((stem, height), (stem, bus)))
            block.lines.append(((min(stems[0], stem), bus), (max(stems[-1], stem), bus)))
            block.lines += [((position, bus), (position, top)) for position in stems]
        x = shift
        for child in blocks:
            block.put(child, x, top)
            x += child.width + self._beside
        block.height = top + max(child.height for child in blocks)
        return block

    def _staff(self, unit: Unit, block: Block, level: int) -> float:
        """Staff at both sides of the line below a head; the lower end of it all."""
        y = block.height
        for start in range(0, len(unit.side), 2):
            pair = unit.side[start : start + 2]
            texts = [self._text(item, self._box) for item in pair]
            tall = max(height for _lines, height in texts)
            y += _HANGING + 1.2
            for index, (item, (lines, _height)) in enumerate(zip(pair, texts, strict=True)):
                left = block.stem + self._beside if index else block.stem - self._beside - self._box
                box = Box(left, y, self._box, tall)
                edge = box.x if index else box.right
                block.units.append(PlacedUnit(item, box, level + 1, lines, side=True))
                block.lines.append(((block.stem, box.middle[1]), (edge, box.middle[1])))
            if not unit.children and start + 2 >= len(unit.side):
                block.lines.append(((block.stem, block.height), (block.stem, y + tall / 2)))
            y += tall
        if unit.side and not unit.children:
            block.height = y
        return y

    # --- hanging ---

    def _list_width(self, unit: Unit) -> float:
        below = [self._list_width(child) + self._indent for child in (*unit.side, *unit.children)]
        return max(self._box, *below) if below else self._box

    def _list(self, unit: Unit, level: int, width: float, least: float) -> Block:
        """A head and under it, indented, what belongs to it; right edges are the same."""
        lines, height = self._text(unit, width)
        height = max(height, least)
        block = Block(width, height, width / 2)
        block.units.append(PlacedUnit(unit, Box(0, 0, width, height), level, lines))
        if unit.side or unit.children:
            self._hang(block, (*unit.side, *unit.children), level + 1, width, height, height)
        return block

    def _bare_list(self, units: Sequence[Unit], level: int) -> Block:
        """A column of a list whose head stands elsewhere."""
        block = Block(self._box + self._indent, 0, _SPINE)
        self._hang(block, units, level, block.width, -_HANGING, 0)
        return block

    def _hang(self, block: Block, units: Sequence[Unit], level: int, width: float, y: float, start: float) -> None:
        middle = start
        sides = {side.key for item in block.units for side in item.unit.side}
        for unit in units:
            y += _HANGING
            inner = self._list(unit, level, width - self._indent, 0)
            if unit.key in sides:
                first = inner.units[0]
                inner.units[0] = PlacedUnit(first.unit, first.box, first.level, first.lines, side=True)
            middle = y + inner.units[0].box.height / 2
            block.lines.append(((_SPINE, middle), (self._indent, middle)))
            block.put(inner, self._indent, y)
            y += inner.height
        block.lines.append(((_SPINE, start), (_SPINE, middle)))
        block.height = y

    # --- text ---

    def _text(self, unit: Unit, width: float) -> tuple[tuple[Line, ...], float]:
        """The lines of a box of this width, and the height in mm that it needs."""
        known = self._texts.get((unit.key, width))
        if known is not None:
            return known
        room = width - 2 * PAD
        lines = [Line(text, self._size, "name") for text in wrap_evenly(unit.name, room, self._size, bold=True)]
        if unit.detail:
            lines += [
                Line(text, self._detail_size, "detail") for text in wrap_evenly(unit.detail, room, self._detail_size)
            ]
        if unit.continued:
            lines.append(Line(CONTINUED, 7.5, "continued"))
        height = sum(line.size_pt * LINE_HEIGHT * MM_PER_PT for line in lines) + 2.0
        self._texts[unit.key, width] = tuple(lines), height
        return self._texts[unit.key, width]

"""The data of an organisation chart: a tree of units or posts, read and checked.

`{name, title?, count?, side?: [{name, title?, count?}], children?: [the same again]}`; `title` is a post or a
person, `count` a number of people, `side` what stands beside the line (staff, offices).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from docgen.figures import messages
from docgen.figures.faults import Fault, Record, record

DEEPEST = 12  # levels: what a page can show below each other
_LARGEST = 2000  # boxes
_UNIT = ("name", "title", "count", "children", "side")
_SIDE = ("name", "title", "count")


@dataclass(frozen=True, slots=True)
class Unit:
    """A box of the chart. `key` is its place in reading order; `continued`: what is below stands in another picture."""

    key: int
    name: str
    detail: str = ""
    children: tuple[Unit, ...] = ()
    side: tuple[Unit, ...] = ()
    continued: bool = False

    @property
    def height(self) -> int:
        """Levels below this one."""
        return 1 + max(child.height for child in self.children) if self.children else 0

    def all(self) -> Iterator[Unit]:
        yield self
        yield from self.side
        for child in self.children:
            yield from child.all()

    def at(self, depth: int) -> Iterator[Unit]:
        """The units `depth` levels below."""
        if depth == 0:
            yield self
        else:
            for child in self.children:
                yield from child.at(depth - 1)

    def cut(self, keys: frozenset[int]) -> Unit:
        """The same tree, with nothing below the units of these keys."""
        if self.key in keys:
            return replace(self, children=(), side=(), continued=True)
        return replace(self, children=tuple(child.cut(keys) for child in self.children))


def read_units(data: Any) -> tuple[Unit | None, list[Fault]]:
    """The head of the tree, or None and all that is wrong (P131, P132, P138, P139)."""
    source, faults = record(data, _UNIT)
    if source is None:
        return None, faults
    reader = _Reader()
    head = reader.unit(source, 1)
    if reader.count > _LARGEST:
        source.fault(messages.TOO_MANY_BOXES, None, count=reader.count)
    return (None if faults else head), faults


class _Reader:
    def __init__(self) -> None:
        self.count = 0

    def unit(self, source: Record, level: int) -> Unit:
        key = self._key()
        if level > DEEPEST:
            source.fault(messages.TOO_MANY_LEVELS, None, deepest=DEEPEST)
            return Unit(key, "")
        side = tuple(self._side(item) for item in source.records("side", _SIDE))
        children = tuple(self.unit(item, level + 1) for item in source.records("children", _UNIT))
        return Unit(key, source.text("name", required=True), _detail(source), children, side)

    def _side(self, source: Record) -> Unit:
        return Unit(self._key(), source.text("name", required=True), _detail(source))

    def _key(self) -> int:
        self.count += 1
        return self.count


def _detail(source: Record) -> str:
    """The second text of a box: 部长, 部长（12人） or 12人."""
    title, count = source.text("title"), source.whole("count", 0, 1_000_000)
    if count is None:
        return title
    people = f"{count}人"
    return f"{title}（{people}）" if title else people

"""Units to a tree: which heading an item stands under, told by how numbers nest in this very paper.

A number style that is new goes below what is open, unless its kind is usually
higher up (第一章 never stands under 1、). One that is open already is the next
sibling. A list that begins again with 1 right after “…如下：”, or under a heading of
its own style, nests below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docgen.importer.paper import Table
from docgen.importer.units import Unit
from docgen.importer.values import Value

DEEPEST = 20  # levels of a tree: numbers that go on nesting (1.1.1.1…) stand beside each other below it
_TITLE = 14  # characters: a short line without a number, alone, is a heading of its own
_HEADING = 30
_PLAIN = "", 1000
_CADENCE = 999  # the rank of “每天：” until its place is known: just below what it stands under
# A paper's last words are no heading: who signs, and when.
_SIGNATURE = re.compile(
    r"(?:[\d〇零一二三四五六七八九十]{2,4}年.{1,8}[月日]$)|(?:(?:公司|部|处|局|中心|委员会)$)|^(?:此致|敬礼|谢谢|汇报人|演讲人|特此)"
)


@dataclass(slots=True)
class Node:
    """A heading, item, paragraph or table with what stands under it; the root has no unit."""

    unit: Unit | None = None
    key: str = ""
    rank: int = 1000
    children: list[Node] = field(default_factory=list)

    @property
    def value(self) -> Value:
        assert self.unit is not None
        return self.unit.value

    @property
    def table(self) -> Table | None:
        return self.unit.table if self.unit else None

    @property
    def is_text(self) -> bool:
        """A paragraph: no number, no heading."""
        return self.unit is not None and not self.key and self.table is None

    @property
    def is_heading(self) -> bool:
        """A heading by its source, its style, or for being short and having something below."""
        if self.unit is None or self.is_text or self.table:
            return False
        if (
            self.unit.level
            or self.unit.cadence
            or self.key == "title"
            or (self.unit.marker and self.unit.marker.is_heading)
        ):
            return True
        if self.key == "article":
            return False
        return (
            bool(self.children)
            and len(self.unit.text) <= _HEADING
            and not self.unit.ended
            and "，" not in self.unit.text
        )

    def walk(self) -> Iterator[Node]:
        """All nodes below, in order."""
        for child in self.children:
            yield child
            yield from child.walk()


def outline(units: list[Unit]) -> Node:
    """The tree of a piece's units."""
    root = Node()
    stack = [root]
    told = any(
        unit.level for unit in units
    )  # where the source tells its headings, a short line is no heading of its own
    for index, unit in enumerate(units):
        key, rank = _key(unit, units[index + 1] if index + 1 < len(units) else None, bool(root.children) and not told)
        node = Node(unit, key, rank)
        if not key:
            _place_text(stack, node)
            continue
        before = units[index - 1] if index else None
        _close(stack, node, before)
        del stack[DEEPEST:]
        stack[-1].children.append(node)
        stack.append(node)
    return root


def _key(unit: Unit, following: Unit | None, titles: bool) -> tuple[str, int]:
    if unit.table:
        return _PLAIN
    if unit.cadence:
        return "cadence", _CADENCE
    if unit.level:
        return f"h{unit.level}", unit.level - 10
    if unit.marker:
        return unit.marker.key, unit.marker.rank
    short = (
        2 <= len(unit.text) <= _TITLE
        and not unit.ended
        and not re.search("[，：]", unit.text[:-1])
        and not _SIGNATURE.search(unit.text)
    )
    if (
        titles
        and short
        and following is not None
        and not following.table
        and (not unit.leads or following.marker is None)
    ):
        return "title", 75
    return _PLAIN


def _place_text(stack: list[Node], node: Node) -> None:
    """Under the heading it follows; after a finished item it belongs to what the list belongs to."""
    _leave_items(stack)
    stack[-1].children.append(node)


def _leave_items(stack: list[Node]) -> None:
    while (
        len(stack) > 1
        and stack[-1].unit
        and _finished(stack[-1].unit)
        and not stack[-1].unit.level
        and stack[-1].key not in ("cadence", "title")
    ):
        stack.pop()


def _finished(unit: Unit) -> bool:
    return (
        unit.ended
        or len(unit.text) > _HEADING
        or (unit.marker is not None and not unit.marker.is_heading and "，" in unit.text)
    )


def _close(stack: list[Node], node: Node, before: Unit | None) -> None:
    """Close what is open until the node's parent is on top."""
    positions = [index for index, open_node in enumerate(stack) if open_node.key == node.key]
    if positions:
        if _begins_below(stack, node, before):
            return
        node.rank = stack[positions[-1]].rank
        del stack[positions[-1] :]
        return
    if node.rank == _CADENCE:
        _leave_items(stack)
        node.rank = stack[-1].rank + 1 if len(stack) > 1 else 0
        return
    while len(stack) > 1 and stack[-1].rank > node.rank:
        stack.pop()


def _begins_below(stack: list[Node], node: Node, before: Unit | None) -> bool:
    """A list of a style that is open begins again with 1, after words that announce it, or below a short heading of its style."""
    marker = node.unit.marker if node.unit else None
    if marker is None or marker.last != 1 or len(marker.ordinals) > 1 or before is None:
        return False
    top = stack[-1]
    if top.key == node.key and top.unit and not top.children and not top.unit.leads:
        return False
    return before.leads

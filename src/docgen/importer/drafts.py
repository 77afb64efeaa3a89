"""What all drafts share: the finished draft, places to fill in, texts taken apart and put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from docgen.importer.outline import Node
from docgen.importer.paper import Notes, Table
from docgen.importer.values import Grid, Passage, Value, merge

NO_DATE = "1900-01-01"  # a date that is plainly none, where a kind wants one and the source has none
_NAMED = re.compile(r"([^：:，。；、,;]{2,14})[：:]\s*(?=\S)")


@dataclass(slots=True)
class Draft:
    """One paper as content of a kind: `data` under Chinese keys, with the lines it came from.

    `guess` is what the importer takes the paper for, with its confidence; `kind` the kind it was written as.
    """

    kind: str
    kind_title: str
    data: dict[str, Any]
    title: str
    first: int
    last: int
    guess: str = ""
    confidence: float = 0.5
    name: str = ""
    remarks: list[str] = field(default_factory=list)


def missing(label: str, notes: Notes) -> str:
    """A place to fill in, that anyone sees; noted as added."""
    text = f"【待补：{label}】"
    notes.added("待补", text, label)
    return text


def take_title(root: Node, notes: Notes, fallback: str) -> Value | str:
    """The paper's title: a first short paragraph or a lone top heading; taken out of the tree. Else a place to fill in."""
    first = root.children[0] if root.children else None
    if first is not None and first.unit and not first.table:
        text = first.unit.text
        alone = len([child for child in root.children if child.key == first.key]) == 1
        if (
            first.is_text
            and 2 <= len(text) <= 40
            and not first.unit.ended
            and not first.unit.leads
            and "，" not in text
        ):
            root.children.pop(0)
            return first.value
        if first.unit.level and alone and not first.unit.marker:
            root.children[:1] = first.children
            return first.value
    return missing(fallback, notes)


def named(value: Value, notes: Notes) -> tuple[Value | None, Value | None]:
    """`教育程度：大专以上。` as its name and its text; the colon is noted. (None, value) without a name, (value, None) without a text."""
    found = _NAMED.match(value.text)
    if found:
        notes.dropped("名称后的冒号", value.first, "：")
        return Value(found[1], value.first, value.first, value.confidence), Value(
            value.text[found.end() :], value.first, value.last, value.confidence
        )
    if value.text.endswith(("：", ":")):
        return without_colon(value, notes), None
    return None, value


def without_colon(value: Value, notes: Notes) -> Value:
    """A heading without the colon behind it."""
    text = value.text.rstrip("：:").rstrip()
    if text and text != value.text:
        notes.dropped("名称后的冒号", value.first, value.text[len(text) :])
        return Value(text, value.first, value.last, value.confidence)
    return value


def whole(node: Node) -> Value:
    """An item with all that stands under it as one text."""
    return merge([node.value, *(below.value for below in node.walk() if below.unit and not below.table)])


def passage(nodes: list[Node]) -> Passage:
    """Nodes as Markdown: paragraphs, numbered items, deeper items indented under theirs; headings as paragraphs."""
    return Passage(tuple(_parts(nodes, 0)))


def grid(table: Table, line: int) -> Grid:
    """A table for a Markdown text: what a merged cell covers is empty."""
    covered: set[tuple[int, int]] = set()
    rows: list[list[Value | None]] = []
    for number, row in enumerate(table.rows):
        cells: list[Value | None] = []
        for cell in row:
            while (number, len(cells)) in covered:
                cells.append(None)
            column = len(cells)
            covered |= {(number + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            cells += [Value(cell.text, line, line, 0.8) if cell.text else None, *[None] * (cell.columns - 1)]
        rows.append(cells)
    width = max(len(row) for row in rows)
    return Grid(tuple(tuple(row + [None] * (width - len(row))) for row in rows), line)


def _parts(nodes: list[Node], depth: int) -> list[tuple[str, Value | Grid]]:
    parts: list[tuple[str, Value | Grid]] = []
    number = 0
    for node in nodes:
        if node.unit is None:
            continue
        if node.table:
            parts.append(("", grid(node.table, node.unit.first)))
            continue
        marker = node.unit.marker
        if node.is_text or node.is_heading or marker is None:
            number = 0 if node.is_text or node.is_heading else number
            parts.append(("", node.value))
            parts += _parts(node.children, 0)
            continue
        number = 1 if marker.last == 1 else number + 1
        parts.append((f"{'    ' * depth}{'-' if marker.style == '•' else f'{number}.'} ", node.value))
        parts += _parts(node.children, depth + 1 if all(child.key for child in node.children) else 0)
    return parts

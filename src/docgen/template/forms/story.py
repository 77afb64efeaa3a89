"""The text of a part as it stands in its XML, each character with its place, and where each paragraph is for people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from docgen.ooxml.names import W

_PIECE = re.compile(r"<[^>]*>|[^<]+")
_PARAGRAPH = re.compile(r"<(/?)w:p(?:[ >]|/>)")


@dataclass(slots=True)
class Story:
    """The text outside markup, each character's place in the XML, and its paragraph; \\0 stands where a paragraph begins or
    ends. `markup` are the elements that hold tags: where each begins and ends, and its paragraph."""

    visible: str
    positions: list[int]
    owners: list[int]
    markup: list[tuple[int, int, int]]


def read_story(xml: str, words: bool) -> Story:
    characters: list[str] = []
    positions: list[int] = []
    owners: list[int] = []
    markup: list[tuple[int, int, int]] = []
    stack = [-1]
    count = -1
    for piece in _PIECE.finditer(xml):
        text = piece[0]
        if not text.startswith("<"):
            characters += text
            positions += range(piece.start(), piece.end())
            owners += [stack[-1]] * len(text)
            continue
        if "{{" in text or "{%" in text:
            markup.append((piece.start(), piece.end(), stack[-1]))
        paragraph = _PARAGRAPH.match(text) if words else None
        if words and paragraph is None:
            continue
        if paragraph and paragraph[1]:
            stack.pop()
        elif paragraph:
            count += 1
            if not text.endswith("/>"):
                stack.append(count)
        characters.append("\0")
        positions.append(piece.start())
        owners.append(stack[-1])
    return Story("".join(characters), positions, owners, markup)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph is, for people, in how many tables, and which row and cell of the part (-1: none)."""

    text: str
    tables: int = 0
    row: int = -1
    cell: int = -1


def paragraph_places(xml: str, part: str) -> list[Place]:
    """The place of each paragraph of a part, in document order."""
    root = etree.fromstring(xml.encode())
    tables = {
        table: number for number, table in enumerate((t for t in root.iter(f"{W}tbl") if not _inside(t, "tbl")), 1)
    }
    rows: dict[etree._Element, int] = {}
    cells: dict[etree._Element, int] = {}
    places: list[Place] = []
    count = 0
    for paragraph in root.iter(f"{W}p"):
        cell, table, depth, box = _surroundings(paragraph)
        row = None if cell is None else next(cell.iterancestors(f"{W}tr"), None)
        if table is not None and cell is not None and row is not None:
            across = row.findall(f"{W}tc").index(cell) + 1 if cell in row.findall(f"{W}tc") else 1
            known = list(table.iter(f"{W}tr"))
            down = known.index(row) + 1 if row in known else 1
            text = f"{part}第 {tables.get(table, 1)} 个表格第 {down} 行第 {across} 格"
        else:
            if not box:
                count += 1
            text = f"{part}第 {max(count, 1)} 段"
        where = text + ("的文本框" if box else "")
        numbers = (
            -1 if row is None else rows.setdefault(row, len(rows)),
            -1 if cell is None else cells.setdefault(cell, len(cells)),
        )
        places.append(Place(where, depth, *numbers))
    return places


def _inside(element: etree._Element, name: str) -> bool:
    return next(element.iterancestors(f"{W}{name}"), None) is not None


def _surroundings(paragraph: etree._Element) -> tuple[etree._Element | None, etree._Element | None, int, bool]:
    """The innermost cell, the outermost table, the number of tables around, and whether it is in a text box."""
    cell = table = None
    depth, box = 0, False
    for ancestor in paragraph.iterancestors():
        if ancestor.tag == f"{W}tc" and cell is None:
            cell = ancestor
        elif ancestor.tag == f"{W}tbl":
            table = ancestor
            depth += 1
        elif ancestor.tag == f"{W}txbxContent":
            box = True
    return cell, table, depth, box

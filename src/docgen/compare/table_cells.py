"""What a cell of a 修订对照表 holds: blocks of one side as plain paragraphs, what came or went in them marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from docgen.compare.changes import Entry, Item, Part
from docgen.compare.clauses import heading_text
from docgen.model.nodes import (
    Block,
    Figure,
    Footnote,
    Heading,
    Inline,
    Landscape,
    LineBreak,
    Link,
    List,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Reference,
    Row,
    Table,
    Text,
)

_GONE = frozenset({"del"})
_COME = frozenset({"strong", "u"})
GAP = Paragraph((Text("……"),), "plain")  # what did not change between two changes


def shown(item: Item, *, new: bool) -> list[Block]:
    """A changed block as paragraphs, what changed in it marked."""
    block = item.new if new else item.old
    if block is None:
        return []
    if item.old is None or item.new is None or item.whole:
        return _plain(block, _COME if new else _GONE)
    if item.kind == "moved" and not item.altered and isinstance(block, List | Table | Note | Landscape):
        return [*_plain(block, frozenset())[:2], paragraph("（其余内容不变）")]
    match block:
        case Heading():
            return [paragraph(Text(_number(block), frozenset({"strong"})), *marked(item.parts, new=new))]
        case Paragraph():
            return [paragraph(*marked(item.parts, new=new))]
        case List():
            return _entries(item.entries, new=new)
        case Table():
            caption = [] if block.caption is None else [paragraph(f"{block.number} ", *marked(item.parts, new=new))]
            return [*caption, *_heads(item.entries), *_entries(_after_heads(item.entries), new=new)]
        case Figure():
            picture = Text(f"〔图：{block.picture.alt}〕")
            words = [] if block.caption is None else [Text(f" {block.number} "), *marked(item.parts, new=new)]
            return [paragraph(picture, *words)]
        case Note() | Landscape():
            return [made for inner in item.inside for made in shown(inner, new=new)]
        case _:
            return []


def _entries(entries: Iterable[Entry], *, new: bool) -> list[Block]:
    """The rows or list items that changed; those that did not are passed over."""
    made: list[Block] = []
    gap = False
    for entry in entries:
        side = entry.new if new else entry.old
        if entry.kind in ("kept", "renumbered"):
            gap = True
            continue
        if side is None or (entry.kind == "left" and new) or (entry.kind == "moved" and not new):
            continue
        if gap:
            made.append(GAP)
            gap = False
        blocks = _entry(entry, side, new=new)
        if entry.kind in ("left", "moved") and blocks and isinstance(blocks[-1], Paragraph):
            blocks[-1] = replace(blocks[-1], children=(*blocks[-1].children, Text("（顺序调整）")))
        made += blocks
    return [*made, GAP] if gap and made else made


def _heads(entries: Iterable[Entry]) -> list[Block]:
    """The head of a table whose head stayed: without it the cells of a row say nothing."""
    return [
        _row([[made for block in cell.blocks for made in _plain(block, frozenset())] for cell in entry.new.cells])
        for entry in entries
        if entry.kind == "kept" and isinstance(entry.new, Row) and entry.new.header
    ]


def _after_heads(entries: Sequence[Entry]) -> list[Entry]:
    return [
        entry for entry in entries if not (entry.kind == "kept" and isinstance(entry.new, Row) and entry.new.header)
    ]


def _entry(entry: Entry, side: Row | ListItem, *, new: bool) -> list[Block]:
    both = entry.old is not None and entry.new is not None and entry.kind != "left"
    marks = _COME if new else _GONE
    if entry.kind == "left":
        marks = frozenset()
    if isinstance(side, ListItem):
        blocks = (
            [made for item in entry.cells[0] for made in shown(item, new=new)]
            if both
            else [made for block in side.blocks for made in _plain(block, marks)]
        )
        return _numbered(side.number, blocks)
    cells = (
        [[made for item in cell for made in shown(item, new=new)] for cell in entry.cells]
        if both
        else [[made for block in cell.blocks for made in _plain(block, marks)] for cell in side.cells]
    )
    return [_row(cells)]


def _plain(block: Block, marks: frozenset[str]) -> list[Block]:
    """A whole block as paragraphs, all its text marked."""
    match block:
        case Heading():
            return [paragraph(Text(_number(block), frozenset({"strong"}) | marks), *_inlines(block.children, marks))]
        case Paragraph():
            return [paragraph(*_inlines(block.children, marks))] if block.children else []
        case List():
            return [
                made
                for item in block.items
                for made in _numbered(item.number, [part for inner in item.blocks for part in _plain(inner, marks)])
            ]
        case Table():
            caption = (
                []
                if block.caption is None
                else [paragraph(Text(f"{block.number} ", marks), *_inlines(block.caption, marks))]
            )
            rows = [
                _row([[made for inner in cell.blocks for made in _plain(inner, marks)] for cell in row.cells])
                for row in block.rows
            ]
            return [*caption, *rows]
        case Figure():
            picture = Text(f"〔图：{block.picture.alt}〕", marks)
            words = [] if block.caption is None else [Text(f" {block.number} ", marks), *_inlines(block.caption, marks)]
            return [paragraph(picture, *words)]
        case Note() | Landscape():
            return [made for inner in block.blocks for made in _plain(inner, marks)]
        case _:
            return []


def _row(cells: list[list[Block]]) -> Paragraph:
    """A row of a table on one line, its cells parted by ｜."""
    children: list[Inline] = []
    for index, cell in enumerate(cells):
        if index:
            children.append(Text(" ｜ "))
        for place, block in enumerate(cell):
            if isinstance(block, Paragraph):
                children += [Text("；")] if place else []
                children += block.children
    return Paragraph(tuple(children), "plain")


def _numbered(marker: str, blocks: list[Block]) -> list[Block]:
    if not blocks or not isinstance(blocks[0], Paragraph):
        return blocks
    separator = "" if marker and marker[-1] in "、）)" else " "
    return [replace(blocks[0], children=(Text(f"{marker}{separator}"), *blocks[0].children)), *blocks[1:]]


def marked(parts: Iterable[Part], *, new: bool) -> list[Inline]:
    """The text of one side, what came or went in it marked."""
    made: list[Inline] = []
    for part in parts:
        if new and part.status != "deleted":
            made += _inlines(part.new, _COME if part.status == "added" else frozenset())
        elif not new and part.status != "added":
            made += _inlines(part.old, _GONE if part.status == "deleted" else frozenset())
    return made


def _inlines(children: Iterable[Inline], marks: frozenset[str]) -> list[Inline]:
    """Text as it can stand in the table: references, notes and pictures in words."""
    made: list[Inline] = []
    for child in children:
        match child:
            case Text():
                made.append(Text(child.text, child.marks | marks))
            case Reference():
                made.append(Text(child.text or "（页码）", marks))
            case Link():
                made += _inlines(child.children, marks)
            case Footnote():
                made += [Text("〔注：", marks), *_inlines(child.children, marks), Text("〕", marks)]
            case Picture():
                made.append(Text(f"〔图：{child.alt}〕", marks))
            case LineBreak():
                made.append(Text(" "))
            case _:
                made.append(child)
    return made


def _number(heading: Heading) -> str:
    """The heading's number with what parts it from the title."""
    return heading_text(replace(heading, children=()))


def paragraph(*children: Inline | str) -> Paragraph:
    """A paragraph as the table has them: without indent."""
    return Paragraph(tuple(Text(child) if isinstance(child, str) else child for child in children), "plain")

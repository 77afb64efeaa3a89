"""What changed between two revisions, as one tree that holds both: `before` and `after` read each revision out of it.

Every part of both documents stands in the tree once: kept, added, deleted,
modified, moved, or changed in nothing but its number. So nothing that changed
can be missing from a report made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from docgen.model.nodes import (
    Block,
    Cell,
    Document,
    Figure,
    Heading,
    Inline,
    Landscape,
    List,
    ListItem,
    Note,
    Paragraph,
    Row,
    Table,
)

# `left`: a moved item at its old place; it says where it went by being moved at the new one.
Kind = Literal["kept", "renumbered", "modified", "added", "deleted", "moved", "left"]
Status = Literal["kept", "restyled", "added", "deleted"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a paragraph. What is kept stands on both sides: its references and footnotes may have other numbers."""

    status: Status
    old: tuple[Inline, ...]
    new: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a table or an item of a list; `cells` are the changes inside one that is on both sides."""

    kind: Kind
    old: Row | ListItem | None
    new: Row | ListItem | None
    cells: tuple[tuple[Item, ...], ...] = ()
    altered: bool = False  # a moved one: its content changed too


@dataclass(frozen=True, slots=True)
class Item:
    """A block: None on the side where it is not.

    Of one on both sides, `parts` are the changes of its text (or caption), `entries` those of its rows or list
    items, `inside` those of the blocks it holds. `whole` says that it is replaced as a whole: then these are empty.
    """

    kind: Kind
    old: Block | None
    new: Block | None
    parts: tuple[Part, ...] = ()
    entries: tuple[Entry, ...] = ()
    inside: tuple[Item, ...] = ()
    whole: bool = False
    altered: bool = False  # a moved one: its content changed too


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of cover, header or footer; "" where it was or is empty."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Two revisions: their documents without blocks, the fields that changed, and all blocks of both."""

    old: Document
    new: Document
    fields: tuple[FieldChange, ...]
    items: tuple[Item, ...]

    @property
    def any(self) -> bool:
        """False if a reader would find both revisions equal."""
        return bool(self.fields) or self.old.title != self.new.title or any(item.kind != "kept" for item in self.items)


def before(changes: Changes) -> Document:
    """The old document."""
    return replace(changes.old, blocks=tuple(_blocks(changes.items, new=False)))


def after(changes: Changes) -> Document:
    """The new document."""
    return replace(changes.new, blocks=tuple(_blocks(changes.items, new=True)))


def counts(changes: Changes) -> dict[Kind, int]:
    """How many blocks, rows and list items are of each kind; a container counts by what is in it."""
    found: dict[Kind, int] = {}
    for kind in _kinds(changes.items):
        found[kind] = found.get(kind, 0) + 1
    return found


def _kinds(items: Iterable[Item]) -> Iterator[Kind]:
    for item in items:
        if item.kind != "modified" or item.whole or any(part.status != "kept" for part in item.parts):
            yield item.kind
        if item.kind == "modified":
            yield from _kinds(item.inside)
            for entry in item.entries:
                if entry.kind == "modified":
                    yield from (kind for cell in entry.cells for kind in _kinds(cell))
                else:
                    yield entry.kind


def _blocks(items: Iterable[Item], *, new: bool) -> Iterator[Block]:
    for item in items:
        block = item.new if new else item.old
        if block is None or item.kind == ("left" if new else "moved"):
            continue
        yield (
            block
            if item.whole or item.old is None or item.new is None or item.kind == "left"
            else _rebuilt(block, item, new=new)
        )


def _rebuilt(block: Block, item: Item, *, new: bool) -> Block:
    """The block of one side put together from the changes inside it, not taken from what was given."""
    match block:
        case Heading() | Paragraph():
            return replace(block, children=_inlines(item.parts, new=new))
        case List():
            items = tuple(_list_item(entry, new=new) for entry in _side(item.entries, new=new))
            return replace(block, items=items)
        case Table():
            rows = tuple(_row(entry, new=new) for entry in _side(item.entries, new=new))
            caption = None if block.caption is None else _inlines(item.parts, new=new)
            return replace(block, rows=rows, caption=caption)
        case Figure():
            caption = None if block.caption is None else _inlines(item.parts, new=new)
            return replace(block, caption=caption)
        case Note() | Landscape():
            return replace(block, blocks=tuple(_blocks(item.inside, new=new)))
        case _:
            return block


def _inlines(parts: Iterable[Part], *, new: bool) -> tuple[Inline, ...]:
    return tuple(child for part in parts for child in (part.new if new else part.old))


def _side(entries: Iterable[Entry], *, new: bool) -> Iterator[Entry]:
    other: Kind = "left" if new else "moved"
    return (entry for entry in entries if (entry.new if new else entry.old) is not None and entry.kind != other)


def _list_item(entry: Entry, *, new: bool) -> ListItem:
    item = entry.new if new else entry.old
    assert isinstance(item, ListItem)
    if entry.old is None or entry.new is None or entry.kind == "left":
        return item
    return replace(item, blocks=tuple(_blocks(entry.cells[0], new=new)))


def _row(entry: Entry, *, new: bool) -> Row:
    row = entry.new if new else entry.old
    assert isinstance(row, Row)
    if entry.old is None or entry.new is None or entry.kind == "left":
        return row
    cells: list[Cell] = []
    for cell, items in zip(row.cells, entry.cells, strict=True):
        cells.append(replace(cell, blocks=tuple(_blocks(items, new=new))))
    return replace(row, cells=tuple(cells))

"""Two resolved documents → their changes.

Blocks belong together by their stable id (the label that references use), else
by equal content, else by likeness; never by their number. What belongs together
and is out of order has moved. A table whose merged cells or columns changed is
replaced whole; any other is compared by rows and cells.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from docgen.compare.align import Pair, align
from docgen.compare.changes import Changes, Entry, FieldChange, Item, Kind, Part
from docgen.compare.inlines import compare_inlines, fingerprint, picture_key, text_of
from docgen.model.nodes import (
    Block,
    Cell,
    Document,
    Figure,
    Heading,
    Inline,
    Landscape,
    Link,
    List,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Text,
)

_LEAST = 0.5  # likeness of what belongs together at its place
_MOVED_LEAST = 0.85  # and of what is found again at another place
_MOVED_CHARACTERS = 6  # shorter texts stand in many places
_SAME_FIELD = 0.1  # texts of one field of the content are likelier to belong together


def compare(old: Document, new: Document) -> Changes:
    """What changed from `old` to `new`, both numbered and resolved."""
    names = [name for name in {**old.fields, **new.fields} if old.fields.get(name, "") != new.fields.get(name, "")]
    fields = tuple(FieldChange(name, old.fields.get(name, ""), new.fields.get(name, "")) for name in names)
    return Changes(replace(old, blocks=()), replace(new, blocks=()), fields, _items(old.blocks, new.blocks))


# --- which belong together ---


@dataclass(frozen=True, slots=True)
class _Sign:
    """What two things are compared by: `key` equal for equal ones, "" of `text` for what cannot move."""

    sort: str
    label: str
    key: Hashable
    text: str
    field: str = ""


def _match(old: Sequence[_Sign], new: Sequence[_Sign]) -> list[tuple[Pair, bool]]:
    """Pairs in the order of both, with whether it is one that has moved: such a pair comes at its new place."""
    shared = _labels(old) & _labels(new)

    def key(sign: _Sign) -> Hashable:
        return ("label", sign.sort, sign.label) if sign.label in shared else (sign.sort, sign.label, sign.key)

    def likeness(i: int, j: int) -> float:
        if old[i].label in shared or new[j].label in shared:
            return 0.0
        return _likeness(old[i], new[j])

    pairs = align([key(sign) for sign in old], [key(sign) for sign in new], likeness, _LEAST)
    moved = _moves(old, new, pairs, shared)
    targets = {j: i for i, j in moved}
    made: list[tuple[Pair, bool]] = []
    for pair in pairs:
        if pair.old is None and pair.new in targets:
            made.append((Pair(targets[pair.new], pair.new), True))
        else:
            made.append((pair, False))
    return made


def _labels(signs: Iterable[_Sign]) -> set[str]:
    return {sign.label for sign in signs if sign.label}


def _likeness(old: _Sign, new: _Sign) -> float:
    if old.sort != new.sort:
        return 0.0
    if old.key == new.key:
        return 1.0
    bonus = _SAME_FIELD if old.field and old.field == new.field else 0.0
    return min(1.0, Indel.normalized_similarity(old.text, new.text) + bonus) if old.text and new.text else 0.0


def _moves(
    old: Sequence[_Sign], new: Sequence[_Sign], pairs: Sequence[Pair], shared: set[str]
) -> list[tuple[int, int]]:
    """What went at one place and came at another: the same label, the same content, or nearly the same."""
    gone = [pair.old for pair in pairs if pair.new is None and pair.old is not None]
    come = [pair.new for pair in pairs if pair.old is None and pair.new is not None]
    found: list[tuple[int, int]] = []

    def take(test: float) -> None:
        for i in list(gone):
            likely = [(_moved_likeness(old[i], new[j], shared), -abs(i - j), j) for j in come]
            best = max(likely, default=(0.0, 0, -1))
            if best[0] >= test:
                found.append((i, best[2]))
                gone.remove(i)
                come.remove(best[2])

    for test in (2.0, 1.0, _MOVED_LEAST):
        take(test)
    return found


def _moved_likeness(old: _Sign, new: _Sign, shared: set[str]) -> float:
    """2 for one label, 1 for equal content, 0 where nothing can be said."""
    if old.sort != new.sort:
        return 0.0
    if old.label in shared or new.label in shared:
        return 2.0 if old.label == new.label else 0.0
    if min(len(old.text), len(new.text)) < _MOVED_CHARACTERS:
        return 0.0
    if old.key == new.key:
        return 1.0
    return min(0.99, Indel.normalized_similarity(old.text, new.text, score_cutoff=_MOVED_LEAST))


# --- blocks ---


def _items(old: Sequence[Block], new: Sequence[Block]) -> tuple[Item, ...]:
    steps = _match([_sign(block) for block in old], [_sign(block) for block in new])
    left = {pair.old for pair, moved in steps if moved}
    made: list[Item] = []
    for pair, moved in steps:
        before = None if pair.old is None else old[pair.old]
        after = None if pair.new is None else new[pair.new]
        if before is not None and after is not None:
            item = _both(before, after)
            made.append(replace(item, kind="moved", altered=item.kind == "modified") if moved else item)
        else:
            kind: Kind = "added" if before is None else "left" if pair.old in left else "deleted"
            made.append(Item(kind, before, after))
    return tuple(made)


def _sign(block: Block) -> _Sign:
    sort = type(block).__name__
    label = getattr(block, "label", "")
    key = content_key(block)
    match block:
        case Heading() | Paragraph():
            return _Sign(sort, label, key, text_of(block.children), _field(block.children))
        case List():
            return _Sign(sort, label, key, "\n".join(_text(part) for item in block.items for part in item.blocks))
        case Table():
            return _Sign(sort, label, key, _text(block), _field(block.caption or ()))
        case Figure():
            return _Sign(sort, label, key, text_of(block.caption or ()) or block.picture.alt)
        case Note() | Landscape():
            return _Sign(sort, label, key, "\n".join(_text(part) for part in block.blocks))
        case PageBreak():
            return _Sign(sort, label, key, "")


def content_key(block: Block) -> Hashable:
    """Equal for blocks that say the same in the same form, whatever their numbers."""
    match block:
        case Heading():
            return (block.level, block.numbered, block.appendix, fingerprint(block.children))
        case Paragraph():
            return (block.role, fingerprint(block.children))
        case List():
            items = tuple(tuple(content_key(part) for part in item.blocks) for item in block.items)
            return (block.format, block.depth, block.start, items)
        case Table():
            rows = tuple((row.header, tuple(_cell_key(cell) for cell in row.cells)) for row in block.rows)
            return (block.style, block.widths, None if block.caption is None else fingerprint(block.caption), rows)
        case Figure():
            return (picture_key(block.picture), None if block.caption is None else fingerprint(block.caption))
        case Note() | Landscape():
            return tuple(content_key(part) for part in block.blocks)
        case PageBreak():
            return "break"


def _cell_key(cell: Cell) -> Hashable:
    return (
        cell.header,
        cell.colspan,
        cell.rowspan,
        cell.align,
        cell.valign,
        tuple(content_key(part) for part in cell.blocks),
    )


def _text(block: Block) -> str:
    match block:
        case Table():
            cells = (_text(part) for row in block.rows for cell in row.cells for part in cell.blocks)
            return text_of(block.caption or ()) + "\n" + "\n".join(cells)
        case _:
            return _sign(block).text


def _field(children: Iterable[Inline]) -> str:
    """The content field that a text came from, without places in lists: /duties/3/text and /duties/4/text are one."""
    for child in children:
        if isinstance(child, Text) and child.origin is not None:
            return re.sub(r"/\d+", "/", child.origin.path)
        if isinstance(child, Link):
            return _field(child.children)
    return ""


def _both(old: Block, new: Block) -> Item:
    """A block on both sides: what changed inside it."""
    if isinstance(old, Heading | Paragraph) and isinstance(new, Heading | Paragraph):
        return _judged(old, new, parts=compare_inlines(old.children, new.children))
    if isinstance(old, List) and isinstance(new, List):
        return _judged(old, new, entries=_list_entries(old, new))
    if isinstance(old, Table) and isinstance(new, Table):
        rows = _rows(old, new)
        if rows is None:
            return Item("modified", old, new, whole=True)
        return _judged(old, new, parts=compare_inlines(old.caption or (), new.caption or ()), entries=rows)
    if isinstance(old, Figure) and isinstance(new, Figure):
        return _judged(old, new, parts=compare_inlines(old.caption or (), new.caption or ()))
    if isinstance(old, Note | Landscape) and isinstance(new, Note | Landscape):
        return _judged(old, new, inside=_items(old.blocks, new.blocks))
    return Item("kept", old, new)


def _judged(
    old: Block,
    new: Block,
    *,
    parts: tuple[Part, ...] = (),
    entries: tuple[Entry, ...] = (),
    inside: tuple[Item, ...] = (),
) -> Item:
    """The item with its kind: modified, renumbered only, or kept."""
    kinds = {entry.kind for entry in entries} | {item.kind for item in inside}
    changed = (
        _frame(old) != _frame(new) or any(part.status != "kept" for part in parts) or kinds - {"kept", "renumbered"}
    )
    if changed:
        kind: Kind = "modified"
    elif "renumbered" in kinds or getattr(old, "number", "") != getattr(new, "number", ""):
        kind = "renumbered"
    else:
        kind = "kept"
    return Item(kind, old, new, parts, entries, inside)


def _frame(block: Block) -> Hashable:
    """What of a block is neither its text nor its number."""
    match block:
        case Heading():
            return (block.level, block.numbered, block.appendix, block.label)
        case Paragraph():
            return (block.role, block.label)
        case List():
            return (block.format, block.depth, block.start)
        case Table():
            return (block.style, block.widths, block.label, block.caption is None)
        case Figure():
            return (picture_key(block.picture), block.label, block.caption is None)
        case _:
            return ""


# --- rows and list items ---


def _list_entries(old: List, new: List) -> tuple[Entry, ...]:
    """The items of a list: each with one cell."""
    olds, news = old.items, new.items
    before, after = ([_item_sign(item) for item in items] for items in (olds, news))
    steps = _match(before, after)
    left = {pair.old for pair, moved in steps if moved}
    made: list[Entry] = []
    for pair, moved in steps:
        one = None if pair.old is None else olds[pair.old]
        other = None if pair.new is None else news[pair.new]
        cells = () if one is None or other is None else (_items(one.blocks, other.blocks),)
        renumbered = one is not None and other is not None and one.number != other.number
        made.append(_entry(one, other, cells, moved=moved, left=pair.old in left, renumbered=renumbered))
    return tuple(made)


def _rows(old: Table, new: Table) -> tuple[Entry, ...] | None:
    """The rows of a table; None for one that is replaced whole."""
    if len(old.widths) != len(new.widths) or old.style != new.style or _spans(old) != _spans(new):
        return None
    steps = _match([_row_sign(row) for row in old.rows], [_row_sign(row) for row in new.rows])
    left = {pair.old for pair, moved in steps if moved}
    made: list[Entry] = []
    for pair, moved in steps:
        one = None if pair.old is None else old.rows[pair.old]
        other = None if pair.new is None else new.rows[pair.new]
        cells: tuple[tuple[Item, ...], ...] = ()
        if one is not None and other is not None:
            cells = tuple(
                _items(before.blocks, after.blocks) for before, after in zip(one.cells, other.cells, strict=True)
            )
        made.append(_entry(one, other, cells, moved=moved, left=pair.old in left, renumbered=False))
    return tuple(made)


def _item_sign(item: ListItem) -> _Sign:
    return _Sign("item", "", tuple(content_key(part) for part in item.blocks), _all_text(item.blocks))


def _row_sign(row: Row) -> _Sign:
    shape = (
        row.header,
        tuple((cell.header, cell.colspan, cell.rowspan, cell.align, cell.valign) for cell in row.cells),
    )
    text = "\x1f".join(_all_text(cell.blocks) for cell in row.cells)
    return _Sign(f"row {shape}", "", tuple(_cell_key(cell) for cell in row.cells), text)


def _spans(table: Table) -> tuple[Hashable, ...]:
    """The merged cells, in order: rows without any may come and go."""
    shapes = (tuple((cell.colspan, cell.rowspan) for cell in row.cells) for row in table.rows)
    return tuple(shape for shape in shapes if any(span != (1, 1) for span in shape))


def _entry(
    old: Row | ListItem | None,
    new: Row | ListItem | None,
    cells: tuple[tuple[Item, ...], ...],
    *,
    moved: bool,
    left: bool,
    renumbered: bool,
) -> Entry:
    if old is None or new is None:
        return Entry("added" if old is None else "left" if left else "deleted", old, new)
    kinds = {item.kind for cell in cells for item in cell}
    modified = bool(kinds - {"kept", "renumbered"})
    kind: Kind = (
        "moved"
        if moved
        else "modified"
        if modified
        else "renumbered"
        if renumbered or "renumbered" in kinds
        else "kept"
    )
    return Entry(kind, old, new, cells, altered=moved and modified)


def _all_text(blocks: Iterable[Block]) -> str:
    return "\n".join(_text(block) for block in blocks)

"""Changes gathered by clause: what a table of revisions has a row for, and what a summary has a line for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from docgen.compare.changes import Changes, Entry, Item, Kind, Part
from docgen.model.nodes import Figure, Heading, Landscape, Note, PageBreak, Table
from docgen.model.traversal import plain_text


@dataclass(slots=True)
class Clause:
    """What changed under one heading. `old` and `new` are the heading in each revision, None where it is not (yet)."""

    old: Heading | None
    new: Heading | None
    items: list[Item | None] = field(default_factory=list)  # None: something between two changes that stayed
    sources: list[Heading | None] = field(default_factory=list)  # the clauses that moved items came from

    @property
    def changed(self) -> list[Item]:
        return [item for item in self.items if item is not None]

    @property
    def name(self) -> str:
        """The clause as it is called now, or as it was called."""
        return heading_text(self.new or self.old)

    @property
    def notes(self) -> list[str]:
        """What happened, in words, each once."""
        found = [note for item in self.changed for note in item_notes(item)]
        for source in self.sources:
            place = heading_text(source) or "文首"
            found = [f"由“{place}”移来" if note == "移动" else note for note in found]
        return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A clause, table or figure that has another number and nothing else."""

    old: str
    new: str
    title: str


def clauses(changes: Changes) -> list[Clause]:
    """The clauses in which something changed, in reading order; what is only renumbered is not among them."""
    origins = dict(_origins(changes.items))
    made: list[Clause] = []
    current = Clause(None, None)
    quiet = False  # something that stayed stands between the last change and here
    for old, new, item in _flat(changes.items):
        if (current.old, current.new) != (old, new):
            current, quiet = Clause(old, new), False
        if item.kind in ("kept", "renumbered") or isinstance(item.new or item.old, PageBreak):
            quiet = True
            continue
        if item.kind == "left":
            continue
        if not current.items:
            made.append(current)
        elif quiet:
            current.items.append(None)
        quiet = False
        current.items.append(item)
        if item.kind == "moved":
            current.sources.append(origins.get(id(item.old)))
    return made


def renumbered(changes: Changes) -> list[Renumbered]:
    """What has another number and is otherwise as it was; a clause in which something changed is not among them."""
    found: list[Renumbered] = []
    changed = {id(clause.new) for clause in clauses(changes)}
    for _old, _new, item in _flat(changes.items):
        old, new = item.old, item.new
        if item.kind != "renumbered" or old is None or new is None or id(new) in changed:
            continue
        if (
            isinstance(new, Heading | Table | Figure)
            and isinstance(old, Heading | Table | Figure)
            and old.number != new.number
        ):
            title = new.children if isinstance(new, Heading) else new.caption or ()
            found.append(Renumbered(_bare(old.number), _bare(new.number), plain_text(title)))
    return found


def item_notes(item: Item) -> list[str]:
    """What happened to a block, in words."""
    words: dict[Kind, str] = {"added": "新增", "deleted": "删除", "moved": "移动"}
    notes = [words[item.kind]] if item.kind in words else []
    if item.kind == "modified" or item.altered:
        if item.whole:
            notes.append("整表替换")
        elif _only_looks(item):
            notes.append("格式调整")
        else:
            notes.append("修改")
    return notes


def heading_text(heading: Heading | None) -> str:
    """The number and title of a heading, "" for none."""
    if heading is None:
        return ""
    number = heading.number
    separator = "" if not number or number[-1] in "、）)．." else " "
    return f"{number}{separator}{plain_text(heading.children)}"


def _bare(number: str) -> str:
    return number.rstrip("、")


def _only_looks(item: Item) -> bool:
    """True if nothing that is read changed: bold, alignment, widths, roles."""
    return not any(part.status in ("added", "deleted") for part in _parts(item)) and not any(
        entry.kind in ("added", "deleted", "moved") for entry in _entries(item)
    )


def _parts(item: Item) -> Iterator[Part]:
    yield from item.parts
    for entry in item.entries:
        yield from (part for cell in entry.cells for inner in cell for part in _parts(inner))
    yield from (part for inner in item.inside for part in _parts(inner))


def _entries(item: Item) -> Iterator[Entry]:
    for entry in item.entries:
        yield entry
        yield from (more for cell in entry.cells for inner in cell for more in _entries(inner))
    yield from (more for inner in item.inside for more in _entries(inner))


def _flat(items: Iterable[Item]) -> Iterator[tuple[Heading | None, Heading | None, Item]]:
    """Each item with the headings that it stands under in the old and the new document; notes and turned pages opened."""
    walker = _Walker()
    yield from walker.walk(items)


class _Walker:
    def __init__(self) -> None:
        self.old: Heading | None = None
        self.new: Heading | None = None

    def walk(self, items: Iterable[Item]) -> Iterator[tuple[Heading | None, Heading | None, Item]]:
        for item in items:
            opened = _opened(item)
            if opened is not None:
                yield from self.walk(opened)
                continue
            self._follow(item)
            yield self.old, self.new, item

    def _follow(self, item: Item) -> None:
        if item.kind == "left":
            return
        if isinstance(item.new, Heading):
            self.new = item.new
            # What is added stands in no clause of the old document.
            self.old = item.old if isinstance(item.old, Heading) else None
        elif isinstance(item.old, Heading):
            self.old, self.new = item.old, None


def _opened(item: Item) -> Iterable[Item] | None:
    """The items inside a note or landscape pages, as if they stood in the text."""
    block = item.new or item.old
    if not isinstance(block, Note | Landscape):
        return None
    if item.old is not None and item.new is not None and item.kind != "left":
        return item.inside
    kind = item.kind
    return [
        Item(kind, inner if item.old is not None else None, inner if item.new is not None else None)
        for inner in block.blocks
    ]


def _origins(items: Iterable[Item]) -> Iterator[tuple[int, Heading | None]]:
    """For each block that moved away, the heading that it stood under."""
    heading: Heading | None = None
    for item in items:
        if isinstance(item.old, Heading) and item.kind != "moved":
            heading = item.old
        if item.kind == "left":
            yield id(item.old), heading
        yield from _origins(item.inside)

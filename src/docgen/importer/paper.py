"""The paper as it was read: numbered lines, and the notes that the importer takes about them.

A line is a line of a text file or a paragraph of a Word file; its number is
what the report calls S123. Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

NoteKind = Literal["changed", "dropped", "undecided", "added", "doubt"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its text, and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows of cells; what a merged cell covers is left out. `head`: how many first rows are headings."""

    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0


@dataclass(slots=True)
class Line:
    """One line of the source.

    `level`: a heading's level as the source's styles or marks tell it, 0 for
    text. `marker`: a number that the source's program printed (Word's
    automatic lists), not part of `text`. `fresh`: the source itself begins a
    new page or document here. `table`: the line is a table.
    """

    number: int
    text: str
    level: int = 0
    marker: str = ""
    fresh: bool = False
    table: Table | None = None
    title: bool = False  # the source's program calls it a document's title
    whole: bool = False  # a paragraph of its own: never the second half of the line before


@dataclass(frozen=True, slots=True)
class Note:
    """What was done or seen: at line `first` (to `last`), of a topic, in words.

    `text` is, for dropped notes, exactly what was dropped, for added notes what was added.
    """

    kind: NoteKind
    topic: str
    first: int
    text: str
    what: str = ""
    last: int = 0

    @property
    def place(self) -> str:
        """S12, or S12–14."""
        return f"S{self.first}" if self.last <= self.first else f"S{self.first}–{self.last}"


@dataclass(slots=True)
class Notes:
    """The importer's log, in the order of its work."""

    all: list[Note] = field(default_factory=list)

    def changed(self, topic: str, first: int, what: str, last: int = 0) -> None:
        """Something stands in the draft otherwise than in the source (white space, punctuation, order)."""
        self.all.append(Note("changed", topic, first, "", what, last))

    def dropped(self, topic: str, first: int, text: str, what: str = "") -> None:
        """`text` of the source is not in the draft."""
        if text.strip():
            self.all.append(Note("dropped", topic, first, text.strip(), what))

    def undecided(self, topic: str, first: int, what: str, last: int = 0) -> None:
        """The importer could not tell, and left it as it was."""
        self.all.append(Note("undecided", topic, first, "", what, last))

    def added(self, topic: str, text: str, what: str = "", first: int = 0) -> None:
        """`text` stands in the draft and not in the source: only places to fill in, and (at a line) brackets and the like."""
        self.all.append(Note("added", topic, first, text, what))

    def doubt(self, topic: str, first: int, what: str, last: int = 0) -> None:
        """The source itself looks wrong here."""
        self.all.append(Note("doubt", topic, first, "", what, last))

    def of(self, *kinds: NoteKind) -> Iterator[Note]:
        """The notes of some kinds, by line."""
        return iter(sorted((note for note in self.all if note.kind in kinds), key=lambda note: note.first))


@dataclass(slots=True)
class Paper:
    """What was read: the file's name, its lines, how it was stored, and what reading already noted.

    `unit` is what S123 counts; `title` what the file calls itself; `raw` its whole text, for the sum of characters.
    """

    name: str
    lines: list[Line]
    stored: str
    unit: str = "行"
    notes: Notes = field(default_factory=Notes)
    title: str = ""
    raw: str = ""

    def visible(self) -> str:
        """All characters of the source but white space, as they stood in the file (`raw`), not as the lines tell it."""
        return "".join(self.raw.split())


def cells(table: Table) -> Iterator[Cell]:
    """A table's cells, row by row."""
    for row in table.rows:
        yield from row


def joined(texts: Iterable[str]) -> str:
    """Texts one after the other; a space only where both sides are Latin."""
    whole = ""
    for text in texts:
        gap = (
            " "
            if whole
            and text
            and whole[-1].isascii()
            and text[0].isascii()
            and whole[-1].isalnum()
            and text[0].isalnum()
            else ""
        )
        whole += gap + text
    return whole

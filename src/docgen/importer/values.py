"""The leaves of a draft: texts that came from the source, with their lines and how sure the importer is.

A draft is plain data (dict, list, str, int, bool) whose leaves are `Value`s
where the text is the source's own. Plain strings are the importer's: kinds,
places to fill in. Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Data = Any  # dict, list, Value, Passage, str, int, bool


@dataclass(frozen=True, slots=True)
class Value:
    """A text of the source's lines `first` to `last`.

    `confidence` from 0 to 1 is how sure the importer is that the text is
    whole and stands in the right field. `number`: written as a number.
    """

    text: str
    first: int
    last: int
    confidence: float = 0.9
    number: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def place(self) -> str:
        """S12, or S12–14."""
        return f"S{self.first}" if self.last <= self.first else f"S{self.first}–{self.last}"


def values(data: Data) -> Iterator[Value]:
    """Every Value in a draft, in order."""
    if isinstance(data, Value):
        yield data
    elif isinstance(data, Passage):
        for _sign, part in data.parts:
            if isinstance(part, Grid):
                yield from (cell for row in part.rows for cell in row if cell)
            else:
                yield part
    elif isinstance(data, dict):
        for item in data.values():
            yield from values(item)
    elif isinstance(data, list):
        for item in data:
            yield from values(item)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table inside a Markdown text: rows of cells, all as long; a cell that another one covers is empty (None)."""

    rows: tuple[tuple[Value | None, ...], ...]
    first: int

    @property
    def last(self) -> int:
        return self.first

    @property
    def confidence(self) -> float:
        return 0.8


@dataclass(frozen=True, slots=True)
class Passage:
    """A Markdown text: each part a Value behind its sign ("" for a paragraph, "1. ", "- " for items), or a Grid."""

    parts: tuple[tuple[str, Value | Grid], ...]

    @property
    def first(self) -> int:
        return min(part.first for _sign, part in self.parts)

    @property
    def last(self) -> int:
        return max(part.last for _sign, part in self.parts)

    @property
    def confidence(self) -> float:
        return min(part.confidence for _sign, part in self.parts)

    @property
    def place(self) -> str:
        """S12, or S12–14."""
        return f"S{self.first}" if self.last <= self.first else f"S{self.first}–{self.last}"


def merge(parts: list[Value], between: str = "") -> Value:
    """Values as one text, `between` them; as sure as the least sure."""
    return Value(
        between.join(part.text for part in parts),
        min(part.first for part in parts),
        max(part.last for part in parts),
        min(part.confidence for part in parts),
    )

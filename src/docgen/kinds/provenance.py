"""Content leaves that know where they came from, through Jinja and back.

Every text and number of the content becomes a subclass of its type. Printed
into HTML, its escaped text stands between marks: U+FDD0 n U+FDD1 text U+FDD2,
n an index into the table of origins. The marks are noncharacters: `wrap` takes
them out of content (text_check reports them), so none can be forged. The body
parser takes the marks out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, SupportsIndex

from markupsafe import Markup, escape

from docgen.content.shape import Shape
from docgen.errors import Location
from docgen.kinds.text_check import UNPRINTABLE
from docgen.model.nodes import Origin

OPEN, SPLIT, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
OPENED = re.compile(f"{OPEN}(\\d+){SPLIT}")
MARKED = re.compile(f"{OPEN}(\\d+){SPLIT}|{CLOSE}")


class Origins:
    """The table of origins of one composition."""

    def __init__(self) -> None:
        self.table: list[Origin] = []

    def add(self, location: Location, path: str) -> int:
        self.table.append(Origin(location, path))
        return len(self.table) - 1


def marked(index: int, html: str) -> Markup:
    """Finished HTML between the marks of an origin."""
    return Markup(f"{OPEN}{index}{SPLIT}{html}{CLOSE}")


def moved(html: str, by: int) -> str:
    """HTML whose origins are numbered otherwise: each number greater by `by`."""
    return OPENED.sub(lambda found: f"{OPEN}{int(found[1]) + by}{SPLIT}", html)


def strip_marks(text: str) -> str:
    return MARKED.sub("", text)


def first_origin(text: str, table: list[Origin]) -> Origin | None:
    """The origin of the first marked part of a text."""
    found = MARKED.search(text)
    return table[int(found[1])] if found and found[1] else None


class SourcedText(str):
    """A text of the content. Methods that keep most of it keep the origin too."""

    __slots__ = ("origin_index", "origins")
    origin_index: int
    origins: Origins

    def __new__(cls, value: str, origins: Origins, index: int) -> SourcedText:
        made = super().__new__(cls, value)
        made.origins = origins
        made.origin_index = index
        return made

    @property
    def origin(self) -> Origin:
        return self.origins.table[self.origin_index]

    def __html__(self) -> Markup:
        return marked(self.origin_index, escape(str.__str__(self)))

    def _same(self, value: str) -> SourcedText:
        return SourcedText(value, self.origins, self.origin_index)

    def __getitem__(self, key: SupportsIndex | slice) -> SourcedText:
        return self._same(str.__getitem__(self, key))

    def upper(self) -> SourcedText:
        return self._same(str.upper(self))

    def lower(self) -> SourcedText:
        return self._same(str.lower(self))

    def strip(self, chars: str | None = None, /) -> SourcedText:
        return self._same(str.strip(self, chars))

    def replace(self, old: str, new: str, count: SupportsIndex = -1, /) -> SourcedText:
        return self._same(str.replace(self, old, new, count))

    def split(self, sep: str | None = None, maxsplit: SupportsIndex = -1) -> list[str]:
        return [self._same(part) for part in str.split(self, sep, maxsplit)]

    def splitlines(self, keepends: bool = False) -> list[str]:
        return [self._same(part) for part in str.splitlines(self, keepends)]


class SourcedInteger(int):
    """A whole number of the content."""

    origins: Origins
    origin_index: int

    @classmethod
    def of(cls, value: int, origins: Origins, index: int) -> SourcedInteger:
        made = cls(value)
        made.origins, made.origin_index = origins, index
        return made

    @property
    def origin(self) -> Origin:
        return self.origins.table[self.origin_index]

    def __html__(self) -> Markup:
        return marked(self.origin_index, int.__repr__(self))

    def __str__(self) -> str:
        return int.__repr__(self)


class SourcedDecimal(Decimal):
    """A decimal number of the content."""

    origins: Origins
    origin_index: int

    @classmethod
    def of(cls, value: Decimal, origins: Origins, index: int) -> SourcedDecimal:
        made = cls(value)
        made.origins, made.origin_index = origins, index
        return made

    @property
    def origin(self) -> Origin:
        return self.origins.table[self.origin_index]

    def __html__(self) -> Markup:
        return marked(self.origin_index, f"{Decimal(self):f}")

    def __str__(self) -> str:
        return f"{Decimal(self):f}"


class Record(dict[str, Any]):
    """A mapping of the content. `known` are the names its schema allows (None: any); `place` is where it stands."""

    known: frozenset[str] | None = None
    place: Location = Location("")


def wrap(
    value: Any,
    shape: Shape,
    marks: Mapping[str, Location],
    origins: Origins,
    pointer: str = "",
    place: Location | None = None,
) -> Any:
    """Content data with every leaf sourced. `shape` is what the schema says of it: which names it knows."""
    place = marks.get(pointer, place or Location(""))
    if isinstance(value, dict):
        record = Record()
        record.known, record.place = shape.known, place
        for key, item in value.items():
            step = str(key).replace("~", "~0").replace("/", "~1")
            record[str(key)] = wrap(item, shape.member(str(key)), marks, origins, f"{pointer}/{step}", place)
        return record
    if isinstance(value, list):
        return [wrap(item, shape.items, marks, origins, f"{pointer}/{i}", place) for i, item in enumerate(value)]
    if isinstance(value, str):
        return SourcedText(UNPRINTABLE.sub("", value), origins, origins.add(place, pointer))
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return SourcedInteger.of(value, origins, origins.add(place, pointer))
    if isinstance(value, Decimal):
        return SourcedDecimal.of(value, origins, origins.add(place, pointer))
    return value


def origin_of(values: Iterable[Any]) -> Origin | None:
    """The origin of the first value that has one."""
    return next(
        (value.origin for value in values if isinstance(value, SourcedText | SourcedInteger | SourcedDecimal)), None
    )

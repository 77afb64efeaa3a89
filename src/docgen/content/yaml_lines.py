"""Lists of records as programs write them, line by line: a third of the time of a YAML parser, for the same data.

What is taken here is a small part of YAML 1.1 that reads the same in every parser: lines of spaces, "- " marks, a key of
letters, and one value that ends in its line, plain or in quotes without escapes. Block scalars, values over
several lines, flow collections, anchors, tags, odd indents, keys that come twice: for anything else the answer is None.
"""

from __future__ import annotations

import re
from typing import Any

from docgen.content.typed_numbers import typed
from docgen.content.yaml_marks import plain_value

Place = tuple[int, int]

# A plain value (YAML 1.2.2, 7.3.3, in a block): no indicator first, no ": " and no " #" inside, no blank last.
_PLAIN = r"(?:[^ \t\r\-?:,\[\]{}#&*!|>'\"%@`]|-(?=\d))(?:[^:# \t\r]++|:(?=[^ \t\r])|(?<=[^ ])#| ++(?=[^\t\r#]))*+"
_LINE = re.compile(
    rf"( *+)((?:- )*+)(?:(['\"]?)(\w{{1,200}}+)\3:(?: |$))?(?:({_PLAIN})|'([^'\t\r]*+)'|\"([^\"\\\t\r]*+)\")?"
)
_NOTHING = re.compile(r" *(?:#.*)?")
_DEPTH = 20
_KNOWN = 50_000  # lines


class _Odd(Exception):
    """A line that is not of the kind read here."""


# A line: the columns of its first character and of what stands after its "- " marks, key, value, whether it has a value.
_Parsed = tuple[int, int, str | None, Any, bool]


class _Lines:
    """The containers that are open, each with the column in which its keys or marks stand."""

    def __init__(self, special: frozenset[str]) -> None:
        self.root: Any = None
        self.places: list[Place] = []  # of the root's items, or of the root if it is a mapping
        self._special = special
        self._open: list[tuple[int, dict[str, Any] | list[Any]]] = []
        self._waiting: tuple[dict[str, Any], str] | None = None  # a key whose value may begin in the next line

    def parsed(self, line: str) -> _Parsed | None:
        """A line taken apart; None for one that says nothing."""
        if _NOTHING.fullmatch(line):
            return None
        found = _LINE.fullmatch(line)
        if found is None:
            raise _Odd
        spaces, marks, _quote, key, plain, single, double = found.groups()
        column, end = len(spaces), len(spaces) + len(marks)
        filled = plain is not None or single is not None or double is not None
        if end > 2 * _DEPTH or key in self._special or (key is None and not (marks and filled)):
            raise _Odd
        if plain is None:
            return column, end, key, single if single is not None else double, filled
        value = plain_value(plain)
        return column, end, key, value if value is plain else typed(value, plain), True

    def take(self, number: int, line: _Parsed) -> None:
        """A line; `number` from 1."""
        column, end, key, value, filled = line
        opened = self._open
        while opened and opened[-1][0] > column:
            opened.pop()
        if end > column:
            items = self._list_at(column)
            for inner in range(column + 2, end, 2):
                deeper: list[Any] = []
                self._add(items, deeper, number, inner)
                opened.append((inner, deeper))
                items = deeper
            if key is None:
                self._add(items, value, number, end)
                self._waiting = None
                return
            record: dict[str, Any] = {}
            self._add(items, record, number, end)
            opened.append((end, record))
        else:
            record = self._mapping_at(column, number)
            if key in record:
                raise _Odd
        assert key is not None
        record[key] = value
        self._waiting = None if filled else (record, key)

    def _add(self, items: list[Any], item: Any, number: int, column: int) -> None:
        if items is self.root:
            self.places.append((number, column + 1))
        items.append(item)

    def _list_at(self, column: int) -> list[Any]:
        if self._open:
            last, there = self._open[-1]
            if last == column and type(there) is list:
                return there
        made: list[Any] = []
        self._put(made)
        self._open.append((column, made))
        return made

    def _mapping_at(self, column: int, number: int) -> dict[str, Any]:
        if self._open:
            last, there = self._open[-1]
            if last == column and type(there) is list:
                self._open.pop()  # a list may stand in the column of the key that it belongs to
                last, there = self._open[-1] if self._open else (-1, there)
            if last == column and type(there) is dict:
                return there
            if last == column:
                raise _Odd
        made: dict[str, Any] = {}
        self._put(made)
        if made is self.root:
            self.places.append((number, column + 1))
        self._open.append((column, made))
        return made

    def _put(self, made: dict[str, Any] | list[Any]) -> None:
        """What begins here is the whole, or the value of the key in the line before."""
        if self.root is None:
            self.root = made
        elif self._waiting is None or not self._open or self._open[-1][1] is not self._waiting[0]:
            raise _Odd
        else:
            record, key = self._waiting
            record[key] = made


def read_lines(text: str, special: frozenset[str]) -> tuple[Any, list[Place]] | None:
    """The data of a text of printable characters, and line and column (from 1) of each item of its list, or of the whole.

    None for a text with anything but the lines described above, or with a key in `special`.
    """
    lines = _Lines(special)
    known: dict[str, _Parsed | None] = {}  # records are much alike
    try:
        for number, line in enumerate(text.split("\n"), 1):
            if line in known:
                parsed = known[line]
            else:
                if len(known) >= _KNOWN:
                    known.clear()
                parsed = known[line] = lines.parsed(line)
            if parsed is not None:
                lines.take(number, parsed)
    except _Odd:
        return None
    return None if lines.root is None else (lines.root, lines.places)

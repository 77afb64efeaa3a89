"""How a part's blocks lie across its elements: what may be rendered without being parsed again.

A block whose tags all stand at the same depth, under elements of the same
names, turns well-formed XML into well-formed XML however often it runs. Only
where one does not (a for outside a table that ends inside it) must each
outcome be parsed. Likewise docxtpl's mending of table grids does nothing
where every row fits the grid and one full row always comes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from docgen.ooxml.names import WP, W
from docgen.template.forms.checks import BLOCKS

_MARK = 0xF0000  # supplementary private use: one character stands for one tag
_MARKS = re.compile("[\U000f0000-\U000ffffd]")
_DRAWING = f"{WP}docPr"


@dataclass(slots=True)
class Structure:
    """`uneven`: indexes of tags whose block cuts through elements; `drawings` is "", "fixed" or "changing"; `hollow`: a
    cell may be left without a paragraph, or a row without cells."""

    uneven: list[int] = field(default_factory=list)
    loose_tables: bool = False
    drawings: str = ""
    hollow: bool = False


def examine(pieces: Sequence[str], tags: Sequence[str]) -> Structure:
    """Look at a part given as XML pieces and the tags between them."""
    marked = "".join(piece + (chr(_MARK + number) if number < len(tags) else "") for number, piece in enumerate(pieces))
    try:
        root = etree.fromstring(marked.encode())
    except etree.XMLSyntaxError:
        return Structure(uneven=list(range(len(tags))) or [-1], loose_tables=True, drawings="changing", hollow=True)
    return _Walk(tags).over(root)


class _Walk:
    def __init__(self, tags: Sequence[str]) -> None:
        self._words = [_word(tag) for tag in tags]
        self._open: list[tuple[str, tuple[str, ...], int]] = []
        self._found = Structure()
        self._rows: list[tuple[etree._Element, bool]] = []
        self._tables: list[int] = []  # how many blocks were open where each surrounding table began

    def over(self, root: etree._Element) -> Structure:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                self._start(element)
            else:
                self._end(element)
        self._found.uneven += [number for _word, _path, number in self._open]
        return self._found

    def _start(self, element: etree._Element) -> None:
        path = _path(element)
        for value in element.attrib.values():
            self._text(str(value), (*path, "@"))
        if element.tag == f"{W}tbl":
            self._tables.append(len(self._open))
        elif element.tag == f"{W}tr" and self._tables:
            self._rows.append((element, len(self._open) == self._tables[-1]))
        elif element.tag == _DRAWING:
            self._found.drawings = "changing" if self._open or self._found.drawings == "changing" else "fixed"
        self._text(element.text, path)

    def _end(self, element: etree._Element) -> None:
        if element.tag == f"{W}tbl":
            self._tables.pop()
            always = {row for row, certain in self._rows if certain}
            if not _fits(element, always):
                self._found.loose_tables = True
        parent = element.getparent()
        if parent is not None:
            self._text(element.tail, _path(parent))

    def _text(self, text: str | None, path: tuple[str, ...]) -> None:
        for mark in _MARKS.findall(text or ""):
            self._block(ord(mark) - _MARK, path)

    def _block(self, number: int, path: tuple[str, ...]) -> None:
        word = self._words[number]
        self._found.hollow |= path[-1] in (f"{W}tc", f"{W}tr")
        if word in BLOCKS:
            self._open.append((word, path, number))
        elif word in ("else", "elif"):
            if self._open and self._open[-1][1] != path:
                self._found.uneven.append(number)
        elif word.startswith("end") and word[3:] in BLOCKS and self._open:
            _opened, began, start = self._open.pop()
            if began != path:
                self._found.uneven += (start, number)


def _word(tag: str) -> str:
    if not tag.startswith("{%"):
        return ""
    inner = tag[2:-2].strip().strip("-+").strip()
    word = re.split(r"[\s(]", inner, maxsplit=1)[0]
    return "" if word == "set" and "=" in inner else word


def _path(element: etree._Element) -> tuple[str, ...]:
    return (*(str(ancestor.tag) for ancestor in element.iterancestors()), str(element.tag))


def _fits(table: etree._Element, always: set[etree._Element]) -> bool:
    """True if docxtpl's fix_tables would leave the grid as it is, whatever rows come."""
    grid = table.find(f"{W}tblGrid")
    columns = len(grid.findall(f"{W}gridCol")) if grid is not None else 0
    full = False
    for row in table.iter(f"{W}tr"):
        cells = row.findall(f"{W}tc")
        texts = [row.text, *(child.tail for child in row)]
        if len(cells) > columns or any(_MARKS.search(text or "") for text in texts):
            return False
        spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells]
        values = ["1" if span is None else span.get(f"{W}val", "1") for span in spans]
        if not all(value.isdecimal() for value in values):
            return False
        full |= row in always and sum(map(int, values)) >= columns
    return full

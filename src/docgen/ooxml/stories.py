"""A story's blocks in reading order: the paragraphs and tables of a body, cell, note, header or box (ECMA-376 part 1 §17.2, §17.4).

Content controls, custom XML and insertions are walked through; what is deleted
is not there. `PARAGRAPH`, `TABLE` and `CHUNK` are what a block can be.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.ooxml.alternatives import children_of
from docgen.ooxml.names import W
from docgen.ooxml.revisions import row_is_gone

PARAGRAPH, TABLE, CHUNK = f"{W}p", f"{W}tbl", f"{W}altChunk"
ROW, CELL = f"{W}tr", f"{W}tc"
# Around blocks, rows, cells and runs without being anything that a reader sees.
TRANSPARENT = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo")
)


def blocks(container: etree._Element) -> Iterator[etree._Element]:
    """The w:p, w:tbl and w:altChunk (an embedded document, not read) of a container, in order."""
    return _through(container, (PARAGRAPH, TABLE, CHUNK))


def rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table without those that are deleted."""
    return (row for row in _through(table, (ROW,)) if not row_is_gone(row))


def cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row."""
    return _through(row, (CELL,))


def _through(container: etree._Element, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    for child in children_of(container):
        if child.tag in tags:
            yield child
        elif child.tag in TRANSPARENT:
            yield from _through(child, tags)

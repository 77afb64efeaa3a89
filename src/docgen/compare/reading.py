"""A finished Word file → the document that it shows, so that an issued version can be compared when only its file is left.

Headings, paragraphs, lists, tables, text boxes, notes, links and pictures, with the numbers that Word prints; the table of
contents is left out. Labels are not in the file: blocks are then aligned by what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from lxml import etree

from docgen.compare import messages
from docgen.compare.word_forms import simplified
from docgen.compare.word_package import fingerprint, relationship_attributes
from docgen.compare.word_plan import Unit, units
from docgen.errors import DocgenError, Location
from docgen.model.nodes import (
    Block,
    Cell,
    Document,
    Footnote,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Picture,
    Row,
    Table,
    Text,
)
from docgen.ooxml.boxes import description
from docgen.ooxml.elements import paragraphs, tables
from docgen.ooxml.grids import grid
from docgen.ooxml.names import CORE_PROPERTIES, R, W
from docgen.ooxml.notes import Notes
from docgen.ooxml.numbering import Counter, read_numbering
from docgen.ooxml.opened import Package
from docgen.ooxml.package import read_package
from docgen.ooxml.revisions import has_changes
from docgen.ooxml.runs import Piece, Reader
from docgen.ooxml.stories import PARAGRAPH, blocks, cells, rows
from docgen.ooxml.styles import Styles

_HEADING = re.compile(r"heading ([1-6])", re.IGNORECASE)


def read_document(content: bytes, location: Location) -> Document:
    """The document that a .docx shows. Raises DocgenError: W10x (no Word file), V111 (unsettled changes)."""
    package = Package(read_package(content, location))
    root = package.tree(package.main)
    if has_changes(root):
        raise DocgenError(messages.CHANGES.at(location))
    body = simplified(root).find(f"{W}body")
    assert body is not None  # read_package has seen it
    reader = _Reader(package)
    made = tuple(reader.blocks(units(body)))
    title = _title(package)
    return Document(title, made, fields={"title": title} if title else {})


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.parts)
        self._numbering = read_numbering(package.parts, self._styles)
        self._counter = self._numbering.counter()
        self._notes = Notes(package.parts)
        self._marks = 0  # of notes

    def blocks(self, found: Iterable[Unit]) -> Iterator[Block]:
        """Blocks in order; paragraphs of one list together."""
        made = ((block, number, instance) for unit in found for block, number, instance in self._blocks_of(unit))
        for instance, group in groupby(made, key=lambda item: item[2]):
            if instance:
                yield List(tuple(ListItem((block,), number) for block, number, _instance in group))
            else:
                yield from (block for block, _number, _instance in group)

    def _blocks_of(self, unit: Unit) -> Iterator[tuple[Block, str, str]]:
        """The blocks of a unit (a paragraph, and its text boxes behind it), each with a list item's number and its list."""
        if unit.kind == "tbl":
            yield self._table(unit.element), "", ""
        elif unit.kind == "p":
            yield from self._paragraph(unit.element, self._counter)

    def _paragraph(self, element: etree._Element, counter: Counter) -> Iterator[tuple[Block, str, str]]:
        label = counter.label(element)
        number = "" if label is None else label.text
        found = list(Reader(self._styles).pieces(element))
        children = tuple(self._inlines(found, self._package.main))
        style = self._styles.name(paragraphs.Paragraph(element).style)
        heading = _HEADING.fullmatch(style)
        if heading:
            yield Heading(int(heading[1]), children, number=number, numbered=bool(number)), "", ""
        elif children:
            instance = "" if label is None or not number else label.place.instance
            yield Paragraph(children, style or "body"), number, instance
        for piece in found:
            if piece.kind == "box":
                yield from self._box(piece.element)

    def _box(self, box: etree._Element) -> Iterator[tuple[Block, str, str]]:
        """A text box is a story of its own: its lists are counted for themselves."""
        counter = self._numbering.counter()
        for block in blocks(box):
            if block.tag == PARAGRAPH:
                yield from self._paragraph(block, counter)
            else:
                yield self._table(block), "", ""

    def _table(self, table: etree._Element) -> Table:
        # Cells are read in the order of the file, covered ones too: their numbers count in it.
        content = {cell: tuple(self.blocks(units(cell))) for row in rows(table) for cell in cells(row)}
        made = tuple(
            Row(
                tuple(
                    Cell(content[cell.element], header=row.header, colspan=cell.columns, rowspan=cell.rows)
                    for cell in row.cells
                ),
                row.header,
            )
            for row in grid(table)
        )
        columns = tables.Table(table).grid
        widths = [] if columns is None else [column.width or 1 for column in columns.columns]
        total = sum(widths) or 1
        return Table(made, tuple(round(100 * width / total, 2) for width in widths or [1]))

    # --- inline ---

    def _inlines(self, found: Iterable[Piece], part: str) -> Iterator[Inline]:
        """The texts of a paragraph; of a field its result; those of one link together."""
        for link, group in groupby(found, key=lambda piece: piece.around.link):
            inside = tuple(_joined(inline for piece in group for inline in self._inline(piece, part)))
            related = None if link is None else self._package.relationships(part).get(link.get(f"{R}id") or "")
            if related is None:
                yield from inside
            else:
                yield Link(related.target, inside)

    def _inline(self, piece: Piece, part: str) -> Iterator[Inline]:
        if piece.kind == "line":
            yield LineBreak()
        elif piece.kind == "note":
            yield self._note(piece.element)
        elif piece.kind == "picture":
            yield self._picture(piece.element, part)
        elif piece.text:
            yield Text(piece.text, frozenset() if piece.run is None else _marks(piece.run))

    def _note(self, reference: etree._Element) -> Footnote:
        self._marks += 1
        number = self._marks
        note = self._notes.of(reference)
        children: list[Inline] = []
        for block in () if note is None else blocks(note.element):
            if note is not None and block.tag == PARAGRAPH:
                children += self._inlines(Reader(self._styles).pieces(block), note.part)
        return Footnote(tuple(children), number)

    def _picture(self, drawing: etree._Element, part: str) -> Picture:
        for item, name in relationship_attributes(drawing):
            related = self._package.relationships(part).get(item.get(name) or "")
            target = "" if related is None else self._package.target(part, related)
            if target:
                return Picture(f"sha256:{fingerprint(self._package, target)}", description(drawing))
        return Picture("", description(drawing))


def _marks(run: etree._Element) -> frozenset[str]:
    look = paragraphs.Run(run).properties
    if look is None:
        return frozenset()
    said = {"strong": look.bold, "em": look.italic, "u": look.underline != "none", "del": look.strike}
    script = {"superscript": "sup", "subscript": "sub"}.get(look.vertical)
    return frozenset({mark for mark, on in said.items() if on} | ({script} if script else set()))


def _joined(children: Iterable[Inline]) -> Iterator[Inline]:
    """Texts of one look that follow each other as one."""
    pending: Text | None = None
    for child in children:
        if isinstance(child, Text) and pending is not None and pending.marks == child.marks:
            pending = replace(pending, text=pending.text + child.text)
            continue
        if pending is not None:
            yield pending
        pending = child if isinstance(child, Text) else None
        if pending is None:
            yield child
    if pending is not None:
        yield pending


def _title(package: Package) -> str:
    """The title of the file's properties, "" if it has none."""
    name = package.relationships("").find(CORE_PROPERTIES)
    part = package.parts.get(name.lstrip("/")) if name else package.parts.get("docProps/core.xml")
    found = None if part is None else next(etree.fromstring(part).iter("{*}title"), None)
    return "" if found is None else found.text or ""

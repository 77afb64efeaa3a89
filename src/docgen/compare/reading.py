"""A finished Word file → the document that it shows, so that an issued version can be compared when only its file is left.

Headings, paragraphs, lists, tables, footnotes, links and pictures, with the numbers that Word prints; the table of
contents is left out. Labels are not in the file: blocks are then aligned by what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from docgen.compare.word_names import R, W, has_tracked_changes, simplified, value
from docgen.compare.word_numbers import Counter
from docgen.compare.word_package import Package, relationship_attributes
from docgen.compare.word_plan import Unit, units
from docgen.errors import DocgenError, Location, Problem
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
from docgen.ooxml.package import read_package

_HEADING = re.compile(r"heading ([1-6])", re.IGNORECASE)
_MARKS = {"b": "strong", "i": "em", "u": "u", "strike": "del"}
_OFF = ("0", "false", "none", "off")


def read_document(content: bytes, location: Location) -> Document:
    """The document that a .docx shows. Raises DocgenError: W10x (no Word file), V111 (unsettled changes)."""
    package = Package(read_package(content, location))
    root = package.tree(package.main)
    if has_tracked_changes(root):
        hint = "先在 Word 里接受或拒绝全部修订，再比较"
        raise DocgenError(Problem(location, "V111", "文件里有未处理的修订", hint))
    body = simplified(root).find(f"{W}body")
    assert body is not None  # read_package has seen it
    reader = _Reader(package)
    blocks = tuple(reader.blocks(units(body)))
    title = _property(package, "title")
    return Document(title, blocks, fields={"title": title} if title else {})


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._counter = Counter(package.parts.get("word/numbering.xml"), package.parts.get("word/styles.xml"))
        styles = package.tree("word/styles.xml").iter(f"{W}style")
        self._names = {value(style, "styleId"): value(style.find(f"{W}name")) for style in styles}
        self._notes = 0

    def blocks(self, found: Iterable[Unit]) -> Iterator[Block]:
        """Blocks in order; paragraphs of one list together."""
        items: list[ListItem] = []
        counted = ""
        for unit in found:
            made, number, instance = self._block(unit)
            if items and instance != counted:
                yield List(tuple(items))
                items = []
            counted = instance
            if instance and isinstance(made, Paragraph):
                items.append(ListItem((made,), number))
            elif made is not None:
                yield made
        if items:
            yield List(tuple(items))

    def _block(self, unit: Unit) -> tuple[Block | None, str, str]:
        """The block of a unit; the number of a list's item, and the list that it is of."""
        if unit.kind == "tbl":
            return self._table(unit.element), "", ""
        if unit.kind != "p":
            return None, "", ""
        number, instance = self._counter.number(unit.element)
        children = tuple(self._inlines(unit.element, "word/document.xml"))
        style = self._names.get(value(unit.element.find(f"{W}pPr/{W}pStyle")), "")
        heading = _HEADING.fullmatch(style)
        if heading:
            return Heading(int(heading[1]), children, number=number, numbered=bool(number)), "", ""
        if not children:
            return None, "", ""
        return Paragraph(children, style or "body"), number, instance if number else ""

    def _table(self, table: etree._Element) -> Table:
        columns = [int(value(item, "w") or 1) for item in table.findall(f"{W}tblGrid/{W}gridCol")] or [1]
        rows: list[tuple[list[tuple[int, Cell]], bool]] = []
        spans: dict[int, tuple[int, int]] = {}  # column → the row and place of the cell that is still open there
        for number, row in enumerate(table.findall(f"{W}tr")):
            header = row.find(f"{W}trPr/{W}tblHeader") is not None
            rows.append(([], header))
            column = 0
            for cell in row.findall(f"{W}tc"):
                width = int(value(cell.find(f"{W}tcPr/{W}gridSpan")) or 1)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and value(merge) != "restart" and column in spans:
                    above, place = spans[column]
                    at, open_cell = rows[above][0][place]
                    rows[above][0][place] = (at, replace(open_cell, rowspan=number - above + 1))
                else:
                    made = Cell(tuple(self.blocks(units(cell))), header=header, colspan=width)
                    rows[-1][0].append((column, made))
                    spans.pop(column, None)
                    if merge is not None:
                        spans[column] = (number, len(rows[-1][0]) - 1)
                column += width
        total = sum(columns)
        widths = tuple(round(100 * width / total, 2) for width in columns)
        return Table(tuple(Row(tuple(cell for _at, cell in cells), header) for cells, header in rows), widths)

    # --- inline ---

    def _inlines(self, parent: etree._Element, part: str) -> Iterator[Inline]:
        """The texts of a paragraph; of a field its result."""
        depth: list[bool] = []  # for each open field: has its result begun
        yield from _joined(self._walk(parent, part, depth))

    def _walk(self, parent: etree._Element, part: str, depth: list[bool]) -> Iterator[Inline]:
        for child in parent:
            if child.tag == f"{W}hyperlink":
                inside = tuple(_joined(self._walk(child, part, depth)))
                related = self._package.related(part, child.get(f"{R}id") or "")
                if related is None:
                    yield from inside
                else:
                    yield Link(related.get("Target", ""), inside)
            elif child.tag == f"{W}r":
                yield from self._run(child, part, depth)

    def _run(self, run: etree._Element, part: str, depth: list[bool]) -> Iterator[Inline]:
        marks = _marks(run.find(f"{W}rPr"))
        for child in run:
            if child.tag == f"{W}fldChar":
                kind = value(child, "fldCharType")
                if kind == "begin":
                    depth.append(False)
                elif kind == "separate" and depth:
                    depth[-1] = True
                elif kind == "end" and depth:
                    depth.pop()
            elif not all(depth):
                continue
            elif child.tag == f"{W}t":
                yield Text(child.text or "", marks)
            elif child.tag == f"{W}tab":
                yield Text("\t", marks)
            elif child.tag in (f"{W}br", f"{W}cr") and value(child, "type") != "page":
                yield LineBreak()
            elif child.tag == f"{W}footnoteReference":
                yield self._footnote(value(child, "id"))
            elif child.tag == f"{W}drawing":
                yield self._picture(child, part)

    def _footnote(self, identifier: str) -> Footnote:
        self._notes += 1
        number, part = self._notes, "word/footnotes.xml"
        notes = self._package.tree(part).iter(f"{W}footnote") if part in self._package.parts else ()
        note = next((item for item in notes if value(item, "id") == identifier), None)
        children: list[Inline] = []
        for paragraph in () if note is None else note.iter(f"{W}p"):
            children += self._inlines(paragraph, part)
        return Footnote(tuple(children), number)

    def _picture(self, drawing: etree._Element, part: str) -> Picture:
        shown = next(drawing.iter("{*}docPr"), None)
        for item, name in relationship_attributes(drawing):
            related = self._package.related(part, item.get(name) or "")
            target = "" if related is None else self._package.target(part, related)
            if target:
                return Picture(
                    f"sha256:{self._package.fingerprint(target)}", "" if shown is None else shown.get("descr", "")
                )
        return Picture("", "" if shown is None else shown.get("descr", ""))


def _marks(look: etree._Element | None) -> frozenset[str]:
    if look is None:
        return frozenset()
    found = {
        mark for tag, mark in _MARKS.items() if (item := look.find(f"{W}{tag}")) is not None and value(item) not in _OFF
    }
    script = value(look.find(f"{W}vertAlign"))
    return frozenset(
        found | {{"superscript": "sup", "subscript": "sub"}[script]}
        if script in ("superscript", "subscript")
        else found
    )


def _joined(children: Iterable[Inline]) -> Iterator[Inline]:
    pending: Text | None = None
    for child in children:
        if isinstance(child, Text):
            if pending is not None and pending.marks == child.marks:
                pending = replace(pending, text=pending.text + child.text)
                continue
            if pending is not None:
                yield pending
            pending = child if child.text else pending
            continue
        if pending is not None:
            yield pending
            pending = None
        yield child
    if pending is not None:
        yield pending


def _property(package: Package, name: str) -> str:
    """A property of the file, "" if it has none."""
    part = package.parts.get("docProps/core.xml")
    found = None if part is None else next(etree.fromstring(part).iter(f"{{*}}{name}"), None)
    return "" if found is None else found.text or ""

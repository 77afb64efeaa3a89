"""The resolved tree as bytes: unequal where a reader could find a difference, equal where none can.

What approvals bind to. Every node is an array that begins with its name, every
field stands at its own place with its own type, so that no text can pass for
another node, another field or another extent of a mark (`docgen.cbor`).
Left out is what prints nothing and follows from the rest: locations, origins,
anchors, identities of lists, and of a picture all that its bytes decide. Two
neighbouring texts of one look are one text, and an empty one is none. A picture
file is its name and the SHA-256 of its bytes; a drawing is what it was drawn
from, so that a later docgen may draw it otherwise.

`normal` is the tree that is encoded: `decode(encode(tree)) == normal(tree)`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from docgen import cbor
from docgen.model.nodes import (
    Blank,
    Block,
    Cell,
    Checkbox,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    Landscape,
    LineBreak,
    Link,
    List,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Reference,
    Row,
    Table,
    Text,
)
from docgen.model.traversal import Transform

Digester = Callable[[Picture], str]  # the SHA-256 of a picture file's bytes, in hex


def encode(document: Document, digest: Digester) -> bytes:
    """The whole document: its body, title, kind, fields, values, and what files say of themselves.

    `digest` is asked for pictures that are files. Raises ValueError for a measure that is no number.
    """
    tree = normal(document, digest)
    return cbor.encode([
        "document", tree.title, tree.kind, tree.scheme, tree.language, tree.subject, tree.keywords, tree.toc_depth,
        _pairs(tree.fields), _pairs(tree.values), _blocks(tree.blocks),
    ])  # fmt: skip


def encode_blocks(blocks: tuple[Block, ...], digest: Digester) -> bytes:
    """Some blocks of a document, as `encode` has them."""
    return cbor.encode(["blocks", _blocks(_Normal(digest).blocks(blocks))])


def decode(content: bytes) -> Document:
    """The normal tree of an encoding. Raises ValueError for bytes that `encode` does not write."""
    try:
        name, title, kind, scheme, language, subject, keywords, toc, fields, values, blocks = cbor.decode(content)
        if name != "document":
            raise ValueError("no document")
        made = Document(
            title, _read_blocks(blocks), kind, scheme, language, subject, keywords, toc, dict(fields), dict(values)
        )
        again = encode(made, known_digest)
    except (TypeError, AttributeError, LookupError) as error:
        raise ValueError("no document") from error
    if again != content:
        raise ValueError("not the one encoding of its tree")
    return made


def normal(document: Document, digest: Digester) -> Document:
    """The document without what its encoding leaves out. A picture file's `source` is then the digest of its bytes, and
    a drawing's `file` is empty."""
    return replace(
        document,
        blocks=_Normal(digest).blocks(document.blocks),
        fields={name: value for name, value in sorted(document.fields.items()) if value},
        values=dict(sorted(document.values.items())),
    )


def known_digest(picture: Picture) -> str:
    """The digest that a picture of a normal tree bears."""
    return picture.source


class _Normal(Transform):
    def __init__(self, digest: Digester) -> None:
        self.digest = digest

    def heading(self, heading: Heading) -> Block:
        return super().heading(replace(heading, anchor="", location=None))

    def paragraph(self, paragraph: Paragraph) -> Block:
        return super().paragraph(replace(paragraph, anchor="", location=None))

    def list(self, block: List) -> Block:
        return super().list(replace(block, sequence=0, location=None))

    def table(self, table: Table) -> Block:
        widths = tuple(map(_measure, table.widths))
        return super().table(replace(table, widths=widths, anchor="", location=None))

    def row(self, row: Row) -> Row:
        return super().row(replace(row, height_mm=_measure(row.height_mm)))

    def figure(self, figure: Figure) -> Block:
        return super().figure(replace(figure, anchor="", location=None))

    def note(self, note: Note) -> Block:
        return super().note(replace(note, location=None))

    def landscape(self, block: Landscape) -> Block:
        return super().landscape(replace(block, location=None))

    def drawn(self, picture: Picture) -> Picture:
        width = _measure(picture.width_mm)
        if picture.svg or not picture.file:
            source = picture.source or f"svg {hashlib.sha256(picture.svg.encode()).hexdigest()}"
            return Picture("", "", width, source=source)
        return Picture(PurePath(picture.file).name, picture.alt, width, source=self.digest(picture))

    def reference(self, reference: Reference) -> Inline:
        return replace(reference, anchor="", location=None)

    def inlines(self, children: tuple[Inline, ...]) -> tuple[Inline, ...]:
        made: list[Inline] = []
        for child in super().inlines(children):
            last = made[-1] if made else None
            if isinstance(child, Text):
                if not child.text:
                    continue
                if isinstance(last, Text) and last.marks == child.marks:
                    made[-1] = Text(last.text + child.text, last.marks)
                    continue
                child = Text(child.text, child.marks)
            made.append(child)
        return tuple(made)


def _measure(value: float) -> float:
    return float(value) + 0.0  # -0.0 is 0.0


# --- to plain data --------------------------------------------------------


def _pairs(texts: Mapping[str, str]) -> list[list[str]]:
    return [[str(name), str(value)] for name, value in texts.items()]


def _blocks(blocks: Iterable[Block]) -> list[Any]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> list[Any]:
    match block:
        case Heading():
            printed = [block.level, block.label, block.numbered, block.appendix, block.number]
            return ["heading", *printed, _inlines(block.children)]
        case Paragraph():
            return ["paragraph", block.role, block.label, _inlines(block.children)]
        case List():
            items = [[item.number, _blocks(item.blocks)] for item in block.items]
            return ["list", block.format, block.start, block.depth, block.prefix, items]
        case Table():
            rows = [[row.header, row.height_mm, row.keep, [_cell(cell) for cell in row.cells]] for row in block.rows]
            printed = [block.style, block.label, block.number, list(block.widths)]
            return ["table", *printed, _caption(block.caption), rows]
        case Figure():
            return ["figure", block.label, block.number, _caption(block.caption), _picture(block.picture)]
        case Note():
            return ["note", _blocks(block.blocks)]
        case PageBreak():
            return ["page break"]
        case Landscape():
            return ["landscape", _blocks(block.blocks)]


def _cell(cell: Cell) -> list[Any]:
    return [cell.header, cell.colspan, cell.rowspan, cell.align, cell.valign, _blocks(cell.blocks)]


def _caption(caption: tuple[Inline, ...] | None) -> list[Any] | None:
    return None if caption is None else _inlines(caption)


def _inlines(children: Iterable[Inline]) -> list[Any]:
    return [_inline(child) for child in children]


def _inline(inline: Inline) -> list[Any]:
    match inline:
        case Text():
            return ["text", inline.text, sorted(inline.marks)]
        case LineBreak():
            return ["line break"]
        case Link():
            return ["link", inline.href, _inlines(inline.children)]
        case Reference():
            return ["reference", inline.form, inline.target, inline.text]
        case Footnote():
            return ["footnote", inline.number, _inlines(inline.children)]
        case Blank():
            return ["blank", inline.size]
        case Checkbox():
            return ["checkbox", inline.checked]
        case Picture():
            return _picture(inline)


def _picture(picture: Picture) -> list[Any]:
    if picture.file:
        return ["picture", picture.file, picture.source, picture.width_mm, picture.alt]
    return ["drawing", picture.source, picture.width_mm]


# --- and back -------------------------------------------------------------


def _read_blocks(blocks: list[Any]) -> tuple[Block, ...]:
    return tuple([_read_block(*block) for block in blocks])


def _read_block(name: str, *parts: Any) -> Block:
    match name, *parts:
        case "heading", level, label, numbered, appendix, number, children:
            return Heading(level, _read_inlines(children), label, numbered, appendix, number)
        case "paragraph", role, label, children:
            return Paragraph(_read_inlines(children), role, label)
        case "list", format, start, depth, prefix, items:
            read = [ListItem(_read_blocks(blocks), number) for number, blocks in items]
            return List(tuple(read), format, start, depth, 0, prefix)
        case "table", style, label, number, widths, caption, rows:
            return Table(tuple([_read_row(*row) for row in rows]), tuple(widths), style, _read_caption(caption), label, number)  # fmt: skip
        case "figure", label, number, caption, picture:
            return Figure(_read_picture(*picture), _read_caption(caption), label, number)
        case "note", blocks:
            return Note(_read_blocks(blocks))
        case ("page break",):
            return PageBreak()
        case "landscape", blocks:
            return Landscape(_read_blocks(blocks))
    raise ValueError(f"no block: {name}")


def _read_row(header: bool, height: float, keep: bool, cells: list[Any]) -> Row:
    return Row(tuple([_read_cell(*cell) for cell in cells]), header, height, keep)


def _read_cell(header: bool, colspan: int, rowspan: int, align: Any, valign: Any, blocks: list[Any]) -> Cell:
    return Cell(_read_blocks(blocks), header, colspan, rowspan, align, valign)


def _read_caption(caption: list[Any] | None) -> tuple[Inline, ...] | None:
    return None if caption is None else _read_inlines(caption)


def _read_inlines(children: list[Any]) -> tuple[Inline, ...]:
    return tuple([_read_inline(*child) for child in children])


def _read_inline(name: str, *parts: Any) -> Inline:
    match name, *parts:
        case "text", text, marks:
            return Text(text, frozenset(marks))
        case ("line break",):
            return LineBreak()
        case "link", href, children:
            return Link(href, _read_inlines(children))
        case "reference", form, target, text:
            return Reference(target, form, "", text)
        case "footnote", number, children:
            return Footnote(_read_inlines(children), number)
        case "blank", size:
            return Blank(size)
        case "checkbox", checked:
            return Checkbox(checked)
    return _read_picture(name, *parts)


def _read_picture(name: str, *parts: Any) -> Picture:
    match name, *parts:
        case "picture", file, digest, width, alt:
            return Picture(file, alt, width, source=digest)
        case "drawing", source, width:
            return Picture("", "", width, source=source)
    raise ValueError(f"no picture: {name}")


# --- content that is no tree ----------------------------------------------


def encode_data(value: Any) -> bytes:
    """Content data, each value with its type: 1, 1.0, "1" and true are four things, and a number that prints as it was
    typed (00123) is not the number alone. The order of a mapping's keys counts, since a form may print them in it.

    Raises ValueError for what content data never hold.
    """
    return cbor.encode(_data(value))


def decode_data(content: bytes) -> Any:
    """The data of an encoding; a number that prints otherwise than it counts is its text. Raises ValueError."""
    return _read_data(cbor.decode(content))


def _data(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return ["integer", int(value), str(value)]
    if isinstance(value, Decimal):
        return ["decimal", Decimal.__str__(value), str(value)]
    if isinstance(value, float):
        return ["float", float(value)]
    if isinstance(value, datetime | date | time):
        return [type(value).__name__, value.isoformat()]
    if isinstance(value, Mapping):
        return ["mapping", *([_data(key), _data(item)] for key, item in value.items())]
    if isinstance(value, list | tuple):
        return ["sequence", *map(_data, value)]
    raise ValueError(f"no content data: {type(value).__name__}")


def _read_data(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    match value:
        case ["integer", int() as number, str() as text]:
            return number if str(number) == text else text
        case ["decimal", str() as number, str() as text]:
            return Decimal(number) if number == text else text
        case ["float", float() as number]:
            return number
        case ["date", str() as text]:
            return date.fromisoformat(text)
        case ["datetime", str() as text]:
            return datetime.fromisoformat(text)
        case ["time", str() as text]:
            return time.fromisoformat(text)
        case ["mapping", *pairs]:
            return {_read_data(key): _read_data(item) for key, item in pairs}
        case ["sequence", *items]:
            return [_read_data(item) for item in items]
    raise ValueError("no content data")

"""The tree as text, for goldens: to be read, not to be told apart by (approvals bind to `model.encoding`).

One line a node, indented by depth; only what a reader of the document would
see or a reference would need. Locations and origins stay out: moving a line
in a YAML file is not a change of the text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import PurePath

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
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Reference,
    Table,
    Text,
)


def dump(document: Document) -> str:
    """The whole document as lines of text, ending in a newline."""
    head = [f"document {document.kind} scheme={document.scheme} toc={document.toc_depth}", f"title {document.title}"]
    head += [f"field {name}={value}" for name, value in sorted(document.fields.items()) if value]
    return "\n".join([*head, *_blocks(document.blocks, 0)]) + "\n"


def digest(document: Document) -> str:
    """SHA-256 of the dump, in hex: equal where a reader would find the text equal."""
    return hashlib.sha256(dump(document).encode()).hexdigest()


def _blocks(blocks: Iterable[Block], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for block in blocks:
        for line in _block(block):
            yield indent + line


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            label = f" #{block.label}" if block.label else ""
            kind = "appendix" if block.appendix else "heading"
            yield f"{kind} {block.level}{label} [{block.number}] {_inlines(block.children)}"
        case Paragraph():
            label = f" #{block.label}" if block.label else ""
            yield f"paragraph {block.role}{label} {_inlines(block.children)}"
        case List():
            yield f"list {block.format} depth={block.depth}"
            for item in block.items:
                yield f"  item [{item.number}]"
                yield from _blocks(item.blocks, 2)
        case Table():
            yield from _table(block)
        case Figure():
            yield f"figure {_label(block.label)}[{block.number}] {_inlines(block.caption or ())}"
            yield "  " + _picture(block.picture)
        case Note() | Landscape():
            yield type(block).__name__.lower()
            yield from _blocks(block.blocks, 1)
        case PageBreak():
            yield "pagebreak"


def _label(label: str) -> str:
    return f"#{label} " if label else ""


def _table(table: Table) -> Iterator[str]:
    widths = " ".join(f"{width:g}" for width in table.widths)
    caption = "" if table.caption is None else _inlines(table.caption)
    yield f"table {table.style} {_label(table.label)}[{table.number}] {caption} ({widths})"
    for row in table.rows:
        yield (
            ("  head" if row.header else "  row")
            + (f" {row.height_mm:g}mm" if row.height_mm else "")
            + (" keep" if row.keep else "")
        )
        for cell in row.cells:
            yield "    " + _cell(cell)
            yield from _blocks(cell.blocks, 3)


def _cell(cell: Cell) -> str:
    parts = ["th" if cell.header else "td"]
    if cell.colspan > 1 or cell.rowspan > 1:
        parts.append(f"{cell.rowspan}x{cell.colspan}")
    parts += [value for value in (cell.align, cell.valign) if value]
    return " ".join(parts)


def _picture(picture: Picture) -> str:
    width = f" {picture.width_mm:g}mm" if picture.width_mm else ""
    return f"picture {PurePath(picture.file).name}{width} {picture.alt}"


def _inlines(children: Iterable[Inline]) -> str:
    return "".join(_joined(children))


def _joined(children: Iterable[Inline]) -> Iterator[str]:
    """Neighbouring texts of one look are one text, wherever they came from."""
    pending: tuple[str, frozenset[str]] | None = None
    for child in children:
        if isinstance(child, Text):
            if pending and pending[1] == child.marks:
                pending = (pending[0] + child.text, child.marks)
                continue
            if pending:
                yield _text(*pending)
            pending = (child.text, child.marks)
            continue
        if pending:
            yield _text(*pending)
            pending = None
        yield _inline(child)
    if pending:
        yield _text(*pending)


def _text(text: str, marks: frozenset[str]) -> str:
    escaped = text.replace("\\", "\\\\").replace("{", "\\{").replace("\n", "\\n")
    return f"{{{'+'.join(sorted(marks))} {escaped}}}" if marks else escaped


def _inline(inline: Inline) -> str:
    match inline:
        case LineBreak():
            return "{br}"
        case Link():
            return f"{{link {inline.href} {_inlines(inline.children)}}}"
        case Reference():
            return f"{{ref {inline.form} {inline.target} {inline.text}}}"
        case Footnote():
            return f"{{footnote {inline.number} {_inlines(inline.children)}}}"
        case Blank():
            return f"{{blank {inline.size}}}"
        case Checkbox():
            return "{☑}" if inline.checked else "{☐}"
        case Picture():
            return "{" + _picture(inline) + "}"
        case Text():
            return _text(inline.text, inline.marks)

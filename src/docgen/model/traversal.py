"""The one way through the tree: `walk` reads it, `Transform` makes another of it.

Whoever needs the tree's shape takes it from here, so that a new node, or a new place
for text in an old one, is met by numbering, resolving, blanking, digests, rules and
writers alike. (What prints each node its own way matches on the node's class, without a
default: mypy then finds a writer that forgets one.) Reading order is that of the printed page: a table's caption stands
before its cells, a container before what it contains. Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from docgen.model.nodes import (
    Blank,
    Block,
    Cell,
    Checkbox,
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

Node = TypeVar("Node")

BLOCKS: dict[type[Any], str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    List: "list",
    Table: "table",
    Figure: "figure",
    Note: "note",
    PageBreak: "page_break",
    Landscape: "landscape",
}
INLINES: dict[type[Any], str] = {
    Text: "text",
    LineBreak: "line_break",
    Link: "link",
    Reference: "reference",
    Footnote: "footnote",
    Blank: "blank",
    Checkbox: "checkbox",
    Picture: "picture",
}


# --- reading --------------------------------------------------------------


def inside(block: Block) -> Iterator[tuple[Block, ...]]:
    """The runs of blocks directly inside a block: a list's items, a table's cells, what a note holds."""
    match block:
        case List():
            for item in block.items:
                yield item.blocks
        case Table():
            for row in block.rows:
                for cell in row.cells:
                    yield cell.blocks
        case Note() | Landscape():
            yield block.blocks


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block in reading order, containers before their contents."""
    for block in blocks:
        yield block
        for inner in inside(block):
            yield from walk(inner)


def text_of(block: Block) -> tuple[Inline, ...]:
    """The inline content that is a block's own: of a heading or paragraph, or a caption; () for containers."""
    match block:
        case Heading() | Paragraph():
            return block.children
        case Table() | Figure():
            return block.caption or ()
        case _:
            return ()


def walk_inlines(children: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline, links and footnotes before what they hold."""
    for child in children:
        yield child
        if isinstance(child, Link | Footnote):
            yield from walk_inlines(child.children)


def pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    """Every picture, in figures and among text, in reading order."""
    for block in walk(blocks):
        if isinstance(block, Figure):
            yield block.picture
        for child in walk_inlines(text_of(block)):
            if isinstance(child, Picture):
                yield child


def plain_text(children: Iterable[Inline]) -> str:
    """The characters a reader sees, without footnotes."""
    parts: list[str] = []
    for child in children:
        match child:
            case Text() | Reference():
                parts.append(child.text)
            case Link():
                parts.append(plain_text(child.children))
    return "".join(parts)


# --- making another tree --------------------------------------------------


class Transform:
    """The same tree with some nodes changed: a subclass overrides the methods of those nodes.

    Every method takes a node and gives the node that stands for it; the base's go on into
    what it holds. A node none of whose parts changed is given back itself, so that an
    unchanged part of the tree is shared and costs no copying.
    """

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return _each(blocks, self.block)

    def block(self, block: Block) -> Block:
        made: Block = getattr(self, BLOCKS[type(block)])(block)
        return made

    def heading(self, heading: Heading) -> Block:
        return _with(heading, children=self.inlines(heading.children))

    def paragraph(self, paragraph: Paragraph) -> Block:
        return _with(paragraph, children=self.inlines(paragraph.children))

    def list(self, block: List) -> Block:
        return _with(block, items=_each(block.items, self.item))

    def item(self, item: ListItem) -> ListItem:
        return _with(item, blocks=self.blocks(item.blocks))

    def table(self, table: Table) -> Block:
        caption = self.caption(table.caption)
        return _with(table, caption=caption, rows=_each(table.rows, self.row))

    def row(self, row: Row) -> Row:
        return _with(row, cells=_each(row.cells, self.cell))

    def cell(self, cell: Cell) -> Cell:
        return _with(cell, blocks=self.blocks(cell.blocks))

    def figure(self, figure: Figure) -> Block:
        return _with(figure, caption=self.caption(figure.caption), picture=self.drawn(figure.picture))

    def note(self, note: Note) -> Block:
        return _with(note, blocks=self.blocks(note.blocks))

    def page_break(self, block: PageBreak) -> Block:
        return block

    def landscape(self, block: Landscape) -> Block:
        return _with(block, blocks=self.blocks(block.blocks))

    def caption(self, caption: tuple[Inline, ...] | None) -> tuple[Inline, ...] | None:
        return None if caption is None else self.inlines(caption)

    def drawn(self, picture: Picture) -> Picture:
        """The picture of a figure, or one among text."""
        return picture

    def inlines(self, children: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return _each(children, self.inline)

    def inline(self, inline: Inline) -> Inline:
        made: Inline = getattr(self, INLINES[type(inline)])(inline)
        return made

    def text(self, text: Text) -> Inline:
        return text

    def line_break(self, inline: LineBreak) -> Inline:
        return inline

    def link(self, link: Link) -> Inline:
        return _with(link, children=self.inlines(link.children))

    def reference(self, reference: Reference) -> Inline:
        return reference

    def footnote(self, footnote: Footnote) -> Inline:
        return _with(footnote, children=self.inlines(footnote.children))

    def blank(self, blank: Blank) -> Inline:
        return blank

    def checkbox(self, checkbox: Checkbox) -> Inline:
        return checkbox

    def picture(self, picture: Picture) -> Inline:
        return self.drawn(picture)


def _each(nodes: tuple[Node, ...], change: Callable[[Node], Node]) -> tuple[Node, ...]:
    made = tuple([change(node) for node in nodes])
    return nodes if all(new is old for new, old in zip(made, nodes, strict=True)) else made


def _with(node: Node, **parts: Any) -> Node:
    """The node with these parts; itself where they are its own already (by identity: equal trees need not be compared)."""
    if all(getattr(node, name) is part for name, part in parts.items()):
        return node
    return replace(node, **parts)  # type: ignore[type-var]

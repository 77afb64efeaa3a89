"""A resolved document as approvals see it: what the workflow itself writes is left empty, and, for a part of it, what numbering
writes too (a chapter added before the prices renumbers them, and changes nothing in them)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from docgen.model.nodes import (
    Block,
    Figure,
    Footnote,
    Heading,
    Inline,
    Landscape,
    Link,
    List,
    Note,
    Paragraph,
    Picture,
    Reference,
    Table,
    Text,
)

Change = Callable[[Inline], Inline]


def without_slots(blocks: tuple[Block, ...], slots: Collection[str]) -> tuple[Block, ...]:
    """The blocks with every text emptied that comes from one of these top keys of the content; drawings by their data."""
    paths = {f"/{slot}" for slot in slots}

    def blank(inline: Inline) -> Inline:
        if isinstance(inline, Text) and inline.origin is not None and inline.origin.path in paths:
            return replace(inline, text="")
        return _by_source(inline) if isinstance(inline, Picture) else inline

    return tuple(_block(block, blank, numbers=True) for block in blocks)


def without_numbers(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without the numbers of headings, tables, figures and footnotes, and without what references print of them."""

    def blank(inline: Inline) -> Inline:
        if isinstance(inline, Reference):
            return replace(inline, text="")
        return replace(inline, number=0) if isinstance(inline, Footnote) else inline

    return tuple(_block(block, blank, numbers=False) for block in blocks)


def _block(block: Block, change: Change, *, numbers: bool) -> Block:
    def inlines(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(_inline(child, change) for child in children)

    def blocks(inside: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(_block(each, change, numbers=numbers) for each in inside)

    match block:
        case Heading():
            return replace(block, children=inlines(block.children), number=block.number if numbers else "")
        case Paragraph():
            return replace(block, children=inlines(block.children))
        case List():
            return replace(block, items=tuple(replace(item, blocks=blocks(item.blocks)) for item in block.items))
        case Table():
            rows = tuple(
                replace(row, cells=tuple(replace(cell, blocks=blocks(cell.blocks)) for cell in row.cells))
                for row in block.rows
            )
            caption = None if block.caption is None else inlines(block.caption)
            return replace(block, rows=rows, caption=caption, number=block.number if numbers else "")
        case Figure():
            caption = None if block.caption is None else inlines(block.caption)
            return replace(
                block, caption=caption, number=block.number if numbers else "", picture=_by_source(block.picture)
            )
        case Note() | Landscape():
            return replace(block, blocks=blocks(block.blocks))
        case _:
            return block


def _by_source(picture: Picture) -> Picture:
    """A drawing by what it was drawn from: a later docgen may draw the same data otherwise."""
    return replace(picture, file=picture.source, alt="") if picture.source else picture


def _inline(inline: Inline, change: Change) -> Inline:
    if isinstance(inline, Link | Footnote):
        inline = replace(inline, children=tuple(_inline(child, change) for child in inline.children))
    return change(inline)

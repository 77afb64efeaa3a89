"""Blocks of the top level as they were written the last time, where they would be written so again.

What a block's XML depends on besides the block is in the key under which it is kept: the numbers that bookmarks go on
from, the instance that its first list gets, a page break that waits, and what its references lead to. A block that adds
to other parts of the package (links, notes, pictures), or counts as a heading does, is always written.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from docgen.docx.blocks import append, write_block
from docgen.docx.writing import Place, Writing
from docgen.model.nodes import Block, Figure, Footnote, Heading, Landscape, Link, List, Picture, Reference
from docgen.model.traversal import text_of, walk, walk_inlines


@dataclass(frozen=True, slots=True)
class _Contents:
    """`steady`: nothing in the block is to be written anew; `references` and whether there are `lists`."""

    steady: bool
    references: tuple[Reference, ...]
    lists: bool


@dataclass(frozen=True, slots=True)
class _Written:
    pieces: tuple[str, ...]
    lists: tuple[tuple[List, str, bool], ...]
    counted: int
    page_break: bool


def write_known_block(block: Block, writing: Writing, place: Place) -> list[str]:
    """`blocks.write_block` of a block of the top level, or what it gave the last time."""
    known = writing.known
    if known is None:
        return write_block(block, writing, place)
    if isinstance(block, Landscape):
        pieces: list[str] = []
        for inner in block.blocks:
            append(pieces, write_known_block(inner, writing, place), writing.look)
        return pieces
    contents: _Contents = known.contents.made(block, partial(_contents, block))
    if not contents.steady:
        return write_block(block, writing, place)
    standing = (
        *(writing.counted, writing.page_break, place, writing.numbering.next_instance if contents.lists else 0),
        *(_led_to(reference, writing) for reference in contents.references),
    )
    found: _Written | None = known.blocks.known(block, standing)
    if found is None:
        before = len(writing.lists)
        written = write_block(block, writing, place)
        lists = tuple(writing.lists[before:])
        known.blocks.put(block, _Written(tuple(written), lists, writing.counted, writing.page_break), standing)
        return written
    for one, style, hanging in found.lists:
        writing.list_numbering(one, style, hanging=hanging)
    writing.count_on(found.counted)
    writing.page_break = found.page_break
    return list(found.pieces)


def _led_to(reference: Reference, writing: Writing) -> object:
    """What the text of a reference depends on besides itself."""
    if reference.form == "page":
        return writing.page_map.get(reference.anchor)
    return writing.targets.get(reference.anchor)


def _contents(block: Block) -> _Contents:
    blocks = list(walk((block,)))
    inlines = [child for one in blocks for child in walk_inlines(text_of(one))]
    return _Contents(
        not any(isinstance(one, Heading | Figure | Landscape) for one in blocks)
        and not any(isinstance(child, Link | Footnote | Picture) for child in inlines),
        tuple([child for child in inlines if isinstance(child, Reference)]),
        any(isinstance(one, List) for one in blocks),
    )

"""Characters that no installed font can print: an error with the character and its place, not a box in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from xml.etree import ElementTree

from docgen.errors import Location, Problem
from docgen.fonts.messages import NO_GLYPH
from docgen.model.memo import BlockMemo
from docgen.model.nodes import Block, Document, Text
from docgen.model.traversal import pictures, text_of, walk, walk_inlines

# Printed by every Chinese font; asked for nothing.
_SAFE = frozenset(map(chr, [*range(0x20, 0x7F), *range(0x3000, 0x3011), *range(0xFF01, 0xFF5F)]))
_INVISIBLE = frozenset("\n\t\u00a0\u200b\u200d\u00ad\ufe0e\ufe0f\ufeff")


def check_glyphs(document: Document, can_print: Callable[[str], bool], known: BlockMemo | None = None) -> list[Problem]:
    """F101 for each character of the text that no font has, at its first place in reading order.

    `known` keeps the characters of each block for the next time.
    """
    if known is not None:
        known.begin()
        each = [known.made(block, partial(_characters, block)) for block in document.blocks]
        if all(can_print(character) for character in frozenset().union(*each)):
            return []
    first: dict[str, Location] = {}
    for text, place in _texts(document.blocks, document.kind):
        for character in set(text) - first.keys() - _SAFE - _INVISIBLE:
            first[character] = place
    missing = [character for character in sorted(first) if not can_print(character)]
    return [NO_GLYPH.at(first[character], character=character, code=ord(character)) for character in missing]


def _characters(block: Block) -> frozenset[str]:
    """Those that have to be asked for."""
    return frozenset().union(*(text for text, _place in _texts((block,), ""))) - _SAFE - _INVISIBLE


def _texts(blocks: tuple[Block, ...], kind: str) -> Iterator[tuple[str, Location]]:
    fallback = Location(kind)
    for block in walk(blocks):
        place = getattr(block, "location", None) or fallback
        for child in walk_inlines(text_of(block)):
            if isinstance(child, Text):
                yield child.text, child.origin.location if child.origin else place
    for picture in pictures(blocks):
        if picture.svg:
            yield "".join(ElementTree.fromstring(picture.svg).itertext()), picture.location or fallback

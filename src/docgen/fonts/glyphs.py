"""Characters that no installed font can print: an error with the character and its place, not a box in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from docgen.errors import Location, Problem
from docgen.fonts.messages import NO_GLYPH
from docgen.model.nodes import Document, Text
from docgen.model.traversal import pictures, text_of, walk, walk_inlines

# Printed by every Chinese font; asked for nothing.
_SAFE = frozenset(map(chr, [*range(0x20, 0x7F), *range(0x3000, 0x3011), *range(0xFF01, 0xFF5F)]))
_INVISIBLE = frozenset("\n\t\u00a0\u200b\u200d\u00ad\ufe0e\ufe0f\ufeff")


def check_glyphs(document: Document, can_print: Callable[[str], bool]) -> list[Problem]:
    """F101 for each character of the text that no font has, at its first place in reading order."""
    first: dict[str, Location] = {}
    for text, place in _texts(document):
        for character in set(text) - first.keys() - _SAFE - _INVISIBLE:
            first[character] = place
    missing = [character for character in sorted(first) if not can_print(character)]
    return [NO_GLYPH.at(first[character], character=character, code=ord(character)) for character in missing]


def _texts(document: Document) -> Iterator[tuple[str, Location]]:
    fallback = Location(document.kind)
    for block in walk(document.blocks):
        place = getattr(block, "location", None) or fallback
        for child in walk_inlines(text_of(block)):
            if isinstance(child, Text):
                yield child.text, child.origin.location if child.origin else place
    for picture in pictures(document.blocks):
        if picture.svg:
            yield "".join(ElementTree.fromstring(picture.svg).itertext()), picture.location or fallback

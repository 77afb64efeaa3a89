"""The rendered body taken to blocks piece by piece, so that pieces that are as before give the very blocks of before.

A piece is what stands from one heading to the next, or to a later one if an element is still open there. Where a piece
stands in the body does not matter to its blocks: an element's place is written in it or is the body's own, and numbers
of origins are counted anew in each piece. Whatever is wrong in the HTML is said by reading it as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from docgen.errors import Location, Problem
from docgen.kinds.body import BodyBuilder
from docgen.kinds.elements import Element, ElementParser
from docgen.kinds.markdown import MarkdownTexts
from docgen.kinds.pictures import PictureFinder
from docgen.kinds.provenance import OPEN, OPENED, SPLIT
from docgen.model.memo import Memo
from docgen.model.nodes import Block, Origin

_CUT = re.compile("(?=<h[1-6][ >])")
_TEMPLATE = re.compile(r'data-at="\d+:([^"@]*)"|<!--@\d+:([^@>-][^>]*?)-->')

_Sealed = tuple[str, tuple[Origin, ...]]  # a piece's HTML with its origins counted from 0, and these


@dataclass(frozen=True, slots=True)
class _Made:
    """Blocks of a piece and of the `later` ones that went with it; with `pictures` they are to be looked at again."""

    later: tuple[_Sealed, ...]
    blocks: tuple[Block, ...]
    pictures: bool


@dataclass(slots=True)
class ComposedParts:
    """What composing a paper keeps for the next time: blocks by the first of their pieces, HTML of Markdown texts."""

    pieces: Memo[_Sealed, _Made] = field(default_factory=Memo)
    seals: Memo[str, tuple[str, tuple[int, ...]]] = field(default_factory=Memo)
    markdown: MarkdownTexts = field(default_factory=Memo)


def read_blocks(
    html: str,
    table: list[Origin],
    locate: Callable[[str], str],
    fallback: Location,
    pictures: Callable[[list[Problem]], PictureFinder],
    problems: list[Problem],
    known: ComposedParts | None,
) -> tuple[Block, ...]:
    """The blocks of rendered HTML; what is wrong in it is added to `problems`.

    `table` are the origins by the numbers in the HTML, `locate` gives a template's path, `fallback` the body's place;
    `pictures` makes a finder that reports to a list.
    """
    if known is not None:
        found = _Pieces(html, table, locate, fallback, pictures, known).blocks()
        if found is not None:
            problems += found[1]
            return found[0]
    parser = ElementParser(table, locate, fallback)
    parser.feed(html)
    parser.close()
    problems += parser.problems
    return BodyBuilder(table, pictures(problems), problems).blocks(parser.root)


class _Pieces:
    def __init__(
        self,
        html: str,
        table: list[Origin],
        locate: Callable[[str], str],
        fallback: Location,
        pictures: Callable[[list[Problem]], PictureFinder],
        known: ComposedParts,
    ) -> None:
        self._table, self._locate, self._fallback = table, locate, fallback
        self._problems: list[Problem] = []
        self._pictures = pictures(self._problems)
        self._memo = known.pieces
        self._texts = _CUT.split(html)
        known.seals.begin()
        self._sealed = [_sealed(text, table, known.seals) for text in self._texts]
        names = sorted({one or other for one, other in _TEMPLATE.findall(html)})
        self._memo.begin((fallback, tuple((name, locate(name)) for name in names)))

    def blocks(self) -> tuple[tuple[Block, ...], list[Problem]] | None:
        """All blocks, and what is wrong with pictures or places; None if the HTML is not as it should be."""
        blocks: list[Block] = []
        place = 0
        while place < len(self._texts):
            made = self._piece(place)
            if made is None:
                return None
            blocks += made.blocks
            place += 1 + len(made.later)
        return tuple(blocks), self._problems

    def _piece(self, place: int) -> _Made | None:
        first = self._sealed[place]
        known = self._memo.get(first)
        if known is not None and self._sealed[place + 1 : place + 1 + len(known.later)] != list(known.later):
            known = None
        if known is not None and not known.pictures:
            return known
        read = self._read(place)
        if read is None:
            return None
        root, count = read
        found = len(self._problems)
        blocks = BodyBuilder(self._table, self._pictures, self._problems).blocks(root)
        if known is not None and known.blocks == blocks:
            return known  # the same blocks, not equal ones: what is made of them is kept by identity
        made = _Made(tuple(self._sealed[place + 1 : place + count]), blocks, _has_picture(root))
        if len(self._problems) == found:  # what is wrong has to be said again the next time
            self._memo.keep(first, made)
        return made

    def _read(self, place: int) -> tuple[Element, int] | None:
        """The elements from a piece on to where none is open, and how many pieces that is; None if something is wrong."""
        parser = ElementParser(self._table, self._locate, self._fallback)
        for count, text in enumerate(self._texts[place:], 1):
            parser.feed(text)
            if parser.problems:
                return None
            if parser.is_between:
                return parser.root, count
        parser.close()
        return None if parser.problems else (parser.root, len(self._texts) - place)


def _sealed(html: str, table: list[Origin], known: Memo[str, tuple[str, tuple[int, ...]]]) -> _Sealed:
    found = known.get(html)
    if found is None:
        ranks: dict[str, int] = {}
        text = OPENED.sub(lambda found: f"{OPEN}{ranks.setdefault(found[1], len(ranks))}{SPLIT}", html)
        found = known.keep(html, (text, tuple(map(int, ranks))))
    return found[0], tuple([table[number] for number in found[1]])


def _has_picture(element: Element) -> bool:
    return any(
        isinstance(child, Element) and (child.name == "img" or _has_picture(child)) for child in element.children
    )

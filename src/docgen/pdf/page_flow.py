"""Where the pages of a chapter begin, and which of them an edit leaves as they are.

A chapter's blocks flow through its pages. A page depends on what it begins with, on its own blocks, and on those that it
tried to take and left to the next one. So after an edit pages are made anew from the last one that has seen nothing of
the edit to the first that begins with what an old page began with, behind the edit (`Flow.plan`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Any

from docgen.pdf.patches.resuming import Start

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*?(/?)>")
_VOID = frozenset(("br", "col", "hr", "img", "input", "meta", "wbr"))
_SECTION = re.compile(r"<section[^>]*>")
# Rules that tell elements or pages apart by what stands before or after them, or by the first page's size.
_BY_PLACE = re.compile(r":(?:first|last|only|nth|not|has|is\([^)]*[+~])|[+~](?![^(]*\))|\d(?:vw|vh|vmin|vmax|vi|vb)\b")
_COUNTED = re.compile(r":nth\([^)]*n")
_USUAL = (".cols>:first-child{break-before:auto}",)


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a page begins: its block, the element of the block, and what of the element is on pages before (a box path).

    `reach` is the last block that the page before has looked at.
    """

    block: int
    element: int
    inner: Any
    reach: int
    start: Start

    @property
    def place(self) -> tuple[int, str]:
        return self.element, repr(self.inner)


@dataclass(frozen=True)
class Flow:
    """A chapter's HTML in pieces, with its placeholders, and where its pages begin (None: not within its blocks)."""

    before: str
    blocks: tuple[str, ...]
    after: str
    beginnings: tuple[Beginning | None, ...] = ()

    @cached_property
    def elements(self) -> tuple[int, ...]:
        """How many elements stand before each block, and in all."""
        return tuple(accumulate(map(count_elements, self.blocks), initial=0))

    @cached_property
    def levels(self) -> tuple[int, int]:
        """The number of sections before that of the blocks, and of elements in it before the blocks."""
        opening = [found.start() for found in _SECTION.finditer(self.before)][-1]
        return count_elements(self.before[:opening]), count_elements(self.before[opening:], inside=1)

    def common(self, other: Flow) -> int:
        """How many blocks two flows have in common, from the beginning and from the end."""
        same = _common(self.blocks, other.blocks)
        return same + _common(self.blocks[same:][::-1], other.blocks[same:][::-1])

    def begun(self, starts: Sequence[Start], bound: Sequence[int]) -> Flow:
        """With its pages: what they begin with, and how many elements at their tops are not parted (bound_at_top)."""
        return Flow(
            self.before,
            self.blocks,
            self.after,
            tuple(self._beginning(start, held, self.levels[1], 0) for start, held in zip(starts, bound, strict=True)),
        )

    def _beginning(self, start: Start, bound: int, skipped: int, first: int) -> Beginning | None:
        """A page's beginning, in a tree that has `skipped` elements of the section before block `first`."""
        path = self._path(start)
        if path is None or not start.clean:
            return None
        element = path[0] - skipped + self.elements[first]
        if not 0 <= element < self.elements[-1]:
            return None
        block = bisect_right(self.elements, element) - 1
        last = min(element + bound, self.elements[-1] - 1)
        return Beginning(block, element - self.elements[block], path[1], bisect_right(self.elements, last) - 1, start)

    def _path(self, start: Start) -> tuple[int, Any] | None:
        """(element of the blocks' section, what of it is on pages before); None for a place elsewhere."""
        path = start.path
        for level in (0, self.levels[0]):
            if not isinstance(path, dict) or list(path) != [level]:
                return None
            path = path[level]
        if not isinstance(path, dict) or len(path) != 1:
            return None
        if any(_depth(group[2]) > 2 for group in start.state[3]):
            return None
        ((element, inner),) = path.items()
        return element, inner


def _depth(path: Any) -> int:
    depth = 0
    while isinstance(path, dict) and path:
        depth += 1
        path = next(iter(path.values()))
    return depth


@dataclass(frozen=True)
class Plan:
    """What is laid out after an edit: `html` of a body, from page `first`; `block` is the first block in it, `skipped` the
    number of elements in its section before that; `whole` if it goes to the chapter's end."""

    old: Flow
    new: Flow
    html: str
    first: int
    block: int
    skipped: int
    whole: bool
    start: Start | None
    changed_to: int  # the block behind the edit, in the new flow
    sided: bool

    def arrived(self, start: Start) -> int | None:
        """The old page that begins as this one; None if there is none behind the edit."""
        found = self.new._beginning(start, 0, self.skipped, self.block)
        if found is None or found.block < self.changed_to:
            return None
        moved = len(self.new.blocks) - len(self.old.blocks)
        for place, known in enumerate(self.old.beginnings):
            if (
                known is not None
                and known.block == found.block - moved
                and known.place == found.place
                and known.start.next_page == start.next_page
                and known.start.groups == start.groups
                and (known.start.right == start.right or not self.sided)
            ):
                return place
        return None

    def beginnings(self, starts: Sequence[Start], bound: Sequence[int]) -> list[Beginning | None]:
        """Where the pages begin that were laid out, in the new flow."""
        return [
            self.new._beginning(start, held, self.skipped, self.block)
            for start, held in zip(starts, bound, strict=True)
        ]

    def joined(self, made: list[Beginning | None], behind: int) -> Flow:
        """The new flow with its pages: old ones, those made, and the old ones from `behind` on."""
        moved = len(self.new.blocks) - len(self.old.blocks)
        kept = [
            known and replace(known, block=known.block + moved, reach=known.reach + moved)
            for known in self.old.beginnings[behind:]
        ]
        pages = (*self.old.beginnings[: self.first], *made, *kept)
        return Flow(self.new.before, self.new.blocks, self.new.after, pages)


def plan(old: Flow, new: Flow, style: str, *, more: int = 0, sided: bool = False) -> Plan | None:
    """How the pages of `new` are made from those of `old`; None if all of them have to be made.

    `more` asks for a longer plan, where a shorter one has not arrived: 0 goes to the first old page behind the edit, 1 to
    the next, 2 to the chapter's end.
    """
    for usual in _USUAL:
        style = style.replace(usual, "")
    if (old.before, old.after) != (new.before, new.after) or not old.beginnings or _by_place(style):
        return None
    same = _common(old.blocks, new.blocks)
    tail = min(_common(old.blocks[::-1], new.blocks[::-1]), min(len(old.blocks), len(new.blocks)) - same)
    behind = len(new.blocks) - tail
    first = max(
        (place for place, known in enumerate(old.beginnings) if known is not None and known.reach < same), default=0
    )
    moved = len(new.blocks) - len(old.blocks)
    end = _end(old, len(old.blocks) - tail, more) + moved
    begun = old.beginnings[first] if first else None
    whole = end >= len(new.blocks)
    if begun is None:
        opening, block, skipped, start = new.before, 0, new.levels[1], None
    else:
        block = max(0, begun.block - 1)  # the one before as well: rules may speak of neighbours
        skipped = 0
        section = _SECTION.findall(new.before)[-1]
        opening = "<section></section>" * new.levels[0] + section
        element = new.elements[begun.block] - new.elements[block] + begun.element
        start = begun.start.at({0: {new.levels[0]: {element: begun.inner}}})
    html = opening + "\n".join(new.blocks[block:end]) + (new.after if whole else "</section>")
    return Plan(old, new, html, first, block, skipped, whole, start, behind, sided)


def _end(old: Flow, behind: int, more: int) -> int:
    """The block before which a layout may end that arrives at the first old page behind the edit, or the one after."""
    later = [known for known in old.beginnings if known is not None and known.block >= behind]
    return later[more].reach + 1 if more < min(2, len(later)) else len(old.blocks)


def _by_place(style: str) -> bool:
    rules = "\n".join(line for line in style.split("\n") if not line.startswith(("@page", "@font-face")))
    return bool(_BY_PLACE.search(re.sub(r'"[^"]*"|calc\([^)]*\)', "", rules))) or bool(_COUNTED.search(style))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def count_elements(html: str, inside: int = 0) -> int:
    """How many elements there are at the top of a piece of HTML; with `inside`, in what its first tags have opened."""
    count, depth = 0, 0
    for closing, name, empty in _TAG.findall(html):
        if closing:
            depth -= 1
            continue
        if depth == inside:
            count += 1
        if name not in _VOID and not empty:
            depth += 1
    return count

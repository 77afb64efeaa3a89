"""What was made once and may be wanted again by the next round of the same work.

A process that builds a paper again and again hands a `Memo` to each stage. A stage asks for what it made of an equal
part before; what two rounds running did not ask for is let go of, so that a memo holds no more than two papers' worth.
Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from docgen.model.nodes import Block

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class Memo(Generic[Key, Made]):
    """Values by key, of the last two rounds. For one thread at a time."""

    def __init__(self) -> None:
        self._now: dict[Key, Made] = {}
        self._before: dict[Key, Made] = {}
        self._ground: Hashable = None

    def begin(self, ground: Hashable = None) -> None:
        """Another round. `ground` is what all values rest on besides their keys: if it is another, none is kept."""
        if ground != self._ground:
            self._ground, self._now = ground, {}
        self._before, self._now = self._now, {}

    def get(self, key: Key) -> Made | None:
        """What was kept under a key in this round or the one before, or None."""
        made = self._now.get(key)
        if made is None:
            made = self._before.get(key)
            if made is not None:
                self._now[key] = made
        return made

    def keep(self, key: Key, made: Made) -> Made:
        self._now[key] = made
        return made

    def __len__(self) -> int:
        return len(self._now)


class Same:
    """An object as part of a key: equal to itself alone, and kept as long as the key is."""

    __slots__ = ("_of",)

    def __init__(self, of: object) -> None:
        self._of = of

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other._of is self._of

    def __hash__(self) -> int:
        return id(self._of)


class BlockMemo(Memo[tuple[int, Any], tuple[Block, Any]]):
    """What was made of blocks, by identity and by what else it depended on.

    Trees share their unchanged blocks (`traversal.Transform`), and comparing a block with another would cost as much as
    most of what is made of it. A value holds its block, so that no other can come to have its identity.
    """

    def made(self, block: Block, make: Callable[[], Made], rest: Hashable = None) -> Made:
        """What `make` gives for the block, with `rest`, or gave before."""
        key = (id(block), rest)
        found = self.get(key)
        if found is None:
            found = self.keep(key, (block, make()))
        made: Made = found[1]
        return made

    def known(self, block: Block, rest: Hashable = None) -> Any:
        """What was kept for the block, or None."""
        found = self.get((id(block), rest))
        return None if found is None else found[1]

    def put(self, block: Block, made: Made, rest: Hashable = None) -> Made:
        self.keep((id(block), rest), (block, made))
        return made

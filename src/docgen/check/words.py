"""Words that a rule looks for, made ready: whether a text may hold one of them is asked of its characters and pairs alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product


class Words:
    """A rule's words. `singles` are those of one character, `pairs` the first two characters of the others, as `pairs_of`
    gives them; `beginnings` each word with its pair."""

    __slots__ = ("beginnings", "pairs", "singles", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self.singles = frozenset(word for word in self.words if len(word) == 1)
        self.beginnings = tuple((word, next(iter(pairs_of(word[:2])), None)) for word in self.words)
        self.pairs = frozenset(pair for _word, pair in self.beginnings if pair is not None)

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)


def pairs_of(text: str) -> frozenset[int]:
    """All pairs of neighbours in a text, each one number: two units of UTF-16.

    Numbers read from the encoded text at both alignments cost a fifth of pairs made one by one.
    A character beyond the first plane is two units, in the text as in the words.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    even = memoryview(units)[: len(units) & ~3]
    odd = memoryview(units)[2 : 2 + (len(units) - 2 & ~3)] if len(units) > 2 else even[:0]
    return frozenset(even.cast("I")).union(odd.cast("I"))


def together(firsts: str, seconds: str) -> Words:
    """Each of the first characters followed by each of the second ones."""
    return Words(first + second for first, second in product(firsts, seconds))

"""Which item of one sequence became which of the other: exact ones first, then the most alike, in order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

# Above this many comparisons a gap is aligned item by item at equal distance from its start: time stays bounded.
_MOST = 250_000


@dataclass(frozen=True, slots=True)
class Pair:
    """`old` became `new`: indexes, None where there is nothing on that side."""

    old: int | None
    new: int | None


def align(
    old: Sequence[Hashable], new: Sequence[Hashable], likeness: Callable[[int, int], float], least: float
) -> list[Pair]:
    """All items of both in one order, which keeps each sequence's own.

    Equal keys pair; in the gaps between, items pair whose `likeness(old index, new index)` (0 to 1)
    is at least `least`, so that the sum of likenesses is greatest. Deleted items come before inserted ones.
    """
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    pairs: list[Pair] = []
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            pairs += [Pair(i, j) for i, j in zip(range(i1, i2), range(j1, j2), strict=True)]
        else:
            pairs += in_order(_alike(range(i1, i2), range(j1, j2), likeness, least), range(i1, i2), range(j1, j2))
    return pairs


def in_order(matched: Sequence[tuple[int, int]], old: range, new: range) -> list[Pair]:
    """Matched pairs, which rise on both sides, with the unmatched items of both ranges between them."""
    pairs: list[Pair] = []
    edges = [(old.start - 1, new.start - 1), *matched, (old.stop, new.stop)]
    for (i1, j1), (i2, j2) in pairwise(edges):
        pairs += [Pair(i, None) for i in range(i1 + 1, i2)]
        pairs += [Pair(None, j) for j in range(j1 + 1, j2)]
        if i2 < old.stop:
            pairs.append(Pair(i2, j2))
    return pairs


def _alike(old: range, new: range, likeness: Callable[[int, int], float], least: float) -> list[tuple[int, int]]:
    if not old or not new:
        return []
    if len(old) * len(new) > _MOST:
        return [(i, j) for i, j in zip(old, new, strict=False) if likeness(i, j) >= least]
    rows, columns = len(old), len(new)
    # Needleman and Wunsch without a price for gaps: the sum of likenesses over pairs in order is greatest.
    table = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    chosen = [[False] * columns for _ in range(rows)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            value = max(table[row + 1][column], table[row][column + 1])
            alike = likeness(old[row], new[column])
            if alike >= least and alike + table[row + 1][column + 1] > value:
                value = alike + table[row + 1][column + 1]
                chosen[row][column] = True
            table[row][column] = value
    return _walk(table, chosen, old, new)


def _walk(table: list[list[float]], chosen: list[list[bool]], old: range, new: range) -> list[tuple[int, int]]:
    row = column = 0
    pairs: list[tuple[int, int]] = []
    while row < len(old) and column < len(new):
        if chosen[row][column]:
            pairs.append((old[row], new[column]))
            row, column = row + 1, column + 1
        elif table[row + 1][column] >= table[row][column + 1]:
            row += 1
        else:
            column += 1
    return pairs

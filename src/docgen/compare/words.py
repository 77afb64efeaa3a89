"""Differences of two sequences that read well: words and characters, crumbs merged.

A plain longest-common-subsequence of two Chinese sentences leaves crumbs: one
可 or 的 that happens to stand in both, unchanged between two changes. Readers
take such a crumb for a fact. So what is left unchanged between two changes
must be longer than what changed around it, or it counts as changed too.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Latin words and numbers are one piece (1,234.50; 3.5%; GB/T), every other character is one of its own.
_PIECES = re.compile(r"[A-Za-zÀ-ɏ]+|\d+(?:[.,]\d+)*%?|\s+|.", re.DOTALL)
# Below this share of common characters a text is not the old one changed but another one.
KINSHIP = 0.3


@dataclass(frozen=True, slots=True)
class Span:
    """`old[old_start:old_end]` became `new[new_start:new_end]`; for `equal` they are the same."""

    equal: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def pieces(text: str) -> list[str]:
    """The text in pieces that change as one: words, numbers, single Chinese characters."""
    return _PIECES.findall(text)


def differences(old: Sequence[Hashable], new: Sequence[Hashable], weights: Sequence[int] = ()) -> list[Span]:
    """Spans that cover both sequences in order, equal and changed ones in turn.

    `weights` are the lengths in characters of `old`'s items (1 each if not given): crumbs are measured by them.
    If too little is common, one span says that all of it changed.
    """
    sizes = list(weights) or [1] * len(old)
    spans = _spans(old, new)
    common = sum(sum(sizes[span.old_start : span.old_end]) for span in spans if span.equal)
    if old and new and common < KINSHIP * max(sum(sizes), len(new)) and len(spans) > 1:
        return [Span(False, 0, len(old), 0, len(new))]
    return _without_crumbs(spans, sizes)


def _spans(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Span]:
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    matcher = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    spans = [Span(True, 0, head, 0, head)] if head else []
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        spans.append(Span(operation == "equal", i1 + head, i2 + head, j1 + head, j2 + head))
    if tail:
        spans.append(Span(True, len(old) - tail, len(old), len(new) - tail, len(new)))
    return _joined(spans)


def _common(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How many items at the start are the same."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _without_crumbs(spans: list[Span], sizes: Sequence[int]) -> list[Span]:
    """Unchanged stretches no longer than the changes on both sides of them become part of these changes."""
    kept = list(spans)
    while True:
        for index in range(1, len(kept) - 1):
            if kept[index].equal and _is_crumb(kept[index - 1], kept[index], kept[index + 1], sizes):
                crumb = kept[index]
                kept[index] = Span(False, crumb.old_start, crumb.old_end, crumb.new_start, crumb.new_end)
                kept = _joined(kept)
                break
        else:
            return kept


def _is_crumb(before: Span, crumb: Span, after: Span, sizes: Sequence[int]) -> bool:
    length = sum(sizes[crumb.old_start : crumb.old_end])

    def extent(span: Span) -> int:
        return max(sum(sizes[span.old_start : span.old_end]), span.new_end - span.new_start)

    return length <= min(extent(before), extent(after))


def _joined(spans: list[Span]) -> list[Span]:
    """Neighbouring spans of one kind as one."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].equal == span.equal:
            last = joined[-1]
            joined[-1] = Span(span.equal, last.old_start, span.old_end, last.new_start, span.new_end)
        else:
            joined.append(span)
    return joined

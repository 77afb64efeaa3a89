"""What is known of single texts, kept while many documents are checked: the papers of one company say much in the same words.

A `Texts` belongs to whoever checks (`check.Checker`); a `Content` made without one has its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from docgen.check.words import pairs_of

Spans = tuple[tuple[int, int], ...]
MOST = 20_000  # texts; some 2 KB each


@dataclass(frozen=True, slots=True)
class Facts:
    """A text's characters, its pairs of neighbours (`words.pairs_of`), and its characters in order."""

    characters: frozenset[str]
    pairs: frozenset[int]
    sorted: str


class Texts:
    """Answers about texts, each found once."""

    def __init__(self) -> None:
        self._facts: dict[str, Facts] = {}
        self._found: dict[tuple[str, int], dict[str, Spans]] = {}

    def facts(self, text: str) -> Facts:
        """What a text consists of."""
        if (facts := self._facts.get(text)) is None:
            if len(self._facts) >= MOST:
                self._facts.clear()
            facts = self._facts[text] = Facts(frozenset(text), pairs_of(text), "".join(sorted(text)))
        return facts

    def finder(self, pattern: re.Pattern[str]) -> Callable[[str], Spans]:
        """What gives the places of a pattern's matches in a text that stands for itself, as `finditer` goes."""
        # By its source: a compiled pattern is hashed whole each time.
        known = self._found.setdefault((pattern.pattern, pattern.flags), {})

        def find(text: str) -> Spans:
            if (spans := known.get(text)) is None:
                if len(known) >= MOST:
                    known.clear()
                spans = known[text] = tuple(found.span() for found in pattern.finditer(text))
            return spans

        return find

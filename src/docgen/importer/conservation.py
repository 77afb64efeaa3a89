"""Nothing invented, nothing lost: the sum of characters, source against draft and what was dropped.

White space does not count. Punctuation that was made full-width counts as
what it was. The order is not looked at here: pieces keep the source's order,
and moves are notes of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from docgen.importer.paper import Notes
from docgen.importer.values import Data, values

_FOLD = str.maketrans("，：；（）！？", ",:;()!?")


@dataclass(frozen=True, slots=True)
class Balance:
    """How many characters the source has, the drafts have, were dropped; and what does not add up (normally nothing)."""

    source: int
    drafted: int
    dropped: int
    missing: str
    surplus: str

    @property
    def even(self) -> bool:
        """True if every character is accounted for."""
        return not self.missing and not self.surplus


def balance(source: str, drafts: Iterable[Data], notes: Notes) -> Balance:
    """Weigh the source's visible text against the drafts' values and the notes of what was dropped."""
    had = count(source)
    drafted: Counter[str] = Counter()
    for draft in drafts:
        for value in values(draft):
            drafted.update(count(value.text))
    dropped: Counter[str] = Counter()
    for note in notes.of("dropped"):
        dropped.update(count(note.text))
    for note in notes.of("added"):
        if note.first:  # places to fill in (line 0) are no values
            had.update(count(note.text))
    missing, surplus = had - drafted - dropped, drafted + dropped - had
    return Balance(count(source).total(), drafted.total(), dropped.total(), _spell(missing), _spell(surplus))


def count(text: str) -> Counter[str]:
    """How often each character stands in a text, without white space, punctuation folded to half-width."""
    return Counter("".join(text.split()).translate(_FOLD))


def _spell(counter: Counter[str]) -> str:
    return "".join(sorted(counter.elements()))

"""Texts for measurements that are as long as a given one and yet another: no two chapters of a long bid have a paragraph in common.

Equal chapters, or equal paragraphs, would be shaped once, and a build of them would be quicker than any real paper's.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

from docgen.model.nodes import Block, Text
from docgen.model.traversal import Transform

_PHRASE = re.compile("[\u4e00-\u9fff]{3,}")


def phrases(text: str) -> dict[int, list[str]]:
    """What stands between punctuation in a text, by length: what `varied` draws from."""
    found: dict[int, list[str]] = {}
    for phrase in dict.fromkeys(_PHRASE.findall(text)):
        found.setdefault(len(phrase), []).append(phrase)
    return found


def varied(text: str, pool: dict[int, list[str]], chance: random.Random) -> str:
    """A text as long as this one, of phrases drawn from a pool by chance."""
    return _PHRASE.sub(lambda found: chance.choice(pool.get(len(found[0]), [found[0]])), text)


def varied_blocks(blocks: tuple[Block, ...], pool: dict[int, list[str]], seed: int) -> tuple[Block, ...]:
    """Blocks of a document with all their texts `varied`."""
    return _Varied(pool, random.Random(seed)).blocks(blocks)


class _Varied(Transform):
    def __init__(self, pool: dict[int, list[str]], chance: random.Random) -> None:
        self._pool, self._chance = pool, chance

    def text(self, text: Text) -> Text:
        return replace(text, text=varied(text.text, self._pool, self._chance))

"""Chapters that are kept between builds, and what their parts of HTML look like with names of their own."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docgen.fonts.font_set import FontSet
from docgen.pdf.chapter_render import Chapter, RenderCache
from docgen.pdf.chapters import REFERENCE, Part
from docgen.pdf.page_flow import Flow
from docgen.pdf.patches.file_writing import Packed

KEPT_BYTES = 400_000_000  # of records; a page of text takes some 100 kB

_ANCHOR = re.compile(r'<[a-z][^>]* id="([^"]+)"')
_NAMED = re.compile(r'(<[a-z][^>]* (?:id="|href="#))([^"]+)"')
_PICTURE = re.compile(r'<img src="(file:[^"]+)"')


@dataclass(frozen=True, slots=True)
class Named:
    """A part's body with anchors named x0, x1 … as they come, in all that its key and its numbers need.

    `names` are their true names in this order, `places` the anchors defined in it with their places in the text,
    `shown` the anchors whose pages it shows, by own names, in order.
    """

    before: str
    blocks: tuple[str, ...]
    after: str
    names: tuple[str, ...]
    places: tuple[tuple[str, int], ...]
    shown: tuple[str, ...]
    pictures: tuple[str, ...]
    digest: bytes


class Chapters:
    """Chapters kept between builds in one process, no more than `size` bytes of them after a build."""

    def __init__(self, size: int = KEPT_BYTES) -> None:
        self._limit = size
        self._kept: OrderedDict[bytes, Chapter] = OrderedDict()
        self._named: dict[Part, Named] = {}
        self.cache = RenderCache()
        self.files = Packed()
        self.laid_out = 0  # how many pages have been laid out, over all builds

    def get(self, key: bytes, used: set[int]) -> Chapter | None:
        """A kept chapter; if it has live pages, only one that this build does not show elsewhere already."""
        chapter = self._kept.get(key)
        if chapter is None or (id(chapter) in used and chapter.live):
            return None
        self._kept.move_to_end(key)
        return chapter

    def keep(self, key: bytes, chapter: Chapter) -> None:
        self.laid_out += len(chapter.fresh)
        self._kept[key] = chapter

    def like(self, flow: Flow, owner: Any) -> Chapter | None:
        """The kept chapter with the same headers and most blocks in common, from the beginning and from the end."""
        best, found = 0, None
        for chapter in reversed(self._kept.values()):
            if chapter.owner == owner and chapter.bound and not chapter.light and not chapter.live:
                common = chapter.flow.common(flow)
                if common > best:
                    best, found = common, chapter
        return found

    def forget(self, shown: Sequence[bytes], parts: Sequence[Part]) -> None:
        """Let go of chapters above the wanted size: first those that this build did not show, the longest unused first.

        Of a document that is larger by itself the last chapters go, not the longest unused: the next build asks for
        all of them in the same order.
        """
        self._named = {part: self._named[part] for part in parts}
        total = sum(chapter.size for chapter in self._kept.values())
        for key in [*(key for key in self._kept if key not in set(shown)), *reversed(shown)]:
            if total <= self._limit:
                break
            chapter = self._kept.pop(key, None)
            total -= chapter.size if chapter else 0
        self.cache.keep_only(self._kept.values())

    def named(self, part: Part) -> Named:
        if part not in self._named:
            self._named[part] = _named(part)
        return self._named[part]

    def use_fonts(self, fonts: FontSet) -> None:
        """What is laid out from here on is printed with `fonts`; what was laid out with others is let go of."""
        if self.cache.use_fonts(fonts):
            self._kept.clear()


def _named(part: Part) -> Named:
    names: dict[str, int] = {}

    def renamed(found: re.Match[str]) -> str:
        return f'{found[1]}x{names.setdefault(found[2], len(names))}"'

    before, *blocks, after = (_NAMED.sub(renamed, piece) for piece in (part.before, *part.blocks, part.after))
    pieces = (before, *blocks, after)
    shown = tuple(anchor for piece in pieces for _kind, anchor in REFERENCE.findall(piece))
    places: list[tuple[str, int]] = []
    passed = 0
    for piece in (part.before, *part.blocks, part.after):
        places += [(found[1], passed + found.start()) for found in _ANCHOR.finditer(piece)]
        passed += len(piece)
    pictures = tuple(dict.fromkeys(found for piece in pieces for found in _PICTURE.findall(piece)))
    seal = hashlib.sha256()
    for piece in pieces:
        seal.update(piece.encode() + b"\0")
    return Named(before, tuple(blocks), after, tuple(names), tuple(places), shown, pictures, seal.digest())

"""What a process that builds again and again keeps from one build to the next, in one object that it hands in.

What is kept of a paper goes by its parts: pieces of its rendered body, blocks of its tree, laid-out chapters. Each is
kept under all that it was made from, so that a build with it gives what a build without gives, byte for byte.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.content.includes import ReadFiles
from docgen.fonts.font_set import FontSet
from docgen.foreign.helpers import Helpers
from docgen.kinds.kind_cache import KindCache
from docgen.kinds.pieces import ComposedParts
from docgen.model.memo import BlockMemo, Memo
from docgen.model.nodes import Block, Document, Picture
from docgen.model.resolve import ResolvedParts
from docgen.model.traversal import pictures
from docgen.reading import Answers, Files, Traced
from docgen.template.fill import FilledTemplate

if TYPE_CHECKING:
    from docgen.docx.writing import KnownBlocks
    from docgen.pdf.chapter_store import Chapters
    from docgen.pdf.page_look import WrittenParts
    from docgen.pdf.side_by_side import Workers

_PAPERS = 24  # whose parts are kept; of others the pages are, within the bounds of Chapters


# The writers are loaded by those who write: a paper that is only checked needs none.


def _no_html() -> WrittenParts:
    from docgen.pdf.page_look import WrittenParts

    return WrittenParts()


def _no_word() -> KnownBlocks:
    from docgen.docx.writing import KnownBlocks

    return KnownBlocks()


def _no_chapters() -> Chapters:
    from docgen.pdf.chapter_store import Chapters  # with WeasyPrint behind it

    return Chapters()


@dataclass(slots=True)
class KeptPaper:
    """Parts of one paper, from its last two builds."""

    files: ReadFiles = field(default_factory=Memo)
    composed: ComposedParts = field(default_factory=ComposedParts)
    numbered: BlockMemo = field(default_factory=BlockMemo)
    resolved: ResolvedParts = field(default_factory=ResolvedParts)
    pictures: BlockMemo = field(default_factory=BlockMemo)  # in each block
    characters: BlockMemo = field(default_factory=BlockMemo)  # of each block
    html: WrittenParts = field(default_factory=_no_html)
    word: KnownBlocks = field(default_factory=_no_word)


def pictures_of(document: Document, known: KeptPaper | None) -> list[Picture]:
    """Every picture of a document in reading order, as `traversal.pictures` finds them."""
    if known is None:
        return list(pictures(document.blocks))

    def of(block: Block) -> tuple[Picture, ...]:
        return tuple(pictures((block,)))

    return [one for block in document.blocks for one in known.pictures.made(block, partial(of, block))]


@dataclass(slots=True)
class Kept:
    """What a process keeps from one build to the next: kinds, laid-out chapters, page maps and parts by document, pictures'
    rasters, and processes: those that fill templates which are not ours, and those that lay out chapters. For one thread
    at a time."""

    kinds: KindCache = field(default_factory=KindCache)
    chapters: Chapters = field(default_factory=_no_chapters)
    page_maps: dict[Path, dict[str, int]] = field(default_factory=dict)
    rasters: dict[tuple[object, ...], bytes] = field(default_factory=dict)
    fonts: FontSet | None = None
    helpers: Helpers = field(default_factory=Helpers)
    templates: dict[Hashable, tuple[Answers, FilledTemplate]] = field(default_factory=dict)
    papers: OrderedDict[Path, KeptPaper] = field(default_factory=OrderedDict)
    _workers: Workers | None = None

    def workers(self, processes: int) -> Workers:
        """What lays out chapters in up to so many processes, this one among them; they are started when they are worth it."""
        from docgen.pdf.side_by_side import Workers

        if self._workers is None or self._workers.count != processes - 1:
            if self._workers is not None:
                self._workers.close()
            self._workers = Workers(processes - 1)
        return self._workers

    def font_set(self, folder: Path) -> FontSet:
        """The fonts of a workspace's `fonts/`, looked for again only if some have come, gone or changed."""
        if self.fonts is None or self.fonts.folder != folder or not self.fonts.is_current():
            self.fonts = FontSet(folder)
        return self.fonts

    def template(self, key: Hashable, files: Files, fill: Callable[[Files], FilledTemplate]) -> FilledTemplate:
        """What `fill` makes of a Word template; the very one of before, as long as `files` answer the same under its key."""
        known = self.templates.get(key)
        if known is not None and known[0].hold(files):
            return known[1]
        traced = Traced(files)
        filled = fill(traced)
        if len(self.templates) >= _PAPERS:
            self.templates.clear()
        self.templates[key] = (traced.answers, filled)
        return filled

    def close(self) -> None:
        """End the processes; when they are wanted again, others are started."""
        self.helpers.close()
        if self._workers is not None:
            self._workers.close()

    def paper(self, path: Path) -> KeptPaper:
        """The parts of the paper at a path; those of papers not built for long are let go of."""
        paper = self.papers.setdefault(path, KeptPaper())
        self.papers.move_to_end(path)
        while len(self.papers) > _PAPERS:
            self.papers.popitem(last=False)
        return paper

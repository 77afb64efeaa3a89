"""Numbers: headings, captions, lists and footnotes, settled once for all writers.

Takes the tree as `compose` made it, gives the same tree with every `number`,
`anchor`, list `format`, `depth`, `sequence` and footnote number filled. Writers
print these; nothing later counts anything (docs/architecture.md).
"""

from __future__ import annotations

import re
from dataclasses import replace

from docgen.model.memo import BlockMemo
from docgen.model.nodes import (
    Block,
    Cell,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    List,
    ListItem,
    Paragraph,
    Table,
)
from docgen.model.schemes import LIST_FORMATS, SCHEMES, Level, Scheme
from docgen.model.traversal import Transform
from docgen.text.ordinals import ordinal

_CONTINUABLE = re.compile(r"[A-Z]?[0-9.]*[0-9]")  # numbers that a list can go on from as they stand

_Standing = tuple[bool, int, int, int, str, tuple[tuple[str, int], ...], tuple[int, ...], tuple[int, ...]]


def number(document: Document, known: BlockMemo | None = None) -> Document:
    """The same document, numbered by its scheme. Numbering a numbered document changes nothing.

    `known` keeps what was made of each block where the counters stood so: an equal tree then has the very blocks of
    the last time.
    """
    counter = _Counter(SCHEMES[document.scheme])
    if known is None:
        return replace(document, blocks=counter.blocks(document.blocks))
    known.begin(document.scheme)
    return replace(document, blocks=tuple([counter.block_again(block, known) for block in document.blocks]))


def heading_separator(document: Document, heading: Heading) -> str:
    """What stands between a heading's number and its title: " " or "" (nothing for unnumbered ones)."""
    if not heading.number:
        return ""
    scheme = SCHEMES[document.scheme]
    levels = scheme.appendix if heading.appendix else scheme.levels
    return levels[min(heading.level, len(levels)) - 1].separator


class _Counter(Transform):
    """Goes through the tree in reading order and hands out numbers."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.ordinals: list[int] = [0] * 9
        self.appendix_ordinals: list[int] = [0] * 9
        self.in_appendix = False
        self.anchors = 0
        self.sequences = 0
        self.footnotes = 0
        self.captions = {"表": 0, "图": 0}
        self.depth = 0  # of lists
        self.above = ""  # the number that a continuing list continues: 1.4 of 1.4.1

    def block_again(self, block: Block, known: BlockMemo) -> Block:
        """A block of the top level, as it was numbered before if the counters stood as they stand."""
        before = self._standing()
        found: tuple[Block, _Standing] | None = known.known(block, before)
        if found is None:
            made = self.block(block)
            known.put(block, (made, self._standing()), before)
            return made
        made, after = found
        self._stand(after)
        return made

    def _standing(self) -> _Standing:
        """All counters, between blocks of the top level."""
        return (
            *(self.in_appendix, self.anchors, self.sequences, self.footnotes, self.above),
            *(tuple(self.captions.items()), tuple(self.ordinals), tuple(self.appendix_ordinals)),
        )

    def _stand(self, standing: _Standing) -> None:
        self.in_appendix, self.anchors, self.sequences, self.footnotes, self.above = standing[:5]
        self.captions, self.ordinals, self.appendix_ordinals = dict(standing[5]), list(standing[6]), list(standing[7])

    def paragraph(self, paragraph: Paragraph) -> Block:
        anchor = self.anchor() if paragraph.label else ""
        return replace(paragraph, children=self.inlines(paragraph.children), anchor=anchor)

    def figure(self, figure: Figure) -> Block:
        number = self.caption_number("图") if figure.caption is not None else ""
        return replace(figure, number=number, anchor=self.anchor(), caption=self.caption(figure.caption))

    def heading(self, heading: Heading) -> Block:
        anchor = self.anchor()
        children = self.inlines(heading.children)
        if heading.level == 1 and heading.numbered:
            self.in_appendix = heading.appendix
        appendix = self.in_appendix and (heading.appendix or heading.level > 1)
        levels = self.scheme.appendix if appendix else self.scheme.levels
        ordinals = self.appendix_ordinals if appendix else self.ordinals
        number = ""
        if heading.numbered and heading.level <= len(levels):
            advance(ordinals, heading.level, levels)
            if self.restarts_captions(heading.level, appendix):
                self.captions = dict.fromkeys(self.captions, 0)
            number = _print(levels, heading.level, ordinals)
            self.above = number if _CONTINUABLE.fullmatch(number) else str(ordinals[heading.level - 1])
        return replace(
            heading,
            children=children,
            number=number,
            numbered=bool(number),
            anchor=anchor,
            appendix=appendix,
        )

    def restarts_captions(self, level: int, appendix: bool) -> bool:
        """A volume above chapters that run on must not restart captions: 表 3-1 stays unique."""
        if appendix:
            return level == 1
        chapter = self.scheme.caption_level
        if not chapter:
            return False
        return level == chapter or (level < chapter and self.scheme.levels[chapter - 1].restart)

    def list(self, block: List) -> Block:
        self.depth += 1
        depth = self.depth
        formats = self.scheme.lists
        form = block.format or formats[min(depth, len(formats)) - 1]
        self.sequences += 1
        sequence = self.sequences
        pattern = LIST_FORMATS[form]
        above = self.above
        prefix = f"{above}." if pattern.continues and above else ""
        items = []
        for index, item in enumerate(block.items):
            marker = prefix + pattern.text.replace("%1", ordinal(block.start + index, pattern.format))
            self.above = marker.strip("（）.、)")
            items.append(ListItem(self.blocks(item.blocks), marker))
        self.above = above
        self.depth -= 1
        return replace(block, items=tuple(items), format=form, depth=depth, sequence=sequence, prefix=prefix)

    def table(self, table: Table) -> Block:
        number = self.caption_number("表") if table.caption is not None else ""
        anchor = self.anchor()
        caption = self.caption(table.caption)
        return replace(
            table, number=number, anchor=anchor, caption=caption, rows=tuple([self.row(row) for row in table.rows])
        )

    def cell(self, cell: Cell) -> Cell:
        depth, self.depth = self.depth, 0  # a list in a cell begins anew
        numbered = super().cell(cell)
        self.depth = depth
        return numbered

    def caption_number(self, word: str) -> str:
        self.captions[word] += 1
        prefix = ""
        if self.in_appendix:
            prefix = ordinal(max(self.appendix_ordinals[0], 1), "upperLetter") + "-"
        elif self.scheme.caption_level and self.ordinals[self.scheme.caption_level - 1]:
            prefix = f"{self.ordinals[self.scheme.caption_level - 1]}-"
        return f"{word} {prefix}{self.captions[word]}"

    def anchor(self) -> str:
        """A bookmark name: ASCII, under 40 characters, hidden in Word by its leading underscore."""
        self.anchors += 1
        return f"_Ref{self.anchors:06d}"

    def footnote(self, footnote: Footnote) -> Inline:
        self.footnotes += 1
        number = self.footnotes
        return replace(footnote, number=number, children=self.inlines(footnote.children))


def advance(ordinals: list[int], level: int, levels: tuple[Level, ...]) -> None:
    """Count a heading of a level (from 1) in place; levels below it begin again, but for those that run on."""
    ordinals[level - 1] += 1
    for deeper in range(level, len(levels)):
        if levels[deeper].restart:
            ordinals[deeper] = 0


def _print(levels: tuple[Level, ...], level: int, ordinals: list[int]) -> str:
    this = levels[level - 1]
    text = this.text
    for index in range(level):
        # A level skipped by the author is printed as 1, as Word does.
        form = "decimal" if this.legal else levels[index].format
        text = text.replace(f"%{index + 1}", ordinal(max(ordinals[index], 1), form))
    return text

"""What references point at: one pass over the tree before writing, so that a reference may precede its target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from docgen.model.memo import BlockMemo
from docgen.model.nodes import (
    Block,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    Paragraph,
    Picture,
    Table,
)
from docgen.model.traversal import plain_text, walk


@dataclass(frozen=True, slots=True)
class Target:
    """A bookmarked block. `number` is as printed; `plain` is False if the title holds more than text."""

    anchor: str
    kind: Literal["heading", "paragraph", "caption"]
    number: str
    title: str
    plain: bool

    @property
    def title_anchor(self) -> str:
        """The bookmark around the title; in a caption the anchor itself is around the number 表 2-3."""
        return f"{self.anchor}t" if self.kind == "caption" else self.anchor


def find_targets(document: Document, known: BlockMemo | None = None) -> dict[str, Target]:
    """Every anchor of the document with what stands there; `known` keeps those in each block for the next time."""
    if known is None:
        return {target.anchor: target for target in _targets(document.blocks)}

    def targets(block: Block) -> tuple[Target, ...]:
        return tuple(_targets((block,)))

    each = (known.made(block, partial(targets, block)) for block in document.blocks)
    return {target.anchor: target for found in each for target in found}


def _targets(blocks: Iterable[Block]) -> Iterator[Target]:
    for block in walk(blocks):
        match block:
            case Heading():
                title = plain_text(block.children)
                yield Target(block.anchor, "heading", block.number, title, _is_plain(block.children))
            case Paragraph() if block.anchor:
                title = plain_text(block.children)
                yield Target(block.anchor, "paragraph", "", title, _is_plain(block.children))
            case Table() | Figure() if block.anchor:
                caption = block.caption or ()
                yield Target(block.anchor, "caption", block.number, plain_text(caption), _is_plain(caption))


def _is_plain(children: tuple[Inline, ...]) -> bool:
    return not any(
        isinstance(child, Footnote | Picture) or (isinstance(child, Link) and not _is_plain(child.children))
        for child in children
    )

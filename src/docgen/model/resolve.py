"""References: every label found once, every reference given its text and anchor.

Takes a numbered document, gives the same document with `Reference.text` and
`Reference.anchor` filled, and the problems: D101 (label used twice), D102
(reference to nothing), D103 (reference by number to something unnumbered).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from docgen.errors import Location, Problem
from docgen.model.nodes import (
    Block,
    Cell,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    Landscape,
    Link,
    List,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Reference,
    Table,
    Text,
)

Labelled = Heading | Paragraph | Table | Figure


@dataclass(frozen=True, slots=True)
class Target:
    """What a label stands for: its bookmark, printed number ("" if none) and plain title."""

    anchor: str
    number: str
    title: str
    location: Location | None


def resolve(document: Document) -> tuple[Document, list[Problem]]:
    """Fill every reference; problems come in reading order."""
    problems: list[Problem] = []
    targets = _targets(document, problems)
    resolver = _Resolver(targets, problems)
    return replace(document, blocks=resolver.blocks(document.blocks)), problems


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block in reading order, containers before their contents."""
    for block in blocks:
        yield block
        match block:
            case List():
                for item in block.items:
                    yield from walk(item.blocks)
            case Table():
                for row in block.rows:
                    for cell in row.cells:
                        yield from walk(cell.blocks)
            case Note() | Landscape():
                yield from walk(block.blocks)


def pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    """Every picture, in figures and among text."""
    for block in walk(blocks):
        match block:
            case Figure():
                yield block.picture
            case Heading() | Paragraph():
                yield from (child for child in block.children if isinstance(child, Picture))


def plain_text(children: Iterable[Inline]) -> str:
    """The characters a reader sees, without footnotes."""
    parts: list[str] = []
    for child in children:
        match child:
            case Text() | Reference():
                parts.append(child.text)
            case Link():
                parts.append(plain_text(child.children))
    return "".join(parts)


def reference_number(number: str) -> str:
    """A printed number as it reads in a sentence: 见第三章, 见（一）, 见1.4: no trailing 、 or full stop."""
    return number.rstrip("、.． ")


def _targets(document: Document, problems: list[Problem]) -> dict[str, Target]:
    targets: dict[str, Target] = {}
    for block in walk(document.blocks):
        if not isinstance(block, Labelled) or not block.label:
            continue
        if block.label in targets:
            first = targets[block.label].location
            problems.append(
                Problem(
                    block.location or Location(document.kind),
                    "D101",
                    f"标签“{block.label}”重复定义",
                    f"首次定义在 {first}；请为其中一处改名" if first else "",
                )
            )
            continue
        targets[block.label] = _target(block)
    return targets


def _target(block: Labelled) -> Target:
    match block:
        case Heading():
            return Target(block.anchor, reference_number(block.number), plain_text(block.children), block.location)
        case Paragraph():
            return Target(block.anchor, "", plain_text(block.children), block.location)
        case Table() | Figure():
            return Target(block.anchor, block.number, plain_text(block.caption or ()), block.location)


class _Resolver:
    def __init__(self, targets: dict[str, Target], problems: list[Problem]) -> None:
        self.targets = targets
        self.problems = problems

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(self.block(block) for block in blocks)

    def block(self, block: Block) -> Block:
        match block:
            case Heading() | Paragraph():
                return replace(block, children=self.inlines(block.children))
            case List():
                items = tuple(ListItem(self.blocks(item.blocks), item.number) for item in block.items)
                return replace(block, items=items)
            case Table():
                rows = tuple(replace(row, cells=tuple(self.cell(cell) for cell in row.cells)) for row in block.rows)
                return replace(block, rows=rows, caption=self.caption(block.caption))
            case Figure():
                return replace(block, caption=self.caption(block.caption))
            case Note() | Landscape():
                return replace(block, blocks=self.blocks(block.blocks))
            case _:
                return block

    def cell(self, cell: Cell) -> Cell:
        return replace(cell, blocks=self.blocks(cell.blocks))

    def caption(self, caption: tuple[Inline, ...] | None) -> tuple[Inline, ...] | None:
        return None if caption is None else self.inlines(caption)

    def inlines(self, children: Iterable[Inline]) -> tuple[Inline, ...]:
        return tuple(self.inline(child) for child in children)

    def inline(self, inline: Inline) -> Inline:
        match inline:
            case Reference():
                return self.reference(inline)
            case Link() | Footnote():
                return replace(inline, children=self.inlines(inline.children))
            case _:
                return inline

    def reference(self, reference: Reference) -> Reference:
        target = self.targets.get(reference.target)
        place = reference.location or Location("")
        if target is None:
            self.problems.append(self.dangling(reference, place))
            return reference
        text = {"title": target.title, "page": ""}.get(reference.form)
        if text is None:
            if not target.number:
                self.problems.append(
                    Problem(
                        place,
                        "D103",
                        f"引用“{reference.target}”要求编号，但该处没有编号",
                        '改用 form="title" 按标题引用，或给该处编号（表、图需要题注）',
                    )
                )
            text = target.number
            if reference.form == "full" and target.title:
                text = f"{target.number} {target.title}"
        return replace(reference, anchor=target.anchor, text=text)

    def dangling(self, reference: Reference, place: Location) -> Problem:
        near = difflib.get_close_matches(reference.target, self.targets, n=1, cutoff=0.5)
        hint = f"您是不是要写“{near[0]}”？" if near else "先给被引用的标题、表或图写上 id"
        return Problem(place, "D102", f"引用的标签“{reference.target}”不存在", hint)

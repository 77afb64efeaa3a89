"""References: every label found once, every reference given its text and anchor.

Takes a numbered document, gives the same document with `Reference.text` and
`Reference.anchor` filled, and the problems: D101 (label used twice), D102
(reference to nothing), D103 (reference by number to something unnumbered).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial

from docgen.errors import Location, Problem
from docgen.model import messages
from docgen.model.memo import BlockMemo
from docgen.model.nodes import Block, Document, Figure, Heading, Paragraph, Reference, Table
from docgen.model.traversal import Transform, plain_text, text_of, walk, walk_inlines

Labelled = Heading | Paragraph | Table | Figure


@dataclass(frozen=True, slots=True)
class Target:
    """What a label stands for: its bookmark, printed number ("" if none) and plain title."""

    anchor: str
    number: str
    title: str
    location: Location | None


@dataclass(slots=True)
class ResolvedParts:
    """What resolving a document keeps for the next time: what is in each block, and blocks with their references filled."""

    contents: BlockMemo = field(default_factory=BlockMemo)
    blocks: BlockMemo = field(default_factory=BlockMemo)


def resolve(document: Document, known: ResolvedParts | None = None) -> tuple[Document, list[Problem]]:
    """Fill every reference; problems come in reading order.

    A tree that shares blocks with that of the last time shares with `known` their resolved ones too.
    """
    problems: list[Problem] = []
    if known is None:
        targets = _targets(walk(document.blocks), document.kind, problems)
        return replace(document, blocks=_Resolver(targets, problems).blocks(document.blocks)), problems
    known.contents.begin()
    known.blocks.begin()
    contents = [known.contents.made(block, partial(_contents, block)) for block in document.blocks]
    targets = _targets((block for found in contents for block in found.labelled), document.kind, problems)
    resolver = _Resolver(targets, problems)
    blocks = [
        resolver.block_again(block, found.references, known.blocks) if found.references else block
        for block, found in zip(document.blocks, contents, strict=True)
    ]
    return replace(document, blocks=tuple(blocks)), problems


@dataclass(frozen=True, slots=True)
class _Contents:
    """What is in a block: labelled blocks, itself too, and the labels that it refers to."""

    labelled: tuple[Labelled, ...]
    references: tuple[str, ...]


def _contents(block: Block) -> _Contents:
    inner = list(walk((block,)))
    return _Contents(
        tuple([one for one in inner if isinstance(one, Labelled) and one.label]),
        tuple([
            child.target
            for one in inner
            for child in walk_inlines(text_of(one))
            if isinstance(child, Reference)
        ]),
    )  # fmt: skip


def reference_number(number: str) -> str:
    """A printed number as it reads in a sentence: 见第三章, 见（一）, 见1.4: no trailing 、 or full stop."""
    return number.rstrip("、.． ")


def _targets(blocks: Iterable[Block], kind: str, problems: list[Problem]) -> dict[str, Target]:
    targets: dict[str, Target] = {}
    for block in blocks:
        if not isinstance(block, Labelled) or not block.label:
            continue
        if block.label in targets:
            first = targets[block.label].location
            way = f"首次定义在 {first}；请为其中一处改名" if first else ""
            place = block.location or Location(kind)
            problems.append(messages.LABEL_TWICE.at(place, label=block.label, way=way))
            continue
        targets[block.label] = _target(block)
    return targets


def _target(block: Labelled) -> Target:
    number = "" if isinstance(block, Paragraph) else block.number
    if isinstance(block, Heading):
        number = reference_number(number)
    return Target(block.anchor, number, plain_text(text_of(block)), block.location)


class _Resolver(Transform):
    def __init__(self, targets: dict[str, Target], problems: list[Problem]) -> None:
        self.targets = targets
        self.problems = problems

    def block_again(self, block: Block, references: tuple[str, ...], known: BlockMemo) -> Block:
        """A block, as it was resolved before if what it refers to is called the same."""
        targets = (self.targets.get(label) for label in references)
        called = tuple([target and (target.anchor, target.number, target.title) for target in targets])
        made: Block | None = known.known(block, called)
        if made is None:
            found = len(self.problems)
            made = self.block(block)
            if len(self.problems) == found:  # what is wrong has to be said again the next time
                known.put(block, made, called)
        return made

    def reference(self, reference: Reference) -> Reference:
        target = self.targets.get(reference.target)
        place = reference.location or Location("")
        if target is None:
            self.problems.append(self.dangling(reference, place))
            return reference
        text = {"title": target.title, "page": ""}.get(reference.form)
        if text is None:
            if not target.number:
                self.problems.append(messages.NO_NUMBER.at(place, label=reference.target))
            text = target.number
            if reference.form == "full" and target.title:
                text = f"{target.number} {target.title}"
        return replace(reference, anchor=target.anchor, text=text)

    def dangling(self, reference: Reference, place: Location) -> Problem:
        near = difflib.get_close_matches(reference.target, self.targets, n=1, cutoff=0.5)
        way = f"您是不是要写“{near[0]}”？" if near else "先给被引用的标题、表或图写上 id"
        return messages.NO_LABEL.at(place, label=reference.target, way=way)

"""References: every label found once, every reference given its text and anchor.

Takes a numbered document, gives the same document with `Reference.text` and
`Reference.anchor` filled, and the problems: D101 (label used twice), D102
(reference to nothing), D103 (reference by number to something unnumbered).
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace

from docgen.errors import Location, Problem
from docgen.model import messages
from docgen.model.nodes import Document, Figure, Heading, Paragraph, Reference, Table
from docgen.model.traversal import Transform, plain_text, text_of, walk

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
            way = f"首次定义在 {first}；请为其中一处改名" if first else ""
            place = block.location or Location(document.kind)
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

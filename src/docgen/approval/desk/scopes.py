"""The parts of a document that a step may be about: sections by their label or title, tables by their label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docgen.approval.desk.messages import NO_SUCH_SCOPE
from docgen.errors import Location, Problem
from docgen.model.nodes import Block, Figure, Heading, Landscape, Paragraph, Table
from docgen.model.traversal import plain_text, text_of, walk


def names_of(scope: Iterable[str], scopes: Any) -> list[str]:
    """Headings' labels or titles that a step's scope means; a name of the kind's `scopes` stands for what it lists."""
    named = scopes if isinstance(scopes, dict) else {}
    found: list[str] = []
    for name in scope:
        listed = named.get(name, name)
        found += [str(item) for item in (listed if isinstance(listed, list) else [listed])]
    return list(dict.fromkeys(found))


def part(blocks: tuple[Block, ...], names: Iterable[str], place: Location) -> tuple[tuple[Block, ...], list[Problem]]:
    """The sections and tables of these names, in the names' order; A502 for each name that the document does not have."""
    flat = list(_flat(blocks))
    found: list[Block] = []
    problems: list[Problem] = []
    for name in names:
        section = _sections(flat, name)
        if not section:
            known = "、".join(_title(block) for block in flat if isinstance(block, Heading) and block.level == 1)
            problems.append(NO_SUCH_SCOPE.at(place, name=name, titles=known or "—"))
        found += section
    return tuple(found), problems


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with landscape pages opened, whose headings count as any others."""
    for block in blocks:
        if isinstance(block, Landscape):
            yield from _flat(block.blocks)
        else:
            yield block


def _sections(flat: list[Block], name: str) -> list[Block]:
    """All that bears the name: a second section of one title is looked at too, wherever it was put."""
    found: list[Block] = []
    until = 0
    for index, block in enumerate(flat):
        if isinstance(block, Heading) and name in (block.label, _title(block)):
            rest = flat[index + 1 :]
            length = next(
                (n for n, later in enumerate(rest) if isinstance(later, Heading) and later.level <= block.level),
                len(rest),
            )
            end = index + 1 + length
            found += flat[max(index, until) : end]
            until = max(until, end)
        elif isinstance(block, Table) and block.label and block.label == name and index >= until:
            found.append(block)
    return found


def titles_of(blocks: Iterable[Block]) -> dict[str, str]:
    """The titles that references print, by label."""
    labelled = (block for block in walk(blocks) if isinstance(block, Heading | Paragraph | Table | Figure))
    return {block.label: plain_text(text_of(block)) for block in labelled if block.label}


def _title(heading: Heading) -> str:
    return plain_text(heading.children).strip()

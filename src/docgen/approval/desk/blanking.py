"""A resolved document as approvals see it: what the workflow itself writes is left empty, and, for a part of it, what numbering
writes too (a chapter added before the prices renumbers them, and changes nothing in them)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from docgen.model.nodes import Block, Figure, Footnote, Heading, Inline, Reference, Table, Text
from docgen.model.traversal import Transform


def without_slots(blocks: tuple[Block, ...], slots: Collection[str]) -> tuple[Block, ...]:
    """The blocks with every text emptied that comes from one of these top keys of the content."""
    return _WithoutSlots(slots).blocks(blocks)


def without_numbers(blocks: tuple[Block, ...], titles: Mapping[str, str]) -> tuple[Block, ...]:
    """The blocks without the numbers of headings, tables, figures and footnotes, and without what references print of them;
    a title that a reference prints stays, from `titles` (label → title)."""
    return _WithoutNumbers(titles).blocks(blocks)


class _WithoutSlots(Transform):
    def __init__(self, slots: Collection[str]) -> None:
        self.paths = {f"/{slot}" for slot in slots}

    def text(self, text: Text) -> Inline:
        written = text.origin is not None and text.origin.path in self.paths
        return replace(text, text="") if written else text


class _WithoutNumbers(Transform):
    def __init__(self, titles: Mapping[str, str]) -> None:
        self.titles = titles

    def heading(self, heading: Heading) -> Block:
        return super().heading(replace(heading, number=""))

    def table(self, table: Table) -> Block:
        return super().table(replace(table, number=""))

    def figure(self, figure: Figure) -> Block:
        return super().figure(replace(figure, number=""))

    def reference(self, reference: Reference) -> Inline:
        printed = self.titles.get(reference.target, "") if reference.form in ("title", "full") else ""
        return replace(reference, text=printed)

    def footnote(self, footnote: Footnote) -> Inline:
        return super().footnote(replace(footnote, number=0))

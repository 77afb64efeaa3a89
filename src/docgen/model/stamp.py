"""What the workflow writes into a document: its number, date and version, a mark on every page, pages of its own.

These are the slots of a document. An approval does not bind to them: they are
left empty in what is digested, so that the number given after 签发 voids nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from typing import Any

from docgen.model.nodes import Block, Document


@dataclass(frozen=True, slots=True)
class Stamp:
    """`number`, `issued_on` (YYYY-MM-DD) and `version` replace what the content says; None leaves it.

    `watermark` stands slantwise behind the text of every page, `note` in small
    type at its upper edge. `front` and `back` are blocks before and after the
    body, `marks` the custom properties of the Word file: (name, text).
    """

    number: str | None = None
    issued_on: str | None = None
    version: str | None = None
    watermark: str = ""
    note: str = ""
    front: tuple[Block, ...] = ()
    back: tuple[Block, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()

    def slots(self) -> dict[str, str]:
        """Content key → what stands there; only those that the stamp fills."""
        pairs = {"number": self.number, "date": self.issued_on, "version": self.version}
        return {name: text for name, text in pairs.items() if text is not None}


NONE = Stamp()


def fill_slots(data: MutableMapping[str, Any], schema: Mapping[str, Any], stamp: Stamp) -> None:
    """Put the stamp's slots into content whose kind knows them, in place: body and cover then say the same."""
    known = schema.get("properties", {})
    for name, text in stamp.slots().items():
        if name in known:
            data[name] = text


def stamped(document: Document, stamp: Stamp, schema: Mapping[str, Any]) -> Document:
    """The resolved document with the stamp's blocks, and with the slots that its content has no key for on the template's fields."""
    if stamp == NONE:
        return document
    known = schema.get("properties", {})
    fields = document.fields | {name: text for name, text in stamp.slots().items() if name not in known}
    return replace(document, fields=fields, blocks=(*stamp.front, *document.blocks, *stamp.back))

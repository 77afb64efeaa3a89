"""Footnotes, endnotes and comments of a file, by what refers to them (ECMA-376 part 1 §17.11, §17.13.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.ooxml.names import W

REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote", f"{W}commentReference": "comment"}
_PARTS = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml", "comment": "word/comments.xml"}


@dataclass(frozen=True, slots=True)
class Note:
    """One note: a story of its own in `part`. `kind` is footnote, endnote or comment."""

    kind: str
    identifier: str
    element: etree._Element
    part: str
    author: str = ""


class Notes:
    """The notes of a package, parsed when first asked for; separators are none."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._notes: dict[str, dict[str, Note]] = {}

    def of(self, reference: etree._Element) -> Note | None:
        """The note of a w:footnoteReference, w:endnoteReference or w:commentReference."""
        kind = REFERENCES.get(str(reference.tag))
        return None if kind is None else self._of_kind(kind).get(reference.get(f"{W}id", ""))

    def each(self, kind: str) -> Iterator[Note]:
        """All notes of a kind as the part has them."""
        yield from self._of_kind(kind).values()

    def _of_kind(self, kind: str) -> dict[str, Note]:
        if kind not in self._notes:
            name = _PARTS[kind]
            content = self._parts.get(name)
            found = () if content is None else etree.fromstring(content).iterchildren(f"{W}{kind}")
            self._notes[kind] = {
                item.get(f"{W}id", ""): Note(kind, item.get(f"{W}id", ""), item, name, item.get(f"{W}author", ""))
                for item in found
                if item.get(f"{W}type") in (None, "normal")
            }
        return self._notes[kind]

"""Tracked changes: what has been inserted, deleted, moved or set otherwise, and is not settled yet (ECMA-376 part 1 §17.13.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from docgen.ooxml.names import W

Revision = Literal["", "ins", "del", "moveFrom", "moveTo"]

# Around runs, on a paragraph's mark, and on rows.
_CONTENT: dict[str, Revision] = {f"{W}ins": "ins", f"{W}del": "del", f"{W}moveFrom": "moveFrom", f"{W}moveTo": "moveTo"}
_CELLS = tuple(f"{W}{name}" for name in ("cellIns", "cellDel", "cellMerge"))
_LOOKS = tuple(
    f"{W}{name}"
    for name in (
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange",
        "tcPrChange", "numberingChange",
    )
)  # fmt: skip
_GONE = ("del", "moveFrom")
_TEXTS = (f"{W}t", f"{W}delText")


@dataclass(frozen=True, slots=True)
class Change:
    """One unsettled change of content: `kind` is the element's name (ins, del, moveFrom, moveTo, cellIns …), `text` its words."""

    kind: str
    text: str
    element: etree._Element


def revision_of(element: etree._Element) -> Revision:
    """What an element says of its content: "" for one that is no tracked change."""
    return _CONTENT.get(str(element.tag), "")


def gone(revision: Revision) -> bool:
    """True for what is not there any more once the changes are accepted."""
    return revision in _GONE


def has_changes(root: etree._Element) -> bool:
    """True if anybody's unsettled change is in the tree, of content or of looks."""
    return next(root.iter(*_CONTENT, *_CELLS, *_LOOKS), None) is not None


def content_changes(root: etree._Element) -> Iterator[Change]:
    """Every unsettled change of content in document order."""
    for element in root.iter(*_CONTENT, *_CELLS):
        text = "".join(part.text or "" for part in element.iter(*_TEXTS)).strip()
        yield Change(etree.QName(element).localname, text, element)


def removed(root: etree._Element) -> Iterator[Change]:
    """The outermost changes that take something away: deleted, or moved elsewhere."""
    for change in content_changes(root):
        outer = (up for up in change.element.iterancestors(f"{W}del", f"{W}moveFrom"))
        if change.kind in _GONE and next(outer, None) is None:
            yield change


def runs_on(paragraph: etree._Element) -> bool:
    """True for a paragraph whose mark is deleted: once that is accepted, it runs on into the next, whose properties win."""
    look = paragraph.find(f"{W}pPr/{W}rPr")
    return look is not None and any(look.find(f"{W}{name}") is not None for name in _GONE)


def row_is_gone(row: etree._Element) -> bool:
    """True for a table row that is deleted."""
    return row.find(f"{W}trPr/{W}del") is not None

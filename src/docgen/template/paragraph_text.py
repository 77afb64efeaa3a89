"""The text of a Word paragraph with the runs it comes from: read, found in, replaced in part (ECMA-376 §17.3.3).

A paragraph's text is what its own runs print, inserted and hyperlinked ones too: w:t as it stands, w:tab as a tab,
w:br as a line feed. Deleted text, field instructions, and the text of boxes inside are not part of it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.ooxml.alternatives import ALTERNATIVES
from docgen.ooxml.names import W

_SKIPPED = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "drawing", "pict", "object", "instrText")
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Piece:
    """One element that prints: its text stands at `start` of the paragraph's."""

    element: etree._Element
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def pieces(paragraph: etree._Element) -> list[Piece]:
    """Every w:t, w:tab and w:br of the paragraph's own text, in order."""
    found: list[Piece] = []
    start = 0
    for element in _printing(paragraph):
        text = (element.text or "") if element.tag == f"{W}t" else "\t" if element.tag == f"{W}tab" else "\n"
        found.append(Piece(element, text, start))
        start += len(text)
    return found


def text_of(paragraph: etree._Element) -> str:
    """The paragraph's own text."""
    return "".join(piece.text for piece in pieces(paragraph))


def run_at(paragraph: etree._Element, position: int) -> etree._Element | None:
    """The w:r that prints the character at `position`, None past the end."""
    for piece in pieces(paragraph):
        if piece.start <= position < piece.end:
            return piece.element.getparent()
    return None


def replace_span(paragraph: etree._Element, start: int, end: int, text: str) -> None:
    """Put `text` in the place of the characters from `start` to before `end`; it takes the look of the first of them.

    An empty span at the end of the paragraph appends to its last run.
    """
    found = pieces(paragraph)
    touched = [piece for piece in found if piece.start < end and piece.end > start]
    if not touched:
        _append(paragraph, found, text)
        return
    first, last = touched[0], touched[-1]
    head, tail = first.text[: start - first.start], last.text[end - last.start :]
    if first.element.tag != f"{W}t":
        # A tab or line break at the edge of the span gives way to a text element of its own.
        new = etree.Element(f"{W}t")
        parent = first.element.getparent()
        assert parent is not None
        parent.replace(first.element, new)
        first = Piece(new, first.text, first.start)
    for piece in touched[1:]:
        if piece is last and tail:
            _set(piece.element, tail)
        else:
            parent = piece.element.getparent()
            assert parent is not None
            parent.remove(piece.element)
    _set(first.element, head + text + (tail if len(touched) == 1 else ""))


def is_blank(paragraph: etree._Element) -> bool:
    """True if the paragraph prints nothing: no text but spaces, no picture, no break, no section end."""
    marks = ("drawing", "pict", "object", "br", "sectPr", "fldChar", "sdt")
    return not text_of(paragraph).strip() and all(paragraph.find(f".//{W}{name}") is None for name in marks)


def _printing(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag in _SKIPPED or child.tag == ALTERNATIVES or not isinstance(child.tag, str):
            continue
        if child.tag in (f"{W}t", f"{W}tab") or (
            child.tag == f"{W}br" and child.get(f"{W}type") in (None, "textWrapping")
        ):
            yield child
        else:
            yield from _printing(child)


def _append(paragraph: etree._Element, found: list[Piece], text: str) -> None:
    if found:
        run = found[-1].element.getparent()
    else:
        run = paragraph.find(f"{W}r")
        if run is None:
            run = etree.SubElement(paragraph, f"{W}r")
            mark = paragraph.find(f"{W}pPr/{W}rPr")
            if mark is not None:  # the look that Word gives to text typed into an empty paragraph
                run.append(copy.deepcopy(mark))
    assert run is not None
    _set(etree.SubElement(run, f"{W}t"), text)


def _set(element: etree._Element, text: str) -> None:
    element.text = text
    element.set(_SPACE, "preserve")

"""Whose paragraph mark stays, comes or goes, so that whoever settles a redline gets the paragraphs of both files.

A paragraph's mark belongs to its end (ECMA-376 §17.13.5.15, .20): text that comes or goes together with whole
paragraphs beside it has to be marked so that no mark of another paragraph goes with it. Two rules of Word and one of
LibreOffice ask for care: a story's or cell's last mark can be neither inserted nor deleted, and LibreOffice takes
insertions on both sides of a mark for one with the mark between them.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from lxml import etree

from docgen.compare.word_marks import Marks, Status, as_deleted
from docgen.compare.words import pieces
from docgen.ooxml.names import W


@dataclass(slots=True)
class Made:
    """A paragraph of the redline: its content is written, its properties not yet. `status` is its mark's."""

    paragraph: etree._Element
    status: Status
    new: etree._Element | None  # w:pPr after all is accepted
    old: etree._Element | None  # after all is rejected
    stays: bool


def settle_end(made: list[Made | etree._Element], *, stays: bool) -> None:
    """Let the last paragraph before a table that stays, or a story's end, keep its mark: the one that stayed before the rest gives its own.

    [S][D][D]▮ is written as S, D with deleted marks and D with a mark that is S's own after all is accepted.
    """
    if not stays or not made:
        return
    last = len(made) - 1
    first = last
    while first >= 0 and isinstance(item := made[first], Made) and not item.stays:
        first -= 1
    changed = made[first + 1 :]
    anchor = made[first] if first >= 0 else None
    if not changed or not isinstance(anchor, Made) or anchor.status != "equal" or _has_section(anchor):
        return
    statuses = {item.status for item in changed if isinstance(item, Made)}
    tail = changed[-1]
    if len(statuses) != 1 or not isinstance(tail, Made) or _has_section(tail):
        return
    _shift(anchor, tail, statuses.pop())


def _shift(anchor: Made, tail: Made, status: Status) -> None:
    """The mark that stays is `tail`'s; `anchor`'s goes or comes with what is between them."""
    if status == "del":
        tail.new, tail.status = anchor.new, "equal"
        anchor.new, anchor.status = None, "del"
    elif status == "ins":
        tail.old, tail.status = anchor.old, "equal"
        anchor.old, anchor.status = None, "ins"
    tail.stays = True


def join_insertions(made: list[Made | etree._Element]) -> None:
    """Where a paragraph ends in inserted text and inserted paragraphs follow, it is one insertion, its mark included.

    Written as two, LibreOffice would run the paragraph on into what follows when the insertion is rejected.
    """
    for index, anchor in enumerate(made):
        if not isinstance(anchor, Made) or anchor.status != "equal" or not _insertions(anchor.paragraph, at_end=True):
            continue
        last = index
        while (
            last + 1 < len(made)
            and isinstance(item := made[last + 1], Made)
            and item.status == "ins"
            and not item.stays
        ):
            last += 1
        tail = made[last]
        if last > index and isinstance(tail, Made) and not _has_section(anchor) and not _has_section(tail):
            _shift(anchor, tail, "ins")


def _has_section(made: Made) -> bool:
    return any(
        properties is not None and properties.find(f"{W}sectPr") is not None for properties in (made.new, made.old)
    )


def part_insertions(made: Sequence[Made | etree._Element], marks: Marks) -> None:
    """Keep an insertion at the end of a paragraph that stays from meeting one at the beginning of the next.

    LibreOffice joins insertions of one author and date across the mark between them, and rejects that mark too: two
    paragraphs of the old file would be one. A deletion between them keeps them apart: one that is there anyway, or
    the nearest word, which then goes and comes again. Where neither paragraph holds a word beside its insertion (an
    empty paragraph was filled, a field stands there) both stay as they are: right by the standard and in Word.
    """
    above: Made | None = None
    for item in made:
        if isinstance(item, Made):
            if above is not None and above.status != "ins":
                _part(above.paragraph, item.paragraph, marks)
            above = item
        elif item.tag == f"{W}tbl":
            above = None


def _part(above: etree._Element, below: etree._Element, marks: Marks) -> None:
    tail, head = _insertions(above, at_end=True), _insertions(below, at_end=False)
    if not tail or not head:
        return
    before, after = tail[0].getprevious(), head[-1].getnext()
    if after is not None and after.tag == f"{W}del":  # the order of the two says nothing
        head[0].addprevious(after)
    elif _is_text(after):
        word = pieces(_text(after).text or "")[0]
        deleted, inserted = _replaced(after, word, marks)
        _text(after).text = (_text(after).text or "")[len(word) :]
        head[0].addprevious(deleted)
        head[-1].append(inserted)
    elif before is not None and before.tag == f"{W}del" and before is not _inner(above)[0]:
        tail[-1].addnext(before)  # one that stands first may keep what it begins from the paragraph above
    elif _is_text(before):
        word = pieces(_text(before).text or "")[-1]
        deleted, inserted = _replaced(before, word, marks)
        _text(before).text = (_text(before).text or "")[: -len(word)]
        tail[0].insert(0, inserted)
        tail[-1].addnext(deleted)
    for run in (before, after):
        if _is_text(run) and not _text(run).text:
            run.getparent().remove(run)


def _insertions(paragraph: etree._Element, *, at_end: bool) -> list[etree._Element]:
    """The w:ins that a paragraph without its properties begins or ends with, in their order; bookmarks do not count."""
    children = _inner(paragraph)
    edge = children[-1 if at_end else 0] if children else None
    if edge is not None and edge.tag == f"{W}hyperlink" and len(edge):
        edge = edge[-1 if at_end else 0]
    if edge is None or edge.tag != f"{W}ins":
        return []
    more = list(takewhile(lambda item: item.tag == f"{W}ins", edge.itersiblings(preceding=at_end)))
    return [*reversed(more), edge] if at_end else [edge, *more]


def _inner(paragraph: etree._Element) -> list[etree._Element]:
    return [child for child in paragraph if child.tag not in (f"{W}bookmarkStart", f"{W}bookmarkEnd")]


def _is_text(run: etree._Element | None) -> bool:
    return run is not None and [child.tag for child in run if child.tag != f"{W}rPr"] == [f"{W}t"]


def _text(run: etree._Element) -> etree._Element:
    return run.find(f"{W}t")


def _replaced(run: etree._Element, word: str, marks: Marks) -> tuple[etree._Element, etree._Element]:
    """A word of a run as a deletion, with the look that the run had, and as a run to be inserted, with the one it has."""
    old, new = copy.deepcopy(run), copy.deepcopy(run)
    for copied in (old, new):
        _text(copied).text = word
    for change in new.findall(f"{W}rPr/{W}rPrChange"):
        change.getparent().remove(change)
    change = old.find(f"{W}rPr/{W}rPrChange")
    if change is not None:
        old.replace(change.getparent(), change[0])
    deleted = marks.mark("del")
    deleted.append(as_deleted(old))
    return deleted, new

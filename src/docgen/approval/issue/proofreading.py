"""What may be mended after 签发 without asking the signer again: slips of the pen, no more.

A change of a figure, of a word that permits or forbids, of a limit, of a
clause's presence or place is a revision, however small. The rule is narrow on
purpose: what it refuses goes through the review.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from docgen.compare.changes import Changes, Item, Part
from docgen.compare.inlines import text_of
from docgen.model.nodes import LineBreak, Text

CLASSES = ("错别字", "标点", "版式")
_LONGEST, _MOST = 8, 40  # characters of one change, of all together
_FIGURES = re.compile(r"[0-9０-９%％‰一二三四五六七八九十百千万亿零〇两半元角分倍折①-⑳]")
# Words that permit, forbid, bind, except or limit; one of them changed changes what holds.
_BINDING = re.compile(r"[不无未非否勿禁免应须必可能得准许当除仅只均各或和及且与并以上下内外前后起止至于由对按]")
_PUNCTUATION = re.compile(r"[\s，。、；：？！“”‘’（）《》〈〉【】〔〕…—·,.;:?!\"'()\[\]-]*")


@dataclass(slots=True)
class Proofreading:
    """`changes` are the passages (as they were, as they are), `faults` why this is no correction, in words."""

    changes: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def proofread(changes: Changes, sort: str) -> Proofreading:
    """Whether two texts differ by corrections of this class (one of CLASSES) only."""
    found = Proofreading()
    for change in changes.fields:
        found.faults.append(f"封面与页眉的“{change.name}”改了")
    for piece in _passages(changes.items):
        if isinstance(piece, str):
            found.faults.append(piece)
        else:
            found.changes.append(piece)
            found.faults += _faults(*piece, sort)
    total = sum(max(len(old), len(new)) for old, new in found.changes)
    if total > _MOST:
        found.faults.append(f"一共改了 {total} 字，多于 {_MOST} 字")
    found.faults = list(dict.fromkeys(found.faults))
    return found


def _faults(old: str, new: str, sort: str) -> Iterator[str]:
    shown = f"“{old}”改为“{new}”"
    if sort == "版式":
        yield f"{shown}：版式更正不能改文字"
    elif sort == "标点" and not (_PUNCTUATION.fullmatch(old) and _PUNCTUATION.fullmatch(new)):
        yield f"{shown}：标点更正只能改标点"
    if max(len(old), len(new)) > _LONGEST:
        yield f"{shown}：一处改了 {_LONGEST} 字以上"
    if _FIGURES.search(old + new):
        yield f"{shown}：涉及数字"
    if _BINDING.search(old + new):
        yield f"{shown}：涉及表示允许、禁止、范围或关系的词"


def _passages(items: Iterable[Item]) -> Iterator[tuple[str, str] | str]:
    """Every changed passage, as (old, new); a sentence for what is more than a changed passage."""
    for item in items:
        if item.kind == "kept":
            continue
        if item.kind != "modified" or item.whole:
            yield "有段落、表格或条款增加、删去、移动或整体替换"
            continue
        yield from _of_parts(item.parts)
        yield from _passages(item.inside)
        for entry in item.entries:
            if entry.kind not in ("kept", "modified"):
                yield "有表格的行或列表的项增加、删去或移动"
            for cell in entry.cells:
                yield from _passages(cell)


def _of_parts(parts: Iterable[Part]) -> Iterator[tuple[str, str] | str]:
    old = new = ""
    for part in parts:
        if part.status in ("deleted", "added"):
            if not all(isinstance(child, Text | LineBreak) for child in (*part.old, *part.new)):
                yield "改了引用、注释、图片或填写栏"
            old, new = old + text_of(part.old), new + text_of(part.new)
            continue
        if old or new:
            yield old, new
        old = new = ""
    if old or new:
        yield old, new

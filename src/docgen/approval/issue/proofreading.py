"""What may be mended after 签发 without asking the signer again: slips of the pen, no more.

A change of a figure, of a word that permits or forbids, of a limit, of a
clause's presence or place, of the name of a department, post or person is a
revision, however small. The rule is narrow on purpose: what it refuses goes
through the review.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from docgen.approval.rules.corrections import CORRECTIONS
from docgen.compare.changes import Changes, Item, Part
from docgen.compare.inlines import picture_key, text_of
from docgen.model.nodes import Figure, Heading, LineBreak, Paragraph, Table, Text

CLASSES = CORRECTIONS
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


def proofread(changes: Changes, sort: str, names: Collection[str] = ()) -> Proofreading:
    """Whether two texts differ by corrections of this class (one of CLASSES) only; `names` are those of departments, posts and
    people, which no correction touches."""
    found = Proofreading()
    for change in changes.fields:
        found.faults.append(f"封面与页眉的“{change.name}”改了")
    old, new = changes.old, changes.new
    if (old.title, old.kind, old.scheme) != (new.title, new.kind, new.scheme):
        found.faults.append("标题、文种或编号方式改了")
    known = re.compile("|".join(map(re.escape, sorted(filter(None, names), key=len, reverse=True))) or r"(?!)")
    restyled: list[tuple[str, str]] = []
    for piece in _passages(changes.items):
        if isinstance(piece, str):
            found.faults.append(piece)
        elif isinstance(piece, tuple):
            found.changes.append(piece)
            found.faults += _faults(*piece, sort)
        else:
            found.faults += _name_faults(piece.parts, known)
            restyled += [*_restyled(piece.parts, found.faults), *_reshaped(piece, found.faults)]
    total = sum(max(len(old), len(new)) for old, new in found.changes)
    if total > _MOST:
        found.faults.append(f"一共改了 {total} 字，多于 {_MOST} 字")
    found.changes += restyled
    if not found.changes and not found.faults and sort != "版式":
        found.faults.append("看不出改了什么字")
    found.faults = list(dict.fromkeys(found.faults))
    return found


def _name_faults(parts: Iterable[Part], names: re.Pattern[str]) -> Iterator[str]:
    """Where a name came, went, or has other words right before or behind it: 财务部, 大客户部; 总经理, 副总经理."""
    sides = [[text_of(part.old) for part in parts], [text_of(part.new) for part in parts]]
    found = [names.findall("".join(side)) for side in sides]
    if found[0] != found[1]:
        shown = "、".join(
            dict.fromkeys(name for name in (*found[0], *found[1]) if found[0].count(name) != found[1].count(name))
        )
        yield f"涉及部门、岗位或人员的名称（{shown or '、'.join(dict.fromkeys(found[0]))}）"
        return
    for side in sides:
        changed = _changed_stretches(parts, side)
        for match in names.finditer("".join(side)):
            if any(start <= match.end() and match.start() <= end for start, end in changed):
                yield f"紧挨着部门、岗位或人员的名称（{match.group()}）改了字"


def _changed_stretches(parts: Iterable[Part], side: Iterable[str]) -> list[tuple[int, int]]:
    """From where to where words other than punctuation were changed, on one side of a text; a deletion has no length on the new."""
    found, at = [], 0
    for part, text in zip(parts, side, strict=True):
        if part.status in ("deleted", "added") and not _PUNCTUATION.fullmatch(text_of(part.old) + text_of(part.new)):
            found.append((at, at + len(text)))
        at += len(text)
    return found


def _restyled(parts: Iterable[Part], faults: list[str]) -> Iterator[tuple[str, str]]:
    """Words that look otherwise than before, as a change that is listed; who strikes words out or brings them back takes them out."""
    for part in parts:
        if part.status != "restyled":
            continue
        marks = [
            {mark for child in side if isinstance(child, Text) for mark in child.marks} for side in (part.old, part.new)
        ]
        words = text_of(part.new)
        if any("del" in side for side in marks):
            faults.append(f"“{words}”加了或去了删除线")
        yield words, f"{words}（字样改变）"


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


def _reshaped(item: Item, faults: list[str]) -> Iterator[tuple[str, str]]:
    """A block that is set otherwise, as a change that is listed; another picture, or another number, is another content."""
    old, new = item.old, item.new
    if isinstance(old, Figure) and isinstance(new, Figure):
        if picture_key(old.picture) != picture_key(new.picture):
            faults.append("换了图片，或改了它的大小和说明")
        return
    if getattr(old, "number", "") != getattr(new, "number", ""):
        faults.append("编号变了")
    if isinstance(old, Heading) and isinstance(new, Heading):
        if (old.level, old.numbered, old.appendix) != (new.level, new.numbered, new.appendix):
            faults.append("标题的级别改了")
    elif isinstance(old, Paragraph) and isinstance(new, Paragraph) and old.role != new.role:
        words = text_of(new.children)
        yield words, f"{words}（段落样式改变）"
    elif isinstance(old, Table) and isinstance(new, Table) and (old.style, old.widths) != (new.style, new.widths):
        words = " ".join(text_of(new.caption or ()).split()) or "表格"
        yield words, f"{words}（表格样式改变）"


def _passages(items: Iterable[Item]) -> Iterator[tuple[str, str] | str | Item]:
    """Every changed passage, as (old, new), and each block that has some; a sentence for what is more than a changed passage."""
    for item in items:
        if item.kind == "kept":
            continue
        if item.kind != "modified" or item.whole:
            yield "有段落、表格或条款增加、删去、移动或整体替换"
            continue
        yield from _of_parts(item.parts)
        yield item
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

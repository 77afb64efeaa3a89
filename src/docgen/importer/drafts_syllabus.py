"""A syllabus as the kind 培训大纲: each leaf by its levels."""

from __future__ import annotations

import re
from typing import Any

from docgen.importer.drafts import NO_DATE, Draft, missing
from docgen.importer.paper import Notes
from docgen.importer.pieces import Piece
from docgen.importer.syllabus import VERBS, Group, Item, Syllabus
from docgen.importer.values import Value

KIND, TITLE = "training-syllabus", "培训大纲"
_LEVEL = re.compile(r"(了解|熟悉|掌握)")
_ENDS = "，、；。,;： "


def syllabus_draft(syllabus: Syllabus, piece: Piece, notes: Notes) -> Draft:
    """A syllabus as a draft that builds: parts, chapters, sections, and topics with what each level asks."""
    title = missing("标题", notes)
    notes.added("待补", NO_DATE, "日期")
    data: dict[str, Any] = {
        "文种": TITLE,
        "标题": title,
        "单位": missing("单位全称", notes),
        "岗位": missing("适用的岗位", notes),
        "日期": NO_DATE,
        "说明": missing("怎样使用本大纲，三级要求的含义", notes),
        "部分": [_part(part, notes) for part in syllabus.parts],
    }
    return Draft(KIND, TITLE, data, "知识技能大纲", piece.first, piece.last)


def fits(syllabus: Syllabus) -> bool:
    """True if every chapter holds items, and every item names a level: what the kind asks."""
    groups = [group for part in syllabus.parts for group in part.walk()]
    leaves = [group for group in groups if group.kind == "section" or (group.kind == "chapter" and not group.groups)]
    stray = any(group.items for group in groups if group.groups or group.kind == "part")
    return (
        bool(syllabus.parts)
        and not stray
        and all(group.items for group in leaves)
        and all(_LEVEL.search(item.text) for item in syllabus.items())
    )


def _part(part: Group, notes: Notes) -> dict[str, Any]:
    return {"名称": _name(part, notes), "章": [_chapter(chapter, notes) for chapter in part.groups]}


def _chapter(chapter: Group, notes: Notes) -> dict[str, Any]:
    sections = [_section(section, notes) for section in chapter.groups]
    if not sections:  # a chapter without sections is its own
        notes.added("补出的层次", chapter.title, f"“{chapter.title}”下面没有分节，节名用章名")
        sections = [{"名称": chapter.title, "知识点": _topics(chapter, notes)}]
    return {"名称": _name(chapter, notes), "节": sections}


def _section(section: Group, notes: Notes) -> dict[str, Any]:
    return {"名称": _name(section, notes), "知识点": _topics(section, notes)}


def _name(group: Group, notes: Notes) -> Value | str:
    return Value(group.title, group.line, group.last, 0.9) if group.title else missing("标题", notes)


def _topics(group: Group, notes: Notes) -> list[dict[str, Any]]:
    return [topic(item, notes) for item in group.items]


def topic(item: Item, notes: Notes) -> dict[str, Value]:
    """`熟悉甲，掌握乙` as {熟悉: 甲, 掌握: 乙}; a level that comes twice takes both texts. The levels' words are keys and so noted as dropped."""
    parts = _LEVEL.split(item.text)
    head, levels = parts[0], list(zip(parts[1::2], parts[2::2], strict=True))
    found: dict[str, str] = {}
    for index, (level, text) in enumerate(levels):
        text = head + text if index == 0 else text
        if level in found:
            notes.dropped("层级变成字段", item.first, level)
            found[level] += text
        else:
            notes.dropped("层级变成字段", item.first, level)
            found[level] = text
    topics: dict[str, Value] = {}
    for level in (verb for verb in VERBS if verb in found):
        text = found[level].rstrip(_ENDS)
        notes.dropped("末尾的标点", item.first, found[level][len(text) :])
        topics[level] = Value(text or level, item.first, item.last, item.confidence)
    return topics

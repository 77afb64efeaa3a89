"""A syllabus whose numbers were run together, put back in order.

Parts, chapters, sections and levelled items (了解, 熟悉, 掌握 and what) come as
a stream in which `1.2.3.` stands for three markers whose items follow later.
The rule: a run of n owns the next n items. Where a heading comes before any
of them, the n are owed, and items beyond a later run's own repay what is owed,
last owed first. What does not come out even is said, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from docgen.importer.paper import Line, Notes
from docgen.importer.punctuation import widen
from docgen.text.numerals import chinese_number, chinese_value

VERBS = ("了解", "熟悉", "掌握")
_VERB = "(?:了解|熟悉|掌握)"
_CN = "[一二三四五六七八九十]{1,3}"
_RUN = re.compile(r"(?<![\w.])(?:\d{1,2}\s*[.、．]\s*)+(?!\d)")
_HEADING = re.compile(rf"(?:^|(?<=[\s。；;.．)）]))第({_CN})([章节])\s*")
_PART = re.compile(rf"[(（]([\u4e00-\u9fff]{{2,14}})[)）](?=\s*(?:第{_CN}章|$|{_VERB}))|(?:^|(?<=\s))第({_CN})部分\s*")
# An item begins with a level; not after a comma (one item may hold several levels), nor after 并, 和 or an adverb.
_START = re.compile(
    rf"(?:^|(?<=\s))\s*(?={_VERB})|(?<=[\u4e00-\u9fff)）])(?<![并和与及且应要需能能够步入面地熟解悉握])(?={_VERB})"
)
_FRAGMENT = 4


@dataclass(slots=True)
class Item:
    """A leaf: its text as one, the lines it came from."""

    text: str
    first: int
    last: int
    confidence: float = 0.9


@dataclass(slots=True)
class Group:
    """A part, chapter or section: its title, what it holds, its number as typed."""

    kind: Literal["part", "chapter", "section"]
    title: str
    line: int
    number: int = 0
    items: list[Item] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    last: int = 0

    def walk(self) -> Iterator[Group]:
        """This group and all below."""
        yield self
        for group in self.groups:
            yield from group.walk()


@dataclass(slots=True)
class Syllabus:
    """Parts in order, what stood before the first heading, and the repairs counted."""

    parts: list[Group] = field(default_factory=list)
    preface: list[Item] = field(default_factory=list)
    runs: int = 0
    repaid: int = 0
    unrepaired: int = 0

    def items(self) -> list[Item]:
        """All leaves in the order of the outline."""
        return [item for part in self.parts for group in part.walk() for item in group.items]


@dataclass(slots=True)
class _Owed:
    group: Group
    count: int
    line: int
    fragment: str = ""


def looks_like_syllabus(lines: list[Line]) -> bool:
    """Chapters and a good number of levelled items, and no table, whose cells would be lost among them."""
    if any(line.table for line in lines):
        return False
    text = "\n".join(line.text for line in lines)
    starts = len(_START.findall(text)) + len(re.findall(rf"\d[.、．]\s*{_VERB}", text))
    return starts >= 8 and len(re.findall(f"第{_CN}[章节]", text)) >= 2


def read_syllabus(lines: list[Line], notes: Notes) -> Syllabus:
    """The syllabus in a piece's lines. Numbers and headings' numbers are noted as dropped, repairs and failures as such."""
    reader = _Reader(notes)
    for line in lines:
        if line.text:
            reader.line(line.number, line.text)
    reader.finish()
    return reader.syllabus


def verb_count(text: str) -> dict[str, int]:
    """How often each level stands in a text."""
    return {verb: text.count(verb) for verb in VERBS}


class _Reader:
    def __init__(self, notes: Notes) -> None:
        self.syllabus = Syllabus()
        self._notes = notes
        self._part: Group | None = None
        self._chapter: Group | None = None
        self._group: Group | None = None  # where items go
        self._untitled: Group | None = None
        self._open = 0  # items that the current run still owns
        self._run = 0
        self._run_line = 0
        self._fragment = ""
        self._owed: list[_Owed] = []
        self._last: Item | None = None

    def line(self, number: int, text: str) -> None:
        """Read one line: headings, runs and texts from left to right."""
        position = 0
        while position < len(text):
            found = self._next_sign(text, position)
            if found is None:
                self._text(text[position:], number)
                return
            if found.start() > position:
                self._text(text[position : found.start()], number)
                self._note_glued(found, text, number)
            if found.re is _RUN:
                self._begin_run(found[0], number)
            elif found.re is _PART:
                self._heading("part", found[1] or "", chinese_value(found[2]) if found[2] else 0, number, found[0])
            else:
                self._heading(
                    "chapter" if found[2] == "章" else "section", "", chinese_value(found[1]), number, found[0]
                )
            position = found.end()

    def _note_glued(self, found: re.Match[str], text: str, number: int) -> None:
        """A heading with its title behind an item, in one line."""
        if found.re is _HEADING and self._last is not None and self._last.last == number:
            self._notes.changed(
                "粘连",
                number,
                f"“{text[found.start() : found.start() + 12].strip()}”接在上一条后面，已分开",
            )

    def finish(self) -> None:
        """The end of the piece ends the last run; what is still owed is said."""
        self._end_run()
        for owed in self._owed:
            self.syllabus.unrepaired += 1
            self._notes.undecided(
                "连在一起的编号",
                owed.line,
                f"“{owed.group.title}”的 {owed.count} 个编号找不到对应的条目",
            )
            if owed.fragment:
                self._keep(owed.group, owed.fragment, owed.line, 0.3)
        self._check_chapters()
        changed = 0
        for part in self.syllabus.parts:
            for group in part.walk():
                group.title, count = widen(group.title)
                changed += count
                for item in group.items:
                    item.text, count = widen(item.text)
                    changed += count
        if changed:
            self._notes.changed(
                "半角标点",
                self.syllabus.parts[0].line,
                f"中文之间的半角标点改成全角，共 {changed} 处",
                max(item.last for item in self.syllabus.items()) if self.syllabus.items() else 0,
            )

    @staticmethod
    def _next_sign(text: str, position: int) -> re.Match[str] | None:
        found = [match for pattern in (_RUN, _PART, _HEADING) if (match := pattern.search(text, position))]
        return min(found, key=lambda match: match.start(), default=None)

    # --- headings ----------------------------------------------------------

    def _heading(
        self, kind: Literal["part", "chapter", "section"], title: str, number: int, line: int, sign: str
    ) -> None:
        self._end_run()
        self._finish_title()
        group = Group(kind, title, line, number, last=line)
        self._notes.dropped("编号", line, sign.replace(title, "", 1) if title else sign)
        if kind == "part":
            self.syllabus.parts.append(group)
            self._part, self._chapter = group, None
        elif kind == "chapter" or self._chapter is None:
            self._parent_part(line).groups.append(group)
            self._chapter = group
        else:
            self._chapter.groups.append(group)
        self._group = group
        self._untitled = None if title else group

    def _parent_part(self, line: int) -> Group:
        if self._part is None:
            self._part = Group("part", "", line, last=line)
            self.syllabus.parts.append(self._part)
        return self._part

    def _finish_title(self) -> None:
        if self._untitled is not None and not self._untitled.title:
            self._notes.undecided("标题", self._untitled.line, "这里的章节没有标题")
        self._untitled = None

    # --- runs --------------------------------------------------------------

    def _begin_run(self, sign: str, line: int) -> None:
        self._finish_title()
        ordinals = [int(digits) for digits in re.findall(r"\d+", sign)]
        self._end_run()
        self._notes.dropped("编号", line, sign)
        self._open = self._run = len(ordinals)
        self._run_line = line
        if len(ordinals) > 1:
            self.syllabus.runs += 1

    def _end_run(self) -> None:
        """Nothing came: owed. Some came, but too few: said."""
        if self._open and self._open == self._run and self._group is not None:
            self._owed.append(_Owed(self._group, self._open, self._run_line, self._fragment))
        elif self._open and self._group is not None:
            self.syllabus.unrepaired += 1
            what = f"“{self._group.title}”有 {self._run} 个编号，只有 {self._run - self._open} 条，无法复原；按见到的条目排"
            self._notes.undecided("连在一起的编号", self._run_line, what)
        self._open = self._run = 0
        self._fragment = ""

    # --- texts -------------------------------------------------------------

    def _text(self, text: str, line: int) -> None:
        starts = [found.start() + len(found[0]) for found in _START.finditer(text)]
        pieces = [text[start:end] for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]
        for index, piece in enumerate(pieces):
            glued = index > 0 and pieces[index - 1].strip() == pieces[index - 1] and bool(pieces[index - 1])
            content = piece.strip()
            if not content:
                continue
            if self._untitled is not None and not self._untitled.title and not content.startswith(VERBS):
                self._untitled.title, self._untitled.last = content, line
                continue
            self._finish_title()
            if content.startswith(VERBS) or (self._open and not self._is_fragment(content)):
                self._item(content, line, glued)
            else:
                self._rest(content, line)

    def _is_fragment(self, text: str) -> bool:
        return self._open == self._run and self._run > 1 and len(text) <= _FRAGMENT

    def _item(self, text: str, line: int, glued: bool) -> None:
        item = Item(text, line, line)
        self._last = item
        if glued:
            self._notes.changed("粘连", line, f"“{text[:12]}”粘在上一条后面，已分开")
            item.confidence = 0.75
        if self._open:
            self._open -= 1
            self._home(line).items.append(item)
        elif self._owed:
            self._repay(item, line)
        else:
            self._home(line).items.append(item)
            item.confidence = 0.7
            self._notes.undecided("编号", line, f"“{text[:16]}”没有编号，放在它所在的标题下")

    def _repay(self, item: Item, line: int) -> None:
        owed = self._owed[-1]
        owed.group.items.append(item)
        owed.group.last = max(owed.group.last, line)
        owed.count -= 1
        item.confidence = 0.75
        self.syllabus.repaid += 1
        self._notes.changed(
            "连在一起的编号",
            line,
            f"“{item.text[:16]}”放回 S{owed.line} 的编号所在的“{owed.group.title}”",
        )
        if owed.count:
            return
        self._owed.pop()
        if owed.fragment:
            what = f"“{item.text[-3:]}…{owed.fragment}”：S{owed.line} 的“{owed.fragment}”接回 S{line}"
            self._notes.changed("断开的词", owed.line, what, line)
            item.text, item.first, item.confidence = item.text + owed.fragment, min(item.first, owed.line), 0.6

    def _rest(self, text: str, line: int) -> None:
        """Text that is no item: what was torn from one, or the second half of a broken line."""
        if self._is_fragment(text) and not self._fragment:
            self._fragment = text
        elif self._last is not None and (self._last.last in (line, line - 1)):
            self._notes.changed(
                "硬换行", self._last.last, "接上：{text}".format(text=f"{self._last.text[-6:]}↵{text[:6]}"), line
            )
            self._last.text += text
            self._last.last = line
            self._last.confidence = min(self._last.confidence, 0.85)
        else:
            self._keep(self._home(line), text, line, 0.5)
            self._notes.undecided("条目", line, f"“{text[:16]}”没有写了解、熟悉还是掌握")

    def _home(self, line: int) -> Group:
        if self._group is None:
            self._group = self._parent_part(line)
        return self._group

    def _keep(self, group: Group, text: str, line: int, confidence: float) -> None:
        self._last = Item(text, line, line, confidence)
        group.items.append(self._last)

    def _check_chapters(self) -> None:
        for part in self.syllabus.parts:
            for parent in part.walk():
                before = 0
                for group in parent.groups:
                    if group.number > before + 1:
                        names = "、".join(
                            f"第{chinese_number(n)}{'章' if group.kind == 'chapter' else '节'}"
                            for n in range(before + 1, group.number)
                        )
                        self._notes.doubt(
                            "编号",
                            group.line,
                            "{parent}缺少{names}".format(
                                parent=f"“{parent.title}”" if parent.title else "", names=names
                            ),
                        )
                    elif group.number and group.number <= before:
                        self._notes.doubt("编号", group.line, f"“{group.title}”的编号与前面的重复")
                    before = group.number or before

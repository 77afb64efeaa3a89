"""K201 to K203, numbering: numbers that were typed; `articles` holds what is cited."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from docgen.check.content import Content, Line
from docgen.check.finding import Finding
from docgen.check.markers import Marker, marker_of, number_value
from docgen.check.rule import rule
from docgen.check.structure import content_place
from docgen.check.words import Words, together
from docgen.model.nodes import List, Paragraph
from docgen.model.traversal import plain_text, walk

_Marked = tuple[Line, Marker]


@rule("K201", "typed-number", "手打的编号断了、重了或混了", needs="0123456789１２３４５６７８９一二三四五六七八九十①②③")
def typed_number(content: Content) -> Iterator[Finding]:
    """手打的编号跳号、重号、倒号，或一列里混用几种式样。

    为什么：从别处复制来的条目，编号最容易错；引用“第 4 项”就会落空。
    不好：1、制定计划；2、走访客户；4、建立档案。
    好：写成列表，编号交给 docgen；一定要手打的，改成连续。
    来源：通行的编辑规范。
    """
    yield from _inline(content)
    for run in content.runs:
        marked = [(line, marker) for line in run.lines if (marker := marker_of(line.text))]
        if len(marked) > 1:
            yield from _decimals(marked)
            yield from _mixed(run.lines)
            yield from _sequences(
                marked, {after.start for before, after in pairwise(run.lines) if marker_of(before.text)}
            )


_TENS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class _Inline:
    """A style of number inside a paragraph: the pattern, what may stand before its number ("" anything), and of what the text
    must hold something: characters after a digit, before a digit, or words."""

    pattern: re.Pattern[str]
    before: str
    words: Words
    after_digit: frozenset[str] = frozenset()
    before_digit: frozenset[str] = frozenset()

    def may_be_in(self, content: Content) -> bool:
        return (
            content.may_hold_any(self.words)
            or not self.after_digit.isdisjoint(content.after_digits)
            or not self.before_digit.isdisjoint(content.before_digits)
        )


_INLINE = (
    _Inline(
        re.compile(r"[（(](\d{1,2}|[一二三四五六七八九十]{1,3})[）)]"),
        "",
        together("（(", _TENS),
        before_digit=frozenset("（("),
    ),
    _Inline(
        re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,3})[、.．](?![\d一二三四五六七八九十])"),
        "；;。：:，, \n",
        together(_TENS, "、.．"),
        after_digit=frozenset("、.．"),
    ),
    _Inline(re.compile(r"([①-⑳])"), "", Words("①")),
    _Inline(re.compile(r"([一二三四五六七八九十])是"), "；;。：:，,\n", together(_TENS, "是")),
    _Inline(re.compile(r"第([一二三四五六七八九十])(?=[，,、：:])"), "；;。：:，,\n", together("第", _TENS)),
)


def _inline(content: Content) -> Iterator[Finding]:
    """Numbers inside one paragraph: （1）…；（2）…；（4）…, which begin with 1 and are three or more."""
    for one in _INLINE:
        if not one.may_be_in(content):
            continue
        by_line: dict[int, list[re.Match[str]]] = {}
        for found in one.pattern.finditer(content.text):
            if one.before and found.start() and content.text[found.start() - 1] not in one.before:
                continue
            by_line.setdefault(content.text.rfind("\n", 0, found.start()), []).append(found)
        for marks in by_line.values():
            values = [number_value(found[1]) for found in marks]
            if len(values) < 3 or values[0] != 1 or values[-1] > 2 * len(values):
                continue
            for found, before, value in zip(marks[1:], values, values[1:], strict=False):
                if value not in (before + 1, 1):
                    fact = "编号“{typed}”重复了" if value == before else "编号“{typed}”接不上前面的 {before}"
                    yield Finding(
                        fact.format(typed=found[0], before=before), "改成连续的编号", found.start(1), found.end(1)
                    )


def _sequences(marked: list[_Marked], adjacent: set[int]) -> Iterator[Finding]:
    """Styles of one number each: every style counts for itself and begins again below a higher one.

    A second 1 is a new list, unless it stands right below the first (`adjacent`: starts of lines below a numbered one).
    """
    last: dict[str, int] = {}
    order: list[str] = []
    for line, marker in marked:
        if len(marker.numbers) > 1:
            continue
        style, number = marker.style, marker.numbers[0]
        if style in order:
            for deeper in order[order.index(style) + 1 :]:
                last.pop(deeper, None)
            del order[order.index(style) + 1 :]
        else:
            order.append(style)
        before = last.get(style)
        if (before is not None and number not in (before + 1, 1)) or (
            before is not None and number == 1 and before == 1
        ):
            yield _broken(line, marker, before)
        last[style] = number


_SINGLE = {"dun", "point", "bracket", "half-bracket", "circle", "chinese", "chinese-bracket"}


def _mixed(lines: list[Line]) -> Iterator[Finding]:
    """1、 2. （3）: neighbours that count on in another style, one that has not been met in the list."""
    met: set[str] = set()
    before: Marker | None = None
    for line in lines:
        marker = marker_of(line.text)
        if marker is None or marker.style not in _SINGLE:
            before = None
            continue
        if (
            before
            and marker.style == before.style == "chinese"
            and _stop(marker) != _stop(before)
            and marker.numbers[0] == before.numbers[0] + 1
            and not met.intersection({"stops"})
        ):
            met.add("stops")  # said once a list
            yield _other_style(line, marker, before)
        elif (
            before
            and marker.style != before.style
            and marker.style not in met
            and marker.numbers[0] == before.numbers[0] + 1
        ):
            yield _other_style(line, marker, before)
        met.add(marker.style)
        before = marker


def _stop(marker: Marker) -> str:
    """The mark after a number: 一、 and 二. are two styles, 二. and 二． one."""
    return "、" if "、" in marker.text else "."


def _other_style(line: Line, marker: Marker, before: Marker) -> Finding:
    fact = f"编号“{marker.text.strip()}”与前面的“{before.text.strip()}”式样不同"
    return Finding(
        fact,
        "同一列用一种编号；更好的是写成列表，由 docgen 编号",
        line.start,
        line.start + len(marker.text.rstrip()),
    )


def _broken(line: Line, marker: Marker, before: int) -> Finding:
    number = marker.numbers[-1]
    if number == before:
        fact = f"编号“{marker.text.strip()}”重复了"
    else:
        fact = f"编号“{marker.text.strip()}”接不上前面的 {before}"
    return Finding(
        fact, "改成连续的编号；更好的是写成列表，由 docgen 编号", line.start, line.start + len(marker.text.rstrip())
    )


def _decimals(marked: list[_Marked]) -> Iterator[Finding]:
    """1.1, 1.2 …: each follows its neighbour, begins a level below, or goes on above."""
    lines = [(line, marker) for line, marker in marked if len(marker.numbers) > 1]
    if len(lines) < 3:
        return
    parents = Counter(marker.numbers[:-1] for _line, marker in lines)
    before: tuple[int, ...] = ()
    for line, marker in lines:
        numbers = marker.numbers
        if before and not _follows(before, numbers):
            lone = parents[numbers[:-1]] == 1 and numbers[-1] != 1
            if lone or numbers[:-1] == before[:-1]:
                yield _broken(line, marker, before[-1])
                if lone:
                    continue
        before = numbers


def _follows(before: tuple[int, ...], numbers: tuple[int, ...]) -> bool:
    if numbers[:-1] == before[:-1]:
        return numbers[-1] == before[-1] + 1
    if numbers[: len(before)] == before:
        return numbers[len(before) :] == (1,) * (len(numbers) - len(before))
    shorter = min(len(before), len(numbers))
    return numbers[-1] == 1 or (
        numbers[: shorter - 1] == before[: shorter - 1] and numbers[shorter - 1] == before[shorter - 1] + 1
    )


_TWO_TOGETHER = re.compile(r"\d[.、．)）][ ]?[（(]?\d{1,2}[.、．)）]|[①-⑳]{2}")
_COLLAPSED = re.compile(
    r"(?<![\d.])(?:\d{1,2}[.、．)）][ ]?){3,}(?!\d)|(?:[（(]\d{1,2}[）)][ ]?){3,}|[①-⑳]{3,}", re.MULTILINE
)


@rule("K202", "collapsed-markers", "几个编号挤在一起", needs="0123456789①")
def collapsed_markers(content: Content) -> Iterator[Finding]:
    """几个编号连在一起，例如“1.2.3.4.”，后面各项没有编号。

    为什么：复制网页或旧文档时，编号与正文分了家。
    不好：1.2.3.4. 语音 数据 互联网 云
    好：每项一行，写成列表。
    来源：导入旧文稿时的常见毛病。
    """
    if not _TWO_TOGETHER.search(content.text):
        return
    for found in _COLLAPSED.finditer(content.text):
        numbers = [int(number) for number in re.findall(r"\d+", found[0])] or [ord(mark) for mark in found[0].strip()]
        if all(later == earlier + 1 for earlier, later in pairwise(numbers)):
            fact = f"编号“{found[0].strip()}”挤在一起"
            yield Finding(fact, "把编号分到各项前面，或写成列表由 docgen 编号", found.start(), found.end())


@rule("K203", "double-number", "列表里又手打了编号")
def double_number(content: Content) -> Iterator[Finding]:
    """列表由 docgen 编号，条目开头却又手打了编号。

    为什么：成品里会出现两个编号，例如“（1）1、负责……”。
    不好：职责列表里写“1、负责区域客户的开发”
    好：只写“负责区域客户的开发”
    来源：docgen 的列表写法。
    """
    for block in walk(content.document.blocks if content.document else ()):
        if not isinstance(block, List) or len(block.items) < 2:
            continue
        typed = []
        for item in block.items:
            first = item.blocks[0] if item.blocks else None
            if (
                item.number.strip("•-–—·○●")
                and isinstance(first, Paragraph)
                and (marker := marker_of(plain_text(first.children)))
            ):
                typed.append((first, marker))
        if len(typed) < 2:
            continue
        for first, marker in typed:
            if place := content_place(first.children):
                yield Finding(
                    f"条目已有编号，又手打了“{marker.text.strip()}”",
                    "删去手打的编号",
                    location=place,
                )

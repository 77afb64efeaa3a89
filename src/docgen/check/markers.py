"""Typed numbers at the head of a line: 1、 （2） 三、 （四） 1.4.1 第五条 ① a)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docgen.text.numerals import chinese_value

_N = r"([一二三四五六七八九十百零〇]{1,5})"
_STYLES = (
    ("article", re.compile(rf"第(?:{_N}|(\d{{1,3}}))条")),
    ("chapter", re.compile(rf"第(?:{_N}|(\d{{1,3}}))[章节编篇]")),
    ("ordinal", re.compile(rf"第{_N}[，,、：:](?!(?=[一二三四五六七八九十]))")),
    ("chinese-bracket", re.compile(rf"[（(]{_N}[）)]")),
    ("bracket", re.compile(r"[（(](\d{1,3})[）)]")),
    ("chinese", re.compile(rf"{_N}[、.．](?![一二三四五六七八九十]+(?:期|类|级|线|层|季度|等|者|楼|次))")),
    ("decimal", re.compile(r"(\d{1,2}(?:[.．]\d{1,2}){1,3})(?:[、.．]|[ 　]+|(?=[\u4e00-\u9fff]))")),
    ("half-bracket", re.compile(r"(\d{1,3})[）)]")),
    ("dun", re.compile(r"(\d{1,3})、(?![ ]?\d)")),
    ("point", re.compile(r"(\d{1,3})[.．](?!\d)[ 　]?")),
    ("circle", re.compile(r"([①-⑳])")),
)
# What follows a decimal that is a measure and no number of a clause.
_UNIT = re.compile(
    r"[ 　]?(?:万|亿|千|百|个|元|米|倍|年|月|日|天|时|分|秒|人|台|套|路|条|小时|公里|皮长|吨|度|折|级|寸|英寸|亩|平方|立方|岁|次|项|家|"
    r"[kKMGTmµ]?(?:m|g|b|B|W|Hz|V|A|Ω|s|bit|bps|pt)\b|[%％‰×xX*/~～\-—至℃°])"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """`style`, the numbers (1.4.1 → (1, 4, 1)) and the marker as typed."""

    style: str
    numbers: tuple[int, ...]
    text: str


def marker_of(line: str) -> Marker | None:
    """The number typed at the head of a line, or None. Measures (2.5 米) are none."""
    if not line or line[0] not in "第（(一二三四五六七八九十百0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return None
    for style, pattern in _STYLES:
        if found := pattern.match(line):
            typed = next(group for group in found.groups() if group)
            if style == "decimal":
                numbers = tuple(int(part) for part in re.split("[.．]", typed))
                if _UNIT.match(line, found.end(1)) or (
                    found[0].endswith(".") and numbers == tuple(range(1, len(numbers) + 1))
                ):
                    return None  # 2.5 米; 1.2.熟悉 is two numbers collapsed
                return Marker(style, numbers, found[0])
            if style == "chapter":
                style = f"chapter {found[0][-1]}"  # 第一章 and 第一节 count for themselves
            return Marker(style, (number_value(typed),), found[0])
    return None


def number_value(text: str) -> int:
    r"""12, １２, 十二 and ⑫ alike; `\d` and `int` take the decimal digits of every script."""
    if text.isdecimal():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - 0x2460 + 1
    return chinese_value(text)

"""Numbers that people type before an item: every style, its ordinals, its rank among the others.

`1、` `1.` `1．` `1)` `(1)` `1.4.1、` `一、` `(一)` `第一章` `第一节` `第一条` `第一:` `①` `•`, half- or full-width,
and a bare digit before Chinese (`5进行`), which only its neighbours can make sure of. Standard library only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docgen.text.numerals import chinese_value

_CN = "[一二三四五六七八九十百零〇两]{1,5}"
_COUNT = rf"(?:{_CN}|[0-9０-９]{{1,3}})"
# What follows a number that counts something and marks nothing: 3年, 8个, 2.5万元.
_UNIT = "年月日天时分秒点个名次台件条项种类位家人份元万亿千百级层倍米号岁周季多余％%~-—－至到者"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第\s*({_COUNT})\s*(?:部分|篇|卷|编)\s*[:：、.．]?\s*")),
    ("chapter", re.compile(rf"第\s*({_COUNT})\s*章\s*[:：、.．]?\s*")),
    ("section", re.compile(rf"第\s*({_COUNT})\s*节\s*[:：、.．]?\s*")),
    ("article", re.compile(rf"第\s*({_COUNT})\s*条\s*[:：、.．]?\s*")),
    ("第", re.compile(rf"第\s*({_CN})\s*[:：、,，.．]\s*")),
    ("(一)", re.compile(rf"[(（〔]\s*({_CN})\s*[)）〕]\s*[、.．:：]?\s*")),
    ("一", re.compile(rf"({_CN})\s*[、.．]\s*")),
    ("1.1", re.compile(r"([0-9]{1,3}(?:\s*[.．]\s*[0-9]{1,3})+)\s*[、.．)）:：]?\s*(?![0-9%％])")),
    ("(1)", re.compile(r"[(（〔]\s*([0-9０-９]{1,3})\s*[)）〕]\s*[、.．]?\s*")),
    ("1)", re.compile(r"([0-9]{1,3})\s*[)）]\s*")),
    ("1", re.compile(r"([0-9]{1,3})\s*(?:[、．]|[.](?![0-9]))\s*")),
    ("1", re.compile(r"([0-9]{1,2}) +(?=[\u4e00-\u9fff][^\s，。；,;]{1,22}$)")),
    ("①", re.compile(r"([①-⑳])\s*")),
    ("a", re.compile(r"([a-zA-Z])\s*[)）、.．](?![a-zA-Z0-9])\s*")),
    ("•", re.compile(r"([•●○■□◆◇▪▶►➢✓·*\-–—])\s+|([•●○■◆▪➢✓])")),
)
_BARE = re.compile(rf"([0-9]{{1,2}})(?=[\u4e00-\u9fff])(?![{_UNIT}])")
_RANK = {
    "part": 0,
    "chapter": 1,
    "section": 2,
    "article": 3,
    "第": 3,
    "一": 4,
    "(一)": 5,
    "1": 6,
    "bare": 6,
    "1.1": 7,
    "(1)": 8,
    "1)": 9,
    "①": 10,
    "a": 11,
    "•": 12,
}
_FULL = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker: its style, its ordinals ((1, 4, 1) for 1.4.1), and the very text that it took."""

    style: str
    ordinals: tuple[int, ...]
    text: str

    @property
    def key(self) -> str:
        """What makes two markers siblings: style, and for decimals the depth. `1.` and `1、` are the same, a bare 1 too."""
        if self.style == "1.1":
            return f"1.1/{len(self.ordinals)}"
        return "1" if self.style == "bare" else self.style

    @property
    def rank(self) -> int:
        """Where the style usually stands: smaller is nearer to the top."""
        return _RANK[self.style] * 10 + (len(self.ordinals) if self.style == "1.1" else 0)

    @property
    def last(self) -> int:
        """The last ordinal: 3 of 2.3."""
        return self.ordinals[-1]

    @property
    def is_heading(self) -> bool:
        """True for markers that head a part of a paper: 第一章, 第二节."""
        return self.style in ("part", "chapter", "section")


def marker_of(text: str, *, bare: int = 0) -> Marker | None:
    """The marker that a text begins with; `bare` allows a digit without a separator if it is this one."""
    for style, pattern in _PATTERNS:
        found = pattern.match(text)
        if not found:
            continue
        if style == "1.1" and _is_quantity(text, found):
            return None
        if style == "1" and _is_quantity(text, found):
            return None
        return Marker(style, _ordinals(style, found[1] or found[2] if style == "•" else found[1]), found[0])
    if bare:
        found = _BARE.match(text)
        if found and int(found[1]) == bare:
            return Marker("bare", (bare,), found[0])
    return None


def _ordinals(style: str, text: str) -> tuple[int, ...]:
    text = text.translate(_FULL)
    if style == "1.1":
        return tuple(int(part) for part in re.split(r"\s*[.．]\s*", text))
    if style == "①":
        return (ord(text) - 0x2460 + 1,)
    if style == "a":
        return (ord(text.lower()) - ord("a") + 1,)
    if style == "•":
        return (0,)
    return (int(text) if text.isdecimal() else chinese_value(text),)


def _is_quantity(text: str, found: re.Match[str]) -> bool:
    """2.5万元 counts something; so does 10.0%."""
    tail = text[found.end() :]
    return bool(re.match(r"[万亿元%％倍米吨兆GMKgmk]", tail)) and not re.search(r"[、.．)）]\s*$", found[0])

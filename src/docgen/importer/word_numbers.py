"""Word's automatic numbers as the reader of the paper sees them (ECMA-376 part 1 §17.9)."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from docgen.importer.word_names import W, value
from docgen.text.numerals import chinese_number

_PLACE = re.compile(r"%([1-9])")
_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographTraditional",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographDigital",
)
_CIRCLED = ("decimalEnclosedCircle", "decimalEnclosedCircleChinese")
_DEEPEST = 9


class Numbers:
    """Counts the numbered paragraphs of a document in order; a new one for each document."""

    def __init__(self, numbering: bytes | None, styles: dict[str, Any]) -> None:
        self._styles = styles
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if numbering:
            root = etree.fromstring(numbering)
            self._abstract = {node.get(f"{W}abstractNumId", ""): node for node in root.iter(f"{W}abstractNum")}
            self._lists = {node.get(f"{W}numId", ""): node for node in root.iter(f"{W}num")}

    def marker(self, paragraph: Any, style: str) -> str:
        """The printed number of the next paragraph, such as 1.、（一） or 第一章; bullets as •; the empty string for none."""
        found = self._list_of(paragraph, style)
        if found is None:
            return ""
        number, depth = found
        level = self._level(number, depth)
        if level is None:
            return ""
        counts = self._count(number, depth)
        form = value(level, "numFmt") or "decimal"
        if form == "bullet":
            return "•"
        if form == "none":
            return ""
        legal = level.find(f"{W}isLgl") is not None
        return _PLACE.sub(
            lambda place: self._ordinal(number, int(place[1]) - 1, counts, legal), value(level, "lvlText")
        ).strip()

    def _list_of(self, paragraph: Any, style: str) -> tuple[str, int] | None:
        own = paragraph.find(f"{W}pPr/{W}numPr")
        seen: set[str] = set()
        number, depth = (value(own, "numId"), value(own, "ilvl")) if own is not None else ("", "")
        while style and style not in seen and not number:
            seen.add(style)
            node = self._styles.get(style)
            if node is None:
                break
            number = value(node, "pPr/numPr/numId")
            depth = depth or value(node, "pPr/numPr/ilvl") or self._linked(number, style)
            style = value(node, "basedOn")
        if not number or number == "0":
            return None
        return number, min(int(depth) if depth.isdecimal() else 0, _DEEPEST - 1)

    def _linked(self, number: str, style: str) -> str:
        """The level of a list that names the style as its own."""
        for level in (
            self._abstract_of(number).iter(f"{W}lvl")
            if number in self._lists and self._abstract_of(number) is not None
            else ()
        ):
            if value(level, "pStyle") == style:
                return str(level.get(f"{W}ilvl", "0"))
        return ""

    def _abstract_of(self, number: str) -> Any:
        node = self._lists.get(number)
        return None if node is None else self._abstract.get(value(node, "abstractNumId"))

    def _override(self, number: str, depth: int) -> Any:
        node = self._lists.get(number)
        for override in node.iter(f"{W}lvlOverride") if node is not None else ():
            if override.get(f"{W}ilvl") == str(depth):
                return override
        return None

    def _level(self, number: str, depth: int) -> Any:
        override = self._override(number, depth)
        if override is not None and override.find(f"{W}lvl") is not None:
            return override.find(f"{W}lvl")
        abstract = self._abstract_of(number)
        for level in abstract.iter(f"{W}lvl") if abstract is not None else ():
            if level.get(f"{W}ilvl") == str(depth):
                return level
        return None

    def _count(self, number: str, depth: int) -> list[int]:
        """Lists of one abstract definition count together, but a start of the list's own begins anew (§17.9.26)."""
        key = value(self._lists[number], "abstractNumId")
        counts = self._counts.setdefault(key, [0] * _DEEPEST)
        override = self._override(number, depth)
        if override is not None and value(override, "startOverride") and (number, depth) not in self._begun:
            counts[depth] = 0
            self._begun.add((number, depth))
        start = self._start(number, depth)
        counts[depth] = counts[depth] + 1 if counts[depth] else start
        for upper in range(depth):
            counts[upper] = counts[upper] or self._start(number, upper)
        for deeper in range(depth + 1, _DEEPEST):
            counts[deeper] = 0
        return counts

    def _start(self, number: str, depth: int) -> int:
        override = self._override(number, depth)
        text = value(override, "startOverride") if override is not None else ""
        level = self._level(number, depth)
        text = text or (value(level, "start") if level is not None else "")
        return int(text) if text.isdecimal() else 1

    def _ordinal(self, number: str, depth: int, counts: list[int], legal: bool) -> str:
        level = self._level(number, depth)
        form = "decimal" if legal or level is None else value(level, "numFmt")
        count = counts[depth] or 1
        if form in _CHINESE:
            return chinese_number(count)
        if form in _CIRCLED and 1 <= count <= 20:
            return chr(0x2460 + count - 1)
        if form in ("lowerLetter", "upperLetter"):
            letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letter.upper() if form == "upperLetter" else letter
        if form in ("lowerRoman", "upperRoman"):
            return _roman(count) if form == "upperRoman" else _roman(count).lower()
        return str(count)


def _roman(number: int) -> str:
    text = ""
    for worth, sign in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while number >= worth:
            text, number = text + sign, number - worth
    return text

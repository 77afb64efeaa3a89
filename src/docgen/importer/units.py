"""A piece's lines to units: one item, heading or paragraph each, whole and without its number.

Lines that a program broke in mid-sentence are joined, items that it ran
together are parted, spaces inside words are closed, half-width punctuation
between Chinese becomes full-width. Each of these is noted; the numbers are
noted as dropped, because docgen numbers anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docgen.importer.cleaning import close_gaps
from docgen.importer.markers import Marker, marker_of
from docgen.importer.paper import Line, Notes, Table
from docgen.importer.punctuation import widen
from docgen.importer.values import Value

TERMINAL = "。！？!?；;…"
_WRAPPED = 24  # characters: a unit of that length without an end may have been broken by a program
_CADENCE = re.compile(r"(每\s*(?:[天日周月季年]|季度|半年|年度|月度|个?工作日))\s*[:：]?$")
_NO_POINTS = re.compile(r"[^\s,，.。:：;；、!！?？]{3,14}")
_GLUED = re.compile(r"(?<=[。；;])\s*(?=\S)")
_HEADS = r"(?:工作细则|细则|总则|附则|概述|任职(?:条件|资格)|(?:工作|岗位)(?:职责|任务|责任)|职权|考核(?:标准|办法))"
_GLUED_HEAD = re.compile(rf"\d{{1,2}}\s*{_HEADS}[:：]?$")
_SENTENCE_DIGIT = re.compile(r"(\d{1,2})(?=[\u4e00-\u9fff])")


@dataclass(slots=True)
class Unit:
    """One item, heading or paragraph. `level`: the source's own heading level; `cadence`: a line such as “每周：”."""

    text: str
    first: int
    last: int
    marker: Marker | None = None
    level: int = 0
    cadence: bool = False
    table: Table | None = None
    confidence: float = 0.95
    starts: list[tuple[int, int]] = field(default_factory=list)  # (offset in text, line) of each line joined

    @property
    def value(self) -> Value:
        return Value(self.text, self.first, self.last, self.confidence)

    @property
    def ended(self) -> bool:
        """The text ends as a sentence does."""
        return self.text[-1:] in TERMINAL or self.text.endswith(("。”", "。）", "。)"))

    @property
    def leads(self) -> bool:
        """The text announces what follows."""
        return self.text.endswith((":", "："))


def units_of(lines: list[Line], notes: Notes) -> list[Unit]:
    """The units of a piece, in order; empty lines end a unit."""
    units: list[Unit] = []
    for unit in _parted(_joined(lines, notes), notes):
        unit.text = close_gaps(unit.text, unit.first, notes, unit.last)
        units.append(unit)
    changed = 0
    for unit in units:
        unit.text, count = widen(unit.text)
        changed += count
    if changed and units:
        notes.changed("半角标点", units[0].first, f"中文之间的半角标点改成全角，共 {changed} 处", units[-1].last)
    return [unit for unit in units if unit.text or unit.table or unit.marker]


def take_marker(unit: Unit, marker: Marker, notes: Notes) -> None:
    """Take the number off a unit's text, in place."""
    unit.marker = marker
    offset = len(marker.text)
    unit.text = unit.text[offset:]
    unit.starts = [(max(0, start - offset), line) for start, line in unit.starts]
    notes.dropped("编号", unit.first, marker.text)


def _joined(lines: list[Line], notes: Notes) -> list[Unit]:
    units: list[Unit] = []
    last_number = 0
    count = 0  # the last ordinal of the plain numbers, for digits without a separator
    for line in lines:
        if line.table:
            units.append(Unit("", line.number, line.number, table=line.table))
            continue
        if not line.text:
            continue
        marker = marker_of(line.marker) if line.marker else _marker(line, count)
        previous = units[-1] if units else None
        if previous and not marker and _runs_on(previous, line, line.number - last_number):
            _join(previous, line, notes)
        else:
            units.append(_unit(line, marker, notes))
        if marker:
            count = marker.last if marker.key == "1" else count
        for found in _GLUED.finditer(line.text):
            inner = marker_of(line.text[found.end() :], bare=count + 1)
            count = inner.last if inner and inner.key == "1" and inner.last == count + 1 else count
        last_number = line.number
    return units


def _marker(line: Line, count: int) -> Marker | None:
    marker = marker_of(line.text, bare=count + 1 if count else 0)
    if marker is None and _GLUED_HEAD.fullmatch(line.text):
        digits = _SENTENCE_DIGIT.match(line.text)
        return Marker("bare", (int(digits[1]),), digits[0]) if digits else None
    if marker and len(marker.text) >= len(line.text) and marker.style == "•":
        return None
    return marker


def _unit(line: Line, marker: Marker | None, notes: Notes) -> Unit:
    unit = Unit(line.text, line.number, line.number, level=line.level, starts=[(0, line.number)])
    unit.cadence = bool(_CADENCE.fullmatch(line.text))
    if marker and line.marker:
        unit.marker = marker
    elif marker:
        take_marker(unit, marker, notes)
        if marker.style == "bare":
            notes.doubt("编号", line.number, f"“{marker.text + unit.text[:6]}”的编号后面没有分隔符")
            unit.confidence = 0.8
    return unit


def _runs_on(previous: Unit, line: Line, distance: int) -> bool:
    """The line is the second half of the sentence before it."""
    if (
        line.whole
        or line.level
        or previous.level
        or previous.table
        or previous.cadence
        or distance > 1
        or previous.leads
        or previous.ended
    ):
        return False
    if _CADENCE.fullmatch(line.text) or re.match(r"[\u4e00-\u9fff]{2,8}[:：]", line.text):
        return previous.text[-1:] in ",，、" and not _CADENCE.fullmatch(line.text)
    if previous.text[-1:] in ",，、":
        return True
    if _NO_POINTS.fullmatch(line.text):  # a heading without a number, rather
        return False
    return len(previous.text) >= _WRAPPED or any(sign in previous.text for sign in TERMINAL + ",，")


def _join(unit: Unit, line: Line, notes: Notes) -> None:
    latin = (
        unit.text[-1:].isascii() and line.text[:1].isascii() and unit.text[-1:].isalnum() and line.text[:1].isalnum()
    )
    notes.changed(
        "硬换行", line.number - 1, "接上：{text}".format(text=f"{unit.text[-6:]}↵{line.text[:6]}"), line.number
    )
    unit.text += " " if latin else ""
    unit.starts.append((len(unit.text), line.number))
    unit.text += line.text
    unit.last = line.number
    unit.confidence = min(unit.confidence, 0.9)


def _parted(units: list[Unit], notes: Notes) -> list[Unit]:
    """Items that stand in one line with the end of the one before, each a unit of its own."""
    found: list[Unit] = []
    for unit in units:
        rest: Unit | None = unit
        while rest is not None:
            found.append(rest)
            rest = _part(rest, notes)
    return found


def _part(unit: Unit, notes: Notes) -> Unit | None:
    """Cut a unit at the first next number inside it, in place; the rest, if there is one."""
    if unit.table:
        return None
    for gap in _GLUED.finditer(unit.text):
        marker = _next_marker(unit, unit.text[gap.end() :])
        if marker is None:
            continue
        line = next(number for start, number in reversed(unit.starts) if start <= gap.end())
        rest = Unit(unit.text[gap.end() :], line, unit.last, confidence=0.8)
        rest.starts = [(0, line)] + [(start - gap.end(), number) for start, number in unit.starts if start > gap.end()]
        unit.text, unit.last, unit.confidence = unit.text[: gap.start()], line, min(unit.confidence, 0.85)
        unit.starts = [(start, number) for start, number in unit.starts if start <= gap.start()]
        notes.changed("粘连", line, f"“{rest.text[:12]}”粘在上一条后面，已分开")
        take_marker(rest, marker, notes)
        return rest
    return None


def _next_marker(unit: Unit, text: str) -> Marker | None:
    """The number at the beginning of a text, if it carries on from the unit's own, or heads a part."""
    own = unit.marker
    marker = marker_of(text, bare=own.last + 1 if own and own.key == "1" else 0)
    if (
        marker
        and own
        and marker.key == own.key
        and marker.ordinals[:-1] == own.ordinals[:-1]
        and marker.last == own.last + 1
    ):
        return marker
    if marker and marker.is_heading:
        return marker
    if _GLUED_HEAD.fullmatch(text):
        digits = _SENTENCE_DIGIT.match(text)
        return Marker("bare", (int(digits[1]),), digits[0]) if digits else None
    return None

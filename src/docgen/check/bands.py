"""K402, bands: how they join, and those that stand in running text or one an item (0～8分为差; 满1年不满3年)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from docgen.check.content import Content
from docgen.check.finding import Finding
from docgen.check.words import Words, together

_UNIT = r"(?:分|%|％|元|万元|年|天|次|家|人|公里|个月|小时|分钟)"
_BAND = re.compile(
    rf"(?<![\d.])(?P<low>\d{{1,9}}(?:\.\d{{1,4}})?)[ ]?{_UNIT}?(?P<sign>～|~|—{{1,2}}|–|-|至|到)(?P<high>\d+(?:\.\d+)?)[ ]?{_UNIT}(?=[^\d]{{0,6}}(?:为|是|的|评|属|计|得|奖|：|，|、|；|。|）|$|\n|优|良|合|差))"
)
_SOME_RANGE = re.compile(
    r"\d[%％分元年天次家人万]?(?:～|~|—|–|-|至|到)\d{1,9}(?:\.\d+)?[ ]?(?:分|%|％|元|万元|年|天|次|家|人|公里|个月|小时|分钟)"
)
_GRADE = re.compile(r"优|良|合格|差|一般|称职|等|级|档|满意|好|系数|奖|提成|补贴|津贴|工资|计发|折扣")
_FULL = re.compile(r"(?:满分|总分)(?:为|是|：)?[ ]?(\d{1,4})[ ]?分")
# 满1年不满3年, 60分以上不满80分, 不满60分.
_HALF_OPEN = re.compile(
    rf"(?:(?:满)?(?P<low>\d{{1,9}}(?:\.\d+)?)[ ]?(?P<low_unit>{_UNIT})?(?:（含）|\(含\))?(?:及以上|以上|（含）)?[，、]?)?(?:但)?(?:不满|不足|未满|低于)[ ]?(?P<high>\d{{1,9}}(?:\.\d+)?)[ ]?(?P<unit>{_UNIT})"
)
_AT_LEAST = re.compile(
    rf"满?[ ]?(?P<low>\d{{1,9}}(?:\.\d+)?)[ ]?(?P<unit>{_UNIT})(?:（含）|\(含\))?(?:及)?(?:以上|的)(?![^，。；]{{0,4}}(?:不满|不足|未满|低于))"
)


_LESS, _LESS_ENDS = Words(("不满", "不足", "未满", "低于")), frozenset("满足于")
# What may stand between the two numbers of a range: a sign, or a unit and a sign.
_SIGNS = frozenset("～~—–-至到")
_UNIT_AND_SIGN = together("%％分元年天次家人万", "～~—–-至到")


def _holds_range(content: Content) -> bool:
    """True if some text between two numbers may be a range's; a range in several lines of a list is one in the joined text."""
    return (not _SIGNS.isdisjoint(content.after_digits) or content.may_hold_any(_UNIT_AND_SIGN)) and _SOME_RANGE.search(
        content.text
    ) is not None


def bands_in_text(content: Content) -> Iterator[Finding]:
    """Sentences, and lists of one band an item, whose bands overlap, leave a gap, or stop below the full mark."""
    checked = -1
    some_range = _holds_range(content)
    for run in _BAND.finditer(content.text) if some_range else ():
        place = max(content.text.rfind(mark, 0, run.start()) for mark in "。\n") + 1
        if place == checked:
            continue
        checked = place
        sentence = re.split("[。\n]", content.text[place : run.end() + 300])[0]
        found = [(Decimal(band["low"]), Decimal(band["high"])) for band in _BAND.finditer(sentence)]
        if not _GRADE.search(sentence) or "含" in sentence:
            continue
        fault = (
            _below_the_top(found, sentence)
            if len(found) == 2
            else len(found) > 2 and (inclusive_fault(found) or _short_of_full(found, sentence))
        )
        if fault:
            yield Finding(*fault, start=place, end=place + len(sentence))
    if some_range:
        yield from _banded_lines(content)
    yield from _half_open(content)


# 90分以上的, where it ends a row of bands.
_TOP = re.compile(rf"(?:^|[；，。])(?P<low>\d{{1,9}}(?:\.\d+)?)[ ]?{_UNIT}(?:及)?以上")


def _below_the_top(found: Sequence[tuple[Decimal, Decimal]], text: str) -> tuple[str, str] | None:
    """60～75, 80～90, 90以上: two bands that leave a gap, the upper of which meets the band without an end."""
    tops = _TOP.findall(text)
    lower, upper = sorted(found)
    if len(tops) != 1 or not 0 <= Decimal(tops[0]) - upper[1] <= 1 or upper[0] - lower[1] <= 1:
        return None
    return seam(lower[1], upper[0], overlap=False)


def _short_of_full(found: Sequence[tuple[Decimal, Decimal]], text: str) -> tuple[str, str] | None:
    """满分30分, and the highest band ends at 28."""
    marks = _FULL.findall(text)
    top = max(high for _low, high in found)
    if len(marks) != 1 or top == Decimal(marks[0]) or re.search("以上", text):
        return None
    return f"最高一档到 {plain(top)}，满分是 {marks[0]}", "使最高一档的上限等于满分"


def _banded_lines(content: Content) -> Iterator[Finding]:
    """差：0～12分 / 一般：12～23分: a list in which every item but one at most has its one band."""
    for run in content.runs:
        if len(run.lines) < 3 or not _SOME_RANGE.search("\n".join(line.text for line in run.lines)):
            continue
        found = [(line, bands[0]) for line in run.lines if len(bands := list(_BAND.finditer(line.text))) == 1]
        if len(found) < 3 or len(found) < len(run.lines) - 2:
            continue
        values = [(Decimal(band["low"]), Decimal(band["high"])) for _line, band in found]
        whole = "\n".join(line.text for line in run.lines)
        lead = run.lead.text if run.lead else ""
        if "含" in whole or not _GRADE.search(whole + lead) or sorted(values) not in (values, values[::-1]):
            continue
        if fault := inclusive_fault(values) or _short_of_full(values, whole + lead):
            line = found[-1][0]
            yield Finding(*fault, start=found[0][0].start, end=line.start + len(line.text))


def _half_open(content: Content) -> Iterator[Finding]:
    """Half-open bands in words follow each other: 满1年不满3年, 满3年不满6年, 满6年的."""
    if _LESS_ENDS.isdisjoint(content.before_digits) or not content.may_hold_any(_LESS):
        return
    for line in re.finditer(r"[^。\n]+", content.text):
        bands = [band for band in _HALF_OPEN.finditer(line[0])]
        if len(bands) < 2 or len({band["unit"] for band in bands}) > 1 or not all(band["low"] for band in bands[1:]):
            continue
        ends = [(Decimal(band["low"]) if band["low"] else None, Decimal(band["high"])) for band in bands]
        last = _AT_LEAST.search(line[0], bands[-1].end())
        if last and last["unit"] == bands[-1]["unit"]:
            ends.append((Decimal(last["low"]), Decimal(last["low"])))
        if [high for _low, high in ends] != sorted(high for _low, high in ends):
            continue
        for (_low, high), (low, _high) in pairwise(ends):
            if low is not None and low != high:
                yield Finding(*seam(high, low, overlap=low < high), start=line.start(), end=line.end())
                break


def plain(value: Decimal) -> str:
    """A figure without zeros that say nothing: 20.50 is 20.5."""
    return f"{value.normalize():f}"


def seam(end: Decimal, start: Decimal, *, overlap: bool) -> tuple[str, str]:
    """Fact and way out where one band ends at `end` and the next begins at `start`."""
    values = {"end": plain(end), "start": plain(start)}
    if overlap:
        return "分段重叠：一档到 {end}，下一档从 {start} 起".format(**values), "使前一档的上限等于后一档的下限"
    return "分段有空档：一档到 {end}，下一档从 {start} 起".format(**values), "使前一档的上限等于后一档的下限"


def inclusive_fault(found: Sequence[tuple[Decimal, Decimal]]) -> tuple[str, str] | None:
    """Bands as printed (0～8) hold both their ends: they may neither share one nor leave more than a step between them."""
    rows = sorted(found)
    if any(low > high for low, high in rows) or len(set(rows)) < len(rows):
        return None
    steps = [after[0] - before[1] for before, after in pairwise(rows)]
    places = max((max(0, -int(value.as_tuple().exponent)) for row in rows for value in row), default=0)
    step = Decimal(1).scaleb(-places)
    for (low, high), (start, _end), gap in zip(rows, rows[1:], steps, strict=False):
        del low
        if gap <= 0:
            end, begin = plain(high), plain(start)
            if gap == 0:
                return f"分段的端点 {end} 同属两档", "写成半开区间，例如 [0, 8)、[8, 15)"
            return f"分段重叠：一档到 {end}，下一档从 {begin} 起", "使各档首尾相接而不相交"
        if (gap > step and step in steps) or gap > step * 5:
            return seam(high, start, overlap=False)
    return None

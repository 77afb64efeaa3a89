"""A score model in a pay policy: indicators with points, bands of grades, and what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from docgen.importer.paper import Notes
from docgen.importer.units import Unit
from docgen.text.numerals import chinese_value

_INDICATOR = re.compile(r"([^：:，。；]{2,16})[：:]\s*(\d{1,3}(?:\.\d+)?)\s*分[；;。]?$")
_BAND = re.compile(
    r"([^：:，。；;\d]{1,8}?)\s*(?:[（(]([^）)]{1,8})[）)])?\s*[：:]\s*(\d{1,3})\s*[-—–~～至到]\s*(\d{1,3})\s*分"
)
_BASE = re.compile(r"([\u4e00-\u9fff]{2,8}?)(?:基数|标准)?(?:为|按)\s*(\d+(?:\.\d+)?)\s*元\s*/?\s*[每]?月")
_LISTED = re.compile(r"包括[：:]?([^。；]{4,120}?)([二三四五六七八九十])\s*(?:项|个|部分|方面)")
_FORMULA = re.compile(r"[×＝=÷*]|乘以|除以|公式")


@dataclass(frozen=True, slots=True)
class Band:
    """One grade's band, with the other name that the paper gives it."""

    grade: str
    alias: str
    low: int
    high: int


@dataclass(slots=True)
class Scores:
    """Indicators (name, points, line), bands by the name above them (with the line), fixed amounts a month."""

    indicators: list[tuple[str, float, int]] = field(default_factory=list)
    bands: dict[str, tuple[list[Band], int]] = field(default_factory=dict)
    amounts: list[tuple[str, str, int]] = field(default_factory=list)


def read_scores(units: list[Unit], notes: Notes) -> Scores:
    """The score model among a piece's units, empty if there is none; doubts about it are noted."""
    scores = Scores()
    heading = ""
    for unit in units:
        found = _INDICATOR.fullmatch(unit.text)
        bands = [Band(m[1].split("：")[-1], m[2] or "", int(m[3]), int(m[4])) for m in _BAND.finditer(unit.text)]
        if found:
            scores.indicators.append((found[1], float(found[2]), unit.first))
        elif len(bands) >= 2:
            scores.bands[heading or unit.text[:8]] = ([_sorted_names(band) for band in bands], unit.first)
        elif len(unit.text) <= 16 and "：" not in unit.text[:-1] and not unit.ended:
            heading = unit.text.rstrip("：:")
        label = unit.text.split("：")[0] if "：" in unit.text[:10] else ""
        scores.amounts += [(label or m[1], m[2], unit.first) for m in _BASE.finditer(unit.text)]
    if len(scores.indicators) < 2:
        return Scores()
    _check(scores, units, notes)
    return scores


def score_facts(scores: Scores) -> list[str]:
    """The model in words, a line each, for the report."""
    if not scores.indicators:
        return []
    points = "、".join(f"{name} {value:g}（S{line}）" for name, value, line in scores.indicators)
    facts = [f"评分模型：{points}，合计 {sum(value for _name, value, _line in scores.indicators):g} 分"]
    for name, (bands, line) in scores.bands.items():
        listed = "、".join(
            f"{band.grade}{f'（{band.alias}）' if band.alias else ''} {band.low}–{band.high}" for band in bands
        )
        facts.append(f"“{name}”的分档（S{line}）：{listed}")
    facts += [f"固定金额：{name} {amount} 元/月（S{line}）" for name, amount, line in scores.amounts]
    return facts


def _sorted_names(band: Band) -> Band:
    """`不满意（差）`: the word in brackets is the grade that other indicators use; the first is its alias."""
    return Band(band.alias, band.grade, band.low, band.high) if band.alias else band


def _check(scores: Scores, units: list[Unit], notes: Notes) -> None:
    total = sum(value for _name, value, _line in scores.indicators)
    names = {name for name, _value, _line in scores.indicators}
    line = scores.indicators[0][2]
    if total != 100:
        notes.doubt("分值", line, f"各项分值合计 {total:g}，不是 100")
    for name, points, _line in scores.indicators:
        if (
            scores.bands
            and name not in scores.bands
            and not any(note.topic == "缺漏" and name in note.what for note in notes.all)
        ):
            at = next((unit.first for unit in reversed(units) if name in unit.text), line)
            notes.doubt("缺漏", at, f"“{name}”没有评分标准，原稿可能不全")
        elif name in scores.bands and scores.bands[name][0][-1].high != points:
            notes.doubt(
                "分档",
                scores.bands[name][1],
                f"“{name}”的最高档到 {scores.bands[name][0][-1].high}，分值是 {points:g}",
            )
    for name, (bands, at) in scores.bands.items():
        shared = [str(one.high) for one, other in pairwise(bands) if one.high == other.low]
        gaps = [f"{one.high}–{other.low}" for one, other in pairwise(bands) if other.low > one.high + 1]
        if shared:
            notes.doubt(
                "分档",
                at,
                "“{name}”的 {shared} 分同时属于两档；建议写成含下限、不含上限，最高一档含上限".format(
                    name=name, shared="、".join(shared)
                ),
            )
        if gaps:
            notes.doubt("分档", at, "“{name}”的 {gaps} 分哪一档都不属于".format(name=name, gaps="、".join(gaps)))
    _check_names(names, units, notes)
    if scores.amounts and not any(_FORMULA.search(unit.text) for unit in units):
        at = next((unit.first for unit in units if "得分" in unit.text and "核发" in unit.text), scores.amounts[0][2])
        notes.doubt("未定义", at, "没有写明怎样由得分算出金额；公式要由制度写明、有人确认，docgen 不替你定")


def _check_names(names: set[str], units: list[Unit], notes: Notes) -> None:
    """A list of the indicators elsewhere that calls one by another name, or counts them wrongly."""
    for unit in units:
        for found in _LISTED.finditer(re.sub(r"（[^）]*）|\([^)]*\)", "", unit.text)):
            listed = [name.strip() for name in found[1].split("、")]
            if len(set(listed) & names) < 2:
                continue
            if len(listed) != chinese_value(found[2]):
                notes.doubt("数目", unit.first, f"说是{found[2]}项，列了 {len(listed)} 项")
            for name in listed:
                if name not in names:
                    other = "、".join(sorted(names - set(listed)))
                    notes.doubt(
                        "名称不一",
                        unit.first,
                        f"这里叫“{name}”，指标表里叫“{other}”",
                    )

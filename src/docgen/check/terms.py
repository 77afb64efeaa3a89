"""K6xx, consistency: abbreviations that are not explained, one thing under several names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from docgen.check.content import Content
from docgen.check.finding import Finding
from docgen.check.rule import rule
from docgen.check.tables import rows, words
from docgen.check.words import Words

# --- abbreviations ---

_CAPITALS = re.compile(r"(?<![A-Za-z0-9.\-_/&+@#])[A-Z]{3,7}(?![A-Za-z0-9\-_/+@#]|\.[a-zA-Z])")
_PLACEHOLDERS = {"TODO", "TBD", "FIXME", "XXX", "XXXX"}  # K104 speaks of them
_WORDY = re.compile(r"[A-Z]{2,}[ ][A-Z]{2,}[ ][A-Z]{2,}")


@rule("K605", "undefined-abbreviation", "缩写没有说明", needs="ABCDEFGHIJKLMNOPQRSTUVWXYZ")
def undefined_abbreviation(content: Content) -> Iterator[Finding]:
    """外文缩写第一次出现时没有给出全称。

    为什么：客户不认识公司内部的缩写。通行的缩写（VPN、SLA、KPI……）在名单里，不必说明；公司自己的写进 docgen.yaml 的 checks.abbreviations。
    不好：项目上线后按DQMS的要求评估
    好：项目上线后按数据质量管理系统（DQMS）的要求评估
    来源：通行的编辑规范。
    """
    text = content.text
    common, own = words("abbreviations"), content.known.abbreviations
    seen: set[str] = set()
    for found in _CAPITALS.finditer(text):
        name = found[0]
        if (
            name in seen
            or name in common
            or name in own
            or name in _PLACEHOLDERS
            or (name.endswith("S") and (name[:-1] in common or name[:-1] in own))
            or set(name) <= set("XVI")
        ):
            continue
        seen.add(name)
        if (
            _defined(text, name)
            or content.piece_at(found.start()).text.strip() == name
            or _WORDY.search(text, max(0, found.start() - 12), found.end() + 12)
        ):
            continue
        fact = f"缩写“{name}”没有说明"
        yield Finding(
            fact,
            f"第一次出现时写中文全称，后面用括号注明 {name}；公司通用的写进 docgen.yaml 的 checks.abbreviations",
            found.start(),
            found.end(),
        )


_DEFINED_AFTER = re.compile(
    r"[ ]?(?:[（(]|系统?指|是指|指的?是|即|表示|代表|为[^，。\n]*的(?:缩写|简称)|，?全称|[：:]|——)"
)
_DEFINED_BEFORE = re.compile(r"(?:简称|缩写为?|称为|称作|英文名|以下称|又称|即)[：:“”\"为 ]*$")
_BRACKET_BEFORE = re.compile(r"[（(][^（）()\n]*$")
_LATIN = re.compile(r"[A-Za-z]")


def _defined(text: str, name: str) -> bool:
    """数据系统（DQMS）, DQMS（数据系统）, 简称DQMS, DQMS是指…, DQMS：…"""
    place = text.find(name)
    while place >= 0:
        end = place + len(name)
        if not _LATIN.match(text[place - 1 : place]) and not _LATIN.match(text, end):
            before = text[max(0, place - 40) : place]
            closed = text.find("）", end, end + 40) >= 0 or text.find(")", end, end + 40) >= 0
            if (
                _DEFINED_AFTER.match(text, end)
                or _DEFINED_BEFORE.search(before)
                or (closed and _BRACKET_BEFORE.search(before))
            ):
                return True
        place = text.find(name, end)
    return False


# --- terms ---


@cache
def _groups_by_beginning() -> tuple[Words, dict[int, set[int]]]:
    """All terms, and for the pairs of characters that they begin with the numbers of their groups."""
    groups: dict[int, set[int]] = {}
    for number, group in enumerate(rows("terms")):
        for pair in Words(group).pairs:
            groups.setdefault(pair, set()).add(number)
    return Words(term for group in rows("terms") for term in group), groups


def _groups_at(content: Content) -> list[tuple[str, ...]]:
    """The groups of which the text may hold a term, in the table's order."""
    terms, groups = _groups_by_beginning()
    met: set[int] = set()
    for pair in content.beginnings(terms):
        met |= groups[pair]
    table = rows("terms")
    return [table[number] for number in sorted(met)]


@rule("K606", "inconsistent-term", "同一事物有几种叫法")
def inconsistent_term(content: Content) -> Iterator[Finding]:
    """一份文件里，同一事物用了几种叫法：大客户营销／业务揽收，投标人／投标方。

    为什么：指标在考核表里叫一个名，在办法里叫另一个名，就会被当成两项。成对的叫法在 check/data/terms.tsv，公司自己的写进 docgen.yaml 的 checks.terms。
    不好：大客户营销占 30 分……业务揽收按完成率计分
    好：全文都用“大客户营销”
    来源：GB/T 1.1—2020（同一概念用同一术语）。
    """
    text = content.text
    for group in (*_groups_at(content), *content.known.terms):
        present = [term for term in group if term in text]
        if len(present) < 2:
            continue
        found = [(place, term) for term in present if (place := _find_term(text, term, group)) >= 0]
        if len(found) < 2:
            continue
        first, *others = sorted(found)
        others = [(place, term) for place, term in others if not _told_apart(content, first, place + len(term))]
        for place, term in others:
            fact = f"“{term}”与前面的“{first[1]}”是同一事物的两种叫法"
            yield Finding(fact, "全文统一成一种叫法", place, place + len(term))


_APART = re.compile(
    r"[两二三]项(?:独立|不同|指标[^。]{0,30}(?:分别|各自)|[^。]{0,8}分别)|(?:分别|各自)(?:计分|考核|计算|统计)|两者|二者|区别|不同于|不是|区分|是指|不含|以及"
)


def _told_apart(content: Content, first: tuple[int, str], end: int) -> bool:
    """True if one sentence names both and says that they are two."""
    sentence = content.sentence(first[0], first[0] + len(first[1]))
    start = content.text.rfind("\n", 0, first[0]) + 1
    if _SIDE_BY_SIDE.fullmatch(content.text[first[0] + len(first[1]) : end]):
        return True
    near = content.text[start : end + 60] if "\n" not in content.text[first[0] : end] else sentence
    return bool(_APART.search(near))


# 招商人员与职业学院的招生人员: joined within a clause, they are two.
_SIDE_BY_SIDE = re.compile(r"[^，。；：\n]{0,4}(?:[和与及、或]|以及|还是)[^，。；：\n]{1,24}")


def _of_another_sense(text: str, term: str, place: int) -> bool:
    sense = _OTHER_SENSE.get(term)
    return sense is not None and sense.search(text, max(0, place - 12), place + len(term) + 8) is not None


def _find_term(text: str, term: str, group: tuple[str, ...]) -> int:
    """The first place of a term that is not a part of a longer one of its group."""
    place = text.find(term)
    while place >= 0:
        longer = (other for other in group if term in other and other != term)
        if not any(text[place - other.find(term) :].startswith(other) for other in longer) and not _of_another_sense(
            text, term, place
        ):
            return place
        place = text.find(term, place + 1)
    return -1


# Senses in which a word of the list is the right word for something else.
_OTHER_SENSE = {"登陆": re.compile(r"台风|风暴|飓风|热带|气旋|风眼|海岸|沿海|抢滩|部队|作战|岛|月球|火星")}

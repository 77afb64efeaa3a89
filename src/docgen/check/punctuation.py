"""K305, K306: marks that come twice, marks that lack their partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.check.content import Content, Piece
from docgen.check.finding import Finding
from docgen.check.rule import rule
from docgen.check.words import Words, together

_REPEATED = re.compile(
    r"([，。、；：！？,;:])\1+|[，、；：][。，、；：]|。[，、；：](?!”)|。\.|\.。|,，|，,|；。|（[ ]?）(?=[\u4e00-\u9fff])|《《|》》(?!》)|（（|））(?=。。)"
)
# How a match may begin: every pair of marks that the pattern takes.
_TWO_MARKS = Words(
    [
        *(mark * 2 for mark in "，。、；：！？,;:《》（）"),
        *together("，、；：", "。，、；："),
        *together("。", "，、；：."),
        *(".。", ",，", "，,", "；。", "（ ", "（）"),
    ]
)


@rule("K305", "repeated-punctuation", "重复的标点", needs="，。、；：！？,;:《》（）")
def repeated_mark(content: Content) -> Iterator[Finding]:
    """标点重复，或两个标点叠在一起：。。 ，， ，。 、；

    为什么：多半是删改时留下的。省略号“……”、破折号“——”和“？！”不算。
    不好：按时完成任务。。
    好：按时完成任务。
    来源：GB/T 15834—2011。
    """
    for found in _REPEATED.finditer(content.text) if content.may_hold_any(_TWO_MARKS) else ():
        if set(found[0]) <= set("！？") and len(found[0]) <= 3:
            continue
        if found[0] in ("::", ";;") or content.text[max(0, found.start() - 1) : found.start()] == "`":
            continue
        yield Finding(f"标点重叠：“{found[0]}”", "只留一个", found.start(), found.end())


_PAIRS = {"》": "《", "）": "（", "”": "“", "】": "【", "〕": "〔", "」": "「", "』": "『", "〉": "〈", "’": "‘"}


_OPENERS = frozenset(_PAIRS.values())


_NOT_PAIRED = re.compile(
    r"[\[(（][-\d.,， ∞+%％]+[\])）]"  # an interval [8, 15)
    r"|(?:(?<=^)|(?<=[\s，。；：、,;:“]))(?:[a-zA-Z]|\d{1,2}|[一二三四五六七八九十]{1,3}|[ivxIVX]{1,4})[）)]"  # a marker 1） a)
    r"|[:;：；][-]?[)(]",
    re.MULTILINE,
)


@rule("K306", "unbalanced-brackets", "括号、引号、书名号不成对", needs="《》（）“”【】〔〕「」『』〈〉()")
def brackets(content: Content) -> Iterator[Finding]:
    """括号、引号或书名号只有一半，或套错了。

    为什么：少半边括号，读的人不知道补充说明到哪里为止；书名号不全，引用核对不了。编号“1）”和区间“[8, 15)”不算。
    不好：走访客户（每月不少于两次并填写记录。
    好：走访客户（每月不少于两次）并填写记录。
    来源：GB/T 15834—2011。
    """
    interesting = content.characters & (_OPENERS | frozenset(_PAIRS) | {"(", ")"})
    for piece in content.pieces if interesting else ():
        if not interesting.isdisjoint(content.texts.facts(piece.text).characters):
            yield from _unpaired(piece)


def _unpaired(piece: Piece) -> Iterator[Finding]:
    text = piece.text
    if not _may_be_unpaired(text):
        return
    ignored = {place for found in _NOT_PAIRED.finditer(text) for place in range(*found.span())}
    open_marks: list[tuple[str, int]] = []
    for place, mark in enumerate(text):
        if place in ignored:
            continue
        mark = "（" if mark == "(" else "）" if mark == ")" else mark
        if mark in _OPENERS:
            open_marks.append((mark, place))
        elif mark in _PAIRS:
            if mark == "’" and "‘" not in text[:place]:
                continue  # an apostrophe
            if open_marks and open_marks[-1][0] == _PAIRS[mark]:
                open_marks.pop()
            elif any(known == _PAIRS[mark] for known, _place in open_marks):
                while open_marks and open_marks[-1][0] != _PAIRS[mark]:
                    yield _lonely(piece, *open_marks.pop())
                open_marks.pop()
            else:
                yield _lonely(piece, mark, place)
    for mark, place in open_marks:
        yield _lonely(piece, mark, place)


def _may_be_unpaired(text: str) -> bool:
    """A quick look: equal numbers in every pair nearly always mean good pairs; order is looked at only if a closer comes first."""
    wide = text.count("（") + text.count("(") - text.count("）") - text.count(")")
    if wide:
        return True
    for closer, opener in _PAIRS.items():
        if text.count(opener) != text.count(closer) or (closer in text and text.find(closer) < text.find(opener)):
            return True
    return False


def _lonely(piece: Piece, mark: str, place: int) -> Finding:
    other = _PAIRS.get(mark) or next(closer for closer, opener in _PAIRS.items() if opener == mark)
    fact = f"“{mark}”没有配对的“{other}”"
    return Finding(fact, "补上另一半，或删去这一半", piece.start + place, piece.start + place + 1)

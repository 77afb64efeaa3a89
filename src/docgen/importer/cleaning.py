"""Lines without what does not belong to the paper: invisible characters, web sites' own words, spaces inside words.

Everything that goes is noted. White space is not part of the sum of
characters; that it went is noted where it stood inside a word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from docgen.importer.paper import Cell, Notes, Paper, Table
from docgen.text.numerals import chinese_value

WIDE = "\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60“”‘’—…"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_SPACE = re.compile(r"[^\S\n]+")
_SITE = r"(?:[\u4e00-\u9fff]{0,4}(?:范文|文秘|论文|文库|公文|作文|文档|资料)(?:网|吧|站|大全)|[\u4e00-\u9fff]{0,8}版权所有|www\.\S+|https?://\S+)"
_TAIL = re.compile(rf"(?<=[。;；!！?？…”)）])\s*((?:{_SITE})\S{{0,12}})$")
_LINE_NOISE = re.compile(
    rf"(?:{_SITE}\S{{0,12}}|(?:本文|文章|内容|资料)?(?:来源|出处|转载)(?:于|自)?\s*[:：].*|.{{0,12}}(?:由|经).{{1,12}}(?:整理|收集|提供|发布)[,，。].{{0,20}}(?:分享|下载|收藏|关注).*|点击(?:下载|查看|阅读).*|(?:上|下)一篇\s*[:：].*|.{{0,10}}免费下载.{{0,10}}|扫码关注.*|责任编辑\s*[:：].*|(?:阅读|浏览)(?:次数|量)?\s*[:：]?\s*\d+)$"
)
_MARKER_ALONE = re.compile(r"\s*[(（]?[\d.．一二三四五六七八九十]{0,8}[)）]?[、.．:：]?\s*")
_MORE = re.compile(
    r"(?:【[^】]*】|《[^》]*》)?\s*(?:推荐阅读|相关(?:推荐|文章|阅读|范文)|延伸阅读|猜你喜欢|热门文章)\s*[:：]?$"
)
_MORE_TITLE = re.compile(r"\S.{0,40}?\s*(?:\d{4}-)?\d{2}-\d{2}$")
_SELECTION = re.compile(
    r"^(?P<title>.*?)\s*(?P<note>[(（【\[]?(?:精选|通用|优秀|推荐|合集|最新|汇总|模板|共)?\s*(?P<count>\d{1,2}|[一二三四五六七八九十]{1,3})\s*篇(?:合集|汇总)?[)）】\]]?)$"
)
_QUOTED = re.compile(r"[“\"「][^“”\"「」]*[”\"」]")
_GAP = re.compile(rf"(?<=[{_HAN}、，。；：“”（）《》,;:]) +(?=[{_HAN}、，。；：“”（）《》,;:(])")


@dataclass(frozen=True, slots=True)
class Selection:
    """A web page's "(精选8篇)": how many pieces the file says it has."""

    count: int
    line: int


def clean(paper: Paper) -> Selection | None:
    """Clean the paper's lines in place; what the first line promises about the number of pieces, if it does."""
    for line in paper.lines:
        line.text = _visible(line.number, line.text, paper.notes)
        line.text = _SPACE.sub(" ", line.text).strip()
        if line.table:
            line.table = Table(
                tuple(tuple(_cell(line.number, cell, paper.notes) for cell in row) for row in line.table.rows),
                line.table.head,
            )
    _drop_noise(paper)
    return _selection(paper)


def close_gaps(text: str, number: int, notes: Notes, last: int = 0) -> str:
    """The text without spaces between Chinese characters; each is noted with what stands around it.

    A row of words in quotes (“甲 乙 丙”) keeps its spaces: a sign between them
    is lost, and joining them would hide that.
    """
    kept = [
        found.span()
        for found in _QUOTED.finditer(text)
        if " " in found[0] and all(len(word) > 1 for word in found[0][1:-1].split(" "))
    ]
    closed, position = "", 0
    around = []
    for gap in _GAP.finditer(text):
        if any(start < gap.start() < end for start, end in kept):
            continue
        closed += text[position : gap.start()]
        position = gap.end()
        around.append(f"{text[max(0, gap.start() - 3) : gap.start()]}␣{text[gap.end() : gap.end() + 3]}")
    if around:
        notes.changed("字间空格", number, "去掉：{around}".format(around="、".join(around)), last)
    for start, end in kept:
        notes.doubt(
            "丢失的符号",
            number,
            f"{text[start:end]} 里各项之间像是丢了符号（例如“+”），保留空格，请补上",
            last,
        )
    return closed + text[position:]


def _visible(number: int, text: str, notes: Notes) -> str:
    """Without characters that neither show nor belong in a document: controls, directions, zero width, private use."""
    if text.isascii() and text.isprintable():
        return text
    normal = "".join(" " if c in "\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029" else c for c in text)
    odd = [c for c in normal if _odd(c)]
    if not odd:
        return normal
    notes.dropped("看不见的字符", number, "".join(odd), " ".join(sorted({f"U+{ord(c):04X}" for c in odd})))
    return "".join(c for c in normal if not _odd(c))


def _odd(character: str) -> bool:
    return character != "\n" and (
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn", "Co")
        or character in "\u115f\u1160\u3164\uffa0\ufffc"
    )


def _cell(number: int, cell: Cell, notes: Notes) -> Cell:
    text = "\n".join(_SPACE.sub(" ", part).strip() for part in _visible(number, cell.text, notes).split("\n"))
    return Cell(text, cell.columns, cell.rows)


def _drop_noise(paper: Paper) -> None:
    """Web sites' lines and tails; after “推荐阅读：” also the titles with a date behind them."""
    more = False
    topic = "网页文字"
    for line in paper.lines:
        if not line.text:
            continue
        if (
            _MORE.fullmatch(line.text)
            or (more and _MORE_TITLE.fullmatch(line.text))
            or _LINE_NOISE.fullmatch(line.text)
        ):
            more = more or bool(_MORE.fullmatch(line.text))
            paper.notes.dropped(topic, line.number, line.text)
            line.text = ""
            continue
        more = False
        tail = _TAIL.search(line.text)
        if tail and _MARKER_ALONE.fullmatch(line.text[: tail.start()]):  # an item that is nothing but the site's words
            paper.notes.dropped(topic, line.number, line.text)
            line.text = ""
        elif tail:
            paper.notes.dropped(topic, line.number, tail[1])
            line.text = line.text[: tail.start()].rstrip()


def _selection(paper: Paper) -> Selection | None:
    first = next((line for line in paper.lines if line.text), None)
    found = _SELECTION.match(first.text) if first else None
    if first is None or found is None or len(first.text) > 60:
        return None
    first.text = found["title"].strip()
    paper.title = first.text
    paper.notes.dropped("网页文字", first.number, found["note"], "网页给合集起的名")
    return Selection(_number(found["count"]), first.number)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_value(text)

"""What looks wrong in the paper itself: said with its line, never mended.

The checker (`docgen check`) looks at content; this looks at the paper, where
the trace of what happened to it (copying, conversion, a lost page) is still to
be seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher

from docgen.importer.outline import Node
from docgen.importer.paper import Line, Notes, Paper
from docgen.importer.pieces import Piece
from docgen.importer.units import Unit
from docgen.text.numerals import chinese_value

# What is written → what it should be. Only what is wrong wherever it stands.
SLIPS = {
    "竟聘": "竞聘", "对予": "对于", "另人": "令人", "招投标标法": "招标投标法", "招投标标": "招投标", "0SI": "OSI", "及及": "及",
    "帐单": "账单", "帐户": "账户", "记帐": "记账", "帐目": "账目", "帐号": "账号", "流水帐": "流水账", "做的不到位": "做得不到位",
    "另外另外": "另外", "既使": "即使", "按装": "安装", "渡假": "度假", "松驰": "松弛", "粘贴板": "剪贴板",
}  # fmt: skip
_DOUBLED = re.compile(r"([的了在是和对将与])\1(?![确当])")
_GARBLED = re.compile(r"[亿万千百第微毫纳秒兆]{4,}")
_LAWS = re.compile(
    r"(?:(?<=[《、，。])|^|(?<![\u4e00-\u9fff]))(?:中华人民共和国)?(合同法|物权法|担保法|民法通则|民法总则|婚姻法|继承法|收养法|侵权责任法)(?![\u4e00-\u9fff]{0,2}(?:解释|学))"
)
_AGE = re.compile(r"年龄[^，。；、]{0,8}\d+|\d+\s*(?:周岁|岁)(?:以上|以下|以内|左右)")
_LOOKS = re.compile(r"形象气质|五官端正|相貌|形象(?:良好|佳|好)|身高[^，。；]{0,6}\d")
_SEX = re.compile(r"(?:限|仅|只)(?:招|限)?(?:男|女)|(?:男|女)(?:性|士)?优先|未婚|已婚|已育|未育|婚育")
_RATE = re.compile(r"按[^。；，,]{0,14}?的\s*(\d{1,2}(?:\.\d+)?)(?:给予|计提|提取|奖励|核发|发放|提成)")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*元")
_CITED = re.compile(r"《([^《》]{2,30})》")
_PUBLIC = re.compile(r"(?:法|条例|规定|办法|规范|标准|准则|通则|解释|公约|民法典|日报|周刊)$")
_SHORT_NAMES = (
    "南网",
    "国网",
    "华晨金杯",
    "中石油",
    "中石化",
    "中海油",
    "中移动",
    "中粮",
    "万科",
    "格力",
    "海尔",
    "联想",
    "华为",
    "中兴",
    "阿里巴巴",
    "腾讯",
)
# Two characters of a place or a name before the kind of organisation; none of them a word that only leads up to it.
_NO_NAME = "到在来去是和与从我们你他的了由为对向给让把被本该各全于合参省市总分子母贵此其某一家个多两新老原所外大小以及或等上下开发企业家通"
_ORGANISATION = re.compile(
    rf"((?:通[信讯]|(?![{_NO_NAME}])[\u4e00-\u9fff]){{2,10}}有限公司|(?:(?![{_NO_NAME}])[\u4e00-\u9fff]){{2}}(?:(?:电信|移动|联通|邮政|邮电)(?:公司|局|大学|学院)|银行|集团(?:公司)?|大学|学院))"
)
# A trade without 公司 or 局 may be no more than a word; twice with the same word before it, it is a name.
_TRADE = re.compile(rf"((?:(?![{_NO_NAME}])[\u4e00-\u9fff]){{2}}(?:电信|移动|联通|邮政))(?!公司|局|大学|学院|部)")
_PROMISE = re.compile(r"([二两三四五六七八九十]|\d{1,2})\s*(?:点|个方面|方面|条|项|种|大)([\u4e00-\u9fff]{0,6})[：:]$")
_HALF = re.compile(r"(?:也都|也能|及其|以及|并且|并)[\u4e00-\u9fff]")
_LABEL = re.compile(r"([\u4e00-\u9fff]{2,6})[：:]")
_ENDS = "。！？!?；;…"
_TITLE = 30  # a paper's first line of up to that many characters is its title
_ALIKE = 0.8
_MOST = 400  # items compared with each other: beyond that, a minute


def check_paper(paper: Paper) -> None:
    """Doubts about single lines: slips, garbled words, lost signs, laws, requirements, names, references to nothing."""
    everything = "\n".join(line.text for line in paper.lines)
    seen: set[str] = set()
    trades = Counter(_TRADE.findall(everything))
    names = (*_SHORT_NAMES, *(name for name, count in trades.items() if count > 1))
    for line in paper.lines:
        if line.text:
            _check_words(line, paper.notes)
            _check_law(line, paper.notes)
            _check_rate(line, paper.notes)
            _check_names(line, names, seen, paper.notes)
    for line in paper.lines:
        for found in _CITED.finditer(line.text):
            if not _PUBLIC.search(found[1]) and everything.count(found[1]) == 1:
                paper.notes.doubt("引用", line.number, f"引用了《{found[1]}》，这份文件里没有")


def check_tree(root: Node, piece: Piece, kind: str, paper: Paper) -> None:
    """Doubts about a piece as a whole: counts promised, sentences unfinished or in the wrong place, parts missing, items alike."""
    notes = paper.notes
    for parent in (root, *root.walk()):
        _check_promise(parent, notes)
        _check_ends(parent, notes)
        _check_labels(parent, notes)
    _check_halves(root, notes)
    if kind == "job-description":
        _check_alike(
            [
                node.unit
                for node in root.walk()
                if node.unit and not node.is_text and not node.is_heading and not node.table
            ],
            notes,
        )
        if "招商" in piece.text:
            for line in piece.lines:
                if "招生" in line.text:
                    notes.doubt("用词", line.number, "“招生”像是“招商”之误")


def _check_words(line: Line, notes: Notes) -> None:
    rest = line.text
    for wrong, right in SLIPS.items():
        if wrong in rest:
            notes.doubt("用词", line.number, f"“{wrong}”像是“{right}”之误")
            rest = rest.replace(wrong, "")
    for found in _DOUBLED.finditer(rest):
        notes.doubt("用词", line.number, f"“{found[0]}”重复")
    for found in _GARBLED.finditer(rest):
        around = rest[max(0, found.start() - 3) : found.end() + 3]
        notes.doubt("乱码", line.number, f"“{around}”读不通，像是乱码")


def _check_law(line: Line, notes: Notes) -> None:
    for found in _LAWS.finditer(line.text):
        notes.doubt("法律", line.number, f"{found[1]}自 2021 年 1 月 1 日起并入民法典，已经废止")
    for pattern, what in ((_AGE, "年龄"), (_LOOKS, "相貌"), (_SEX, "性别或婚育")):
        for found in pattern.finditer(line.text):
            notes.doubt(
                "任职要求",
                line.number,
                f"“{found[0]}”是{what}上的要求，可能构成就业歧视",
            )


def _check_rate(line: Line, notes: Notes) -> None:
    """`按收入的5给予`: a rate without its sign; an example beside it may prove which."""
    for found in _RATE.finditer(line.text):
        rate = Decimal(found[1])
        near = line.text[max(0, found.start() - 60) : found.end() + 60]
        amounts = [Decimal(text) for text in _AMOUNT.findall(near)]
        proof = next(
            (f"（{a:f} × {rate}% = {b:f}）" for a in amounts for b in amounts if a != b and a * rate / 100 == b), ""
        )
        notes.doubt(
            "丢失的符号",
            line.number,
            f"“{found[0]}”里的 {found[1]} 像是丢了百分号{proof}",
        )


def _check_names(line: Line, known: tuple[str, ...], seen: set[str], notes: Notes) -> None:
    names = [name for name in known if name in line.text]
    names += [found[1] for found in _ORGANISATION.finditer(line.text)]
    for name in names:
        if name not in seen:
            seen.add(name)
            notes.doubt("单位名称", line.number, f"出现“{name}”；若是别的单位，请换成自己的")


def _check_promise(parent: Node, notes: Notes) -> None:
    """`以下三点优势：` and two items after it."""
    for index, node in enumerate(parent.children):
        found = _PROMISE.search(node.unit.text) if node.unit and not node.table else None
        if not found or not node.unit:
            continue
        following = node.children if node.children else parent.children[index + 1 :]
        items = 0
        for item in following:
            if item.is_text or item.table or (items and item.key != following[0].key):
                break
            items += 1
        promised = int(found[1]) if found[1].isdecimal() else chinese_value(found[1])
        if items and items != promised:
            notes.doubt(
                "数目",
                node.unit.first,
                "说有{n}，只见到 {m}".format(n=found[0].rstrip("：:"), m=items)
                if items < promised
                else "说有{n}，却有 {m}".format(n=found[0].rstrip("：:"), m=items),
            )


def _check_ends(parent: Node, notes: Notes) -> None:
    """An item without a sentence's end among items that have it; its second half may stand in the item before."""
    texts = [
        node
        for node in parent.children
        if node.unit and not node.is_heading and not node.table and len(node.unit.text) >= 10
    ]
    if (
        parent.unit is None
        and texts
        and texts[0] is parent.children[0]
        and texts[0].is_text
        and len(texts[0].value.text) <= _TITLE
    ):
        texts = texts[1:]
    finished = [node for node in texts if node.unit and node.unit.ended]
    if len(finished) * 2 < sum(not node.unit.leads for node in texts if node.unit):
        return
    for index, node in enumerate(texts):
        unit = node.unit
        if (
            unit is None
            or unit.ended
            or unit.leads
            or node.children
            or re.search(r"[\d%）)”》A-Za-z]$|\d\S{0,2}$", unit.text)
        ):
            continue
        before = texts[index - 1].unit if index else None
        tail = before.text.rstrip(_ENDS).rsplit("。", 1) if before and not texts[index - 1].is_text else []
        if len(tail) == 2 and len(tail[1]) >= 8:
            assert before is not None
            what = f"这一条没有写完，而上一条（{before.value.place}）的句号之后还有“{tail[1][:10]}…”，可能是它的后半句"
            notes.doubt("错位", unit.last, what)
            before.confidence = min(before.confidence, 0.7)
        else:
            notes.doubt("残缺", unit.last, f"“…{unit.text[-8:]}”没有句末标点，可能没有写完")
        unit.confidence = min(unit.confidence, 0.7)


def _check_labels(parent: Node, notes: Notes) -> None:
    """Headings side by side with the same named parts (原则：, 标准：), one of which lacks a part."""
    headings = [node for node in parent.children if node.is_heading and node.unit]
    labels = [
        {found[1] for child in node.children if child.unit and (found := _LABEL.match(child.unit.text))}
        for node in headings
    ]
    if len(headings) < 3:
        return
    for index, node in enumerate(headings):
        others = [names for position, names in enumerate(labels) if position != index]
        for name in set.intersection(*others) - labels[index]:
            assert node.unit is not None
            last = max([node.unit.last, *(below.unit.last for below in node.walk() if below.unit)])
            notes.doubt(
                "缺漏",
                last,
                "“{heading}”没有“{name}”，前后各项都有，原稿可能不全".format(
                    heading=node.unit.text.rstrip("：:"), name=name
                ),
            )


def _check_halves(root: Node, notes: Notes) -> None:
    for node in root.walk():
        if node.is_text and node.unit and _HALF.match(node.unit.text):
            notes.doubt("残缺", node.unit.first, f"“{node.unit.text[:8]}…”像是半句话，前面可能缺了")


def _check_alike(units: list[Unit], notes: Notes) -> None:
    for one, other, ratio in alike_pairs([unit for unit in units if len(unit.text) >= 10][:_MOST]):
        notes.doubt(
            "内容相近",
            other.first,
            f"与 {one.value.place} 相近（{ratio:.0%}）：“{other.text[:16]}…”",
        )


def alike_pairs(units: list[Unit]) -> Iterator[tuple[Unit, Unit, float]]:
    """Pairs of items that say nearly the same, the earlier first."""
    letters = [frozenset(unit.text) for unit in units]
    for second, other in enumerate(units):
        for first in range(second):
            common = len(letters[first] & letters[second])
            if common * 2 < _ALIKE * (len(letters[first]) + len(letters[second])):
                continue
            ratio = SequenceMatcher(None, units[first].text, other.text, autojunk=False).ratio()
            if ratio >= _ALIKE:
                yield units[first], other, ratio

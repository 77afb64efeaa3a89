"""K4xx, figures: percent signs, weights, bands. Amounts and dates are in `amounts`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from docgen.check.arithmetic import WHOLE, is_full_mark, parts_fault
from docgen.check.bands import bands_in_text, inclusive_fault, plain, seam
from docgen.check.content import Content, Figures, number_of
from docgen.check.finding import Finding
from docgen.check.grid import Grid, grids
from docgen.check.rule import rule
from docgen.check.words import Words, together
from docgen.text.numerals import chinese_value

_MONEY = r"(?:收入|销售额|营业额|销售收入|回款额?|货款|总价|总价款|合同价|合同额|金额|利润|工资|总额|费用|产值|毛利|净利|价款|奖金|基数|提成|总数|货值|成本|标的额|报价|估算价|估算额|预算|投资|押金|工作量|用量|营收|业绩|应发|租金|薪酬|薪资)"
_N = r"(?P<number>\d{1,3}(?:\.\d{1,2})?)"
_LOST = (
    re.compile(
        rf"{_MONEY}的[ ]?{_N}[ ]?(?=给予|给与|提取|计提|计发|计算|计奖|支付|奖励|作为|提成|提奖|扣|处|缴纳|收取|核发|发放|兑现|执行|用于|用作|归|上缴|投入|以内|以下|以上|左右|为|预付|付|，|。|；|、|）|$|\n|比例)(?!以[内下上]的?(?:合同|采购|项目))"
    ),
    re.compile(
        rf"(?:扣减|扣除|扣罚|扣发|下浮|上浮|减免|提高|降低|罚没|奖励|预留|支付|返还)[^，。；\d]{{0,10}}{_MONEY}的?[ ]?{_N}(?=[，。；、）]|$|\n|作为|的违约金|的奖)"
    ),
    re.compile(
        r"(?:[^功频速辨帧码样特倍心\d，。；]率|满意度|占比|比例|权重|可用性|合格品|覆盖面|比重|百分比|折扣)(?:应|须|要|需|必须|均|都|已|保持|控制)?(?:为|是|在|达到?|不低于|不少于|不得低于|不高于|不超过|不大于|≥|≤|大于|小于|高于|低于|超过|提高到|下降到|降到|降至|提高至|保持在|控制在|升至|增至)[ ]?(?P<number>\d{2,3}(?:\.\d{1,2})?)(?=以上|以下|以内|左右|之间|时|的，|，|。|；|、|）|\n|$|的)"
    ),
    re.compile(
        r"(?:增长|下降|提高|减少|上升|降低|同比|环比|增加)了?[ ]?(?P<number>\d{1,2}\.\d{1,2})(?=[，。；）]|$|\n)"
    ),
)


_RATE = re.compile(r"[^功频速辨帧码样特倍心\d，。；]率[ ]?(?P<number>\d{2,3}(?:\.\d{1,3})?)(?=[，。；、）\n]|$)")
# 预付 30%、到货 30、验收 35%: a share without its sign among shares that have it.
_PART = r"(?:预付款?|付|收|到货|验收后?|签订|期满|占|支付|交货|投产)[ ]?"
_SHARE_WITH = re.compile(_PART + r"\d{1,3}(?:\.\d)?[ ]?[%％]")
_SHARE_WITHOUT = re.compile(_PART + r"(?P<number>\d{1,2}(?:\.\d)?)(?=[，、；。）\n]|$|[ ]支付)")


def _shares_lost(content: Content) -> Iterator[re.Match[str]]:
    if "率" in content.before_digits:
        yield from _RATE.finditer(content.text)
    if "%" in content.characters or "％" in content.characters:
        for found in _SHARE_WITHOUT.finditer(content.text):
            if _SHARE_WITH.search(content.sentence(found.start(), found.end())):
                yield found


@rule("K401", "percent-lost", "可能漏了百分号", needs="0123456789")
def percent_lost(content: Content) -> Iterator[Finding]:
    """“收入的5给予奖励”“完成率不低于98”：数字后面多半漏了 %。

    为什么：从网页和旧文档复制时 % 常常丢失；差一个百分号就差一百倍。
    不好：按营销收入的5给予奖励
    好：按营销收入的5%给予奖励
    来源：薪酬制度与合同的通常检查项。
    """
    seen: set[int] = set()
    stretches = _number_stretches(content.text)
    for pattern in _LOST:
        for found in (found for start, end in stretches for found in pattern.finditer(content.text, start, end)):
            if found.start("number") in seen:
                continue
            seen.add(found.start("number"))
            yield _lost(found)
    for found in _shares_lost(content):
        if found.start("number") not in seen:
            yield _lost(found)


def _lost(found: re.Match[str]) -> Finding:
    fact = f"“{found[0].strip()[-16:]}”后面可能漏了 %"
    return Finding(fact, "补上 %、‰ 或单位", found.start("number"), found.end("number"))


_BARE_NUMBER = re.compile(r"[的为是在到过于率内至度了达≥≤近占额款价资润][ ]?\d{1,3}(?:\.\d{1,2})?(?![\d%％‰])")


def _number_stretches(text: str) -> list[tuple[int, int]]:
    """Where a number without % follows a word of measure: all that the patterns need to see."""
    return [(max(0, found.start() - 30), min(len(text), found.end() + 12)) for found in _BARE_NUMBER.finditer(text)]


# --- weights and bands ---

_WEIGHT_HEAD = re.compile(
    r"^(?:考核|指标|所占|分值)?(?:权重|占比|比重|占时|所占比例|分值比例|权数)(?:[（(]?[%％]?[）)]?)?$"
)
_POINTS_HEAD = re.compile(r"^(?:分值|满分|标准分|配分)(?:[（(]分[）)])?$")
_TOTAL = re.compile(r"^(?:合[ 　]?计|总[ 　]?计|总分|小计|共计|总和)")
_SHARES = re.compile(
    r"权重|所占比[例重]|占总分|综合得分|比重|考核[^。；]{0,12}占|得分[^。；]{0,12}占|总评|加权|付款比例|(?:付款|支付)(?:方式|条件|进度)|分[两二三四五六]期支付|按比例|切块|分配|(?:总额|预算|总分|成绩|得分|薪酬|收入|工资|费用|评分|考核|评价)[^。；\n\d]{0,12}(?:由|分为|包括|按)[^。\n]{4,160}?(?:组成|构成|得出|计算|相加|合成|折算)"
)
# 收入占 40%, 回款（30%）, 一线占六成.
_SHARE = re.compile(
    r"[\u4e00-\u9fff]{2,12}?(?:(?:所)?(?:各)?(?:占比?|权重(?:为|占|是)?|比重为?|按|预付款?|付款?|支付)[ ]?|[（(](?:权重|占比?|占)?[：:]?)(?:(?P<figure>\d{1,3}(?:\.\d+)?)[ ]?[%％]|百分之(?P<words>[一二三四五六七八九十]{1,3})|(?P<tenths>[一二两三四五六七八九])成(?P<half>半|[一二三四五六七八九])?)"
)
_HUNDRED = Decimal(100)
_FULL_MARK = Words(("总分", "满分"))
_SHARE_SIGNS = Words(("%", "％", "百分之", *together("一二两三四五六七八九", "成")))
_EQUALS, _TIMES = Words("=＝"), Words("×xX*")


@rule("K403", "weights", "权重合计不是 100", severity="error")
def weights(content: Content) -> Iterator[Finding]:
    """一组权重（占时、占比）加起来不是 100%，或者表里的合计与各行之和不符。

    为什么：权重合计不是 100，总分就无法计算。
    不好：业绩 60%、态度 30%、能力 20%（合计 110%）
    好：业绩 60%、态度 25%、能力 15%
    来源：考核办法的通常检查项。
    """
    for figures in content.figures:
        name = content.roles.weights.get(figures.pattern)
        values = [number_of(row.get(name)) for _pointer, row in figures.rows] if name else []
        if name and len(values) > 1 and all(value is not None for value in values):
            total = sum((value for value in values if value is not None), Decimal())
            if total not in (_HUNDRED, 1) and not _whole_by_group(
                [row for _pointer, row in figures.rows], name, values
            ):
                yield Finding(*_off(total), pointer=f"{figures.rows[-1][0]}/{name}")
    for grid in grids(content.document):
        yield from _grid_weights(grid)
    for found in _SHARES.finditer(content.text) if content.may_hold_any(_SHARE_SIGNS) else ():
        sentence = content.sentence(found.start(), found.end())
        shares = [_share_value(share) for share in _SHARE.finditer(sentence)]
        if (
            len(shares) > 1
            and (total := sum(shares, Decimal())) != _HUNDRED
            and not _NO_WHOLE.search(sentence)
            and (len(shares) > 2 or total > 70)
        ):
            start = content.text.rfind(sentence, 0, found.end() + len(sentence))
            yield Finding(*_off(total), start=max(start, 0), end=max(start, 0) + len(sentence))
            break
    for found in content.near(_FULL_MARK, WHOLE):
        if is_full_mark(found, content) and (fault := parts_fault(found)):
            yield Finding(fault, "调整各项，使合计等于总分", start=found.start(), end=found.end())
    for found in (
        _FORMULA.finditer(content.text) if content.may_hold_any(_EQUALS) and content.may_hold_any(_TIMES) else ()
    ):
        total = sum((Decimal(share) for share in re.findall(r"(\d{1,3}(?:\.\d+)?)[ ]?[%％]", found[0])), Decimal())
        if total != _HUNDRED:
            yield Finding(*_off(total), start=found.start(), end=found.end())


# 得分＝业绩×50%＋态度×30%＋能力×20%
_TERM = r"[\u4e00-\u9fff]{2,12}[ ]?[×xX*][ ]?\d{1,3}(?:\.\d+)?[ ]?[%％]"
_FORMULA = re.compile(rf"(?<=[=＝])[ ]?{_TERM}(?:[ ]?[+＋][ ]?{_TERM}){{1,9}}(?![ ]?[+＋\-－×])")
_NO_WHOLE = re.compile(
    r"其中|以上|以下|以内|不低于|不少于|不高于|超过|另|其余|剩余|余下|增长|下降|提高|降低|完成率|达到|等"
)


def _share_value(share: re.Match[str]) -> Decimal:
    """40%, 百分之四十 and 四成 are 40; 三成半 is 35."""
    if share["figure"]:
        return Decimal(share["figure"])
    if share["words"]:
        return Decimal(chinese_value(share["words"]))
    half = 5 if share["half"] == "半" else chinese_value(share["half"]) if share["half"] else 0
    return Decimal(chinese_value(share["tenths"]) * 10 + half)


def _whole_by_group(rows: Sequence[Mapping[Any, Any]], name: Any, values: Sequence[Decimal | None]) -> bool:
    """True if the rows fall into groups by one of their other fields (每月, 每季) and every group makes a hundred."""
    for field in {key for row in rows for key, value in row.items() if isinstance(value, str) and key != name}:
        totals: dict[Any, Decimal] = {}
        for row, value in zip(rows, values, strict=True):
            totals[row.get(field)] = totals.get(row.get(field), Decimal()) + (value or Decimal())
        if len(totals) < len(rows) and set(totals.values()) == {_HUNDRED}:
            return True
    return False


def _off(total: Decimal | int) -> tuple[str, str]:
    return f"权重合计是 {plain(Decimal(total))}%，不是 100%", "调整各项，使合计为 100%"


def _grid_weights(grid: Grid) -> Iterator[Finding]:
    for column, head in enumerate(grid.head):
        is_weight, is_points = bool(_WEIGHT_HEAD.match(head)), bool(_POINTS_HEAD.match(head))
        if not is_weight and not is_points:
            continue
        rows = [(row[0].text, row[column]) for row in grid.rows if column < len(row)]
        values = [(name, _figure(cell.text), cell) for name, cell in rows if cell.text]
        items = [value for name, value, _cell in values if not _TOTAL.match(name)]
        totals = [(value, cell) for name, value, cell in values if _TOTAL.match(name)]
        if len(items) < 2 or any(value is None for value in items) or len(totals) > 1:
            continue
        total = sum((value for value in items if value is not None), Decimal())
        if totals and totals[0][0] is not None and totals[0][0] != total:
            fact = f"合计写的是 {plain(totals[0][0])}，各行之和是 {plain(total)}"
            yield Finding(fact, "核对各行，或改正合计", location=totals[0][1].location or grid.location)
        elif (
            is_weight
            and not totals
            and total not in (_HUNDRED, 1)
            and not _whole_by_group(
                [{place: cell.text for place, cell in enumerate(row)} for row in grid.rows], column, items
            )
        ):
            yield Finding(*_off(total), location=values[-1][2].location or grid.location)


def _figure(text: str) -> Decimal | None:
    found = re.fullmatch(r"(\d{1,4}(?:\.\d+)?)[ ]?(?:[%％]|分)?", text.strip())
    return Decimal(found[1]) if found else None


_BAND_HEAD = re.compile(
    r"得分|分数|分值|分段|区间|范围|完成率|达成率|比例|金额|成绩|评分|总分|分档|满意度|收入|销售额|回款率"
)
_BAND = re.compile(
    r"[^\d]{0,4}(\d+(?:\.\d+)?)[ ]?(?:%|％|分|元|万元)?[ ]?(?:～|~|—{1,2}|–|-|至|到)[ ]?(\d+(?:\.\d+)?)[ ]?(?:%|％|分|元|万元)?"
)


@rule("K402", "bands", "分段重叠或有空档", severity="error")
def bands(content: Content) -> Iterator[Finding]:
    """分段（得分、完成率、金额）首尾重叠，或者中间有空档。

    为什么：0～8 和 8～15 都含 8，得 8 分的人归哪一档说不清；60～69 之后接 80，75 分无处可归。
    不好：0～8 差，8～15 一般
    好：写成半开区间 [0, 8)、[8, 15)，或整数段 0～7、8～15；docgen 的“下限、上限”字段按半开区间解释，前一档的上限等于后一档的下限。
    来源：考核办法的通常检查项。
    """
    for figures in content.figures:
        names = content.roles.bands.get(figures.pattern)
        if names:
            yield from _record_bands(figures, *names)
    for grid in grids(content.document):
        for column, head in enumerate(grid.head):
            if _BAND_HEAD.search(head):
                yield from _grid_bands(grid, column)
    yield from bands_in_text(content)


def _record_bands(figures: Figures, low_name: str, high_name: str) -> Iterator[Finding]:
    """Half-open bands from fields: each begins where the one before ends; the last reaches the full mark."""
    rows: list[tuple[Decimal, Decimal, str]] = []
    for pointer, row in figures.rows:
        low, high = number_of(row.get(low_name)), number_of(row.get(high_name))
        if low is None or high is None:
            return
        rows.append((low, high, pointer))
    for low, high, pointer in rows:
        if low >= high:
            fact = f"分段的下限 {plain(low)} 不小于上限 {plain(high)}"
            yield Finding(fact, "改正下限或上限", pointer=f"{pointer}/{low_name}")
            return
    rows.sort(key=lambda row: row[:2])
    for before, after in pairwise(rows):
        if before[1] != after[0]:
            yield Finding(*seam(before[1], after[0], overlap=after[0] < before[1]), pointer=f"{after[2]}/{low_name}")
    full = number_of(
        next((figures.parent[name] for name in ("points", "full", "分值", "满分") if name in figures.parent), None)
    )
    if full is not None and rows and rows[-1][1] != full:
        fact = f"最高一档到 {plain(rows[-1][1])}，满分是 {plain(full)}"
        yield Finding(fact, "使最高一档的上限等于满分", pointer=f"{rows[-1][2]}/{high_name}")
    if full is not None and rows and rows[0][0] != 0:
        fact = "最低一档从 {low} 起，{low} 以下没有档".format(low=plain(rows[0][0]))
        yield Finding(fact, "使最低一档的下限为 0", pointer=f"{rows[0][2]}/{low_name}")


def _grid_bands(grid: Grid, column: int) -> Iterator[Finding]:
    found: list[tuple[Decimal, Decimal]] = []
    place = grid.location
    for row in grid.rows:
        if column >= len(row):
            return
        match = _BAND.fullmatch(row[column].text.strip())
        if match is None:
            return
        found.append((Decimal(match[1]), Decimal(match[2])))
        place = row[column].location or place
    if len(found) > 1 and (fault := inclusive_fault(found)):
        yield Finding(*fault, location=place)

"""K4xx, amounts and dates: capitals beside numerals, days in order, days that exist, ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from docgen.check.content import Content, number_of
from docgen.check.finding import Finding
from docgen.check.rule import rule
from docgen.check.words import together
from docgen.text.money import money, parse_rmb
from docgen.text.numerals import chinese_value

# --- amounts ---

_CAPITAL = re.compile(
    r"(?:人民币)?[：: ]?(?P<capital>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿〇两]{2,}[元圆](?:[零壹贰叁肆伍陆柒捌玖]角)?零?(?:[零壹贰叁肆伍陆柒捌玖]分)?[整正]?)"
)
_NUMERAL = r"(?:[¥￥]|RMB|人民币)?[ ]?(?P<numeral>\d[\d,，]*(?:\.\d+)?)[ ]?(?P<unit>万元|亿元|元|万)?"
_AFTER = re.compile(
    rf"[ ]{{0,4}}[（(，,；;、]?[ ]?(?:(?:金额|合计|总价|报价)[（(]小写[）)]|小写|即|计|大写|合|￥|¥|金额|人民币)?(?:金额|人民币)?(?:为)?[：:]?[ ]?{_NUMERAL}"
)
_BEFORE = re.compile(
    rf"{_NUMERAL}[ ]?[）)]?[ ]?[（(，,；;、]?[ ]?(?:大写|人民币大写|大写金额)(?:金额|人民币)?(?:为)?[：:]?[ ]?(?:人民币)?$"
)
_BEFORE_BRACKET = re.compile(rf"{_NUMERAL}[ ]?[（(](?:大写)?[：:]?(?:人民币)?(?:大写)?[：:]?$")


@rule("K404", "rmb-capitals", "大写金额与小写不符", severity="error", needs="壹贰叁肆伍陆柒捌玖拾")
def rmb_capitals(content: Content) -> Iterator[Finding]:
    """同一笔金额，大写与小写不一致，或者大写本身写错。

    为什么：评标时大小写不一致以大写为准，一字之差就是报价错误；docgen 的 rmb 过滤器可以由数字直接写出大写。
    不好：人民币壹佰贰拾叁万元整（¥1,320,000.00）
    好：人民币壹佰贰拾叁万元整（¥1,230,000.00）
    来源：《支付结算办法》附件一；财政部令第 87 号第五十九条。
    """
    for found in _CAPITAL.finditer(content.text):
        capital = found["capital"]
        try:
            amount = parse_rmb(capital)
        except ValueError:
            continue
        if not _well_formed(capital):
            yield Finding(
                f"大写金额“{capital}”写得不对",
                "用 rmb 过滤器由数字写出大写",
                found.start("capital"),
                found.end(),
            )
            continue
        after = _AFTER.match(content.text, found.end())
        start = max(0, found.start("capital") - 40)
        line = content.text[start : found.start("capital")].rpartition("\n")[2]
        before = _BEFORE.search(line) or _BEFORE_BRACKET.search(line)
        pair = (
            before
            or after
            or _FIGURE_ABOVE.search(content.text, max(0, found.start() - 120), found.start("capital"))
            or _below(content.text, found)
        )
        if pair is None or (figure := _amount(pair)) is None or figure == amount:
            continue
        fact = f"大写是 {money(amount)} 元，小写是 {money(figure)} 元"
        yield Finding(fact, "核对金额，使大小写一致", found.start("capital"), found.end())


# 投标报价（小写）：468,020.40元, and on the next line 投标报价（大写）：…
_FIGURE_ABOVE = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,12}})[（(]小写[）)][：:]?[ ]?{_NUMERAL}[^\n\d]{{0,6}}\n[ 　\n]*(?P=name)[（(]大写[）)][：:]?[ ]?(?:人民币)?$"
)
_NAME_ABOVE = re.compile(r"(?:^|\n)[ 　]*(?P<name>[\u4e00-\u9fff]{2,12})[（(]大写[）)][：:]?[ ]?(?:人民币)?$")


def _below(text: str, capital: re.Match[str]) -> re.Match[str] | None:
    """The figure on the next line, if both lines bear one name: 报价（大写）：… / 报价（小写）：…."""
    name = _NAME_ABOVE.search(text, max(0, capital.start() - 40), capital.start("capital"))
    if name is None:
        return None
    return re.compile(rf"[^\n\d]{{0,4}}\n[ 　\n]*{name['name']}[（(]小写[）)][：:]?[ ]?{_NUMERAL}").match(
        text, capital.end()
    )


def _well_formed(capital: str) -> bool:
    """No unit twice in a row, no digit beside a digit: 壹佰贰拾叁万 is, 壹贰佰 is not."""
    return not re.search(r"[壹贰叁肆伍陆柒捌玖]{2}|[拾佰仟]{2}|零零|万万|亿亿", capital)


def _amount(found: re.Match[str]) -> Decimal | None:
    try:
        value = Decimal(found["numeral"].replace(",", "").replace("，", "").rstrip("."))
    except ArithmeticError:
        return None
    return value * {"万元": 10_000, "万": 10_000, "亿元": 100_000_000}.get(found["unit"] or "", 1)


# --- dates ---

_DATE = r"(\d{4})[ ]?(?:年|[-/.])[ ]?(\d{1,2})[ ]?(?:月|[-/.])[ ]?(\d{1,2})(?!\d)[ ]?日?"
_PERIOD = re.compile(
    _DATE
    + r"(?:[（(][^（）()]{0,6}[）)])?(?:起|开始)?(?:生效|计算|实施|执行|施行|算)?[ ]?(?:，)?(?:至|到|—{1,2}|–|~|～|-{1,2})[ ]?(?:(\d{4})[ ]?(?:年|[-/.])[ ]?)?(\d{1,2})[ ]?(?:月|[-/.])[ ]?(\d{1,2})(?!\d)[ ]?日?"
)
_STARTS = "开工|开始|启动|起始|签订|签署|进场|生效|发售|发布|公告|公布|印发|下达|领取|获取|动工|立项|入职|上任|起算|施行|实施|起租"
_ENDS = (
    "竣工|结束|完工|完成|终止|截止|届满|到期|终验|验收|交付|退场|失效|开标|评标|递交|提交|报送|离职|卸任|废止|收尾|投产"
)
_LABELLED = re.compile(
    rf"(?P<word>{_STARTS}|{_ENDS})(?:时间|日期|日|期)?(?:为|是|定于|定在|于|：|:|在)?[ ]?"
    + _DATE
    + r"|于?[ ]?"
    + _DATE
    + rf"(?:前|以前|之前|正式|起|全面|全部|进行|组织)?(?P<after>{_STARTS}|{_ENDS})"
)
_SOME_DATE = re.compile(r"\d{4}[ ]?[年\-/.][ ]?\d")
_STARTING = frozenset(_STARTS.split("|"))


@rule("K405", "date-order", "起止日期颠倒", severity="error")
def date_order(content: Content) -> Iterator[Finding]:
    """结束的日期早于开始的日期。

    为什么：工期、有效期、公示期颠倒，条款就无法执行；多半是改了一头忘了另一头。
    不好：自2026年5月1日起至2026年3月31日止
    好：自2026年3月1日起至2026年5月31日止
    来源：投标文件与合同的通常检查项。
    """
    hint = "核对起止日期"
    dates = len(_SOME_DATE.findall(content.text)) if not _YEAR_ENDS.isdisjoint(content.after_digits) else 0
    for found in _PERIOD.finditer(content.text) if dates else ():
        start, end = _day(*found.group(1, 2, 3)), _day(found[4] or found[1], found[5], found[6])
        # Without a year of its own, 12 月 30 日至 1 月 3 日 ends in the next year.
        if start and end and end < start and (found[4] or (start - end).days < 180):
            yield Finding(f"结束日期早于开始日期：{found[0]}", hint, found.start(), found.end())
    for found in _MONTHS.finditer(content.text) if content.may_hold_any(_DIGIT_YEAR) else ():
        first = int(found[1]) * 12 + int(found[2] or 0)
        second = int(found[3]) * 12 + int(found[4] or 0)
        if second < first and bool(found[2]) == bool(found[4]):
            yield Finding(f"结束日期早于开始日期：{found[0]}", hint, found.start(), found.end())
    yield from _hours(content, hint)
    if dates > 1:
        yield from _labelled_order(content, hint)
    for pointer, pattern, row in content.records if content.roles.periods else ():
        names = content.roles.periods.get(pattern)
        if not names:
            continue
        low, high = row.get(names[0]), row.get(names[1])
        if _reversed(low, high):
            yield Finding(f"结束早于开始：{low} 至 {high}", hint, pointer=f"{pointer}/{names[1]}")


_YEAR_ENDS = frozenset("年-/.")
# 2018年5月至2016年12月, 2018年至2016年; without a day.
_MONTHS = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?:[ ]?年[ ]?(?:(\d{1,2})[ ]?月)?)(?:起|开始|底|初)?[ ]?(?:至|到|—{1,2}|–|~|～|-{1,2})[ ]?((?:19|20)\d{2})[ ]?年(?:[ ]?(\d{1,2})[ ]?月)?(?![ ]?\d)"
)
# 上午九时至上午八时: within one half of a day, or the hours of one day's office.
_CLOCK = re.compile(
    r"(?P<half>上午|下午)(?P<hour>\d{1,2})(?:[:：](?P<minute>\d{2})|[时点](?:(?P<minute2>\d{1,2})分)?)(?:至|到|—{1,2}|～|~|-)(?P<half2>上午|下午)?(?P<hour2>\d{1,2})(?:[:：](?P<minute3>\d{2})|[时点](?:(?P<minute4>\d{1,2})分)?)"
)


def _hours(content: Content, hint: str) -> Iterator[Finding]:
    if "午" not in content.characters:
        return
    for found in _CLOCK.finditer(content.text):
        first = _minutes(found["half"], found["hour"], found["minute"] or found["minute2"])
        second = _minutes(found["half2"] or found["half"], found["hour2"], found["minute3"] or found["minute4"])
        if second < first and "次日" not in content.text[found.start() - 2 : found.end()]:
            yield Finding(f"结束时刻早于开始时刻：{found[0]}", hint, found.start(), found.end())


def _minutes(half: str, hour: str, minute: str | None) -> int:
    hours = int(hour) + (12 if half == "下午" and int(hour) < 12 else 0)
    return hours * 60 + int(minute or 0)


def _reversed(low: Any, high: Any) -> bool:
    """True for two numbers, or two dates as text, the second before the first."""
    first, second = number_of(low), number_of(high)
    if first is not None and second is not None:
        return second < first
    dates = all(isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) for value in (low, high))
    return dates and str(high) < str(low)


def _labelled_order(content: Content, hint: str) -> Iterator[Finding]:
    """于2026年5月1日开工，2026年3月1日竣工: the first start and the first end after it, in one sentence."""
    marks: list[tuple[bool, date, int, int, str]] = []
    for found in _LABELLED.finditer(content.text):
        groups = found.group(2, 3, 4) if found["word"] else found.group(5, 6, 7)
        if day := _day(*groups):
            word = found["word"] or found["after"]
            marks.append((word in _STARTING, day, found.start(), found.end(), word))
    for first, second in pairwise(marks):
        between = content.text[first[3] : second[2]]
        if (
            first[0]
            and not second[0]
            and second[1] < first[1]
            and not re.search(r"[。\n]", between)
            and len(between) < 30
        ):
            fact = f"{second[4]}（{second[1]}）早于{first[4]}（{first[1]}）"
            yield Finding(fact, hint, first[2], second[3])


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


_WRITTEN_DATE = re.compile(r"(?:19|20)\d{2}[ ]?(?:年[ ]?\d{1,2}[ ]?月|-\d{1,2}-)[ ]?\d{1,2}(?![\d\-.])[ ]?[日号]?")
_SHORT_DATE = re.compile(r"\d{1,2}月\d{1,2}[日号]")


# What cannot be: a 13th month, a fifth quarter, 25 o'clock, 60 minutes past, 三十二日.
_IMPOSSIBLE_DAYS = (
    re.compile(r"(?:(?:19|20)\d{2}年|[今明去本次当上]年)[ ]?(?P<text>(?:1[3-9]|[2-9]\d|0?0)月)"),
    re.compile(r"(?<![\d.])(?P<text>(?:1[0-2]|[1-9])月(?:份)?(?:3[2-9]|[4-9]\d)[日号])"),
    re.compile(r"每月[ ]?(?P<text>(?:3[2-9]|[4-9]\d)[日号])"),
)
_IMPOSSIBLE_HOURS = (
    re.compile(
        r"(?:[日号午晚天间于前至]|(?:周|星期)[一二三四五六]|时间(?:为|：)?)[ ]?(?P<text>(?:2[5-9]|[3-9]\d)(?:[时点](?!间|[的数位])|[:：][0-5]\d(?!\d)))"
    ),
    re.compile(
        r"(?:[日号午晚天间于前至]|(?:周|星期)[一二三四五六]|时间(?:为|：)?)[ ]?(?P<text>(?:1\d|2[0-4]|\d)[:：](?:[6-9]\d)(?!\d))"
    ),
    re.compile(r"(?<!\d)(?P<text>\d{1,2}[时点](?:[6-9]\d)分)"),
    re.compile(r"(?:上午|早上|凌晨)(?P<text>(?:1[3-9]|2\d)(?:[时点]|[:：]\d{2}))"),
    re.compile(r"(?P<text>(?:下午|晚上|晚)(?:2[5-9]|[3-9]\d)(?:[时点]|[:：]\d{2}))"),
)
_IMPOSSIBLE_NAMES = (
    re.compile(r"(?P<text>第[五六七八九5-9]季度)"),
    re.compile(r"(?P<text>(?:星期|周|礼拜)[八九十])(?!年|方|点|分|大)"),
)
_CHINESE_DAY = re.compile(
    r"(?<![一二三四五六七八九十〇零])([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
# 第二季度（7月至9月）, 上半年（1—7月）
_SPAN = re.compile(
    r"(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)[（(](?:即|指|为)?(?P<first>\d{1,2})月?(?:[至到～~\-]|—{1,2}|–)(?P<last>\d{1,2})月(?:份)?[）)]"
)


_DIGITS = "0123456789"
_DIGIT_YEAR, _DIGIT_DAY, _DIGIT_HOUR = (together(_DIGITS, ends) for ends in ("年", "月日号", "时点:："))
_NAMED = together("第周期拜", "五六七八九十56789")
_CHINESE_MONTH = together("一二三四五六七八九十", "月")
_SPAN_OPENS = together("度年", "（(")


def _impossible(content: Content) -> Iterator[tuple[str, int, int]]:
    """Months and days, hours, names of quarters and weekdays: each pattern runs where its characters stand together."""
    patterns = [
        *(_IMPOSSIBLE_DAYS if content.may_hold_any(_DIGIT_DAY) else ()),
        *(_IMPOSSIBLE_HOURS if content.may_hold_any(_DIGIT_HOUR) else ()),
        *(_IMPOSSIBLE_NAMES if content.may_hold_any(_NAMED) else ()),
    ]
    for pattern in patterns:
        for found in pattern.finditer(content.text):
            yield found["text"], found.start("text"), found.end("text")
    for found in _CHINESE_DAY.finditer(content.text) if content.may_hold_any(_CHINESE_MONTH) else ():
        if _day("2024", str(chinese_value(found[1])), str(chinese_value(found[2]))) is None:
            yield found[0], found.start(), found.end()
    for found in _SPAN.finditer(content.text) if content.may_hold_any(_SPAN_OPENS) else ():
        number = found["quarter"] and (
            int(found["quarter"]) if found["quarter"].isascii() else chinese_value(found["quarter"])
        )
        wanted = (number * 3 - 2, number * 3) if number else (1, 6) if found["half"] == "上" else (7, 12)
        if (int(found["first"]), int(found["last"])) != wanted:
            yield found[0], found.start(), found.end()


@rule("K406", "impossible-date", "没有这一天", severity="error", needs="月-季时点:：周期")
def impossible_date(content: Content) -> Iterator[Finding]:
    """日历和钟表上没有的日期、月份和时刻：2月30日、13月、第五季度、25:30，或季度、半年与月份对不上。

    为什么：截止时间写成不存在的日子，条款就落空。
    不好：投标截止时间为2026年2月30日
    好：投标截止时间为2026年2月28日
    来源：公历。
    """
    seen: set[int] = set()
    for ends, pattern in (("年-", _WRITTEN_DATE), ("月", _SHORT_DATE)):
        for found in pattern.finditer(content.text) if not content.after_digits.isdisjoint(ends) else ():
            before = content.text[max(0, found.start() - 8) : found.start()]
            if re.search(r"[\d.\-/A-Za-z]$|(?:版本|编号|型号|文号)[^，。]{0,4}$|年[ ]?$", before):
                continue
            year, month, day = ["2024", *re.findall(r"\d+", found[0])][-3:]
            if _day(year, month, day) is None:
                seen.update(range(*found.span()))
                yield Finding(
                    f"没有“{found[0].strip()}”这一天",
                    "改成真实的日期",
                    found.start(),
                    found.end(),
                )
    for text, start, end in _impossible(content):
        if start not in seen:
            yield Finding(f"没有“{text}”", "改成真实的日期或时刻", start, end)


_RANGE = re.compile(
    r"(?<![\d.\-/A-Za-z:：第])(\d{1,12}(?:\.\d{1,6})?)[ ]?(%|％|℃|°C|分|元|天|日|人|台|年|个月|小时|分钟|米|mm|cm|m|km|kg|W|kW|V|A|GB|MB|ms)?[ ]?(?:～|~|至)[ ]?(\d+(?:\.\d+)?)[ ]?"
    r"(%|％|℃|°C|分|元|天|人|台|个月|小时|分钟|米|万元|mm|cm|km|kg|kW|W|V|GB|MB|ms|m|个|次|家|项|度|岁)(?![\u4e00-\u9fff]?楼)"
)


@rule("K407", "descending-range", "数值范围前大后小", needs="～~至")
def descending_range(content: Content) -> Iterator[Finding]:
    """数值范围的前一个数大于后一个数：98～95%。

    为什么：范围应由小到大；颠倒的往往是抄错了一个数。
    不好：工期为120～90天
    好：工期为90～120天
    来源：GB/T 15835—2011。
    """
    for found in _RANGE.finditer(content.text):
        if found[2] and found[2] != found[4]:
            continue
        if Decimal(found[1]) > Decimal(found[3]) and not re.search(
            r"由|从|自|降|减|缩", content.text[max(0, found.start() - 6) : found.start()]
        ):
            yield Finding(f"范围“{found[0]}”前大后小", "由小到大写，或核对数值", found.start(), found.end())

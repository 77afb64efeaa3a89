"""K4xx, arithmetic in running text: products, sums, parts of a whole, percentages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from docgen.check.content import Content
from docgen.check.finding import Finding
from docgen.check.rule import rule
from docgen.check.words import Words

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_COUNTED = r"(?:人|名|天|日|台|套|个|家|项|户|条|公里|千米|米|课时|学时|小时|页|份|期|分|辆|部|件|间|栋|座|端口|点|路|次|块|张|箱|组|对|只|吨|平方米|芯|周)"
_MONEY = r"(?:万元|亿元|元)"
_UNIT = rf"(?:{_MONEY}|{_COUNTED}|[%％])"
_SUM_WORD = r"(?:小计|合计|共计|总计|总价|总额|金额|计|共)"


@rule("K408", "arithmetic", "算得不对", severity="error", needs="其包分由含合小总共=＝后率占增减升降计")
def arithmetic(content: Content) -> Iterator[Finding]:
    """文中的数算得不对：单价乘数量不等于小计，其中各项加起来不等于总数，下浮之后的价格、占比与原数不符。

    为什么：报价和编制上的一处算错，评审人就会怀疑全部数字。各阶段交叉、人员一身多职等总和本来就不等的，写明“交叉”“兼”，不算。
    不好：交换机24台，单价3,200元，小计78,600元
    好：交换机24台，单价3,200元，小计76,800元
    来源：投标文件报价的通常检查项。
    """
    if len(_SOME_NUMBER.findall(content.text)) < 3:
        return
    for words, wanted, pattern, check in _CHECKS:
        if not wanted.issubset(content.characters):
            continue
        for found in content.near(words, pattern, 160):
            if fault := check(found, content):
                yield Finding(fault, "核对各数", found.start(), found.end())


_SOME_NUMBER = re.compile(r"\d+")


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", "") or "0")


def _shown(value: Decimal) -> str:
    value = value.quantize(Decimal("0.01")) if value != value.to_integral_value() else value.to_integral_value()
    return f"{value:,f}"


def _places(text: str) -> int:
    return len(text.partition(".")[2])


def _scale(unit: str) -> Decimal:
    return Decimal({"万元": 10_000, "亿元": 100_000_000}.get(unit, 1))


def _near(computed: Decimal, written: str, unit: str = "") -> bool:
    """True if the written figure is the computed one, rounded to the places that it shows (one unit of the last is let pass)."""
    step = Decimal(1).scaleb(-_places(written)) * _scale(unit)
    exact = not unit.startswith(("万", "亿")) and _places(written) == 0 and computed == computed.to_integral_value()
    difference = abs(computed - _value(written) * _scale(unit))
    return difference == 0 if exact else difference <= step


# 24台，单价3,200元，小计78,600元
_PRODUCT = re.compile(
    rf"(?P<count>{_NUMBER})[ ]?{_COUNTED}[^。；\n\d]{{0,10}}(?:单价|每{_COUNTED}|均价)(?:为|是|：|按)?[^。；\n\d]{{0,6}}(?P<price>{_NUMBER})[ ]?(?P<price_unit>{_MONEY})"
    rf"(?:/{_COUNTED}|（[^（）]*）)?[，、；,：]?(?P<word>[\u4e00-\u9fff]{{0,4}}?{_SUM_WORD})(?:金额)?(?:为|是|：)?(?:人民币)?[ ]?(?P<total>{_NUMBER})[ ]?(?P<unit>{_MONEY})"
)
# 单价3,200元，24台，小计…；每公里8,600元、共7公里
_PRICE_FIRST = re.compile(
    rf"(?:单价|每{_COUNTED}|均价)(?:为|是|：|按)?[ ]?(?P<price>{_NUMBER})[ ]?(?P<price_unit>{_MONEY})(?:/{_COUNTED})?[，、,][^。；\n\d]{{0,8}}(?P<count>{_NUMBER})[ ]?{_COUNTED}"
    rf"(?P<rest>[^。；\n]{{0,60}}?)(?P<word>{_SUM_WORD})(?:金额)?(?:为|是|：)?(?:人民币)?[ ]?(?P<total>{_NUMBER})[ ]?(?P<unit>{_MONEY})"
)
# 每人每月200元，12个月共2,400元
_EXTRA = re.compile(rf"(?P<number>{_NUMBER})[ ]?(?P<unit>{_MONEY})")


def _product(found: re.Match[str], content: Content) -> str | None:
    if re.search(r"[%％折税浮]", found[0]):
        return None
    total = _value(found["count"]) * _value(found["price"]) * _scale(found["price_unit"])
    rest = found.groupdict().get("rest") or ""
    if rest:
        if re.search(r"\d", _EXTRA.sub("", rest)):
            return None
        total += sum((_value(extra["number"]) * _scale(extra["unit"]) for extra in _EXTRA.finditer(rest)), Decimal())
    if _near(total, found["total"], found["unit"]):
        return None
    return "算出来是 {right} 元，写的是 {wrong}{unit}".format(
        right=_shown(total), wrong=found["total"], unit=found["unit"]
    )


_EQUATION = re.compile(
    rf"(?P<sum>(?<![\d.A-Za-z=＝]){_NUMBER}[ ]?{_UNIT}?(?:/{_COUNTED})?(?:[ ]?[×+＋*－÷][ ]?{_NUMBER}[ ]?(?:{_UNIT}|个月)?(?:/{_COUNTED})?){{1,6}})[ ]?[=＝][ ]?(?P<total>{_NUMBER})[ ]?(?P<unit>{_UNIT})?(?![\d×*+])"
)
_TOKEN = re.compile(rf"(?P<sign>[×+＋*－÷])?[ ]?(?P<number>{_NUMBER})[ ]?(?P<unit>万元|亿元|[%％])?")


def _equation(found: re.Match[str], content: Content) -> str | None:
    """a × b = c, a + b + c = d; × before +."""
    terms: list[Decimal] = []
    for token in _TOKEN.finditer(found["sum"]):
        value = _value(token["number"]) * _scale(token["unit"] or "")
        both_percent = found["unit"] in ("%", "％") and not re.search("[×*÷]", found["sum"])
        if (token["unit"] or "") in ("%", "％") and not both_percent:
            value /= 100
        match token["sign"]:
            case "×" | "*":
                terms[-1] *= value
            case "÷":
                if not value:
                    return None
                terms[-1] /= value
            case "－":
                terms.append(-value)
            case _:
                terms.append(value)
    total = sum(terms, Decimal())
    if found["unit"] in ("%", "％") and re.search("[×*÷]", found["sum"]):
        total *= 100
    if _near(total, found["total"], found["unit"] or ""):
        return None
    return "算出来是 {right}，写的是 {wrong}".format(
        right=_shown(total / _scale(found["unit"] or "")), wrong=found["total"]
    )


# 18人，其中客户经理11人、方案工程师4人、内勤2人
WHOLE = re.compile(
    rf"(?<![\d.,的占])(?P<total>{_NUMBER})[ ]?(?P<unit>万元|亿元|元|{_COUNTED})(?:（[^（）\d]*）)?[，,；：:（(]?(?:其中|包括|分别为|分别是|由|含)(?P<parts>[^。；\n]{{4,160}})"
)
_OVERLAPPING = re.compile(
    r"党员|团员|女|男|以上|以下|以内|持[有证]|本科|硕士|博士|大专|学历|职称|获|残疾|少数民族|退休|兼|交叉|重叠|并行|搭接|同步|平均|最高|最低|最多|最少|不少于|至少|约|余|近|多于|每|单价|比|增|减|下降|上升|占"
)
_PARALLEL_DENIED = re.compile(r"(?:互不|不|无|没有)(?:交叉|重叠|搭接|并行)")


def _parts(found: re.Match[str], content: Content) -> str | None:
    """The parts of a whole; those of a full mark (总分100分) are weights, of which K403 speaks."""
    return None if is_full_mark(found, content) else parts_fault(found)


def is_full_mark(found: re.Match[str], content: Content) -> bool:
    return found["unit"] == "分" and content.text[max(0, found.start() - 6) : found.start()].rstrip("为是： ").endswith(
        ("总分", "满分")
    )


def parts_fault(found: re.Match[str]) -> str | None:
    unit = re.escape(found["unit"])
    stretch = re.split("合计|共计|总计|另|此外", found["parts"])[0]
    numbers = list(re.finditer(rf"(?<![\d.,～~—–\-])(?P<number>{_NUMBER})[ ]?{unit}(?![～~—–\-])", stretch))
    if len(numbers) < 2 or re.search(r"[～~]", stretch):
        return None
    last = numbers[-1].end()
    if _OVERLAPPING.search(_PARALLEL_DENIED.sub("", stretch)):
        return None
    total, given = sum((_value(number["number"]) for number in numbers), Decimal()), _value(found["total"])
    places = max(_places(number["number"]) for number in numbers)
    if total == given or abs(total - given) < Decimal(1).scaleb(-places) * (1 if places else 0) * len(numbers):
        return None
    if total < given and (len(numbers) < 3 or total * 5 < given * 4 or re.search("等", stretch[last : last + 2])):
        return None  # 其中 may tell of a few only
    return "各项之和是 {right}{unit}，总数写的是 {wrong}{unit}".format(
        right=_shown(total), wrong=found["total"], unit=found["unit"]
    )


# 设备费120万元、施工费30万元、培训费5万元，合计156万元
_ADDED = re.compile(
    rf"(?P<parts>(?:[\u4e00-\u9fff（）]{{2,14}}?(?:为|是|：)?{_NUMBER}[ ]?(?P<unit>{_MONEY}|{_COUNTED})[、，,；和及与]{{1,2}}){{2,9}}|(?:[\u4e00-\u9fff（）]{{2,14}}?(?:为|是|：)?{_NUMBER}[ ]?{_UNIT}[、，,；和及与]{{1,2}}){{2,9}})"
    rf"[\u4e00-\u9fff]{{0,4}}?(?:合计|共计|总计|总分|总价|总额|合起来|三项共|两项共|四项共|一共)(?:金额|费用|工期)?(?:为|是|：)?(?:人民币)?[ ]?(?P<total>{_NUMBER})[ ]?(?P<total_unit>{_MONEY}|{_COUNTED})"
)
_NO_SUM = re.compile(r"[%％折税浮]|单价|每|其中|以上|以下|约|平均|分别|增|减|扣除|下降|上升|超过|不足|低于|高于")


def _added(found: re.Match[str], content: Content) -> str | None:
    start = max(content.text.rfind(mark, 0, found.start()) for mark in "。；\n") + 1
    if (
        _NO_SUM.search(found["parts"])
        or _NO_SUM.search(content.text[start : found.start()])
        or re.search(r"\d", content.text[start : found.start()])
    ):
        return None
    numbers = list(re.finditer(rf"(?P<number>{_NUMBER})[ ]?(?P<unit>{_UNIT})", found["parts"]))
    units = {number["unit"] for number in numbers} | {found["total_unit"]}
    if len(units) > 1 and not units <= {"元", "万元", "亿元"}:
        return None
    total = sum((_value(number["number"]) * _scale(number["unit"]) for number in numbers), Decimal())
    if _near(total, found["total"], found["total_unit"]):
        return None
    return "各项之和是 {right}，合计写的是 {wrong}{unit}".format(
        right=_shown(total / _scale(found["total_unit"])), wrong=found["total"], unit=found["total_unit"]
    )


# 69,000元；按框架协议下浮10%后为62,100元
_CHANGED = re.compile(
    rf"(?P<base>{_NUMBER})[ ]?(?P<base_unit>{_MONEY})[，；,、（(][^。\n\d%％]{{0,14}}?(?P<way>下浮|优惠|下调|降低|扣减|上浮|上调|提高|增加|增长)(?:了)?[ ]?(?P<share>\d{{1,2}}(?:\.\d+)?)[ ]?[%％][^。；\n\d]{{0,8}}?(?:后|以后|之后|即)[^。；\n\d]{{0,8}}?(?:为|是|计|价)?[ ]?(?P<total>{_NUMBER})[ ]?(?P<unit>{_MONEY})"
)


def _changed(found: re.Match[str], content: Content) -> str | None:
    sign = 1 if found["way"] in ("上浮", "上调", "提高", "增加", "增长") else -1
    total = _value(found["base"]) * _scale(found["base_unit"]) * (1 + sign * Decimal(found["share"]) / 100)
    if _near(total, found["total"], found["unit"]):
        return None
    return "算出来是 {right} 元，写的是 {wrong}{unit}".format(
        right=_shown(total), wrong=found["total"], unit=found["unit"]
    )


# 由100万元增长到120万元，增长20%
_GROWN = re.compile(
    rf"(?:由|从)[^，。；\n\d]{{0,8}}(?P<old>{_NUMBER})[ ]?(?P<unit>{_UNIT})[^，。；\n\d]{{0,10}}?(?P<way>增长|增加|增至|增到|提高|上升|升至|升到|扩大|下降|降至|降到|降低|减少|减至|缩短|压缩)[^，。；\n\d]{{0,4}}?(?P<new>{_NUMBER})[ ]?(?P=unit)[，、,（(][^。；\n\d]{{0,8}}?(?:增长|增幅|增加|提高|上升|下降|降幅|降低|减少|缩短|压缩)[^。；\n\d]{{0,4}}(?P<share>\d{{1,3}}(?:\.\d+)?)[ ]?[%％](?!点)"
)


def _grown(found: re.Match[str], content: Content) -> str | None:
    old, new = _value(found["old"]), _value(found["new"])
    if not old or found["unit"] in ("%", "％"):
        return None
    share = abs(new - old) / old * 100
    if (
        _near(share, found["share"])
        or abs(share - Decimal(found["share"])) <= Decimal("0.5") * (1 if "约" in found[0] else 0)
        or abs(share - Decimal(found["share"])) < Decimal(1).scaleb(-_places(found["share"]))
    ):
        return None
    return "算出来是 {right}%，写的是 {wrong}%".format(right=_shown(share), wrong=found["share"])


# 签约147家，其中新签61家、续签86家，新签占比约41.5%
_SHARE_OF = re.compile(
    rf"(?P<total>{_NUMBER})[ ]?(?P<unit>{_UNIT})[，,：（(](?:其中|包括)(?P<between>[^。\n]{{0,60}}?)(?P<name>[\u4e00-\u9fff]{{2,8}}?)(?P<part>{_NUMBER})[ ]?(?P=unit)(?P<after>[^。\n]{{0,40}}?)(?P=name)?(?<![的占])(?:占比|占|比例|比重)(?:总数|全部|总量|总额)?(?:的)?(?:约|为|达到?|是)?[ ]?(?P<share>\d{{1,3}}(?:\.\d+)?)[ ]?[%％]"
)


def _share_of(found: re.Match[str], content: Content) -> str | None:
    """A part's share of the whole, where it is plain whose share it is."""
    if found["unit"] in ("%", "％"):
        return None
    named = f"{found['name']}占" in found[0]
    if (not named and re.search(r"\d", found["after"])) or not _value(found["total"]):
        return None
    share = _value(found["part"]) / _value(found["total"]) * 100
    if _near(share, found["share"]) or abs(share - Decimal(found["share"])) <= Decimal(1).scaleb(
        -_places(found["share"])
    ):
        return None
    return "算出来是 {right}%，写的是 {wrong}%".format(right=_shown(share), wrong=found["share"])


# 全年12个月，每月补贴200元，全年共2,600元
_PERIODIC = re.compile(
    rf"(?P<count>{_NUMBER})[ ]?(?:个)?(?P<period>月|年|天|日|周|次|季度)[，、,][^。；\n\d]{{0,12}}?每(?:个)?(?P=period)[^。；\n\d，]{{0,12}}?(?P<price>{_NUMBER})[ ]?(?P<price_unit>{_MONEY})[，、,；][^。；\n\d]{{0,8}}?(?:合计|共计|总计|共|计)[^。；\n\d]{{0,4}}(?P<total>{_NUMBER})[ ]?(?P<unit>{_MONEY})"
    rf"|每(?:个)?(?P<period2>月|年|天|日|周|次|季度)[^。；\n\d，]{{0,12}}?(?P<price2>{_NUMBER})[ ]?(?P<price_unit2>{_MONEY})[，、,；][^。；\n\d]{{0,8}}?(?P<count2>{_NUMBER})[ ]?(?:个)?(?P=period2)[^。；\n\d]{{0,8}}?(?:合计|共计|总计|共|计)[^。；\n\d]{{0,4}}(?P<total2>{_NUMBER})[ ]?(?P<unit2>{_MONEY})"
)


def _periodic(found: re.Match[str], content: Content) -> str | None:
    second = "2" if found["total2"] else ""
    count, price, total = (found[name + second] for name in ("count", "price", "total"))
    right = _value(count) * _value(price) * _scale(found["price_unit" + second])
    if _near(right, total, found["unit" + second]):
        return None
    return "算出来是 {right} 元，写的是 {wrong}{unit}".format(
        right=_shown(right), wrong=total, unit=found["unit" + second]
    )


# 参训120人，合格108人，合格率为95%
_RATE = re.compile(
    rf"(?P<total>{_NUMBER})[ ]?(?P<unit>{_COUNTED}|{_MONEY})次?[，、,][^。；\n\d]{{0,8}}?(?P<name>合格|完成|达标|通过|回款|到场|出勤|及格|优秀|中标|签约)[^。；\n\d]{{0,4}}(?P<part>{_NUMBER})[ ]?(?P=unit)次?[，、,](?P=name)率(?:为|达到?|是|约|约为)?[ ]?(?P<share>\d{{1,3}}(?:\.\d+)?)[ ]?[%％]"
)


def _rate(found: re.Match[str], content: Content) -> str | None:
    if not _value(found["total"]):
        return None
    share = _value(found["part"]) / _value(found["total"]) * 100
    if abs(share - Decimal(found["share"])) <= Decimal(1).scaleb(-_places(found["share"])):
        return None
    return "算出来是 {right}%，写的是 {wrong}%".format(right=_shown(share), wrong=found["share"])


# 去年500万元，今年575万元，同比增长15%
_YEARS = re.compile(
    rf"(?:去年|上年度?|上一年|上季度|上个?月|上半年)(?!末|底)[^。；，\n\d]{{0,16}}(?P<old>{_NUMBER})[ ]?(?P<unit>{_MONEY}|{_COUNTED})[，、；][^。；，\n\d]{{0,4}}(?:今年|本年度?|本季度|本月|下半年)[^。；，\n\d]{{0,16}}(?P<new>{_NUMBER})[ ]?(?P=unit)[，、,（(][^。；，\n\d]{{0,6}}(?:增长|增幅|增加|提高|上升|下降|降幅|降低|减少)[^。；，\n\d]{{0,4}}(?P<share>\d{{1,3}}(?:\.\d+)?)[ ]?[%％](?!点)"
)
# 年度目标1,200万元，已完成960万元，完成率80%
_TARGET = re.compile(
    rf"(?:目标|任务|计划|指标)[^。；，\n\d]{{0,10}}(?P<total>{_NUMBER})[ ]?(?P<unit>{_MONEY}|{_COUNTED})[，、,][^。；，\n\d]{{0,16}}(?P<part>{_NUMBER})[ ]?(?P=unit)[，、,](?:目标|任务|计划)?(?:完成|达成)率(?:为|达到?|是|约|约为)?[ ]?(?P<share>\d{{1,3}}(?:\.\d+)?)[ ]?[%％]"
)

_SUMS = ("小计", "合计", "共计", "总计", "总价", "总额")
_WAYS = ("下浮", "优惠", "下调", "降低", "扣减", "上浮", "上调", "提高", "增加", "增长")
_MOVES = (
    "增长",
    "增加",
    "增至",
    "增到",
    "提高",
    "上升",
    "升至",
    "升到",
    "扩大",
    "下降",
    "降至",
    "降到",
    "降低",
    "减少",
    "减至",
    "缩短",
    "压缩",
)
# Words near which to look, characters that the text must have, pattern, check.
_CHECKS: tuple[tuple[Words, frozenset[str], re.Pattern[str], Callable[[re.Match[str], Content], str | None]], ...] = (
    (Words(("单价", "均价", "每")), frozenset("元计"), _PRODUCT, _product),
    (Words(("单价", "均价", "每")), frozenset("元"), _PRICE_FIRST, _product),
    (Words(("=", "＝")), frozenset(), _EQUATION, _equation),
    (Words(("其中", "包括", "分别为", "分别是", "由", "含")), frozenset(), WHOLE, _parts),
    (Words((*_SUMS, "总分", "合起来", "项共", "一共")), frozenset(), _ADDED, _added),
    (Words(_WAYS), frozenset("元%"), _CHANGED, _changed),
    (Words(_MOVES), frozenset("%"), _GROWN, _grown),
    (Words(("去年", "上年", "上一年", "上季度", "上月", "上个月", "上半年")), frozenset("%"), _YEARS, _grown),
    (Words(("目标", "任务", "计划", "指标")), frozenset("率%"), _TARGET, _rate),
    (Words(("其中", "包括")), frozenset("占%"), _SHARE_OF, _share_of),
    (Words(("每月", "每年", "每天", "每日", "每周", "每次", "每季")), frozenset("元"), _PERIODIC, _periodic),
    (
        Words(
            (
                "合格率",
                "完成率",
                "达标率",
                "通过率",
                "回款率",
                "到场率",
                "出勤率",
                "及格率",
                "优秀率",
                "中标率",
                "签约率",
            )
        ),
        frozenset("%"),
        _RATE,
        _rate,
    ),
)

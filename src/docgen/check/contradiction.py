"""K6xx, consistency: one fact told with two figures in one paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from docgen.check.content import Content
from docgen.check.finding import Finding
from docgen.check.rule import rule
from docgen.check.words import Words
from docgen.text.numerals import chinese_value

_N = r"(?P<value>\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十]{1,3})"
_NAME = r"(?P<key>[\u4e00-\u9fff]{2,10}?)"
# Words before a figure that make it the figure of something of its own.
_PLAIN_START = r"(?:(?<=^)|(?<=[，。；：\n]))(?:本项目|我公司|我方|乙方|公司|我们|整体|项目)?(?:的)?(?:所有设备|全部设备)?(?:承诺|提供|享受|实行)*"
_FACTS: tuple[tuple[Words, str, re.Pattern[str]], ...] = (
    (
        Words(("质保", "保修")),
        "质保期",
        re.compile(
            rf"{_PLAIN_START}(?:(?:免费)?(?:质保|保修|质量保证)(?:期|期限)?(?:为|：|是)?(?:自[^，。；]{{2,14}}起)?{_N}(?P<unit>年|个月)|{_N.replace('value', 'value2')}(?P<unit2>年|个月)(?:的)?(?:免费)?(?:质保|保修|质量保证))",
            re.MULTILINE,
        ),
    ),
    (
        Words(("工期",)),
        "工期",
        re.compile(
            rf"(?:总工期|(?:本项目|本工程|合同|计划|项目)(?:的)?(?:总)?工期)(?:为|共|：|是|共计)?[ ]?{_N}(?:个)?(?P<unit>日历天|天|日|个月|周)"
        ),
    ),
    (
        Words(("有效期",)),
        "投标有效期",
        re.compile(
            rf"{_N.replace('value', 'value2')}(?:个)?(?P<unit2>日历天|日历日|天|日|个月)(?:的)?投标有效期|投标(?:文件|函)?(?:的)?有效期(?:为|：|是)?(?:自[^，。；]{{2,14}}起)?[ ]?{_N}(?:个)?(?P<unit>日历天|日历日|天|日|个月)"
        ),
    ),
    (
        Words(("总价", "报价", "总额", "价款")),
        "",
        re.compile(
            rf"(?P<key>投标总价|投标报价|合同总价|合同总额|合同价款|项目总投资|总报价)(?:为|：|是|合计)?(?:人民币)?[ ]?{_N}(?P<unit>万元|元)"
        ),
    ),
    (
        Words(("编制", "定编", "定员")),
        "",
        re.compile(
            rf"(?:(?<=^)|(?<=[，。；：\n])){_NAME}(?:岗位|岗|现有?|目前|共|的)*(?:编制|定编|定员)(?:人数)?(?:为|：|是|共)?[ ]?{_N}(?P<unit>人|名)",
            re.MULTILINE,
        ),
    ),
    (
        Words(("发放", "支付", "发薪")),
        "",
        re.compile(
            rf"(?:(?<=^)|(?<=[，。；：\n])){_NAME}(?:统一|均|应|应当|应在|一般)?(?:于|在|随|按)(?P<when>次月|每月|当月|次季度首月|季后首月|次年一月|下月)[ ]?{_N}(?P<unit>日|号)(?:前|之前|的工资)?(?:[^。，；\n]{{0,8}}?)(?:发放|支付|发)",
            re.MULTILINE,
        ),
    ),
    (
        Words(("发放", "支付", "发薪")),
        "",
        re.compile(
            rf"(?:(?<=^)|(?<=[，。；：\n])){_NAME}(?:统一|均|应|应当|应在|一般)?(?:于|在)(?P<when>次年|每年|当年)[ ]?{_N}(?P<unit>月)(?:前|底|份)?(?:[^。，；\n]{{0,6}}?)(?:发放|支付|发)",
            re.MULTILINE,
        ),
    ),
    (
        Words(("响应时间", "到场时间", "修复时间", "恢复时间")),
        "",
        re.compile(
            rf"(?P<key>(?:故障)?(?:响应|到场|修复|恢复)时间)(?:为|：|是)?(?:不超过)?[ ]?{_N}(?:个)?(?P<unit>分钟|小时)"
        ),
    ),
    (
        Words(("每月", "每周", "每季", "每年", "每日", "每天")),
        "",
        re.compile(
            rf"(?:(?<=^)|(?<=[。；\n])){_NAME}(?P<when>每(?:个)?(?:月|周|季度|年|日|天))(?P<what>[\u4e00-\u9fff]{{2,8}}?)(?:不少于|不得少于|至少)?[ ]?{_N}(?P<unit>次|家|份)",
            re.MULTILINE,
        ),
    ),
    (
        Words(("直接上级",)),
        "直接上级",
        re.compile(
            r"(?:(?<=^)|(?<=[，。；：\n]))(?P<key>本岗位|该岗位)?(?:的)?直接上级(?:为|是|：)(?P<word>[\u4e00-\u9fff]{2,10})(?=[，。；]|$)",
            re.MULTILINE,
        ),
    ),
    (
        Words(("担任",)),
        "",
        re.compile(
            r"(?:(?<=^)|(?<=[，。；：\n]))(?:本项目)?(?P<key>项目经理|项目负责人|技术负责人|安全负责人|项目总监)(?:一名，)?由(?P<word>[\u4e00-\u9fff]{2,4})担任",
            re.MULTILINE,
        ),
    ),
    (
        Words(("满分",)),
        "",
        re.compile(
            rf"(?:(?<=^)|(?<=[，。；：\n])){_NAME}(?:一项|指标|的)?满分(?:为|：|是)?[ ]?{_N}(?P<unit>分)", re.MULTILINE
        ),
    ),
    (
        Words(("试用期",)),
        "试用期",
        re.compile(
            rf"(?:新员工|员工|入职员工|新入职(?:的)?(?:员工|人员))(?:的)?试用期(?:为|：|是|统一为|均为){_N}(?:个)?(?P<unit>月|天)"
        ),
    ),
    (
        Words(("项目组", "项目团队", "项目部", "实施团队", "运维团队", "本公司", "我公司")),
        "",
        re.compile(
            rf"(?:(?<=^)|(?<=[，。；：\n]))(?P<key>项目(?:组|团队|部)|实施团队|运维团队|本公司|我公司)(?:现有|共有|共|由|配备|投入)+(?:员工|人员|技术人员)?[ ]?{_N}(?P<unit>人|名)",
            re.MULTILINE,
        ),
    ),
)
_CHANGES = re.compile(
    r"招标文件|招标人要求|要求|(?<!本)原|调整|改为|变更|优于|高于|低于|延长|缩短|压缩|如|若|其中|曾|上年|去年|拟|增至|减至|比|可选|另购|方案[一二甲乙AB]"
)


@rule("K607", "contradiction", "同一件事前后数字不一", needs="保期价额款编员放付薪满试组队部司响到修恢每直担")
def contradiction(content: Content) -> Iterator[Finding]:
    """一份文件里，同一件事写了两个说法：质保期、工期、投标总价、岗位编制、发放日期、响应时间、走访次数、项目编号、项目经理……

    为什么：前后矛盾的承诺，以对自己不利的为准；多半是改了一处忘了另一处。写明变更、比较或招标文件要求的句子不算。
    不好：本项目提供三年免费质保……五年质保期内免费更换
    好：全文只写一个质保期；docgen 里写成字段，各处引用它。
    来源：投标文件和制度的通常检查项。
    """
    told: dict[str, tuple[str, str]] = {}
    for words, name, pattern in _FACTS:
        for found in content.near(words, pattern):
            groups = found.groupdict()
            value, unit = (
                groups.get("value") or groups.get("value2") or "",
                groups.get("unit") or groups.get("unit2") or "",
            )
            sentence = content.sentence(found.start(), found.end())
            if _CHANGES.search(sentence):
                continue
            key = f"{name or groups.get('key')}{groups.get('when') or ''}{groups.get('what') or ''}"
            figure = groups.get("word") or _figure(value, unit)
            first = told.setdefault(key, (figure, found[0]))
            if first[0] != figure:
                fact = f"“{found[0]}”与前面的“{first[1]}”不一致"
                yield Finding(fact, "核对哪一个对，全文统一", found.start(), found.end())

    yield from _numbers_of_a_project(content)


_PROJECT_NUMBER = re.compile(
    r"(?P<key>项目编号|招标编号|采购编号|合同编号)[）)]?(?:为|是|：|:)?[ ]?(?P<number>[A-Z0-9][A-Z0-9\-/]{4,30})"
)
_NUMBER_NAMES = Words(("项目编号", "招标编号", "采购编号", "合同编号"))


def _numbers_of_a_project(content: Content) -> Iterator[Finding]:
    """2026-017 and 2026-071: two numbers of one name in which the same characters stand in another order.

    A list of several projects has several numbers, so others are let pass.
    """
    met: dict[str, list[str]] = {}
    for found in content.near(_NUMBER_NAMES, _PROJECT_NUMBER):
        number, others = found["number"], met.setdefault(found["key"], [])
        near = next((other for other in others if other != number and sorted(other) == sorted(number)), None)
        if near and len(others) == 1:
            fact = "“{text}”与前面的“{first}”不一致".format(text=found[0], first=f"{found['key']} {near}")
            yield Finding(fact, "核对哪一个对，全文统一", found.start(), found.end())
        elif number not in others:
            others.append(number)


def _figure(value: str, unit: str) -> str:
    """A figure in one form: 4名 is 4人, 三年 is 36个月."""
    number = _number(value)
    if unit == "年" and number.isdecimal():
        return f"{int(number) * 12}个月"
    return f"{number}{unit.replace('名', '人').replace('号', '日').replace('日历', '')}"


def _number(text: str) -> str:
    return str(Decimal(text.replace(",", ""))) if text[0].isdecimal() else str(chinese_value(text))

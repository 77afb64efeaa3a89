"""K105: a number of things that a text promises, and the number that it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from docgen.check.content import Content, Line
from docgen.check.finding import Finding
from docgen.check.markers import marker_of
from docgen.check.rule import rule
from docgen.check.structure import content_place
from docgen.check.words import Words
from docgen.model.nodes import Block, List, PageBreak, Paragraph
from docgen.model.traversal import plain_text, walk
from docgen.text.numerals import chinese_value

# The look back comes after the digit: a pattern that begins with a set of characters is much the faster.
_COUNT = r"(?P<count>[两二三四五六七八九十2-9])(?<![第\d.０-９百千万零一二三四五六七八九十~～\-至到前后每].)"


_MEASURE = (
    r"(?P<measure>个方面|大方面|方面|个阶段|阶段|个部分|大部分|部分|个步骤|步骤|步|个环节|环节|个要素|要素|个条件|项|点|大类|类|种|"
    r"大(?=[\u4e00-\u9fff])|条|门|张|份|款|批|轮|期|道|关|块|件|支|组|处|环|名|位|家|本|套|句话|个层次|个层面|层次|个原则|个特点|个目标|个优势|个内容|个维度|个等级|个级别|个档次|个子系统|个模块|个系统|级|档|不|性|个)"
)


_CLAIM = re.compile(rf"{_COUNT}[ ]?{_MEASURE}(?P<noun>[\u4e00-\u9fffA-Za-z]{{0,12}}?)")


_INLINE = re.compile(
    _CLAIM.pattern
    + r"[”」]?(?P<link>[：:]|，?(?:即|分别是|分别为|依次是|依次为|具体为|包括|它们是|也就是)[：:]?)(?P<list>[^。\n！？]{3,200})(?:[。！？\n]|$)"
)


# 下列材料中的任意两项 promises no count.
_CHOICE = re.compile(r"(?:任意|任选|任何|任|至少|选|其中|之|最多|不少于|不超过|或|[前后])[ ]?$")


_LEAD = re.compile(_CLAIM.pattern + r"(?P<rest>[^。；：:\n，]{0,10})[：:][ ]?$")


_LEAD_BELOW = re.compile(rf"(?:以下|下列|如下|下述|下面){_COUNT}[ ]?[个项点条种类步大]?[^。；\n]{{0,16}}[：:。]?$")


_INLINE_MARKS = (
    re.compile(r"(?:^|[；;，,。：:])[ ]?([一二三四五六七八九十])(?:是|要|则|曰)"),
    re.compile(r"(?:^|[；;，,。：:])[ ]?其([一二三四五六])(?=[是为，,、])"),
    re.compile(r"[（(](\d{1,2}|[一二三四五六七八九十])[）)]"),
    re.compile(r"(?:^|[；;，,。：:])[ ]?(\d{1,2})[、.．)）](?!\d)"),
    re.compile(r"([①-⑳])"),
    re.compile(
        r"(?:^|[；;，,。])[ ]?第([一二三四五六七八九十])(?:(?:步|阶段|期|方面|类|种|部分|层|级|点|条|项)|(?=[，,、：:是为]))"
    ),
    re.compile(r"(?:^|[；;，,。])[ ]?(首先|其次|再次|然后|最后|最终)"),
)


@rule("K105", "promised-count", "说好的项数与列出的不符", needs="两二三四五六七八九十23456789")
def promised_count(content: Content) -> Iterator[Finding]:
    """写了“三点优势”“五个阶段”，列出来的却不是这个数。

    为什么：增删条目时常常忘了改前面的数目；读的人第一眼就会数。
    不好：薪酬由三部分组成：业绩工资、营销奖励。
    好：薪酬由两部分组成：业绩工资、营销奖励。
    来源：通行的编辑规范。
    """
    for found in _INLINE.finditer(content.text):
        promised, counts = (
            _value(found["count"]),
            _counts_inline(found["list"], strict=found["measure"] in ("个", "级", "档", "性", "不")),
        )
        if found["measure"] in "名位家支组" and re.match("负责|承担|要求|应|须|具备|具有|持|均|其中", found["list"]):
            continue  # 两名工程师：负责…… tells what they do
        if "包括" in found["link"] and found["list"].endswith("等"):
            continue
        if _CHOICE.search(content.text[max(0, found.start() - 4) : found.start()]):
            continue
        if counts and promised not in counts and (found["noun"] or found["measure"] not in ("大", "个")):
            yield _mismatch(
                found["count"] + found["measure"] + found["noun"], promised, counts, found.start(), found.end("noun")
            )
    yield from _told_before(content)
    yield from _told_one_by_one(content)
    for run in content.runs:
        yield from _announced(run.lines, run.lead, numbered=run.numbered)
    yield from _announced_in_tree(content)


_DIVIDED = re.compile(
    r"(?:分|分为|分成|划分为|经过|经|有|抓好|做好|办好|办成|讲|谈|说|包括|包含|共|设|开展|进行|完成|实施)[了]?(?P<count>[两二三四五六七八九])(?:个|大)?(?P<measure>阶段|步骤|步|期|批|部分|轮|环节|方面|类|层|级|件事|件|点|条|项|章|种)"
)


# 安全帽、反光衣、绝缘鞋这三样: what is counted stands before the count.
_COUNTED_BEFORE = re.compile(
    r"(?P<list>[^，。；：、！？\n]{1,16}(?:、[^，。；：、！？\n]{1,16}?){1,9})这(?P<count>[两二三四五六七八九])(?P<measure>样|种|项|类|个|点|件|款|份|方面|条|门|步|部分|大)"
)
_THESE = Words(f"这{digit}" for digit in "两二三四五六七八九")


def _told_before(content: Content) -> Iterator[Finding]:
    for found in content.near(_THESE, _COUNTED_BEFORE, 120) if "这" in content.characters else ():
        promised, counts = _value(found["count"]), _counts_inline(found["list"], strict=False)
        if not found["list"].endswith("等") and counts and promised not in counts:
            yield _mismatch(f"这{found['count']}{found['measure']}", promised, counts, found.start(), found.end())


def _told_one_by_one(content: Content) -> Iterator[Finding]:
    """分两个阶段实施。第一阶段…。第二阶段…。第三阶段…: sentences below the claim that begin with their ordinals."""
    for found in _DIVIDED.finditer(content.text):
        piece = content.piece_at(found.start())
        measure = found["measure"].removesuffix("骤").removesuffix("事")
        ordinals = re.compile(
            rf"(?:^|[。；：，\n])[ 　]*(?:[（(][一二三四五六七八九\d][）)])?第([一二三四五六七八九])(?:个|大)?{measure}"
        )
        stretch = content.text[found.end() : min(piece.end, found.end() + 1200)]
        again = _DIVIDED.search(stretch)
        told: list[int] = []
        for ordinal in ordinals.finditer(stretch):
            number = _value(ordinal[1])
            if again and again["measure"] == found["measure"] and ordinal.start() > again.start():
                break
            if number == 1 and told:
                break
            told.append(number)
        if len(told) > 1 and told == list(range(1, len(told) + 1)) and len(told) != _value(found["count"]):
            yield _mismatch(
                found["count"] + "个" * (measure not in "步期批轮类层级点条项章种件") + found["measure"],
                _value(found["count"]),
                range(len(told), len(told) + 1),
                found.start("count"),
                found.end(),
            )


def _value(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_value(text)


def _mismatch(claim: str, promised: int, counts: range, start: int, end: int) -> Finding:
    fact = f"说是“{claim}”，列出的是 {counts[0]} 项"
    return Finding(fact, f"补上缺的，或把 {promised} 改成实际的项数", start, end)


def _counts_inline(text: str, *, strict: bool) -> range:
    """How many things a stretch after “…：” lists, from and to (和 may join two items or stand inside one); empty if it lists nothing plainly."""
    for pattern in _INLINE_MARKS:
        if len(marks := pattern.findall(text)) > 1:
            return range(len(marks), len(marks) + 1) if len(set(marks)) == len(marks) else range(0)
    text = re.sub(r"（[^（）]*）|\([^()]*\)|“[^“”]*”|《[^《》]*》", "名", text).rstrip("；;等 ")
    if strict and "、" not in text:
        return range(0)
    if "；" in text or ";" in text:
        parts = [part for part in re.split("[；;]", text) if part.strip()]
        return range(len(parts), len(parts) + 1) if not strict else range(0)
    head, comma, rest = text.partition("，")
    if comma and "、" in head and not re.search("[、，：]", rest) and _AFTER_LIST.match(rest):
        text = head  # 钻石客户、金牌客户和普通客户，分别配备不同的资源
    if "，" in text or "," in text or "：" in text or re.search(r"等|……|其中|以及其他", text):
        return range(0)
    parts = [part for part in text.split("、") if part]
    if len(parts) < 2 and not re.search(r"[和与及]", text):
        return range(0)
    if max(len(part) for part in parts) > 16:
        return range(0)
    joins = len(re.findall(r"以及|[和与及]", text))
    last = bool(re.search(r"(?<!以)及|以及|[和与]", parts[-1]))
    low = len(parts) if len(parts) > 1 and not last else len(parts) + (1 if last else 0)
    if last and len(parts) > 1:
        low = len(parts) + 1
        return range(low if joins == 1 and _joins_two(parts[-1]) else len(parts), len(parts) + joins + 1)
    return range(low, len(parts) + joins + 1)


_AFTER_LIST = re.compile(
    r"分别|并|均|依次|各|每|按|由|实行|逐|互|缺一|三者|两者|都|须|应|不|供|用|作为|对应|同时|任|适用|全部|统一|共同"
)


def _joins_two(part: str) -> bool:
    """沟通能力和学习能力: two things of one form, not one thing with 和 inside."""
    left, _sign, right = re.split(r"(以及|[和与及])", part, maxsplit=1)
    return abs(len(left) - len(right)) <= 2 and len(left) > 1


def _announced(lines: list[Line], lead: Line | None, *, numbered: bool) -> Iterator[Finding]:
    """“以下三点：” and the items below it."""
    if lead is not None and numbered and (claim := _lead_claim(lead.text)):
        yield from _compare(claim, lead, len(lines))
    for index, line in enumerate(lines[:-1]):
        if not (claim := _lead_claim(line.text)):
            continue
        first = marker_of(lines[index + 1].text)
        if first is None or first.numbers[-1] != 1:
            continue
        items = [
            marker for below in lines[index + 1 :] if (marker := marker_of(below.text)) and marker.style == first.style
        ]
        count = 1
        for marker in items[1:]:
            if marker.numbers[-1] <= items[count - 1].numbers[-1] and marker.style != "bullet":
                break
            count += 1
        yield from _compare(claim, line, count)


def _lead_claim(text: str) -> re.Match[str] | None:
    if "下" not in text and text.rstrip(" \n")[-1:] not in ("：", ":"):
        return None
    if found := _LEAD_BELOW.search(text):
        return None if _CHOICE.search(text[: found.start("count")]) else found
    found = _LEAD.search(text)
    if found and _CHOICE.search(text[: found.start("count")]):
        return None
    return found if found and found["measure"] not in ("不", "性", "级", "档") else None


def _compare(claim: re.Match[str], line: Line, count: int) -> Iterator[Finding]:
    promised = _value(claim["count"])
    if (count > 1 and promised != count) or (count == 1 and promised > 1):
        yield _mismatch(
            claim[0].rstrip("：: 。"),
            promised,
            range(count, count + 1),
            line.start + claim.start(),
            line.start + len(claim.string),
        )


def _announced_in_tree(content: Content) -> Iterator[Finding]:
    """A paragraph that ends with a colon, and the list below it; a heading's list need not be what its name counts."""
    blocks: tuple[Block, ...] = content.document.blocks if content.document else ()
    flat = [block for block in walk(blocks) if not isinstance(block, PageBreak)]
    for block, following in pairwise(flat):
        if not isinstance(following, List) or not isinstance(block, Paragraph) or following.start != 1:
            continue
        claim = _lead_claim(plain_text(block.children).strip())
        if claim and (place := content_place(block.children)) and _value(claim["count"]) != len(following.items):
            fact = "说是“{claim}”，列出的是 {found} 项".format(claim=claim[0].rstrip("：:"), found=len(following.items))
            yield Finding(fact, "补上缺的，或改正数目", location=place)

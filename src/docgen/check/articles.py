"""K204: articles, appendices and tables that are referred to and are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.check.content import Content
from docgen.check.finding import Finding
from docgen.check.markers import marker_of
from docgen.check.rule import rule
from docgen.model.nodes import Figure, Heading, Table
from docgen.model.traversal import plain_text, walk
from docgen.text.numerals import chinese_value

_ARTICLE = re.compile(r"第([一二三四五六七八九十百零〇]{1,6}|\d{1,3})条")


_DEFINES = re.compile(r"(?:^|\n)[ 　]*第([一二三四五六七八九十百零〇]{1,6}|\d{1,3})条(?=[ 　：:\n]|$)")


_OTHERS = re.compile(
    r"(?:》|〕|法|条例|规定|办法|法典|解释|通知|合同|章程|文件|须知|通则|规则|细则|要求)(?:（[^（）]*）)?$"
)


_THIS = re.compile(r"本(?:办法|制度|规定|细则|合同|协议|章程|条例|规则|手册)$")


@rule("K204", "missing-article", "引用的条款、附件、表不存在", needs="条款节项见规附表图章")
def missing_article(content: Content) -> Iterator[Finding]:
    """文中引用“第九条”“本文件第六章”“附件3”“表7”，而全文没有。

    为什么：增删条款后编号变了，引用没有跟着改。引用别的法律、文件的条款不在此列。
    不好：全文共八条，第二条写“按第九条处理”。
    好：用 docgen 的引用（标签），编号变了引用自动跟着变。
    来源：制度文件的通常检查项。
    """
    yield from _missing_decimal(content)
    yield from _missing_label(content)
    yield from _missing_chapter(content)
    if "第" not in content.characters or "条" not in content.characters:
        return
    own = {_value(found[1]) for found in _DEFINES.finditer(content.text)}
    for block in walk(content.document.blocks if content.document else ()):
        if isinstance(block, Heading) and (found := _ARTICLE.match(block.number)):
            own.add(_value(found[1]))
    if len(own) < 2:
        return
    yield from _missing_paragraph(content)
    for found in _ARTICLE.finditer(content.text):
        before = content.text[max(0, found.start() - 14) : found.start()].rpartition("\n")[2]
        if _value(found[1]) in own or not before.strip() or (_OTHERS.search(before) and not _THIS.search(before)):
            continue
        if re.search(r"(?:》|法|条例)[^。；]{0,8}[、和至及]$", before):
            continue
        fact = f"引用的“{found[0]}”不存在：全文没有这一条"
        yield Finding(fact, "核对条款号；更好的是给条款写标签，用引用代替手打的号", found.start(), found.end())


_CITED_DECIMAL = re.compile(
    r"(?:(?<=[按照据见依第至])|(?<=依据|按照|参见|违反|执行|适用))(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})(?P<unit>款|条|节|项|所述|规定|的规定|的要求|的约定)|(?<=[（(]见)[ ]?(?P<bare>\d{1,2}(?:\.\d{1,2}){1,3})(?=[）)])"
)


_UNITS = frozenset("款条节项所规的")


def _missing_decimal(content: Content) -> Iterator[Finding]:
    """按2.6款执行, where the text's own clauses are 1.1 to 2.2."""
    if (
        "." not in content.after_digits
        or ("见" not in content.before_digits and _UNITS.isdisjoint(content.after_digits))
        or not (cited := list(_CITED_DECIMAL.finditer(content.text)))
    ):
        return
    own: set[str] = set()
    for run in content.runs:
        own |= {
            marker.text.strip(" 　、.．")
            for line in run.lines
            if (marker := marker_of(line.text)) and marker.style == "decimal"
        }
    if len(own) < 3:
        return
    for block in walk(content.document.blocks if content.document else ()):
        if isinstance(block, Heading):
            own.add(block.number.strip(" 　、.．"))
    own |= {number.rpartition(".")[0] for number in own}
    for found in cited:
        number = found["number"] or found["bare"]
        before = content.text[max(0, found.start() - 14) : found.start()].rpartition("\n")[2]
        if number not in own and not re.search(r"》|〕|标准|GB|YD|招标文件|合同", before):
            fact = f"引用的“{found[0].strip()}”不存在：全文没有这一条"
            yield Finding(fact, "核对条款号；更好的是给条款写标签，用引用代替手打的号", found.start(), found.end())


_LABEL = re.compile(r"^(?P<kind>附件|附录|附表|表|图)[ ]?(?P<number>[1-9]\d?)(?:[ 　：:]|$)")


_CITED_LABEL = re.compile(
    r"(?:见|如|参见|按|按照|依据|填写|列于|载于|根据)(?P<kind>附件|附录|附表|表|图)[ ]?(?P<number>[1-9]\d?)(?![\d.\-—–－])"
)


def _missing_label(content: Content) -> Iterator[Finding]:
    """见附件3, where the text's own lines name 附件1 and 附件2; tables and pictures that docgen numbers are not looked at."""
    if content.characters.isdisjoint("附表图"):
        return
    own: dict[str, set[str]] = {}
    for run in content.runs:
        for line in run.lines:
            if (found := _LABEL.match(line.text)) and not line.text.endswith(("。", "；")):
                own.setdefault(found["kind"], set()).add(found["number"])
    captions = any(
        isinstance(block, Table | Figure) and block.caption
        for block in walk(content.document.blocks if content.document else ())
    )
    for found in _CITED_LABEL.finditer(content.text) if own else ():
        numbers = own.get(found["kind"], set())
        before = content.text[max(0, found.start() - 14) : found.start()].rpartition("\n")[2]
        if (
            len(numbers) < 2
            or found["number"] in numbers
            or (captions and found["kind"] in "表图")
            or _ELSEWHERE.search(before)
        ):
            continue
        fact = "引用的“{text}”不存在：全文没有这一条".format(text=f"{found['kind']}{found['number']}")
        yield Finding(fact, "补上缺的，或核对编号；更好的是用引用代替手打的号", found.start("kind"), found.end())


_ELSEWHERE = re.compile(r"》|〕|招标文件|合同|标准|对方|贵方|上述文件")


_CITED_CHAPTER = re.compile(
    r"本(?:文件|方案|办法|制度|规定|手册|标书|投标文件|招标文件|合同|协议|章程|细则|规则|规范|报告)第(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})(?P<unit>章|节|部分)"
)


def _missing_chapter(content: Content) -> Iterator[Finding]:
    """本文件第六章, where the chapters, typed or numbered by docgen, are three."""
    if "本" not in content.characters or not (cited := list(_CITED_CHAPTER.finditer(content.text))):
        return
    heads = [line.text for run in content.runs for line in run.lines]
    heads += [
        block.number + plain_text(block.children)
        for block in walk(content.document.blocks if content.document else ())
        if isinstance(block, Heading)
    ]
    own = {(found["unit"], _value(found["number"])) for head in heads if (found := _CHAPTER.match(head))}
    for found in cited:
        if (
            sum(unit == found["unit"] for unit, _number in own) > 1
            and (found["unit"], _value(found["number"])) not in own
        ):
            fact = "引用的“{text}”不存在：全文没有这一条".format(text=found[0].lstrip("本"))
            yield Finding(fact, "核对编号；更好的是用引用代替手打的号", found.start(), found.end())


_CHAPTER = re.compile(
    r"[ 　]*第(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})(?P<unit>章|节|部分)(?![^，。；]*[，。；])"
)


_CITED_PARAGRAPH = re.compile(
    r"第(?P<article>[一二三四五六七八九十百]{1,5}|\d{1,3})条第(?:[（(])?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})(?:[）)])?(?P<unit>款|项)"
)


_ITEM = re.compile(r"^[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]")


def _missing_paragraph(content: Content) -> Iterator[Finding]:
    """本办法第一条第三款, where that article has one paragraph; articles are those that were typed into one text."""
    cited = [found for found in _CITED_PARAGRAPH.finditer(content.text)]
    if not cited:
        return
    sizes: dict[int, list[int]] = {}
    for run in content.runs:
        size: list[int] | None = None
        for line in run.lines:
            if found := _DEFINES.match(line.text):
                size = sizes.setdefault(_value(found[1]), [1, 0])
                size[1] += max(0, len(re.findall(r"[（(][一二三四五六七八九十\d]{1,2}[）)]", line.text)))
            elif size is not None and _ITEM.match(line.text):
                size[1] += 1
            elif size is not None and not marker_of(line.text):
                size[0] += 1
    for found in cited:
        before = content.text[max(0, found.start() - 14) : found.start()].rpartition("\n")[2]
        size = sizes.get(_value(found["article"]))
        if size is None or (_OTHERS.search(before) and not _THIS.search(before)):
            continue
        wanted, held = _value(found["number"]), size[found["unit"] == "项"]
        if wanted > held and (held or found["unit"] == "款"):
            fact = "引用的“{text}”不存在：这一条只有 {held} {unit}".format(text=found[0], held=held, unit=found["unit"])
            yield Finding(fact, "核对条款号；更好的是给条款写标签，用引用代替手打的号", found.start(), found.end())


def _value(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_value(text)

"""K1xx, structure: headings, lists, placeholders, counts that are promised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docgen.check.content import Content, Line
from docgen.check.finding import Finding
from docgen.check.markers import marker_of
from docgen.check.rule import rule
from docgen.errors import Location
from docgen.model.nodes import Block, Heading, Inline, Landscape, Link, List, PageBreak, Paragraph, Text
from docgen.model.traversal import plain_text, walk


def content_place(children: Sequence[Inline]) -> Location | None:
    """Where the content's part of a line stands; None if all of it is the template's."""
    for child in children:
        if isinstance(child, Text) and child.origin is not None:
            return child.origin.location
        if isinstance(child, Link) and (place := content_place(child.children)):
            return place
    return None


@rule("K101", "empty-heading", "标题下没有内容")
def empty_heading(content: Content) -> Iterator[Finding]:
    """标题下面没有正文，紧接着就是同级或更高一级的标题。

    为什么：多半是漏写，或者删去正文时忘了标题；评审人会当作没有响应这一项。
    不好：“三、售后服务”之后直接是“四、培训计划”。
    好：补上正文；不需要的标题删去。
    来源：通行的编辑规范。
    """
    blocks = content.document.blocks if content.document else ()
    flat = [inner for block in blocks for inner in (block.blocks if isinstance(block, Landscape) else (block,))]
    for block, following in pairwise(flat):
        if not isinstance(block, Heading) or not (place := content_place(block.children)):
            continue
        if isinstance(following, Heading) and following.level <= block.level and following.appendix == block.appendix:
            text = plain_text(block.children)
            yield Finding(f"标题“{text}”下面没有内容", "补上正文，或删去这个标题", location=place)


_TITLE_END = re.compile(r"[。，、；：:;,.．]$")


@rule("K102", "title-punctuation", "标题以标点结尾")
def title_punctuation(content: Content) -> Iterator[Finding]:
    """标题末尾有句号、冒号、逗号、顿号或分号。

    为什么：标题末尾一般不用标点；问号、叹号和省略号除外。带标点的标题进了目录也不好看。
    不好：岗位职责：
    好：岗位职责
    来源：GB/T 15834—2011。
    """
    for block in walk(content.document.blocks if content.document else ()):
        if not isinstance(block, Heading) or not (place := content_place(block.children)):
            continue
        text = plain_text(block.children).strip()
        if found := _TITLE_END.search(text):
            yield Finding(
                f"标题“{text}”以“{found[0]}”结尾",
                "删去标题末尾的标点",
                location=place,
            )


@rule("K103", "single-item-list", "只有一项的编号列表")
def single_item_list(content: Content) -> Iterator[Finding]:
    """编号列表只有一项。

    为什么：编号是为了区分几项；只有一项时编号没有用处，往往是漏写了后面几项。
    不好：“职责：1. 负责区域客户的开发。”
    好：写成一句话，或补全其余各项。
    来源：通行的编辑规范。
    """
    for run in content.runs:
        if run.numbered:
            continue
        found = [(line, marker) for line in run.lines if (marker := marker_of(line.text)) and len(marker.numbers) == 1]
        if len(found) == 1 and found[0][1].numbers == (1,) and found[0][1].style in _LIST_STYLES:
            line = found[0][0]
            yield Finding(
                "只有第 1 项，没有第 2 项",
                "补全其余各项，或去掉编号",
                line.start,
                line.start + len(found[0][1].text),
            )


_LIST_STYLES = {"dun", "point", "bracket", "half-bracket", "circle"}
# Words of which a text must hold one (looking for them costs next to nothing), and the pattern.
_PLACEHOLDERS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        ("X", "x", "×", "＊", "*"),
        re.compile(
            r"[Xx×＊*](?<![A-Za-z0-9-].)(?:[Xx×＊*]+|(?<=X)(?=[\u4e00-\u9fff]{1,4}X))(?![A-Za-z0-9-]|\*)(?![ ]?\d)"
        ),
    ),
    (
        ("TODO", "TBD", "FIXME", "XXX"),
        re.compile(
            r"(?:TODO|TBD|FIXME|XXX+)(?<![A-Za-z0-9_-]TODO)(?<![A-Za-z0-9_-]TBD)(?![A-Za-z0-9_-])(?![ ]?(?:列表|清单|事项|应用|功能|模块|[Ll]ist))"
        ),
    ),
    (("orem ipsum",), re.compile(r"[Ll]orem ipsum")),
    (
        ("待",),
        re.compile(
            r"待(?<![不留等有对期无未]待)(?:定|补充|完善|填写|填|确认|提供|更新|补|核实|商定)(?=[。，；：）)】」”\s]|$)"
        ),
    ),
    (
        ("此处", "这里", "在此"),
        re.compile(
            r"[（(【\[](?:此处|这里|在此)[^（）()【】\[\]\n]{0,20}(?:插入|填写|填入|补充|粘贴|待)[^（）()【】\[\]\n]{0,20}[）)】\]]"
        ),
    ),
    # 请在此处粘贴一寸照片 tells whoever fills a form in what to do.
    (
        ("此处", "这里", "在此"),
        re.compile(
            r"[此这在](?:(?<=此)处|(?<=这)里|(?<=在)此)(?:应?插入|填写|填入|粘贴|补充)(?![^，。；\n]{0,6}(?:照片|相片|证件|条码|二维码|标签|票据|发票|印花|凭证|签名|编号|姓名))"
        ),
    ),
    (("【", "〔", "《", "（"), re.compile(r"[【〔《（](?:(?<!（)[ 　]*|[ 　]+)[】〕》）]")),
    (
        ("【", "〔"),
        re.compile(
            r"[【〔](?:请|待|填|此处|公司名称|项目名称|客户名称|日期|金额|姓名|单位|甲方|乙方|招标人|投标人)[^】〕\n]{0,20}[】〕]"
        ),
    ),
    (
        ("称）", "称)", "称〕", "称]", "号）", "号)", "期）", "期)", "名）", "名)", "额）", "额)", "填写"),
        re.compile(
            r"[（(〔\[](?:(?<=[：:致 \n].)|(?<=^.))(?:项目名称|公司名称|客户名称|招标人名称|投标人名称|单位名称|招标人全称|单位全称|项目编号|招标编号|日期|姓名|金额|填写[^）)\n]{0,12})[）)〕\]](?=[，。；\s]|$)",
            re.MULTILINE,
        ),
    ),
    (
        ("填写", "输入", "插入", "名称"),
        re.compile(
            r"[<＜《{]{1,2}[ ]?(?:请)?(?:填写|输入|插入|公司名称|项目名称|客户名称|单位名称)[^>＞》}\n]{0,12}[>＞》}]{1,2}"
        ),
    ),
    (("某",), re.compile(r"某某(?:公司|单位|集团|市|省|县|项目|人|部门|先生|女士|学校|银行|局)?|某{3,}")),
    (("_", "＿"), re.compile(r"[_＿]{3,}")),
    (("○", "〇"), re.compile(r"(?<![○〇\d一二三四五六七八九零])[○〇]{2,}(?![\d○〇年])(?=[\u4e00-\u9fff，。]|$)")),
    (("??", "？？"), re.compile(r"(?<=[\u4e00-\u9fff])[?？]{2,}(?=[\u4e00-\u9fff])")),
    (("X月", "x月", "×月", "X ", "× "), re.compile(r"\d{2,4}年[ ]?[Xx×]{1,2}[ ]?月|[Xx×]月[ ]?[Xx×]日")),
)
_DIMENSION = re.compile(r"\d[ ]?[×xX*]+[ ]?\d?")


@rule("K104", "placeholder", "占位的文字没有填")
def placeholder(content: Content) -> Iterator[Finding]:
    """文中留着占位的文字：XX、××、待定、TODO、【】、某某公司、此处插入……

    为什么：模板里的占位文字带进成品，轻则难看，重则废标。
    不好：项目名称：XX市政务网络项目
    好：项目名称：澄江市政务网络项目；真要手填的空格用 docgen 的 blank。
    来源：投标文件的通常检查项。
    """
    text = content.text
    seen: set[int] = set()
    for needs, pattern in _PLACEHOLDERS:
        for found in (
            pattern.finditer(text)
            if any(content.may_hold(need) if len(need) > 1 else need in content.characters for need in needs)
            else ()
        ):
            start, end = found.span()
            if any(place in seen for place in range(start, end)) or _is_markdown(text, start, end):
                continue
            seen.update(range(start, end))
            fact = f"占位的文字“{found[0]}”没有填"
            yield Finding(fact, "填上真实的内容；要留给人手填的空格，请在模板里用 blank", start, end)


def _is_markdown(text: str, start: int, end: int) -> bool:
    """`**` around bold words, and a table's or rule's line, are no placeholders; nor is code, nor a dimension 600×800."""
    stretch = text[start:end]
    if text.count("`", text.rfind("\n", 0, start) + 1, start) % 2:
        return True  # code
    if set(stretch) <= {"_", "＿"} and _for_a_hand(text, start, end):
        return True
    if set(stretch) <= {"*", "_", "＿"}:
        line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
        bold = set(stretch) == {"*"} and (len(stretch) <= 3 and line.count("**") >= 2)
        return bold or not set(line.strip()) - {"*", "_", "-", " "}
    return bool(_DIMENSION.match(text, max(0, start - 1)))


_SIGNED = re.compile(r"(?:签字|签名|签章|盖章|签署)(?:或盖章)?[）)]?[ ]?[：:][ ]?[_＿]{3}")
_WRITTEN_DAY = re.compile(r"[_＿]{2,}[ ]?年[ ]?[_＿]{2,}[ ]?月[ ]?[_＿]{2,}[ ]?日")


def _for_a_hand(text: str, start: int, end: int) -> bool:
    """True on a line for a signature, whose blanks are filled in by hand, and for the day below one."""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    if _SIGNED.search(line):
        return True
    return bool(_WRITTEN_DAY.search(line)) and bool(_SIGNED.search(text, max(0, line_start - 120), line_start))


# --- promised counts ---

_DIGITS = {"两": 2, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
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


def _told_before(content: Content) -> Iterator[Finding]:
    for found in (
        content.near(tuple(f"这{digit}" for digit in "两二三四五六七八九"), _COUNTED_BEFORE, 120)
        if "这" in content.characters
        else ()
    ):
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
    return _DIGITS.get(text) or int(text)


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

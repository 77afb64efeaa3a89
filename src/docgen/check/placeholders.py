"""K104: words that stand for what is still to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.check.content import Content
from docgen.check.finding import Finding
from docgen.check.rule import rule
from docgen.check.words import Words

# Words of which a text must hold one (looking for them costs next to nothing), and the pattern.
_PLACEHOLDERS: tuple[tuple[Words, re.Pattern[str]], ...] = (
    (
        Words(("X", "x", "×", "＊", "*")),
        re.compile(
            r"[Xx×＊*](?<![A-Za-z0-9-].)(?:[Xx×＊*]+|(?<=X)(?=[\u4e00-\u9fff]{1,4}X))(?![A-Za-z0-9-]|\*)(?![ ]?\d)"
        ),
    ),
    (
        Words(("TODO", "TBD", "FIXME", "XXX")),
        re.compile(
            r"(?:TODO|TBD|FIXME|XXX+)(?<![A-Za-z0-9_-]TODO)(?<![A-Za-z0-9_-]TBD)(?![A-Za-z0-9_-])(?![ ]?(?:列表|清单|事项|应用|功能|模块|[Ll]ist))"
        ),
    ),
    (Words(("orem ipsum",)), re.compile(r"[Ll]orem ipsum")),
    (
        Words(("待",)),
        re.compile(
            r"待(?<![不留等有对期无未]待)(?:定|补充|完善|填写|填|确认|提供|更新|补|核实|商定)(?=[。，；：）)】」”\s]|$)"
        ),
    ),
    (
        Words(("此处", "这里", "在此")),
        re.compile(
            r"[（(【\[](?:此处|这里|在此)[^（）()【】\[\]\n]{0,20}(?:插入|填写|填入|补充|粘贴|待)[^（）()【】\[\]\n]{0,20}[）)】\]]"
        ),
    ),
    # 请在此处粘贴一寸照片 tells whoever fills a form in what to do.
    (
        Words(("此处", "这里", "在此")),
        re.compile(
            r"[此这在](?:(?<=此)处|(?<=这)里|(?<=在)此)(?:应?插入|填写|填入|粘贴|补充)(?![^，。；\n]{0,6}(?:照片|相片|证件|条码|二维码|标签|票据|发票|印花|凭证|签名|编号|姓名))"
        ),
    ),
    (Words(("【", "〔", "《", "（")), re.compile(r"[【〔《（](?:(?<!（)[ 　]*|[ 　]+)[】〕》）]")),
    (
        Words(("【", "〔")),
        re.compile(
            r"[【〔](?:请|待|填|此处|公司名称|项目名称|客户名称|日期|金额|姓名|单位|甲方|乙方|招标人|投标人)[^】〕\n]{0,20}[】〕]"
        ),
    ),
    (
        Words(("称）", "称)", "称〕", "称]", "号）", "号)", "期）", "期)", "名）", "名)", "额）", "额)", "填写")),
        re.compile(
            r"[（(〔\[](?:(?<=[：:致 \n].)|(?<=^.))(?:项目名称|公司名称|客户名称|招标人名称|投标人名称|单位名称|招标人全称|单位全称|项目编号|招标编号|日期|姓名|金额|填写[^）)\n]{0,12})[）)〕\]](?=[，。；\s]|$)",
            re.MULTILINE,
        ),
    ),
    (
        Words(("填写", "输入", "插入", "名称")),
        re.compile(
            r"[<＜《{]{1,2}[ ]?(?:请)?(?:填写|输入|插入|公司名称|项目名称|客户名称|单位名称)[^>＞》}\n]{0,12}[>＞》}]{1,2}"
        ),
    ),
    (Words(("某",)), re.compile(r"某某(?:公司|单位|集团|市|省|县|项目|人|部门|先生|女士|学校|银行|局)?|某{3,}")),
    (Words(("_", "＿")), re.compile(r"[_＿]{3,}")),
    (
        Words(("○", "〇")),
        re.compile(r"(?<![○〇\d一二三四五六七八九零])[○〇]{2,}(?![\d○〇年])(?=[\u4e00-\u9fff，。]|$)"),
    ),
    (Words(("??", "？？")), re.compile(r"(?<=[\u4e00-\u9fff])[?？]{2,}(?=[\u4e00-\u9fff])")),
    (Words(("X月", "x月", "×月", "X ", "× ")), re.compile(r"\d{2,4}年[ ]?[Xx×]{1,2}[ ]?月|[Xx×]月[ ]?[Xx×]日")),
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
        for found in pattern.finditer(text) if content.may_hold_any(needs) else ():
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

"""What on a cover or in a header stands for a field: 【项目名称】, 编号：____, ××××有限公司, 二〇××年××月××日.

Texts only: `find_fields` says which characters of a text are which field of docs/architecture.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

# What offices write → field. Spaces in the text do not count.
_WORDS = {
    "title": "标题 文档标题 文件标题 文档名称 文件名称 制度名称 方案名称 报告名称 手册名称 课题名称 岗位名称 题目 名称 文件题目",
    "project": "项目名称 工程名称 项目",
    "subtitle": "副标题 文档副标题 子标题 主题",
    "organization": (
        "公司名称 公司 单位名称 单位 投标单位 投标人 投标人名称 投标单位名称 编制单位 编写单位 发布单位 承建单位 承建方 供应商 供应商名称 "
        "乙方 乙方名称 申报单位 企业名称 响应人 设计单位"
    ),
    "client": "客户名称 客户 招标人 招标单位 采购人 采购单位 建设单位 业主 业主单位 甲方 甲方名称 用户单位 委托单位 委托方 致",
    "number": "编号 文件编号 文档编号 合同编号 制度编号 方案编号 报告编号 项目编号 文号 图号",
    "tender_number": "招标编号 采购编号 标书编号 招标文件编号 采购项目编号 招标项目编号",
    "version": "版本 版本号 版次 文件版本 文档版本 当前版本",
    "date": "日期 编制日期 编写日期 发布日期 文档日期 提交日期 投标日期 编制时间 发布时间 时间",
    "secrecy": "密级 保密级别 保密等级 文件密级 文档密级 机密等级",
    "copy_mark": "正本/副本 正副本 正本或副本",
    "kind_title": "文档类型 文件类型 文种 文件类别 文档类别",
}
LABELS = {word: name for name, words in _WORDS.items() for word in words.split()}
_ALONE = frozenset({"title", "project", "subtitle", "organization"})  # a label that by itself is a placeholder
# A field that a kind does not declare gives way to one that it does.
_INSTEAD = {
    "project": ("project", "title"),
    "tender_number": ("tender_number", "number"),
    "number": ("number", "tender_number"),
}

_CROSS = "[×ＸX✕╳]"
_BRACKETS = re.compile(
    r"【(?P<a>[^【】]{1,30})】|\[(?P<b>[^\[\]]{1,30})\]|〔(?P<c>[^〔〕]{1,30})〕|\{\{\s*(?P<d>[^{}]{1,40}?)\s*\}\}"
    r"|\$\{(?P<e>[^{}]{1,30})\}|«(?P<f>[^«»]{1,30})»|＜(?P<g>[^＜＞]{1,30})＞|<(?P<h>[^<>]{1,30})>|#(?P<i>[\u4e00-\u9fff]{2,8})#"
)
_ASKING = re.compile(r"^(请|点击|单击|此处|在此|这里|键入|输入|填写|填入|选择|选取|插入|您的|本)+")
_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff](?:[\u4e00-\u9fff/ \u3000]{0,14}[\u4e00-\u9fff])?)[ \u3000]*[：:]")
_STAMP = re.compile(r"[ \u3000]*[（(][^（）()]{0,8}(盖章|公章|签字|签章|盖单位章)[^（）()]{0,6}[）)]\s*$")
_YEAR = rf"(?:\d{{4}}|20{_CROSS}{{2}}|[二〇零○oO0一九][\u4e00-\u9fff〇○oO0×ＸX]{{3}}|{_CROSS}{{2,4}}|_{{2,}})"
_PART = rf"(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}}|{_CROSS}{{1,2}}|_+|[ \u3000]*)"
_DATE = re.compile(
    rf"{_YEAR}[ \u3000]*年[ \u3000_]*{_PART}[ \u3000_]*月(?:[ \u3000_]*{_PART}[ \u3000_]*日)?"
    rf"|[ \u3000_]{{2,}}年[ \u3000_]*月(?:[ \u3000_]*日)?"
    rf"|(?:\d{{4}}|20{_CROSS}{{2}}|{_CROSS}{{4}})[-./](?:\d{{1,2}}|{_CROSS}{{1,2}})(?:[-./](?:\d{{1,2}}|{_CROSS}{{1,2}}))"
)
_COMPANY_ENDS = "有限责任公司|股份有限公司|有限公司|集团公司|分公司|公司|集团|研究院|设计院|研究所|事务所"
_BARE = (
    (re.compile(rf"(?:{_CROSS}{{2,}}|某某|某)[\u4e00-\u9fff（）()]{{0,10}}?(?:{_COMPANY_ENDS})+"), "organization"),
    (_DATE, "date"),
    (re.compile(rf"[Vv]\s?{_CROSS}+(?:\.{_CROSS}+)*"), "version"),
    (re.compile(rf"(?:{_CROSS}{{2,}}|某某|某)(?:客户|甲方|业主|招标人|采购人|建设单位)(?:名称|单位)?"), "client"),
    (re.compile(rf"{_CROSS}{{2,}}(?:项目|工程|系统|平台|标段)"), "project"),
    (re.compile(rf"[A-Z]{{2,}}[A-Za-z0-9/_—-]*{_CROSS}{{2,}}[×ＸX0-9/_—-]*"), "number"),
    (re.compile("_{4,}"), ""),
)
_COMPANY = re.compile(rf"[\u4e00-\u9fff（）()·]{{2,24}}(?:{_COMPANY_ENDS})")
_KIND = re.compile(
    "(技术|商务|投标|项目|实施|建设|管理|咨询|工作|总体|设计|需求|可行性|研究|规格|服务|质量|产品|解决|竞争性|磋商|响应|报价|岗位|员工|薪酬|施工)*"
    "(方案|建议书|方案书|文件|标书|报告|报告书|手册|制度|说明书|规程|规范|办法|合同|计划|计划书|组织设计|细则|规划|大纲|书)+"
)
_BLANK = re.compile(r"[\s_×ＸX✕╳.…—-]*")
_PLACEHOLDER = re.compile(rf"{_CROSS}|_{{2,}}|[【\[〔«$<＜]|\{{\{{")
_CROSSES = re.compile(rf"(?:{_CROSS}[ \u3000]*){{3,}}")
_LONGEST = 60  # characters of a value that a label may have


@dataclass(frozen=True, slots=True)
class Found:
    """Characters `start` to before `end` are `field`, or look like a placeholder of nothing known (`field` "").

    `default` is a text that stays where the content has no such field; `alone` marks a label without brackets, which
    is a placeholder only where it stands out.
    """

    start: int
    end: int
    field: str
    default: str = ""
    alone: bool = False

    @property
    def tag(self) -> str:
        return f'{{{{ {self.field} or "{self.default}" }}}}' if self.default else f"{{{{ {self.field} }}}}"


def field_of(label: str, declared: frozenset[str] | None) -> str:
    """The field that a label names, "" for none; `declared` are those that the kind fills, None if no kind is known."""
    field = LABELS.get(_ASKING.sub("", _tight(label)), "")
    choices = _INSTEAD.get(field, (field,))
    if declared is None:
        return "title" if field == "project" else field
    return next((choice for choice in choices if choice in declared), choices[-1] if field == "project" else field)


def find_fields(text: str, declared: frozenset[str] | None, known: frozenset[str]) -> list[Found]:
    """The fields of one paragraph's text, from left to right, none overlapping. `known` are names a tag may already use."""
    found: list[Found] = []
    for item in (
        *_labelled(text, declared),
        *bracketed(text, declared, known),
        *_bare(text, declared),
        *_alone(text, declared),
    ):
        if all(item.end <= other.start or item.start >= other.end for other in found):
            found.append(item)
    return [_with_kind_word(text, item) for item in _joined(text, sorted(found, key=lambda item: item.start))]


def _with_kind_word(text: str, item: Found) -> Found:
    """××项目方案建议书 is the title as a whole: the content's title says 方案建议书 itself."""
    rest = text[item.end :].strip()
    if item.field == "title" and rest and is_kind_word(rest) and not text[: item.start].strip():
        return replace(item, end=len(text.rstrip()))
    return item


def bracketed(text: str, declared: frozenset[str] | None, known: frozenset[str]) -> list[Found]:
    """Placeholders in brackets alone: 【…】, [请输入…], {{…}} other than tags with `known` names."""
    found = []
    for match in _BRACKETS.finditer(text):
        inside = next(group for group in match.groups() if group is not None)
        braces = match["d"] is not None
        if braces and (inside in known or re.match(r"[pr]\s", inside)):
            continue  # a tag already
        field = field_of(inside, declared) or next((name for pattern, name in _BARE if pattern.fullmatch(inside)), "")
        if not field and not braces and not re.search(r"[\u4e00-\u9fff×]", inside):
            continue  # [1], <br>
        found.append(Found(match.start(), match.end(), field_of(field, declared) or field))
    return found


def value_field(label: str, value: str, declared: frozenset[str] | None) -> Found | None:
    """A table's value cell beside its label cell: the whole value is the field, if the label is known."""
    field = field_of(label, declared)
    return _value(field, value, 0) if field else None


def is_company(text: str) -> bool:
    """True for a text that is the name of a company and nothing more."""
    return _COMPANY.fullmatch(text.strip()) is not None


def is_kind_word(text: str) -> bool:
    """True for 投标文件, 技术方案建议书, 咨询报告: what a paper is, not what it is called."""
    return _KIND.fullmatch(_tight(text)) is not None


def kept_default(name: str) -> str:
    """A text as a tag may keep it for contents that have none; "" for a placeholder or one that a tag cannot hold."""
    return name if _is_real(name) else ""


def _labelled(text: str, declared: frozenset[str] | None) -> list[Found]:
    labels = [label for match in _LABEL.finditer(text) if (label := _label(match, declared)) is not None]
    found: list[Found] = []
    for index, (start, field, _begins) in enumerate(labels):
        if not field:
            continue
        end = labels[index + 1][2] if index + 1 < len(labels) else len(text)
        stop = re.search(r"[\t\n；;]", text[start:end])
        end = start + stop.start() if stop else end
        item = _value(field, text[start:end], start)
        if item is not None:
            found.append(item)
    return found


def _label(match: re.Match[str], declared: frozenset[str] | None) -> tuple[int, str, int] | None:
    """Where the value begins, the field, and where the label begins; a field of "" is a label of something else.

    密级：内部　受控号：__ has two labels: what stands after a gap before a colon is one, known or not. A colon
    within a value (某项目：一期) has no gap before its word and ends nothing.
    """
    words = match["label"]
    if field := field_of(words, declared):
        return match.end(), field, match.start("label")
    gap = max(words.rfind(" "), words.rfind("\u3000")) + 1
    before = match.string[: match.start("label")]
    if gap:
        return match.end(), field_of(words[gap:], declared), match.start("label") + gap
    if before.endswith((" ", "\u3000", "\t")):
        return match.end(), "", match.start("label")
    return None


def _value(field: str, value: str, offset: int) -> Found | None:
    """What of a value after its label gives way; an empty one is an insertion at its end."""
    stamp = _STAMP.search(value)
    end = stamp.start() if stamp else len(value)
    if value[:end].rstrip().endswith(("）", ")")) and not set(value[:end]) & set("（("):
        end = len(value[:end].rstrip()) - 1  # the bracket that was opened before the label
    inside = value[:end]
    blank = not inside.strip(" \u3000")
    start = 0 if field == "date" and _DATE.fullmatch(inside.strip()) else len(inside) - len(inside.lstrip(" \u3000"))
    start, end = (0, end) if blank else (start, len(inside.rstrip(" \u3000")))
    text = inside.strip(" \u3000")
    if "□" in text or "☐" in text or len(text) > _LONGEST:
        return Found(offset + start, offset + end, "")
    keep = text if field in ("organization", "secrecy") and _is_real(text) else ""
    return Found(offset + start, offset + end, field, keep)


def _is_real(text: str) -> bool:
    return (
        bool(text)
        and not _BLANK.fullmatch(text)
        and not _PLACEHOLDER.search(text)
        and "某" not in text
        and not set(text) & set("\"'“”‘’{}\\%#")
    )


def _bare(text: str, declared: frozenset[str] | None) -> list[Found]:
    return [
        Found(match.start(), match.end(), _instead(field, declared))
        for pattern, field in _BARE
        for match in pattern.finditer(text)
    ]


def _instead(field: str, declared: frozenset[str] | None) -> str:
    return field_of({"project": "项目名称", "number": "编号"}.get(field, ""), declared) or field


def _alone(text: str, declared: frozenset[str] | None) -> list[Found]:
    if _CROSSES.fullmatch(text.strip()):
        start = len(text) - len(text.lstrip())
        return [Found(start, len(text.rstrip()), _instead("project", declared), alone=True)]
    field = LABELS.get(_tight(text), "")
    if field not in _ALONE or _tight(text) in ("项目", "公司", "单位", "名称", "主题", "标题"):
        return []
    start = len(text) - len(text.lstrip())
    return [Found(start, len(text.rstrip()), field_of(text, declared), alone=True)]


def _joined(text: str, found: list[Found]) -> list[Found]:
    """Neighbours that are the same field are one: 【项目名称】×××项目."""
    joined: list[Found] = []
    for item in found:
        last = joined[-1] if joined else None
        if last is not None and last.field == item.field and item.field and not text[last.end : item.start].strip():
            joined[-1] = replace(last, end=item.end)
        else:
            joined.append(item)
    return joined


def _tight(text: str) -> str:
    return re.sub(r"[\s\u3000：:]", "", text)

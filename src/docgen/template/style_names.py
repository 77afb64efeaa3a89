"""What a style of a company's template is for, by its name and outline level: the names that Chinese offices use."""

from __future__ import annotations

import re

from docgen.ooxml.styles import TEXT_LEVEL, Styles

# role → names, best first; matched without spaces and regardless of case, after the company's own prefix is cut off.
STYLE_NAMES: dict[str, tuple[str, ...]] = {
    "body": (
        "正文缩进", "Normal Indent", "正文首行缩进", "Body Text First Indent", "首行缩进", "正文首行缩进 2", "Body Text Indent", "正文文本缩进",
        "缩进正文", "正文文本", "Body Text", "正文文字", "段落正文", "文档正文", "正文内容", "正文段落", "段", "正文",
    ),
    "plain": ("无缩进正文", "正文无缩进", "正文不缩进", "无缩进"),
    "lead": ("引言", "导语", "摘要正文"),
    "center": ("居中", "正文居中", "居中正文"),
    "right": ("居右", "右对齐", "正文居右"),
    "signature": ("落款", "署名", "Signature", "签名", "落款日期"),
    "form": ("表单文字", "表单正文"),
    "toc-title": ("TOC Heading", "TOC 标题", "目录标题", "目次标题", "目录", "目次", "前言、引言标题"),
    "caption": ("表题", "表标题", "表名", "表格标题", "表题注", "表格题注", "正文表标题", "caption", "题注"),
    "figure-caption": ("图题", "图标题", "图名", "图片标题", "图题注", "插图题注", "正文图标题"),
    "figure": ("图", "图片", "插图", "图形"),
    "table-text": ("表格文字", "表内文字", "表格正文", "表文字", "表格内容", "表内正文", "表格文本", "表文", "表格内文字", "表正文", "表格"),
    "table-head": ("表头文字", "表头", "表格表头", "表格标题行", "表内标题"),
    "list1": ("List", "列表", "列表 1", "列项", "正文列表", "项目列表"),
    "list2": ("List 2", "列表 2", "二级列表"),
    "list3": ("List 3", "列表 3", "三级列表"),
    "note": ("提示", "注意", "备注", "说明框"),
    "footnote-text": ("footnote text", "脚注文本", "脚注"),
    "footnote-reference": ("footnote reference", "脚注引用"),
    "header": ("header", "页眉"),
    "footer": ("footer", "页脚"),
    "hyperlink": ("Hyperlink", "超链接"),
    "form-table": ("文档表单", "表单", "表单表格"),
    "plain-table": ("文档无框表", "无框表", "无边框表格"),
}  # fmt: skip
TABLE_NAMES = ("文档表格", "公司表格", "表格样式", "正文表格", "标准表格", "三线表")

_ORDINALS = {**{str(n): n for n in range(1, 7)}, **{word: n for n, word in enumerate("一二三四五六", 1)}}
_LEVEL = re.compile(
    r"(?:标题|heading|title|h)[ _-]?([1-6一二三四五六])(?:级)?$|([1-6一二三四五六])级(?:标题|条标题)?$|第?([1-6一二三四五六])[级层](?:标题)",
    re.I,
)
_PARTS = {"章标题": 1, "章": 1, "节标题": 2, "节": 2, "条标题": 3, "一级条标题": 2, "二级条标题": 3, "三级条标题": 4}
_NOT_BODY = re.compile(r"附录|附件|封面|目[录次]|前言|toc|图|表|页[眉脚]|appendix|cover", re.I)


def heading_level(styles: Styles, style: str) -> int:
    """The level 1–6 of a heading style, 0 for any other: by its name, or by the outline level in force."""
    name = styles.name(style)
    level = named_level(name)
    outline = styles.tree.outline(style)
    if outline == TEXT_LEVEL:
        return 0
    if level or _NOT_BODY.search(name):
        return level
    return min(outline + 1, 6) if outline is not None else 0


def named_level(name: str) -> int:
    """The level that a style's name says: heading 1, 标题 1, 一级标题, 公司标题1, 章标题; 0 if it says none."""
    if _NOT_BODY.search(name):
        return 0
    tight = _tight(name)
    for suffix, level in sorted(_PARTS.items(), key=lambda item: -len(item[0])):
        if tight == suffix or (len(suffix) > 2 and tight.endswith(suffix)):
            return level
    match = _LEVEL.search(tight)
    if match is None:
        return 0
    return _ORDINALS[next(group for group in match.groups() if group)]


def name_rank(name: str, role: str) -> int | None:
    """How well a style's name says `role`: 0 is best; None if it does not. A company's prefix does not count."""
    tight = _tight(name)
    if "封面" in tight:
        return None  # a cover has styles of its own: 公司封面落款 is no 落款
    for rank, known in enumerate(STYLE_NAMES.get(role, ())):
        wanted = _tight(known)
        if tight == wanted:
            return rank
        if len(wanted) > 1 and not wanted.isascii() and tight.endswith(wanted) and len(tight) - len(wanted) <= 6:
            return rank + 100  # 公司正文缩进, 星河-表格文字
    return None


def is_contents(name: str) -> int:
    """The level of a style of contents entries (toc 1, 目录 1), 0 for any other."""
    match = re.fullmatch(r"(?:toc|目录|目次)([1-9])", _tight(name), re.I)
    return int(match[1]) if match else 0


def _tight(name: str) -> str:
    return re.sub(r"[\s_\-—·]", "", name.split(",")[0]).casefold()

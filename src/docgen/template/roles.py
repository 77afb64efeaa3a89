"""Roles to styles: what a paragraph is in the document, and which Word style that is in this template."""

from __future__ import annotations

import difflib

from docgen.errors import Location, Problem
from docgen.ooxml.styles import Styles
from docgen.template import messages

# role → (style names that Word, WPS or our Word templates use, the role to fall back to; "" for none, Normal for the default style)
_NORMAL = "Normal"
TABLE_GAP = 120  # twips between a table and the text above and below it; Word's tables have no margin of their own
ROLES: dict[str, tuple[tuple[str, ...], str]] = {
    "body": (("Body Text", "正文文本"), _NORMAL),
    "plain": (("无缩进正文",), _NORMAL),
    "lead": (("引言",), "body"),
    "center": (("居中",), "plain"),
    "right": (("居右",), "plain"),
    "signature": (("落款",), "right"),
    "form": (("表单文字",), "plain"),
    **{
        f"heading{level}": ((f"heading {level}", f"标题 {level}"), "" if level < 4 else f"heading{level - 1}")
        for level in range(1, 7)
    },
    "toc-title": (("TOC Heading", "目录标题"), "plain"),
    **{f"toc{level}": ((f"toc {level}", f"目录 {level}"), "plain") for level in range(1, 4)},
    "caption": (("caption", "题注"), "plain"),
    "figure-caption": (("图题",), "caption"),
    "figure": (("图",), "plain"),
    "table-text": (("表格文字",), "plain"),
    "table-head": (("表头文字",), "table-text"),
    "list1": (("List", "列表"), "body"),
    "list2": (("List 2", "列表 2"), "list1"),
    "list3": (("List 3", "列表 3"), "list2"),
    "note": (("提示",), "plain"),
    "footnote-text": (("footnote text", "脚注文本"), "plain"),
    "footnote-reference": (("footnote reference", "脚注引用"), _NORMAL),
    "header": (("header", "页眉"), _NORMAL),
    "footer": (("footer", "页脚"), _NORMAL),
    "hyperlink": (("Hyperlink", "超链接"), _NORMAL),
    "table": (("文档表格", "Table Grid", "网格型"), "default-table"),
    "form-table": (("文档表单",), "table"),
    "plain-table": (("文档无框表",), "default-table"),
}
_TYPES = {
    "footnote-reference": "character",
    "hyperlink": "character",
    "table": "table",
    "form-table": "table",
    "plain-table": "table",
}


class Roles:
    """`roles[role]` is the style id; `problems` lists roles that no style of the template can serve.

    `overrides` (template.yaml `roles:`) maps a role to a style id or name.
    """

    def __init__(self, styles: Styles, overrides: dict[str, str], location: Location) -> None:
        self.problems: list[Problem] = []
        self._styles = styles
        self._ids: dict[str, str] = {}
        self.direct: set[str] = set()  # roles with a style of their own, not a fallback
        for role, wanted in overrides.items():
            self._override(role, wanted, location)
        for role in ROLES:
            if role not in self._ids:
                self._ids[role] = self._find(role, location)

    def __getitem__(self, role: str) -> str:
        return self._ids[role]

    def __contains__(self, role: str) -> bool:
        return role in self._ids

    def _override(self, role: str, wanted: str, location: Location) -> None:
        if role not in ROLES:
            near = difflib.get_close_matches(role, ROLES, n=1, cutoff=0.5)
            message = messages.NEAR_ROLE if near else messages.UNKNOWN_ROLE
            self.problems.append(message.at(location, role=role, near="".join(near)))
            return
        kind = _TYPES.get(role, "paragraph")
        style = wanted if self._styles.has(wanted) else self._styles.by_name.get((kind, wanted.casefold()), "")
        if not style:
            self.problems.append(messages.NO_ROLE_STYLE.at(location, role=role, style=wanted))
            return
        self._ids[role] = style
        self.direct.add(role)

    def _find(self, role: str, location: Location) -> str:
        names, fallback = ROLES[role]
        kind = _TYPES.get(role, "paragraph")
        for name in names:
            style = self._styles.by_name.get((kind, name.casefold()))
            if style is not None:
                self.direct.add(role)
                return style
        if fallback == _NORMAL:
            return self._styles.default_paragraph
        if fallback == "default-table":
            return self._styles.default_table
        if fallback:
            return self._ids.get(fallback) or self._find(fallback, location)
        self.problems.append(messages.NO_STYLE.at(location, name=names[0], builtin=names[-1]))
        return self._styles.default_paragraph

"""A company's styles and docgen's roles: which style serves which role.

By use where the sample text shows it, else by outline level and name (style_names.py). What is formatted by hand or
has no style at all is made by adopt_styles.py.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from docgen.ooxml.names import W
from docgen.ooxml.styles import Styles
from docgen.template.direct_looks import DirectLooks
from docgen.template.paragraph_text import text_of
from docgen.template.style_names import (
    STYLE_NAMES,
    TABLE_NAMES,
    heading_level,
    is_contents,
    name_rank,
    named_level,
)
from docgen.template.style_sheet import StyleSheet
from docgen.template.template_layout import TemplateLayout, paragraphs, style_of

CHARACTER_ROLES = ("footnote-reference", "hyperlink")
TABLE_ROLES = ("form-table", "plain-table")
_BY_NAME = tuple(role for role in STYLE_NAMES if role != "body")


@dataclass(slots=True)
class RoleMap:
    """`ids` maps a role to a style id, `reasons` says why; `created` are styles that the template did not have."""

    ids: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    created: list[tuple[str, str, str]] = field(default_factory=list)  # role, style name, what it is made from

    def set(self, role: str, style: str, reason: str) -> None:
        self.ids[role], self.reasons[role] = style, reason


def map_roles(sheet: StyleSheet, styles: Styles, layout: TemplateLayout, looks: DirectLooks) -> RoleMap:
    """What the template's own styles serve; roles without a style are not in the result."""
    roles = RoleMap()
    used = _use(layout)
    _map_headings(roles, sheet, styles, used, looks)
    _map_body(roles, sheet, styles, used, looks)
    for level in range(1, 4):
        for style, name in sheet.all("paragraph"):
            if is_contents(name) == level:
                roles.set(f"toc{level}", style, "名称")
                break
    taken = set(roles.ids.values())
    for role in _BY_NAME:
        kind = "character" if role in CHARACTER_ROLES else "table" if role in TABLE_ROLES else "paragraph"
        ranked = [
            (rank, style)
            for style, name in sheet.all(kind)
            if (rank := name_rank(name, role)) is not None
            and style not in taken
            and not (role.startswith("list") and sheet.is_numbered(style))
        ]
        if ranked:
            roles.set(role, min(ranked)[1], "名称")
    _map_cells(roles, styles, layout)
    _map_tables(roles, sheet, layout)
    return roles


def _use(layout: TemplateLayout) -> Counter[str]:
    """Characters of sample text by style id ("" the default style), outside tables."""
    used: Counter[str] = Counter()
    for child in layout.sample:
        for paragraph in paragraphs(child):
            used[style_of(paragraph)] += len(text_of(paragraph).strip())
    return used


def _map_headings(roles: RoleMap, sheet: StyleSheet, styles: Styles, used: Counter[str], looks: DirectLooks) -> None:
    candidates: dict[int, list[str]] = {}
    for style, _name in sheet.all("paragraph"):
        level = heading_level(styles, style)
        if level:
            candidates.setdefault(level, []).append(style)
    if looks.headings and not any(used[style] for found in candidates.values() for style in found):
        return  # the headings of this template are formatted by hand: adopt_styles makes their styles
    for level, found in candidates.items():
        best = max(
            found,
            key=lambda style: (
                used[style],
                styles.name(style).casefold() == f"heading {level}",
                bool(named_level(styles.name(style))),
            ),
        )
        if used[best]:
            reason = f"样例里用作第 {level} 级标题"
        else:
            reason = "名称" if named_level(styles.name(best)) else "大纲级别"
        roles.set(f"heading{level}", best, reason)


def _map_body(roles: RoleMap, sheet: StyleSheet, styles: Styles, used: Counter[str], looks: DirectLooks) -> None:
    """The style that most of the sample text has; without any, the best known name."""
    other = set(roles.ids.values())
    texts = Counter({
        style or styles.default_paragraph: count
        for style, count in used.items()
        if count and style not in other and not _is_other(styles.name(style)) and not sheet.is_numbered(style)
    })  # fmt: skip
    best = texts.most_common(1)
    if best and best[0][0] != styles.default_paragraph and best[0][1] >= 20:
        roles.set("body", best[0][0], "样例正文用得最多")
        return
    if best and looks.body is not None:
        return  # text in the default style: as it is formatted by hand, so adopt_styles takes it
    ranked = [(rank, style) for style, name in sheet.all("paragraph") if (rank := name_rank(name, "body")) is not None]
    if ranked:
        roles.set("body", min(ranked)[1], "名称")


def _is_other(name: str) -> bool:
    """A style that by its name is something else than the text."""
    others = (
        "caption",
        "figure-caption",
        "table-text",
        "table-head",
        "toc-title",
        "header",
        "footer",
        "signature",
        "figure",
    )
    return is_contents(name) > 0 or any(name_rank(name, role) is not None for role in others)


def _map_cells(roles: RoleMap, styles: Styles, layout: TemplateLayout) -> None:
    """The paragraph style that the cells of the sample's tables have; a style that the text has too is no cell style."""
    used: Counter[str] = Counter()
    for child in layout.sample:
        for cell in child.iter(f"{W}tc"):
            used.update(style_of(paragraph) for paragraph in cell.iterchildren(f"{W}p"))
    for style, _count in used.most_common():
        if (
            style not in ("", styles.default_paragraph, roles.ids.get("body"))
            and styles.has(style)
            and not heading_level(styles, style)
        ):
            roles.set("table-text", style, "样例表格用得最多")
            return


def _map_tables(roles: RoleMap, sheet: StyleSheet, layout: TemplateLayout) -> None:
    used: Counter[str] = Counter()
    for child in layout.sample:
        for style in child.iter(f"{W}tblStyle"):
            used[style.get(f"{W}val", "")] += 1
    known = dict(sheet.all("table"))
    for style, _count in used.most_common():
        if style in known and not _is_default(sheet.element(style)):
            roles.set("table", style, "样例表格用得最多")
            return
    for name in (*TABLE_NAMES, "Table Grid", "网格型"):
        for style, title in known.items():
            if title.casefold() == name.casefold():
                roles.set("table", style, "名称")
                return


def _is_default(style: etree._Element | None) -> bool:
    return style is not None and style.get(f"{W}default") in ("1", "true", "on")

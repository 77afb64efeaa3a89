"""What adopting a template did, in words for the one who made it."""

from __future__ import annotations

from docgen.template.adopt import Adopted

_ROLE_TITLES = {
    "body": "正文", "plain": "正文（不缩进）", "lead": "引言", "center": "居中", "right": "居右", "signature": "落款", "form": "表单文字",
    **{f"heading{level}": f"{level} 级标题" for level in range(1, 7)},
    "toc-title": "目录标题", **{f"toc{level}": f"目录 {level}" for level in range(1, 4)},
    "caption": "表题", "figure-caption": "图题", "figure": "图", "table-text": "表格文字", "table-head": "表头文字",
    **{f"list{level}": f"{level} 级列表" for level in range(1, 4)},
    "note": "提示", "footnote-text": "脚注", "footnote-reference": "脚注号", "header": "页眉", "footer": "页脚", "hyperlink": "超链接",
    "table": "表格", "form-table": "表单表格", "plain-table": "无框表格",
}  # fmt: skip
_FIELD_TITLES = {
    "title": "标题", "subtitle": "副标题", "kind_title": "文档类型", "organization": "公司名称", "client": "客户", "number": "编号",
    "version": "版本", "date": "日期", "secrecy": "密级", "copy_mark": "正本/副本", "project": "项目名称", "tender_number": "招标编号",
}  # fmt: skip


def field_title(name: str) -> str:
    """A field's Chinese name with the name that tags use: 客户（client）."""
    title = _FIELD_TITLES.get(name, "")
    return f"{title}（{name}）" if title else name


def report(adopted: Adopted, source: str, folder: str, name: str, kind_file: str) -> str:
    """The report: styles mapped and made, tags inserted, other steps, and what to do next."""
    created = {role for role, _name, _origin in adopted.role_map.created}
    lines = [f"已采用 {source} → {folder}", ""]
    lines.append("样式：模板原有的")
    for role, style in adopted.role_map.ids.items():
        if role not in created:
            lines.append(
                f"  {_ROLE_TITLES.get(role, role)} ← {adopted.styles.name(style)}（{adopted.role_map.reasons[role]}）"
            )
    lines.append("样式：模板没有、照它的样子新建的")
    lines += [
        f"  {_ROLE_TITLES.get(role, role)}：{title} ← {origin}" for role, title, origin in adopted.role_map.created
    ]
    lines.append("封面、页眉、页脚的字段")
    lines += [
        "  {place}：{before} → {tag}".format(
            place=item.place, before=f"“{item.before}”" if item.before else "（空）", tag=item.tag
        )
        for item in adopted.cover.insertions
    ] or ["  没有找到"]
    lines.append("正文与目录")
    lines += [f"  {step}" for step in (*adopted.steps, *adopted.body.steps)]
    lines += ["", "下一步"]
    file = kind_file or "templates/文种/kind.yaml"
    lines.append(f"  在 {file} 里写：template: {name}")
    lines.append(f"  先试看：docgen build 文档.yaml --template {name}")
    return "\n".join(lines)

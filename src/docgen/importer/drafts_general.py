"""Any paper as 通用文档: its headings by level, its paragraphs, lists and tables in their order."""

from __future__ import annotations

from typing import Any

from docgen.importer.drafts import Draft, take_title, without_colon
from docgen.importer.outline import Node
from docgen.importer.paper import Notes, Table
from docgen.importer.pieces import Piece
from docgen.importer.syllabus import Group, Item, Syllabus
from docgen.importer.values import Passage, Value

KIND, TITLE = "general", "通用文档"
_DEEPEST = 4
_STYLES = {
    "1": "1.",
    "1.1/2": "1.",
    "1.1/3": "1.",
    "(1)": "（1）",
    "1)": "1.",
    "①": "①",
    "a": "a)",
    "一": "一、",
    "(一)": "（一）",
    "第": "一、",
    "•": "•",
}


def general_draft(root: Node, piece: Piece, notes: Notes) -> Draft:
    """The tree of a piece as a draft of the general kind."""
    title = take_title(root, notes, "标题")
    sections: list[dict[str, Any]] = []
    _sections(root, 0, sections, notes)
    sections = [{key: part for key, part in section.items() if part != []} for section in sections]
    sections = [section for section in sections if section]
    if not sections:  # a title and nothing else is a text
        sections = [{"内容": [{"正文": Passage((("", title),))}]}] if isinstance(title, Value) else []
        title = "【待补：标题】"
        notes.added("待补", title, "标题")
    data: dict[str, Any] = {"文种": TITLE, "标题": title, "章节": sections}
    return Draft(KIND, TITLE, data, title.text if isinstance(title, Value) else title, piece.first, piece.last)


def general_syllabus(syllabus: Syllabus, piece: Piece, title: str) -> Draft:
    """A syllabus as the general kind: parts, chapters and sections as headings, items as lists."""
    sections: list[dict[str, Any]] = []
    for part in syllabus.parts:
        _group(part, 1 if part.title else 0, sections)
    return Draft(KIND, TITLE, {"文种": TITLE, "标题": title, "章节": sections}, title, piece.first, piece.last)


def _sections(node: Node, level: int, sections: list[dict[str, Any]], notes: Notes) -> None:
    """Append what stands under a heading, then the headings below it."""
    blocks = sections[-1].setdefault("内容", []) if level and sections else []
    before_headings = True
    for child in node.children:
        if child.is_heading:
            before_headings = False
            sections.append(_heading(child, level + 1, notes))
            _sections(child, level + 1, sections, notes)
            continue
        if not before_headings:  # text after a deeper heading would seem to belong to it: it does, in reading order
            blocks = sections[-1].setdefault("内容", [])
        elif not level and not sections:
            sections.append({"内容": blocks})
        _append(blocks, child, notes)


def _heading(node: Node, level: int, notes: Notes) -> dict[str, Any]:
    assert node.unit is not None
    section: dict[str, Any] = {"小标题": without_colon(node.value, notes)}
    if level > 1:
        section["级别"] = min(level, _DEEPEST)
    if node.unit.marker is None:
        section["编序号"] = False
    return section


def _append(blocks: list[dict[str, Any]], node: Node, notes: Notes) -> None:
    if node.table:
        assert node.unit is not None
        blocks.append({"表格": table_data(node.table, node.unit.first)})
    elif node.is_text:
        if blocks and "正文" in blocks[-1]:
            blocks[-1]["正文"] = Passage((*blocks[-1]["正文"].parts, ("", node.value)))
        else:
            blocks.append({"正文": Passage((("", node.value),))})
    else:
        _item(blocks, node, notes)


def _item(blocks: list[dict[str, Any]], node: Node, notes: Notes) -> None:
    style = _STYLES.get(node.key, "1.")
    marker = node.unit.marker if node.unit else None
    last = blocks[-1] if blocks else {}
    if "列表" in last and last["样式"] == style and not (marker and marker.last == 1 and style != "•"):
        last["列表"].append(_entry(node))
    else:
        block: dict[str, Any] = {"列表": [_entry(node)], "样式": style}
        before = next((b for b in reversed(blocks) if "列表" in b), None)
        if node.key == "article" and marker and marker.last > 1:  # 第三条 stays the third in its chapter too
            block["起始"] = marker.last
        elif before and before["样式"] == style and marker and marker.last > 1 and style != "•":
            block["起始"] = before.get("起始", 1) + len(before["列表"])
        blocks.append(block)
    for child in node.children:  # paragraphs cannot stand in an item: they follow it
        if not child.key and not child.table:
            _append(blocks, child, notes)
    for child in node.walk():
        if child.table:
            _append(blocks, child, notes)


def _entry(node: Node, depth: int = 0) -> Any:
    """An item with the items below it; deeper down, paragraphs stand among them."""
    children = [child for child in node.children if not child.table and (child.key or depth)]
    if not children:
        return node.value
    style = _STYLES.get(children[0].key, "①")
    return {"条文": node.value, "各条": [_entry(child, depth + 1) for child in children], "样式": style}


def table_data(table: Table, line: int) -> dict[str, Any]:
    """A table with its merged cells, its widths by what its columns hold."""
    rows = [[_cell(cell.text, cell.columns, cell.rows, line) for cell in row] for row in table.rows]
    data: dict[str, Any] = {}
    if table.head:
        data["表头行数"] = table.head
    widths = _widths(table)
    if widths:
        data["列宽"] = widths
    return data | {"行": rows}


def _cell(text: str, columns: int, rows: int, line: int) -> Any:
    value = Value(text, line, line, 0.95) if text else ""
    if columns == rows == 1:
        return value
    spans = ({"跨列": columns} if columns > 1 else {}) | ({"跨行": rows} if rows > 1 else {})
    return {"文字": value} | spans


def _widths(table: Table) -> list[int]:
    """Per cent of the width, by the square root of the longest text: a long column gets more, not all."""
    count = max(sum(cell.columns for cell in row) for row in table.rows)
    longest = [2.0] * count
    for row in table.rows:
        if len(row) == count:  # a row with merged cells does not tell which column is which
            for index, cell in enumerate(row):
                longest[index] = max(longest[index], max(len(part) for part in cell.text.split("\n")))
    weights = [length**0.5 for length in longest]
    widths = [max(4, round(100 * weight / sum(weights))) for weight in weights]
    widths[widths.index(max(widths))] += 100 - sum(widths)
    return widths if min(widths) > 0 and count <= 12 else []


def _group(group: Group, level: int, sections: list[dict[str, Any]]) -> None:
    if level:
        section: dict[str, Any] = {
            "小标题": Value(group.title, group.line, group.last, 0.9) if group.title else "【待补：标题】"
        }
        if level > 1:
            section["级别"] = min(level, _DEEPEST)
        sections.append(section)
    elif group.items:
        sections.append({})
    if group.items:
        sections[-1]["内容"] = [{"列表": [item_value(item) for item in group.items], "样式": "1."}]
    for inner in group.groups:
        _group(inner, level + 1, sections)


def item_value(item: Item) -> Value:
    """A syllabus's leaf as a value."""
    return Value(item.text, item.first, item.last, item.confidence)

"""A job description's own tables, known by their heads: duties with standards, indicators with targets."""

from __future__ import annotations

from typing import Any

from docgen.importer.paper import Notes, Table
from docgen.importer.values import Value

_PERIODS = ("每月", "每季", "每年")
_COUNT, _TOTAL = ("序号", "编号"), ("合计", "总计")


def duty_rows(table: Table, line: int, notes: Notes) -> list[dict[str, Any]]:
    """Rows of 职责 and 标准 (and 占时); empty if the table is no such one, and then nothing is noted."""
    return _rows(table, line, notes, {"职责": "职责", "标准": "标准"}, {"占时": "占时"})


def indicator_rows(table: Table, line: int, notes: Notes) -> list[dict[str, Any]]:
    """Rows of 指标, 目标值 and 周期 (and 数据来源); empty if the table is no such one, or a period is none of the kind's."""
    return _rows(table, line, notes, {"指标": "指标", "目标": "目标值", "周期": "周期"}, {"来源": "数据来源"})


def _rows(
    table: Table, line: int, notes: Notes, wanted: dict[str, str], optional: dict[str, str]
) -> list[dict[str, Any]]:
    heads = [cell.text for cell in table.rows[0]]
    columns: dict[int, str] = {}
    for words, required in ((wanted, True), (optional, False)):
        for word, field in words.items():
            index = next((index for index, head in enumerate(heads) if word in head and index not in columns), None)
            if index is None and required:
                return []
            if index is not None:
                columns[index] = field
    counts = [index for index, head in enumerate(heads) if head in _COUNT]
    if len(columns) + len(counts) != len(heads):
        return []  # a column that the kind has no field for
    lost: list[tuple[str, str]] = [("表头变成字段", head) for head in heads]
    rows: list[dict[str, Any]] = []
    for row in table.rows[1:]:
        if row and any(cell.text.strip() in _TOTAL for cell in row):
            lost += [("合计", cell.text) for cell in row]
            continue
        if len(row) != len(heads):
            return []
        entry = {field: Value(row[index].text, line, line, 0.9) for index, field in columns.items() if row[index].text}
        if any(field not in entry for field in wanted.values()) or (
            "周期" in entry and entry["周期"].text not in _PERIODS
        ):
            return []
        if "占时" in entry:
            share = entry["占时"].text.rstrip("%％ ")
            if not share.isdecimal():
                return []
            lost.append(("合计", entry["占时"].text[len(share) :]))
            entry["占时"] = Value(share, line, line, 0.9, number=True)
        lost += [("编号", row[index].text) for index in counts]
        rows.append(entry)
    for topic, text in lost if rows else ():
        notes.dropped(topic, line, text)
    return rows

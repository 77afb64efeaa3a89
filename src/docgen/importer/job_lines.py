"""Lines of a job description that hold several fields at once: the imprint, and labels that run into each other."""

from __future__ import annotations

import re
from collections.abc import Callable

from docgen.importer.job_words import LABELS, label_pairs
from docgen.importer.paper import Notes
from docgen.importer.values import Value

_IMPRINT = re.compile(
    r"(?P<单位>[^：，。]{2,30}(?:公司|集团|局|院|中心))?\s*编号：\s*(?P<编号>[A-Za-z0-9-]+)\s*(?:版本：\s*(?P<版本>[\d.]+))?\s*(?P<日期>\d{4}-\d{2}-\d{2})?"
)


def take_imprint(value: Value, fields: dict[str, Value], notes: Notes) -> bool:
    """Fill fields from `某公司 编号：XS-01 版本：1.0 2026-03-01`; False if the text is no such line."""
    found = _IMPRINT.fullmatch(value.text)
    if found is None:
        return False
    for field in ("单位", "编号", "版本", "日期"):
        if found[field]:
            fields[field] = Value(found[field], value.first, value.last, 0.9)
    rest = value.text
    for field in ("单位", "编号", "版本", "日期"):
        rest = rest.replace(found[field] or "", "", 1)
    notes.dropped("标题变成字段", value.first, rest)
    return True


def take_labels(value: Value, fields: dict[str, Value], notes: Notes, left: Callable[[Value], None]) -> bool:
    """Fill fields from `部门：甲岗位名称：乙`; False if the text is no such line.

    `left` gets what stands behind a label and is no value for its field: nothing, a second value, a word for a number.
    """
    pairs = label_pairs(value.text)
    if not pairs:
        return False
    if len(pairs) > 1:
        notes.changed("粘连", value.first, f"连在一起的 {len(pairs)} 个字段已分开", value.last)
    for label, separator, text, _start, _end in pairs:
        field = LABELS[label]
        count = text.rstrip("人名个 ")
        if field in fields and fields[field].text == text:
            notes.dropped("重复的字段", value.first, f"{separator}{text}")
        elif not text or field in fields:
            left(Value(f"{separator}{text}".strip(), value.first, value.last, 0.5))
        elif (field == "定员" and not count.isdecimal()) or (field == "编号" and not text.replace("-", "").isalnum()):
            left(Value(f"{separator}{text}", value.first, value.last, 0.5))
        elif field == "定员":
            notes.dropped("标题变成字段", value.first, separator)
            notes.dropped("标题变成字段", value.first, text[len(count) :])
            fields[field] = Value(count, value.first, value.last, 0.9, number=True)
        else:
            notes.dropped("标题变成字段", value.first, separator)
            fields[field] = Value(text, value.first, value.last, 0.9)
    return True

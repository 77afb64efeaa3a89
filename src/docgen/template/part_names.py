"""What the parts of a Word file are called in messages: one table for templates and forms."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_NAMES = (
    (re.compile(r"word/document\d*\.xml"), "正文"),
    (re.compile(r"word/header\d*\.xml"), "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "页脚"),
    (re.compile(r"word/footnotes\.xml"), "脚注"),
    (re.compile(r"word/endnotes\.xml"), "尾注"),
    (re.compile(r"word/comments\w*\.xml"), "批注"),
    (re.compile(r"word/settings\.xml"), "设置"),
    (re.compile(r"word/charts/(?:chart|chartEx)\d*\.xml"), "图表"),
    (re.compile(r"word/diagrams/(?:data|drawing)\d*\.xml"), "SmartArt 图"),
    (re.compile(r"word/embeddings/.*"), "图表里嵌的工作簿"),
    (re.compile(r"word/media/.*"), "矢量图"),
    (re.compile(r"docProps/.*"), "文档属性"),
    (re.compile(r"customXml/item\d*\.xml"), "内容控件绑定的数据"),
)


def words_of(part: str) -> str:
    """What a part is, in a word; "" for one that has no name of its own."""
    return next((words for pattern, words in _NAMES if pattern.fullmatch(part)), "")


def called(part: str) -> str:
    """A part with its whole name: 页眉（word/header1.xml）."""
    words = words_of(part)
    return f"{words}（{part}）" if words else part


def called_shortly(part: str) -> str:
    """A part with the name of its file alone: 图表（chart1.xml）."""
    words, file = words_of(part), PurePosixPath(part).name
    return f"{words}（{file}）" if words else f"部件 {part}"

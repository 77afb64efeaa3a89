"""Where in a Word file something stands, in the words of one who looks at it: 页眉 1 第 2 段, 第 2 个表格第 3 行第 1 格."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.ooxml.names import W
from docgen.ooxml.relationships import DOCUMENT as DOCUMENT
from docgen.template.paragraph_text import text_of

_TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_QUOTED = 24  # characters of a paragraph that name it


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph of a part, and `place`, which says where it is."""

    part: str
    paragraph: etree._Element
    place: str

    @property
    def quoted(self) -> str:
        """The place and the beginning of the paragraph's text."""
        return f"{self.place}“{shortened(text_of(self.paragraph))}”"


def text_parts(parts: dict[str, bytes]) -> list[str]:
    """The parts that hold paragraphs: the document first, then headers, footers and notes by name."""
    return sorted((name for name in parts if _TEXT_PARTS.fullmatch(name)), key=lambda name: (name != DOCUMENT, name))


def part_title(part: str) -> str:
    """正文, 页眉（header2.xml） and so on."""
    file = part.rpartition("/")[2]
    titles = {
        "header": "页眉",
        "footer": "页脚",
        "footnotes": "脚注",
        "endnotes": "尾注",
        "comments": "批注",
    }
    if part == DOCUMENT:
        return "正文"
    title = titles.get(file.removesuffix(".xml").rstrip("0123456789"), file)
    return f"{title}（{file}）"


def spots(part: str, root: etree._Element) -> Iterator[Spot]:
    """Every paragraph of a part with its place: paragraphs outside tables are counted together, cells in their table."""
    title = part_title(part)
    plain = 0
    tables = {table: number for number, table in enumerate(root.iter(f"{W}tbl"), 1)}
    for paragraph in root.iter(f"{W}p"):
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        if cell is None:
            plain += 1
            inside = f"第 {plain} 段"
        else:
            inside = _cell_place(cell, tables)
        if next(paragraph.iterancestors(f"{W}txbxContent"), None) is not None:
            inside += "（文本框）"
        yield Spot(part, paragraph, f"{title} {inside}")


def shortened(text: str, length: int = _QUOTED) -> str:
    """The text on one line, cut after `length` characters."""
    text = re.sub(r"\s+", " ", text).strip()
    return text if len(text) <= length else f"{text[:length]}…"


def _cell_place(cell: etree._Element, tables: dict[etree._Element, int]) -> str:
    row = cell.getparent()
    while row is not None and row.tag != f"{W}tr":  # a content control may stand between cell and row
        row = row.getparent()
    table = next(cell.iterancestors(f"{W}tbl"), None)
    if row is None or table is None:
        return "表格里"
    rows = [item for item in table.iter(f"{W}tr") if next(item.iterancestors(f"{W}tbl"), None) is table]
    cells = [item for item in row.iter(f"{W}tc") if next(item.iterancestors(f"{W}tr"), None) is row]
    return f"第 {tables[table]} 个表格第 {rows.index(row) + 1} 行第 {cells.index(cell) + 1} 格"

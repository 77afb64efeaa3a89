"""Make the sample form of templates/appointment-letter: a letter with a table of duties, as an office would lay it out in Word.

tools/make_forms.py [FILE]      the form's own place if no file is named
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from docgen.errors import Location
from docgen.ooxml.package import read_package, write_package

FORM = Path(__file__).parents[1] / "templates" / "appointment-letter" / "form.docx"
LATIN = "Times New Roman"


def face(run: Any, name: str, size: float, *, bold: bool = False) -> None:
    run.font.name, run.font.size, run.font.bold = LATIN, Pt(size), bold or None
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), name)


def write(
    place: Any,
    text: str,
    name: str = "仿宋",
    size: float = 16,
    *,
    align: Any = None,
    indent: float = 0,
    pitch: float = 28,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
) -> Any:
    paragraph = place.add_paragraph()
    look = paragraph.paragraph_format
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    look.space_before, look.space_after = Pt(before), Pt(after)
    if indent:
        look.first_line_indent = Pt(indent)
    if align is not None:
        paragraph.alignment = align
    face(paragraph.add_run(text), name, size, bold=bold)
    return paragraph


def cell(target: Any, text: str, *, head: bool = False, centred: bool = True) -> None:
    paragraph = target.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    look = paragraph.paragraph_format
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(20)
    look.space_before = look.space_after = Pt(2)
    face(paragraph.add_run(text), "黑体" if head else "仿宋", 12)
    target.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


def make() -> bytes:
    """The form's bytes, equal every time."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    section._sectPr.remove(section._sectPr.find(qn("w:docGrid")))
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    write(document, "{{ organization }}", "方正小标宋简体", 22, align=centre, pitch=36)
    write(document, "岗位聘任通知书", "方正小标宋简体", 22, align=centre, pitch=36)
    write(document, "编号：{{ number }}", "仿宋", 14, align=centre, before=6)
    write(document, "{{ name }}同志：", before=16)
    write(
        document,
        "经研究，聘任您为{{ department }}{{ post }}，聘期自{{ start|date_cn }}起至{{ end|date_cn }}止{% if probation %}，其中试用期{{ probation }}个月{% endif %}。聘期内的主要职责与考核标准如下：",
        indent=32,
        after=8,
    )
    widths = (Mm(22), Mm(84), Mm(50))
    rows = (("周期", "职责", "考核标准"), ("{%tr for group in duties %}", "", ""), ("{%tr for item in group.items %}", "", ""),
            ("{% vm %}{{ group.cadence }}", "{{ item.task }}", "{{ item.standard }}"), ("{%tr endfor %}", "", ""), ("{%tr endfor %}", "", ""))  # fmt: skip
    grid = document.add_table(rows=len(rows), cols=3, style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    for index, (line, texts) in enumerate(zip(grid.rows, rows, strict=True)):
        for column, (target, text, width) in enumerate(zip(line.cells, texts, widths, strict=True)):
            target.width = width
            cell(target, text, head=index == 0, centred=index == 0 or column == 0)
    header = grid.rows[0]._tr.get_or_add_trPr()
    header.append(header.makeelement(qn("w:tblHeader"), {}))
    for line in grid.rows:
        line._tr.get_or_add_trPr().append(line._tr.makeelement(qn("w:cantSplit"), {}))
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    write(document, "{%p for condition in conditions %}", before=6)
    write(document, "{{ loop.index|cn }}、{{ condition }}", indent=32)
    write(document, "{%p endfor %}")
    write(document, "特此通知。", indent=32)
    write(document, "{{ organization }}（盖章）", align=right, before=28).paragraph_format.keep_with_next = True
    write(document, "{{ date|date_cn }}", align=right)
    footer = section.footer.paragraphs[0]
    footer.alignment = centre
    face(footer.add_run("本通知书一式两份，单位与本人各执一份"), "宋体", 10.5)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    core = document.core_properties
    core.title, core.author, core.comments = "{{ name }}聘任通知书", "{{ organization }}", ""
    path = FORM.with_suffix(".part")
    document.save(str(path))
    parts = read_package(path, Location("form.docx"))
    path.unlink()
    parts.pop("docProps/thumbnail.jpeg", None)
    parts["_rels/.rels"] = b"".join(
        piece if b"thumbnail" not in piece else b"" for piece in _elements(parts["_rels/.rels"])
    )
    for name in ("word/document.xml", "word/settings.xml"):  # python-docx's own template was once edited in Word
        parts[name] = re.sub(rb"<w:rsids>.*?</w:rsids>| w:rsid\w*=\"[^\"]*\"", b"", parts[name], flags=re.DOTALL)
    return write_package(parts)


def _elements(xml: bytes) -> list[bytes]:
    return [piece + b">" for piece in xml.split(b">")[:-1]] + [xml.split(b">")[-1]]


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FORM
    target.write_bytes(make())

"""Ten company templates as offices make them, with python-docx: cover tables, boxes, sections, decimals of Google Docs, names of WPS.

Each is a document and what adopting is to find in it: the fields, and whether the body stands upright.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from form_parts import packed, parts_of
from form_templates import table

TEXT = "本方案按照招标文件的要求编制，正文用宋体小四号字，首行缩进两个字，一段总要有这么长才像样例。"
Maker = Callable[[], tuple[bytes, set[str]]]
OFFICES: dict[str, Maker] = {}


def office(make: Maker) -> Maker:
    OFFICES[make.__name__] = make
    return make


def line(document: Any, text: str, size: float = 12, *, bold: bool = False, centred: bool = True) -> Any:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def chapters(document: Any, *headings: str) -> None:
    for heading in headings or ("概述", "方案"):
        document.add_heading(heading, 1)
        document.add_heading("范围", 2)
        document.add_paragraph(TEXT)


def landscape(document: Any) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def box(document: Any, *texts: str, size: int = 28, style: str = "width:380pt;height:200pt") -> None:
    inside = "".join(
        f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="{size * 2}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
        for text in texts
    )
    document.add_paragraph()._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")}><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="position:absolute;margin-left:20pt;margin-top:90pt;{style}">'
            f"<v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
    )


@office
def cover_table() -> tuple[bytes, set[str]]:
    """Labels and blanks of a cover in a table of two columns."""
    document = docx.Document()
    line(document, "【项目名称】", 26, bold=True)
    line(document, "技术方案", 22)
    table(
        document,
        ["文件编号", "XH-JF-××××"],
        ["版　　本", "V×.×"],
        ["编制单位", "××科技有限公司"],
        ["编制日期", "20××年××月××日"],
    )
    document.add_page_break()
    chapters(document)
    return packed(parts_of(document)), {"title", "number", "version", "organization", "date"}


@office
def cover_box_and_landscape_list() -> tuple[bytes, set[str]]:
    """A box on the cover, an upright body and a list of equipment across."""
    document = docx.Document()
    box(document, "××客户", "××项目方案建议书")
    line(document, "星河科技（示例）有限公司", 16)
    line(document, "20××年×月", 14)
    document.add_section(WD_SECTION.NEW_PAGE)
    chapters(document)
    landscape(document)
    table(document, *[["序号", "设备名称及规格型号", "数量", "技术参数响应"]] * 25)
    return packed(parts_of(document)), {"client", "title", "organization", "date"}


@office
def secrecy_in_one_line() -> tuple[bytes, set[str]]:
    """Level of secrecy and a control number on one line, as institutes type them."""
    document = docx.Document()
    line(document, "密级：内部　受控号：__", 12, centred=False)
    line(document, "××系统设计说明书", 26, bold=True)
    line(document, "编制单位：××设计院　日期：____年__月__日", 14)
    document.add_page_break()
    chapters(document)
    return packed(parts_of(document)), {"secrecy", "title", "organization", "date"}


@office
def decimals_of_google_docs() -> tuple[bytes, set[str]]:
    """Every measure with a decimal point, as Google Docs writes them."""
    document = docx.Document()
    line(document, "{{标题}}", 26)
    line(document, "客户名称：____________", 14)
    document.add_page_break()
    chapters(document)
    parts = parts_of(document)
    for name in ("word/document.xml", "word/styles.xml"):
        text = parts[name].decode()
        text = re.sub(
            r"(<w:(?:spacing|ind|pgMar|pgSz|tcW|tblW)\b[^>]*>)",
            lambda found: re.sub(r'="(\d+)"', r'="\1.0"', found[1]),
            text,
        )
        parts[name] = text.encode()
    return packed(parts), {"title", "client"}


@office
def names_of_wps() -> tuple[bytes, set[str]]:
    """Styles named as WPS names them, with ids that are numbers."""
    document = docx.Document()
    for identifier, name in (("10", "标题 1"), ("20", "标题 2"), ("30", "正文文本")):
        style = document.styles.add_style(f"x{identifier}", WD_STYLE_TYPE.PARAGRAPH)
        style.element.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}styleId", identifier)
        style.element.find("{*}name").set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", name)
    line(document, "项 目 名 称：________________", 18)
    line(document, "投 标 人：________________（盖单位章）", 16)
    line(document, "二〇二×年×月×日", 16)
    document.add_page_break()
    for style, text in (("10", "第一章 总则"), ("30", TEXT), ("20", "第一节 范围"), ("30", TEXT)):
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().insert(0, parse_xml(f'<w:pStyle {nsdecls("w")} w:val="{style}"/>'))
    return packed(parts_of(document)), {"title", "organization", "date"}


@office
def headings_by_hand() -> tuple[bytes, set[str]]:
    """No style but the default one; the second level is set bigger than the first."""
    document = docx.Document()
    line(document, "××集团薪酬管理制度", 26, bold=True)
    document.add_page_break()
    for text, size in (
        ("一、总则", 14),
        ("（一）目的", 16),
        (TEXT, 12),
        ("（二）范围", 16),
        (TEXT, 12),
        ("二、附则", 14),
        (TEXT, 12),
    ):
        line(document, text, size, bold=size != 12, centred=False)
    return packed(parts_of(document)), {"organization"}  # that the title has no place of its own is told (W174)


@office
def header_with_tabs() -> tuple[bytes, set[str]]:
    """Company and number in a header, page in the footer, as quality departments like it."""
    document = docx.Document()
    header = document.sections[0].header.paragraphs[0]
    header.text = "星河科技（示例）有限公司\t文件编号：QB-××××\t版本：V1.0"
    line(document, "质量手册", 30, bold=True)
    line(document, "星河科技（示例）有限公司", 16)
    document.add_page_break()
    chapters(document)
    return packed(parts_of(document)), {"title", "organization", "number", "version"}


@office
def several_sections_and_columns() -> tuple[bytes, set[str]]:
    """Cover, upright body, two columns of terms, a drawing across."""
    document = docx.Document()
    line(document, "[请输入项目名称]", 28)
    line(document, "建设单位：[甲方名称]", 16)
    for _ in range(2):
        document.add_section(WD_SECTION.NEW_PAGE)
        chapters(document)
    document.sections[-1]._sectPr.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="2" w:space="425"/>'))
    landscape(document)
    document.add_paragraph("附图")
    return packed(parts_of(document)), {"title", "client"}


@office
def narrow_page_with_blank_lines() -> tuple[bytes, set[str]]:
    """A cover held apart by blank lines on a small page."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(176), Mm(250)
    for _ in range(6):
        document.add_paragraph()
    line(document, "《文件名称》".replace("《", "【").replace("》", "】"), 26)
    for _ in range(8):
        document.add_paragraph()
    line(document, "某某有限公司", 16)
    line(document, "发布日期：2025-01-01", 14)
    document.add_page_break()
    chapters(document)
    return packed(parts_of(document)), {"title", "organization", "date"}


@office
def revisions_and_signatures() -> tuple[bytes, set[str]]:
    """A page of revisions and signatures after the cover, whose dates are not the paper's."""
    document = docx.Document()
    line(document, "××工程施工组织设计", 26, bold=True)
    line(document, "编制日期：____________", 14)
    document.add_page_break()
    line(document, "修订记录", 16)
    table(document, ["版本", "日期", "修订人", "说明"], ["V1.0", "2025-03-01", "", "首次发布"], ["", "", "", ""])
    document.add_page_break()
    chapters(document)
    return packed(parts_of(document)), {"title", "date"}

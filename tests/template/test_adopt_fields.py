"""Adopting: what a cover's words stand for, which section is the body's, what level a typed number says, names of folders."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from lxml import etree

from docgen.app import adopt as adopting
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location
from docgen.template.adopt import Adopted, adopt
from docgen.template.cover_fields import find_fields
from docgen.template.fill import fill
from form_templates import saved, table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HERE = Location("公司模板.docx")
TEXT = "样例正文，说明样例正文的写法，到时候换成真正的正文，一段总要有这么长。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("密级：内部　受控号：__", [("内部", '{{ secrecy or "内部" }}')]),
        ("密级：内部　编号：____", [("内部", '{{ secrecy or "内部" }}'), ("____", "{{ number }}")]),
        ("文件编号：XH-01 受控状态：受控", [("XH-01", "{{ number }}")]),
        ("××客户", [("××客户", "{{ client }}")]),
        ("致：某某单位", [("某某单位", "{{ client }}")]),
        ("××项目方案建议书", [("××项目方案建议书", "{{ title }}")]),
        ("××项目", [("××项目", "{{ title }}")]),
        ("××工程施工组织设计", [("××工程施工组织设计", "{{ title }}")]),
        ("项目名称：某某项目：一期", [("某某项目：一期", "{{ title }}")]),
        ("项 目 名 称：________", [("________", "{{ title }}")]),
    ],
)
def test_what_the_words_of_a_cover_stand_for(text: str, expected: list[tuple[str, str]]) -> None:
    found = find_fields(text, None, frozenset())
    assert [(text[item.start : item.end], item.tag) for item in found] == expected


def company(*, landscape_body: bool = False) -> docx.document.Document:
    """A cover, a body in portrait, and an appendix in landscape with more characters than the body."""
    document = docx.Document()
    title = document.add_paragraph("××项目建设方案")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.runs[0].font.size = Pt(26)
    body = document.add_section(WD_SECTION.NEW_PAGE)
    document.add_heading("一、概述", 1)
    if not landscape_body:
        document.add_paragraph(TEXT)
    appendix = document.add_section(WD_SECTION.NEW_PAGE)
    assert body is not None
    appendix.orientation = WD_ORIENT.LANDSCAPE
    appendix.page_width, appendix.page_height = appendix.page_height, appendix.page_width
    document.add_paragraph("附件：设备清单")
    table(document, *[["设备名称及规格型号说明", "数量及单位", "技术参数要求与响应情况"]] * 20)
    if landscape_body:
        for _ in range(40):
            document.add_paragraph(TEXT)
    return document


def body_size(adopted: Adopted) -> tuple[int, int]:
    size = etree.fromstring(adopted.parts["word/document.xml"]).find(f"{W}body/{W}sectPr/{W}pgSz")
    assert size is not None
    return int(size.get(f"{W}w", "")), int(size.get(f"{W}h", ""))


def test_a_landscape_appendix_does_not_turn_the_body() -> None:
    wide, high = body_size(adopt(saved(company()), HERE))
    assert wide < high


def test_a_paper_whose_text_stands_in_landscape_keeps_it() -> None:
    wide, high = body_size(adopt(saved(company(landscape_body=True)), HERE))
    assert wide > high


def test_headings_by_hand_have_the_level_that_their_numbers_say_whatever_their_size() -> None:
    document = docx.Document()
    document.add_paragraph("××制度")
    document.add_page_break()
    for text, size in (
        ("一、总则", 14),
        ("（一）目的", 16),
        (TEXT, 12),
        ("（二）范围", 16),
        (TEXT, 12),
        ("1.适用的人员", 12),
        (TEXT, 12),
        ("二、附则", 14),
    ):
        run = document.add_paragraph().add_run(text)
        run.font.size, run.font.bold = Pt(size), size != 12
    adopted = adopt(saved(document), HERE)
    sizes = [
        adopted.styles.resolve(adopted.roles[f"heading{level}"])[1].get("sz", {}).get("val") for level in (1, 2, 3)
    ]
    assert sizes == ["28", "32", "24"]


@pytest.mark.parametrize(
    ("file", "folder"),
    [
        ("方案（2026 版），终稿.docx", "方案-2026-版-终稿"),
        ("[公司] 模板、一.docx", "公司-模板-一"),
        ("a b (1).docx", "a-b-1"),
    ],
)
def test_a_files_name_becomes_a_folders_name(workspace: Workspace, file: str, folder: str) -> None:
    path = workspace.root / file
    company().save(str(path))
    assert adopting.adopt_template(workspace, path).folder.name == folder


def test_a_name_may_be_chinese_and_must_leave_something(workspace: Workspace) -> None:
    path = workspace.root / "（）.docx"
    company().save(str(path))
    with pytest.raises(DocgenError, match="W187"):
        adopting.adopt_template(workspace, path)
    assert adopting.adopt_template(workspace, path, name="集团 标准（新）").folder.name == "集团-标准-新"


def test_a_fault_in_one_part_does_not_hide_those_of_others(tmp_path: Path, own: Workspace) -> None:
    source = own.templates / "word" / "handbook" / "template.docx"
    document = docx.Document(str(source))
    document.core_properties.title = "{{ titel }}"
    document.core_properties.subject = "{{ subtitle|default('无') }}"
    document.sections[-1].header.paragraphs[0].text = "{% if number"
    document.save(str(tmp_path / "template.docx"))
    with pytest.raises(DocgenError) as caught:
        fill(tmp_path / "template.docx", {}, HERE)
    assert sorted(problem.code for problem in caught.value.problems) == ["W120", "W121"]
    document.sections[-1].header.paragraphs[0].text = ""
    document.core_properties.title = "{{ title }}"
    document.save(str(tmp_path / "template.docx"))
    core = fill(tmp_path / "template.docx", {"title": "R&D"}, HERE).parts["docProps/core.xml"]
    assert b"R&amp;D<" in core


@pytest.mark.parametrize(
    ("style", "size", "told"),
    [
        ("width:360pt;height:150pt", 32, True),
        ("width:440pt;height:260pt", 20, False),
        ("width:360pt;height:150pt;mso-fit-shape-to-text:t", 32, False),
    ],
)
def test_a_box_in_which_a_long_name_is_cut_off_is_told(style: str, size: int, told: bool) -> None:
    document = docx.Document()
    texts = "".join(
        f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="{size * 2}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
        for text in ("××客户", "××项目方案建议书")
    )
    box = (
        f'<w:r {nsdecls("w")}><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="position:absolute;{style}">'
        f"<v:textbox><w:txbxContent>{texts}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.add_paragraph()._p.append(parse_xml(box))
    document.add_page_break()
    document.add_heading("概述", 1)
    document.add_paragraph(TEXT)
    adopted = adopt(saved(document), HERE)
    found = [problem for problem in adopted.problems if problem.code == "W192"]
    assert bool(found) is told
    assert not told or "{{ title }} 超过" in found[0].message

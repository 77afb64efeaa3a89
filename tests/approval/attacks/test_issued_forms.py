"""A paper that is only a Word form is issued as any other: with its sheet, its watermark, and the same bytes each time. (Issue 10, break 11)"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest

from docgen.app.build import build
from docgen.approval.desk import policies
from docgen.approval.ledger.digests import sha256
from docgen.model.nodes import Cell, PageBreak, Paragraph, Row, Table, Text
from docgen.model.stamp import Stamp
from issuing_samples import Office
from judges import validate_docx
from office import libreoffice_pdf

KIND = """\
title: 押金单
description: 一页的表单
form: form.docx
number: {code: 星河单, start_at: 5}
route:
  - {step: review, name: 审核, by: [审核]}
  - {step: sign, name: 签发, by: [签发], sign: true}
"""
SCHEMA = """\
type: object
required: [kind, title]
properties:
  kind: {type: string, title: 文种}
  title: {type: string, title: 标题}
  organization: {type: string, title: 单位}
  number: {type: string, title: 编号, default: ""}
  version: {type: string, title: 版本, default: ""}
  text: {type: string, title: 正文}
"""


def with_form(office: Office, *, grid: bool) -> None:
    folder = office.workspace.templates / "slip"
    folder.mkdir()
    (folder / "kind.yaml").write_text(KIND, encoding="utf-8")
    (folder / "schema.yaml").write_text(SCHEMA, encoding="utf-8")
    form = docx.Document()
    if not grid:
        style = form.styles["Table Grid"].element
        style.getparent().remove(style)
    form.add_paragraph("{{ title }}　{{ number }}")
    form.add_paragraph("{{ text }}")
    form.save(str(folder / "form.docx"))
    policies.confirm(office.desk, office.keys["he"])


@pytest.mark.parametrize("grid", [True, False])
def test_an_issued_form_has_its_sheet_its_watermark_and_its_number(tmp_path: Path, grid: bool) -> None:
    office = Office(tmp_path)
    with_form(office, grid=grid)
    path = office.approved(文种="押金单", 正文="收押金一百元。")
    made = office.issue(path)
    word = next(file for file in made.files if file.suffix == ".docx")
    assert sha256(word.read_bytes()) == made.event.payload["files"][word.name]
    found = docx.Document(str(word))
    texts = [paragraph.text for paragraph in found.paragraphs]
    assert "发文审批单" in texts
    assert any("收押金一百元" in text for text in texts)
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    assert {"宋示例", "周示例"} <= {text.split("（")[0] for text in cells}
    assert any("星河单" in text for text in cells)
    with zipfile.ZipFile(word) as package:
        assert any("受控" in package.read(name).decode() for name in package.namelist() if "header" in name)
        assert [name for name in package.namelist() if name.startswith("word/media/")]  # the codes, to scan
    assert validate_docx([word]) == {word: []}


BACK = (
    PageBreak(),
    Paragraph((Text("发文审批单"),), "toc-title"),
    Table((Row((Cell((Paragraph((Text("标题"),)),)), Cell((Paragraph((Text("押金"),)),)))),), (50, 50), "form"),
)


def test_pages_behind_a_form_begin_a_page_of_their_own_and_are_the_same_every_time(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with_form(office, grid=False)
    path = office.write(文种="押金单", 正文="收押金一百元。")
    stamp = Stamp("星河单〔2026〕5号", None, "V1.0", "受控", back=BACK)
    first, other = (build(office.workspace, path, ("docx",), stamp=stamp).outputs["docx"] for _ in range(2))
    assert first == other
    word = tmp_path / "slip.docx"
    word.write_bytes(first)
    pdf = pypdfium2.PdfDocument(libreoffice_pdf(word, tmp_path))
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    assert ["发文审批单" in page for page in pages] == [False, True]


def test_what_is_issued_as_a_form_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with_form(office, grid=True)
    path = office.write(文种="押金单", 正文="收押金一百元。")
    stamp = Stamp("星河单〔2026〕5号", None, "V1.0", "受控", back=BACK)
    first, other = (build(office.workspace, path, ("docx", "pdf"), stamp=stamp).outputs for _ in range(2))
    assert first.keys() == {"docx", "pdf"}
    assert first == other
    assert io.BytesIO(first["pdf"]).read(5) == b"%PDF-"

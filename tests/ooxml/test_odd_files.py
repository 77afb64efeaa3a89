"""Files of Word Online, Google Docs, strict files and cleaned ones go through every door: template, form, import, comparison."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import pytest

import docx_samples as samples
from company_templates import TEMPLATES
from docgen.compare.reading import read_document
from docgen.compare.redline import redline
from docgen.errors import Location
from docgen.importer.read_word import read_word
from docgen.ooxml.package import read_package, write_package
from docgen.ooxml.relationships import hide_missing
from docgen.pdf import html
from docgen.pdf.line_heights import usual_extents
from docgen.template.adopt import adopt
from docgen.template.check import check_template
from docgen.template.fill import FilledTemplate, fill
from docgen.template.forms.form import compile_form
from docgen.template.watermark import mark_pages
from docx_samples import heading, para, row, table
from judges import validate_docx
from word_packages import dangling, decimals, letter, strict, word_online

HERE = Location("来件.docx")
ODD = [word_online, strict, dangling, decimals]
Oddity = Callable[[bytes], bytes]
pytestmark = pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
BLOCKS = (
    heading(1, "总则"), para("正文一段。"),
    table(row("项", "值", header=True), row("甲", "1"), caption="一览", label="t"),
)  # fmt: skip


def filled(package: bytes, folder: Path) -> FilledTemplate:
    path = folder / "template.docx"
    path.write_bytes(package)
    return fill(path, {"title": "方案", "date": "2026年3月1日"}, HERE, toc=True)


@pytest.fixture(scope="module")
def company() -> bytes:
    """A company's template, adopted: cover, contents, headers, a table style."""
    return write_package(adopt(TEMPLATES["first_odd_even"](), HERE).parts)


def test_a_template_gives_the_same_pages_and_a_sound_word_file(odd: Oddity, company: bytes, tmp_path: Path) -> None:
    usual, other = filled(company, tmp_path), filled(odd(company), tmp_path)
    document = samples.resolved(*BLOCKS, toc_depth=2)
    assert html.write(document, other, usual_extents) == html.write(document, usual, usual_extents)
    assert other.problems == usual.problems
    expected, found = (samples.written(*BLOCKS, filled=one, toc_depth=2) for one in (usual, other))
    assert [samples.text_of(p) for p in found.all("w:p")] == [samples.text_of(p) for p in expected.all("w:p")]
    path = tmp_path / "made.docx"
    path.write_bytes(found.content)
    if odd in (word_online, strict):  # the others' own faults stay as they came: Word opens such files
        assert validate_docx([path]) == {path: []}


def test_a_template_is_checked_and_adopted_as_the_usual_file_is(odd: Oddity, company: bytes) -> None:
    assert [p.code for p in check_template(odd(company), HERE, {})[0]] == [
        p.code for p in check_template(company, HERE, {})[0]
    ]
    sample = TEMPLATES["first_odd_even"]()
    assert adopt(odd(sample), HERE).role_map.ids == adopt(sample, HERE).role_map.ids


def test_a_mark_is_put_on_every_page(odd: Oddity, company: bytes, tmp_path: Path) -> None:
    parts = filled(odd(company), tmp_path).parts
    mark_pages(parts, "草稿", "仅供内部")
    headers = [content for name, content in parts.items() if name.startswith("word/header")]
    assert sum("草稿".encode() in content for content in headers) == len(headers) > 1


def test_a_form_is_filled(odd: Oddity) -> None:
    made = compile_form(odd(letter("{{ name }} 先生：", "{% if late %}迟{% endif %}")), HERE).render(
        {"name": "陈", "late": True}
    )
    parts = hide_missing(read_package(made, HERE))  # python-docx knows no file that leads to nothing
    assert [p.text for p in python_docx.Document(io.BytesIO(write_package(parts))).paragraphs] == ["陈 先生：", "迟"]


def test_a_paper_is_imported(odd: Oddity) -> None:
    paper = read_word(odd(letter("总则", "为规范管理，制定本规定。")), "来件.docx")
    assert [line.text for line in paper.lines] == ["总则", "为规范管理，制定本规定。"]


def test_a_paper_is_read_and_compared(odd: Oddity) -> None:
    old, new = letter("总则", "共十条。"), odd(letter("总则", "共十二条。"))
    assert read_document(new, HERE).blocks == read_document(letter("总则", "共十二条。"), HERE).blocks
    marked = redline(old, new, author="陈", date="2026-03-01T00:00:00Z")
    assert "二</w:t>" in read_package(marked, HERE)["word/document.xml"].decode()

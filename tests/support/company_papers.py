"""The six company templates adopted and filled with one paper, in both formats, and LibreOffice's pages of the Word files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from company_templates import TEMPLATES, file_name
from docgen import docx
from docgen.errors import Location
from docgen.fonts.font_set import FontSet
from docgen.model.nodes import Cell, Document, Heading, List, ListItem, Paragraph, Row, Table, Text
from docgen.model.numbering import number
from docgen.model.resolve import resolve
from docgen.ooxml.package import write_package
from docgen.pdf import html
from docgen.pdf import writer as pdf
from docgen.template.adopt import adopt
from docgen.template.fill import fill
from office import libreoffice_pdfs

FONTS = FontSet()

TITLE = "港口数据平台建设方案"
CHAPTERS = ("项目概述", "总体设计", "实施安排")
_FIELDS = {
    "title": TITLE, "subtitle": "技术方案建议书", "organization": "星禾科技", "date": "2026-03-01", "client": "某港口集团",
    "number": "XH-2026-018", "version": "V1.0", "project": TITLE,
}  # fmt: skip
_TEXT = (
    "本方案依据客户提供的资料和现场调研的结果编写，说明建设目标、总体设计和实施安排。系统分为采集、传输、平台和应用四层，"
    "各层之间以标准接口相连，可以分期建设、逐步扩展，共 12 个子系统。"
)


@dataclass(frozen=True)
class Paper:
    """One template's document: our PDF, and LibreOffice's PDF of our Word file."""

    name: str
    pdf: Path
    word: Path
    office: Path


def make_papers(folder: Path) -> dict[str, Paper]:
    """All six; the Word templates are those that `docgen template adopt` makes, with nothing touched by hand."""
    made = {name: _make(name, folder) for name in TEMPLATES}
    office = folder / "office"
    office.mkdir(exist_ok=True)
    pages = libreoffice_pdfs([word for _pdf, word in made.values()], office)
    return {
        name: Paper(name, paper, word, page) for (name, (paper, word)), page in zip(made.items(), pages, strict=True)
    }


def _make(name: str, folder: Path) -> tuple[Path, Path]:
    location = Location(file_name(name))
    adopted = adopt(TEMPLATES[name](), location)
    path = folder / f"{name}-template.docx"
    path.write_bytes(write_package(adopted.parts))
    filled = fill(path, _FIELDS, location, toc=True, roles=adopted.roles)
    document, problems = resolve(number(_document()))
    assert problems == []
    page = html.write(document, filled, FONTS.line_extents)
    faces, files = FONTS.latin_faces(page)
    layout = pdf.lay_out(page, files, faces)
    paper, word = folder / f"{name}.pdf", folder / f"{name}.docx"
    paper.write_bytes(layout.write())
    word.write_bytes(docx.write(document, filled, layout.numbers, review=False))
    return paper, word


def _document() -> Document:
    blocks: list[Heading | Paragraph | Table | List] = []
    for chapter in CHAPTERS:
        blocks.append(_heading(1, chapter))
        for part in ("建设背景", "现状分析"):
            blocks += [
                _heading(2, part),
                *[_paragraph(_TEXT)] * 4,
                _heading(3, "要点"),
                _paragraph(_TEXT),
                _table(),
                _list(),
            ]
    return Document(TITLE, tuple(blocks), toc_depth=2, scheme="decimal")


def _heading(level: int, text: str) -> Heading:
    return Heading(level, (Text(text),), "")


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _table() -> Table:
    rows = [Row(tuple(_cell(text) for text in ("序号", "名称", "数量")), header=True)]
    rows += [Row((_cell(str(line)), _cell("采集网关"), _cell(str(3 * line)))) for line in range(1, 6)]
    return Table(tuple(rows), (20, 50, 30), "grid", (Text("设备清单"),), "")


def _cell(text: str) -> Cell:
    return Cell((_paragraph(text),))


def _list() -> List:
    return List((ListItem((_paragraph("第一项内容"),)), ListItem((_paragraph("第二项内容"),))), "1.", 1)

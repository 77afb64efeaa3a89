"""Documents for the Word writer's tests, and what it made of them, opened for looking at."""

from __future__ import annotations

import functools
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import docx
from lxml import etree
from PIL import Image

from docgen.docx import write
from docgen.errors import Location
from docgen.model.nodes import (
    Blank,
    Block,
    Cell,
    Checkbox,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    Landscape,
    LineBreak,
    Link,
    List,
    ListItem,
    Note,
    Origin,
    PageBreak,
    Paragraph,
    Picture,
    Reference,
    Row,
    Table,
    Text,
)
from docgen.model.numbering import number
from docgen.model.resolve import resolve
from docgen.model.traversal import walk
from docgen.template.fill import FilledTemplate, fill

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHELLS = Path(__file__).parents[2] / "templates" / "word"
CONTENT = "content/proposals/harbour.yaml"


@dataclass(frozen=True)
class Word:
    """A written .docx: its bytes, its parts, and the body's elements."""

    content: bytes
    parts: dict[str, bytes]
    document: etree._Element

    @classmethod
    def open(cls, content: bytes) -> Word:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        return cls(content, parts, etree.fromstring(parts["word/document.xml"]))

    def part(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    def all(self, path: str) -> list[etree._Element]:
        """Elements by a path whose w: prefix is known, anywhere in the document part."""
        return self.document.findall(f".//{path}", {"w": W[1:-1]})

    def paragraph(self, text: str) -> etree._Element:
        """The first paragraph whose characters hold `text`."""
        return next(item for item in self.document.iter(f"{W}p") if text in text_of(item))


def text_of(element: etree._Element) -> str:
    """What a reader sees of an element: texts and field results, without field instructions."""
    return "".join(element.itertext(f"{W}t"))


def value(element: etree._Element | None, name: str = "val") -> str:
    assert element is not None
    found = element.get(W + name)
    assert found is not None
    return found


def fields(element: etree._Element) -> list[tuple[str, str]]:
    """Complex fields of an element: (instruction, result); an outer field's result holds the inner ones'."""
    found: list[tuple[str, str]] = []
    open_fields: list[list[str]] = []
    for item in element.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if item.tag == f"{W}fldChar":
            kind = value(item, "fldCharType")
            if kind == "begin":
                open_fields.append(["", ""])
            elif kind == "end":
                instruction, result = open_fields.pop()
                found.append((instruction.strip(), result))
        elif item.tag == f"{W}instrText":
            open_fields[-1][0] += item.text or ""
        else:
            for field in open_fields:
                field[1] += item.text or ""
    assert not open_fields
    return found


@functools.cache
def template(name: str = "enterprise", *, toc: bool = False) -> FilledTemplate:
    """A shipped template with its fields filled."""
    given = {"title": "港口数据平台建设方案", "organization": "星禾科技", "date": "2026-03-01", "header": "建设方案"}
    return fill(SHELLS / name / "template.docx", given, Location(f"templates/word/{name}/template.docx"), toc=toc)


def resolved(*blocks: Block, scheme: str = "chinese-chapter", toc_depth: int = 0, **more: object) -> Document:
    """The document that the writer gets: numbered, its references filled."""
    document = Document("港口数据平台建设方案", blocks, scheme=scheme, toc_depth=toc_depth, **more)  # type: ignore[arg-type]
    document, problems = resolve(number(document))
    assert problems == []
    return document


def pages(document: Document) -> dict[str, int]:
    """A page map: the n-th anchored block on page n + 2, after a cover and a table of contents."""
    anchors = [anchor for block in walk(document.blocks) if (anchor := getattr(block, "anchor", ""))]
    return {anchor: index for index, anchor in enumerate(anchors, 3)}


def written(
    *blocks: Block, filled: FilledTemplate | None = None, review: bool = False, scheme: str = "chinese-chapter",
    toc_depth: int = 0, **more: object,
) -> Word:  # fmt: skip
    """Blocks through numbering, resolving and the writer."""
    document = resolved(*blocks, scheme=scheme, toc_depth=toc_depth, **more)
    return Word.open(write(document, filled or template(toc=toc_depth > 0), pages(document), review=review))


# --- short ways to write nodes ---


def text(words: str, *marks: str, line: int = 0) -> Text:
    """A text; with `line` it comes from that line of the content file."""
    origin = Origin(Location(CONTENT, line, 3), f"/needs/{line}/text") if line else None
    return Text(words, frozenset(marks), origin)


def para(*children: Inline | str, role: str = "body", label: str = "") -> Paragraph:
    return Paragraph(tuple(text(child) if isinstance(child, str) else child for child in children), role, label)


def heading(level: int, words: str, label: str = "", **more: bool) -> Heading:
    return Heading(level, (text(words),), label, **more)  # type: ignore[arg-type]


def items(*words: str | Block, form: str = "", start: int = 1) -> List:
    """A list; a block among `words` joins the item before it."""
    made: list[ListItem] = []
    for word in words:
        if isinstance(word, str):
            made.append(ListItem((para(word),)))
        else:
            made[-1] = ListItem((*made[-1].blocks, word))
    return List(tuple(made), form, start)


def cell(*blocks: Block | str, **more: object) -> Cell:
    return Cell(tuple(para(block) if isinstance(block, str) else block for block in blocks), **more)  # type: ignore[arg-type]


def row(*cells: Cell | str, header: bool = False) -> Row:
    made = (cell(item, header=header) if isinstance(item, str) else item for item in cells)
    return Row(tuple(made), header)


def table(
    *rows: Row, caption: str | None = None, label: str = "", widths: tuple[float, ...] = (50, 50), style: str = "grid"
) -> Table:
    words = None if caption is None else (text(caption),)
    return Table(rows, widths, style, words, label)  # type: ignore[arg-type]


def picture(folder: Path, name: str = "topology.png", size: tuple[int, int] = (640, 360), **more: object) -> Picture:
    """A plain picture file of `size` pixels at 96 dpi."""
    file = folder / name
    Image.new("RGB", size, (198, 219, 239)).save(file)
    return Picture(str(file), "网络拓扑", pixels=size, **more)  # type: ignore[arg-type]


# --- one of each ---


def every_node(folder: Path) -> tuple[Block, ...]:
    """Blocks that use every node, attribute and combination that the writer tells apart."""
    return (
        heading(1, "总体要求", "scope"),
        *_texts(),
        heading(2, "清单"),
        *_lists(),
        heading(2, "表格", "tables"),
        *_tables(folder),
        Landscape((heading(2, "横排的宽表"), _wide_table())),
        heading(1, "图", "figures"),
        *_figures(folder),
        PageBreak(),
        para("另起一页。"),
        heading(1, "名词说明", numbered=False),
        para("不编号的一章。"),
        heading(1, "计算依据", "appendix", appendix=True),
        heading(2, "取值"),
        table(row("项", "值"), caption="附录里的表"),
        Landscape((_wide_table(),)),
    )


def _texts() -> tuple[Block, ...]:
    marks = (text(mark, mark) for mark in ("strong", "em", "u", "del", "code"))
    return (
        para("引言：", "R&D <draft> 与 “引号” —— 都是文字。", role="lead"),
        para(*marks, "H", text("2", "sub"), "O，m", text("2", "sup"), text("，粗斜", "strong", "em"), LineBreak(), "换行之后"),
        para("详见", Reference("scope"), "、", Reference("scope", "title"), "、", Reference("cost", "full"), "，第 ", Reference("cost", "page"), " 页。"),
        para("参见", Link("https://example.com/a?b=1&c=2", (text("标准 "), text("原文", "strong"))), "。"),
        para("脚注", Footnote((text("注文见"), Reference("appendix"), Link("https://example.com/", (text("网页"),)))), "与又一处", Footnote((text("第二条注"),)), "。"),
        para("姓名：", Blank(10), "　性别：", Checkbox(True), "男 ", Checkbox(), "女", role="form"),
        para("来自内容文件的一句", text("，带来处", line=12), label="sentence"),
        para("居中", role="center"), para("居右", role="right"), para("无缩进", role="plain"),
        para("星禾科技", LineBreak(), "2026年3月1日", role="signature"),
        Note((para("提示的正文"), items("提示里的清单", form="bullet"))),
    )  # fmt: skip


def _lists() -> tuple[Block, ...]:
    deep = items("第三层")
    return (
        items("第一项", items("第二层", deep), "第二项", para("第二项的又一段")),
        items("重新从一开始"),
        *(
            items("一项", "又一项", form=form, start=3)
            for form in ("1.", "（1）", "①", "a)", "一、", "（一）", "bullet")
        ),
    )


def _tables(folder: Path) -> tuple[Block, ...]:
    spans = table(
        row("类别", "项目", "金额", header=True),
        row(cell("硬件", rowspan=2, valign="middle"), "服务器", cell("1,200.00", align="right")),
        row("交换机", cell("300.00", align="right")),
        row(cell("合计", colspan=2, align="center"), cell("1,500.00", align="right", valign="top")),
        caption="报价汇总", label="cost", widths=(20, 50, 30),
    )  # fmt: skip
    form = table(
        row(cell("项目名称", header=True), cell("港口平台", items("表里的清单"))), style="form", widths=(25, 75)
    )
    inner = table(row("内", "表"), style="plain")
    nested = table(
        row(cell(para(picture(folder, "logo.png"))), cell(inner)), row(cell(), cell(para("有图的一格"))), label="nested"
    )
    return (
        spans,
        form,
        nested,
        table(row("左", "右"), style="plain"),
        para("嵌套表见第 ", Reference("nested", "page"), " 页。"),
    )


def _wide_table() -> Table:
    head = row(*(f"栏{column}" for column in range(1, 9)), header=True)
    body = (row(*(f"值 {line}-{column}" for column in range(1, 9))) for line in range(1, 4))
    return table(head, *body, caption="宽表", widths=(12.5,) * 8)


def _figures(folder: Path) -> tuple[Block, ...]:
    return (
        Figure(picture(folder), (text("网络拓扑"), Footnote((text("图题里的注"),))), "topology"),
        Figure(picture(folder, "tall.jpg", (300, 1800)), (text("高图"),), "tall"),
        Figure(picture(folder, "bare.png", (200, 100), width_mm=40), None, "bare"),
        para(
            picture(folder, "inline.png", (40, 40)),
            " 文字里的图，见",
            Reference("topology"),
            "，第 ",
            Reference("bare", "page"),
            " 页。",
        ),
    )


# --- a template that is not ours ---


def foreign_template(folder: Path, title_style: str = "Normal") -> FilledTemplate:
    """A template such as a company has: Word's own styles, headings that count by themselves, revision ids, no toc styles."""
    word = docx.Document()
    numbering = word.part.numbering_part.element
    number_id = numbering.findall(f"{W}num")[0].get(f"{W}numId")
    properties = word.styles["Heading 1"].element.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_numId().set(f"{W}val", number_id)
    settings = word.settings.element
    settings.append(etree.fromstring(f'<w:updateFields xmlns:w="{W[1:-1]}" w:val="true"/>'))
    title = word.add_paragraph("{{ title }}", title_style)
    title._p.set(f"{W}rsidR", "00AB12CD")
    word.add_paragraph("{{p toc }}")
    word.add_paragraph("{{p body }}")
    path = folder / "company.docx"
    word.save(str(path))
    return fill(path, {"title": "公司的Word 模板"}, Location("templates/word/company/template.docx"), toc=True)

"""The look of a Word template that docgen ships, and the styles that come of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from word_template_pieces import (
    HEAD,
    HEI,
    KAI,
    NAMESPACES,
    Page,
    borders,
    face,
    fonts,
    indent,
    justify,
    margins,
    pitch,
    style,
    table_style,
)


@dataclass(frozen=True)
class HeadingLook:
    asian: str
    size: float
    line: float
    before: float = 0
    after: float = 0
    align: str = "left"
    bold: bool = False
    color: str = ""
    indent: int = 0
    page_break: bool = False


@dataclass(frozen=True)
class Look:
    """What differs between the Word templates; sizes and pitches in pt."""

    page: Page
    asian: str
    size: float
    line: float
    headings: tuple[HeadingLook, ...]
    table_size: float = 10.5
    table_line: float = 17
    accent: str = ""  # colour of rules and table heads
    shade: str = "F2F2F2"
    caption: str = HEI
    header_rule: bool = True
    extra: str = field(default="", repr=False)


def styles(look: Look) -> str:
    """word/styles.xml: the styles of docs/architecture.md's table, and the cover's."""
    body, line = look.size, look.line
    plain = "<w:widowControl/>" + pitch(line) + justify("both")
    parts = [
        style("Normal", "Normal", plain, default=True),
        style("DefaultParagraphFont", "Default Paragraph Font", kind="character", default=True, quick=False),
        style(
            "TableNormal",
            "Normal Table",
            kind="table",
            default=True,
            quick=False,
            extra=f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{margins(0, 108)}</w:tblPr>',
        ),
        style("BodyText", "Body Text", indent(body, 2)),
        style("PlainText1", "无缩进正文"),
        style("Lead", "引言", indent(body, 2), face(KAI)),
        style("Centered", "居中", justify("center")),
        style("RightAligned", "居右", justify("right")),
        style(
            "SignatureLine",
            "落款",
            "<w:keepLines/>" + f'<w:ind w:rightChars="200" w:right="{round(body * 40)}"/>' + justify("right"),
        ),
        style("FormText", "表单文字", pitch(line + 2)),
        style("List", "List", indent(body, 2), quick=False),
        style("List2", "List 2", indent(body, 2, 1), quick=False),
        style("List3", "List 3", indent(body, 2, 2), quick=False),
        style(
            "NoteBox",
            "提示",
            note_frame(look)
            + pitch(line - 2, 0, 0)
            + f'<w:ind w:left="{round(body * 20)}" w:right="{round(body * 20)}"/>',
            face(KAI),
        ),
        *heading_styles(look),
        *toc_styles(look),
        style(
            "Caption",
            "caption",
            "<w:keepNext/><w:keepLines/>" + pitch(look.table_line + 1, 8, 4) + justify("center"),
            face(look.caption, look.table_size),
        ),
        style(
            "FigureCaption",
            "图题",
            "<w:keepLines/>" + pitch(look.table_line + 1, 4, 10) + justify("center"),
            face(look.caption, look.table_size),
        ),
        style(
            "Figure",
            "图",
            '<w:keepNext/><w:spacing w:before="120" w:after="0" w:line="240" w:lineRule="auto"/>' + justify("center"),
            face(size=1),
        ),
        style("TableText", "表格文字", pitch(look.table_line) + justify("left"), face(size=look.table_size)),
        style("TableHead", "表头文字", justify("center"), face(HEI), based="TableText"),
        style("FootnoteText", "footnote text", pitch(13) + justify("left"), face(size=9), quick=False),
        style(
            "FootnoteReference",
            "footnote reference",
            kind="character",
            based="DefaultParagraphFont",
            run='<w:vertAlign w:val="superscript"/>',
            quick=False,
        ),
        style(
            "Hyperlink",
            "Hyperlink",
            kind="character",
            based="DefaultParagraphFont",
            run='<w:color w:val="0563C1"/><w:u w:val="single"/>',
            quick=False,
        ),
        style(
            "Header",
            "header",
            header_frame(look)
            + f'<w:tabs><w:tab w:val="right" w:pos="{look.page.width}"/></w:tabs>'
            + pitch(14)
            + justify("left"),
            face(size=9),
            quick=False,
        ),
        style("Footer", "footer", pitch(14) + justify("center"), face(size=9), quick=False),
        *table_styles(look),
        look.extra,
    ]
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(look.asian)}<w:kern w:val="2"/><w:sz w:val="{round(body * 2)}"/>'
        f'<w:szCs w:val="{round(body * 2)}"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    return f"{HEAD}<w:styles {NAMESPACES}>{defaults}{''.join(parts)}</w:styles>"


def note_frame(look: Look) -> str:
    bar = look.accent or "7F7F7F"
    return (
        f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{bar}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{look.shade}"/>'
    )


def header_frame(look: Look) -> str:
    if not look.header_rule:
        return ""
    return f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="3" w:color="{look.accent or "7F7F7F"}"/></w:pBdr>'


def heading_styles(look: Look) -> list[str]:
    made = []
    for level, heading in enumerate(look.headings, 1):
        paragraph = "<w:keepNext/><w:keepLines/>" + ("<w:pageBreakBefore/>" if heading.page_break else "")
        paragraph += pitch(heading.line, heading.before, heading.after)
        paragraph += (
            indent(heading.size, heading.indent) + justify(heading.align) + f'<w:outlineLvl w:val="{level - 1}"/>'
        )
        run = face(heading.asian, heading.size, bold=heading.bold, color=heading.color)
        made.append(style(f"Heading{level}", f"heading {level}", paragraph, run, following="BodyText"))
    return made


def toc_styles(look: Look) -> list[str]:
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{look.page.width}"/></w:tabs>'
    made = [
        style(
            "TOCHeading",
            "TOC Heading",
            "<w:keepNext/>" + pitch(34, 0, 14) + justify("center"),
            face(HEI, 18, color=look.accent),
        )
    ]
    for level in range(1, 4):
        run = face(HEI, 12) if level == 1 else face(look.asian, 12 if level == 2 else 11)
        paragraph = tab + pitch(19, 3 if level == 1 else 0) + indent(12, 0, level - 1) + justify("left")
        made.append(style(f"TOC{level}", f"toc {level}", paragraph, run, following="Normal", quick=False))
    return made


def table_styles(look: Look) -> list[str]:
    all_sides = "top left bottom right insideH insideV"
    color = "7F7F7F" if look.accent else "000000"
    fill = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{look.shade}"/></w:tcPr>'
    outer = (
        f'<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{color}"/>'
        f'<w:left w:val="single" w:sz="4" w:space="0" w:color="{color}"/>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{color}"/>'
        f'<w:right w:val="single" w:sz="4" w:space="0" w:color="{color}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{color}"/>'
        f'<w:insideV w:val="single" w:sz="4" w:space="0" w:color="{color}"/></w:tblBorders>'
    )
    return [
        table_style("DocgenTable", "文档表格", outer, fill),
        table_style("DocgenForm", "文档表单", borders("tblBorders", all_sides, 4, "000000"), top=60),
        table_style("DocgenPlain", "文档无框表", "", top=0, side=0),
    ]

"""Make templates/word/*/template.docx: the Word templates that docgen ships.

Run `make word-templates` after a change here. The files are ordinary Word documents: a
company may open one in Word, change fonts, margins, cover and headers, and
save it; docgen goes on from what it finds. Values follow GB/T 9704-2012 for
`gbt9704` and the customs of bids and proposals for the rest. Every line pitch
is exact and there is no document grid, so that Word, WPS, LibreOffice and the
PDF break pages at the same places whatever fonts are installed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from docgen.ooxml.package import write_package

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SONG, HEI, KAI, FANG, XIAOBIAO = "宋体", "黑体", "楷体", "仿宋", "方正小标宋简体"
LATIN = "Times New Roman"
SANS = "Arial"
A4 = (11906, 16838)


# --- small pieces of WordprocessingML -------------------------------------


def fonts(asian: str, latin: str = LATIN) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{asian}" w:cs="{latin}"/>'


def face(
    asian: str = "", size: float = 0, *, bold: bool | None = None, color: str = "", latin: str = "", gap: int = 0
) -> str:
    """The inside of w:rPr: font, size in pt, weight, colour, extra letter spacing in twips (schema order)."""
    parts = [fonts(asian, latin or (SANS if asian == HEI else LATIN))] if asian else []
    if bold is not None:
        parts.append("<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>')
    if color:
        parts.append(f'<w:color w:val="{color}"/>')
    if gap:
        parts.append(f'<w:spacing w:val="{gap}"/>')
    if size:
        parts.append(f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>')
    return "".join(parts)


def pitch(line: float, before: float = 0, after: float = 0) -> str:
    """Exact line pitch and space around a paragraph, in pt."""
    return (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" '
        f'w:line="{round(line * 20)}" w:lineRule="exact"/>'
    )


def indent(size: float, first: int = 0, left: int = 0) -> str:
    """Indents in characters of `size` pt, with the twips that Word keeps beside them."""
    unit = size * 20
    return (
        f'<w:ind w:leftChars="{left * 100}" w:left="{round(left * unit)}" '
        f'w:firstLineChars="{first * 100}" w:firstLine="{round(first * unit)}"/>'
    )


def justify(value: str) -> str:
    return f'<w:jc w:val="{value}"/>'


def style(
    identifier: str, name: str, paragraph: str = "", run: str = "", *, based: str = "Normal", following: str = "",
    kind: str = "paragraph", default: bool = False, extra: str = "", quick: bool = True, priority: int = 0,
) -> str:  # fmt: skip
    """One w:style; elements in the order of CT_Style."""
    parts = [f'<w:name w:val="{name}"/>']
    if based and not default:
        parts.append(f'<w:basedOn w:val="{based}"/>')
    if following:
        parts.append(f'<w:next w:val="{following}"/>')
    if priority:
        parts.append(f'<w:uiPriority w:val="{priority}"/>')
    if quick:
        parts.append("<w:qFormat/>")
    if paragraph:
        parts.append(f"<w:pPr>{paragraph}</w:pPr>")
    if run:
        parts.append(f"<w:rPr>{run}</w:rPr>")
    mark = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{mark} w:styleId="{identifier}">{"".join(parts)}{extra}</w:style>'


def borders(tag: str, sides: str, size: int, color: str = "auto") -> str:
    inside = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>' for side in sides.split()
    )
    return f"<w:{tag}>{inside}</w:{tag}>"


def margins(top: int, side: int, tag: str = "tblCellMar") -> str:
    return (
        f'<w:{tag}><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:{tag}>'
    )


def table_style(identifier: str, name: str, border: str, head: str = "", *, top: int = 40, side: int = 85) -> str:
    condition = f'<w:tblStylePr w:type="firstRow">{head}</w:tblStylePr>' if head else ""
    extra = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{border}{margins(top, side)}</w:tblPr>{condition}'
    return style(identifier, name, kind="table", based="TableNormal", extra=extra)


def p(text: str = "", style_id: str = "", paragraph: str = "", run: str = "") -> str:
    """A paragraph; `text` may hold tabs as \\t. `run` is direct formatting."""
    properties = (f'<w:pStyle w:val="{style_id}"/>' if style_id else "") + paragraph
    inside = "<w:tab/>".join(f'<w:t xml:space="preserve">{piece}</w:t>' if piece else "" for piece in text.split("\t"))
    inside = f"<w:r>{f'<w:rPr>{run}</w:rPr>' if run else ''}{inside}</w:r>" if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def fields_paragraph(style_id: str, pieces: list[str], paragraph: str = "") -> str:
    """A paragraph of texts and complex fields (a piece that begins with = is a field)."""
    runs = ""
    for piece in pieces:
        if piece.startswith("="):
            runs += (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                f'<w:r><w:instrText xml:space="preserve"> {piece[1:]} </w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
        elif piece == "\t":
            runs += "<w:r><w:tab/></w:r>"
        else:
            runs += f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{paragraph}</w:pPr>{runs}</w:p>'


def section(
    page: Page, references: str = "", *, in_paragraph: bool = True, kind: str = "nextPage",
) -> str:  # fmt: skip
    """A w:sectPr, wrapped in a hairline paragraph unless it is the document's last."""
    top, right, bottom, left = page.margins
    inside = (
        f'<w:sectPr>{references}<w:type w:val="{kind}"/><w:pgSz w:w="{A4[0]}" w:h="{A4[1]}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/><w:cols w:space="425"/></w:sectPr>'
    )
    if not in_paragraph:
        return inside
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        f'<w:ind w:firstLineChars="0" w:firstLine="0"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>{inside}</w:pPr></w:p>'
    )


# --- the look of a template --------------------------------------------------


@dataclass(frozen=True)
class Page:
    """Margins top, right, bottom, left and distances of header and footer, in twips."""

    margins: tuple[int, int, int, int]
    header: int = 851
    footer: int = 850

    @property
    def width(self) -> int:
        return A4[0] - self.margins[1] - self.margins[3]


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


# --- packages -------------------------------------------------------------

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def package(look: Look, body: str, parts: dict[str, str], *, even_odd: bool = False) -> dict[str, bytes]:
    """A whole .docx; `parts` are header and footer bodies by file name, related as rId of their order from 10."""
    relations = [
        ("rId1", "styles", "styles.xml"),
        ("rId2", "settings", "settings.xml"),
        ("rId3", "fontTable", "fontTable.xml"),
    ]
    relations += [(f"rId{number}", name[:6], name) for number, name in enumerate(parts, 10)]
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{CONTENT}.{kind}+xml"/>'
        for name, kind in (
            ("document.xml", "document.main"), ("styles.xml", "styles"), ("settings.xml", "settings"),
            ("fontTable.xml", "fontTable"), *((name, name[:6]) for name in parts),
        )
    )  # fmt: skip
    texts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": relationships([("rId1", "officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": relationships(relations),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/settings.xml": settings(even_odd=even_odd),
        "word/fontTable.xml": font_table(),
    }
    for name, content in parts.items():
        tag = "hdr" if name.startswith("header") else "ftr"
        texts[f"word/{name}"] = f"<w:{tag} {NAMESPACES}>{content}</w:{tag}>"
    made = {name: (HEAD + text).encode() for name, text in texts.items()}
    made["word/styles.xml"] = styles(look).encode()
    return made


def relationships(rows: list[tuple[str, str, str]]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{RELATION}/{kind}" Target="{target}"/>' for i, kind, target in rows)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def settings(*, even_odd: bool) -> str:
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1), ("differentiateMultirowTableHeaders", 1),
        )
    )  # fmt: skip
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        f"{'<w:evenAndOddHeaders/>' if even_odd else ''}"
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{compat}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table() -> str:
    """What Word takes where a font is missing: the usual names of the same face."""
    rows = ((SONG, "SimSun"), (HEI, "SimHei"), (KAI, "KaiTi"), (FANG, "FangSong"), (XIAOBIAO, "方正小标宋_GBK"))
    inside = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, other in rows
    )
    inside += "".join(
        f'<w:font w:name="{name}"><w:charset w:val="00"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, family in ((LATIN, "roman"), (SANS, "swiss"))
    )
    return f"<w:fonts {NAMESPACES}>{inside}</w:fonts>"


RUNNING = '<w:headerReference w:type="default" r:id="rId10"/><w:footerReference w:type="default" r:id="rId11"/>'
PAGE_OF = ["第 ", "=PAGE", " 页　共 ", "=NUMPAGES", " 页"]


def contents(page: Page) -> str:
    """The table of contents as a section of its own, there only where the document has one."""
    return (
        p("{%p if has_toc %}")
        + p("目　录", "TOCHeading")
        + p("{{p toc }}", "PlainText1")
        + section(page, RUNNING)
        + p("{%p endif %}")
    )


def info_table(rows: list[tuple[str, str]], width: int, look: str = "CoverInfo") -> str:
    """The cover's lines 客户：… as a table, a line dropping out where its field is empty."""
    label, value = 1700, width - 1700
    inside = ""
    for title, name in rows:
        inside += tag_row(f"{{%tr if {name} %}}", label, value)
        inside += (
            f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{label}" w:type="dxa"/></w:tcPr>'
            f"{p(title, look, justify('distribute'))}</w:tc>"
            f'<w:tc><w:tcPr><w:tcW w:w="{value}" w:type="dxa"/>{borders("tcBorders", "bottom", 4, "7F7F7F")}</w:tcPr>'
            f"{p(f'{{{{ {name} }}}}', look, justify('center'))}</w:tc></w:tr>"
        )
        inside += tag_row("{%tr endif %}", label, value)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{label}"/><w:gridCol w:w="{value}"/></w:tblGrid>'
        f"{inside}</w:tbl>"
    )


def tag_row(tag: str, label: int, value: int) -> str:
    return (
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{label}" w:type="dxa"/></w:tcPr>{p(tag)}</w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{value}" w:type="dxa"/></w:tcPr>{p()}</w:tc></w:tr>'
    )


# --- the Word templates -----------------------------------------------------------


BLUE = "1F4E79"


def enterprise() -> dict[str, bytes]:
    """Proposals: cover, contents, running header and page count; chapters start new pages."""
    headings = (
        HeadingLook(HEI, 18, 30, 12, 18, "center", color=BLUE, page_break=True),
        HeadingLook(HEI, 15, 26, 14, 8, color=BLUE),
        HeadingLook(HEI, 13, 24, 10, 4),
        HeadingLook(HEI, 12, 22, 6, 2),
        HeadingLook(SONG, 12, 22, 4, 0, bold=True),
        HeadingLook(SONG, 12, 22, 2, 0, bold=True),
    )
    return covered(12, 22, headings)


def handbook() -> dict[str, bytes]:
    """Handbooks of many posts: the cover and contents of enterprise, the text in 五号 so that a post takes fewer pages."""
    headings = (
        HeadingLook(HEI, 16, 28, 6, 12, "center", color=BLUE, page_break=True),
        HeadingLook(HEI, 13, 22, 12, 6, color=BLUE),
        HeadingLook(HEI, 11, 19, 7, 2),
        HeadingLook(HEI, 10.5, 18, 4, 0),
        HeadingLook(SONG, 10.5, 18, 2, 0, bold=True),
        HeadingLook(SONG, 10.5, 18, 0, 0, bold=True),
    )
    return covered(10.5, 18, headings, table_size=10, table_line=15)


def covered(size: float, line: float, headings: tuple[HeadingLook, ...], **tables: float) -> dict[str, bytes]:
    """A template with cover and contents; sizes and pitches of its text in pt."""
    blue = BLUE
    page = Page((1588, 1418, 1474, 1588), 851, 794)
    cover = "".join(
        (
            style("CoverTop", "封面页首", f'<w:tabs><w:tab w:val="right" w:pos="{page.width}"/></w:tabs>' + pitch(24), face(HEI, 12, color="595959")),
            style("CoverTitle", "封面标题", pitch(46, 150, 10) + justify("center"), face(XIAOBIAO, 30, color=blue)),
            style("CoverSubtitle", "封面副题", pitch(32, 6, 0) + justify("center"), face(HEI, 16, color="404040")),
            style(
                "CoverRule", "封面线", f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="1" w:color="{blue}"/></w:pBdr>' + pitch(14)
                + '<w:ind w:left="1700" w:right="1700"/>',
            ),
            style("CoverInfo", "封面信息", pitch(30), face(SONG, 14)),
            style("CoverGap", "封面空", pitch(20, 100)),
            style("CoverFoot", "封面页脚", pitch(22, 30) + justify("center"), face(KAI, 10.5, color="595959")),
        )
    )  # fmt: skip
    look = Look(
        page, SONG, size, line, headings, **tables,
        accent=blue, shade="DEEAF6", extra=cover,
    )  # fmt: skip
    body = (
        p("{{ organization }}\t{{ secrecy }}", "CoverTop")
        + p("{{ title }}", "CoverTitle")
        + p("", "CoverRule")
        + p("{%p if subtitle %}")
        + p("{{ subtitle }}", "CoverSubtitle")
        + p("{%p endif %}")
        + p("", "CoverGap")
        + info_table(
            [
                ("客户名称", "client"),
                ("编制单位", "organization"),
                ("文件编号", "number"),
                ("版　　本", "version"),
                ("编制日期", "date"),
            ],
            6800,
        )
        + p("{{ footnote_line }}", "CoverFoot")
        + section(page)
        + contents(page)
        + p("{{p body }}", "BodyText")
        + section(page, RUNNING, in_paragraph=False)
    )
    parts = {
        "header1.xml": p("{{ header }}\t{{ title }}", "Header"),
        "footer1.xml": fields_paragraph("Footer", PAGE_OF),
    }
    return package(look, body, parts)


def sheet() -> dict[str, bytes]:
    """Job descriptions and other papers of a few pages: no cover, compact."""
    page = Page((1361, 1247, 1247, 1304), 737, 680)
    top = "".join(
        (
            style("SheetTitle", "单页标题", "<w:keepNext/>" + pitch(32, 4, 2) + justify("center"), face(HEI, 20)),
            style(
                "SheetLine", "单页信息", "<w:keepNext/>" + f'<w:tabs><w:tab w:val="right" w:pos="{page.width}"/></w:tabs>' + pitch(20, 0, 4),
                face(SONG, 10.5),
            ),
        )
    )  # fmt: skip
    look = Look(
        page, SONG, 10.5, 18,
        (
            HeadingLook(HEI, 14, 24, 10, 4),
            HeadingLook(HEI, 12, 20, 6, 2),
            HeadingLook(HEI, 10.5, 18, 4, 0),
            HeadingLook(SONG, 10.5, 18, 2, 0, bold=True),
            HeadingLook(SONG, 10.5, 18, 0, 0, bold=True),
            HeadingLook(SONG, 10.5, 18, 0, 0, bold=True),
        ),
        table_line=16, extra=top,
    )  # fmt: skip
    body = (
        p("{{ title }}", "SheetTitle")
        + p(
            "{{ organization }}\t{% if number %}编号：{{ number }}{% endif %}{% if version %}　版本：{{ version }}{% endif %}{% if date %}　{{ date }}{% endif %}",
            "SheetLine",
        )
        + p("{{p body }}", "BodyText")
        + section(page, RUNNING, in_paragraph=False)
    )
    parts = {
        "header1.xml": p("{{ header }}\t{{ title }}", "Header"),
        "footer1.xml": fields_paragraph("Footer", PAGE_OF),
    }
    return package(look, body, parts)


def forms() -> dict[str, bytes]:
    """Printed forms: narrow margins, each form on a page of its own under its centred name."""
    page = Page((1134, 964, 907, 1134), 624, 510)
    look = Look(
        page, SONG, 10.5, 18,
        (
            HeadingLook(HEI, 16, 28, 0, 6, "center", page_break=True),
            HeadingLook(HEI, 12, 20, 8, 3),
            HeadingLook(HEI, 10.5, 18, 6, 2),
            HeadingLook(SONG, 10.5, 18, 2, 0, bold=True),
            HeadingLook(SONG, 10.5, 18, 0, 0, bold=True),
            HeadingLook(SONG, 10.5, 18, 0, 0, bold=True),
        ),
        table_line=16,
    )  # fmt: skip
    body = p("{{p body }}", "BodyText") + section(page, RUNNING, in_paragraph=False)
    parts = {
        "header1.xml": p("{{ header }}\t{{ title }}{% if number %}　{{ number }}{% endif %}", "Header"),
        "footer1.xml": fields_paragraph("Footer", PAGE_OF),
    }
    return package(look, body, parts)


def gbt9704() -> dict[str, bytes]:
    """Official papers and policies by GB/T 9704-2012: 仿宋 三号 on 28 pt, numbers at the outer edge."""
    page = Page((2098, 1474, 1984, 1588), 851, 1580)
    red = "FF0000"
    head = "".join(
        (
            style("RedHead", "红头", pitch(56, 20, 0) + justify("center"), face(XIAOBIAO, 36, color=red, gap=40)),
            style("DocumentNumber", "发文字号", pitch(28, 34, 0) + justify("center"), face(FANG, 16)),
            style("RedRule", "红线", f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="1" w:color="{red}"/></w:pBdr>' + pitch(8)),
            style("DocumentTitle", "文件标题", "<w:keepNext/><w:keepLines/>" + pitch(36, 28, 28) + justify("center"), face(XIAOBIAO, 22)),
            style("FooterOuter", "页码", pitch(20) + '<w:ind w:leftChars="100" w:left="280" w:rightChars="100" w:right="280"/>', face(SONG, 14, latin=SONG), based="Footer"),
        )
    )  # fmt: skip
    look = Look(
        page, FANG, 16, 28,
        (
            HeadingLook(HEI, 16, 28, indent=2),
            HeadingLook(KAI, 16, 28, indent=2),
            HeadingLook(FANG, 16, 28, indent=2, bold=True),
            HeadingLook(FANG, 16, 28, indent=2),
            HeadingLook(FANG, 16, 28, indent=2),
            HeadingLook(FANG, 16, 28, indent=2),
        ),
        table_size=12, table_line=20, header_rule=False, extra=head,
    )  # fmt: skip
    references = (
        '<w:headerReference w:type="default" r:id="rId10"/><w:headerReference w:type="even" r:id="rId11"/>'
        '<w:footerReference w:type="default" r:id="rId12"/><w:footerReference w:type="even" r:id="rId13"/>'
    )
    body = (
        p("{%p if red_head %}")
        + p("{{ organization }}文件", "RedHead")
        + p("{{ number }}", "DocumentNumber")
        + p("", "RedRule")
        + p("{%p endif %}")
        + p("{{ title }}", "DocumentTitle")
        + p("{%p if subtitle %}")
        + p("{{ subtitle }}", "Centered", run=face(KAI))
        + p("{%p endif %}")
        + p("{%p if has_toc %}") + p("目　录", "TOCHeading") + p("{{p toc }}", "PlainText1") + p("{%p endif %}")
        + p("{{p body }}", "BodyText")
        + section(page, references, in_paragraph=False)
    )  # fmt: skip
    number = ["— ", "=PAGE", " —"]
    parts = {
        "header1.xml": p("", "Header"),
        "header2.xml": p("", "Header"),
        "footer1.xml": fields_paragraph("FooterOuter", number, justify("right")),
        "footer2.xml": fields_paragraph("FooterOuter", number, justify("left")),
    }
    return package(look, body, parts, even_odd=True)


def bid() -> dict[str, bytes]:
    """Bids: 正本/副本 and the tender's number on the cover, 小四宋体, volumes and chapters on new pages."""
    page = Page((1440, 1474, 1440, 1588), 851, 794)
    cover = "".join(
        (
            style("CoverTop", "封面页首", f'<w:tabs><w:tab w:val="right" w:pos="{page.width}"/></w:tabs>' + pitch(26), face(HEI, 14)),
            style("CopyMark", "正本副本", pitch(34) + justify("right"), face(HEI, 22)),
            style("CoverProject", "封面项目", pitch(34, 70, 0) + '<w:ind w:left="1000" w:right="1000"/>' + justify("center"), face(HEI, 20)),
            style("CoverTitle", "封面标题", pitch(60, 96, 0) + justify("center"), face(XIAOBIAO, 42, gap=200)),
            style("CoverSubtitle", "封面副题", pitch(34, 18, 0) + justify("center"), face(HEI, 18)),
            style("CoverGap", "封面空", pitch(20, 130)),
            style("CoverInfo", "封面信息", pitch(34), face(SONG, 15)),
        )
    )  # fmt: skip
    look = Look(
        page, SONG, 12, 22,
        (
            HeadingLook(HEI, 22, 40, 16, 20, "center", page_break=True),
            HeadingLook(HEI, 16, 28, 12, 12, "center"),
            HeadingLook(HEI, 14, 26, 10, 6),
            HeadingLook(HEI, 12, 24, 6, 2),
            HeadingLook(SONG, 12, 22, 2, 0, bold=True),
            HeadingLook(SONG, 12, 22, 0, 0, bold=True),
        ),
        extra=cover,
    )  # fmt: skip
    body = (
        p("{{ copy_mark }}", "CopyMark")
        + p("{{ project }}", "CoverProject")
        + p("{{ title }}", "CoverTitle")
        + p("{%p if subtitle %}")
        + p("{{ subtitle }}", "CoverSubtitle")
        + p("{%p endif %}")
        + p("", "CoverGap")
        + info_table([("招标编号", "tender_number"), ("投标人", "organization"), ("日　期", "date")], 7200)
        + p("{{ footnote_line }}", "Centered")
        + section(page)
        + contents(page)
        + p("{{p body }}", "BodyText")
        + section(page, RUNNING, in_paragraph=False)
    )
    parts = {
        "header1.xml": p("{{ project }}\t{{ tender_number }}", "Header"),
        "footer1.xml": fields_paragraph("Footer", PAGE_OF),
    }
    return package(look, body, parts)


def main() -> None:
    folder = Path(__file__).parents[1] / "templates" / "word"
    for make in (enterprise, handbook, sheet, forms, gbt9704, bid):
        target = folder / make.__name__ / "template.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(write_package(make()))
        print(target.relative_to(folder.parents[1]))


if __name__ == "__main__":
    main()

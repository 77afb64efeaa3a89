"""Small pieces of WordprocessingML, as text: fonts, pitches, styles, paragraphs, fields, sections."""

from __future__ import annotations

from dataclasses import dataclass

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SONG, HEI, KAI, FANG, XIAOBIAO = "宋体", "黑体", "楷体", "仿宋", "方正小标宋简体"
LATIN = "Times New Roman"
SANS = "Arial"
A4 = (11906, 16838)


@dataclass(frozen=True)
class Page:
    """Margins top, right, bottom, left and distances of header and footer, in twips."""

    margins: tuple[int, int, int, int]
    header: int = 851
    footer: int = 850

    @property
    def width(self) -> int:
        return A4[0] - self.margins[1] - self.margins[3]


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

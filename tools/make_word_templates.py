"""Make templates/word/*/template.docx: the Word templates that docgen ships.

Run `make word-templates` after a change here. The files are ordinary Word documents: a
company may open one in Word, change fonts, margins, cover and headers, and
save it; docgen goes on from what it finds. Values follow GB/T 9704-2012 for
`gbt9704` and the customs of bids and proposals for the rest. Every line pitch
is exact and there is no document grid, so that Word, WPS, LibreOffice and the
PDF break pages at the same places whatever fonts are installed.
"""

from __future__ import annotations

from pathlib import Path

from docgen.ooxml.package import write_package
from word_template_package import package
from word_template_pieces import (
    FANG,
    HEI,
    KAI,
    SONG,
    XIAOBIAO,
    Page,
    borders,
    face,
    fields_paragraph,
    justify,
    p,
    pitch,
    section,
    style,
)
from word_template_styles import HeadingLook, Look

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

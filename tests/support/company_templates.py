"""Six company templates, each made as a different office makes its own: no slots and no docgen tags in them.

`TEMPLATES` maps a name to a function that gives the file's bytes (equal bytes on every call); `file_name(name)`
says what the company called it. The first three are here, the others in company_templates_more.py.
"""

from __future__ import annotations

from collections.abc import Callable

from company_parts import (
    CENTER,
    HEAD,
    Parts,
    borders,
    complex_field,
    face,
    fonts,
    jc,
    logo,
    p,
    picture,
    reference,
    run,
    section,
    spacing,
    style,
    styles,
    table,
    table_normal,
)
from company_templates_more import first_odd_even, two_columns, wps_made

_BODY = (
    "本方案依据客户提供的资料和现场调研的结果编写，说明建设目标、总体设计和实施安排。",
    "系统分为采集、传输、平台和应用四层，各层之间以标准接口相连，可以分期建设、逐步扩展。",
)


def file_name(name: str) -> str:
    return "公司模板.dotx" if name == "first_odd_even" else "公司模板.docx"


# --- 1 clean use of styles ------------------------------------------------


def style_based() -> bytes:
    """Renamed headings (公司标题1…), 正文缩进 as body, a table style with conditional rows, logo and fields in the header."""
    company = "星河数字科技股份有限公司"
    references = reference("header", "header1") + reference("footer", "footer1")
    grid = '<w:tblStyle w:val="CompanyTable"/><w:tblW w:w="8306" w:type="dxa"/><w:tblLook w:val="04A0"/>'
    cover = [
        p(properties=spacing(240, "auto"), raw=picture("logo", 45, 15)),
        *[p() for _blank in range(4)],
        p("【项目名称】", "CoverTitle"),
        p("技术方案建议书", "CoverSubtitle"),
        *[p() for _blank in range(6)],
        table(
            [["文件编号", "【文件编号】"], ["版　　本", "V×.×"], ["密　　级", "内部"]], [1800, 4200],
            f'<w:tblW w:w="6000" w:type="dxa"/><w:jc w:val="center"/>{borders("tblBorders", "bottom insideH", 4, "1F4E79")}', "CellText",
        ),
        *[p() for _blank in range(4)],
        p(company, "CoverLine"),
        p("二〇××年××月××日", "CoverLine"),
    ]  # fmt: skip
    toc = [
        p("目　录", "TOCTitle"),
        p(
            style="TOC1",
            raw=complex_field('TOC \\o "1-3" \\h \\z \\t "公司标题1,1,公司标题2,2,公司标题3,3"', "1 项目概述\t3"),
        ),
        section(references),
    ]
    body = [
        p("项目概述", "Co1"),
        p("建设背景", "Co2"),
        *[p(text, "NormalIndent") for text in _BODY],
        p("现状分析", "Co3"),
        p(_BODY[0], "NormalIndent"),
        p("表1 设备清单", "Caption"),
        table(
            [["序号", "名称", "数量"], ["1", "采集网关", "12"], ["2", "边缘服务器", "2"], ["合计", "", "14"]],
            [1200, 5106, 2000],
            grid,
            "CellText",
        ),
        p("总体设计", "Co1"),
        p(_BODY[1], "NormalIndent"),
        section(references, wrapped=False),
    ]
    header = p(
        style="Header", raw=picture("logo", 18, 6) + run("\t") + complex_field("TITLE \\* MERGEFORMAT", "【项目名称】")
        + run("\t") + complex_field('STYLEREF "公司标题1"', "项目概述"),
    )  # fmt: skip
    footer = p(
        "第 ", "Footer", raw=complex_field("PAGE", "2") + run(" 页 共 ") + complex_field("NUMPAGES", "5") + run(" 页")
    )
    return Parts(
        "".join([*cover, p(raw=run("\f")), *toc, *body]), _style_based_styles(),
        {"header1": header, "footer1": footer}, {"logo.png": logo("#1F4E79")}, title="【项目名称】",
    ).package()  # fmt: skip


def _style_based_styles() -> str:
    blue = "1F4E79"
    band = '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="EAF1F8"/></w:tcPr>'
    first = f'<w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{blue}"/></w:tcPr>'
    last = f"<w:rPr><w:b/></w:rPr><w:tcPr>{borders('tcBorders', 'top', 12, blue)}</w:tcPr>"
    conditions = "".join(
        f'<w:tblStylePr w:type="{kind}">{inside}</w:tblStylePr>'
        for kind, inside in (("firstRow", first), ("lastRow", last), ("band1Horz", band))
    )
    look = f'<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblInd w:w="0" w:type="dxa"/>{borders("tblBorders", "top bottom insideH", 6, blue)}</w:tblPr>'
    keep = "<w:keepNext/><w:keepLines/>"
    return styles(
        fonts("宋体") + '<w:sz w:val="24"/><w:szCs w:val="24"/>', "",
        [
            style("Normal", "Normal", spacing(440) + jc("both"), default=True),
            style("DefaultParagraphFont", "Default Paragraph Font", kind="character", default=True),
            table_normal(),
            style("NormalIndent", "Normal Indent", '<w:ind w:firstLineChars="200" w:firstLine="480"/>', based="Normal"),
            style("Co1", "公司标题1", f'{keep}{spacing(600, before=240, after=120)}<w:outlineLvl w:val="0"/>', face("黑体", 18, color=blue, latin="Arial"), based="Normal", following="NormalIndent"),
            style("Co2", "公司标题2", f'{keep}{spacing(520, before=120, after=60)}<w:outlineLvl w:val="1"/>', face("黑体", 15, latin="Arial"), based="Normal", following="NormalIndent"),
            style("Co3", "公司标题3", f'{keep}{spacing(460, before=60, after=60)}<w:outlineLvl w:val="2"/>', face("楷体", 13, bold=True), based="Normal", following="NormalIndent"),
            style("CoverTitle", "公司封面标题", spacing(900) + CENTER, face("黑体", 32, color=blue, latin="Arial"), based="Normal"),
            style("CoverSubtitle", "公司封面副标题", spacing(700, before=240) + CENTER, face("楷体", 22), based="Normal"),
            style("CoverLine", "公司封面落款", spacing(560) + CENTER, face("宋体", 16), based="Normal"),
            style("CellText", "表格文字", spacing(360), face(size=10.5), based="Normal"),
            style("Caption", "caption", f"{keep}{spacing(380, before=120, after=60)}{CENTER}", face("黑体", 10.5), based="Normal"),
            style("TOCTitle", "公司目录标题", spacing(700, after=120) + CENTER, face("黑体", 18), based="Normal"),
            style("TOC1", "toc 1", f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8306"/></w:tabs>{spacing(440)}', based="Normal"),
            style("TOC2", "toc 2", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8306"/></w:tabs><w:ind w:left="240"/>', based="Normal"),
            style("Header", "header", f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="3" w:color="{blue}"/></w:pBdr><w:tabs><w:tab w:val="center" w:pos="4153"/><w:tab w:val="right" w:pos="8306"/></w:tabs>{spacing(400)}', face(size=9), based="Normal"),
            style("Footer", "footer", spacing(280) + CENTER, face(size=9), based="Normal"),
            style("CompanyTable", "公司表格", kind="table", based="TableNormal", extra=look + conditions),
        ],
    )  # fmt: skip


# --- 2 everything typed by hand -------------------------------------------


def direct_formatting() -> bytes:
    """One style for everything: headings, indents, captions, numbers and the table of contents are typed by hand."""
    hei16, hei14 = face("黑体", 16, bold=True), face("黑体", 14, bold=True)
    song12 = face("宋体", 12)
    lines = spacing(440)
    leader = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8296"/></w:tabs>'
    toc_lines = ("一、项目背景\t3", "1.1 建设目标\t3", "二、技术方案\t4", "2.1 系统组成\t4")

    def spaces(text: str) -> str:
        return p(f"　　{text}", properties=lines, look=song12)

    def indented(text: str) -> str:
        return p(text, properties=lines + '<w:ind w:firstLine="480"/>', look=song12)

    cover = [
        *[p() for _blank in range(7)],
        p("【项目名称】×××项目", properties=CENTER, look=face("黑体", 26, bold=True)),
        p(properties=CENTER),
        p("投  标  文  件", properties=CENTER, look=face("宋体", 36, bold=True)),
        *[p() for _blank in range(9)],
        p("项目编号：________________", properties='<w:ind w:left="1680"/>', look=face("宋体", 15)),
        p("投标单位：________________（盖章）", properties='<w:ind w:left="1680"/>', look=face("宋体", 15)),
        p("日    期：    年    月    日", properties='<w:ind w:left="1680"/>', look=face("宋体", 15)),
        p(raw=run("\f")),
    ]
    toc = [
        p("目    录", properties=CENTER, look=hei16),
        *[
            p(text, properties=leader + lines + ('<w:ind w:left="240"/>' if text[0].isdigit() else ""), look=song12)
            for text in toc_lines
        ],
        p(raw=run("\f")),
    ]
    grid = f'<w:tblW w:w="8296" w:type="dxa"/>{borders("tblBorders", "top left bottom right insideH insideV", 4)}'
    body = [
        p("一、项目背景", properties=lines, look=hei16),
        spaces("我单位收到贵方的招标文件后，组织技术人员进行了认真研究，现将有关情况说明如下。"),
        p("1.1 建设目标", properties=lines, look=hei14),
        indented(_BODY[0]),
        spaces(_BODY[1]),
        indented(_BODY[1]),
        p("表1 主要设备一览表", properties=CENTER, look=face("黑体", 10.5)),
        table([["序号", "设备名称", "数量"], ["1", "核心交换机", "2"]], [1200, 5096, 2000], grid, look=face("宋体", 10.5)),
        p("二、技术方案", properties=lines, look=hei16),
        p("2.1 系统组成", properties=lines, look=hei14),
        indented(_BODY[1]),
        p("图1 系统结构示意图", properties=CENTER, look=face("黑体", 10.5)),
        spaces(_BODY[0]),
        section(
            reference("header", "header1") + reference("footer", "footer1"), margins=(1418, 1800, 1418, 1800),
            extra='<w:titlePg/>', wrapped=False,
        ),
    ]  # fmt: skip
    header = p("【项目名称】投标文件", properties=borders_below() + CENTER, look=face("宋体", 9))
    footer = p(
        "- ",
        properties=CENTER,
        look=face(size=9),
        raw=complex_field("PAGE", "1", face(size=9)) + run(" -", face(size=9)),
    )
    return Parts(
        "".join(cover + toc + body), _plain_styles(), {"header1": header, "footer1": footer},
        settings='<w:attachedTemplate r:id="rId1"/><w:defaultTabStop w:val="420"/>',
        attached_template="file:///C:\\Users\\Administrator\\AppData\\Roaming\\Microsoft\\Templates\\Normal.dotm",
    ).package()  # fmt: skip


def borders_below() -> str:
    return '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'


def _plain_styles() -> str:
    return styles(
        fonts("宋体") + '<w:kern w:val="2"/><w:sz w:val="21"/><w:szCs w:val="22"/>', "",
        [
            style("a", "Normal", "<w:widowControl w:val=\"0\"/>" + jc("both"), default=True),
            style("a0", "Default Paragraph Font", kind="character", default=True),
            table_normal("a1"),
        ],
    )  # fmt: skip


# --- 3 theme fonts, numbered headings, a document grid --------------------


def theme_fonts() -> bytes:
    """Fonts and colours by theme, headings numbered by the template, 1.5 lines, a document grid."""
    references = reference("header", "header1") + reference("footer", "footer1")
    grid = '<w:docGrid w:type="lines" w:linePitch="312"/>'
    margins = (1440, 1440, 1440, 1440)
    cover = [
        p("凌云咨询有限公司", "Subtitle"),
        *[p() for _blank in range(5)],
        p("×××项目", "Title"),
        p("咨询报告", "Title"),
        *[p() for _blank in range(8)],
        p("客户名称：{{客户名称}}", "Subtitle"),
        p("2020年1月1日", "Subtitle"),
        section(margins=margins, extra=grid),
    ]
    toc = [
        p("目录", "TOCHeading"),
        p(style="TOC1", raw=complex_field('TOC \\o "1-3" \\h \\z \\u', "1  概述\t3")),
        p(raw=run("\f")),
    ]
    body = [
        p("概述", "Heading1"),
        p("报告范围", "Heading2"),
        *[p(text, "BodyText") for text in _BODY],
        p("数据来源", "Heading3"),
        p(_BODY[0], "BodyText"),
        p("要点一", "ListBullet"),
        p("结论", "Heading1"),
        p(_BODY[1], "BodyText"),
        section(references, margins=margins, extra=grid, numbers='<w:pgNumType w:start="1"/>', wrapped=False),
    ]
    header = p(
        "凌云咨询有限公司",
        "Header",
        raw=run("\t") + run("咨询报告", '<w:color w:val="4472C4" w:themeColor="accent1"/>'),
    )
    footer = p(style="Footer", raw=complex_field("PAGE", "1") + run(" / ") + complex_field("SECTIONPAGES", "9"))
    return Parts(
        "".join(cover + toc + body), _theme_styles(), {"header1": header, "footer1": footer}, numbering=_theme_numbering(), theme=_THEME,
        settings='<w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" '
        'w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>',
        title="咨询报告",
    ).package()  # fmt: skip


def _theme_styles() -> str:
    minor = '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>'
    major = '<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:hAnsiTheme="majorHAnsi" w:cstheme="majorBidi"/>'
    accent = '<w:color w:val="2F5496" w:themeColor="accent1" w:themeShade="BF"/>'

    def sized(size: float) -> str:
        return f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'

    def heading(level: int, size: float, before: int) -> str:
        numbers = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
        properties = f'<w:keepNext/><w:keepLines/>{numbers}{spacing(360, "auto", before, 120)}<w:outlineLvl w:val="{level - 1}"/>'
        return style(
            f"Heading{level}",
            f"heading {level}",
            properties,
            major + "<w:b/>" + accent + sized(size),
            based="Normal",
            following="BodyText",
        )

    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9026"/></w:tabs>'
    return styles(
        minor + '<w:kern w:val="2"/>' + sized(12), spacing(360, "auto"),
        [
            style("Normal", "Normal", jc("both"), default=True),
            style("DefaultParagraphFont", "Default Paragraph Font", kind="character", default=True),
            table_normal(),
            heading(1, 18, 340), heading(2, 15, 260), heading(3, 13, 200),
            style("Title", "Title", spacing(360, "auto", 240, 60) + CENTER, major + "<w:b/>" + accent + sized(36), based="Normal"),
            style("Subtitle", "Subtitle", CENTER, major + '<w:color w:val="595959" w:themeColor="text1" w:themeTint="A6"/>' + sized(16), based="Normal"),
            style("BodyText", "Body Text", '<w:ind w:firstLineChars="200" w:firstLine="480"/>', based="Normal"),
            style("ListBullet", "List Bullet", '<w:numPr><w:numId w:val="2"/></w:numPr><w:ind w:left="840" w:hanging="420"/>', based="BodyText"),
            style("TOCHeading", "TOC Heading", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr><w:outlineLvl w:val="9"/>', based="Heading1"),
            style("TOC1", "toc 1", tabs, based="Normal"),
            style("TOC2", "toc 2", f'{tabs}<w:ind w:leftChars="200" w:left="480"/>', based="Normal"),
            style("TOC3", "toc 3", f'{tabs}<w:ind w:leftChars="400" w:left="960"/>', based="Normal"),
            style("Header", "header", '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="4472C4" w:themeColor="accent1"/></w:pBdr><w:tabs><w:tab w:val="right" w:pos="9026"/></w:tabs><w:snapToGrid w:val="0"/>' + spacing(240, "auto"), sized(9), based="Normal"),
            style("Footer", "footer", "<w:snapToGrid w:val=\"0\"/>" + spacing(240, "auto") + CENTER, sized(9), based="Normal"),
            style("TableGrid", "Table Grid", kind="table", based="TableNormal", extra=f'<w:tblPr>{borders("tblBorders", "top left bottom right insideH insideV", 4)}</w:tblPr>'),
        ],
    )  # fmt: skip


def _theme_numbering() -> str:
    from company_parts import NAMESPACES

    levels = ""
    for index in range(3):
        text = ".".join(f"%{n + 1}" for n in range(index + 1))
        levels += (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{index + 1}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{432 + 144 * index}" w:hanging="{432 + 144 * index}"/></w:pPr></w:lvl>'
        )
    bullet = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/></w:lvl>'
    return (
        f'{HEAD}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>{bullet}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def _theme() -> str:
    colors = {"dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4", "accent2": "ED7D31", "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47", "hlink": "0563C1", "folHlink": "954F72"}  # fmt: skip
    system = '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
    scheme = system + "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colors.items())

    def font(kind: str, latin: str, asian: str) -> str:
        return f'<a:{kind}Font><a:latin typeface="{latin}"/><a:ea typeface=""/><a:cs typeface=""/><a:font script="Hans" typeface="{asian}"/></a:{kind}Font>'

    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"><a:themeElements>'
        f'<a:clrScheme name="Office">{scheme}</a:clrScheme><a:fontScheme name="Office">{font("major", "Arial", "黑体")}{font("minor", "Times New Roman", "宋体")}</a:fontScheme>'
        f'<a:fmtScheme name="Office"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


_THEME = _theme()

TEMPLATES: dict[str, Callable[[], bytes]] = {
    "style_based": style_based,
    "direct_formatting": direct_formatting,
    "theme_fonts": theme_fonts,
    "wps_made": wps_made,
    "two_columns": two_columns,
    "first_odd_even": first_odd_even,
}

"""Three of the six company templates of company_templates.py: made by WPS, with two columns, with odd and even pages."""

from __future__ import annotations

from company_parts import (
    CENTER,
    HEAD,
    NAMESPACES,
    TEMPLATE,
    Parts,
    borders,
    complex_field,
    control,
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

_BODY = (
    "本制度适用于公司各部门及所属分公司，自发布之日起施行，原有规定与本制度不一致的，以本制度为准。",
    "各部门负责人对本部门的执行情况负责，综合管理部每半年组织一次检查，检查结果纳入年度考核。",
)


# --- 4 made by WPS --------------------------------------------------------


def wps_made() -> bytes:
    """WPS's style ids, attributes and custom data; a text box with VML fallback on the cover; page border; watermark."""
    border = '<w:pgBorders w:offsetFrom="page">' + "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="24" w:color="auto"/>' for side in ("top", "left", "bottom", "right")
    ) + "</w:pgBorders>"  # fmt: skip
    references = reference("header", "header1") + reference("footer", "footer1")
    cover = [
        p(properties=CENTER, raw=_text_box("内部资料　注意保密")),
        *[p() for _blank in range(4)],
        p("某某集团有限公司", properties=CENTER, look=face("方正小标宋简体", 26, color="C00000")),
        p(properties=CENTER),
        p("制度名称：×××××××", properties=CENTER, look=face("黑体", 22)),
        *[p() for _blank in range(8)],
        p("文件编号：QG/××-××-2024", "a4"),
        p("版    本：A/0", "a4"),
        p("发布日期：2024-××-××", "a4"),
        p(properties='<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="1" w:color="C00000"/></w:pBdr>'),
        section(border=border),
    ]
    body = [
        p("目  录", properties=CENTER, look=face("黑体", 16)),
        p("第一章 总则\t1", "11"),
        p("第二章 职责\t2", "11"),
        p(raw=run("\f")),
        p("第一章 总则", "1"),
        p("1.1 目的", "2"),
        *[p(text, "a3") for text in _BODY],
        p("1.2 范围", "2"),
        p(_BODY[0], "a3"),
        p("第二章 职责", "1"),
        p("2.1 综合管理部", "2"),
        p("2.1.1 制度归口", "3"),
        p(_BODY[1], "a3"),
        p("附表：检查记录", "a5"),
        table(
            [["日期", "检查人", "结果"], ["", "", ""]],
            [2700, 2700, 2900],
            '<w:tblStyle w:val="a9"/><w:tblW w:w="8300" w:type="dxa"/>',
            "a6",
        ),
        section(references, numbers='<w:pgNumType w:start="1"/>', wrapped=False),
    ]
    header = p("某某集团有限公司管理制度", "a7", raw=run("\t\t") + run("QG/××-××-2024") + _watermark("内部资料"))
    footer = p("第 ", "a8", raw=complex_field("PAGE \\* MERGEFORMAT", "1") + run(" 页"))
    custom = (
        f'{HEAD}<s:customData xmlns="http://www.wps.cn/officeDocument/2013/wpsCustomData" '
        'xmlns:s="http://www.wps.cn/officeDocument/2013/wpsCustomData"><extobjs/></s:customData>'
    ).encode()
    properties = (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
        'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"><vt:lpwstr>2052-11.1.0.14309</vt:lpwstr></property></Properties>'
    ).encode()
    return Parts(
        "".join(cover + body), _wps_styles(), {"header1": header, "footer1": footer},
        settings='<w:bordersDoNotSurroundHeader w:val="0"/><w:bordersDoNotSurroundFooter w:val="0"/><w:defaultTabStop w:val="420"/>',
        application="<Template>Normal.dotm</Template><Application>WPS Office_11.1.0.14309_F1E327BC-269C-435d-A152-05C5408002CA</Application>",
        extra={
            "customXml/item1.xml": (custom, "application/xml", "customXml"),
            "docProps/custom.xml": (properties, "application/vnd.openxmlformats-officedocument.custom-properties+xml", ""),
        },
    ).package()  # fmt: skip


def _text_box(text: str) -> str:
    """A box as Word and WPS write it: a drawing for those that know it, VML for the rest."""
    inside = f"<w:txbxContent>{p(text, properties=CENTER, look=face('楷体', 12, color='C00000'))}</w:txbxContent>"
    frame = (
        '<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>3600000</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="1800000" cy="360000"/>'
        '<wp:wrapNone/><wp:docPr id="5" name="文本框 5"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:ln w="9525"><a:solidFill><a:srgbClr val="C00000"/></a:solidFill></a:ln></wps:spPr><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor>"
    )
    fallback = (
        '<w:pict><v:shape id="_x0000_s1026" o:spt="202" type="#_x0000_t202" style="position:absolute;left:0pt;margin-left:283.5pt;'
        f'margin-top:0pt;height:28.35pt;width:141.75pt;z-index:251659264;" strokecolor="#C00000"><v:textbox>{inside}</v:textbox></v:shape></w:pict>'
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{frame}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def _watermark(text: str) -> str:
    """WordArt behind the text, as WPS's 插入水印 leaves it in the header."""
    kind = (
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    )
    place = (
        "position:absolute;left:0pt;height:120pt;width:420pt;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin;rotation:-2949120f;z-index:-251657216;"
    )
    shape = (
        f'<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s4097" type="#_x0000_t136" style="{place}" fillcolor="#C0C0C0" stroked="f" o:allowincell="f">'
        f'<v:fill opacity="32768f"/><v:textpath style="font-family:宋体;font-size:36pt" string="{text}"/></v:shape>'
    )
    return f"<w:r><w:pict>{kind}{shape}</w:pict></w:r>"


def _wps_styles() -> str:
    keep = "<w:keepNext/><w:keepLines/>"

    def heading(identifier: str, level: int, size: float, line: int, align: str = "left") -> str:
        properties = f'{keep}{spacing(line, before=120, after=120)}{jc(align)}<w:outlineLvl w:val="{level - 1}"/>'
        return style(identifier, f"heading {level}", properties, face("黑体", size), based="a", following="a3")

    return styles(
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体" w:cs="Times New Roman"/>', "",
        [
            style("a", "Normal", '<w:widowControl w:val="0"/>' + jc("both"), '<w:kern w:val="2"/><w:sz w:val="24"/><w:szCs w:val="24"/>', default=True),
            style("a0", "Default Paragraph Font", kind="character", default=True),
            table_normal("a1"),
            heading("1", 1, 16, 560, "center"), heading("2", 2, 14, 480), heading("3", 3, 12, 440),
            style("a3", "首行缩进", spacing(440) + '<w:ind w:firstLineChars="200" w:firstLine="480"/>', face("仿宋", 12), based="a"),
            style("a4", "封面文字", spacing(480) + '<w:ind w:leftChars="600" w:left="1440"/>', face("宋体", 14), based="a"),
            style("a5", "表题", keep + spacing(400) + CENTER, face("黑体", 10.5), based="a"),
            style("a6", "表内文字", spacing(340) + CENTER, face("宋体", 10.5), based="a"),
            style("11", "toc 1", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8296"/></w:tabs>' + spacing(440), based="a"),
            style("a7", "header", '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr><w:tabs><w:tab w:val="center" w:pos="4153"/><w:tab w:val="right" w:pos="8306"/></w:tabs><w:snapToGrid w:val="0"/>' + spacing(280), face(size=9), based="a"),
            style("a8", "footer", '<w:snapToGrid w:val="0"/>' + spacing(280) + CENTER, face(size=9), based="a"),
            style("a9", "Table Grid", kind="table", based="a1", extra=f'<w:tblPr>{borders("tblBorders", "top left bottom right insideH insideV", 4)}</w:tblPr>'),
        ],
    )  # fmt: skip


# --- 5 two columns, a landscape section, content controls, an old paper ---


def two_columns() -> bytes:
    """Content controls on the cover, a TOC field, two columns, a landscape annex, a tracked change and a comment left over."""
    running = reference("header", "header1") + reference("footer", "footer1")
    margins = (1701, 1134, 1418, 1418)
    two = '<w:cols w:num="2" w:space="425" w:sep="1"/>'
    core = "xmlns:ns0='http://purl.org/dc/elements/1.1/' xmlns:ns1='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'"
    extended = "xmlns:ns0='http://schemas.openxmlformats.org/officeDocument/2006/extended-properties'"
    title = f'w:prefixMappings="{core}" w:xpath="/ns1:coreProperties[1]/ns0:title[1]" w:storeItemID="{{6C3C8BC8-F283-45AE-878A-BAB7291924A1}}"'
    company = f'w:prefixMappings="{extended}" w:xpath="/ns0:Properties[1]/ns0:Company[1]" w:storeItemID="{{6668398D-A668-4E3E-A5EB-62B293D839F1}}"'
    subject = f'w:prefixMappings="{core}" w:xpath="/ns1:coreProperties[1]/ns0:subject[1]" w:storeItemID="{{6C3C8BC8-F283-45AE-878A-BAB7291924A1}}"'
    cover = [
        *[p() for _blank in range(5)],
        control("标题", "title", title, p("[文档标题]", "Title")),
        control("主题", "subject", subject, p("[文档副标题]", "Subtitle")),
        *[p() for _blank in range(8)],
        control("公司", "company", company, p("[公司名称]", "Subtitle")),
        p(style="Subtitle", raw=control("日期", "date", "", run("[选取日期]"))),
        section(margins=margins),
    ]
    toc = [
        p("目录", "TOCHeading"),
        p(style="TOC1", raw=complex_field('TOC \\o "1-2" \\h \\z \\u', "一、市场回顾\t3")),
        section(running, margins=margins),
    ]
    change = '<w:ins w:id="90" w:author="张三" w:date="2023-05-01T10:00:00Z"><w:r><w:t>（修订稿）</w:t></w:r></w:ins>'
    comment = (
        '<w:commentRangeStart w:id="1"/>'
        + run("请核对数字")
        + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    )
    body = [
        p("市场回顾", "Heading1", raw=change),
        p("行业概况", "Heading2"),
        *[p(text, "BodyText") for text in _BODY * 2],
        p(_BODY[0], "BodyText", raw=comment),
        p("展望", "Heading1"),
        p(_BODY[1], "BodyText"),
        section(running, margins=margins, columns=two),
        p("附录 数据表", "Heading1"),
        table(
            [["月份", "销量", "同比"], ["1 月", "120", "3%"]],
            [4000, 4000, 4000],
            '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="12000" w:type="dxa"/>',
        ),
        p(),
        section(running, size=(16838, 11906), margins=(1418, 1418, 1418, 1418), wrapped=False),
    ]
    header = p(
        style="Header",
        raw=control("标题", "header-title", title, run("[文档标题]"), block=False)
        + run("\t")
        + run("远航研究院有限公司"),
    )
    footer = p(style="Footer", raw=complex_field("PAGE", "1"))
    comments = (
        f'{HEAD}<w:comments {NAMESPACES}><w:comment w:id="1" w:author="李四" w:date="2023-05-02T10:00:00Z" w:initials="LS">{p("数字待核")}</w:comment></w:comments>'
    ).encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    return Parts(
        "".join(cover + toc + body), _column_styles(), {"header1": header, "footer1": footer},
        application="<Application>Microsoft Office Word</Application><Company>远航研究院有限公司</Company>",
        extra={"word/comments.xml": (comments, kind, "comments")}, title="行业研究季报",
    ).package()  # fmt: skip


def _column_styles() -> str:
    green = "2E6B4F"
    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9354"/></w:tabs>'

    def heading(level: int, size: float, line: int) -> str:
        properties = (
            f'<w:keepNext/><w:keepLines/>{spacing(line, before=160, after=80)}<w:outlineLvl w:val="{level - 1}"/>'
        )
        return style(
            f"Heading{level}",
            f"heading {level}",
            properties,
            face("黑体", size, color=green, latin="Arial"),
            based="Normal",
            following="BodyText",
        )

    return styles(
        fonts("宋体") + '<w:sz w:val="21"/><w:szCs w:val="21"/>', "",
        [
            style("Normal", "Normal", spacing(340) + jc("both"), default=True),
            style("DefaultParagraphFont", "Default Paragraph Font", kind="character", default=True),
            table_normal(),
            heading(1, 15, 460), heading(2, 12, 400), heading(3, 10.5, 360),
            style("Title", "Title", spacing(900) + CENTER, face("黑体", 32, color=green, latin="Arial"), based="Normal"),
            style("Subtitle", "Subtitle", spacing(560) + CENTER, face("楷体", 16), based="Normal"),
            style("BodyText", "Body Text", '<w:ind w:firstLineChars="200" w:firstLine="420"/>', based="Normal"),
            style("Caption", "caption", spacing(340, before=60) + CENTER, face("黑体", 9), based="Normal"),
            style("TOCHeading", "TOC Heading", '<w:outlineLvl w:val="9"/>', based="Heading1"),
            style("TOC1", "toc 1", tabs, based="Normal"),
            style("TOC2", "toc 2", f'{tabs}<w:ind w:left="210"/>', based="Normal"),
            style("Header", "header", f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="{green}"/></w:pBdr><w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>{spacing(280)}', face(size=9), based="Normal"),
            style("Footer", "footer", spacing(280) + CENTER, face(size=9), based="Normal"),
            style("PlaceholderText", "Placeholder Text", look='<w:color w:val="808080"/>', kind="character", based="DefaultParagraphFont"),
            style("TableGrid", "Table Grid", kind="table", based="TableNormal", extra=f'<w:tblPr>{borders("tblBorders", "top left bottom right insideH insideV", 4, green)}</w:tblPr>'),
        ],
    )  # fmt: skip


# --- 6 first, odd and even pages; a .dotx ---------------------------------


def first_odd_even() -> bytes:
    """A .dotx: cover without header, front matter in i, ii, iii, body from 1; odd and even headers; a STYLEREF."""
    margins = (1588, 1474, 1418, 1588)
    front = "".join(
        reference(edge, name, kind)
        for edge, name, kind in (
            ("header", "header1", "even"), ("header", "header2", "default"), ("footer", "footer1", "even"),
            ("footer", "footer2", "default"), ("header", "header3", "first"), ("footer", "footer3", "first"),
        )
    )  # fmt: skip
    cover = [
        p(properties=spacing(240, "auto") + jc("right"), raw=picture("logo", 36, 12)),
        *[p() for _blank in range(4)],
        p("文档名称", "CoverName"),
        p(properties=CENTER, look=face(size=14), text="（版本号：×.×）"),
        *[p() for _blank in range(8)],
        table(
            [["编制单位", "××××有限公司"], ["密级", "□公开 □内部 □秘密"], ["编制日期", "××××年××月"]], [2000, 4400],
            f'<w:tblW w:w="6400" w:type="dxa"/><w:jc w:val="center"/>{borders("tblBorders", "top left bottom right insideH insideV", 4)}', "TableText",
        ),
        section(margins=margins),
    ]  # fmt: skip
    toc = [
        p("目　次", "FrontTitle"),
        p(style="TOC1", raw=complex_field('TOC \\o "1-3" \\h \\z \\u', "第1章 范围\t1")),
        section(front, margins=margins, numbers='<w:pgNumType w:fmt="lowerRoman" w:start="1"/>', extra="<w:titlePg/>"),
    ]
    body = [
        p("范围", "Heading1"),
        *[p(text, "BodyTextFirstIndent") for text in _BODY],
        p("总要求", "Heading2"),
        p(_BODY[1], "BodyTextFirstIndent"),
        section(front, margins=margins, numbers='<w:pgNumType w:start="1"/>', extra="<w:titlePg/>", wrapped=False),
    ]
    running = {
        "header1": p("××××有限公司", "Header"),
        "header2": p(style="Header", properties=jc("right"), raw=complex_field('STYLEREF "heading 1"', "范围")),
        "header3": p(style="Header"),
        "footer1": p(style="Footer", raw=complex_field("PAGE", "2")),
        "footer2": p(style="Footer", properties=jc("right"), raw=complex_field("PAGE", "1")),
        "footer3": p(style="Footer", properties=jc("right"), raw=complex_field("PAGE", "1")),
    }
    return Parts(
        "".join(cover + toc + body), _odd_even_styles(), running, {"logo.png": logo("#7A1F2B")},
        settings='<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>', main=TEMPLATE, title="文档名称",
    ).package()  # fmt: skip


def _odd_even_styles() -> str:
    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8844"/></w:tabs>'

    def heading(level: int, size: float, line: int) -> str:
        properties = (
            f'<w:keepNext/><w:keepLines/>{spacing(line, before=200, after=120)}<w:outlineLvl w:val="{level - 1}"/>'
        )
        return style(
            f"Heading{level}",
            f"heading {level}",
            properties,
            face("黑体", size, latin="Arial"),
            based="Normal",
            following="BodyTextFirstIndent",
        )

    return styles(
        fonts("宋体") + '<w:sz w:val="24"/><w:szCs w:val="24"/>', "",
        [
            style("Normal", "Normal", spacing(420) + jc("both"), default=True),
            style("DefaultParagraphFont", "Default Paragraph Font", kind="character", default=True),
            table_normal(),
            heading(1, 16, 520), heading(2, 14, 480), heading(3, 12, 440),
            style("BodyText", "Body Text", based="Normal"),
            style("BodyTextFirstIndent", "Body Text First Indent", '<w:ind w:firstLineChars="200" w:firstLine="480"/>', based="BodyText"),
            style("CoverName", "封面名称", spacing(900) + CENTER, face("方正小标宋简体", 30), based="Normal"),
            style("FrontTitle", "前言、引言标题", spacing(600, after=200) + CENTER, face("黑体", 16), based="Normal"),
            style("TableText", "表格正文", spacing(360), face(size=10.5), based="Normal"),
            style("TOC1", "toc 1", tabs, based="Normal"),
            style("TOC2", "toc 2", f'{tabs}<w:ind w:left="240"/>', based="Normal"),
            style("TOC3", "toc 3", f'{tabs}<w:ind w:left="480"/>', based="Normal"),
            style("Header", "header", f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>{spacing(280)}', face(size=9), based="Normal"),
            style("Footer", "footer", spacing(280), face(size=9), based="Normal"),
        ],
    )  # fmt: skip

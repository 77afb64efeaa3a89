"""Word files for the importer's tests: made with python-docx and bare XML, in sentences of our own."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from PIL import Image

LEVELS = (("chineseCounting", "第%1章"), ("chineseCounting", "%2、"), ("decimal", "%3."), ("decimal", "（%4）"))


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def numbering(document: Any, levels: tuple[tuple[str, str], ...] = LEVELS) -> int:
    """A multilevel list of the document's own; its numId."""
    part = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>'
        + "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (form, text) in enumerate(levels)
        )
        + "</w:abstractNum>"
    )
    part.insert(0, abstract)
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/></w:num>'))
    return 78


def numbered(paragraph: Any, number: int, depth: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def rules() -> bytes:
    """A set of rules: title, automatic chapters and clauses, a table with merged cells, a picture, a header, a footnote-free body."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "星河通信技术有限公司 内部资料"
    document.add_paragraph("客户档案管理规定", style="Title")
    number = numbering(document)
    for depth, text in (
        (0, "总则"), (1, "为规范客户档案的建立、使用和保管，制定本规定。"), (1, "本规定适用于各业务部门。"),
        (0, "档案的建立"), (1, "档案由客户经理建立，内容包括："), (2, "客户的基本信息；"), (2, "历次走访的记录；"), (1, "档案应在签约后十日内建成。"),
    ):  # fmt: skip
        numbered(document.add_paragraph(text), number, depth)
    document.add_paragraph("保管期限见下表。")
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    for row, texts in enumerate(
        (("类别", "期限", ""), ("", "电子", "纸质"), ("合同", "十年", "十年"), ("走访记录", "三年", "一年"))
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(picture, "PNG")
    picture.seek(0)
    document.add_picture(picture)
    document.add_paragraph("附则", style="Heading 1")
    document.add_paragraph("本规定由市场部解释。")
    return saved(document)


def job_form() -> bytes:
    """A job description as a Word form of labels and cells."""
    document = docx.Document()
    document.add_paragraph("区域销售主管岗位说明书", style="Title")
    rows = (
        ("岗位名称", "区域销售主管", "所属部门", "市场部"), ("直接上级", "市场部经理", "定 员", "2人"),
        ("岗位职责", "1、负责本区域的销售计划与执行；\n2、负责代理商的培训；\n3、组织每月的销售例会。"),
        ("任职资格", "1、教育程度：大专以上学历。\n2、工作经验：从事销售工作三年。"),
    )  # fmt: skip
    table = document.add_table(rows=len(rows), cols=4, style="Table Grid")
    for index, texts in enumerate(rows):
        if len(texts) == 2:
            table.cell(index, 1).merge(table.cell(index, 3))
        for column, text in enumerate(texts):
            table.cell(index, column).text = text
    return saved(document)


def standards() -> bytes:
    """A job standard with tables: duties and standards with a total, indicators, and one of contacts, for which there is no field."""
    document = docx.Document()
    document.add_paragraph("客户主管岗位职责和标准", style="Title")
    for heading, rows in (
        ("岗位职责及标准", (("序号", "职责", "标准", "占时"), ("1", "走访重点客户", "每月不少于八家，有记录", "60%"), ("2", "核对货款", "月底前与财务对清", "40%"), ("合计", "", "", "100%"))),
        ("主要工作目标", (("指标", "目标值", "考核周期"), ("回款率", "100%", "每月"))),
        ("沟通部门", (("部门", "事由"), ("财务部", "对账 | 开票"))),
    ):  # fmt: skip
        document.add_paragraph(heading, style="Heading 1")
        table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        for index, texts in enumerate(rows):
            for column, text in enumerate(texts):
                table.cell(index, column).text = text
    return saved(document)


def furnished() -> bytes:
    """A paper with a table of contents, a text box, a footnote, a comment, a link, a content control, a field and line breaks."""
    document = docx.Document()
    document.add_paragraph("门店巡检说明", style="Title")
    contents = document.styles.add_style("toc 1", 1)
    document.add_paragraph("巡检的次序 1", style=contents)
    document.add_paragraph("巡检的次序", style="Heading 1")
    body = document.element.body
    space = (
        nsdecls("w", "wp", "a", "r")
        + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    box = "<w:txbxContent><w:p><w:r><w:t>先看库存，再看陈列。</w:t></w:r></w:p></w:txbxContent>"
    for xml in (
        "<w:r><w:t>先到仓库</w:t><w:br/><w:t>再到柜台</w:t></w:r>",
        f"<w:r><w:t>要点见右框。</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        "<w:r><w:t>价签以系统为准</w:t></w:r><w:r><w:footnoteReference w:id='7'/></w:r><w:r><w:t>。</w:t></w:r>",
        "<w:hyperlink r:id='rId99'><w:r><w:t>下载巡检表</w:t></w:r></w:hyperlink><w:r><w:t>后打印。</w:t></w:r>",
        "<w:sdt><w:sdtContent><w:r><w:t>责任人：店长。</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        "<w:r><w:t>三月一日</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>起执行。</w:t></w:r>",
    ):
        body.insert(len(body) - 1, parse_xml(f"<w:p {space}>{xml}</w:p>"))
    notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="7"><w:p><w:r><w:t>以当日零时为准</w:t></w:r></w:p></w:footnote></w:footnotes>'
    comments = f'<w:comments {nsdecls("w")}><w:comment w:id="1" w:author="甲某"><w:p><w:r><w:t>这里再核实</w:t></w:r></w:p></w:comment></w:comments>'
    return with_parts(saved(document), {"word/footnotes.xml": notes.encode(), "word/comments.xml": comments.encode()})


def with_parts(raw: bytes, extra: dict[str, bytes]) -> bytes:
    """The package with parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            target.writestr(info.filename, extra.get(info.filename, source.read(info)))
        for name in sorted(extra.keys() - set(source.namelist())):
            target.writestr(name, extra[name])
    return buffer.getvalue()


def tracked() -> bytes:
    """Duties with an insertion, a deletion and a move that nobody accepted."""
    document = docx.Document()
    document.add_paragraph("渠道专员岗位职责")
    for text in ("1、负责渠道的日常联络；", "2、负责合同的归档；", "3、负责返点的核对。"):
        document.add_paragraph(text)
    change = 'w:id="9" w:author="甲某" w:date="2026-03-01T00:00:00Z"'
    body = document.element.body
    paragraphs = body.findall(qn("w:p"))
    paragraphs[1].append(parse_xml(f"<w:ins {nsdecls('w')} {change}><w:r><w:t>每日登记。</w:t></w:r></w:ins>"))
    paragraphs[2].append(
        parse_xml(f"<w:del {nsdecls('w')} {change}><w:r><w:delText>每周一次。</w:delText></w:r></w:del>")
    )
    paragraphs[2].append(
        parse_xml(f"<w:moveFrom {nsdecls('w')} {change}><w:r><w:t>按年装订。</w:t></w:r></w:moveFrom>")
    )
    paragraphs[3].append(parse_xml(f"<w:moveTo {nsdecls('w')} {change}><w:r><w:t>按年装订。</w:t></w:r></w:moveTo>"))
    return saved(document)


def visible_words(raw: bytes, *, without: tuple[str, ...] = ()) -> str:
    """All text of the document part, by a walk of its own; `without` are local names whose content does not count."""
    root = etree.fromstring(docx.Document(io.BytesIO(raw)).part.blob)
    skipped = {qn(f"w:{name}") for name in without}
    return "".join(
        node.text or ""
        for node in root.iter(qn("w:t"), qn("w:delText"))
        if not skipped & {up.tag for up in node.iterancestors()}
    )

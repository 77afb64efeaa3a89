"""Form templates that cover docxtpl's documented syntax, made with python-docx as a person would in Word, each with data."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

Maker = Callable[[], tuple[Any, dict[str, Any]]]
TEMPLATES: dict[str, Maker] = {}
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


def template(make: Maker) -> Maker:
    TEMPLATES[make.__name__] = make
    return make


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def paragraphs(*texts: str) -> Any:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return document


def table(document: Any, *rows: list[str]) -> Any:
    made = document.add_table(rows=len(rows), cols=max(len(row) for row in rows), style="Table Grid")
    for line, row in zip(made.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=False):
            cell.text = text
    return made


def runs(document: Any, *texts: str, bold: tuple[int, ...] = ()) -> Any:
    paragraph = document.add_paragraph()
    for number, text in enumerate(texts):
        paragraph.add_run(text).bold = True if number in bold else None
    return paragraph


STAFF = {
    "company": "星河科技（示例）有限公司",
    "people": [
        {"name": "甲", "post": "经理", "tasks": ["拜访客户", "编制计划"], "score": 92},
        {"name": "乙", "post": "专员", "tasks": ["对账"], "score": 78},
        {"name": "丙", "post": "助理", "tasks": [], "score": 85},
    ],
}


@template
def plain_values() -> tuple[Any, dict[str, Any]]:
    return paragraphs("{{ company }}", "共 {{ people|length }} 人，第一位 {{people[0].name}}"), STAFF


@template
def escaped_characters() -> tuple[Any, dict[str, Any]]:
    return paragraphs("{{ a }}与{{ b }}"), {"a": "R&D <草案> \"引号\" 'x'", "b": "1 < 2 && 3 > 2"}


@template
def several_tags_in_a_paragraph() -> tuple[Any, dict[str, Any]]:
    return paragraphs("{{a}}{{b}} 和 {{ a }}、{{ b }}。"), {"a": "一", "b": 2}


@template
def split_runs() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    runs(document, "{", "{ na", "me", " }", "} 先生", bold=(2,))
    runs(document, "{", "% if ", "vip", " %", "}贵宾{", "% endif %", "}", bold=(1, 4))
    return document, {"name": "张", "vip": True}


@template
def split_by_spelling_marks() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    paragraph = runs(document, "{{ first", "name }}")
    paragraph._p.insert(2, parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>'))
    return document, {"firstname": "李"}


@template
def smart_quotes() -> tuple[Any, dict[str, Any]]:
    return paragraphs("{{ names|join(“、”) }}", "{% if kind == ‘甲’ %}甲类{% endif %}"), {
        "names": ["一", "二"],
        "kind": "甲",
    }


@template
def inline_condition() -> tuple[Any, dict[str, Any]]:
    return paragraphs("{% if sum > 100 %}超出{% elif sum == 100 %}正好{% else %}不足{% endif %}限额"), {"sum": 100}


@template
def comparison_signs() -> tuple[Any, dict[str, Any]]:
    return paragraphs("{% if a < b and b > 1 %}小于{% endif %}{{ a <= b }}"), {"a": 1, "b": 2}


@template
def paragraph_condition() -> tuple[Any, dict[str, Any]]:
    return paragraphs("{%p if show %}", "说明文字", "{%p else %}", "没有说明", "{%p endif %}", "结尾"), {"show": False}


@template
def paragraph_loop() -> tuple[Any, dict[str, Any]]:
    return paragraphs("{%p for p in people %}", "{{ loop.index }}. {{ p.name }}", "{%p endfor %}"), STAFF


@template
def nested_paragraph_loops() -> tuple[Any, dict[str, Any]]:
    return (
        paragraphs(
            "{%p for p in people %}", "{{ p.name }}：", "{%p for t in p.tasks %}", "（{{ loop.index }}）{{ t }}",
            "{%p else %}", "无任务", "{%p endfor %}", "{%p endfor %}",
        ),
        STAFF,
    )  # fmt: skip


@template
def list_that_restarts() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    document.add_paragraph("{%p for p in people %}")
    document.add_paragraph("{{ p.name }}", style="List Number")
    document.add_paragraph("{%p for t in p.tasks %}")
    document.add_paragraph("{{ t }}", style="List Bullet 2")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    return document, STAFF


@template
def inline_loop() -> tuple[Any, dict[str, Any]]:
    return paragraphs("名单：{% for p in people %}{{ p.name }}{% if not loop.last %}、{% endif %}{% endfor %}。"), STAFF


@template
def loop_across_paragraphs() -> tuple[Any, dict[str, Any]]:
    return paragraphs("开始{% for p in people %}", "{{ p.name }}", "{% endfor %}结束"), STAFF


@template
def row_loop() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(
        document,
        ["姓名", "岗位"],
        ["{%tr for p in people %}", ""],
        ["{{ p.name }}", "{{ p.post }}"],
        ["{%tr endfor %}", ""],
    )
    return document, STAFF


@template
def row_loop_without_a_head() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(document, ["{%tr for p in nobody %}", ""], ["{{ p.name }}", "{{ p.post }}"], ["{%tr endfor %}", ""])
    return document, {"nobody": []}


@template
def row_condition() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(
        document,
        ["项", "值"],
        ["{%tr if a %}", ""],
        ["甲", "{{ a }}"],
        ["{%tr endif %}", ""],
        ["{%tr if b %}", ""],
        ["乙", "{{ b }}"],
        ["{%tr endif %}", ""],
    )
    return document, {"a": 0, "b": 5}


@template
def nested_row_loops() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(
        document, ["人", "任务"], ["{%tr for p in people %}", ""], ["{%tr for t in p.tasks %}", ""],
        ["{{ p.name }}", "{{ t }}"], ["{%tr endfor %}", ""], ["{%tr endfor %}", ""],
    )  # fmt: skip
    return document, STAFF


@template
def column_loop() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(
        document, ["名称", "{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"],
        ["值", "{%tc for v in values %}", "{{ v }}", "{%tc endfor %}"],
    )  # fmt: skip
    return document, {"columns": ["一月", "二月", "三月", "四月", "五月"], "values": [1, 2, 3, 4, 5]}


@template
def fewer_columns() -> tuple[Any, dict[str, Any]]:
    document, _data = column_loop()
    return document, {"columns": ["一月"], "values": [1]}


@template
def rows_and_columns() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(
        document, ["", "{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"], ["{%tr for r in rows %}", "", "", ""],
        ["{{ r.label }}", "{%tc for v in r.cells %}", "{{ v }}", "{%tc endfor %}"], ["{%tr endfor %}", "", "", ""],
    )  # fmt: skip
    return document, {
        "columns": ["甲", "乙", "丙"],
        "rows": [{"label": "一", "cells": [1, 2, 3]}, {"label": "二", "cells": [4, 5, 6]}],
    }


@template
def column_span() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(
        document, ["{% colspan columns|length %}合计标题", "{%tc for c in columns[1:] %}", "{%tc endfor %}"],
        ["{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"],
    )  # fmt: skip
    return document, {"columns": ["一", "二", "三"]}


@template
def cell_colour() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(document, ["{%tr for r in rows %}", ""], ["{% cellbg r.colour %}{{ r.text }}", "x"], ["{%tr endfor %}", ""])
    return document, {"rows": [{"colour": "FF0000", "text": "红"}, {"colour": "00AA00", "text": "绿"}]}


@template
def vertical_merge() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(
        document,
        ["部门", "人"],
        ["{%tr for p in people %}", ""],
        ["{% vm %}大客户部", "{{ p.name }}"],
        ["{%tr endfor %}", ""],
    )
    return document, STAFF


@template
def vertical_merge_in_nested_loops() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(
        document, ["人", "任务"], ["{%tr for p in people %}", ""], ["{%tr for t in p.tasks %}", ""],
        ["{% vm %}{{ p.name }}", "{{ t }}"], ["{%tr endfor %}", ""], ["{%tr endfor %}", ""],
    )  # fmt: skip
    return document, STAFF


@template
def horizontal_merge() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(
        document, ["{%tc for c in columns %}", "{% hm %}总表头", "{%tc endfor %}"],
        ["{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"],
    )  # fmt: skip
    return document, {"columns": ["一", "二", "三", "四"]}


@template
def merged_cells_in_the_template() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    made = table(document, ["{{ title }}", "", ""], ["甲", "{{ a }}", "{{ b }}"], ["", "{{ b }}", "{{ a }}"])
    made.cell(0, 0).merge(made.cell(0, 2))
    made.cell(1, 0).merge(made.cell(2, 0))
    return document, {"title": "考核表", "a": 1, "b": 2}


@template
def nested_table() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    outer = table(document, ["{{ title }}", ""], ["x", "y"])
    inner = outer.cell(1, 1).add_table(rows=3, cols=2)
    for cell, text in zip(
        [c for row in inner.rows for c in row.cells],
        ["{%tr for p in people %}", "", "{{ p.name }}", "{{ p.post }}", "{%tr endfor %}", ""],
        strict=True,
    ):
        cell.text = text
    return document, STAFF | {"title": "表中表"}


@template
def header_and_footer() -> tuple[Any, dict[str, Any]]:
    document = paragraphs("{{ company }}")
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ company }} · {{ number }}"
    section.footer.paragraphs[0].text = "{% if secret %}内部资料{% endif %}"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "首页 {{ number }}"
    return document, {"company": "甲 & 乙", "number": "2026-01", "secret": True}


@template
def several_sections() -> tuple[Any, dict[str, Any]]:
    document = paragraphs("{{ a }}")
    document.sections[0].header.paragraphs[0].text = "一 {{ a }}"
    section = document.add_section()
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "二 {{ b }}"
    document.add_paragraph("{{ b }}")
    return document, {"a": "甲", "b": "乙"}


@template
def properties() -> tuple[Any, dict[str, Any]]:
    document = paragraphs("{{ title }}")
    core = document.core_properties
    core.title, core.subject, core.author = ("{{ title }}", "关于{{ title }}", "{{ org }}")
    return document, {"title": "通知书", "org": "星河科技"}


@template
def line_feeds_tabs_and_pages() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    runs(document, "内容：", "{{ text }}", "完", bold=(1,))
    document.add_paragraph("{{ pages }}", style="List Bullet")
    return document, {"text": "第一行\n第二行\t后", "pages": "段一\a段二\f新页"}


@template
def spans_and_colours_in_loops() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(
        document, ["{%tr for r in rows %}", ""], ["{% cellbg r.colour %}{{ r.a }}", "{% cellbg r.colour %}{% if r.b %}{{ r.b }}{% endif %}"],
        ["{%tr endfor %}", ""], ["{% colspan 2 %}合计", ""],
    )  # fmt: skip
    return document, {"rows": [{"a": 1, "b": 2, "colour": "FFFFFF"}, {"a": 3, "b": 0, "colour": "00FF00"}]}


@template
def rows_with_else() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(
        document,
        ["{%tr if a %}", "{{ gone }}"],
        ["有", "{{ a }}"],
        ["{%tr else %}", ""],
        ["无", "—"],
        ["{%tr endif %}", ""],
    )
    return document, {"a": 0, "gone": "x"}


@template
def columns_in_some_rows() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(document, ["甲", "{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}", "末"], ["1", "2", "3", "4", "5"])
    return document, {"columns": [1, 2, 3, 4, 5, 6, 7]}


@template
def loops_in_headers_and_even_pages() -> tuple[Any, dict[str, Any]]:
    document = paragraphs("{{ a }}")
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    section.header.paragraphs[0].text = "{%p for i in items %}"
    section.header.add_paragraph("{{ i }}")
    section.header.add_paragraph("{%p endfor %}")
    section.even_page_header.paragraphs[0].text = "{{ a }}，偶数页"
    return document, {"a": "甲", "items": ["一", "二 & 三"]}


@template
def statements_of_jinja() -> tuple[Any, dict[str, Any]]:
    return (
        paragraphs(
            "{% set sum = namespace(t=0) %}{% for i in items %}{% set sum.t = sum.t + i %}{% endfor %}{{ sum.t }}", "{%p with y = 3 %}", "{{ y }}",
            "{%p endwith %}", "{% for n in tree recursive %}{{ n.name }}({{ loop(n.below) if n.below }}){% endfor %}", "{{ '是' if a else '否' }}{{ a ~ b }}",
        ),
        {"items": [1, 2, 3], "tree": [{"name": "甲", "below": [{"name": "乙", "below": []}]}], "a": 1, "b": "z"},
    )  # fmt: skip


@template
def insertions_and_fields() -> tuple[Any, dict[str, Any]]:
    document = paragraphs("{{ a }}")
    for inner in (
        '<w:ins w:id="1" w:author="x" w:date="2020-01-01T00:00:00Z"><w:r><w:t>{{ a }}</w:t></w:r></w:ins>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>{{ a }}</w:t><w:br/><w:t>{{ b }}</w:t></w:r>',
    ):
        document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    return document, {"a": 1, "b": "上\n下"}


@template
def tags_as_word_cuts_them() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    cut = (
        '<w:proofErr w:type="spellStart"/><w:r w:rsidRPr="00C3"><w:rPr><w:b/></w:rPr><w:t>{{</w:t></w:r><w:proofErr w:type="spellEnd"/>'
        '<w:r><w:t xml:space="preserve"> customer</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>.name</w:t></w:r><w:r><w:tab/><w:t>}}</w:t></w:r>'
    )
    document.element.body.insert(0, parse_xml(f'<w:p {nsdecls("w")} w:rsidR="00A1">{cut}</w:p>'))
    return document, {"customer": {"name": "甲 & 乙"}}


@template
def listing_in_a_table() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    table(
        document, ["{%tr for p in people %}", ""], ["{{ p.name }}", "{{ p.tasks|join('\n') }}"], ["{%tr endfor %}", ""]
    )
    return document, STAFF


@template
def comments_in_templates() -> tuple[Any, dict[str, Any]]:
    return paragraphs(
        "前{# 不印出来 #}后", "{#p 整段注释 #}", "甲{# 先不要 {{ b }} #}乙", "{% raw %}{{ not }}{% endraw %}{{ a }}"
    ), {"a": 1}


@template
def escaped_braces() -> tuple[Any, dict[str, Any]]:
    return paragraphs("写作 {_{ 名称 }_} 和 {_% if %_}：{{ a }}"), {"a": "值"}


@template
def variables_set_in_the_template() -> tuple[Any, dict[str, Any]]:
    return paragraphs(
        "{%p set total = people|sum(attribute='score') %}",
        "总分 {{ total }}，平均 {{ (total / people|length)|round(1) }}",
    ), STAFF


@template
def filters_and_tests() -> tuple[Any, dict[str, Any]]:
    return (
        paragraphs(
            "{{ people|map(attribute='name')|join('/') }}", "{{ missing|default('（无）') }}",
            "{% if note is defined %}{{ note }}{% endif %}", "{{ company|upper|replace('A', 'b') }}",
            "{{ people|selectattr('score', 'ge', 80)|list|length }}",
        ),
        STAFF,
    )  # fmt: skip


@template
def macros() -> tuple[Any, dict[str, Any]]:
    return paragraphs(
        "{% macro mark(x) %}【{{ x }}】{% endmacro %}{% for p in people %}{{ mark(p.name) }}{% endfor %}"
    ), STAFF


@template
def dictionary_access() -> tuple[Any, dict[str, Any]]:
    return paragraphs(
        "{{ d['键 一'] }}{{ d.two }}{{ l[-1] }}{% for k, v in d|dictsort %}{{ k }}={{ v }};{% endfor %}"
    ), {"d": {"键 一": 1, "two": "二"}, "l": [1, 2]}


@template
def numbers_and_booleans() -> tuple[Any, dict[str, Any]]:
    return paragraphs("{{ i }} {{ f }} {{ t }} {{ n }} {{ '%.2f'|format(f) }} {{ '{:,}'.format(i) }}"), {
        "i": 1234567,
        "f": 2.5,
        "t": True,
        "n": None,
    }


@template
def white_space_control() -> tuple[Any, dict[str, Any]]:
    return paragraphs("甲", "{%- if x %}乙{% endif -%}", "丙", "{{ a -}} 丁 {{- a }}"), {"x": True, "a": "A"}


@template
def run_tags() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    runs(document, "前", "{%r if x %}", "粗", "{%r endif %}", "后", bold=(2,))
    return document, {"x": True}


@template
def chinese_names() -> tuple[Any, dict[str, Any]]:
    return paragraphs("{{ 姓名 }}：{{ 明细.金额 }}", "{%p for 项 in 明细.项目 %}", "{{ 项 }}", "{%p endfor %}"), {
        "姓名": "张",
        "明细": {"金额": 10, "项目": ["一", "二"]},
    }


@template
def text_box() -> tuple[Any, dict[str, Any]]:
    document = paragraphs("{{ a }}")
    box = (
        f'<w:r {nsdecls("w")}><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="width:100pt;height:40pt">'
        "<v:textbox><w:txbxContent><w:p><w:r><w:t>框内 {{ b }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.paragraphs[0]._p.append(parse_xml(box))
    return document, {"a": "外", "b": "里"}


@template
def pictures_in_a_loop() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    document.add_paragraph("{%p for p in people %}")
    document.add_picture(io.BytesIO(PICTURE))
    document.add_paragraph("{{ p.name }}")
    document.add_paragraph("{%p endfor %}")
    document.add_picture(io.BytesIO(PICTURE))
    return document, STAFF


@template
def hyperlink_and_bookmark() -> tuple[Any, dict[str, Any]]:
    document = paragraphs("见")
    link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="here"><w:r><w:t>{{{{ title }}}}</w:t></w:r></w:hyperlink>')
    document.paragraphs[0]._p.append(link)
    mark = document.add_paragraph("{{ title }}")._p
    mark.insert(0, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="here"/>'))
    mark.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="0"/>'))
    return document, {"title": "第一条"}


@template
def content_control() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    control = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="姓名"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>{{{{ name }}}}</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    )
    document.element.body.insert(0, control)
    return document, {"name": "张"}


@template
def long_letter() -> tuple[Any, dict[str, Any]]:
    document = docx.Document()
    document.add_heading("{{ title }}", 0)
    for _ in range(40):
        document.add_paragraph("{{ company }}：本函确认第 {{ people|length }} 项。")
    table(
        document,
        ["序", "姓名", "得分"],
        ["{%tr for p in people %}", "", ""],
        ["{{ loop.index }}", "{{ p.name }}", "{{ p.score }}"],
        ["{%tr endfor %}", "", ""],
    )
    return document, STAFF | {"title": "确认函"}


def with_footnotes(document_bytes: bytes, text: str) -> bytes:
    """The document with a footnotes part whose only note says `text`."""
    from docgen.errors import Location
    from docgen.ooxml.package import read_package, write_package

    parts = read_package(document_bytes, Location("x"))
    parts["word/footnotes.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {nsdecls("w")}><w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    ).encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
    )
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdNotes" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>',
    )
    parts["word/document.xml"] = re.sub(
        rb"</w:p>", b'<w:r><w:footnoteReference w:id="1"/></w:r></w:p>', parts["word/document.xml"], count=1
    )
    return write_package(parts)


# CT_TcPr, ECMA-376 part 1 §17.4.69: docxtpl writes a span, a merge or a shade first or last.
CELL_PROPERTIES = [
    "cnfStyle",
    "tcW",
    "gridSpan",
    "hMerge",
    "vMerge",
    "tcBorders",
    "shd",
    "noWrap",
    "tcMar",
    "textDirection",
    "tcFitText",
    "vAlign",
    "hideMark",
]


def canonical(xml: bytes) -> bytes:
    """The part in canonical form, each cell's properties in the schema's order."""
    root = etree.fromstring(xml)
    for properties in root.iter("{*}tcPr"):
        properties[:] = sorted(properties, key=lambda child: CELL_PROPERTIES.index(etree.QName(child).localname))
    return bytes(etree.tostring(root, method="c14n"))

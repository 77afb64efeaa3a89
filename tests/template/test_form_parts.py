"""Tags wherever a person sees them are filled, or told with their part: nothing is left in a finished file in silence."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree
from PIL import Image

from docgen.errors import DocgenError, Location, Problem
from docgen.ooxml.package import read_package, write_package
from docgen.template.forms import compile_form
from form_parts import add_body, add_chart, add_notes, add_part, packed, parts_of, relate
from form_templates import paragraphs, saved, table
from judges import validate_docx

PLACE = Location("表.docx")
DATA: dict[str, Any] = {
    "年度": 2026,
    "邮箱": "ren@example.com",
    "名": "甲 & 乙",
    "人员": [{"名": "张甲", "邮箱": "jia@example.com"}, {"名": "李乙", "邮箱": "yi@example.com"}],
}


def filled(parts: dict[str, bytes], data: dict[str, Any] | None = None) -> dict[str, bytes]:
    form = compile_form(packed(parts), PLACE)
    assert form.warnings == []
    made = form.fill(DATA if data is None else data)
    assert made.problems == []
    return read_package(made.content, PLACE)


def warnings(parts: dict[str, bytes]) -> list[Problem]:
    return compile_form(packed(parts), PLACE).warnings


def addresses(parts: dict[str, bytes]) -> list[str]:
    root = etree.fromstring(parts["word/_rels/document.xml.rels"])
    return [item.get("Target", "") for item in root if item.get("TargetMode") == "External"]


# --- every part ------------------------------------------------------------


def test_a_charts_title_cut_into_runs_is_filled() -> None:
    parts = parts_of(paragraphs("x"))
    add_chart(parts, "<a:r><a:t>本部{{ 年</a:t></a:r><a:r><a:rPr b='1'/><a:t>度 }}年销售</a:t></a:r>")
    chart = filled(parts)["word/charts/chart1.xml"].decode()
    assert re.findall("<a:t>([^<]*)", chart) == ["本部2026", "年销售"]


@pytest.mark.parametrize(("file", "note"), [("endnotes.xml", "endnote"), ("comments.xml", "comment")])
def test_endnotes_and_comments_are_filled(file: str, note: str) -> None:
    parts = parts_of(paragraphs("x"))
    add_notes(parts, file, note, "依据{% if 年度 %}{{ 年度 }}年{{ 名 }}{% endif %}的决议")
    root = etree.fromstring(filled(parts)[f"word/{file}"])
    assert "".join(root.itertext()) == "依据2026年甲 & 乙的决议"


def test_properties_of_every_kind_and_the_data_of_content_controls_are_filled() -> None:
    document = paragraphs("x")
    document.core_properties.title = "{{ 名|default('无') }}"
    document.core_properties.keywords = "{{ 年度 }}，{{ 名 }}"
    parts = parts_of(document)
    space = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    custom = f'<Properties xmlns="{space}" xmlns:vt="urn:vt"><property name="年"><vt:lpwstr>{{{{ 年度 }}}}</vt:lpwstr></property></Properties>'
    parts["docProps/custom.xml"] = custom.encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>',
    )
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>',
    )
    add_part(parts, "customXml/item7.xml", "<root><name>{{ 名 }}</name></root>", "customXml", "application/xml")
    made = filled(parts)
    core = etree.fromstring(made["docProps/core.xml"])
    assert {"甲 & 乙", "2026，甲 & 乙"} <= {element.text for element in core.iter("{*}title", "{*}keywords")}
    assert "<vt:lpwstr>2026</vt:lpwstr>" in made["docProps/custom.xml"].decode()
    assert "<name>甲 &amp; 乙</name>" in made["customXml/item7.xml"].decode()


def test_the_address_of_a_link_is_filled_also_as_word_writes_it_and_in_each_turn_of_a_loop() -> None:
    parts = parts_of(paragraphs("{%p for 人 in 人员 %}", "LINK", "{%p endfor %}", "x"))
    plain = relate(parts, "hyperlink", "mailto:{{ 邮箱 }}?subject={{ 名 }}", external=True)
    encoded = relate(parts, "hyperlink", "mailto:%7b%7b%20人.邮箱%20%7d%7d", external=True)
    link = f'<w:hyperlink r:id="{encoded}"><w:r><w:t>{{{{ 人.名 }}}}</w:t></w:r></w:hyperlink>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:r><w:t>LINK</w:t></w:r>", link.encode())
    add_body(parts, f'<w:p><w:hyperlink r:id="{plain}"><w:r><w:t>写信</w:t></w:r></w:hyperlink></w:p>')
    made = filled(parts)
    wanted = ["mailto:ren@example.com?subject=甲%20&%20乙", "mailto:jia@example.com", "mailto:yi@example.com"]
    assert addresses(made) == wanted
    targets = {item.get("Id"): item.get("Target") for item in etree.fromstring(made["word/_rels/document.xml.rels"])}
    links = etree.fromstring(made["word/document.xml"]).iter("{*}hyperlink")
    assert [
        targets[next(value for key, value in item.attrib.items() if "relationships" in str(key))] for item in links
    ] == wanted


def test_the_instruction_of_a_field_and_the_description_of_a_picture_are_filled() -> None:
    parts = parts_of(paragraphs("x"))
    add_body(
        parts,
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK "https://example.com/{{ 年</w:instrText></w:r>'
        '<w:r><w:instrText>度 }}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{{ 名 }}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:bookmarkStart w:id="4" w:name="{{ 名|default(&quot;无&quot;) }}"/></w:p>',
    )
    root = etree.fromstring(filled(parts)["word/document.xml"])
    assert "".join(root.itertext("{*}instrText")) == ' HYPERLINK "https://example.com/2026" '
    assert any("甲 & 乙" in element.attrib.values() for element in root.iter("{*}bookmarkStart"))


def test_text_boxes_of_word_2010_and_their_old_form_are_both_filled() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>{%p if 年度 %}</w:t></w:r></w:p><w:p><w:r><w:t>{{ 名 }}</w:t></w:r></w:p><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p></w:txbxContent>"
    parts = parts_of(paragraphs("x"))
    add_body(
        parts,
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:drawing><wps:txbx>'
        f'{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml">{box}'
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    root = etree.fromstring(filled(parts)["word/document.xml"])
    assert [content.xpath("string()") for content in root.iter("{*}txbxContent")] == ["甲 & 乙", "甲 & 乙"]


# --- what cannot be filled is told -------------------------------------------


def test_tags_in_the_workbook_of_a_chart_and_in_a_vector_picture_are_told() -> None:
    parts = parts_of(paragraphs("x"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        book.writestr("xl/sharedStrings.xml", "<sst><si><t>{{ 年度 }}</t></si></sst>")
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    add_part(parts, "word/embeddings/book.xlsx", buffer.getvalue(), "package", sheet)
    add_part(parts, "word/media/image9.svg", "<svg><text>{{ 名 }}</text></svg>", "image", "image/svg+xml")
    found = warnings(parts)
    assert [(problem.code, problem.severity) for problem in found] == [("W210", "warning")] * 2
    said = "\n".join(map(str, found))
    assert "图表里嵌的工作簿（book.xlsx）里的标签没有填：{{ 年度 }}" in said
    assert "矢量图（image9.svg）里的标签没有填：{{ 名 }}" in said


def test_a_tag_that_cannot_be_read_in_a_chart_or_a_comment_stays_and_is_told_with_its_reason() -> None:
    parts = parts_of(paragraphs("x"))
    add_chart(parts, "<a:r><a:t>{{ 年 度 }}</a:t></a:r>")
    add_notes(parts, "comments.xml", "comment", "这里写 {{ 名称（见说明） }}")
    found = warnings(parts)
    assert [problem.code for problem in found] == ["W210", "W210"]
    assert "名称里有空格" in "\n".join(map(str, found))


def test_data_that_looks_like_a_tag_and_braces_that_the_template_wants_are_no_leftover() -> None:
    form = compile_form(saved(paragraphs("{{ 名 }}", "写作 {_{ 名称 }_}", "{% raw %}{{ x }}{% endraw %}")), PLACE)
    made = form.fill({"名": "用 {{ 名 }} 的写法"})
    assert made.problems == []
    assert b"{{ \xe5\x90\x8d }}" in read_package(made.content, PLACE)["word/document.xml"]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("｛｛ 姓名 ｝｝", "W200", "括号是全角的"),
        ("{{ 姓名 ｝｝", "W200", "收尾的括号是全角的"),
        ("{{ 姓名 }", "W200", "收尾少了半边"),
        ("{{ 金额|money（2） }}", "W201", "写成|例如 {{ 金额|money(2) }}"),
        ("{% if 类别 ＝＝ '甲' %}x{% endif %}", "W201", "例如 {% if 类别 == '甲' %}"),
        ("{{ 姓 名 }}", "W201", "{{ 姓名 }}"),
        ("{{ 金额|moeny }}", "W201", "是不是“money”？"),
        ("{% p if 有 %}", "W201", "写成 {%p if 有 %}"),
    ],
)
def test_a_slip_in_a_tag_is_told_with_the_right_way_to_write_it(text: str, code: str, words: str) -> None:
    with pytest.raises(DocgenError) as caught:
        compile_form(saved(paragraphs(text, "{% endif %}" if "p if" in text else "x")), PLACE)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert words.rpartition("|")[2] in str(problem) or words in str(problem)


@pytest.mark.parametrize(
    "opening", ["{% tr for t in ts %}", "{%trfor t in ts %}", "{%TR for t in ts %}", "{%-tr for t in ts %}"]
)
def test_a_row_tag_written_apart_is_the_one_fault_and_the_hint_writes_it_right(opening: str) -> None:
    document = docx.Document()
    table(document, [opening, ""], ["{{ t }}", ""], ["{%tr endfor %}", ""])
    with pytest.raises(DocgenError) as caught:
        compile_form(saved(document), PLACE)
    (problem,) = caught.value.problems
    assert problem.hint == "写成 {%tr for t in ts %}"


def test_wide_spaces_in_tags_are_spaces() -> None:
    form = compile_form(saved(paragraphs("{{　名　}}", "{%p　if\u00a0年度　%}", "有", "{%p endif %}")), PLACE)
    root = etree.fromstring(read_package(form.render(DATA), PLACE)["word/document.xml"])
    assert [text.text for text in root.iter("{*}t") if text.text] == ["甲 & 乙", "有"]


def test_what_a_row_tag_swallows_is_told_and_two_in_a_row_are_refused() -> None:
    document = docx.Document()
    table(document, ["{%tr for t in ts %}", "名称"], ["{{ t }}", ""], ["{%tr endfor %}", ""])
    (warning,) = compile_form(saved(document), PLACE).warnings
    assert (warning.code, warning.severity) == ("W202", "warning")
    assert "“名称”不会印出来" in warning.message
    document = docx.Document()
    table(document, ["{%tr for t in ts %}{{ t }}{%tr endfor %}", ""])
    with pytest.raises(DocgenError, match="同一表格行里有 2 个"):
        compile_form(saved(document), PLACE)


def test_loops_nested_too_deep_are_a_message() -> None:
    names = [f"a{number}" for number in range(30)]
    texts = [f"{{%p for {name} in xs %}}" for name in names] + ["x"] + ["{%p endfor %}"] * 30
    with pytest.raises(DocgenError) as caught:
        compile_form(saved(paragraphs(*texts)), PLACE)
    assert [problem.code for problem in caught.value.problems] == ["W201"]
    assert "循环最多套 20 层" in caught.value.problems[0].message
    with pytest.raises(DocgenError):
        compile_form(saved(paragraphs("{% if x %}" * 120 + "{% endif %}" * 120)), PLACE)


# --- cells -------------------------------------------------------------------


def test_a_cell_without_properties_or_with_empty_ones_gets_its_shade_inside_them_in_the_schemas_order() -> None:
    document = docx.Document()
    made = table(document, ["{% cellbg 色 %}甲", "{% colspan 1 %}乙", "{% cellbg 色 %}丙", "{% cellbg 色 %}丁"])
    cells = made.rows[0].cells
    cells[0]._tc.remove(cells[0]._tc.tcPr)
    cells[1]._tc.remove(cells[1]._tc.tcPr)
    for child in list(cells[2]._tc.tcPr):
        cells[2]._tc.tcPr.remove(child)
    cells[3].vertical_alignment = 1
    content = compile_form(saved(document), PLACE).render({"色": "FFCC00"})
    root = etree.fromstring(read_package(content, PLACE)["word/document.xml"])
    names = [[etree.QName(child).localname for child in properties] for properties in root.iter("{*}tcPr")]
    assert names == [["shd"], ["gridSpan"], ["shd"], ["tcW", "shd", "vAlign"]]
    assert all(next(shade.iterancestors(), None).tag.endswith("}tcPr") for shade in root.iter("{*}shd"))


# --- packages ----------------------------------------------------------------


def test_relationships_to_parts_that_are_not_there_stay_as_they_were() -> None:
    parts = parts_of(paragraphs("{{ 名 }}"))
    for kind, target in (("image", "NULL"), ("image", "media/gone.png"), ("hyperlink", "#_top")):
        relate(parts, kind, target)
    made = filled(parts)
    targets = [
        (item.get("Target"), item.get("TargetMode")) for item in etree.fromstring(made["word/_rels/document.xml.rels"])
    ]
    for target in ("NULL", "media/gone.png", "#_top"):
        assert (target, None) in targets


def test_a_document_of_another_name_as_word_online_writes_it_is_filled() -> None:
    parts = parts_of(paragraphs("{{ 名 }}"))
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["word/_rels/document2.xml.rels"] = parts.pop("word/_rels/document.xml.rels")
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = parts[name].replace(b"word/document.xml", b"word/document2.xml")
    form = compile_form(write_package(parts), PLACE)
    text = docx.Document(io.BytesIO(form.render(DATA))).paragraphs[0].text
    assert text == "甲 & 乙"


def test_a_form_with_a_large_white_scan_is_no_bomb() -> None:
    buffer = io.BytesIO()
    Image.new("1", (7000, 9900), 1).save(buffer, "BMP")
    parts = parts_of(paragraphs("{{ 名 }}"))
    add_part(parts, "word/media/scan.bmp", buffer.getvalue(), "image", "image/bmp")
    assert filled(parts)["word/media/scan.bmp"] == buffer.getvalue()


# --- pictures ----------------------------------------------------------------


def jpeg(mode: str) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (60, 40), (10, 20, 30, 40)[: len(Image.new(mode, (1, 1)).getbands())]).save(buffer, "JPEG")
    content = buffer.getvalue()
    if content[2:4] == b"\xff\xe0":  # the JFIF segment: scanners leave it out
        content = content[:2] + content[4 + int.from_bytes(content[4:6]) :]
    return content


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_without_jfif_and_one_in_the_colours_of_print_are_pictures(tmp_path: Path, mode: str) -> None:
    (tmp_path / "扫描.jpg").write_bytes(jpeg(mode))
    form = compile_form(saved(paragraphs("{{ 照片 }}")), PLACE)
    content = form.render({"照片": {"$picture": "扫描.jpg", "width": 30}}, tmp_path)
    (media,) = [part for name, part in read_package(content, PLACE).items() if name.startswith("word/media/")]
    with Image.open(io.BytesIO(media)) as image:
        image.load()
        assert (image.size, image.mode) == ((60, 40), mode)
    (tmp_path / "made.docx").write_bytes(content)
    assert not any(validate_docx([tmp_path / "made.docx"]).values())


def test_a_picture_of_a_format_that_word_does_not_show_is_told_by_its_name(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "a.webp", "WEBP")
    (tmp_path / "b.png").write_bytes(b"no picture")
    form = compile_form(saved(paragraphs("{{ 甲 }}{{ 乙 }}")), PLACE)
    with pytest.raises(DocgenError) as caught:
        form.render({"甲": {"$picture": "a.webp"}, "乙": {"$picture": "b.png"}}, tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["W206", "W206"]
    assert "“a.webp”是 WEBP 格式" in caught.value.problems[0].message


def test_a_record_with_pictures_is_filled_in_every_part_too(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg("RGB"))
    parts = parts_of(paragraphs("{{ 照片 }}", "{{ 名 }}"))
    add_chart(parts, "<a:r><a:t>{{ 年度 }}</a:t></a:r>")
    add_notes(parts, "endnotes.xml", "endnote", "{{ 年度 }}")
    link = relate(parts, "hyperlink", "mailto:{{ 邮箱 }}", external=True)
    relate(parts, "image", "NULL")
    add_body(parts, f'<w:p><w:hyperlink r:id="{link}"><w:r><w:t>写信</w:t></w:r></w:hyperlink></w:p>')
    made = compile_form(packed(parts), PLACE).fill(DATA | {"照片": {"$picture": "a.jpg"}}, tmp_path)
    assert made.problems == []
    found = read_package(made.content, PLACE)
    assert b"<a:t>2026<" in found["word/charts/chart1.xml"]
    assert b">2026<" in found["word/endnotes.xml"]
    assert addresses(found) == ["mailto:ren@example.com"]
    assert b'Target="NULL"' in found["word/_rels/document.xml.rels"]

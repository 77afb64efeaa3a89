"""The Word template: styles as they take effect, roles, and warnings about line pitch."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from docgen.errors import DocgenError, Location
from docgen.ooxml.package import read_package, write_package
from docgen.ooxml.styles import Styles
from docgen.template.fill import fill
from docgen.template.roles import Roles
from judges import validate_docx

SHELLS = sorted((Path(__file__).parents[2] / "templates" / "word").glob("*/template.docx"))
HERE = Location("template.docx")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def styles(inside: str, theme: str = "") -> Styles:
    parts = {"word/styles.xml": f"<w:styles {W}>{inside}</w:styles>".encode()}
    if theme:
        parts["word/theme/theme1.xml"] = theme.encode()
    return Styles(parts)


@pytest.mark.parametrize("path", SHELLS, ids=lambda path: path.parent.name)
def test_every_shipped_template_fills_without_a_warning(path: Path) -> None:
    filled = fill(path, {"title": "R&D <标题>", "organization": "某公司", "red_head": "1"}, HERE, toc=True)
    assert filled.problems == []
    everything = b"".join(filled.parts.values())
    assert b"R&amp;D &lt;" in everything
    assert b"<?docgen body?>" in filled.parts["word/document.xml"]
    assert b"{{" not in everything


@pytest.mark.parametrize("path", SHELLS, ids=lambda path: path.parent.name)
def test_a_template_as_it_ships_is_a_valid_word_file(path: Path) -> None:
    assert validate_docx([path]) == {path: []}


def test_the_contents_section_is_there_only_where_there_are_contents() -> None:
    template = next(path for path in SHELLS if path.parent.name == "enterprise")
    with_toc, without = (fill(template, {}, HERE, toc=toc).parts["word/document.xml"] for toc in (True, False))
    assert b"<?docgen toc?>" in with_toc
    assert b"<?docgen toc?>" not in without
    assert with_toc.count(b"<w:sectPr") == without.count(b"<w:sectPr") + 1


def test_the_templates_are_those_that_the_script_makes() -> None:
    import sys

    sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
    import make_word_templates

    for path in SHELLS:
        assert path.read_bytes() == write_package(getattr(make_word_templates, path.parent.name)()), (
            f"run make word-templates: {path}"
        )


def test_indents_and_fonts_merge_attribute_by_attribute_down_the_chain() -> None:
    found = styles(
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:eastAsia="宋体"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
        '<w:pPr><w:ind w:left="100" w:firstLine="480"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="x"/><w:basedOn w:val="a"/>'
        '<w:pPr><w:ind w:hanging="200"/></w:pPr><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>'
    )
    paragraph, run = found.resolve("b")
    assert paragraph["ind"] == {"left": "100", "hanging": "200"}
    assert run["rFonts"] == {"ascii": "Arial", "eastAsia": "黑体"}


def test_theme_fonts_get_their_names_and_cycles_end() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont><a:latin typeface="Calibri"/>'
        '<a:ea typeface=""/><a:font script="Hans" typeface="等线"/></a:minorFont></a:theme>'
    )
    found = styles(
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="a"/><w:basedOn w:val="b"/>'
        '<w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="b"/><w:basedOn w:val="a"/></w:style>',
        theme,
    )
    fonts = found.resolve("a")[1]["rFonts"]
    assert (fonts["ascii"], fonts["eastAsia"]) == ("Calibri", "等线")


def test_roles_fall_back_and_overrides_win() -> None:
    names = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="{name}"/></w:style>'
        for n, name in enumerate(["heading 1", "heading 2", "heading 3", "公司正文"])
    )
    found = styles(f'<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:name w:val="Normal"/></w:style>{names}')
    roles = Roles(found, {"body": "公司正文", "nonsense": "x", "lead": "没有"}, HERE)
    assert roles["body"] == "s3"
    assert roles["heading6"] == "s2"
    assert roles["list3"] == "s3"
    assert [problem.code for problem in roles.problems] == ["W131", "W130"]


def test_multiple_line_spacing_and_a_document_grid_are_warned_of(tmp_path: Path) -> None:
    template = next(path for path in SHELLS if path.parent.name == "sheet")
    parts = read_package(template, HERE)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        b'w:line="360" w:lineRule="exact"', b'w:line="360" w:lineRule="auto"'
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b'<w:cols w:space="425"/>', b'<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="312"/>'
    )
    path = tmp_path / "template.docx"
    path.write_bytes(write_package(parts))
    problems = fill(path, {}, HERE).problems
    assert [(problem.code, problem.severity) for problem in problems] == [("W140", "warning"), ("W141", "warning")]


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 50_000_000)
    with pytest.raises(DocgenError) as caught:
        read_package(buffer.getvalue(), HERE)
    assert caught.value.problems[0].code == "W102"


def test_equal_parts_give_equal_bytes() -> None:
    parts = {"b.xml": b"2", "[Content_Types].xml": b"1", "a.xml": b"3"}
    assert write_package(parts) == write_package(dict(reversed(parts.items())))


def test_a_style_css_beside_the_template_reaches_the_page(tmp_path: Path) -> None:
    from docgen.model.nodes import Document, Paragraph, Text
    from docgen.pdf import html

    path = tmp_path / "template.docx"
    path.write_bytes(next(path for path in SHELLS if path.parent.name == "sheet").read_bytes())
    (tmp_path / "style.css").write_text(".body{hyphens:auto}", encoding="utf-8")
    page = html.write(Document("题", (Paragraph((Text("文"),)),)), fill(path, {}, HERE))
    assert ".body{hyphens:auto}</style>" in page

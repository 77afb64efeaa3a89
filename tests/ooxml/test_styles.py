"""Styles as they take effect: inheritance in one place, whatever is odd about the chain."""

from __future__ import annotations

import pytest
from lxml import etree

from docgen.ooxml.elements.paragraphs import Indent, ParagraphProperties, RunProperties, Spacing
from docgen.ooxml.names import MAIN
from docgen.ooxml.properties import font_size, is_exact, is_on, line_of, read
from docgen.ooxml.styles import TEXT_LEVEL, Styles, StyleTree

_W = f'xmlns:w="{MAIN}"'


def styles(inside: str) -> Styles:
    return Styles({"word/styles.xml": f"<w:styles {_W}>{inside}</w:styles>".encode()})


def style(
    identifier: str, inside: str = "", *, based: str = "", name: str = "", kind: str = "paragraph", default: str = ""
) -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    marked = f' w:default="{default}"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{identifier}"{marked}><w:name w:val="{name or identifier}"/>{base}{inside}</w:style>'


def test_a_style_inherits_down_its_chain_over_the_documents_defaults() -> None:
    found = styles(
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259"/></w:pPr></w:pPrDefault></w:docDefaults>'
        + style(
            "a",
            '<w:pPr><w:spacing w:line="400" w:lineRule="exact"/><w:ind w:firstLine="420"/></w:pPr><w:rPr><w:b/></w:rPr>',
        )
        + style(
            "b",
            '<w:pPr><w:ind w:hanging="200"/></w:pPr><w:rPr><w:b w:val="off"/><w:sz w:val="14pt"/></w:rPr>',
            based="a",
        )
    )
    paragraph, run = found.resolve("b")
    assert (read(paragraph, Spacing.after), line_of(paragraph), is_exact(paragraph)) == (160, 400, True)
    assert (read(paragraph, Indent.first_line), read(paragraph, Indent.hanging)) == (None, 200)
    assert (font_size(run), is_on(run, RunProperties.bold)) == (14.0, False)
    assert font_size(found.resolve("a")[1]) == 10.5


def test_a_circle_of_styles_ends_where_it_closes() -> None:
    found = styles(
        style("a", "<w:rPr><w:b/></w:rPr>", based="b")
        + style("b", "<w:rPr><w:i/></w:rPr>", based="a")
        + style("c", based="c")
    )
    assert [link.identifier for link in found.chain("a")] == ["b", "a"]
    assert [link.identifier for link in found.chain("c")] == ["c"]
    assert is_on(found.resolve("a")[1], RunProperties.italic)


def test_a_missing_base_and_an_unknown_style_are_no_obstacle() -> None:
    found = styles(style("a", "<w:rPr><w:b/></w:rPr>", based="gone"))
    assert [link.identifier for link in found.chain("a")] == ["a"]
    assert found.chain("gone") == []
    assert found.resolve("gone") == ({}, {})
    assert (found.name("gone"), found.type("gone"), found.has("gone")) == ("", "", False)


@pytest.mark.parametrize("switch", ["1", "true", "on"])
def test_the_default_style_is_known_in_every_spelling(switch: str) -> None:
    found = styles(style("a", "<w:rPr><w:b/></w:rPr>", default=switch) + style("t", kind="table", default=switch))
    assert (found.default_paragraph, found.default_table) == ("a", "t")
    assert is_on(found.resolve("")[1], RunProperties.bold)


def test_measures_of_converters_are_read_as_word_reads_them() -> None:
    """As Google Docs (decimals), Strict files (units) and broken converters write them."""
    found = styles(
        style(
            "a",
            '<w:pPr><w:spacing w:before="240.0" w:after="12pt" w:line="276.0"/><w:ind w:start="1in" w:firstLine="36.5"/><w:tabs><w:tab w:val="right" w:pos="9026.0"/><w:tab w:pos="?"/></w:tabs></w:pPr>',
        )
        + style(
            "t",
            '<w:tblPr><w:tblCellMar><w:start w:w="115.0" w:type="dxa"/><w:end w:w="0.08in" w:type="dxa"/><w:top w:w="x"/></w:tblCellMar></w:tblPr>',
            kind="table",
        )
    )
    paragraph = found.resolve("a")[0]
    assert (read(paragraph, Spacing.before), read(paragraph, Spacing.after), line_of(paragraph)) == (240, 240, 276)
    assert (read(paragraph, Indent.left), read(paragraph, Indent.first_line)) == (1440, 36)
    assert paragraph["tabs"] == {"9026": "right:none"}
    assert found.table("t").margins == {"top": 0, "left": 115, "bottom": 0, "right": 115}


def test_a_run_takes_its_character_style_with_what_that_is_based_on() -> None:
    found = styles(
        style("a")
        + style("base", "<w:rPr><w:b/></w:rPr>", kind="character")
        + style("c", "<w:rPr><w:i/></w:rPr>", based="base", kind="character")
    )
    run = etree.fromstring(f'<w:rPr {_W}><w:rStyle w:val="c"/><w:b w:val="0"/></w:rPr>')
    _paragraph, effective = found.with_direct("a", None, run)
    assert (is_on(effective, RunProperties.bold), is_on(effective, RunProperties.italic)) == (False, True)
    assert is_on(found.with_direct("a", None, None)[1], RunProperties.italic) is False


def test_direct_formatting_lies_over_the_style_and_the_table_under_it() -> None:
    found = styles(style("a", '<w:pPr><w:jc w:val="both"/></w:pPr>'))
    direct = etree.fromstring(f'<w:pPr {_W}><w:spacing w:before="100"/></w:pPr>')
    table = ({"jc": {"val": "center"}, "spacing": {"after": "60"}}, {"b": {}})
    paragraph, run = found.with_direct("a", direct, table=table)
    assert read(paragraph, ParagraphProperties.alignment) == "both"
    assert (read(paragraph, Spacing.before), read(paragraph, Spacing.after)) == (100, 60)
    assert is_on(run, RunProperties.bold)


def test_a_style_is_in_the_list_of_what_it_is_based_on_unless_it_says_otherwise() -> None:
    number = '<w:pPr><w:numPr>{}<w:numId w:val="{}"/></w:numPr></w:pPr>'
    tree = StyleTree(
        etree.fromstring(
            f"<w:styles {_W}>"
            + style("h1", number.format("", "7"))
            + style("h2", '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>', based="h1")
            + style("plain", number.format("", "0"), based="h1")
            + style("text")
            + "</w:styles>"
        )
    )
    assert [tree.list_of(name) for name in ("h1", "h2", "plain", "text")] == ["7", "7", "", ""]


def test_the_outline_level_in_force_is_the_nearest_that_is_said() -> None:
    outline = '<w:pPr><w:outlineLvl w:val="{}"/></w:pPr>'
    tree = styles(
        style("h", outline.format(1))
        + style("sub", based="h")
        + style("text", outline.format(9), based="h")
        + style("odd", outline.format("x"))
    ).tree
    assert [tree.outline(name) for name in ("h", "sub", "text", "odd")] == [1, 1, TEXT_LEVEL, None]


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("heading 1", "标题 1"),
        ("标题 1", "heading 1"),
        ("Body Text", "正文文本"),
        ("heading 2,章", "章"),
        ("heading 2,章", "标题 2"),
        ("toc 1", "目录 1"),
    ],
)
def test_a_built_in_style_is_found_by_its_names_in_both_languages(stored: str, asked: str) -> None:
    assert styles(style("x", name=stored)).by_name["paragraph", asked.casefold()] == "x"


def test_a_style_of_exactly_that_name_comes_before_one_that_is_also_called_so() -> None:
    found = styles(style("word", name="heading 1") + style("own", name="标题 1"))
    assert (found.by_name["paragraph", "heading 1"], found.by_name["paragraph", "标题 1"]) == ("word", "own")


def test_an_alias_is_a_name_too() -> None:
    aliased = (
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="正文一"/><w:aliases w:val="Text,公司正文"/></w:style>'
    )
    assert styles(aliased).by_name["paragraph", "公司正文"] == "x"


def test_a_file_without_styles_has_none() -> None:
    found = Styles({})
    assert (found.resolve(""), found.default_paragraph, found.table("").margins["left"]) == (({}, {}), "", 108)

"""Sections: where they end, what they print, how their pages are set up; settings of the whole file."""

from __future__ import annotations

from lxml import etree

from docgen.ooxml.elements.sections import SectionProperties
from docgen.ooxml.names import MAIN, R
from docgen.ooxml.sections import (
    border_sides,
    column_width,
    columns_of,
    grid_pitch,
    last_section,
    page_numbers,
    page_set_up,
    read_sections,
)  # fmt: skip
from docgen.ooxml.settings import Settings
from docgen.ooxml.vml import angle, color, fraction, length, lengths, read_style

_SPACES = f'xmlns:w="{MAIN}" xmlns:r="{R[1:-1]}"'


def body(inside: str) -> etree._Element:
    return etree.fromstring(f"<w:body {_SPACES}>{inside}</w:body>")


def section(inside: str) -> SectionProperties:
    return SectionProperties(etree.fromstring(f"<w:sectPr {_SPACES}>{inside}</w:sectPr>"))


def _reference(edge: str, kind: str, identifier: str) -> str:
    return f'<w:{edge}Reference w:type="{kind}" r:id="{identifier}"/>'


def test_a_section_prints_the_headers_of_the_one_before_where_it_names_none() -> None:
    first = f"<w:p><w:pPr><w:sectPr>{_reference('header', 'default', 'h1')}{_reference('header', 'first', 'f1')}{_reference('footer', 'default', 'z1')}</w:sectPr></w:pPr></w:p>"
    second = f"<w:p><w:pPr><w:sectPr>{_reference('header', 'default', 'h2')}</w:sectPr></w:pPr></w:p>"
    found = read_sections(body(f"<w:p/><w:p/>{first}<w:tbl/>{second}<w:p/><w:sectPr/>"))
    assert [len(item.children) for item in found] == [3, 2, 1]
    assert [dict(item.headers) for item in found] == [
        {"default": "h1", "first": "f1"},
        {"default": "h2", "first": "f1"},
        {"default": "h2", "first": "f1"},
    ]
    assert [dict(item.footers) for item in found] == [{"default": "z1"}] * 3


def test_what_stands_after_the_last_section_mark_is_a_section_with_words_own_page() -> None:
    found = read_sections(body("<w:p><w:pPr><w:sectPr/></w:pPr></w:p><w:p/>"))
    assert [len(item.children) for item in found] == [1, 1]
    assert (page_set_up(found[-1].properties).width, page_set_up(found[-1].properties).left) == (11906, 1440)
    assert len(read_sections(body(""))) == 1


def test_a_page_is_read_in_every_form_of_measures() -> None:
    page = page_set_up(
        section(
            '<w:pgSz w:w="8.5in" w:h="279.4mm" w:orient="portrait"/><w:pgMar w:top="-1417.5" w:right="1in" w:bottom="72pt" w:left="1440.0" w:header="708" w:footer="x" w:gutter="10mm"/>'
        )
    )
    assert (page.width, page.height, page.top, page.right, page.bottom, page.left) == (
        12240,
        15840,
        -1418,
        1440,
        1440,
        1440,
    )
    assert (page.header, page.footer, page.gutter) == (708, 720, 567)
    assert (page.text_width, page.text_height) == (12240 - 2880 - 567, 15840 - 1418 - 1440)


def test_columns_are_equal_or_as_wide_as_they_say() -> None:
    equal = section(
        '<w:pgSz w:w="11906"/><w:pgMar w:left="1000" w:right="906"/><w:cols w:num="2" w:space="400" w:sep="on"/>'
    )
    assert (columns_of(equal).count, columns_of(equal).line, column_width(equal)) == (2, True, 4800)
    own = section(
        '<w:cols w:equalWidth="false" w:num="2"><w:col w:w="3000" w:space="300"/><w:col w:w="5000"/></w:cols>'
    )
    assert (columns_of(own).count, columns_of(own).gap, column_width(own)) == (2, 300, 3000)
    assert columns_of(section("")).count == columns_of(section('<w:cols w:num="0"/>')).count == 1


def test_numbers_and_grid_have_their_defaults() -> None:
    assert (page_numbers(section("")).form, page_numbers(section("")).start) == ("decimal", None)
    assert page_numbers(section('<w:pgNumType w:fmt="upperRoman" w:start="3.0"/>')).start == 3
    assert [
        grid_pitch(section(f'<w:docGrid w:type="{kind}" w:linePitch="312"/>')) for kind in ("lines", "default")
    ] == [312, 0]


def test_the_last_section_is_the_bodys_own() -> None:
    document = etree.fromstring(
        f'<w:document {_SPACES}><w:body><w:p><w:pPr><w:sectPr><w:pgSz w:w="1000"/></w:sectPr></w:pPr></w:p><w:sectPr><w:pgSz w:w="2000"/></w:sectPr></w:body></w:document>'
    )
    assert page_set_up(last_section(document)).width == 2000


def test_a_page_frame_has_its_four_sides() -> None:
    borders = etree.fromstring(
        f'<w:pgBorders {_SPACES}><w:top w:val="single"/><!-- x --><w:left w:val="single"/></w:pgBorders>'
    )
    assert len(border_sides(borders)) == 2
    assert border_sides(None) == []


def test_settings_have_words_defaults_and_every_spelling_of_a_switch() -> None:
    def of(inside: str) -> Settings:
        return Settings({"word/settings.xml": f"<w:settings {_SPACES}>{inside}</w:settings>".encode()})

    plain = Settings({})
    assert (plain.default_tab, plain.even_and_odd, plain.outdented_tables, plain.protected) == (720, False, True, False)
    assert of('<w:defaultTabStop w:val="21pt"/>').default_tab == 420
    assert [of(f'<w:evenAndOddHeaders w:val="{word}"/>').even_and_odd for word in ("on", "off", "true")] == [
        True,
        False,
        True,
    ]
    assert of('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>').protected
    assert (
        of('<w:compat><w:compatSetting w:name="compatibilityMode" w:val="15.0"/></w:compat>').outdented_tables is False
    )


def test_vml_measures_are_read_and_nonsense_is_the_default() -> None:
    assert [length(text) for text in ("1in", "2.54cm", "12", "12pt", "16px", "50%", "x", "1.2.3pt", "")] == [
        72,
        72,
        12,
        12,
        12,
        0,
        0,
        1.2,
        0,
    ]
    assert lengths("1pt,2pt, x", -1) == [1, 2, -1]
    assert (angle("45"), angle("2949120f"), angle("2949120fd"), angle("schräg")) == (45, 45, 45, 0)
    assert (fraction(".5", 1), fraction("50%", 1), fraction("32768f", 1), fraction("", 1)) == (0.5, 0.5, 0.5, 1)
    assert [color(text) for text in ("#f00", "silver [3212]", "#C0C0C0", "none", "")] == [
        "FF0000",
        "C0C0C0",
        "C0C0C0",
        "",
        "",
    ]
    assert read_style("Width: 10pt;;height:2pt") == {"width": "10pt", "height": "2pt"}

"""What Word's styles say reaches the page: colours of the theme, spacing between equals, borders, line heights, indents."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from company_parts import (
    borders,
    complex_field,
    face,
    logo,
    p,
    reference,
    run,
    section,
    spacing,
    style,
    table,
)
from company_templates_more import _text_box as vml_and_drawing
from docgen.errors import Location
from docgen.fonts.font_set import FontSet
from docgen.ooxml.fields import read_instruction
from docgen.ooxml.settings import Settings
from docgen.ooxml.styles import Styles
from docgen.ooxml.table_styles import Spot, Switches, TableLook, look_at
from docgen.ooxml.theme import read_theme
from docgen.pdf.line_heights import LineHeights, scripts_of
from docgen.pdf.word_css import paragraph_css, run_css
from docgen.template.page_numbers import formatted
from docgen.template.undrawn import check_drawings
from look_samples import MM, Both, Pixels, build, find, heading, near, sheet_styles, template, texts, words

FONTS = FontSet()

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
THEME = (
    f'<a:theme {A}><a:themeElements><a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
    '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="44546A"/></a:dk2><a:accent1><a:srgbClr val="4472C4"/></a:accent1>'
    '</a:clrScheme><a:fontScheme name="x"><a:majorFont><a:latin typeface="Arial"/><a:ea typeface=""/><a:font script="Jpan" typeface="游ゴシック"/>'
    '<a:font script="Hans" typeface="黑体"/></a:majorFont></a:fontScheme></a:themeElements></a:theme>'
)  # fmt: skip


def resolved(paragraph: str, run_properties: str = "") -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """A style's effective properties, with THEME."""
    content = f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="a"/><w:pPr>{paragraph}</w:pPr><w:rPr>{run_properties}</w:rPr></w:style></w:styles>'
    return Styles({"word/styles.xml": content.encode(), "word/theme/theme1.xml": THEME.encode()}).resolve("a")


# --- the theme ---


@pytest.mark.parametrize(
    ("attributes", "color"),
    [
        ('w:val="000000" w:themeColor="accent1"', "4472C4"),
        ('w:val="2F5496" w:themeColor="accent1" w:themeShade="BF"', "2F5496"),
        ('w:val="8EAADB" w:themeColor="accent1" w:themeTint="99"', "8EAADB"),
        ('w:val="D9E2F3" w:themeColor="accent1" w:themeTint="33"', "D9E2F3"),
        ('w:val="595959" w:themeColor="text1" w:themeTint="A6"', "595959"),
        ('w:val="D9D9D9" w:themeColor="background1" w:themeShade="D9"', "D9D9D9"),
        ('w:val="123456"', "123456"),
    ],
)
def test_theme_colours_with_tint_and_shade_come_out_as_word_computes_them(attributes: str, color: str) -> None:
    """The w:val beside each theme colour is what Word itself wrote there."""
    found = resolved("", f"<w:color {attributes}/>")[1]["color"]["val"]
    pairs = [(int(found[index : index + 2], 16), int(color[index : index + 2], 16)) for index in (0, 2, 4)]
    assert all(abs(one - other) <= 1 for one, other in pairs), found


def test_shading_and_borders_take_theme_colours_too() -> None:
    paragraph, _run = resolved(
        '<w:pBdr><w:bottom w:val="single" w:sz="8" w:color="auto" w:themeColor="accent1"/></w:pBdr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF" w:themeFill="text2"/>'
    )
    css = paragraph_css(paragraph, {}, LineHeights())
    assert css["border-bottom"] == "1pt solid #4472C4"
    assert css["background"] == "#44546A"


def test_the_theme_gives_chinese_text_its_font_for_simplified_script() -> None:
    _paragraph, found = resolved("", '<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia"/>')
    assert run_css(found)["font-family"] == '"L Arial","黑体"'


def test_a_remapped_theme_has_its_background_for_text() -> None:
    settings = f'<w:settings {W}><w:clrSchemeMapping w:bg1="dark1" w:t1="light1"/></w:settings>'
    theme = read_theme({"word/theme/theme1.xml": THEME.encode(), "word/settings.xml": settings.encode()})
    assert theme.colors["text1"] == "FFFFFF"


def test_drawings_modify_a_scheme_colour_by_luminance() -> None:
    theme = read_theme({"word/theme/theme1.xml": THEME.encode()})
    fill = etree.fromstring(
        f'<a:solidFill {A}><a:schemeClr val="accent1"><a:lumMod val="40000"/><a:lumOff val="60000"/></a:schemeClr></a:solidFill>'
    )
    assert theme.drawn(fill) == "B4C7E7"


# --- runs and paragraphs ---


@pytest.mark.parametrize(
    ("properties", "name", "value"),
    [
        ('<w:u w:val="double"/>', "text-decoration", "underline double"),
        ('<w:u w:val="wave" w:color="FF0000"/>', "text-decoration", "underline wavy #FF0000"),
        ('<w:u w:val="none"/><w:dstrike/>', "text-decoration", "line-through"),
        ('<w:highlight w:val="yellow"/>', "background", "#FFFF00"),
        ('<w:shd w:val="pct20" w:color="000000" w:fill="FFFFFF"/>', "background", "#CCCCCC"),
        ('<w:spacing w:val="40"/>', "letter-spacing", "2pt"),
        ('<w:position w:val="6"/>', "vertical-align", "3pt"),
        ("<w:smallCaps/>", "font-variant-caps", "small-caps"),
    ],
)
def test_a_runs_properties_become_css(properties: str, name: str, value: str) -> None:
    assert run_css(resolved("", properties)[1])[name] == value


@pytest.mark.parametrize(
    ("properties", "name", "value"),
    [
        ('<w:spacing w:beforeLines="50" w:before="156"/>', "margin-top", "7.8pt"),
        ('<w:spacing w:before="100" w:beforeAutospacing="1"/>', "margin-top", "14pt"),
        ('<w:ind w:leftChars="600" w:left="1440"/>', "margin-left", "72pt"),
        ('<w:ind w:firstLineChars="200" w:firstLine="420"/>', "text-indent", "2em"),
        ('<w:ind w:left="840" w:hanging="420"/>', "text-indent", "-21pt"),
        ('<w:widowControl w:val="0"/>', "orphans", "1"),
        ('<w:jc w:val="distribute"/>', "text-align-last", "justify"),
        ('<w:spacing w:line="480" w:lineRule="atLeast"/>', "line-height", "31.2pt"),
        ('<w:spacing w:line="360" w:lineRule="auto"/>', "line-height", "46.8pt"),
        ('<w:snapToGrid w:val="0"/><w:spacing w:line="360" w:lineRule="auto"/>', "line-height", "26.064pt"),
    ],
)
def test_a_paragraphs_properties_become_css_on_a_grid_of_15_6_pt(properties: str, name: str, value: str) -> None:
    paragraph, found = resolved(properties, '<w:sz w:val="24"/>')
    assert paragraph_css(paragraph, found, LineHeights(pitch=15.6))[name] == value


def test_a_line_is_as_high_as_its_fonts_and_an_empty_one_as_the_latin_font() -> None:
    found = {"rFonts": {"ascii": "Times New Roman", "eastAsia": "宋体"}, "sz": {"val": "24"}}
    lines = LineHeights(FONTS.line_extents)
    assert lines.natural(found, scripts_of("汉字")) == pytest.approx(17.24, abs=0.02)  # as LibreOffice has it
    assert lines.natural(found, scripts_of("")) == pytest.approx(13.8, abs=0.02)


def test_the_grid_reaches_into_cells_only_where_the_template_says_so() -> None:
    found = {"sz": {"val": "24"}}
    assert LineHeights(pitch=15.6).height({}, found, in_table=True) == pytest.approx(17.376)
    assert LineHeights(pitch=15.6, cells=True).height({}, found, in_table=True) == pytest.approx(31.2)
    settings = f"<w:settings {W}><w:compat><w:adjustLineHeightInTable/></w:compat></w:settings>"
    assert Settings({"word/settings.xml": settings.encode()}).grid_in_cells
    assert not Settings({}).grid_in_cells


@pytest.mark.parametrize(("mode", "outdented"), [("15", False), ("14", True), ("", True)])
def test_tables_stand_out_to_the_left_in_words_older_modes(mode: str, outdented: bool) -> None:
    setting = f'<w:compatSetting w:name="compatibilityMode" w:val="{mode}"/>' if mode else ""
    settings = f"<w:settings {W}><w:compat>{setting}</w:compat></w:settings>"
    assert Settings({"word/settings.xml": settings.encode()}).outdented_tables is outdented


# --- fields and numbers ---


def test_an_instruction_is_read_with_quotes_switches_and_words_own_additions() -> None:
    found = read_instruction(' STYLEREF  "公司 标题1" \\n \\* MERGEFORMAT ')
    assert (found.name, found.arguments, dict(found.switches)) == ("STYLEREF", ("公司 标题1",), {"n": ""})
    assert read_instruction("PAGE \\*roman \\* MERGEFORMAT").switches["*"] == "roman"
    assert read_instruction("").name == ""


@pytest.mark.parametrize(
    ("number", "name", "text"),
    [(4, "lowerRoman", "iv"), (29, "upperRoman", "XXIX"), (28, "upperLetter", "BB"), (21, "chineseCounting", "二十一"), (7, "decimalZero", "07"), (3, "numberInDash", "- 3 -"), (5, "unheard", "5")],
)  # fmt: skip
def test_page_numbers_are_written_in_words_formats(number: int, name: str, text: str) -> None:
    assert formatted(number, name) == text


# --- table styles ---


def test_corner_cells_beat_rows_and_columns_and_bands_begin_below_the_head() -> None:
    fill = {
        name: ({}, {"shd": {"fill": name}}, {})
        for name in ("firstRow", "firstCol", "band1Horz", "band2Horz", "nwCell", "lastRow", "seCell")
    }
    look = TableLook({}, {}, conditions=fill)
    asked = Switches(first_row=True, last_row=True, first_column=True, last_column=True, row_bands=True)

    def at(row: int, column: int) -> str:
        return look_at(look, asked, Spot(row, column, 5, 3))[2]["shd"]["fill"]

    assert [at(0, 0), at(0, 1), at(1, 0), at(1, 1), at(2, 1), at(4, 1), at(4, 2)] == [
        "nwCell",
        "firstRow",
        "firstCol",
        "band1Horz",
        "band2Horz",
        "lastRow",
        "seCell",
    ]


# --- beside LibreOffice ---


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("styles")
    top, bottom = (f'<w:{side} w:val="single" w:sz="12" w:space="4" w:color="C00000"/>' for side in ("top", "bottom"))
    between = '<w:between w:val="single" w:sz="4" w:space="2" w:color="1F4E79"/>'
    more = (
        style("Close", "紧", spacing(400, before=400, after=400) + "<w:contextualSpacing/>", based="Normal"),
        style("Framed", "框", f"<w:pBdr>{top}{bottom}</w:pBdr>{spacing(400)}", based="Normal"),
        style("Ruled", "线", f"<w:pBdr>{top}{bottom}{between}</w:pBdr>{spacing(400)}", based="Normal"),
        style("Loose", "倍", spacing(360, "auto"), face("宋体", 14), based="Normal"),
        style("Least", "最小", spacing(600, "atLeast"), face("宋体", 14), based="Normal"),
    )
    group = "".join(
        p(f"{name}{index}", identifier)
        for name, identifier in (("紧", "Close"), ("框", "Framed"), ("倍", "Loose"), ("小", "Least"))
        for index in "甲乙丙"
    )
    frame_number = '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="center" w:y="1"/>'
    running = {
        "header1": p(raw=vml_and_drawing("页眉框")),
        "footer1": p(properties=frame_number, raw=run("框页") + complex_field("PAGE", "1")),
    }
    merged = table(
        [["跨列", "右"], ["下左", "下右"]],
        [3000, 3000],
        f'<w:tblW w:w="6000" w:type="dxa"/>{borders("tblBorders", "top bottom", 8, "C00000")}',
    )
    cover = (
        group
        + merged
        + p("末段")
        + p("线甲", "Ruled")
        + p("线乙", "Ruled")
        + section(reference("header", "header1") + reference("footer", "footer1"))
    )
    filled = template(folder, cover, running=running, media={"logo.png": logo("#1F4E79")}, look=sheet_styles(*more))
    return build(folder, filled, heading(1, "章"))


@pytest.mark.parametrize(
    "text", ["紧乙", "紧丙", "框甲", "框乙", "框丙", "倍甲", "倍乙", "倍丙", "小乙", "小丙", "跨列", "下右", "末段"]
)
def test_paragraphs_stand_where_their_spacing_puts_them(both: Both, text: str) -> None:
    ours, theirs = find(words(both.pdf)[0], text), find(words(both.office)[0], text)
    assert abs(ours.left - theirs.left) * MM < 0.5
    assert abs(ours.middle - theirs.middle) * MM < 2


def _between(file: Path, one: str, other: str) -> list[tuple[int, int, int]]:
    page, image = words(file)[0], Pixels(file, 0, 144)
    first, second = (round(find(page, text).middle * MM * 10) for text in (one, other))
    return [image.at(120, y / 10) for y in range(first, second)]


def test_paragraphs_of_one_style_share_one_frame(both: Both) -> None:
    assert both.office is not None
    for file in (both.pdf, both.office):
        assert {color for color in _between(file, "框甲", "框丙") if sum(color) < 600} == set()
        assert any(near(color, (0xC0, 0, 0), 90) for color in _between(file, "框丙", "倍甲"))


def test_a_rule_between_paragraphs_takes_the_place_of_their_frames(both: Both) -> None:
    """Word joins them; LibreOffice frames each by itself."""
    strip = _between(both.pdf, "线甲", "线乙")
    assert any(near(color, (0x1F, 0x4E, 0x79), 110) for color in strip)
    assert not any(near(color, (0xC0, 0, 0), 60) for color in strip)


def test_a_number_in_a_frame_of_the_footer_stands_in_the_middle(both: Both) -> None:
    for number, page in enumerate(words(both.pdf), 1):
        word = find(page, "框页")
        assert (
            abs(
                (
                    word.left + page[page.index(word) + 1].right
                    if f"框页{number}" not in texts([word])
                    else word.left + word.right
                )
                / 2
                - 297.6
            )
            < 12
        )


def test_a_text_box_in_the_header_is_drawn_once_at_its_place(both: Both) -> None:
    page = words(both.pdf)[1]
    assert [word.text for word in page].count("页眉框") == 1
    assert find(page, "页眉框").left * MM == pytest.approx(31.75 + 100 + 25 - 6.35, abs=6)


def test_what_the_pdf_cannot_draw_is_said_with_its_part() -> None:
    relations = b'<Relationships><Relationship Target="media/logo.emf"/><Relationship Target="charts/chart1.xml"/></Relationships>'
    parts = {"word/_rels/header2.xml.rels": relations, "word/_rels/styles.xml.rels": relations}
    found = check_drawings(parts, Location("template.docx"))
    assert [(problem.code, problem.severity) for problem in found] == [("W146", "warning"), ("W147", "warning")]
    assert "header2.xml" in found[0].message
    assert "logo.emf" in found[0].message

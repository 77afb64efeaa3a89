"""Elements declared once: read with their defaults, in their units, and what means nothing is named."""

from __future__ import annotations

from lxml import etree

from docgen.errors import Location
from docgen.ooxml.elements import TYPES
from docgen.ooxml.elements.paragraphs import Border, Indent, Paragraph, ParagraphProperties, RunProperties, Spacing
from docgen.ooxml.elements.sections import SectionProperties
from docgen.ooxml.elements.tables import Table
from docgen.ooxml.file_faults import faults_of
from docgen.ooxml.names import MAIN, R, W
from docgen.ooxml.properties import attributes_of, is_on, read


def xml(text: str) -> etree._Element:
    return etree.fromstring(
        text.replace(">", f' xmlns:w="{MAIN}" xmlns:r="{R[1:-1]}">', 1)
        if "/>" not in text.split(">")[0] + ">"
        else text.replace("/>", f' xmlns:w="{MAIN}"/>', 1)
    )


def test_a_paragraph_is_read_through_its_declarations() -> None:
    paragraph = Paragraph(
        xml(
            '<w:p><w:pPr><w:pStyle w:val="a3"/><w:keepNext/><w:widowControl w:val="off"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="12"/></w:numPr>'
            '<w:spacing w:before="12pt" w:line="300.0" w:lineRule="exact"/><w:outlineLvl w:val="2"/></w:pPr>'
            '<w:r><w:rPr><w:b/><w:sz w:val="12pt"/></w:rPr></w:r></w:p>'
        )
    )
    properties = paragraph.properties
    assert properties is not None
    assert properties.numbering is not None
    assert properties.spacing is not None
    assert (paragraph.style, properties.keep_next, properties.widow_control, properties.outline) == (
        "a3",
        True,
        False,
        2,
    )
    assert (properties.numbering.level, properties.numbering.instance) == (1, "12")
    assert (properties.spacing.before, properties.spacing.line, properties.spacing.after) == (240, 300, 0)
    run = paragraph.runs[0].properties
    assert run is not None
    assert (run.bold, run.italic, run.size, run.scale) == (True, False, 24, 100)


def test_defaults_stand_where_nothing_or_nonsense_is_said() -> None:
    properties = ParagraphProperties(
        xml('<w:pPr><w:spacing w:before="viel"/><w:outlineLvl/><w:keepNext w:val="vielleicht"/></w:pPr>')
    )
    assert properties.spacing is not None
    assert (properties.spacing.before, properties.outline, properties.keep_next, properties.style) == (
        0,
        None,
        False,
        "",
    )


def test_a_width_in_percent_is_one_whatever_its_type_says() -> None:
    table = Table(
        xml(
            '<w:tbl><w:tblPr><w:tblW w:w="50%"/><w:tblInd w:w="115.0" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="2.54cm"/><w:gridCol/></w:tblGrid></w:tbl>'
        )
    )
    assert table.properties is not None
    assert table.properties.width is not None
    assert table.properties.indent is not None
    assert (table.properties.width.kind, table.properties.width.amount) == ("pct", 2500)
    assert (table.properties.indent.kind, table.properties.indent.amount) == ("dxa", 115)
    assert table.grid is not None
    assert [column.width for column in table.grid.columns] == [1440, None]


def test_a_section_has_words_own_page_where_it_says_none() -> None:
    section = SectionProperties(
        xml('<w:sectPr><w:headerReference w:type="first" r:id="rId3"/><w:pgSz w:w="595pt"/><w:cols/></w:sectPr>')
    )
    assert section.size is not None
    assert section.columns is not None
    assert (section.size.width, section.size.height, section.columns.count) == (11900, 16838, 1)
    assert [(item.kind, item.identifier) for item in section.headers] == [("first", "rId3")]


def test_properties_are_in_one_spelling_and_read_by_declaration() -> None:
    spacing = xml('<w:spacing w:before="12pt" w:after="115.0" w:line="rubbish" w:beforeAutospacing="true"/>')
    assert attributes_of(spacing) == {"before": "240", "after": "115", "beforeAutospacing": "1"}
    bag = {"spacing": attributes_of(spacing), "b": {}, "i": {"val": "off"}}
    assert (read(bag, Spacing.before), read(bag, Spacing.line), read(bag, Indent.left)) == (240, None, None)
    assert (
        is_on(bag, RunProperties.bold),
        is_on(bag, RunProperties.italic),
        is_on(bag, ParagraphProperties.widow_control),
    ) == (True, False, True)


def test_borders_of_every_side_have_one_declaration() -> None:
    for side in ("top", "left", "insideH", "bdr"):
        border = xml(f'<w:{side} w:val="single" w:sz="0.5pt" w:space="4.0"/>')
        assert attributes_of(border) == {"val": "single", "sz": "4", "space": "4"}
        assert (Border(border).size, Border(border).space) == (4, 4)
        assert attributes_of(xml(f'<w:{side} w:w="115.0" w:type="dxa"/>')) == {"w": "115", "type": "dxa"}


def test_what_means_nothing_is_named_once_with_its_count() -> None:
    root = xml(
        '<w:body><w:pPr><w:ind w:left="breit"/></w:pPr><w:pPr><w:ind w:left="breit" w:right="1cm"/><w:keepNext w:val="ja"/></w:pPr></w:body>'
    )
    problems = faults_of(root, "word/document.xml", Location("x.docx"))
    assert [problem.code for problem in problems] == ["W107", "W107"]
    assert "w:ind 的 w:left=“breit”不是长度，按没有写处理（共 2 处）" in problems[0].message
    assert "w:keepNext 的 w:val=“ja”不是开关" in problems[1].message


def test_declared_types_know_an_element_by_its_whole_name() -> None:
    assert TYPES[f"{W}spacing"][f"{W}before"].read("1in") == 1440
    assert TYPES[f"{W}spacing"][f"{W}val"].read("1in") == 1440
    assert f"{W}val" in TYPES[f"{W}keepNext"]

"""What a template draws reaches the PDF as LibreOffice shows it in the Word file: tabs, drawings, tables, page borders."""

from __future__ import annotations

from pathlib import Path

import pytest

from company_parts import CENTER, borders, complex_field, logo, p, reference, run, section, style, table
from docgen.model.nodes import Cell, Landscape, PageBreak, Row, Table
from look_samples import (
    MM,
    Both,
    Pixels,
    aligned,
    anchored,
    at,
    body,
    build,
    drawn,
    find,
    heading,
    near,
    pictured,
    sheet_styles,
    stops,
    template,
    texts,
    words,
)

BLUE, RED, GREEN, PURPLE = (0x1F, 0x4E, 0x79), (0xC0, 0, 0), (0xE2, 0xEF, 0xD9), (0x70, 0x30, 0xA0)
_WASHED = '<a:lum bright="70000" contrast="-70000"/>'


# --- one document with many things on its cover, laid out by both ---


def _tab_lines() -> str:
    underlined = '<w:u w:val="single"/>'
    return (
        p("左边\t居中\t右边", properties=stops(("center", 4153, "none"), ("right", 8306, "none")))
        + p("目录项\t312", properties=stops(("right", 8306, "dot")))
        + p("单位\t左停", properties=stops(("left", 3000, "hyphen")))
        + p("金额\t1234.56", properties=stops(("decimal", 4000, "none")))
        + p("单价\t8.50", properties=stops(("decimal", 4000, "underscore")))
        + p("默认\t甲位\t乙乙乙乙\t丙位")
        + p("姓名：", properties=stops(("left", 5000, "none")), raw=run("\t", underlined) + run("线后"))
        + p("间隔\t417", properties=stops(("right", 6000, "middleDot")))
        + p("悬挂\t" + "一二三四五六七八九十" * 4 + "回行", properties='<w:ind w:left="1200" w:hanging="1200"/>')
    )


def _conditional_table() -> tuple[str, str]:
    """A table style with every conditional part, and a table that asks for all but bands of columns."""
    fills = {
        "firstCol": "E2EFD9",
        "lastCol": "FFF2CC",
        "band1Horz": "F2F2F2",
        "band2Horz": "D9E2F3",
        "nwCell": "C00000",
        "seCell": "7030A0",
    }
    parts = {name: f'<w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr>' for name, fill in fills.items()}
    parts["firstRow"] = (
        '<w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr>'
    )
    parts["lastRow"] = "<w:rPr><w:b/></w:rPr>"
    conditions = "".join(f'<w:tblStylePr w:type="{name}">{inside}</w:tblStylePr>' for name, inside in parts.items())
    frame = borders("tblBorders", "top left bottom right insideH insideV", 4)
    look = style("Cond", "条件表", kind="table", based="TableNormal", extra=f"<w:tblPr>{frame}</w:tblPr>{conditions}")
    asked = '<w:tblLook w:val="04E0" w:firstRow="1" w:lastRow="1" w:firstColumn="1" w:lastColumn="1" w:noHBand="0" w:noVBand="1"/>'
    properties = f'<w:tblStyle w:val="Cond"/><w:tblW w:w="8000" w:type="dxa"/>{asked}'
    return look, table([[f"{row}{name}" for name in "甲乙丙丁"] for row in "一二三四五"], [2000] * 4, properties)


def _drawings() -> str:
    box = drawn(
        (60, 20),
        fill="DEEAF6",
        line="1F4E79",
        text=p("框里的字", properties=CENTER),
        form="roundRect",
        body_properties='<wps:bodyPr anchor="ctr"/>',
    )
    beside = drawn((30, 8), fill="FFFF00", text=p("段旁"))
    return (
        p(raw=anchored(box, ("margin", at(80)), ("margin", at(150)), (60, 20)))
        + p(raw=anchored(drawn((100, 0), line="C00000", form="line"), ("margin", at(10)), ("page", at(210)), (100, 0)))
        + p("段落处", raw=anchored(beside, ("column", at(60)), ("paragraph", at(0)), (30, 8)))
        + p(
            raw=anchored(
                drawn((30, 30), fill="70AD47", form="ellipse"),
                ("page", aligned("right")),
                ("page", aligned("bottom")),
                (30, 30),
                behind=True,
            )
        )
    )


def _running() -> dict[str, str]:
    box = drawn((40, 8), fill="FFF2CC", line="C00000", text=p("第 ", raw=complex_field("PAGE", "1") + run(" 框")))
    header = (
        anchored(box, ("page", at(150)), ("page", at(10)), (40, 8))
        + anchored(pictured((30, 10)), ("page", at(20)), ("page", at(8)), (30, 10))
        + anchored(
            pictured((90, 30), _WASHED),
            ("margin", aligned("center")),
            ("margin", aligned("center")),
            (90, 30),
            behind=True,
        )
        + anchored(drawn((5, 297), fill="1F4E79"), ("page", at(0)), ("page", at(0)), (5, 297), behind=True)
    )
    return {
        "header1": p(raw=header),
        "footer1": p(style="Normal", properties=CENTER, raw=complex_field("PAGE \\* ROMAN", "I")),
    }


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("look")
    look, conditional = _conditional_table()
    references = reference("header", "header1") + reference("footer", "footer1")
    cover = _tab_lines() + _drawings() + conditional + section(references)
    border = (
        '<w:pgBorders w:offsetFrom="page"><w:top w:val="single" w:sz="24" w:space="18" w:color="FF0000"/>'
        '<w:left w:val="single" w:sz="24" w:space="24" w:color="FF0000"/></w:pgBorders>'
    )
    filled = template(
        folder, cover, running=_running(), media={"logo.png": logo("#1F4E79")}, look=sheet_styles(look), border=border,
        numbers='<w:pgNumType w:start="1"/>',
    )  # fmt: skip
    return build(folder, filled, heading(1, "第一章"), *[body("正文内容，" * 60)] * 6, toc=1)


@pytest.mark.parametrize(
    "text",
    ["左边", "居中", "右边", "312", "左停", "1234.56", ".50", "甲位", "乙乙", "丙位", "线后", "417", "一二三", "回行"],
)
def test_a_text_after_a_tab_stands_where_word_puts_it(both: Both, text: str) -> None:
    ours, theirs = find(words(both.pdf)[0], text), find(words(both.office)[0], text)
    # LibreOffice's PDF has a leader and what follows it in one word.
    tail = text in ("右边", "312", "417", "左停", ".50")
    across = ours.right - theirs.right if tail else ours.left - theirs.left
    assert abs(across) * MM < 0.5
    assert abs(ours.middle - theirs.middle) * MM < 1.5


def test_leaders_fill_the_room_before_the_stop_in_their_own_sign(both: Both) -> None:
    page = texts(words(both.pdf)[0])
    for sign in (".....", "-----", "_____", "·····"):
        assert sign in page


def test_an_underlined_tab_is_a_line_to_write_on(both: Both) -> None:
    word = find(words(both.pdf)[0], "线后")
    image, there = Pixels(both.pdf, dpi=144), Pixels(both.office, dpi=144)
    strip = (word.left * MM - 30, word.middle * MM, word.left * MM - 10, word.bottom * MM + 1)
    assert image.darkest(*strip) < 120
    assert there.darkest(*strip) < 120


@pytest.mark.parametrize("text", ["框里的字", "段旁", "段落处"])
def test_a_text_box_stands_at_its_place(both: Both, text: str) -> None:
    ours, theirs = find(words(both.pdf)[0], text), find(words(both.office)[0], text)
    assert abs(ours.left - theirs.left) * MM < 1
    assert abs(ours.middle - theirs.middle) * MM < 1.5


@pytest.mark.parametrize(
    ("place", "color"),
    [
        ((2.5, 150), BLUE),
        ((195, 285), (0x70, 0xAD, 0x47)),
        ((115, 180), (0xDE, 0xEA, 0xF6)),
        ((186, 11.5), (0xFF, 0xF2, 0xCC)),
    ],
)
def test_shapes_have_their_colours_at_their_places(
    both: Both, place: tuple[float, float], color: tuple[int, int, int]
) -> None:
    assert near(Pixels(both.pdf).at(*place), color)
    assert near(Pixels(both.office).at(*place), color)


def test_a_header_box_counts_the_pages_and_stands_on_each(both: Both) -> None:
    pages = words(both.pdf)
    for number, page in enumerate(pages[1:], 1):
        assert "框" in texts(page)
        assert str(number) in [word.text for word in page if word.top < 60]


def test_a_logo_in_the_header_is_on_every_page_of_both(both: Both) -> None:
    for paper in (both.pdf, both.office):
        for number in range(len(words(paper))):
            assert near(Pixels(paper, number, 144).at(33, 10.3), BLUE, 40), (paper, number)


def test_a_picture_watermark_lies_pale_behind_the_text_of_every_page(both: Both) -> None:
    for number in range(1, len(words(both.pdf))):
        image = Pixels(both.pdf, number, 144)
        pale = {image.at(x, y) for x in range(75, 140) for y in range(138, 160)}
        assert any(near(color, (0xBC, 0xCA, 0xD7), 10) for color in pale)


def test_conditional_rows_columns_and_corners_of_a_table_style(both: Both) -> None:
    page = words(both.pdf)[0]

    def beside(text: str) -> tuple[int, int, int]:
        word = find(page, text)
        return Pixels(both.pdf).at(word.right * MM + 3, word.middle * MM)

    assert near(beside("一甲"), RED)
    assert near(beside("一乙"), BLUE)
    assert near(beside("二甲"), GREEN)
    assert near(beside("二乙"), (0xF2, 0xF2, 0xF2), 4)
    assert near(beside("三乙"), (0xD9, 0xE2, 0xF3), 4)
    assert near(beside("五丁"), PURPLE)
    for text in ("一甲", "一乙", "二甲", "二乙", "三乙"):  # LibreOffice knows no lower corners
        word = find(words(both.office)[0], text)
        assert near(Pixels(both.office).at(word.right * MM + 3, word.middle * MM), beside(text), 8), text


def test_a_page_border_is_drawn_at_its_distance_from_the_edge(both: Both) -> None:
    for paper in (both.pdf, both.office):
        image = Pixels(paper, 1, 144)
        assert any(near(image.at(120, y / 10), (255, 0, 0), 60) for y in range(60, 80)), paper
        assert any(near(image.at(x / 10, 200), (255, 0, 0), 60) for x in range(80, 105)), paper


def test_a_field_has_its_own_format_and_restarted_pages_their_own_numbers(both: Both) -> None:
    feet = [find([word for word in page if word.top > 750], "I").text for page in words(both.pdf)]
    assert feet == [find([word for word in page if word.top > 750], "I").text for page in words(both.office)]
    assert feet[:3] == ["I", "I", "II"]


# --- VML, as older Word and WPS draw ---


def _vml(shape: str) -> str:
    return f"<w:r><w:pict>{shape}</w:pict></w:r>"


def _on_page(left: int, top: int, width: int, height: int, layer: int = 1) -> str:
    relative = "mso-position-horizontal-relative:page;mso-position-vertical-relative:page"
    return f"position:absolute;margin-left:{left}pt;margin-top:{top}pt;width:{width}pt;height:{height}pt;z-index:{layer};{relative}"


_MIDDLE = (
    "position:absolute;margin-left:0;margin-top:0;width:300pt;height:100pt;z-index:-251;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("vml")
    box = (
        f'<v:shape id="a" o:spt="202" type="#_x0000_t202" style="{_on_page(300, 100, 140, 40)}" fillcolor="#DEEAF6" strokecolor="red" '
        f'strokeweight="2pt"><v:textbox><w:txbxContent>{p("盒里")}</w:txbxContent></v:textbox></v:shape>'
    )
    group = (
        f'<v:group style="{_on_page(100, 500, 200, 100)}" coordorigin="0,0" coordsize="2000,1000">'
        '<v:rect style="position:absolute;left:0;top:0;width:1000;height:1000" fillcolor="#C00000"/>'
        '<v:oval style="position:absolute;left:1000;top:500;width:1000;height:500" fillcolor="#FFC000"/></v:group>'
    )
    line = '<v:line style="position:absolute;z-index:6" from="0,150pt" to="300pt,150pt" strokecolor="blue" strokeweight="3pt"/>'
    rect = f'<v:rect style="{_on_page(20, 600, 100, 50, -4)}" fillcolor="#70AD47" stroked="f"/>'
    washed = f'<v:shape id="WordPictureWatermark1" type="#_x0000_t75" style="{_MIDDLE}"><v:imagedata r:id="logo" gain="19661f" blacklevel="22938f"/></v:shape>'
    art = (
        f'<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" style="{_MIDDLE};rotation:315" fillcolor="silver" stroked="f">'
        '<v:fill opacity=".5"/><v:textpath style="font-family:&quot;Calibri&quot;" string="DRAFT 草稿"/></v:shape>'
    )
    cover = (
        p("段", raw=_vml(box) + _vml(group) + _vml(rect)) + p(raw=_vml(line)) + section(reference("header", "header1"))
    )
    running = {"header1": p("眉", raw=_vml(washed) + _vml(art))}
    return build(
        folder,
        template(folder, cover, running=running, media={"logo.png": logo("#1F4E79")}),
        heading(1, "章"),
        body("正文"),
    )


@pytest.mark.parametrize(
    ("place", "color"),
    [
        ((140, 46), (0xDE, 0xEA, 0xF6)),
        ((50, 190), RED),
        ((88, 203), (0xFF, 0xC0, 0)),
        ((25, 220), (0x70, 0xAD, 0x47)),
        ((88, 182), (255, 255, 255)),
    ],
)
def test_vml_boxes_and_groups_stand_at_their_places(
    old: Both, place: tuple[float, float], color: tuple[int, int, int]
) -> None:
    assert near(Pixels(old.pdf).at(*place), color)
    assert near(Pixels(old.office).at(*place), color)


def test_vml_text_and_lines_stand_where_word_puts_them(old: Both) -> None:
    ours, theirs = find(words(old.pdf)[0], "盒里"), find(words(old.office)[0], "盒里")
    assert abs(ours.middle - theirs.middle) * MM < 2
    for file in (old.pdf, old.office):
        image = Pixels(file, 0, 144)
        assert any(near(image.at(80, y / 4), (0, 0, 255), 90) for y in range(4 * 80, 4 * 92)), file


def test_words_own_watermarks_stand_on_every_page_in_their_own_grey(old: Both) -> None:
    for number in range(2):
        image = Pixels(old.pdf, number, 144)
        assert image.share((50, 90, 160, 200), (0xDF, 0xDF, 0xDF), 2) > 0.01  # silver at one half
        assert image.share((50, 90, 160, 200), (0xBC, 0xCA, 0xD7), 6) > 0.01  # the picture at three tenths
        assert "DRAFT" in texts(sorted(words(old.pdf)[number], key=lambda word: -word.top))


# --- columns, sections, numbers ---


def _grid(size: int) -> Table:
    return Table(
        (Row(tuple(Cell((body(f"格{name}"),)) for name in "甲乙丙丁戊己庚辛"[:size])),), (100 / size,) * size, "grid"
    )


def test_columns_hold_the_body_end_at_turned_pages_and_at_page_breaks(tmp_path: Path) -> None:
    columns = '<w:cols w:num="2" w:space="425" w:sep="1"/>'
    filled = template(tmp_path, columns=columns)
    made = build(
        tmp_path, filled, *[body("栏里的文字，一行一行地排下去。" * 3)] * 30, Landscape((_grid(8),)), body("横页之后"), PageBreak(), body("新的一页"),
        _grid(2),
    )  # fmt: skip
    ours, theirs = words(made.pdf), words(made.office)
    assert len(ours) == len(theirs)
    lefts = [{round(word.left * MM) for word in page if word.text.startswith("栏里")} for page in (ours[0], theirs[0])]
    assert lefts[0] == lefts[1]
    assert len(lefts[0]) == 2
    for page in (ours, theirs):
        number = next(index for index, words_ in enumerate(page) if "格辛" in texts(words_))
        assert texts(page[number + 1]).startswith("横页之后")
        assert texts(page[number + 2]).startswith("新的一页")
        assert find(page[number], "格辛").left * MM > 230
        # A table is as wide as its column: its second half stands left of the column's edge.
        assert 60 < find(page[number + 2], "格乙").left * MM < 105


def test_a_section_that_goes_on_stays_on_its_page(tmp_path: Path) -> None:
    made = build(
        tmp_path,
        template(
            tmp_path,
            p("通栏的题目") + section(kind="nextPage"),
            kind="continuous",
            columns='<w:cols w:num="2" w:space="425"/>',
        ),
        body("正文"),
    )
    for paper in (made.pdf, made.office):
        assert "通栏的题目" in texts(words(paper)[0])
        assert "正文" in texts(words(paper)[0])


def test_the_table_of_contents_prints_the_numbers_that_the_pages_show(tmp_path: Path) -> None:
    footer = p(raw=run("页脚") + complex_field("PAGE", "1"))
    running = {"footer1": footer}
    cover = p("封面") + section(reference("footer", "footer1"), numbers='<w:pgNumType w:fmt="lowerRoman"/>')
    filled = template(tmp_path, cover, running=running, numbers='<w:pgNumType w:fmt="upperRoman" w:start="3"/>')
    made = build(tmp_path, filled, heading(1, "甲章"), *[body("文" * 400)] * 9, heading(1, "乙章"), toc=1)
    ours, theirs = words(made.pdf), words(made.office)
    feet = [
        [find(page, "页脚").text.removeprefix("页脚") or page[-1].text for page in pages] for pages in (ours, theirs)
    ]
    assert feet[0] == feet[1]
    assert feet[0][:3] == ["i", "III", "IV"]
    number = feet[0][next(index for index, page in enumerate(ours) if index > 1 and "乙章" in texts(page))]
    for pages in (ours, theirs):
        line = [word for word in pages[1] if abs(word.middle - find(pages[1], "乙章").middle) < 4]
        assert line[-1].text.lstrip("2 乙章.") == number


def test_the_pages_of_a_section_are_counted_and_headings_are_repeated(tmp_path: Path) -> None:
    header = p(
        raw=complex_field("STYLEREF 1", "旧题")
        + run("／")
        + complex_field('STYLEREF "heading 1" \\n', "9")
        + run("／")
        + complex_field("SECTIONPAGES", "1")
    )
    running = {"header1": header}
    cover = p("封面") + p(raw=run("\f")) + p("封里") + section(reference("header", "header1"))
    filled = template(tmp_path, cover, running=running)
    made = build(
        tmp_path,
        filled,
        heading(1, "甲章"),
        PageBreak(),
        body("还是甲章"),
        PageBreak(),
        heading(1, "乙章"),
        office=False,
    )
    heads = ["".join(word.text for word in page if word.top < 60) for page in words(made.pdf)]
    assert heads == ["甲章／1／2", "甲章／1／2", "甲章／1／3", "甲章／1／3", "乙章／2／3"]
    import zipfile

    with zipfile.ZipFile(made.word) as archive:  # Word counts them itself; others print what is stored
        stored = archive.read("word/header1.xml").decode()
    assert "甲章" in stored
    assert "旧题" not in stored


def test_dates_and_properties_of_the_template_become_the_documents_own_text(tmp_path: Path) -> None:
    running = {
        "header1": p(
            raw=complex_field('DATE \\@ "yyyy-MM-dd"', "2019-05-05")
            + run("｜")
            + complex_field("TITLE", "旧名")
            + run("｜")
            + complex_field("DOCPROPERTY Company", "老公司")
        )
    }
    made = build(tmp_path, template(tmp_path, running=running), body("文"))
    for paper in (made.pdf, made.office):
        assert "2026-03-01｜方案｜老公司" in texts(words(paper)[0])

"""The ground of drawings: widths before drawing, lines of text, and the sheet."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from docgen.figures.canvas import Box, Canvas
from docgen.figures.measure import MM_PER_PT, text_width, wrap, wrap_evenly
from docgen.pdf.writer import picture_png


def test_chinese_is_an_em_wide_and_latin_as_in_arial() -> None:
    assert text_width("甘特图", 10) == pytest.approx(30 * MM_PER_PT)
    assert text_width("MES", 10) == pytest.approx((0.833 + 0.667 + 0.667) * 10 * MM_PER_PT)


def test_a_line_breaks_between_chinese_characters_but_not_before_closing_punctuation() -> None:
    width = text_width("系统上线试运行", 9)
    assert wrap("系统上线试运行，含切换", width, 9) == ["系统上线试运", "行，含切换"]


def test_a_line_does_not_end_with_an_opening_mark() -> None:
    assert wrap("系统上线（试运行）", text_width("系统上线（", 9), 9) == ["系统上线", "（试运行）"]


def test_latin_words_stay_whole_and_a_word_too_wide_for_a_line_is_broken() -> None:
    assert wrap("部署 SD-WAN 控制器", text_width("部署 SD-WA", 9), 9) == ["部署 SD-", "WAN 控制器"]
    assert "".join(wrap("Internationalization", text_width("Intern", 9), 9)) == "Internationalization"


def test_a_label_of_two_lines_has_lines_of_about_equal_length() -> None:
    assert wrap_evenly("智能工厂项目实施经理部", text_width("智能工厂项目实施经理", 9), 9) == [
        "智能工厂项目",
        "实施经理部",
    ]


@given(st.text(alphabet="项目实施（经理）ABC def，。“”-1.", max_size=60), st.floats(8, 60))
def test_wrapping_loses_no_character_and_no_line_is_too_wide(text: str, width: float) -> None:
    lines = wrap(text, width, 9)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 9) <= width + 1e-9 for line in lines)


def test_a_canvas_gives_svg_in_millimetres_with_escaped_text() -> None:
    canvas = Canvas(150, 20)
    canvas.rect(Box(1, 1, 40, 10), stroke="#000000")
    canvas.lines(Box(1, 1, 40, 10), ["研发 & <测试>"], 9)
    root = ElementTree.fromstring(canvas.svg("图 & 题"))
    assert (root.get("width"), root.get("viewBox")) == ("150mm", "0 0 150 20")
    assert [text for text in root.itertext() if text.strip()] == ["图 & 题", "研发 & <测试>"]


def test_a_canvas_knows_where_its_texts_are_and_what_holds_them() -> None:
    canvas = Canvas(150, 20)
    box = Box(10, 5, 40, 10)
    canvas.lines(box, ["第一行", "第二行"], 9)
    first, second = canvas.texts
    assert not first.box.meets(second.box)
    assert box.holds(first.box)
    assert box.holds(second.box)
    assert first.box.x + first.box.width / 2 == pytest.approx(30)


def test_equal_drawings_give_equal_text() -> None:
    def drawn() -> str:
        canvas = Canvas(100, 50)
        canvas.polyline([(0, 0), (10, 0), (10, 1 / 3)], rounded=1)
        canvas.circle((1 / 3, 2 / 3), 0.1 + 0.2)
        return canvas.svg("")

    assert drawn() == drawn()
    assert 'cx="0.333"' in drawn()


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", ["智能工厂（一期）项目", "Wiring MMMM iiii 2026-03-01", "部署 SD-WAN 控制器 12 台"])
def test_what_is_printed_fills_the_box_that_was_reckoned_and_no_more(text: str, bold: bool) -> None:
    canvas = Canvas(120, 20)
    canvas.text(10, 10, text, 18, bold=bold)
    image = Image.open(io.BytesIO(picture_png(canvas.svg(""), 120, dpi=254))).convert("L")  # 10 pixels a mm
    ink = ImageChops.invert(image).point(lambda value: 255 if value > 60 else 0).getbbox()
    assert ink is not None
    printed = Box(ink[0] / 10, ink[1] / 10, (ink[2] - ink[0]) / 10, (ink[3] - ink[1]) / 10)
    reckoned = canvas.texts[0].box
    assert reckoned.holds(printed, slack=0.15)
    assert printed.width > reckoned.width - 18 * MM_PER_PT * 0.6
    assert abs(printed.middle[1] - 10) < 0.8

"""Pages in Word: sections turned and turned back, page breaks, pictures that fit."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from lxml import etree

from docgen.docx.sections import Sections
from docgen.errors import DocgenError
from docgen.model.nodes import Figure, Landscape, PageBreak, Picture, Reference
from docgen.ooxml.elements.sections import SectionProperties
from docx_samples import (
    W,
    Word,
    fields,
    heading,
    items,
    para,
    picture,
    row,
    table,
    text,
    text_of,
    value,
    written,
)

EMU_PER_MM = 36_000
TEXT_WIDTH = (11906 - 1418 - 1588) * 635  # EMU, of the enterprise template
TEXT_HEIGHT = (16838 - 1588 - 1474) * 635


def sections(word: Word) -> list[etree._Element]:
    """The body's sections, without the cover's."""
    return word.all("w:sectPr")[1:]


def is_landscape(section: etree._Element) -> bool:
    size = section.find(f"{W}pgSz")
    assert size is not None
    wide, high = int(value(size, "w")), int(value(size, "h"))
    assert (size.get(f"{W}orient") == "landscape") == (wide > high)
    return wide > high


def wide() -> Landscape:
    return Landscape((table(row(*"一二三四"), widths=(25,) * 4),))


# --- sections ---


def test_a_landscape_block_has_pages_of_its_own_between_upright_ones() -> None:
    word = written(para("前"), wide(), para("后"))
    assert [is_landscape(section) for section in sections(word)] == [False, True, False]
    assert word.paragraph("前").find(f"{W}pPr/{W}sectPr") is not None


def test_headers_and_footers_go_on_over_turned_pages() -> None:
    found = sections(written(para("前"), wide(), para("后")))
    references = [[dict(item.attrib) for item in section if "Reference" in str(item.tag)] for section in found]
    assert references[0] == references[1] == references[2] != []


def test_a_turned_page_keeps_its_binding_margin_and_the_wide_table_fills_it() -> None:
    word = written(wide())
    margins = sections(word)[-1].find(f"{W}pgMar")
    assert [value(margins, side) for side in ("top", "right", "bottom", "left")] == ["1588", "1588", "1418", "1474"]
    assert sum(int(value(column, "w")) for column in word.all("w:tbl")[-1].iter(f"{W}gridCol")) == 16838 - 1588 - 1474


def test_a_landscape_block_at_the_very_beginning_or_end_leaves_no_empty_page() -> None:
    assert [is_landscape(section) for section in sections(written(wide(), para("后")))] == [True, False]
    assert [is_landscape(section) for section in sections(written(para("前"), wide()))] == [False, True]
    assert [is_landscape(section) for section in sections(written(wide()))] == [True]


def test_each_landscape_block_has_a_section() -> None:
    assert [is_landscape(section) for section in sections(written(para("前"), wide(), wide(), para("后")))] == [
        False,
        True,
        True,
        False,
    ]


def test_an_empty_landscape_block_changes_nothing_on_paper() -> None:
    assert [is_landscape(section) for section in sections(written(para("前"), Landscape(()), para("后")))] == [
        False,
        False,
    ]


def test_later_sections_start_a_page_and_go_on_counting() -> None:
    source = (
        f'<w:sectPr xmlns:w="{W[1:-1]}"><w:type w:val="oddPage"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1440" w:right="1000" w:bottom="1440" w:left="1200" w:header="700" w:footer="800" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )
    template = Sections(SectionProperties(etree.fromstring(source)))
    first, later = template.element(landscape=False, first=True), template.element(landscape=False, first=False)
    assert etree.tostring(first).decode() == source
    assert value(later.find(f"{W}type")) == "nextPage"
    assert later.find(f"{W}titlePg") is None
    numbers = later.find(f"{W}pgNumType")
    assert numbers is not None
    assert numbers.get(f"{W}start") is None


def test_a_page_break_starts_what_follows_and_is_not_doubled_by_a_section() -> None:
    word = written(para("前"), PageBreak(), PageBreak(), para("后"), PageBreak(), wide())
    breaks = [
        text_of(item) for item in word.document.iter(f"{W}p") if item.find(f"{W}pPr/{W}pageBreakBefore") is not None
    ]
    assert breaks == ["后"]


def test_a_page_break_before_a_list_or_a_figure_moves_its_first_line(tmp_path: Path) -> None:
    word = written(para("前"), PageBreak(), items("甲", "乙"), PageBreak(), Figure(picture(tmp_path), (text("图题"),)))
    first, second = (item.getparent().getparent() for item in word.all("w:pageBreakBefore"))
    assert text_of(first) == "甲"
    assert second.find(f".//{W}drawing") is not None


# --- pictures ---


def extents(word: Word) -> list[tuple[int, int]]:
    return [
        (int(item.get("cx", "0")), int(item.get("cy", "0")))
        for item in word.document.iter()
        if str(item.tag).endswith("wordprocessingDrawing}extent")
    ]


def figure(folder: Path, size: tuple[int, int], **more: object) -> Word:
    return written(heading(1, "图"), Figure(picture(folder, size=size, **more), (text("网络拓扑"),), "topology"))


def test_a_small_picture_keeps_its_natural_size(tmp_path: Path) -> None:
    assert extents(figure(tmp_path, (96, 48))) == [(914400, 457200)]


def test_the_resolution_of_the_file_counts(tmp_path: Path) -> None:
    assert extents(figure(tmp_path, (300, 300), dpi=300)) == [(914400, 914400)]


def test_a_picture_takes_the_width_it_is_given(tmp_path: Path) -> None:
    assert extents(figure(tmp_path, (96, 48), width_mm=80)) == [(80 * EMU_PER_MM, 40 * EMU_PER_MM)]


def test_a_wide_picture_shrinks_to_the_text(tmp_path: Path) -> None:
    ((across, down),) = extents(figure(tmp_path, (4000, 1000)))
    assert across == TEXT_WIDTH
    assert down == pytest.approx(TEXT_WIDTH / 4, abs=1)


def test_a_tall_picture_leaves_room_for_its_caption(tmp_path: Path) -> None:
    ((across, down),) = extents(figure(tmp_path, (400, 4000)))
    assert down <= TEXT_HEIGHT - 15 * EMU_PER_MM + 635
    assert across == pytest.approx(down / 10, rel=1e-4)


def test_a_caption_stands_below_its_figure_and_can_be_referred_to(tmp_path: Path) -> None:
    word = written(
        heading(1, "图"),
        Figure(picture(tmp_path), (text("网络拓扑"),), "topology"),
        para("见", Reference("topology"), "。"),
    )
    caption = word.paragraph("网络拓扑")
    assert text_of(caption) == "图 1-1 网络拓扑"
    assert value(caption.find(f"{W}pPr/{W}pStyle")) == "FigureCaption"
    above = caption.getprevious()
    assert above is not None
    assert above.find(f".//{W}drawing") is not None
    assert above.find(f"{W}pPr/{W}keepNext") is not None
    assert fields(word.paragraph("见")) == [("REF _Ref000002 \\h", "图 1-1")]


def test_no_exact_line_pitch_clips_a_picture(tmp_path: Path) -> None:
    word = written(Figure(picture(tmp_path)), para("文字里", picture(tmp_path)), para(picture(tmp_path)))
    drawings = [item for item in word.document.iter(f"{W}p") if item.find(f"{W}r/{W}drawing") is not None]
    assert [value(item.find(f"{W}pPr/{W}spacing"), "lineRule") for item in drawings] == ["auto"] * 3


def test_a_picture_used_twice_is_stored_once_and_described_for_those_who_do_not_see_it(tmp_path: Path) -> None:
    word = written(Figure(picture(tmp_path)), Figure(picture(tmp_path)))
    assert len([name for name in word.parts if name.startswith("word/media/")]) == 1
    descriptions = [item.get("descr") for item in word.document.iter() if str(item.tag).endswith("docPr")]
    assert descriptions == ["网络拓扑", "网络拓扑"]
    identifiers = [item.get("id") for item in word.document.iter() if str(item.tag).endswith("docPr")]
    assert len(set(identifiers)) == 2


def test_a_picture_that_went_away_is_an_error_with_its_name(tmp_path: Path) -> None:
    gone = dataclasses.replace(picture(tmp_path), file=str(tmp_path / "gone.png"))
    with pytest.raises(DocgenError, match=r"P120 读不出图片“gone\.png”"):
        written(Figure(gone))


def test_a_picture_that_word_cannot_show_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    drawing = tmp_path / "plan.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    with pytest.raises(DocgenError, match=r"P121[^\n]*“plan\.svg”[^\n]*\n\s*提示：[^\n]*PNG"):
        written(Figure(Picture(str(drawing), "平面图", pixels=(10, 10))))

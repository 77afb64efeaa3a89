"""Tables in Word: widths that add up, spans both ways, heads that repeat, rows that do not split."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import Path

import pytest
from lxml import etree

from docgen.docx.tables import column_widths
from docgen.model.nodes import PageBreak, Reference, Table
from docx_samples import (
    W,
    cell,
    fields,
    heading,
    items,
    para,
    picture,
    row,
    table,
    text_of,
    value,
    written,
)

TEXT_WIDTH = 11906 - 1418 - 1588  # the enterprise template's, in twips


def body_table(made: Table) -> etree._Element:
    """The element of a table that is the only block of its document: the last one, after the cover's."""
    return written(made).all("w:tbl")[-1]


def rows_of(element: etree._Element) -> list[list[tuple[int, int, str, str]]]:
    """Each cell as (width, columns, vMerge, text)."""
    return [[_cell(item) for item in line.findall(f"{W}tc")] for line in element.findall(f"{W}tr")]


def _cell(item: etree._Element) -> tuple[int, int, str, str]:
    properties = item.find(f"{W}tcPr")
    assert properties is not None
    span, merge = properties.find(f"{W}gridSpan"), properties.find(f"{W}vMerge")
    kind = "" if merge is None else merge.get(f"{W}val", "continue")
    return int(value(properties.find(f"{W}tcW"), "w")), 1 if span is None else int(value(span)), kind, text_of(item)


def grid(element: etree._Element) -> list[int]:
    return [int(value(column, "w")) for column in element.findall(f"{W}tblGrid/{W}gridCol")]


def test_columns_fill_the_text_width_exactly_whatever_the_shares_round_to() -> None:
    made = body_table(table(row("甲", "乙", "丙"), widths=(33.33, 33.33, 33.34)))
    assert sum(grid(made)) == TEXT_WIDTH
    assert value(made.find(f"{W}tblPr/{W}tblW"), "w") == str(TEXT_WIDTH)
    assert value(made.find(f"{W}tblPr/{W}tblLayout"), "type") == "fixed"


@pytest.mark.parametrize("shares", [(50, 50), (8, 20, 51, 21), (1,) * 7, (99.5, 0.5)])
def test_column_widths_add_up(shares: tuple[float, ...]) -> None:
    assert sum(column_widths(shares, 9001)) == 9001


def test_spans_in_both_directions_keep_every_row_as_wide_as_the_grid() -> None:
    made = body_table(
        table(
            row(cell("块", colspan=2, rowspan=2), "1", "2"),
            row("3", "4"),
            row("5", cell("竖", rowspan=2), "6", "7"),
            row("8", cell("横", colspan=2)),
            widths=(10, 20, 30, 40),
        )
    )
    columns = grid(made)
    assert [[(columns_taken, merge, text) for _, columns_taken, merge, text in line] for line in rows_of(made)] == [
        [(2, "restart", "块"), (1, "", "1"), (1, "", "2")],
        [(2, "continue", ""), (1, "", "3"), (1, "", "4")],
        [(1, "", "5"), (1, "restart", "竖"), (1, "", "6"), (1, "", "7")],
        [(1, "", "8"), (1, "continue", ""), (2, "", "横")],
    ]
    for line in rows_of(made):
        assert sum(width for width, *_ in line) == sum(columns)
        assert sum(taken for _, taken, *_ in line) == len(columns)


def test_a_row_with_too_few_cells_is_filled_up() -> None:
    made = body_table(table(row("一", "二", "三"), row("只有一格"), widths=(20, 30, 50)))
    assert [(taken, text) for _, taken, _, text in rows_of(made)[1]] == [(1, "只有一格"), (2, "")]


def test_leading_head_rows_repeat_and_no_row_splits() -> None:
    made = body_table(table(row("甲", "乙", header=True), row("丙", "丁", header=True), row("1", "2"), row("3", "4")))
    lines = made.findall(f"{W}tr")
    assert [line.find(f"{W}trPr/{W}tblHeader") is not None for line in lines] == [True, True, False, False]
    assert all(line.find(f"{W}trPr/{W}cantSplit") is not None for line in lines)


def test_a_head_row_stays_with_the_row_below_it() -> None:
    made = body_table(table(row("甲", "乙", header=True), row("1", "2")))
    head, line = made.findall(f"{W}tr")
    assert all(item.find(f"{W}pPr/{W}keepNext") is not None for item in head.iter(f"{W}p"))
    assert all(item.find(f"{W}pPr/{W}keepNext") is None for item in line.iter(f"{W}p"))


def test_a_table_of_head_rows_only_repeats_none() -> None:
    made = body_table(table(row("甲", "乙", header=True)))
    assert made.find(f".//{W}tblHeader") is None


def test_cells_take_the_cell_styles_and_their_alignment() -> None:
    made = body_table(
        table(
            row("名称", "金额", header=True),
            row(cell("港口", valign="middle"), cell("1,200.00", align="right")),
            style="form",
        )
    )
    assert value(made.find(f"{W}tblPr/{W}tblStyle")) == "DocgenForm"
    styles = [value(item.find(f"{W}pPr/{W}pStyle")) for item in made.iter(f"{W}p")]
    assert styles == ["TableHead", "TableHead", "TableText", "TableText"]
    name, amount = made.findall(f"{W}tr")[1].findall(f"{W}tc")
    assert value(name.find(f"{W}tcPr/{W}vAlign")) == "center"
    assert value(amount.find(f"{W}p/{W}pPr/{W}jc")) == "right"


def test_every_cell_ends_with_a_paragraph_even_one_that_holds_a_table_or_nothing() -> None:
    inner = table(row("内", "表"), style="plain")
    made = body_table(table(row(cell(inner), cell())))
    assert all(list(item)[-1].tag == f"{W}p" for item in made.iter(f"{W}tc"))


def test_a_nested_table_is_as_wide_as_its_cell_allows() -> None:
    inner = table(row("内", "表"))
    outer = written(table(row(cell(inner), cell("外")))).all("w:tc/w:tbl")
    assert sum(grid(outer[0])) == TEXT_WIDTH // 2 - 2 * 85


def test_a_caption_stands_above_its_table_and_stays_with_it() -> None:
    word = written(
        heading(1, "报价"),
        table(row("一", "二"), caption="报价汇总", label="cost"),
        para("见", Reference("cost"), "。"),
    )
    caption = word.paragraph("报价汇总")
    assert text_of(caption) == "表 1-1 报价汇总"
    assert value(caption.find(f"{W}pPr/{W}pStyle")) == "Caption"
    assert caption.find(f"{W}pPr/{W}keepNext") is not None
    following = caption.getnext()
    assert following is not None
    assert following.tag == f"{W}tbl"
    assert fields(caption) == [("SEQ 表 \\* ARABIC \\r 1", "1")]
    assert fields(word.paragraph("见")) == [("REF _Ref000002 \\h", "表 1-1")]


def test_a_reference_to_a_caption_covers_its_number_or_its_title() -> None:
    word = written(
        table(row("一", "二"), caption="报价汇总", label="cost"),
        para("按", Reference("cost", "title"), "与", Reference("cost", "full")),
        scheme="gov",
    )
    number, title = ("REF _Ref000001 \\h", "表 1"), ("REF _Ref000001t \\h", "报价汇总")
    assert fields(word.paragraph("按")) == [title, number, title]
    assert {"_Ref000001", "_Ref000001t"} <= {value(item, "name") for item in word.all("w:bookmarkStart")}


def test_a_table_without_a_caption_can_still_be_referred_to_by_page() -> None:
    word = written(table(row("一", "二"), label="form"), para("见第 ", Reference("form", "page"), " 页"))
    assert fields(word.paragraph("见第")) == [("PAGEREF _Ref000001 \\h", "3")]
    assert "_Ref000001" in {value(item, "name") for item in word.all("w:bookmarkStart")}


def test_adjoining_tables_stay_two_tables() -> None:
    body = written(table(row("一", "二")), table(row("三", "四"))).document[0]
    kinds = [etree.QName(item).localname for item in body][-5:]
    assert kinds == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_page_break_before_a_table_moves_the_table() -> None:
    made = written(para("前"), PageBreak(), table(row("一", "二"))).all("w:tbl")[-1]
    breaks = [item.find(f"{W}pPr/{W}pageBreakBefore") is not None for item in made.iter(f"{W}p")]
    assert breaks == [True, False]


def test_lists_and_pictures_in_a_cell_keep_to_it(tmp_path: Path) -> None:
    word = written(table(row(cell(items("格里的清单"), para(picture(tmp_path, size=(4000, 300)))), "右")))
    assert value(word.paragraph("格里的清单").find(f"{W}pPr/{W}pStyle")) == "TableText"
    extent = next(item for item in word.document.iter() if str(item.tag).endswith("}extent"))
    assert int(extent.get("cx", "0")) == (TEXT_WIDTH // 2 - 2 * 85) * 635


def test_ten_times_the_rows_are_ten_times_the_work() -> None:
    calls = {}
    for count in (200, 2000):
        lines = tuple(row(str(index), "设备", "台", "1", "备注") for index in range(count))
        made = table(
            row("序号", "名称", "单位", "数量", "备注", header=True),
            *lines,
            widths=(10, 40, 10, 10, 30),
            caption="设备清单",
        )
        profile = cProfile.Profile()
        word = profile.runcall(written, made)
        calls[count] = pstats.Stats(profile).total_calls
        assert len(word.all("w:tbl")[-1].findall(f"{W}tr")) == count + 1
    assert calls[2000] < 11 * calls[200]

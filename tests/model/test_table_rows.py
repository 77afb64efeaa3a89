"""Rows that stay together, in the Word file and in the pages of the PDF."""

from __future__ import annotations

from docgen.model.nodes import Cell, Paragraph, Row, Table, Text
from docgen.model.table_rows import kept_rows


def row(text: str = "甲", *, header: bool = False, rowspan: int = 1, height_mm: float = 0, keep: bool = False) -> Row:
    return Row((Cell((Paragraph((Text(text),)),), rowspan=rowspan),), header=header, height_mm=height_mm, keep=keep)


def kept(*rows: Row) -> list[int]:
    return sorted(kept_rows(Table(rows, (100,))))


def test_the_first_row_stays_with_the_second_and_the_last_but_one_with_the_last() -> None:
    assert kept(row(), row(), row(), row()) == [0, 2]
    assert kept(row(header=True), row(), row(), row(), row()) == [1, 3]


def test_a_row_marked_so_stays_with_the_next_but_the_last_row_binds_nothing_below_the_table() -> None:
    assert kept(row(), row(), row(keep=True), row(), row(keep=True)) == [0, 2, 3]
    assert kept(row(keep=True)) == []


def test_high_rows_may_part_so_that_no_half_page_is_left_empty() -> None:
    assert kept(row("长" * 91), row(), row("长" * 91)) == []
    assert kept(row(height_mm=21), row(), row(height_mm=40)) == []


def test_a_table_with_a_cell_over_several_rows_is_parted_as_before() -> None:
    assert kept(row(), row(rowspan=2), row(), row()) == []
    assert kept(row(header=True, rowspan=2), row(), row(), row()) == [1, 2]

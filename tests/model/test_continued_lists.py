"""What forms and job descriptions need of the body: lists that go on from the number above, rows with room to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from compose_samples import composed
from docgen.model.nodes import Document, Heading, List, Paragraph, Row, Table
from docgen.model.numbering import number
from docgen.pdf.html import write as write_html
from docx_samples import W, cell, heading, items, para, resolved, template, value, written


def numbers(document: Document) -> list[str]:
    """Every printed number of headings and list items, in reading order."""
    found: list[str] = []

    def walk(block: object) -> None:
        if isinstance(block, Heading) and block.number:
            found.append(block.number)
        if isinstance(block, List):
            for item in block.items:
                found.append(item.number)
                for inner in item.blocks:
                    walk(inner)

    for block in document.blocks:
        walk(block)
    return found


def test_a_continuing_list_goes_on_from_the_heading_and_a_list_in_it_from_its_item() -> None:
    skills = items("懂流程", "会谈判", form="1.1")
    document = Document(
        "题",
        (
            heading(1, "任职条件"),
            items("学历", "经验", "技能", skills, form="1.1"),
            heading(1, "职责"),
            items("招商", form="1.1"),
        ),
    )
    assert numbers(number(document)) == ["1", "1.1", "1.2", "1.3", "1.3.1", "1.3.2", "2", "2.1"]


def test_one_running_count_passes_over_headings_without_a_number() -> None:
    document = Document(
        "题",
        (
            heading(1, "任务"),
            heading(2, "每天", numbered=False),
            items("甲", "乙", form="1.1"),
            heading(2, "每周", numbered=False),
            items("丙", form="1.1", start=3),
        ),
    )
    assert numbers(number(document)) == ["1", "1.1", "1.2", "1.3"]


@pytest.mark.parametrize(
    ("scheme", "level", "expected"),
    [("decimal", 2, "1.1.1"), ("gov", 1, "1.1"), ("chinese-chapter", 3, "1.1")],
    ids=["a decimal number as it stands", "the ordinal of 一、", "the ordinal of 一、 in a chapter"],
)
def test_numbers_in_words_are_continued_by_their_ordinal(scheme: str, level: int, expected: str) -> None:
    above = tuple(heading(depth, "题") for depth in range(1, level + 1))
    assert numbers(number(Document("题", (*above, items("甲", form="1.1")), scheme=scheme)))[-1] == expected


def test_without_a_number_above_a_continuing_list_counts_alone() -> None:
    assert numbers(number(Document("题", (items("甲", "乙", form="1.1"),)))) == ["1", "2"]


def test_numbering_twice_changes_nothing() -> None:
    once = number(Document("题", (heading(1, "甲"), items("乙", items("丙", form="1.1"), form="1.1"))))
    assert number(once) == once


def test_word_counts_a_continuing_list_itself_with_the_prefix_in_its_pattern() -> None:
    word = written(
        heading(1, "任务"), items("甲", "乙", form="1.1"), items("丙", form="1.1", start=3), scheme="decimal"
    )
    numbering = word.part("word/numbering.xml")
    patterns = [value(item) for item in numbering.iter(f"{W}lvlText")]
    starts = [value(item) for item in numbering.iter(f"{W}startOverride")]
    assert patterns.count("1.%1") == 1
    assert starts == ["1", "3"]


def form_table(*heights: float) -> Table:
    return Table(tuple(Row((cell("记"), cell("")), height_mm=height) for height in heights), (50, 50))


def test_a_row_with_a_height_takes_at_least_that_in_word_and_in_the_pdf() -> None:
    word = written(form_table(9, 0))
    assert [value(item) for item in word.all("w:trHeight")] == ["510"]
    assert [item.get(f"{W}hRule") for item in word.all("w:trHeight")] == ["atLeast"]
    assert write_html(resolved(form_table(9, 0)), template()).count('style="height:9mm;box-sizing:border-box"') == 1


def test_a_template_gives_rows_their_height_and_is_told_of_a_wrong_one(tmp_path: Path) -> None:
    right = composed(tmp_path / "a", '<table><tr data-height="9"><td>{{ title }}</td></tr><tr><td>x</td></tr></table>')
    table = right.blocks[0]
    assert isinstance(table, Table)
    assert [row.height_mm for row in table.rows] == [9, 0]
    for wrong in ("九", "0", "9999", "nan"):
        assert composed(tmp_path / wrong, f'<table><tr data-height="{wrong}"><td>x</td></tr></table>').said == [
            "templates/memo/body.html:1 T106"
        ]


def test_a_kept_row_is_bound_to_the_next_in_word_and_in_the_pdf() -> None:
    table = Table((Row((cell("组"), cell("")), keep=True), Row((cell("甲"), cell("乙")))), (50, 50))
    word = written(table)
    bound = [
        paragraph
        for paragraph in word.all("w:tbl")[-1].iter(f"{W}p")
        if paragraph.find(f"{W}pPr/{W}keepNext") is not None
    ]
    assert len(bound) == 2
    assert write_html(resolved(table), template()).count('<tr style="break-after:avoid">') == 1


def test_paragraphs_between_keep_the_number_above() -> None:
    document = Document("题", (heading(1, "甲"), Paragraph(para("乙").children), items("丙", form="1.1")))
    assert numbers(number(document)) == ["1", "1.1"]

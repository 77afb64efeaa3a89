"""The closed set of HTML: what each element becomes, and what is said about everything else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compose_samples import composed
from docgen.model.nodes import (
    Blank,
    Cell,
    Checkbox,
    Footnote,
    Heading,
    Landscape,
    LineBreak,
    Link,
    List,
    Note,
    PageBreak,
    Paragraph,
    Reference,
    Table,
    Text,
)

PLACE = "templates/memo/body.html"


def only(root: Path, body: str, content: str = "") -> Any:
    (block,) = composed(root, body, content).blocks
    return block


def text_of(cell: Cell) -> str:
    return "".join(
        child.text
        for block in cell.blocks
        if isinstance(block, Paragraph)
        for child in block.children
        if isinstance(child, Text)
    )


# --- text ---


def test_a_heading_carries_level_label_and_whether_it_is_numbered(tmp_path: Path) -> None:
    plain, appendix = composed(tmp_path, '<h2 id="a" class="unnumbered">甲</h2>\n<h1 class="appendix">乙</h1>').blocks
    assert isinstance(plain, Heading)
    assert isinstance(appendix, Heading)
    assert (plain.level, plain.label, plain.numbered, plain.appendix) == (2, "a", False, False)
    assert (appendix.level, appendix.label, appendix.numbered, appendix.appendix) == (1, "", True, True)


@pytest.mark.parametrize("role", ["body", "plain", "lead", "center", "right", "signature", "form"])
def test_a_paragraph_has_the_role_of_its_class(tmp_path: Path, role: str) -> None:
    assert only(tmp_path, f'<p class="{role}">x</p>').role == role


def test_marks_nest(tmp_path: Path) -> None:
    paragraph = only(tmp_path, "<p>甲<strong>乙<em>丙</em></strong><s>丁</s><sub>2</sub></p>")
    marks = [(child.text, sorted(child.marks)) for child in paragraph.children]
    assert marks == [("甲", []), ("乙", ["strong"]), ("丙", ["em", "strong"]), ("丁", ["del"]), ("2", ["sub"])]


def test_the_layout_of_a_template_leaves_no_space_between_chinese_lines(tmp_path: Path) -> None:
    paragraph = only(tmp_path, "<p>\n  第一行，\n  第二行 and\n  Latin\n</p>")
    assert "".join(child.text for child in paragraph.children) == "第一行，第二行 and Latin"


def test_a_line_end_typed_into_a_field_stays_a_line_end(tmp_path: Path) -> None:
    paragraph = only(tmp_path, "<p>{{ text }}</p>", "text: |\n  甲\n  乙")
    assert [type(child) for child in paragraph.children] == [Text, LineBreak, Text]


def test_a_spacer_stays_and_an_optional_paragraph_without_text_goes(tmp_path: Path) -> None:
    assert only(tmp_path, '<p class="plain"> </p><p>{{ text }}</p>').children == ()


def test_the_functions_give_references_blanks_boxes_and_footnotes(tmp_path: Path) -> None:
    body = '<p>{{ ref("a", "page") }}{{ blank(12) }}{{ box(true) }}{{ box(false) }}{{ fn("注<" ~ title) }}</p>'
    reference, blank, ticked, empty, footnote = only(tmp_path, body).children
    assert isinstance(reference, Reference)
    assert (reference.target, reference.form, str(reference.location)) == ("a", "page", f"{PLACE}:1:1")
    assert (blank, ticked, empty) == (Blank(12), Checkbox(True), Checkbox(False))
    assert isinstance(footnote, Footnote)
    assert "".join(child.text for child in footnote.children if isinstance(child, Text)) == "注<题目"


def test_a_link_leads_outside_and_a_hash_to_a_label(tmp_path: Path) -> None:
    link, reference = only(tmp_path, '<p><a href="https://a.example">甲</a><a href="#b"></a></p>').children
    assert link == Link("https://a.example", (Text("甲"),))
    assert (reference.target, reference.form) == ("b", "title")


def test_notes_page_breaks_and_landscape_pages(tmp_path: Path) -> None:
    body = '<aside>注意</aside><hr/><section class="landscape"><p>甲</p></section><section><p>乙</p></section>'
    assert [type(block) for block in composed(tmp_path, body).blocks] == [Note, PageBreak, Landscape, Paragraph]


# --- lists and tables ---


def test_lists_nest_with_their_format_and_start(tmp_path: Path) -> None:
    outer = only(tmp_path, '<ol type="（1）" start="3"><li>甲<ul><li>乙</li></ul></li><li><p>丙</p><p>丁</p></li></ol>')
    assert (outer.format, outer.start) == ("（1）", 3)
    first, second = outer.items
    assert isinstance(first.blocks[1], List)
    assert first.blocks[1].format == "bullet"
    assert [type(block) for block in second.blocks] == [Paragraph, Paragraph]


def test_a_table_has_head_rows_spans_classes_caption_and_shares(tmp_path: Path) -> None:
    body = """<table id="t" class="form" data-widths="1 1 2">
      <caption>题</caption>
      <thead><tr><th rowspan="2">甲</th><th colspan="2">乙</th></tr><tr><th>丙</th><th>丁</th></tr></thead>
      <tbody><tr><td class="center middle">1</td><td>2</td><td>3</td></tr></tbody>
    </table>"""
    table = only(tmp_path, body)
    assert (table.label, table.style, table.widths) == ("t", "form", (25, 25, 50))
    assert [row.header for row in table.rows] == [True, True, False]
    first, second = table.rows[0].cells
    assert (first.rowspan, second.colspan, first.header) == (2, 2, True)
    cell = table.rows[2].cells[0]
    assert (cell.align, cell.valign, cell.header, text_of(cell)) == ("center", "middle", False, "1")


def test_a_column_of_numbers_is_narrow_and_a_column_of_sentences_wide(tmp_path: Path) -> None:
    row = f"<tr><td>1</td><td>{'长文字' * 20}</td><td>12,000.00</td></tr>"
    table = only(
        tmp_path, f"<table><thead><tr><th>序号</th><th>内容</th><th>金额</th></tr></thead><tbody>{row}</tbody></table>"
    )
    number, text, amount = table.widths
    assert sum(table.widths) == pytest.approx(100)
    assert 6 <= number < amount < text


def test_key_value_pairs_become_a_form(tmp_path: Path) -> None:
    table = only(tmp_path, '<dl data-columns="2"><dt>甲</dt><dd>1</dd><dt>乙</dt><dd>2</dd><dt>丙</dt><dd>3</dd></dl>')
    assert (table.style, len(table.widths)) == ("form", 4)
    assert [[text_of(cell) for cell in row.cells] for row in table.rows] == [["甲", "1", "乙", "2"], ["丙", "3"]]
    assert [cell.colspan for cell in table.rows[1].cells] == [1, 3]


@pytest.mark.parametrize(
    "table",
    [
        "<tr><td>1</td><td>2</td></tr><tr><td>3</td></tr>",
        '<tr><td rowspan="3">1</td><td>2</td></tr><tr><td>3</td></tr>',
        '<tr><td>1</td><td rowspan="2">2</td><td>3</td></tr><tr><td colspan="2">4</td><td>5</td></tr>',
        '<thead><tr><th rowspan="2">1</th></tr></thead><tbody><tr></tr></tbody>',
    ],
)
def test_spans_that_do_not_fit_are_reported_and_the_grid_is_still_full(tmp_path: Path, table: str) -> None:
    result = composed(tmp_path, f"<p>x</p>\n<table>{table}</table>")
    assert f"{PLACE}:2 T111" in result.said
    assert result.document is not None


# --- refusals ---


@pytest.mark.parametrize(
    ("body", "code", "word"),
    [
        ("<center>x</center>", "T106", "center"),
        ("<tabel></tabel>", "T106", "tabel"),
        ('<p style="color:red">x</p>', "T106", "style"),
        ('<p onclick="x">x</p>', "T106", "onclick"),
        ('<p class="big">x</p>', "T106", "big"),
        ('<ol type="A"><li>x</li></ol>', "T106", "A"),
        ('<dl data-columns="3"><dt>a</dt><dd>b</dd></dl>', "T106", "3"),
        ("<p>{{ ref('a', 'titel') }}</p>", "T106", "titel"),
        ("<p>{{ blank(-1) }}</p>", "T106", "-1"),
        ("<p>x", "T107", "p"),
        ("<p>x</p></section>", "T107", "section"),
        ("<p>x<ul><li>y</li></ul></p>", "T107", "ul"),
        ("散文字", "T107", "散文字"),
        ("<ul><li>x</li><p>y</p></ul>", "T107", "li"),
        ("<table><tr><td>x</td></tr>散<tr><td>x</td></tr></table>", "T107", "散"),
        ("<dl><dt>x</dt></dl>", "T107", "dd"),
        ("<dl><dt>x</dt><dt>y</dt><dd>z</dd></dl>", "T107", "dd"),
        ("<figure><figcaption>x</figcaption></figure>", "T107", "figure"),
        ("<table><tr><td><h2>x</h2></td></tr></table>", "T107", "h2"),
        ("<ul><li><hr/></li></ul>", "T107", "hr"),
        ('<aside><section class="landscape"><p>x</p></section></aside>', "T107", "section"),
        ('<p><a href="javascript:x">y</a></p>', "T109", "javascript"),
        ('<table data-widths="10"><tr><td>x</td><td>y</td></tr></table>', "T112", "data-widths"),
        ("<h1>{{ text }}</h1>", "T113", "标题"),
        ('<p class="x', "T107", "<p"),
    ],
)
def test_what_is_outside_the_set_is_named_at_its_line(tmp_path: Path, body: str, code: str, word: str) -> None:
    result = composed(tmp_path, f"<p>甲</p>\n\n{body}")
    assert result.said == [f"{PLACE}:3 {code}"]
    assert word in result.problems[0].message


def test_the_nearest_element_is_proposed(tmp_path: Path) -> None:
    assert composed(tmp_path, "<tabel></tabel>").problems[0].hint == "是不是 <table>？"


def test_elements_nested_without_end_are_refused(tmp_path: Path) -> None:
    body = f"<p>甲</p>{'<section>' * 5000}<p>x</p>{'</section>' * 5000}"
    assert composed(tmp_path, body).said == [f"{PLACE}:1 T107"]


def test_all_problems_are_found_at_once(tmp_path: Path) -> None:
    body = "<p>{{ nosuch }}</p>\n<center>x</center>\n<table><tr><td>1</td><td>2</td></tr><tr></tr></table>"
    assert sorted(composed(tmp_path, body).said) == [f"{PLACE}:1 T102", f"{PLACE}:2 T106", f"{PLACE}:3 T111"]


def test_a_long_table_is_composed_in_reasonable_time(tmp_path: Path) -> None:
    body = "<table>{% for i in range(2000) %}<tr><td>{{ i }}</td><td>{{ title }}</td></tr>{% endfor %}</table>"
    table = only(tmp_path, body)
    assert isinstance(table, Table)
    assert len(table.rows) == 2000

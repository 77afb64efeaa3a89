"""Rich text of the content: Markdown as people who write Chinese type it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compose_samples import Composed, composed, png
from docgen.model.dump import dump
from docgen.model.nodes import (
    Figure,
    Heading,
    LineBreak,
    List,
    Note,
    PageBreak,
    Paragraph,
    Reference,
    Table,
    Text,
)
from docgen.raster import PIXELS

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"/>'


def written(root: Path, text: str, filter_: str = "md", files: dict[str, str | bytes] | None = None) -> Composed:
    """A text as it stands in a content file's block scalar, through the filter."""
    lines = "\n".join(f"  {line}" for line in text.split("\n"))
    body = f"{{{{ text | {filter_} }}}}" if filter_ != "mdi" else "<p>{{ text | mdi }}</p>"
    return composed(root, body, f"text: |\n{lines}\n", files)


def runs(block: Any) -> list[tuple[str, list[str]]]:
    return [(child.text, sorted(child.marks)) for child in block.children if isinstance(child, Text)]


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("**注意：**请看", ["注意："]),
        ("请看**“重点”**。", ["“重点”"]),
        ("甲**（乙）**丙**丁。**戊", ["（乙）", "丁。"]),
        ("**bold** word", ["bold"]),
        ("2 * 3 * 4", []),
        ("a_b_c", []),
    ],
)
def test_emphasis_may_stand_against_chinese_punctuation(tmp_path: Path, text: str, strong: list[str]) -> None:
    (paragraph,) = written(tmp_path, text).blocks
    assert [run for run, marks in runs(paragraph) if marks == ["strong"]] == strong
    assert isinstance(paragraph, Paragraph)
    assert "".join(run for run, _marks in runs(paragraph)) == text.replace("**", "")


def test_a_line_end_between_chinese_characters_is_no_space(tmp_path: Path) -> None:
    (paragraph,) = written(tmp_path, "第一行，\n第二行\nEnglish\nwords").blocks
    assert "".join(run for run, _marks in runs(paragraph)) == "第一行，第二行 English words"


def test_two_spaces_at_a_line_end_break_the_line(tmp_path: Path) -> None:
    (paragraph,) = written(tmp_path, "甲  \n乙").blocks
    assert isinstance(paragraph, Paragraph)
    assert [type(child) for child in paragraph.children] == [Text, LineBreak, Text]


def test_dashes_below_a_line_and_deep_indents_make_no_heading_and_no_code(tmp_path: Path) -> None:
    first, line, second = written(tmp_path, "甲\n\n---\n\n      乙").blocks
    assert (runs(first), type(line), runs(second)) == ([("甲", [])], PageBreak, [("乙", [])])
    assert written(tmp_path, "甲\n---").document is not None


def test_html_in_content_is_text(tmp_path: Path) -> None:
    (paragraph,) = written(tmp_path, "<script>alert(1)</script> &amp; <b>甲</b>").blocks
    assert "".join(run for run, _marks in runs(paragraph)) == "<script>alert(1)</script> & <b>甲</b>"


def test_lists_nest_and_keep_their_start(tmp_path: Path) -> None:
    (outer,) = written(tmp_path, "3. 甲\n   - 乙\n4. 丙").blocks
    assert isinstance(outer, List)
    assert (outer.start, outer.format, len(outer.items)) == (3, "", 2)
    assert isinstance(outer.items[0].blocks[1], List)


def test_tables_notes_and_code(tmp_path: Path) -> None:
    table, note, code = written(tmp_path, "| 甲 | 乙 |\n|---|--:|\n| 1 | 2 |\n\n> 提示\n\n```\nx = 1\n```").blocks
    assert isinstance(table, Table)
    assert [cell.align for cell in table.rows[1].cells] == ["", "right"]
    assert table.rows[0].header
    assert isinstance(note, Note)
    assert runs(code) == [("x = 1", ["code"])]


@pytest.mark.parametrize(("text", "form"), [("", "number"), ("标题", "title"), ("页码", "page"), ("全", "full")])
def test_a_link_to_a_label_is_a_reference_at_its_line(tmp_path: Path, text: str, form: str) -> None:
    (paragraph,) = written(tmp_path, f"见[{text}](#cases)").blocks
    assert isinstance(paragraph, Paragraph)
    reference = paragraph.children[1]
    assert isinstance(reference, Reference)
    assert (reference.target, reference.form, str(reference.location)) == ("cases", form, "content/memo.yaml:4:1")


def test_a_reference_with_a_text_of_its_own_would_lose_it(tmp_path: Path) -> None:
    assert written(tmp_path, "甲\n\n[见附录](#cases)").said == ["content/memo.yaml:6 T109"]


def test_headings_are_refused_unless_the_template_says_where_they_belong(tmp_path: Path) -> None:
    assert written(tmp_path, "甲\n\n# 乙").said == ["content/memo.yaml:6 T110"]
    _paragraph, heading = written(tmp_path, "甲\n\n# 乙", "md(3)").blocks
    assert isinstance(heading, Heading)
    assert heading.level == 4


def test_quotes_nested_beyond_reason_are_reported_and_not_dropped_in_silence(tmp_path: Path) -> None:
    assert "content/memo.yaml:4 T110" in written(tmp_path, f"{'> ' * 30}甲").said


def test_inline_markdown_stays_in_its_paragraph(tmp_path: Path) -> None:
    (paragraph,) = written(tmp_path, "# **甲**`乙`", "mdi").blocks
    assert runs(paragraph) == [("# ", []), ("甲", ["strong"]), ("乙", ["code"])]


def test_a_picture_alone_is_a_figure_with_its_title_as_caption(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"content/images/a.svg": SVG}
    (figure,) = written(tmp_path, '![拓扑](images/a.svg "网络拓扑")', files=files).blocks
    assert isinstance(figure, Figure)
    assert (figure.picture.alt, figure.picture.pixels, figure.picture.file) == (
        "拓扑",
        (200, 100),
        str(tmp_path.resolve() / "content/images/a.svg"),
    )
    assert [child.text for child in figure.caption or () if isinstance(child, Text)] == ["网络拓扑"]


# --- pictures ---


def test_a_picture_of_a_template_lies_in_the_kinds_folder_and_has_a_width(tmp_path: Path) -> None:
    body = '<figure id="f"><img src="a.png" alt="图" width="80"/></figure>'
    (figure,) = composed(tmp_path, body, files={"templates/memo/a.png": png(60, 30)}).blocks
    assert isinstance(figure, Figure)
    assert (figure.picture.width_mm, figure.picture.pixels, figure.label) == (80, (60, 30), "f")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.png", b"no picture", "P103"),
        ("a.png", png(1, 1)[:40], "P103"),
        ("a.png", b"", "P103"),
        ("a.svg", b"<svg><", "P103"),
        ("a.svg", b"<svg/>", "P103"),
        ("a.png", png(40_000, PIXELS // 40_000 + 1), "P104"),
        (
            "a.gif",
            b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
            "P105",
        ),
    ],
)
def test_a_file_that_is_no_fit_picture_is_reported_where_it_is_named(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    assert written(tmp_path, f"甲\n\n![x]({name})", files={f"content/{name}": content}).said == [
        f"content/memo.yaml:6 {code}"
    ]


@pytest.mark.parametrize("name", ["nosuch.png", "../../secret.png", "/etc/passwd", "https://a.example/x.png"])
def test_a_picture_that_is_missing_or_outside_the_workspace_is_not_read(tmp_path: Path, name: str) -> None:
    root = tmp_path / "a" / "b"
    (tmp_path / "secret.png").write_bytes(png(1, 1))
    result = written(root, f"![x]({name})")
    assert len(result.problems) == 1
    assert result.said[0] in ("content/memo.yaml:4 P101", "content/memo.yaml:4 P102")


def test_what_markdown_gives_can_be_dumped(tmp_path: Path) -> None:
    document = written(tmp_path, "**甲**\n\n1. 乙").document
    assert document is not None
    assert "甲" in dump(document)

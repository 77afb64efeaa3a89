"""Word files as a reader sees them: numbers, boxes, equations, ticks, ruby, hidden and embedded things come in right, or are named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bare_word import bare_docx, code, definition, instance, level, mark, para, run, table
from docgen.errors import DocgenError
from docgen.importer.importing import Imported, import_file

ARTICLES = definition(
    0, level(0, "chineseCountingThousand", "第%1章"), level(1, "chineseCountingThousand", "第%2条", restart=0), level(2)
) + instance(1, 0)


def imported(folder: Path, *body: str, changes: Any = "refuse", **inside: str) -> Imported:
    path = folder / "原稿.docx"
    path.write_bytes(bare_docx("".join(body), **inside))
    return import_file(path, changes=changes)


def lines(made: Imported) -> list[tuple[str, str]]:
    return [(line.marker, line.text) for line in made.paper.lines if line.text]


def topics(made: Imported) -> list[str]:
    return [note.topic for note in made.paper.notes.of("undecided")]


def test_articles_run_on_through_the_chapters_and_keep_what_refers_to_them(tmp_path: Path) -> None:
    body = (para("考勤制度"), *(para(text, number=1, level=depth) for depth, text in ((0, "总则"), (1, "本制度适用于全体员工。"), (1, "上班时间为八点半。"), (0, "请假"), (1, "请假须填单。"), (1, "违反第三条的，按旷工处理。"))))  # fmt: skip
    made = imported(tmp_path, *body, numbering=ARTICLES)
    assert [marker for marker, _text in lines(made)] == ["", "第一章", "第一条", "第二条", "第二章", "第三条", "第四条"]
    text = made.files()[0][1].decode()
    assert "起始: 3" in text


def test_numbers_in_cells_are_read_and_count_with_the_body(tmp_path: Path) -> None:
    lists = definition(0, level(0, text="%1.")) + instance(1, 0)
    body = (
        para("职责清单"), para("总的要求如下。", number=1, level=0),
        table((para("负责门店的陈列。", number=1, level=0) + para("负责收银。", number=1, level=0), para("店长"))),
        para("以上由市场部解释。", number=1, level=0),
    )  # fmt: skip
    made = imported(tmp_path, *body, numbering=lists)
    cell = made.paper.lines[2].table.rows[0][0]  # type: ignore[union-attr]
    assert cell.text == "2. 负责门店的陈列。\n3. 负责收银。"
    assert [marker for marker, _text in lines(made)] == ["", "1.", "4."]
    assert made.balance.even


def test_an_empty_numbered_paragraph_counts_and_words_of_a_level_stand_before_the_text(tmp_path: Path) -> None:
    lists = definition(0, level(0, text="%1."), level(1, "none", "附注：", suffix="nothing")) + instance(1, 0)
    body = (para("说明书"), *(para(*text, number=1, level=depth) for text, depth in ((("甲项。",), 0), ((), 0), (("乙项。",), 0), (("另行通知。",), 1))))  # fmt: skip
    made = imported(tmp_path, *body, numbering=lists)
    assert lines(made) == [("", "说明书"), ("1.", "甲项。"), ("3.", "乙项。"), ("", "附注：另行通知。")]
    assert made.balance.even


def test_a_box_in_a_box_comes_once_and_behind_its_paragraph(tmp_path: Path) -> None:
    def box(*paragraphs: str) -> str:
        content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
        return (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )

    made = imported(
        tmp_path, para("概况"), para(box(para("外框里的话。", box(para("内框里的话。")))), "框所在的一段。")
    )
    assert [text for _marker, text in lines(made)] == ["概况", "框所在的一段。", "外框里的话。", "内框里的话。"]
    assert made.balance.even


def test_equations_keep_their_structure_and_are_named(tmp_path: Path) -> None:
    fraction = "<m:oMath><m:f><m:num><m:r><m:t>得分</m:t></m:r></m:num><m:den><m:r><m:t>100</m:t></m:r></m:den></m:f></m:oMath>"
    made = imported(tmp_path, para("办法"), para("绩效按", fraction, "计。"))
    assert lines(made)[1][1] == "绩效按得分/100计。"
    assert topics(made) == ["公式"]
    assert made.balance.even


def test_ticks_choices_and_symbols_are_characters(tmp_path: Path) -> None:
    ticked = '<w:ffData><w:checkBox><w:checked w:val="1"/></w:checkBox></w:ffData>'
    choice = '<w:ffData><w:ddList><w:listEntry w:val="硕士"/></w:ddList></w:ffData>'
    made = imported(
        tmp_path, para("登记表"), para("性别：", mark("begin", ticked), code("FORMCHECKBOX"), mark("end"), "男"),
        para("学历：", mark("begin", choice), code("FORMDROPDOWN"), mark("end")),
        para('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "同意"), para('<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>', "书写"),
    )  # fmt: skip
    assert [text for _marker, text in lines(made)] == ["登记表", "性别：☒男", "学历：硕士", "☑同意", "书写"]
    assert topics(made) == ["符号"]
    assert made.balance.even


def test_ruby_hidden_text_and_embedded_documents_are_named(tmp_path: Path) -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('chóng')}</w:rt><w:rubyBase>{run('重')}</w:rubyBase></w:ruby></w:r>"
    made = imported(tmp_path, para("纪要"), para(ruby, "庆分公司。", run("底价八十八万元。", "<w:vanish/>")), '<w:altChunk r:id="rId9"/>', para("散会。"))  # fmt: skip
    assert lines(made)[1][1] == "重庆分公司。底价八十八万元。"
    assert topics(made) == ["隐藏的文字", "嵌入的文档"]
    assert [(note.topic, note.text) for note in made.paper.notes.of("dropped")] == [("注音", "chóng")]
    assert made.balance.even
    with pytest.raises(DocgenError, match="只嵌着别的文件"):
        imported(tmp_path, '<w:altChunk r:id="rId9"/>')


def test_what_was_deleted_in_a_cell_is_listed_like_the_rest(tmp_path: Path) -> None:
    gone = '<w:del w:id="1" w:author="甲"><w:r><w:delText>旧口径</w:delText></w:r></w:del>'
    made = imported(tmp_path, para("口径表"), table((para("新口径", gone), para("财务部"))), changes="accept")
    assert [(note.topic, note.text) for note in made.paper.notes.of("dropped")] == [("修订中删去的文字", "旧口径")]
    assert made.balance.even

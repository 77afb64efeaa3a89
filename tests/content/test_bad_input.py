"""What people get wrong: a clear message at its place, every problem at once, nothing half-written, nothing lost."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from docgen.app import build as pipeline
from docgen.app import fixing
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Problem
from note_kind import KIND, SCHEMA

BODY = "<h1>{{ title }}</h1>\n{{ text | md }}\n"


class Note:
    """A scratch kind 便笺 whose template and content a test sets."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.folder = workspace.templates / "note"
        self.folder.mkdir()
        self.template(BODY)
        (self.folder / "kind.yaml").write_text(KIND, encoding="utf-8")
        (self.folder / "schema.yaml").write_text(SCHEMA, encoding="utf-8")

    def template(self, body: str) -> None:
        (self.folder / "body.html").write_text(body, encoding="utf-8")

    def build(self, content: str | bytes, formats: tuple[str, ...] = ("docx", "pdf")) -> pipeline.Result:
        path = self.workspace.content / "note.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return pipeline.build(self.workspace, path, formats)

    def problems(self, content: str | bytes) -> list[str]:
        """`line:column CODE` of every problem."""
        result = self.build(content)
        if any(problem.severity == "error" for problem in result.problems):
            assert not result.outputs
        return [f"{p.location.line}:{p.location.column} {p.code}" for p in result.problems]


@pytest.fixture
def note(workspace: Workspace) -> Note:
    return Note(workspace)


def only(result: pipeline.Result) -> Problem:
    assert len(result.problems) == 1, "\n".join(map(str, result.problems))
    return result.problems[0]


def test_a_right_note_builds_in_both_formats(note: Note) -> None:
    result = note.build("文种: 便笺\n标题: 你好\n正文: 一段话\n")
    assert not result.problems
    assert result.outputs.keys() == {"docx", "pdf"}


def test_broken_yaml_names_its_line(note: Note) -> None:
    assert only(note.build("文种: 便笺\n标题: [没有括完\n正文: x\n")).location.line in (2, 3)
    assert only(note.build('文种: 便笺\n标题: "没有引完\n')).code == "C101"


def test_unknown_missing_and_wrong_typed_fields_come_all_at_once(note: Note) -> None:
    found = note.problems("文种: 便笺\n正闻: 打错的名称\n数量: 很多\n日期: 2026-02-30\n")
    assert found == ["1:1 S101", "2:1 S103", "3:5 S104", "4:5 S106"]


def test_a_misspelt_name_gets_a_suggestion(note: Note) -> None:
    problem = only(note.build("文种: 便笺\n标题: 甲\n正闻: 乙\n"))
    assert "正文" in problem.hint


def test_an_unknown_kind_is_an_error_at_its_line_with_a_suggestion(note: Note) -> None:
    problem = only(note.build("文种: 便签\n标题: 甲\n"))
    assert (problem.code, problem.location.line, "便笺" in problem.hint) == ("T101", 1, True)


def test_a_file_without_kind_says_how_to_write_it(note: Note) -> None:
    assert only(note.build("标题: 甲\n")).code == "B102"


def test_undefined_names_in_a_template_come_all_at_once_with_the_templates_lines(note: Note) -> None:
    note.template(
        "<h1>{{ titel }}</h1>\n<p>{{ title }}</p>\n{% if nonsense %}<p>x</p>{% endif %}\n<p>{{ text.upper2 }}</p>\n"
    )
    result = note.build("文种: 便笺\n标题: 甲\n正文: 乙\n")
    found = [(p.location.file, p.location.line, p.code) for p in result.problems]
    assert ("templates/note/body.html", 1, "T102") in found
    assert ("templates/note/body.html", 3, "T102") in found
    assert "title" in result.problems[0].hint


def test_an_element_outside_the_set_is_named_with_the_templates_line(note: Note) -> None:
    note.template("<h1>{{ title }}</h1>\n<p>好</p>\n<video src='x'></video>\n<p onclick='x'>坏</p>\n")
    found = {(p.location.line, p.code) for p in note.build("文种: 便笺\n标题: 甲\n").problems}
    assert {(3, "T106"), (4, "T106")} <= found


def test_a_template_that_does_not_parse_is_an_error_at_its_line(note: Note) -> None:
    note.template("<p>{{ title }</p>\n")
    problem = only(note.build("文种: 便笺\n标题: 甲\n"))
    assert (problem.code, problem.location.file) == ("T100", "templates/note/body.html")


@pytest.mark.parametrize(
    "escape", ["{{ title.__class__.__mro__ }}", "{{ ''.__class__ }}", "{% for i in range(10**9) %}x{% endfor %}"]
)
def test_a_template_cannot_leave_its_sandbox(note: Note, escape: str) -> None:
    note.template(f"<p>{escape}</p>\n")
    result = note.build("文种: 便笺\n标题: 甲\n")
    assert result.problems
    assert not result.outputs


def test_markup_in_content_stays_text(note: Note) -> None:
    result = note.build(
        '文种: 便笺\n标题: "R&D <draft> {{ evil }}"\n正文: "a < b <script>alert(1)</script> {% raw %}"\n'
    )
    assert not result.problems
    with zipfile.ZipFile(io.BytesIO(result.outputs["docx"])) as archive:
        xml = archive.read("word/document.xml").decode()
    assert "R&amp;D &lt;draft&gt; {{ evil }}" in xml
    assert "&lt;script&gt;" in xml


def test_a_dangling_reference_is_an_error_at_the_contents_line(note: Note) -> None:
    problem = only(note.build("文种: 便笺\n标题: 甲\n正文: |\n  第一行\n\n  见[](#没有的表)。\n"))
    assert (problem.code, problem.location.line) == ("D102", 6)


@pytest.mark.parametrize(
    ("name", "code"),
    [("没有.png", "P101"), ("坏.png", "P103"), ("大.png", "P104"), ("../../x.png", "P101"), ("http://x/a.png", "P102")],
)
def test_a_bad_picture_is_an_error_at_the_contents_line(note: Note, name: str, code: str) -> None:
    (note.workspace.content / "坏.png").write_text("不是图片", encoding="utf-8")
    Image.new("1", (20000, 6000)).save(note.workspace.content / "大.png")
    problem = only(note.build(f"文种: 便笺\n标题: 甲\n正文: |\n  文字\n\n  ![图](<{name}>)\n"))
    assert (problem.code, problem.location.line) == (code, 6)


def test_emoji_and_rare_characters_are_printed_or_named(note: Note) -> None:
    result = note.build("文种: 便笺\n标题: 甲\n正文: 好的👍，𠮷野家，\U0010fffd\n".replace("\U0010fffd", "\ue0aa"))
    assert [problem.code for problem in result.problems] in ([], ["F101"], ["F101", "F101"])
    for problem in result.problems:
        assert "U+" in problem.message
        assert problem.location.line == 3


def test_a_joined_emoji_is_no_typing_slip_and_a_stray_joiner_is(note: Note) -> None:
    assert "3:6 C118" in note.problems("文种: 便笺\n标题: 甲\n正文: a\u200db\n")
    assert not any(
        "C118" in found for found in note.problems("文种: 便笺\n标题: 甲\n正文: \U0001f468\u200d\U0001f4bb\n")
    )


def test_control_and_direction_characters_are_refused_with_their_place(note: Note) -> None:
    assert note.problems("文种: 便笺\n标题: 甲\n正文: a\x07b\n") == ["3:6 C106"]
    assert note.problems("文种: 便笺\n标题: 甲\n正文: a\u202eb\n") == ["3:6 C118"]


def test_what_people_really_type_gets_its_own_message(note: Note) -> None:
    assert note.problems("文种：便笺\n标题: 甲\n") == ["1:3 C111"]
    assert "2:1 C114" in note.problems("行:\n\t- 名称: 甲\n")
    assert note.problems("\ufeff文种: 便笺\r\n标题: 甲\r\n") == ["1:1 C115", "1:7 C116"]
    assert "1:1 C117" in note.problems("文种: 便笺\n标题: 甲\n".encode("gbk"))


def test_fix_mends_the_typing_slips_in_place(note: Note) -> None:
    path = note.workspace.content / "note.yaml"
    path.write_bytes("\ufeff文种：便笺\r\n标题: 甲\r\n".encode())
    done = fixing.fix(note.workspace, path)
    assert len(done) == 3
    assert path.read_bytes() == "文种: 便笺\n标题: 甲\n".encode()
    assert fixing.fix(note.workspace, path) == []


def test_a_ten_thousand_character_paragraph_and_a_two_thousand_row_table_are_set(note: Note) -> None:
    note.template(
        "<h1>{{ title }}</h1>\n<p>{{ text }}</p>\n<table data-widths='20 80'><caption>长表</caption><thead><tr><th>序号</th><th>名称</th></tr></thead>{% for row in rows %}<tr><td>{{ loop.index }}</td><td>{{ row.name }}</td></tr>{% endfor %}</table>"
    )
    rows = "".join(f"  - 名称: 第{n}项\n" for n in range(2000))
    result = note.build(f"文种: 便笺\n标题: 甲\n正文: {'长段落文字，' * 1700}\n行:\n{rows}")
    assert not result.problems
    assert result.pages > 40


@pytest.mark.parametrize(("slots", "code"), [(0, "W110"), (2, "W111")])
def test_a_template_with_no_slot_or_two_is_refused(note: Note, slots: int, code: str) -> None:
    template = note.workspace.templates / "word" / "sheet" / "template.docx"
    parts = _parts(template)
    xml = parts["word/document.xml"].decode()
    start = xml.rindex("<w:p>", 0, xml.index("{{p body }}"))
    end = xml.index("</w:p>", start) + len("</w:p>")
    parts["word/document.xml"] = (xml[:start] + xml[start:end] * slots + xml[end:]).encode()
    _write(template, parts)
    assert only(note.build("文种: 便笺\n标题: 甲\n")).code == code


def test_a_template_without_heading_styles_names_each_missing_style(note: Note) -> None:
    template = note.workspace.templates / "word" / "sheet" / "template.docx"
    parts = _parts(template)
    parts["word/styles.xml"] = (
        parts["word/styles.xml"].replace(b'"heading 1"', b'"x 1"').replace(b'"heading 2"', b'"x 2"')
    )
    _write(template, parts)
    codes = [problem.code for problem in note.build("文种: 便笺\n标题: 甲\n").problems]
    assert codes == ["W130", "W130"]


def test_a_template_with_an_unknown_name_or_a_broken_tag_is_refused(note: Note) -> None:
    template = note.workspace.templates / "word" / "sheet" / "template.docx"
    parts = _parts(template)
    _write(template, parts | {"word/document.xml": parts["word/document.xml"].replace(b"{{ title }}", b"{{ titel }}")})
    assert only(note.build("文种: 便笺\n标题: 甲\n")).code == "W121"
    _write(template, parts | {"word/document.xml": parts["word/document.xml"].replace(b"{{ title }}", b"{{ title }")})
    assert only(note.build("文种: 便笺\n标题: 甲\n")).code == "W120"


def test_a_template_that_is_no_word_file_or_carries_macros_is_refused(note: Note) -> None:
    template = note.workspace.templates / "word" / "sheet" / "template.docx"
    parts = _parts(template)
    _write(template, parts | {"word/vbaProject.bin": b"x"})
    assert only(note.build("文种: 便笺\n标题: 甲\n")).code == "W103"
    _write(template, parts | {"word/settings.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'})
    assert only(note.build("文种: 便笺\n标题: 甲\n")).code == "W104"
    template.write_text("不是压缩包", encoding="utf-8")
    assert only(note.build("文种: 便笺\n标题: 甲\n")).code == "W101"


def test_an_output_folder_that_cannot_be_written_leaves_the_old_files(note: Note, tmp_path: Path) -> None:
    result = note.build("文种: 便笺\n标题: 甲\n")
    # A file stands where the folder should be: this stops root too, whom permissions do not.
    blocked = tmp_path / "out"
    blocked.write_text("旧", encoding="utf-8")
    with pytest.raises(DocgenError) as caught:
        pipeline.write(note.workspace, result, blocked)
    assert caught.value.problems[0].code == "B101"
    assert blocked.read_text(encoding="utf-8") == "旧"


def test_files_are_moved_into_place_whole(note: Note, tmp_path: Path) -> None:
    result = note.build("文种: 便笺\n标题: 甲\n")
    written = pipeline.write(note.workspace, result, tmp_path / "out")
    assert [file.name for file in written] == ["note.docx", "note.pdf"]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["note.docx", "note.pdf"]


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _write(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_footnotes_stand_at_the_foot_in_both_formats(note: Note, tmp_path: Path) -> None:
    import subprocess

    note.template('<h1>{{ title }}</h1><p>正文{{ fn("脚注甲") }}，又一处{{ fn("脚注乙") }}。</p>')
    result = note.build("文种: 便笺\n标题: 甲\n")
    assert not result.problems
    (tmp_path / "a.pdf").write_bytes(result.outputs["pdf"])
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert text.index("又一处") < text.index("脚注甲") < text.index("脚注乙")
    with zipfile.ZipFile(io.BytesIO(result.outputs["docx"])) as archive:
        assert "脚注乙" in archive.read("word/footnotes.xml").decode()

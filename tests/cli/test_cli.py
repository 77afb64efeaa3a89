"""The command line as a contract: what it prints, what it writes, how it exits."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.cli import main
from docgen.content.workspace import Workspace


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def here(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A scratch workspace as the current folder."""
    monkeypatch.chdir(workspace.root)
    return workspace


def test_new_then_build_gives_word_and_pdf_under_the_contents_path(here: Workspace) -> None:
    assert run("new", "投标文件", "试标").exit_code == 0
    path = here.content / "bid" / "试标.yaml"
    assert path.is_file()
    library = Path(__file__).parents[2] / "content" / "library"
    _copy(library, here.library)
    result = run("build", "--format", "docx,pdf,html")
    assert result.exit_code == 0, result.output
    assert sorted(file.name for file in (here.output / "bid").iterdir()) == ["试标.docx", "试标.html", "试标.pdf"]


def test_new_never_overwrites(here: Workspace) -> None:
    assert run("new", "bid", "甲").exit_code == 0
    again = run("new", "bid", "甲")
    assert again.exit_code == 1
    assert "B103" in again.output


def test_a_document_with_problems_is_not_written_and_the_others_are(here: Workspace) -> None:
    _note(here, "好", "文种: 便笺\n标题: 好\n")
    _note(here, "坏", "文种: 便笺\n标提: 坏\n")
    result = run("build", "--format", "docx")
    assert result.exit_code == 1
    assert "content/坏.yaml:2:1: S103" in result.output
    assert [file.name for file in here.output.iterdir()] == ["好.docx"]


def test_check_lists_every_problem_and_writes_nothing(here: Workspace) -> None:
    _note(here, "坏", "文种: 便笺\n标提: 坏\n")
    result = run("check")
    assert result.exit_code == 1
    assert "S101" in result.output
    assert "S103" in result.output
    assert not here.output.exists()


def test_check_as_json_gives_place_code_and_hint(here: Workspace) -> None:
    _note(here, "坏", "文种: 便笺\n标提: 坏\n标题: 甲\n")
    result = CliRunner().invoke(main, ["check", "--format", "json"])
    rows = json.loads(result.stdout)
    assert [(row["file"], row["line"], row["column"], row["code"]) for row in rows] == [
        ("content/坏.yaml", 2, 1, "S103")
    ]
    assert "标题" in rows[0]["hint"]


def test_check_fix_mends_and_says_what(here: Workspace) -> None:
    path = _note(here, "甲", "文种：便笺\n标题: 好\n")
    result = run("check", "--fix")
    assert result.exit_code == 0, result.output
    assert path.read_text(encoding="utf-8") == "文种: 便笺\n标题: 好\n"


@pytest.mark.parametrize(
    "arguments", [("build", "--format", "doc"), ("build", "没有.yaml"), ("check", "--format", "xml"), ("frobnicate",)]
)
def test_wrong_usage_exits_with_two(here: Workspace, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_outside_a_workspace_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("build")
    assert result.exit_code == 1
    assert "docgen init" in result.output


def test_the_workspace_is_found_from_any_folder_below_it(here: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    _note(here, "甲", "文种: 便笺\n标题: 甲\n")
    monkeypatch.chdir(here.content)
    assert run("build", "--format", "html").exit_code == 0
    assert (here.output / "甲.html").is_file()


def test_init_gives_a_workspace_that_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "新"
    assert run("init", str(folder)).exit_code == 0
    assert run("init", str(folder)).exit_code == 1
    monkeypatch.chdir(folder)
    assert run("kinds").exit_code == 0
    assert run("check", "content/bids").exit_code == 0


@pytest.mark.parametrize("name", ["甲:乙", "甲?", "甲\n乙"])
def test_a_name_that_windows_cannot_hold_is_refused(here: Workspace, name: str) -> None:
    refused = run("new", "bid", name)
    assert refused.exit_code == 2
    assert "文件名里不能有" in refused.output
    assert not (here.content / "bid" / f"{name}.yaml").exists()


def test_a_problem_without_a_place_begins_with_its_code(here: Workspace) -> None:
    assert run("kinds", "投标书").output.startswith("T101 没有文种“投标书”\n")


def test_the_reason_of_the_system_is_told_in_chinese(here: Workspace) -> None:
    (here.root / "挡路").write_text("", encoding="utf-8")
    assert "文件读不出来：没有这个文件或文件夹" in run("verify", "没有.pdf").output
    assert "路径里有一段是文件，不是文件夹" in run("verify", "挡路/甲.pdf").output


def test_a_file_that_cannot_be_taken_in_is_said_once_and_not_by_every_reference_to_it(here: Workspace) -> None:
    (here.content / "甲.yaml").write_text(
        "文种: 通用文档\n标题: 甲\n引入: 没有.yaml\n章节: [{内容: [{正文: '见[](#table-a)和[](#table-b)。'}]}]\n",
        encoding="utf-8",
    )
    said = run("check", "--quick", "content/甲.yaml").output
    assert "C201" in said
    assert "D102" not in said


def test_kinds_lists_the_kinds_and_the_fields_of_one(here: Workspace) -> None:
    listing = run("kinds").output
    assert "投标文件" in listing
    fields = run("kinds", "投标文件").output
    assert "project" in fields
    assert "必填" in fields
    unknown = run("kinds", "投标书")
    assert unknown.exit_code == 1
    assert "投标文件" in unknown.output


def test_explain_knows_every_code_that_the_sources_can_print() -> None:
    import re

    from docgen.explanations import all_explanations
    from docgen.extension import Extensions

    source = Path(__file__).parents[2] / "src" / "docgen"
    used = {
        code
        for file in source.rglob("*.py")
        for code in re.findall(r'"([A-Z]\d{3})"', file.read_text(encoding="utf-8"))
    }
    assert used <= all_explanations(Extensions()).keys()
    assert run("explain", "d102").exit_code == 0
    assert run("explain", "X999").exit_code == 2
    assert "以 S 开头的有：S101 " in run("explain", "S999").output


def test_review_tags_fields_and_issue_does_not(here: Workspace) -> None:
    import zipfile

    _note(here, "甲", "文种: 便笺\n标题: 甲\n")
    for purpose, expected in (("review", True), ("issue", False)):
        assert run("build", "--format", "docx", "--for", purpose).exit_code == 0
        with zipfile.ZipFile(here.output / "甲.docx") as archive:
            assert (b"<w:sdt>" in archive.read("word/document.xml")) is expected


def test_doctor_names_the_font_behind_each_chinese_name(here: Workspace) -> None:
    result = run("doctor")
    for name in ("仿宋", "宋体", "黑体", "楷体", "方正小标宋简体"):
        assert name in result.output


def test_help_does_not_import_the_heavy_libraries() -> None:
    code = "import sys; from docgen.cli import main; print([m for m in ('weasyprint', 'docxtpl', 'lxml', 'jinja2', 'yaml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _note(workspace: Workspace, name: str, content: str) -> Path:
    from note_kind import KIND, SCHEMA

    folder = workspace.templates / "note"
    if not folder.is_dir():
        folder.mkdir()
        for file, text in (("kind.yaml", KIND), ("schema.yaml", SCHEMA), ("body.html", "<h1>{{ title }}</h1>")):
            (folder / file).write_text(text, encoding="utf-8")
    path = workspace.content / f"{name}.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def _copy(source: Path, target: Path) -> None:
    import shutil

    shutil.copytree(source, target)


def test_a_build_loads_nothing_that_it_does_not_use(here: Workspace) -> None:
    """What a paper without figures, forms or approval has no need of; each costs the command's start."""
    assert run("new", "岗位说明书", "甲").exit_code == 0
    unused = (
        "sqlalchemy",
        "cryptography",
        "rapidfuzz",
        "openpyxl",
        "docgen.approval",
        "docgen.check",
        "docgen.compare",
        "docgen.importer",
        "docgen.pay",
        "docgen.figures.draw",
        "docgen.app.form",
        "docgen.app.batch.cluster",
    )
    code = (
        "import sys; from docgen.cli import main\n"
        "try: main(['build', '--jobs', '1'])\n"
        f"finally: print([name for name in {unused!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().splitlines()[-1] == "[]"

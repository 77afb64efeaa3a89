"""docs/new-kind.md makes a kind in ten minutes: followed here to the letter."""

from __future__ import annotations

import re
import shlex
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from docgen.cli import main
from docgen.content.workspace import Workspace

GUIDE = (Path(__file__).parents[2] / "docs" / "new-kind.md").read_text(encoding="utf-8")
FILES = re.findall(r"新建文件 `([^`]+)`：\n\n```\w+\n(.*?)```", GUIDE, re.DOTALL)
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]


@pytest.fixture
def followed(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace in which the guide's four files have been written."""
    monkeypatch.chdir(workspace.root)
    for name, text in FILES:
        path = workspace.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return workspace


def test_the_guide_names_four_files_and_four_commands() -> None:
    assert [Path(name).name for name, _ in FILES] == ["kind.yaml", "schema.yaml", "body.html", "example.yaml"]
    assert [line.split()[:2] for line in COMMANDS] == [["docgen", name] for name in ("kinds", "new", "check", "build")]


def test_the_guide_followed_to_the_letter_gives_word_and_pdf(followed: Workspace) -> None:
    for line in COMMANDS:
        result = CliRunner().invoke(main, shlex.split(line)[1:])
        assert (result.exit_code, "（警告）" in result.output) == (0, False), f"{line}\n{result.output}"
    folder = followed.output / "holiday-notice"
    assert {path.name for path in folder.iterdir()} == {"国庆节.docx", "国庆节.pdf"}
    with zipfile.ZipFile(folder / "国庆节.docx") as archive:
        text = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
    for wanted in ("关于国庆节放假的通知", "2026年10月1日至2026年10月7日", "值班表", "8002"):
        assert wanted in text


def test_what_the_guide_says_of_a_missing_field_is_what_happens(followed: Workspace) -> None:
    path = followed.content / "holiday-notice" / "国庆节.yaml"
    path.parent.mkdir()
    example = dict((Path(name).name, text) for name, text in FILES)["example.yaml"]
    path.write_text(example.replace("节日: 国庆节\n", ""), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(path)])
    assert result.exit_code == 1
    assert "节日" in result.output
    assert "content/holiday-notice/国庆节.yaml" in result.output


def test_a_kinds_own_guide_stands_before_its_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    for name, words in {
        "方案建议书": ("适用范围", "编制与审批流程", "内容", "编写格式"),
        "投标文件": ("职责分工", "流程控制"),
    }.items():
        shown = CliRunner().invoke(main, ["kinds", name]).output
        for word in words:
            assert f"\n{word}\n" in shown or f"  {word}（" in shown or f"  {word}：" in shown
            assert shown.index(word) < shown.index("\n字段\n")

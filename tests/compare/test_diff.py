"""`docgen diff`: revisions named as files, issued versions and states of Git; what it says and what it writes."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.cli import main
from docgen.compare.stored import freeze
from docgen.content.workspace import Workspace
from revision_samples import ROOT, content
from tracked_changes import parts_of

NAME = "content/jobs/sales-group-manager.yaml"


@pytest.fixture
def folder(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one sample document, in it."""
    shutil.copytree(ROOT / "content" / "library", workspace.library)
    path = workspace.root / NAME
    path.parent.mkdir()
    shutil.copy(ROOT / NAME, path)
    monkeypatch.chdir(workspace.root)
    return workspace.root


def diff(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", *arguments], catch_exceptions=False)


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=docgen", "-c", "user.email=docgen@example.com", "-c", "commit.gpgsign=false"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, env=environment)


def change(folder: Path, old: str, new: str) -> None:
    path = folder / NAME
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")


def test_without_a_revision_the_file_is_compared_with_the_last_commit(folder: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "one")
    assert diff(NAME).output == "本次没有修订。\n"
    change(folder, '版本: "4.0"', "版本: V9.9")
    made = diff(NAME)
    assert (made.exit_code, "版本：" in made.output, "V9.9" in made.output) == (0, True, True)


def test_two_states_of_git_are_compared_with_their_own_templates(folder: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "one")
    body = folder / "templates" / "job-description" / "body.html"
    body.write_text(body.read_text(encoding="utf-8") + "\n<p>本说明书由人力资源部解释。</p>\n", encoding="utf-8")
    git(folder, "commit", "-q", "-am", "two")
    made = diff(NAME, "HEAD~1", "HEAD")
    assert made.exit_code == 0
    assert made.output.startswith("本次修订：修改 1 条。")


def test_an_issued_version_is_found_by_its_number_and_read_from_its_word_file(folder: Path) -> None:
    place = folder / "issued" / "jobs" / "sales-group-manager" / "V1.0"
    CliRunner().invoke(main, ["build", NAME, "--format", "docx", "--out", str(folder / "made")], catch_exceptions=False)
    place.mkdir(parents=True)
    shutil.copy(next((folder / "made").rglob("*.docx")), place / "sales-group-manager-V1.0.docx")
    assert diff(NAME).output == "本次没有修订。\n"
    assert diff(NAME, "1.0").output == "本次没有修订。\n"


def test_beside_an_issued_file_its_frozen_tree_is_taken(folder: Path) -> None:
    place = folder / "issued" / "jobs" / "sales-group-manager" / "V1.0"
    place.mkdir(parents=True)
    (place / "sales-group-manager-V1.0.docx").write_bytes(b"not looked at")
    (place / "document.json").write_bytes(freeze(content("jobs/sales-group-manager.yaml").document))
    assert diff(NAME).output == "本次没有修订。\n"


def test_the_folder_gets_the_table_in_word_and_pdf_and_the_redline(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    other = folder / "content" / "jobs" / "old.yaml"
    shutil.copy(folder / NAME, other)
    change(folder, '版本: "4.0"', '版本: "5.0"')
    made = diff(NAME, str(other), "-o", "out", "--author", "林示例")
    assert made.exit_code == 0, made.output
    names = sorted(path.name for path in (folder / "out").iterdir())
    assert names == [
        "sales-group-manager-修订对照表.docx",
        "sales-group-manager-修订对照表.pdf",
        "sales-group-manager-修订标记.docx",
    ]
    redline = parts_of((folder / "out" / names[2]).read_bytes())
    everything = b"".join(redline.values()).decode(errors="ignore")
    assert 'w:author="林示例" w:date="2026-01-01T00:00:00Z"' in everything
    first = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    diff(NAME, str(other), "-o", "again", "--author", "林示例")
    assert {path.name: path.read_bytes() for path in (folder / "again").iterdir()} == first


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((NAME, "nowhere"), 1, "V101"),
        ((NAME, "--output=x"), 2, ""),
        ((NAME, "a", "b", "c"), 2, "最多写两个版本"),
        (("content/none.yaml",), 2, "没有这个文件"),
        ((NAME, "HEAD", "--format", "png"), 2, "可选的格式"),
    ],
)
def test_what_cannot_be_compared_is_said_with_a_way_out(
    folder: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    made = diff(*arguments)
    assert (made.exit_code, words in made.output + made.stderr) == (code, True)


def test_links_that_lead_out_of_the_repository_do_not_stand_in_the_way(folder: Path) -> None:
    (folder / "外面").symlink_to("/etc")
    (folder / "content" / "上面").symlink_to("../../..")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "one")
    assert diff(NAME, "HEAD").output == "本次没有修订。\n"


def test_a_file_outside_the_workspace_is_in_no_state_of_git(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "one")
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "x.yaml"
    elsewhere.write_text("文种: 岗位说明书\n", encoding="utf-8")
    made = diff(str(elsewhere), "HEAD")
    assert (made.exit_code, "V102" in made.output + made.stderr) == (1, True)


def test_a_file_that_a_state_of_git_does_not_hold_is_said(folder: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", "templates")
    git(folder, "commit", "-q", "-m", "one")
    made = diff(NAME, "HEAD")
    assert (made.exit_code, "V102" in made.output + made.stderr) == (1, True)


def test_a_revision_with_errors_is_not_compared(folder: Path) -> None:
    broken = folder / "content" / "jobs" / "broken.yaml"
    broken.write_text("文种: 岗位说明书\n标题: 甲\n没有这个字段: 1\n", encoding="utf-8")
    made = diff(NAME, str(broken), "-o", "out")
    assert made.exit_code == 1
    assert "broken.yaml:" in made.output + made.stderr
    assert not (folder / "out").exists()


def test_a_word_file_that_is_none_is_said_and_nothing_is_written(folder: Path) -> None:
    (folder / "old.docx").write_bytes(b"no zip")
    made = diff(NAME, "old.docx", "-o", "out")
    assert (made.exit_code, "W10" in made.output + made.stderr) == (1, True)
    assert not (folder / "out").exists()

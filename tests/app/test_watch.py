"""docgen watch: what is built again after which change, and what stays when something is wrong."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.app.batch.task import Order
from docgen.app.watch import Changes, Watch, is_remote
from docgen.content.workspace import Workspace
from processes import PATIENCE

ROOT = Path(__file__).parents[2]
JOB = "sales-group-manager.yaml"
OTHER = "chain-channel-manager.yaml"


@pytest.fixture
def jobs(workspace: Workspace) -> Workspace:
    """Two job descriptions of which one includes a file and takes its organisation from the library."""
    (workspace.content / "library").mkdir()
    for name in (JOB, OTHER):
        shutil.copy(ROOT / "content" / "jobs" / name, workspace.content / name)
    text = (workspace.content / JOB).read_text(encoding="utf-8").split("\n")
    kind = next(index for index, line in enumerate(text) if line.startswith(("kind:", "文种:")))
    (workspace.content / JOB).write_text(f"{text[kind]}\n引入: _rest.yaml\n", encoding="utf-8")
    (workspace.content / "_rest.yaml").write_text("\n".join(text[:kind] + text[kind + 1 :]), encoding="utf-8")
    return workspace


def make_watch(workspace: Workspace, *paths: Path) -> Watch:
    return Watch(workspace, paths, Order(workspace.root, ("docx",)), workspace.output)


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_only_documents_that_are_made_from_a_changed_file_are_built_again(jobs: Workspace) -> None:
    watch = make_watch(jobs)
    assert names(watch.documents()) == [OTHER, JOB]
    for path in watch.documents():
        built = watch.build(path)
        assert [str(problem) for problem in built.problems if problem.severity == "error"] == []
        assert built.files[0].is_file()
    content, templates = jobs.content, jobs.templates
    assert names(watch.affected({content / OTHER})) == [OTHER]
    assert names(watch.affected({content / "_rest.yaml"})) == [JOB]
    assert names(watch.affected({content / "library" / "x.yaml"})) == []
    assert names(watch.affected({templates / "job-description" / "body.html"})) == [OTHER, JOB]
    assert names(watch.affected({templates / "bid" / "body.html"})) == []
    assert names(watch.affected({templates / "bid" / "schema.yaml"})) == [OTHER, JOB]
    assert names(watch.affected({templates / "word" / "bid" / "template.docx"})) == []
    assert names(watch.affected({jobs.fonts / "song.ttf"})) == [OTHER, JOB]
    assert names(watch.affected({content / "nearer" / "_rest.yaml"})) == [JOB]


def test_new_and_removed_documents_are_noticed(jobs: Workspace) -> None:
    watch = make_watch(jobs)
    watch.build(jobs.content / JOB)
    watch.build(jobs.content / OTHER)
    shutil.copy(jobs.content / OTHER, jobs.content / "new.yaml")
    (jobs.content / OTHER).unlink()
    assert names(watch.affected({jobs.content / "new.yaml", jobs.content / OTHER})) == ["new.yaml"]


def test_a_broken_file_keeps_the_last_good_output_and_is_tried_again_at_any_change(jobs: Workspace) -> None:
    watch = make_watch(jobs, jobs.content / JOB)
    path, rest = jobs.content / JOB, jobs.content / "_rest.yaml"
    good = rest.read_bytes()
    output = watch.build(path).files[0]
    before = output.read_bytes()
    rest.write_bytes(good + b"\nx: [\n")
    broken = watch.build(path)
    assert broken.files == []
    assert any(problem.severity == "error" for problem in broken.problems)
    assert output.read_bytes() == before
    assert names(watch.affected({jobs.content / "picture.png"})) == [JOB]
    rest.write_bytes(good)
    assert names(watch.affected({rest})) == [JOB]
    assert watch.build(path).files == [output]
    assert names(watch.affected({jobs.content / "picture.png"})) == []


def test_changes_are_noticed_and_what_programs_leave_about_is_not(jobs: Workspace) -> None:
    with Changes(jobs) as changes:
        (jobs.content / ".x.yaml.swp").write_text("x", encoding="utf-8")
        (jobs.content / "~$x.docx").write_text("x", encoding="utf-8")
        (jobs.content / OTHER).write_text("x: 1\n", encoding="utf-8")
        found = changes.wait(PATIENCE)
        (jobs.content / "last.yaml").write_text("x", encoding="utf-8")
        while jobs.content / "last.yaml" not in found:
            found |= changes.wait(PATIENCE)
        assert found == {jobs.content / OTHER, jobs.content / "last.yaml"}


def test_looking_in_turn_notices_changes_where_nothing_tells_of_them(jobs: Workspace) -> None:
    # Looking in turn tells files apart by the second of their change.
    os.utime(jobs.content / OTHER, (1_700_000_000, 1_700_000_000))
    with Changes(jobs, polling=True) as changes:
        (jobs.content / OTHER).write_text("x: 1\n", encoding="utf-8")
        assert changes.wait(PATIENCE) == {jobs.content / OTHER}


def test_folders_on_network_drives_are_known(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {tmp_path}/my\\040share nfs4 rw 0 0\n", encoding="utf-8")
    assert is_remote(tmp_path / "my share" / "content", mounts)
    assert not is_remote(tmp_path / "my shared" / "content", mounts)
    assert not is_remote(tmp_path, tmp_path / "no such file")


def test_the_command_builds_follows_and_ends_cleanly_at_ctrl_c(jobs: Workspace) -> None:
    (jobs.content / JOB).unlink()
    command = [sys.executable, "-u", "-c", "from docgen.cli import main; main()", "watch", "--format", "docx"]
    with subprocess.Popen(
        command,
        cwd=jobs.root,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        assert OTHER.removesuffix(".yaml") in next(lines)
        assert "Ctrl-C" in next(lines)
        path = jobs.content / OTHER
        good = path.read_text(encoding="utf-8")
        path.write_text(good + "\nx: [\n", encoding="utf-8")
        assert "C101" in next(lines)
        next(lines)
        assert "保留上次生成的文件" in next(lines)
        path.write_text(good, encoding="utf-8")
        assert ".docx" in next(lines)
        process.send_signal(signal.SIGINT)
        rest = list(lines)
        assert process.wait() == 0
    assert rest == ["已停止\n"]
    assert [file.name for file in jobs.output.rglob("*.*")] == [OTHER.replace(".yaml", ".docx")]

"""Going on after a kill: what is done stays, what is missing or changed is built, nothing else is left behind."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from batch_samples import build, files, notes, start
from docgen.app.batch import Batch, Finished, Order
from docgen.app.batch.journal import Journal, Record
from docgen.content.workspace import Workspace
from docgen.errors import Location, Problem
from processes import read_rest


@pytest.mark.parametrize("formats", ["docx,html", pytest.param("docx,pdf", marks=pytest.mark.slow)])
def test_a_batch_killed_at_any_moment_goes_on_to_the_same_bytes(workspace: Workspace, formats: str) -> None:
    paths = notes(workspace, 40)
    clean = Batch(Order(workspace.root, tuple(formats.split(","))), paths, workspace.root / "clean")
    assert all(finished.files for finished in clean.run())
    count = random.randint(1, 50)
    for _kill in range(2):  # the second time in a resumed run
        process = start(workspace, "--jobs", "2", "--format", formats, "--resume")
        with ThreadPoolExecutor(1) as pool:
            said = pool.submit(read_rest, process)  # meanwhile: a program whose lines nobody reads stands still
            while not said.done() and len(_visible(workspace.output)) < count:
                time.sleep(0.001)  # any moment will do
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            said.result()
        count += random.randint(1, 20)
    before = {file: file.stat().st_mtime_ns for file in _visible(workspace.output)}
    code, out, err = build(workspace, "--jobs", "2", "--format", formats, "--resume")
    assert code == 0, err
    assert files(workspace.output) == files(workspace.root / "clean")
    rebuilt = {Path(name) for line in out.splitlines() for name in line.split("  ")}
    kept = {file for file in before if file.stat().st_mtime_ns == before[file]}
    assert kept.isdisjoint(rebuilt)
    assert len(kept) + len(rebuilt) == 80
    assert len(kept) >= len(before) - 4  # at most the two documents that each process had in hand


def _edit_content(workspace: Workspace) -> None:
    path = workspace.content / "note-00.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("第 0 张", "改过"), encoding="utf-8")


def _edit_library(workspace: Workspace) -> None:
    (workspace.library / "text-1.yaml").write_text("text: 改过。\n", encoding="utf-8")


def _edit_template(workspace: Workspace) -> None:
    (workspace.templates / "note" / "body.html").write_text("<h1>{{ title }}</h1>", encoding="utf-8")


def _edit_style(workspace: Workspace) -> None:
    (workspace.templates / "word" / "sheet" / "style.css").write_text("p{color:#111}", encoding="utf-8")


def _edit_other_kind(workspace: Workspace) -> None:
    path = workspace.templates / "bid" / "body.html"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def _delete_output(workspace: Workspace) -> None:
    (workspace.output / "note-02.docx").unlink()


def _alter_output(workspace: Workspace) -> None:
    (workspace.output / "note-03.docx").write_bytes(b"altered")


def _put_nearer(workspace: Workspace) -> None:
    (workspace.content / "library" / "near").mkdir()
    (workspace.content / "library" / "near" / "text-1.yaml").write_text("text: 别处的。\n", encoding="utf-8")


def _date(workspace: Workspace) -> None:
    os.environ["SOURCE_DATE_EPOCH"] = "1767225600"


@pytest.mark.parametrize(
    ("change", "rebuilt"),
    [
        (lambda workspace: None, []),
        (_edit_content, [0]),
        (_edit_library, [1, 4]),
        (_edit_template, [0, 1, 2, 3, 4, 5]),
        (_edit_style, [0, 1, 2, 3, 4, 5]),
        (_edit_other_kind, []),
        (_delete_output, [2]),
        (_alter_output, [3]),
        (_put_nearer, [1, 4]),
        (_date, [0, 1, 2, 3, 4, 5]),
    ],
)
def test_only_what_has_changed_is_built_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, change: Callable[[Workspace], None], rebuilt: list[int]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    paths = notes(workspace, 6)
    _run(workspace, paths)
    change(workspace)
    again = _run(workspace, paths, resume=True)
    assert [number for number, finished in enumerate(again) if not finished.kept] == rebuilt
    resumed = files(workspace.output)
    _run(workspace, paths)
    assert files(workspace.output) == resumed


def test_other_options_are_another_account(workspace: Workspace) -> None:
    paths = notes(workspace, 2)
    _run(workspace, paths)
    order = Order(workspace.root, ("docx",), review=True)
    assert not any(finished.kept for finished in Batch(order, paths, workspace.output, resume=True).run())
    # What a review wrote over is not taken for the issue that was written before.
    assert not any(finished.kept for finished in _run(workspace, paths, resume=True))


def test_without_resume_everything_is_built(workspace: Workspace) -> None:
    paths = notes(workspace, 2)
    _run(workspace, paths)
    assert not any(finished.kept for finished in _run(workspace, paths))


def test_a_file_that_changes_during_the_batch_is_not_taken_for_done(workspace: Workspace) -> None:
    paths = notes(workspace, 2)
    batch = Batch(Order(workspace.root, ("docx",)), paths, workspace.output)
    run = batch.run()
    next(run)
    paths[1].write_text("文种: 便笺\n标题: 改过\n", encoding="utf-8")
    assert len(list(run)) == 1
    assert [finished.kept for finished in _run(workspace, paths, resume=True)] == [True, False]


def test_warnings_are_said_again_for_what_is_kept(workspace: Workspace) -> None:
    path = notes(workspace, 1)[0]
    path.write_text("文种: 便笺\n标题: 甲\n", encoding="utf-8-sig")
    first, again = _run(workspace, [path]), _run(workspace, [path], resume=True)
    assert again[0].kept
    assert first[0].problems
    assert again[0].problems == first[0].problems


def test_a_torn_line_and_lines_of_others_are_passed_over_and_the_journal_goes_on(workspace: Workspace) -> None:
    record = Record(
        "a", ("content/x.yaml",), (), {"docx": "d"}, (Problem(Location("x", 1, 2), "C101", "fact", "hint", "warning"),)
    )
    Journal(workspace).done("x", record)
    path = workspace.state / "journal.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b'[1]\n{"done": 3}\n\xff\xfe\n' + whole[: len(whole) // 2])
    journal = Journal(workspace)
    assert journal.record("x") == record
    journal.done("y", record)
    assert Journal(workspace).record("x") == Journal(workspace).record("y") == record
    assert json.loads(path.read_bytes().splitlines()[-1])["done"] == "y"


def test_what_an_interrupted_writing_left_is_removed_and_nothing_else(workspace: Workspace) -> None:
    workspace.output.mkdir()
    names = (".a.docx.x1_bcdef", ".a.docx.notours9.txt", ".b.docx.x1_bcdef", "a.docx")
    for name in names:
        (workspace.output / name).write_bytes(b"")
    Journal(workspace).begin("a", [workspace.output / "a.docx"])
    journal = Journal(workspace)
    assert journal.record("a") is None
    journal.clear_up()
    assert sorted(file.name for file in workspace.output.iterdir()) == sorted(names[1:])


def test_the_journal_does_not_grow_for_ever(workspace: Workspace) -> None:
    record = Record("a", ("x",), (), {"docx": "d"})
    Journal(workspace).done("x", record)
    path = workspace.state / "journal.jsonl"
    path.write_bytes(path.read_bytes() * 3000)
    Journal(workspace).clear_up()
    assert len(path.read_bytes().splitlines()) == 1
    assert Journal(workspace).record("x") == record


def test_where_no_journal_can_be_kept_the_documents_are_built_and_it_is_said_once(workspace: Workspace) -> None:
    paths = notes(workspace, 3)
    workspace.state.write_text("in the way", encoding="utf-8")
    found = _run(workspace, paths)
    assert all(finished.files for finished in found)
    assert [problem.code for finished in found for problem in finished.problems] == ["B133"]


def _run(workspace: Workspace, paths: list[Path], *, resume: bool = False) -> list[Finished]:
    return list(Batch(Order(workspace.root, ("docx",)), paths, workspace.output, resume=resume).run())


def _visible(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if not file.name.startswith(".")] if folder.is_dir() else []

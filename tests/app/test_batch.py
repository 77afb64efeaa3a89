"""Batches: the same files whoever builds them, and no document, worker or Ctrl-C that stops the others untidily."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

import processes
from batch_samples import FAR, build, files, notes, start
from docgen.app import build as pipeline
from docgen.app import snapshot
from docgen.app.batch import Batch, Finished, Order, local
from docgen.app.batch.interrupt import uninterrupted
from docgen.app.batch.task import Outcome, killed
from docgen.content.workspace import Workspace
from processes import read_lines, read_rest


def test_two_processes_give_the_bytes_and_the_lines_of_one(workspace: Workspace) -> None:
    notes(workspace, 6)
    alone = build(workspace, "--jobs", "1", "--out", "one")
    together = build(workspace, "--jobs", "2", "--out", "two")
    assert alone[0] == together[0] == 0, together[2]
    assert [line.replace("one/", "two/") for line in alone[1].splitlines()] == together[1].splitlines()
    assert len(files(workspace.root / "one")) == 12
    assert files(workspace.root / "one") == files(workspace.root / "two")


def test_a_document_with_problems_stops_no_other_and_is_named_in_its_turn(workspace: Workspace) -> None:
    paths = notes(workspace, 6)
    for path in (paths[1], paths[4]):
        path.write_text("文种: 便笺\n标提: 坏\n", encoding="utf-8")
    code, out, err = build(workspace, "--jobs", "2", "--format", "docx")
    assert code == 1
    assert [Path(line).stem for line in out.splitlines()] == [
        path.stem for path in paths if path not in (paths[1], paths[4])
    ]
    assert err.index("content/note-01.yaml") < err.index("content/note-04.yaml")


def _die_once(folder: Path, path: Path) -> Outcome:
    mark = folder / "died"
    if path.stem == "note-02" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(path, outputs={"docx": path.stem.encode()})


def _die_always(path: Path) -> Outcome:
    if path.stem == "note-02":
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(path, outputs={"docx": path.stem.encode()})


def test_a_worker_that_is_killed_is_replaced_and_its_document_built_after_all(workspace: Workspace) -> None:
    paths = notes(workspace, 6)
    found = list(local.outcomes(partial(_die_once, workspace.root), paths, 2, partial(killed, workspace)))
    assert sorted(outcome.path for outcome in found) == paths
    assert all(outcome.outputs for outcome in found)


def test_a_document_that_kills_its_worker_twice_is_reported_and_the_others_are_built(workspace: Workspace) -> None:
    paths = notes(workspace, 6)
    found = list(local.outcomes(_die_always, paths, 2, partial(killed, workspace)))
    assert sorted(outcome.path for outcome in found) == paths
    assert [outcome.path.stem for outcome in found if not outcome.outputs] == ["note-02"]
    assert [problem.code for outcome in found for problem in outcome.problems] == ["B132"]


def _much(path: Path) -> Outcome:
    return Outcome(path, outputs={"pdf": bytes(5_000_000)})


def test_a_worker_killed_while_it_sends_is_known_to_be_dead(workspace: Workspace) -> None:
    worker = local._Worker(_much)
    worker.take(deque(notes(workspace, 1)), 1)
    assert worker.connection.poll(processes.PATIENCE)  # more than the pipe holds: the rest is not sent yet
    worker._process.kill()
    assert worker.answer() is None
    worker.end()


@pytest.mark.parametrize(("error", "code"), [(KeyError("x"), "B130"), (MemoryError(), "B131")])
def test_a_bug_is_one_problem_with_its_place_and_a_log(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    paths = notes(workspace, 2)
    own = snapshot.resolve

    def broken(document: object, *more: object) -> object:
        if getattr(document, "title", "") == "第 0 张":
            raise error
        return own(document, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(snapshot, "resolve", broken)
    first, second = _run(workspace, paths)
    assert [problem.code for problem in first.problems] == [code]
    assert second.files
    if code == "B130":
        assert "KeyError，app/snapshot.py:" in first.problems[0].message
        log = workspace.root / ".docgen" / "errors" / "content_note-00.yaml.log"
        assert ".docgen/errors/content_note-00.yaml.log" in first.problems[0].hint
        assert "KeyError: 'x'" in log.read_text(encoding="utf-8")


def test_what_is_told_when_ctrl_c_comes_at_any_moment_is_what_is_written_once_each(workspace: Workspace) -> None:
    paths = notes(workspace, 6)
    for moment in range(1, 12):
        out = workspace.root / f"out{moment}"
        batch = Batch(Order(workspace.root, ("html",)), paths, out)
        told: list[Finished] = []
        ticks = 0

        def interrupt(frame: object, event: str, _argument: object, moment: int = moment) -> None:
            nonlocal ticks
            if event == "return" and getattr(frame, "f_code", None) is Batch._next.__code__:
                ticks += 1
                if ticks == moment:
                    os.kill(os.getpid(), signal.SIGINT)

        sys.setprofile(interrupt)
        try:
            with suppress(KeyboardInterrupt):
                batch.tell(told.append)
        finally:
            sys.setprofile(None)
        assert sorted(file for one in told for file in one.files) == sorted(out.iterdir() if out.is_dir() else [])


def test_ctrl_c_lists_what_is_done_and_leaves_nothing_half_written(workspace: Workspace) -> None:
    notes(workspace, 60)
    process = start(workspace, "--jobs", "2", "--format", "docx,html", "--out", FAR)
    lines = read_lines(process, 3)
    os.killpg(process.pid, signal.SIGINT)
    out, err = read_rest(process)  # of the workers too: the pipe ends with the last of them
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "--resume" in err
    written = {workspace.root / name for line in [*lines, *out.splitlines()] for name in line.split("  ")}
    assert 6 <= len(written) < 120
    found = [file for file in (workspace.root / FAR).rglob("*") if file.is_file()]
    assert written <= set(found)
    assert not [file for file in found if file.name.startswith(".")]


def test_workers_go_when_their_parent_is_killed(workspace: Workspace) -> None:
    notes(workspace, 60)
    process = start(workspace, "--jobs", "2", "--format", "docx", "--out", FAR)
    read_lines(process, 3)
    workers = processes.children(process.pid)
    assert len(workers) >= 2
    process.kill()
    read_rest(process)
    for worker in workers:
        processes.wait_for_end(worker.pid)


def test_a_word_file_is_laid_out_only_if_it_prints_a_page_number_and_is_the_same_either_way(
    workspace: Workspace,
) -> None:
    path = notes(workspace, 1)[0]
    for body, laid_out in (("<h1>甲</h1>", False), ('<h1 id="a">甲</h1><p>见第 {{ ref("a", "page") }} 页</p>', True)):
        (workspace.templates / "note" / "body.html").write_text(body, encoding="utf-8")
        alone, both = pipeline.build(workspace, path, ("docx",)), pipeline.build(workspace, path, ("docx", "pdf"))
        assert alone.outputs["docx"] == both.outputs["docx"]
        assert (alone.pages > 0) is laid_out
        assert both.pages > 0


def test_a_changed_template_schema_or_kind_counts_for_the_next_document_of_the_same_process(
    workspace: Workspace,
) -> None:
    path = notes(workspace, 1)[0]
    folder = workspace.templates / "note"
    for name, old, new, seen in (
        ("body.html", "<h1>{{ title }}</h1>", "<h1>{{ title }}，改过</h1>", "第 0 张，改过"),
        ("schema.yaml", "title: 正文,", "title: 正文, default: 默认的,", "默认的"),
        ("kind.yaml", 'fields: {title: "{{ title }}"}', 'fields: {title: "另题 {{ title }}"}', "另题 第 0 张"),
    ):
        path.write_text("文种: 便笺\n标题: 第 0 张\n", encoding="utf-8")
        assert seen not in pipeline.build(workspace, path, ("html",)).html
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        assert seen in pipeline.build(workspace, path, ("html",)).html


def test_what_a_template_gets_wrong_by_itself_is_said_for_every_document(workspace: Workspace) -> None:
    path = notes(workspace, 1)[0]
    (workspace.templates / "note" / "body.html").write_text('<h1>{{ "x" | money }}</h1>', encoding="utf-8")
    first, second = (pipeline.build(workspace, path, ()).problems for _time in range(2))
    assert [problem.code for problem in first] == ["T104", "T113"]
    assert first == second


def _run(workspace: Workspace, paths: list[Path]) -> list[Finished]:
    return list(Batch(Order(workspace.root, ("docx",)), paths, workspace.output).run())


def test_ctrl_c_waits_also_where_another_thread_takes_it() -> None:
    done = []

    def work() -> None:
        with uninterrupted():
            for thread in (
                threading.Thread(target=signal.pthread_kill, args=(threading.main_thread().ident, signal.SIGINT)),
                threading.Thread(target=signal.raise_signal, args=(signal.SIGINT,)),  # in its own thread
            ):
                thread.start()
                thread.join()
            done.append(True)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done


def test_where_ctrl_c_ends_a_program_the_systems_way_it_ends_when_the_block_is_left() -> None:
    program = (
        "import signal; from docgen.app.batch.interrupt import uninterrupted; signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
        "with uninterrupted(): signal.raise_signal(signal.SIGINT); print('done', flush=True)\n"
        "print('never')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("done\n", -signal.SIGINT)

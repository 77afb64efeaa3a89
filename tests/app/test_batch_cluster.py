"""Batches on a Dask cluster: a scheduler and two workers on this machine, one of which is killed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from batch_samples import FAR, SOURCE, build, files, notes, start
from docgen.app.batch import Batch, Order, cluster
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError
from processes import read_lines, read_rest


class Cluster:
    """A scheduler and two workers of one thread each, on the loopback."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        log = self._start("scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = _found(r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)", log, self._processes[0])
        self.scheduler = self._processes[0]
        self._count = 0
        self.workers = [self._worker(), self._worker()]

    def complete(self) -> Cluster:
        """This one, with a new worker for each that was killed; another if there is no scheduler any more."""
        if self.scheduler.poll() is not None:
            self.end()
            return Cluster(self._folder)
        self.workers = [worker if worker.poll() is None else self._worker() for worker in self.workers]
        return self

    def _worker(self) -> subprocess.Popen[bytes]:
        self._count += 1
        name = f"worker{self._count}"
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self._folder))
        log = self._start(name, "worker", self.address, "--host", "127.0.0.1", *options)
        _found(r"(Registered to)", log, self._processes[-1])
        return self._processes[-1]

    def _start(self, name: str, *command: str) -> Path:
        log = self._folder / f"{name}.log"
        with log.open("wb") as output:
            self._processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", "dask", *command], cwd=self._folder, env=os.environ | {"PYTHONPATH": str(SOURCE)},
                    stdout=output, stderr=subprocess.STDOUT,
                )
            )  # fmt: skip
        return log

    @staticmethod
    def kill(process: subprocess.Popen[bytes]) -> None:
        """Kill the scheduler or a worker; it is gone when this returns."""
        process.kill()
        process.wait()

    def end(self) -> None:
        for process in reversed(self._processes):
            self.kill(process)


def _found(pattern: str, log: Path, process: subprocess.Popen[bytes]) -> str:
    """What the program says of itself in its log, once it has said it. AssertionError if it ends without."""
    while not (match := re.search(pattern, said := log.read_text(encoding="utf-8"))):
        assert process.poll() is None, said
        time.sleep(0.02)
    return match[1]


@pytest.fixture(scope="module")
def _clusters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Cluster]]:
    pytest.importorskip("distributed")
    started = [Cluster(tmp_path_factory.mktemp("cluster"))]
    yield started
    started[-1].end()


@pytest.fixture
def dask(_clusters: list[Cluster]) -> Cluster:
    """A whole cluster: what the test before has left of its own, completed."""
    _clusters[-1] = _clusters[-1].complete()
    return _clusters[-1]


def test_a_worker_killed_in_mid_batch_loses_and_doubles_nothing(workspace: Workspace, dask: Cluster) -> None:
    clean = Batch(Order(workspace.root, ("docx", "html")), notes(workspace, 60), workspace.root / "clean")
    assert all(finished.files for finished in clean.run())
    process = start(workspace, "--cluster", dask.address, "--format", "docx,html", "--out", FAR)
    lines = read_lines(process, 3)
    dask.kill(dask.workers[0])
    out, err = read_rest(process)
    assert process.returncode == 0, err
    lines += out.splitlines()
    assert files(workspace.root / FAR) == files(workspace.root / "clean")
    assert [Path(line.split("  ")[0]).stem for line in lines] == [f"note-{number:02d}" for number in range(60)]
    lines = (workspace.state / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    done = Counter(
        entry["done"] for line in lines if "done" in (entry := json.loads(line)) and f" → {FAR} " in entry["done"]
    )
    assert len(done) == 60
    assert set(done.values()) == {1}


@pytest.mark.parametrize("fate", ["Ctrl-C", "scheduler killed"])
def test_what_was_done_before_the_cluster_was_lost_is_kept(workspace: Workspace, dask: Cluster, fate: str) -> None:
    notes(workspace, 60)
    process = start(workspace, "--cluster", dask.address, "--format", "docx", "--out", FAR)
    lines = read_lines(process, 4)
    if fate == "Ctrl-C":
        process.send_signal(signal.SIGINT)
    else:
        dask.kill(dask.scheduler)
    out, err = read_rest(process)
    lines += out.splitlines()
    assert process.returncode == (130 if fate == "Ctrl-C" else 1), err
    assert "Traceback" not in err
    assert ("已停止" if fate == "Ctrl-C" else "B135") in err
    assert sorted(workspace.root / line for line in lines) == sorted((workspace.root / FAR).iterdir())
    code, _out, err = build(workspace, "--resume", "--format", "docx", "--jobs", "1", "--out", FAR)
    assert code == 0
    assert f"{len(lines)} 份没有变化" in err
    assert len(files(workspace.root / FAR)) == 60


def test_without_the_extra_the_message_says_how_to_get_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert _problem(workspace, "tcp://127.0.0.1:8786") == ("B134", "--cluster")


def test_a_scheduler_that_is_not_there_is_said_so(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    assert _problem(workspace, "tcp://127.0.0.1:1") == ("B135", "tcp://127.0.0.1:1")


def test_a_worker_with_another_docgen_or_other_fonts_refuses(workspace: Workspace) -> None:
    path = notes(workspace, 1)[0]
    outcome = cluster._make(Order(workspace.root, ("docx",)), path, "another identity")
    assert [problem.code for problem in outcome.problems] == ["B136"]
    assert not outcome.outputs


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "http://127.0.0.1:8786", "tcp://"])
def test_an_address_of_another_form_is_wrong_usage(workspace: Workspace, address: str) -> None:
    assert build(workspace, "--cluster", address)[0] == 2


def _problem(workspace: Workspace, address: str) -> tuple[str, str]:
    paths = notes(workspace, 1)
    with pytest.raises(DocgenError) as caught:
        list(Batch(Order(workspace.root, ("docx",)), paths, workspace.output, scheduler=address).run())
    return caught.value.problems[0].code, caught.value.problems[0].location.file

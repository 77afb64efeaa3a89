"""Measure batches: growth with the number of documents, memory, workers against one after another, resuming.

    tools/bench_batch.py            100 and 1,000 job descriptions to Word and PDF, 100 to 5,000 to Word, five long bids
    tools/bench_batch.py --slow     5,000 to Word and PDF as well

`jobs()` and `five_bids()` give the lines for tools/bench.py. Every batch is `docgen build` as a
program of its own; memory is the sum over its processes, shared pages shared out.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench import ROOT, Row, table
from many_jobs import make

PROGRAM = [sys.executable, "-c", "from docgen.cli import main; main()", "build"]


@dataclass(frozen=True)
class Run:
    """One `docgen build`: wall and processor seconds, and the most memory that all its processes held at once, in MB."""

    seconds: float
    processor: float
    megabytes: float


def jobs(*, slow: bool = False) -> list[Row]:
    """Growing batches of job descriptions; some eight minutes on two cores, with `slow` three quarters of an hour."""
    with tempfile.TemporaryDirectory(prefix="docgen-batch-") as name:
        folder = Path(name)
        return [
            *growth(folder, "docx", (100, 1000, 5000)),
            *growth(folder, "docx,pdf", (100, 1000, 5000) if slow else (100, 1000)),
        ]


def five_bids() -> list[Row]:
    """Long bids at once, beside one after another; some four minutes."""
    with tempfile.TemporaryDirectory(prefix="docgen-bids-") as name:
        return bids(Path(name))


def growth(folder: Path, formats: str, counts: tuple[int, ...]) -> list[Row]:
    """Batches of growing size on all cores; then the largest again with --resume, when nothing is left to do."""
    found: list[Row] = []
    runs: list[tuple[int, Run]] = []
    for count in counts:
        work = folder / f"jobs-{count}"
        if not work.is_dir():
            make(work, count)
        runs.append((count, run(work, "--format", formats)))
        assert len(list((work / "output").rglob("*.*"))) == count * (formats.count(",") + 1)
    again = run(work, "--format", formats, "--resume")
    shutil.rmtree(work / "output")
    what = "Word" if formats == "docx" else "Word + PDF"
    for count, one in runs:
        rate = f"{count / one.seconds:.1f} documents a second, {one.processor * 1000 / count:.0f} ms of processor each, {one.megabytes:.0f} MB at most"
        found.append(
            Row(f"{count:,} job descriptions: YAML → {what}, {cores()} processes", f"{one.seconds:.1f} s", rate)
        )
    per_unit = [
        one.processor / count for count, one in runs
    ]  # wall time on a shared machine says more of the neighbours
    memory = [one.megabytes for _count, one in runs]
    # The largest to the smallest, which bears the start of the processes.
    growing = f"{per_unit[-1] / per_unit[0]:.2f} × processor time a document, {memory[-1] / memory[0]:.2f} × memory"
    found.append(
        Row(f"growth of that, {counts[0]:,} → {counts[-1]:,}", "", "itself", growing, "within 1.2 ×, memory flat")
    )
    found.append(
        Row(
            f"`--resume` over the {counts[-1]:,} when all is done",
            f"{again.seconds:.1f} s",
            "itself",
            f"{again.seconds / runs[-1][1].seconds:.3f} ×",
            "report",
        )
    )
    return found


def bids(folder: Path, count: int = 5, parts: int = 20) -> list[Row]:
    """Bids of some 300 pages at once on two processes, beside one after another."""
    work = folder / "bids"
    long_bids(work, count, parts)
    together = run(work, "--jobs", "2")
    alone = run(work, "--jobs", "1", "--out", "alone")
    same = all(
        (work / "alone" / file.relative_to(work / "output")).read_bytes() == file.read_bytes()
        for file in (work / "output").rglob("*.*")
    )
    assert same
    name = f"{count} such bids at once, two processes: YAML → Word + PDF, page map counted, on the wall (most memory: {together.megabytes:.0f} MB)"
    name += f"; of processor time {together.processor:.0f} s"
    peer = f"one after another: {alone.seconds:.0f} s ({alone.megabytes:.0f} MB); of processor time {alone.processor:.0f} s"
    return [Row(name, f"{together.seconds:.0f} s", peer, f"{together.seconds / alone.seconds:.2f} ×", "≤ 0.6 ×")]


def long_bids(folder: Path, count: int, parts: int) -> None:
    """A workspace with `count` copies of the sample bid, its technical chapters `parts` times over."""
    for name in ("templates", "content/library"):
        shutil.copytree(ROOT / name, folder / name)
    source = ROOT / "content" / "bids"
    technical = yaml.safe_load((source / "_park-technical.yaml").read_text(encoding="utf-8"))
    chapters = technical["技术方案"]
    technical["技术方案"] = chapters + [
        _relabelled(chapter, part) for part in range(2, parts + 1) for chapter in chapters
    ]
    target = folder / "content" / "bids"
    target.mkdir(parents=True)
    (target / "_park-technical.yaml").write_text(
        yaml.safe_dump(technical, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    for number in range(1, count + 1):
        text = (source / "park-network.yaml").read_text(encoding="utf-8")
        (target / f"bid-{number}.yaml").write_text(text.replace("第一标段", f"第 {number} 标段"), encoding="utf-8")


def _relabelled(node: Any, part: int) -> Any:
    """A copy must not define the same labels again; what it refers to stays the first."""
    if isinstance(node, dict):
        return {key: f"{value}-{part}" if key == "标签" else _relabelled(value, part) for key, value in node.items()}
    return [_relabelled(item, part) for item in node] if isinstance(node, list) else node


def run(folder: Path, *arguments: str) -> Run:
    """`docgen build …` in a workspace."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(_proportional(member) for member in _members(process.pid)))
        time.sleep(0.2)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert process.stderr is not None
    assert process.returncode == 0, process.stderr.read().decode()
    return Run(seconds, processor, most)


def _members(group: int) -> list[int]:
    """The processes of a process group; none where there is no /proc."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if int((entry / "stat").read_text().rpartition(")")[2].split()[2]) == group:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def _proportional(process: int) -> float:
    """A process's memory in MB, pages shared with others counted in part (Pss)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


if __name__ == "__main__":
    print(table([*jobs(slow="--slow" in sys.argv[1:]), *five_bids()]))

"""Measure the importer: the seed (outside the repository, by path) or a text of our own of its size, and a thousand-page one.

`rows()` gives the lines for tools/bench.py. The seed's path comes from the first argument or DOCGEN_SEED; without it the
tests' own sample, repeated to the same size, is measured.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from bench import Row, clock, table  # noqa: E402

SAMPLE = ROOT / "tests" / "importer" / "samples" / "collection.txt"
SEED_BYTES = 34_000
MANY = 30  # times the seed's size


def rows(seed: str = os.environ.get("DOCGEN_SEED", "")) -> list[Row]:
    """What was found and how long it took; the time is without the program's start, which stands in a row of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(seed) if seed else _own(Path(folder) / "own.txt", SEED_BYTES)
        name = "the seed" if seed else "an own text of the seed's size"
        return [*_found(path, name), *_time(path, name), _start(path, Path(folder)), _long(Path(folder))]


def _own(path: Path, size: int) -> Path:
    text = SAMPLE.read_text(encoding="utf-8")
    path.write_text(text * max(1, round(size / len(text.encode()))), encoding="utf-8")
    return path


def _found(path: Path, name: str) -> list[Row]:
    from docgen.importer.importing import import_file

    imported = import_file(path)
    tasks = [[len(group["任务"]) for group in draft.data.get("工作任务", [])] for draft in imported.drafts]
    cadences = "; ".join(f"{'/'.join(map(str, counts))} = {sum(counts)}" for counts in tasks if counts)
    count = {
        kind: sum(1 for note in imported.paper.notes.all if note.kind == kind)
        for kind in ("changed", "dropped", "undecided", "doubt")
    }
    remarks = " ".join(
        remark for draft in imported.drafts for remark in draft.remarks if "层级要求" in remark or "编号" in remark
    )
    kept = (
        "every character accounted for"
        if imported.balance.even
        else f"missing {imported.balance.missing}, surplus {imported.balance.surplus}"
    )
    return [
        Row(f"importing {name}: papers found", f"{len(imported.drafts)} of {imported.promised or '?'} promised"),
        Row(f"importing {name}: tasks by cadence", cadences or "none"),
        Row(f"importing {name}: syllabus", remarks or "none"),
        Row(
            f"importing {name}: notes",
            f"{count['doubt']} doubts, {count['changed']} changes, {count['undecided']} undecided",
        ),
        Row(
            f"importing {name}: characters",
            f"{imported.balance.source} in the source, {imported.balance.drafted} in drafts, {imported.balance.dropped} listed as dropped; {kept}",
        ),
    ]


def _time(path: Path, name: str) -> list[Row]:
    from docgen.importer.importing import import_file

    start = time.process_time()
    seconds = clock(lambda: import_file(path).files(), 5)
    processor = (time.process_time() - start) / 5
    return [
        Row(
            f"importing {name}: file → drafts and report",
            f"{seconds:.2f} s ({processor:.2f} s of the processor)",
            goal="≤ 1 s after start-up",
        )
    ]


def _start(path: Path, folder: Path) -> Row:
    """The whole command, start-up and files written."""
    best = float("inf")
    for number in range(3):
        start = time.perf_counter()
        subprocess.run(
            [ROOT / ".venv/bin/docgen", "import", path, "--out", folder / f"out{number}"],
            check=True,
            capture_output=True,
        )
        best = min(best, time.perf_counter() - start)
    return Row("`docgen import` of it as a command", f"{best:.2f} s")


def _long(folder: Path) -> Row:
    from docgen.importer.importing import import_file

    path = _own(folder / "long.txt", SEED_BYTES * MANY)
    start = time.process_time()
    import_file(path)
    return Row(
        f"importing {path.stat().st_size / 1e6:.1f} MB of such papers",
        f"{time.process_time() - start:.1f} s of the processor",
        goal="in proportion",
    )


if __name__ == "__main__":
    print(table(rows(sys.argv[1]) if len(sys.argv) > 1 else rows()))

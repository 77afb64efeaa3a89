"""Measure chapters laid out side by side: a long bid's PDF in one process and in two, and what eight would take.

`rows()` gives the lines for tools/bench.py. Two processes are measured on the wall and by the processor time of each: on
a busy machine the longer of the two is what the wall would show on an idle one. Eight are simulated from measured times.
"""

from __future__ import annotations

import heapq
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from bench import Row, table  # noqa: E402

PARTS = 20  # some 300 pages


def rows() -> list[Row]:
    """One process beside two, measured, and beside eight, simulated; the simulation of two tells how good it is."""
    alone, both = _measured(1), _measured(2)
    assert alone["digest"] == both["digest"], "other bytes"
    name = f"a {alone['pages']}-page bid, cold: resolved document → PDF"
    one = f"one process: {alone['seconds']:.1f} s of processor time, {alone['wall']:.1f} s on the wall"
    longest = max(both["seconds"], *both["workers"]) if both["workers"] else both["seconds"]
    chapters, rest = alone["chapters"], alone["seconds"] - sum(alone["chapters"])
    start = both["start"]
    made = [
        Row(
            f"{name}, two processes, on the wall",
            f"{both['wall']:.1f} s",
            one,
            f"{both['wall'] / alone['wall']:.2f} ×",
            "≤ 0.6 ×",
        ),
        Row(
            f"the same by processor time: the longer of the two ({both['seconds']:.1f} s here, {', '.join(f'{each:.1f} s' for each in both['workers'])} there)",
            f"{longest:.1f} s",
            one,
            f"{longest / alone['seconds']:.2f} ×",
            "≤ 0.6 ×",
        ),
    ]
    for count in (2, 8):
        seconds = rest + schedule(chapters, count, start)
        made.append(
            Row(
                f"the same, {count} processes by simulation: {len(chapters)} chapters by measured times, longest first, a worker's start of {start:.1f} s, {rest:.1f} s one after another (contents once more, assembling, writing)",
                f"{seconds:.1f} s",
                one,
                f"{seconds / alone['seconds']:.2f} ×",
                "≤ 0.6 ×" if count == 2 else "reported",
            )
        )
    return made


def schedule(times: Sequence[float], processes: int, start: float) -> float:
    """When the last of these jobs is done, each taken by the first process that is free, the longest first; all but one
    process begin after `start`."""
    free = [0.0, *[start] * (processes - 1)]
    heapq.heapify(free)
    end = 0.0
    for job in sorted(times, reverse=True):
        done = heapq.heappop(free) + job
        end = max(end, done)
        heapq.heappush(free, done)
    return end


def _measured(processes: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, "--child", str(processes)],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _child(processes: int) -> dict[str, Any]:
    import hashlib

    from bench_long import long_bid
    from docgen.collector import collector_paused
    from docgen.fonts.font_set import FontSet
    from docgen.pdf import chapter_layout, html
    from docgen.pdf import writer as pdf
    from docgen.pdf.chapters import write_parts
    from docgen.pdf.side_by_side import Workers

    own, document, filled = long_bid(PARTS)
    fonts = FontSet(own.fonts)
    chapters: dict[int, float] = {}  # by part, when it was first laid out
    usual = chapter_layout._Layout._render

    def timed(layout: Any, index: int) -> Any:
        began = time.process_time()
        chapter = usual(layout, index)
        chapters.setdefault(index, time.process_time() - began)
        return chapter

    chapter_layout._Layout._render = timed  # type: ignore[method-assign]
    with collector_paused(), Workers(processes - 1) as workers:
        wall, start = time.perf_counter(), time.process_time()
        page = html.write(document, filled, fonts.line_extents)
        faces, files = fonts.latin_faces(page)
        cut = write_parts(document, filled, fonts.line_extents)
        layout = pdf.lay_out(page, [own.content, *files], faces, parts=cut, fonts=fonts, workers=workers)
        data = layout.write()
        wall, seconds = time.perf_counter() - wall, time.process_time() - start
        spent = [_processor_time(process) for process in workers.processes]
    loading = [sys.executable, "-c", "import docgen.pdf.layout_worker as worker; worker.patches.install()"]
    before = os.times()
    subprocess.run(loading, check=True)
    after = os.times()
    return {
        "pages": layout.pages, "wall": wall, "seconds": seconds, "workers": spent, "digest": hashlib.sha256(data).hexdigest(),
        "chapters": list(chapters.values()), "start": sum(after[2:4]) - sum(before[2:4]),
    }  # fmt: skip


def _processor_time(process: int) -> float:
    """Seconds of a process that still runs (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps(_child(int(sys.argv[2]))))
    else:
        print(table(rows()))

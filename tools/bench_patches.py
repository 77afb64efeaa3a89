"""What each patch that only saves time buys: a cold build of a bid and a warm save of it, with all patches and without this one.

    tools/bench_patches.py            the table; some minutes

A figure is the median of several pairs: a process with all patches and one without this one run beside each other, so
that the machine's other work falls on both alike; processor time. Patches that keep chapters apart from the document, or go on from a recorded
page, cannot be left out by themselves: nothing would be laid out without them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "src")]

from bench import Row, table  # noqa: E402

PARTS = 2  # some 45 pages of the bid, with its tables: plain text would hide what styles cost
CHAPTERS = 3  # of the watched bid
RUNS = 3
STRUCTURAL = (
    "weasyprint.layout:make_margin_boxes",
    "weasyprint.layout:make_all_pages",
    "weasyprint.pdf.tags:_build_box_tree",
)


def measured() -> tuple[str, ...]:
    """The patches that can be left out, by target."""
    from docgen.pdf.patches import declared
    from docgen.pdf.patches.declaration import Patch

    return tuple(
        one.target for one in declared() if isinstance(one, Patch) and one.speed and one.target not in STRUCTURAL
    )


def rows() -> list[Row]:
    """The table's lines: each patch, and all of them together."""
    names = measured()
    pairs: dict[str, list[tuple[dict[str, float], dict[str, float]]]] = {}
    for _run in range(RUNS):
        for name in (*names, ",".join(names)):
            pairs.setdefault(name, []).append(_pair(name))
    return [_row(name, found) for name, found in pairs.items()]


def _row(name: str, pairs: list[tuple[dict[str, float], dict[str, float]]]) -> Row:
    told = " and ".join(f"`{one.replace(':', '.')}`" for one in name.split(","))
    with_all, without, bought = [], [], []
    for key in ("cold", "save"):
        with_all.append(f"{key} {median(one[key] for one, _other in pairs):.2f} s")
        without.append(f"{key} {median(other[key] for _one, other in pairs):.2f} s")
        bought.append(f"{median(other[key] / one[key] for one, other in pairs) - 1:+.1%} {key}")
    return Row(
        f"without {told}",
        ", ".join(without),
        "with all: " + ", ".join(with_all),
        ", ".join(bought),
        "a tenth, or taken out",
    )


def _pair(name: str) -> tuple[dict[str, float], dict[str, float]]:
    """What a process with all patches and one without some measured while they ran beside each other."""
    started = [
        subprocess.Popen([sys.executable, __file__, "--without", one], stdout=subprocess.PIPE, text=True)
        for one in ("", name)
    ]
    said = [process.communicate()[0] for process in started]
    if any(process.returncode for process in started):
        raise RuntimeError(f"a run without {name} failed")
    one, other = (json.loads(text.splitlines()[-1]) for text in said)
    print(name, one, other, file=sys.stderr, flush=True)
    return one, other


def _measure(without: str) -> dict[str, float]:
    from bench_long import _child
    from bench_watch import change, make_workspace
    from docgen.app import build as pipeline
    from docgen.content.workspace import Workspace
    from docgen.pdf import patches
    from docgen.pdf import writer as pdf

    assert pdf.weasyprint.__version__
    all_of_them = patches.declared()
    patches.declared = lambda: tuple(one for one in all_of_them if not _is(one, without.split(",")))
    with tempfile.TemporaryDirectory(prefix="docgen-patches-") as name:
        folder = Path(name).resolve()
        path = make_workspace(folder, CHAPTERS)
        workspace, kept = Workspace(folder), pipeline.Kept()

        def build() -> float:
            start = time.process_time()
            result = pipeline.build(workspace, path, ("docx", "pdf"), kept=kept)
            assert result.outputs, result.problems[:3]
            return time.process_time() - start

        cold = _child(PARTS, folder)["pdf"]
        build()
        saves = []
        for edit in range(3):
            change(folder / "content" / "_chapter-03.yaml", edit)
            saves.append(build())
        return {"cold": cold, "save": min(saves)}


def _is(one: Any, targets: list[str]) -> bool:
    from docgen.pdf.patches.declaration import Patch

    return isinstance(one, Patch) and one.target in targets


if __name__ == "__main__":
    if sys.argv[1:2] == ["--without"]:
        print(json.dumps(_measure(sys.argv[2])))
    else:
        print(table(rows()))

"""What each patch that only saves time buys: a cold build of a bid and a warm save of it, with all patches and without this one.

    tools/bench_patches.py            the table; some minutes

Each figure is the least processor time of several runs, each in a process of its own, taken in turns so that the
machine's other work falls on all alike. Patches that keep chapters apart from the document, or go on from a recorded
page, cannot be left out by themselves: nothing would be laid out without them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "src")]

from bench import Row, table  # noqa: E402

CHAPTERS = 6  # some 70 pages
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
    """The table's lines."""
    names = ("", *measured())
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    for _run in range(RUNS):
        for name in names:
            found[name].append(_run_without(name))
    whole = {key: min(one[key] for one in found[""]) for key in ("cold", "save")}
    made = []
    for name in names[1:]:
        bought = {key: min(one[key] for one in found[name]) / whole[key] - 1 for key in whole}
        made.append(
            Row(
                f"without `{name.replace(':', '.')}`",
                f"cold {whole['cold'] * (1 + bought['cold']):.1f} s, save {whole['save'] * (1 + bought['save']):.2f} s",
                f"with all: cold {whole['cold']:.1f} s, save {whole['save']:.2f} s",
                f"{bought['cold']:+.1%} cold, {bought['save']:+.1%} save",
                "a tenth, or taken out",
            )
        )
    return made


def _run_without(name: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, __file__, "--without", name], check=True, stdout=subprocess.PIPE, text=True)
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said


def _measure(without: str) -> dict[str, float]:
    from bench_watch import change, make_workspace
    from docgen.app import build as pipeline
    from docgen.content.workspace import Workspace
    from docgen.pdf import patches
    from docgen.pdf import writer as pdf

    assert pdf.weasyprint.__version__
    all_of_them = patches.declared()
    patches.declared = lambda: tuple(one for one in all_of_them if not _is(one, without))
    with tempfile.TemporaryDirectory(prefix="docgen-patches-") as name:
        folder = Path(name).resolve()
        path = make_workspace(folder, CHAPTERS)
        workspace, kept = Workspace(folder), pipeline.Kept()

        def build() -> float:
            start = time.process_time()
            result = pipeline.build(workspace, path, ("docx", "pdf"), kept=kept)
            assert result.outputs, result.problems[:3]
            return time.process_time() - start

        cold = build()
        saves = []
        for edit in range(3):
            change(folder / "content" / "_chapter-03.yaml", edit)
            saves.append(build())
        return {"cold": cold, "save": min(saves)}


def _is(one: Any, target: str) -> bool:
    from docgen.pdf.patches.declaration import Patch

    return isinstance(one, Patch) and one.target == target


if __name__ == "__main__":
    if sys.argv[1:2] == ["--without"]:
        print(json.dumps(_measure(sys.argv[2])))
    else:
        print(table(rows()))

"""Measure jobs: a thousand descriptions through YAML, schema and rules; the handbook of a thousand posts.

    tools/bench_jobs.py            both, some minutes on two cores
    tools/bench_jobs.py 100        the same with 100 posts

`rows()` gives the lines for tools/bench.py. Times are seconds of processor: on
a machine shared with others wall time says more of the neighbours. The
handbook is built in processes of their own, so that each one's peak of memory
is its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from bench import Row, table  # noqa: E402
from many_jobs import make, make_handbook  # noqa: E402

COUNT = 1000
DRAWN = 300  # posts in the handbook that is drawn as a PDF


def rows(count: int = COUNT) -> list[Row]:
    """The table's lines."""
    with tempfile.TemporaryDirectory(prefix="docgen-jobs-") as name:
        folder = Path(name).resolve()
        make(folder / "jobs", count)
        make_handbook(folder / "handbook", count)
        return [*check_rows(folder / "jobs", count), *handbook_rows(folder / "handbook", count)]


def check_rows(folder: Path, count: int) -> list[Row]:
    """From YAML files to checked data, by stage, on one core; the least of three runs."""
    runs = [_child("check", folder) for _run in range(3)]
    found = {name: min(run[name] for run in runs) * 1000 / count for name in ("yaml", "schema", "rules")}
    parts = f"YAML with includes {found['yaml']:.2f} ms, schema {found['schema']:.2f} ms, {runs[0]['rule_count']} rules {found['rules']:.2f} ms"
    name = f"{count:,} job descriptions: YAML files → checked by schema and rules, one core"
    return [Row(name, f"{sum(found.values()):.2f} ms each", parts, "", "≤ 4 ms each")]


def handbook_rows(folder: Path, count: int) -> list[Row]:
    """The handbook of all posts: its Word file without and with the page map, its PDF."""
    without, mapped = _child("word", folder), _child("mapped", folder)
    name = f"the handbook of {count:,} posts"
    fewer = min(count, DRAWN)  # all pages of a PDF are held at once
    make_handbook(folder.parent / "drawn", fewer)
    whole = _child("whole", folder.parent / "drawn")
    return [
        Row(f"{name}: YAML → resolved document", f"{without['resolved']:.1f} s", f"of which {without['load']:.1f} s YAML and schema"),
        Row(f"{name}: resolved document → Word file, page map given", f"{without['word']:.1f} s", f"peak {without['megabytes']:.0f} MB, file {without['size'] / 1e6:.1f} MB"),
        Row(f"{name}: YAML → Word, page map counted", f"{mapped['both']:.1f} s", f"{mapped['pages']:.0f} pages, of which layout {mapped['layout']:.1f} s, {mapped['layout'] * 1000 / mapped['pages']:.0f} ms a page; peak {mapped['megabytes']:.0f} MB"),
        Row(f"the handbook of {fewer:,} posts: YAML → Word + PDF, page map counted", f"{whole['both']:.1f} s", f"{whole['pages']:.0f} pages, of which layout {whole['layout']:.1f} s, PDF writing {whole['written']:.1f} s; peak {whole['megabytes']:.0f} MB, PDF {whole['size'] / 1e6:.1f} MB", "", "report"),
    ]  # fmt: skip


def _child(task: str, folder: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--task", task, str(folder)], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


# --- in a process of its own ---


def _clock(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    made = work()
    return made, time.process_time() - start


def _check(folder: Path) -> dict[str, float]:
    from docgen.app import build as pipeline
    from docgen.check.check import Checker
    from docgen.check.settings import read_settings
    from docgen.content.load import load_document, prepare
    from docgen.content.workspace import Workspace

    workspace = Workspace(folder)
    paths = workspace.documents()
    kind = pipeline.load_kind(workspace, "岗位说明书")
    loaded, yaml = _clock(lambda: [load_document(path, workspace) for path in paths])
    problems, schema = _clock(lambda: [problem for one in loaded for problem in prepare(one, kind.schema)])
    assert not problems, problems[:3]
    checker = Checker(workspace, read_settings(workspace))
    _none, rules = _clock(lambda: [checker.document(one, kind, None) for one in loaded])
    return {"yaml": yaml, "schema": schema, "rules": rules, "rule_count": len(checker.rules)}


def _word(folder: Path) -> dict[str, float]:
    from docgen import docx
    from docgen.app import build as pipeline
    from docgen.app import printing
    from docgen.collector import collector_paused
    from docgen.content.load import load_document, prepare
    from docgen.content.workspace import Workspace
    from docgen.fonts.font_set import FontSet
    from docgen.model.traversal import walk
    from docgen.pdf import html
    from docgen.reading import DISK

    workspace, problems = Workspace(folder), []  # type: ignore[var-annotated]
    path = workspace.content / "handbook.yaml"
    fonts = FontSet(workspace.fonts)
    with collector_paused():
        kind = pipeline.load_kind(workspace, "岗位职责手册")
        _data, load = _clock(lambda: prepare(load_document(path, workspace), kind.schema))
        (document, _kind), resolved = _clock(lambda: pipeline.resolved(workspace, path, problems))
        assert document is not None, problems[:3]
        filled = pipeline._fill(workspace, workspace.templates / "word" / kind.template, document, problems)
        assert filled is not None, problems[:3]
        faces, _files = fonts.latin_faces(html.write(document, filled, fonts.line_extents))
        rasters = printing._rasters(document, DISK, faces, None, fonts)
        pages = {block.anchor: 1 for block in walk(document.blocks) if getattr(block, "anchor", "")}
        content, word = _clock(lambda: docx.write(document, filled, pages, review=False, rasters=rasters))
    return {"load": load, "resolved": resolved, "word": word, "size": len(content), "megabytes": _peak()}


def _mapped(folder: Path) -> dict[str, float]:
    return _built(folder, ("docx",))


def _whole(folder: Path) -> dict[str, float]:
    return _built(folder, ("docx", "pdf"))


def _built(folder: Path, formats: tuple[str, ...]) -> dict[str, float]:
    from docgen.app import build as pipeline
    from docgen.content.workspace import Workspace
    from docgen.pdf import writer as pdf

    times = {"layout": 0.0, "written": 0.0}
    lay_out, write = pdf.lay_out, pdf.Layout.write

    def timed_lay_out(*arguments: Any, **named: Any) -> Any:
        made, times["layout"] = _clock(lambda: lay_out(*arguments, **named))
        return made

    def timed_write(*arguments: Any, **named: Any) -> Any:
        made, times["written"] = _clock(lambda: write(*arguments, **named))
        return made

    pdf.lay_out, pdf.Layout.write = timed_lay_out, timed_write  # type: ignore[method-assign]
    workspace = Workspace(folder)
    result, both = _clock(lambda: pipeline.build(workspace, workspace.content / "handbook.yaml", formats))
    assert result.outputs, result.problems[:3]
    return {
        **times,
        "both": both,
        "pages": result.pages,
        "size": len(result.outputs[formats[-1]]),
        "megabytes": _peak(),
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


TASKS = {"check": _check, "word": _word, "mapped": _mapped, "whole": _whole}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--task"]:
        print(json.dumps(TASKS[sys.argv[2]](Path(sys.argv[3]))))
    else:
        print(table(rows(int(sys.argv[1]) if sys.argv[1:] else COUNT)))

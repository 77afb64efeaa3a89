"""Measure what `docgen build` of one job description costs a process that has just begun, and of what that is made.

    tools/bench_start.py

`rows()` gives the lines for tools/bench.py: the whole command beside the import of WeasyPrint, then its parts, taken in a process
that imports everything the command does first. Seconds of processor time; the parts are of the run in which they are the least.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from bench import Row, clock, table  # noqa: E402

JOB = "content/jobs/franchise-account-manager.yaml"
RUNS = 5


def rows() -> list[Row]:
    """The table's lines; takes half a minute."""
    with tempfile.TemporaryDirectory(prefix="docgen-start-") as name:
        folder = Path(name)
        for part in ("content", "templates"):
            shutil.copytree(ROOT / part, folder / part)
        library = clock(_program(folder, "import weasyprint"), RUNS)
        whole = clock(_program(folder, "from docgen.cli import main; main()", "build", JOB), RUNS)
        loaded = _child(folder, "modules", [])
        runs = [_child(folder, "parts", loaded) for _run in range(RUNS)]
    parts = {part: min(run[part] for run in runs) for part in runs[0]}
    against = f"`import weasyprint`: {library:.2f} s"
    return [
        Row(f"`docgen build` of `{Path(JOB).name}`, cold: start of Python → Word and PDF", f"{whole:.2f} s", against, f"{whole / library:.1f} ×", "≤ 2 ×"),
        *(Row(f"of which {part}", f"{seconds:.2f} s", "", f"{seconds / library:.2f} ×") for part, seconds in parts.items()),
    ]  # fmt: skip


def _program(folder: Path, code: str, *arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", code, *arguments], cwd=folder, check=True, capture_output=True)


def _child(folder: Path, task: str, given: Any) -> Any:
    words = [sys.executable, __file__, "--task", task, json.dumps(given)]
    done = subprocess.run(words, cwd=folder, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


# --- in a process of its own ---


def _built() -> None:
    from docgen.cli import main

    code: object = None
    try:
        main(["build", JOB], standalone_mode=False)
    except SystemExit as ended:
        code = ended.code
    if code:
        raise RuntimeError(f"the build ended with {code}")


def _modules(_given: Any) -> list[str]:
    """The modules that the command loads, in their order, docgen's own and others'."""
    _built()
    return [name for name in sys.modules if name.split(".")[0] not in ("__main__", "bench", "bench_start")]


def _parts(loaded: list[str]) -> dict[str, float]:
    """Seconds of each part of the command."""
    found = {"starting Python": time.process_time()}

    @contextmanager
    def timed(part: str) -> Iterator[None]:
        before = os.times()
        yield
        after = os.times()
        found[part] = found.get(part, 0.0) + sum(after[:4]) - sum(before[:4])

    def load(names: list[str]) -> None:
        for name in names:
            __import__(name)

    with timed("importing WeasyPrint"):
        load(["weasyprint"])
    own = [name for name in loaded if name.split(".")[0] == "docgen"]
    with timed("importing the other libraries"):
        load([name for name in loaded if name not in own and "_virtual" not in name and _there(name)])
    with timed("importing docgen's own modules"):
        load(own)
    _time_calls(timed)
    with timed("building"):
        _built()
    inner = [name for name in found if name.startswith(_INSIDE)]
    rest = found.pop("building") - sum(found[name] for name in inner)
    return {**found, "the rest: fonts looked up, checks, files written": max(rest, 0.0)}


_INSIDE = ("building: ",)


def _there(name: str) -> bool:
    """False for what is made while it runs and has no file to be loaded from."""
    import importlib.util

    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def _time_calls(timed: Callable[[str], Any]) -> None:
    """Put clocks around the steps of a build; none of them is called by another."""
    from docgen import docx
    from docgen.app import build, snapshot
    from docgen.pdf import writer

    def clocked(owner: Any, name: str, part: str) -> None:
        work = getattr(owner, name)

        def run(*arguments: Any, **named: Any) -> Any:
            with timed(f"building: {part}"):
                return work(*arguments, **named)

        setattr(owner, name, run)

    clocked(snapshot, "load_document", "reading YAML")
    clocked(snapshot, "compose", "the body's template, to a document")
    clocked(build, "_fill", "filling the Word template, its child process counted")
    clocked(writer, "lay_out", "laying out and drawing pages")
    clocked(writer.Layout, "write", "subsets of the fonts and the PDF file")
    clocked(docx, "write", "the Word file")


TASKS: dict[str, Callable[[Any], Any]] = {"modules": _modules, "parts": _parts}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--task"]:
        answer = TASKS[sys.argv[2]](json.loads(sys.argv[3]))
        print(json.dumps(answer))
    else:
        print(table(rows()))

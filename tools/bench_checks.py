"""Measure the checker: precision and recall on its corpus, and what a job description costs from YAML file to findings.

    tools/bench_checks.py [COUNT]      COUNT job descriptions, 1,000 if not said

`rows()` gives the lines for tools/bench.py. Times are processor time of one core.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests" / "support")]

from bench import Row, table  # noqa: E402
from checks_corpus_reader import CORPUS, entries, known_of, measure  # noqa: E402
from many_jobs import make  # noqa: E402

# The first figures of `unseen` and `fresh`, before they were read, are in tests/check/corpus/README.md.
HALVES = {
    "seen": "written beside the rules",
    "unseen": "written without sight of the rules, read since",
    "fresh": "second corpus, read since",
}


def rows(count: int = 1000) -> list[Row]:
    """The table's lines; takes some ten seconds."""
    return [*corpus_rows(), *speed_rows(count)]


def corpus_rows() -> list[Row]:
    from docgen.content.workspace import Workspace

    own = Workspace(ROOT)
    found = []
    for half, name in HALVES.items():
        if not (CORPUS / half).is_dir():
            continue
        score = measure(half, known_of(own, half))
        cases = list(entries(half))
        bad = sum(bool(case.expected) for case in cases)
        figures = f"precision {score.precision:.3f}, recall {score.recall:.3f}"
        counts = f"{score.right.total()} right, {len(score.false)} false, {len(score.missed)} missed"
        found.append(
            Row(
                f"checker, {half} half of the corpus ({name}): {bad} faulty and {len(cases) - bad} clean snippets",
                figures,
                "",
                counts,
                "≥ 0.95 both",
            )
        )
    return found


def speed_rows(count: int) -> list[Row]:
    """Files → tree with marks → schema → rules, each summed over all documents."""
    from docgen.app import build as pipeline
    from docgen.check.check import Checker
    from docgen.check.rules import RULES
    from docgen.check.settings import read_settings
    from docgen.content.load import load_document, prepare
    from docgen.content.workspace import Workspace

    with tempfile.TemporaryDirectory(prefix="docgen-checks-") as name:
        make(Path(name), count)
        workspace = Workspace(Path(name).resolve())
        kind = pipeline.load_kind(workspace, "岗位说明书")
        names, settings = timed(lambda: read_settings(workspace))
        checker = Checker(workspace, settings)
        costs = [0.0, 0.0, 0.0]
        for path in workspace.documents():
            seconds, loaded = timed(lambda path=path: load_document(path, workspace))  # type: ignore[misc]
            costs[0] += seconds
            costs[1] += timed(lambda loaded=loaded: prepare(loaded, kind.schema))[0]  # type: ignore[misc]
            costs[2] += timed(lambda loaded=loaded: checker.document(loaded, kind, None))[0]  # type: ignore[misc]
        problems = checker.problems()
    each = [f"{cost * 1000 / count:.2f}" for cost in costs]
    split = f"YAML {each[0]}, schema {each[1]}, {len(RULES)} rules {each[2]} ms; the workspace's names {names * 1000:.0f} ms once; {len(problems)} problems"
    return [
        Row(
            f"{count:,} job descriptions: YAML files → schema → rules, one core",
            f"{sum(costs) * 1000 / count:.2f} ms each",
            "",
            split,
            "≤ 4 ms each; rules ≤ 1",
        )
    ]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds, and what the work gave."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


if __name__ == "__main__":
    print(table(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)))

"""Two threads read, compose and check different papers of one workspace at once: neither sees the other's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import docgen
from docgen.model.dump import dump

ROOT = Path(__file__).parents[2]
NAMES = ("content/speeches/key-account-director.yaml", "content/minutes/annual-cooperation.yaml")


def test_content_kinds_and_rules_of_two_papers_in_two_threads_are_as_in_one() -> None:
    alone = {name: read(docgen.open_workspace(ROOT), name) for name in NAMES}
    shared = docgen.open_workspace(ROOT)
    start = Barrier(2)

    def work(name: str) -> list[tuple[str, list[str]]]:
        start.wait()
        return [read(shared, name) for _turn in range(4)]

    with ThreadPoolExecutor(2) as pool:
        for name, found in zip(NAMES, pool.map(work, NAMES), strict=True):
            assert found == [alone[name]] * 4


def read(workspace: docgen.Workspace, name: str) -> tuple[str, list[str]]:
    """The resolved tree as text, and what the rules say."""
    paper = workspace.paper(name)
    document = paper.snapshot.resolved().document
    assert document is not None
    return dump(document), [str(one) for one in paper.check(quick=True)]

"""Two threads of one process that build different papers at once: each file is what it is when it is built alone."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import weasyprint

from docgen.app import build as pipeline
from docgen.content.workspace import Workspace
from docgen.pdf import writer as pdf
from processes import PATIENCE

# Both threads have a paper with chapters, which are laid out one by one.
FIRST = ("assessments/sales-group-manager-assessment", "jobs/chain-channel-manager")
SECOND = ("forms/franchise-account-manager-forms", "speeches/key-account-director")


@pytest.fixture
def _switching() -> Iterator[None]:
    """Threads take turns a hundred times as often as usual."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(interval / 100)
    yield
    sys.setswitchinterval(interval)


def build(workspace: Workspace, name: str, kept: pipeline.Kept | None = None) -> dict[str, bytes]:
    result = pipeline.build(workspace, workspace.content / f"{name}.yaml", ("docx", "pdf"), kept=kept)
    assert [str(problem) for problem in result.problems if problem.severity == "error"] == []
    return result.outputs


@pytest.mark.usefixtures("_switching")
def test_two_threads_build_different_papers_at_once_as_one_after_another(own: Workspace) -> None:
    """One of them keeps what it has from one build to the next, as `docgen watch` does; the other keeps nothing."""
    alone = {name: build(own, name) for name in (*FIRST, *SECOND)}
    work_of = {FIRST: (*FIRST, FIRST[0]), SECOND: SECOND}
    start = Barrier(2)

    def work(names: tuple[str, ...]) -> list[dict[str, bytes]]:
        kept = pipeline.Kept() if names is FIRST else None
        start.wait(PATIENCE)
        return [build(own, name, kept) for name in work_of[names]]

    with ThreadPoolExecutor(2) as threads:
        found = [threads.submit(work, names) for names in (FIRST, SECOND)]
        for names, made in zip((FIRST, SECOND), found, strict=True):
            for name, outputs in zip(work_of[names], made.result(), strict=True):
                assert [kind for kind in outputs if outputs[kind] != alone[name][kind]] == [], name


def test_what_a_host_renders_meanwhile_is_logged_as_ever(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("weasyprint")
    with caplog.at_level(logging.WARNING, "weasyprint"):
        pdf.lay_out("<p style='nonsense: 1'>文</p>", [])
        assert caplog.messages == []
        weasyprint.HTML(string="<p style='nonsense: 1'>文</p>").render()
    assert any("nonsense" in message for message in caplog.messages)
    assert logger.propagate

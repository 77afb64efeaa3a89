"""Papers checked together: what several of them use is reported once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.api.explaining import all_explanations
from docgen.errors import DocgenError, Problem, has_errors

if TYPE_CHECKING:
    from docgen.api.paper import Paper
    from docgen.api.workspace import Workspace
    from docgen.check.check import Checker


@dataclass(frozen=True, slots=True)
class Checking:
    """What checking gave: the problems, and how many papers were looked at."""

    problems: list[Problem]
    papers: int
    workspace: Workspace

    @property
    def ok(self) -> bool:
        """True if there is no error among the problems."""
        return not has_errors(self.problems)

    def sarif(self) -> str:
        """The problems as SARIF 2.1.0 (OASIS), for platforms that show them at their lines."""
        from importlib.metadata import version

        from docgen.check.sarif import as_sarif

        return as_sarif(self.problems, version("docgen"), all_explanations(self.workspace.folder.extensions))


def check(
    workspace: Workspace,
    papers: Iterable[Paper] | None,
    *,
    select: Iterable[str],
    ignore: Iterable[str],
    quick: bool,
    progress: Callable[[Paper], None] | None,
) -> Checking:
    """`Workspace.check`."""
    chosen = list(workspace.papers() if papers is None else papers)
    checker = _checker(workspace, select, ignore)
    problems: list[Problem] = []
    for paper in chosen:
        if progress is not None:
            progress(paper)
        problems += _examined(paper, checker, quick=quick)
    return Checking(list(dict.fromkeys([*problems, *checker.problems()])), len(chosen), workspace)


def mend(
    workspace: Workspace, paths: Iterable[str | Path], *, select: Iterable[str], ignore: Iterable[str]
) -> list[str]:
    """`Workspace.mend`: typing slips first, so that the files can be read; then what the rules are certain of."""
    from docgen.app import fixing

    roots = [workspace.path(path) for path in paths] or [workspace.folder.content]
    files = [root for root in roots if root.is_file()]
    files += [file for root in roots if root.is_dir() for file in sorted(root.rglob("*.y*ml"))]
    done = [line for file in files for line in fixing.fix(workspace.folder, file)]
    checker = _checker(workspace, select, ignore)
    for paper in workspace.papers(roots):
        _examined(paper, checker, quick=True)
    for one in fixing.apply_fixes(workspace.folder, files, checker.fixes()):
        done.append(f"{one.location} {one.code} “{one.wrong}”→“{one.right}”")
    return done


def _checker(workspace: Workspace, select: Iterable[str], ignore: Iterable[str]) -> Checker:
    from docgen.check.check import Checker
    from docgen.check.settings import read_settings

    return Checker(workspace.folder, read_settings(workspace.folder), select=select, ignore=ignore)


def _examined(paper: Paper, checker: Checker, *, quick: bool) -> list[Problem]:
    """The problems of one paper up to its layout; the rules' findings go to the checker."""
    from docgen.app import build as pipeline

    try:
        result = pipeline.examine(paper.snapshot) if quick else pipeline.build_snapshot(paper.snapshot, ())
    except DocgenError as error:
        checker.missed()
        return list(error.problems)
    if result.loaded is None or result.kind is None:
        checker.missed()
    else:
        checker.document(result.loaded, result.kind, result.document, result.reading)
    return result.problems

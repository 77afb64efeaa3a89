"""What commands share: finding the workspace and its papers, printing problems, exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import click

import docgen
from docgen.errors import DocgenError, Problem

if TYPE_CHECKING:
    from docgen import Paper, Workspace

P = ParamSpec("P")


def problems_stop(command: Callable[P, None]) -> Callable[P, None]:
    """A DocgenError that reaches a command is printed as its problems; the exit code is the error's."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except DocgenError as error:
            print_problems(error.problems)
            sys.exit(error.exit_code)

    return guarded


def find_workspace() -> Workspace:
    """The workspace of the current folder or one above it; DocgenError if there is none."""
    return docgen.open_workspace()


def find_workspace_if_any() -> Workspace | None:
    """The same, or None: for commands that also work elsewhere."""
    try:
        return docgen.open_workspace()
    except DocgenError:
        return None


def papers(workspace: Workspace, paths: Sequence[str]) -> list[Paper]:
    """The papers under `paths` (all of content/ if none); wrong usage if a path does not exist."""
    missing = [path for path in paths if not Path(path).exists()]
    if missing:
        raise click.BadParameter("没有这个文件或文件夹：{names}".format(names="、".join(missing)))
    return workspace.papers(here(path) for path in paths)


def here(path: str | Path) -> Path:
    """A path that was typed: from the current folder."""
    return Path.cwd() / path


def print_problems(problems: Iterable[Problem]) -> None:
    """One problem a line with its hint below, on standard error; warnings are marked."""
    for problem in problems:
        text = str(problem)
        if problem.severity == "warning":
            text = text.replace(f" {problem.code} ", f" {problem.code} " + "（警告）", 1)
        click.echo(text, err=True)


def as_json(problems: Iterable[Problem]) -> str:
    """Problems as a JSON list of objects: file, line, column, code, severity, message, hint."""
    rows: list[dict[str, Any]] = [
        {
            "file": problem.location.file,
            "line": problem.location.line,
            "column": problem.location.column,
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)

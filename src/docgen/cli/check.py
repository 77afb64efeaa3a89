"""`docgen check`: problems only, nothing written (but for --fix)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from docgen.cli.report import as_json, documents, find_workspace, print_problems, problems_stop
from docgen.errors import DocgenError, Problem, has_errors
from docgen.messages import _


@click.command(help=_("检查文档：一次列出全部问题，不写出文件。"))
@click.argument("paths", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--fix", is_flag=True, help=_("先改正全角冒号、制表符、BOM、GBK 编码等录入问题"))
@problems_stop
def check(paths: Sequence[str], form: str, fix: bool) -> None:
    """Report every problem of the documents; exit 1 if any is an error."""
    from docgen import pipeline

    workspace = find_workspace()
    files = documents(workspace, paths)
    if fix:
        for path in _yaml_files(workspace.content, paths):
            for done in pipeline.fix(workspace, path):
                click.echo(_("已改正 {done}").format(done=done), err=True)
    problems: list[Problem] = []
    for path in files:
        try:
            problems += pipeline.build(workspace, path, (), review=False).problems
        except DocgenError as error:
            problems += error.problems
    problems = list(dict.fromkeys(problems))
    if form == "json":
        click.echo(as_json(problems))
    else:
        print_problems(problems)
        click.echo(_summary(len(files), problems), err=True)
    sys.exit(1 if has_errors(problems) else 0)


def _yaml_files(content: Path, paths: Sequence[str]) -> list[Path]:
    """Every YAML file under the named paths, or all of content/ (library entries too)."""
    roots = [Path(path) for path in paths] or [content]
    files = [root for root in roots if root.is_file()]
    files += [file for root in roots if root.is_dir() for file in sorted(root.rglob("*.y*ml"))]
    return files


def _summary(count: int, problems: Sequence[Problem]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    return _("检查了 {count} 份文档：{errors} 个错误，{warnings} 个警告").format(
        count=count, errors=errors, warnings=len(problems) - errors
    )

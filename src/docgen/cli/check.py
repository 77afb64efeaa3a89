"""`docgen check`: problems only, nothing written (but for --fix)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.report import as_json, documents, find_workspace, print_problems, problems_stop
from docgen.errors import DocgenError, Problem, has_errors

if TYPE_CHECKING:
    from docgen.check.check import Checker
    from docgen.content.workspace import Workspace
    from docgen.kinds.kind_cache import KindCache


@click.command(
    help="检查文档：一次列出全部问题，不写出文件。包括错别字、编号、金额、歧视性条件等规则（docgen explain K301 看说明）。"
)
@click.argument("paths", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="输出格式；sarif 供代码托管平台显示",
)
@click.option(
    "--fix", is_flag=True, help="先改正有把握的：全角冒号、制表符、GBK 编码等录入问题，半角标点、全角数字、常见错字"
)
@click.option("--select", default="", metavar="代码", help="只用这些规则，例如 K3,K501（逗号分开，可以只写开头）")
@click.option("--ignore", default="", metavar="代码", help="不用这些规则")
@click.option("--quick", is_flag=True, help="只查内容，不排版：不报字体、版式的问题，快得多")
@problems_stop
def check(paths: Sequence[str], form: str, fix: bool, select: str, ignore: str, quick: bool) -> None:
    """Report every problem of the documents; exit 1 if any is an error."""
    from docgen.check.check import Checker
    from docgen.check.settings import read_settings
    from docgen.kinds.kind_cache import KindCache

    workspace = find_workspace()
    files = documents(workspace, paths)
    wanted, unwanted = _codes(select, "--select"), _codes(ignore, "--ignore")
    if fix:
        _mend(workspace, files, paths, wanted, unwanted)
    checker = Checker(workspace, read_settings(workspace), select=wanted, ignore=unwanted)
    problems: list[Problem] = []
    kinds = KindCache()
    for path in files:
        problems += _examined(workspace, path, checker, kinds, quick=quick)
    problems = list(dict.fromkeys([*problems, *checker.problems()]))
    if form == "json":
        click.echo(as_json(problems))
    elif form == "sarif":
        click.echo(_sarif(problems))
    else:
        print_problems(problems)
        click.echo(_summary(len(files), problems), err=True)
    sys.exit(1 if has_errors(problems) else 0)


def _codes(text: str, option: str) -> list[str]:
    """The codes of an option; wrong usage for one that no rule answers to."""
    from docgen.check.check import known_code

    codes = [code for code in text.replace("，", ",").replace(" ", ",").split(",") if code]
    for code in codes:
        if not known_code(code):
            raise click.BadParameter(f"没有规则 {code}；docgen explain K301 说明规则", param_hint=option)
    return codes


def _examined(workspace: Workspace, path: Path, checker: Checker, kinds: KindCache, *, quick: bool) -> list[Problem]:
    """The problems of one document up to its layout; the rules' findings go to the checker."""
    from docgen.app import build as pipeline

    try:
        snapshot = pipeline.Snapshot(workspace, path, kinds=kinds)
        result = pipeline.examine(snapshot) if quick else pipeline.build_snapshot(snapshot, ())
    except DocgenError as error:
        checker.missed()
        return list(error.problems)
    if result.loaded is None or result.kind is None:
        checker.missed()
    else:
        checker.document(
            result.loaded, result.kind.schema, result.document, body=result.kind.has_body, files=result.reading
        )
    return result.problems


def _mend(
    workspace: Workspace, files: Sequence[Path], paths: Sequence[str], select: list[str], ignore: list[str]
) -> None:
    """Typing slips first, so that the files can be read; then what the rules are certain of."""
    from docgen.app import fixing
    from docgen.check.check import Checker
    from docgen.check.settings import read_settings
    from docgen.kinds.kind_cache import KindCache

    mine = _yaml_files(workspace.content, paths)
    for path in mine:
        for done in fixing.fix(workspace, path):
            click.echo(f"已改正 {done}", err=True)
    checker = Checker(workspace, read_settings(workspace), select=select, ignore=ignore)
    kinds = KindCache()
    for path in files:
        _examined(workspace, path, checker, kinds, quick=True)
    for fixed in fixing.apply_fixes(workspace, mine, checker.fixes()):
        fact = "已改正 {place} {code} “{wrong}”→“{right}”"
        click.echo(fact.format(place=fixed.location, code=fixed.code, wrong=fixed.wrong, right=fixed.right), err=True)


def _sarif(problems: list[Problem]) -> str:
    from importlib.metadata import version

    from docgen.check.sarif import as_sarif
    from docgen.explanations import EXPLANATIONS

    return as_sarif(problems, version("docgen"), EXPLANATIONS)


def _yaml_files(content: Path, paths: Sequence[str]) -> list[Path]:
    """Every YAML file under the named paths, or all of content/ (library entries too)."""
    roots = [Path(path) for path in paths] or [content]
    files = [root for root in roots if root.is_file()]
    files += [file for root in roots if root.is_dir() for file in sorted(root.rglob("*.y*ml"))]
    return files


def _summary(count: int, problems: Sequence[Problem]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    return f"检查了 {count} 份文档：{errors} 个错误，{len(problems) - errors} 个警告"

"""`docgen check`: problems only, nothing written (but for --fix)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from docgen.cli.report import as_json, find_workspace, here, papers, print_problems, problems_stop

if TYPE_CHECKING:
    from docgen import Workspace


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
    workspace = find_workspace()
    chosen = papers(workspace, paths)
    wanted, unwanted = _codes(workspace, select, "--select"), _codes(workspace, ignore, "--ignore")
    if fix:
        for line in workspace.mend(map(here, paths), select=wanted, ignore=unwanted):
            click.echo(f"已改正 {line}", err=True)
    checked = workspace.check(chosen, select=wanted, ignore=unwanted, quick=quick)
    if form == "json":
        click.echo(as_json(checked.problems))
    elif form == "sarif":
        click.echo(checked.sarif())
    else:
        print_problems(checked.problems)
        errors = sum(problem.severity == "error" for problem in checked.problems)
        warnings = len(checked.problems) - errors
        click.echo(f"检查了 {checked.papers} 份文档：{errors} 个错误，{warnings} 个警告", err=True)
    sys.exit(0 if checked.ok else 1)


def _codes(workspace: Workspace, text: str, option: str) -> list[str]:
    """The codes of an option; wrong usage for one that no rule answers to."""
    codes = [code for code in text.replace("，", ",").replace(" ", ",").split(",") if code]
    for code in codes:
        if not workspace.has_rule(code):
            raise click.BadParameter(f"没有规则 {code}；docgen explain K301 说明规则", param_hint=option)
    return codes

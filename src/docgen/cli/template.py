"""`docgen template`: a company's own Word template adopted, a template checked."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.cli.report import as_json, find_workspace, find_workspace_if_any, here, print_problems, problems_stop
from docgen.errors import has_errors


@click.group(help="Word 模板：采用公司自己的模板，检查模板。")
def template() -> None:
    """The `docgen template` group."""


@template.command(
    help="采用公司自己的模板（.docx、.dotx）：认出样式、封面字段和正文的位置，写成 templates/word/ 下的一个模板。"
)
@click.argument("template", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--for", "kind", default="", help="给哪个文种用；同时检查它的字段在模板里有没有位置")
@click.option("--name", default="", help="模板的名称（默认用文件名）")
@click.option("--force", is_flag=True, help="覆盖同名的模板")
@problems_stop
def adopt(template: Path, kind: str, name: str, force: bool) -> None:
    """Adopt a template into the workspace; the report goes to standard output, warnings to standard error."""
    adoption = find_workspace().adopt_template(here(template), name=name, kind=kind, replace=force)
    click.echo(adoption.report)
    print_problems(adoption.problems)


@template.command(
    help="检查 Word 模板：一次列出全部问题及其位置。可以写 .docx、.dotx 文件，或 templates/word/ 下的文件夹或名称。"
)
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@problems_stop
def check(file: str, form: str) -> None:
    """Print every problem of a template; exit 1 if any is an error."""
    from docgen.api.templates import check_template

    workspace = find_workspace_if_any()  # a template by itself can be checked anywhere
    path = Path(file)
    if not path.exists() and workspace is not None and (workspace.templates / "word" / file).is_dir():
        path = workspace.templates / "word" / file
    if not path.exists():
        raise click.BadParameter(f"没有这个文件或文件夹：{file}")
    problems = check_template(path, workspace)
    if form == "json":
        click.echo(as_json(problems))
    else:
        print_problems(problems)
        errors = sum(problem.severity == "error" for problem in problems)
        click.echo(f"{errors} 个错误，{len(problems) - errors} 个警告", err=True)
    sys.exit(1 if has_errors(problems) else 0)

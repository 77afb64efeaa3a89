"""`docgen new KIND NAME`: a content file to start from."""

from __future__ import annotations

import shlex

import click

from docgen.cli.report import find_workspace, problems_stop
from docgen.errors import DocgenError


@click.command(help="新建一份文档：docgen new 岗位说明书 招商经理")
@click.argument("kind")
@click.argument("name")
@problems_stop
def new(kind: str, name: str) -> None:
    """Copy the kind's example to content/<kind>/<NAME>.yaml; an existing file is never overwritten."""
    try:
        paper = find_workspace().new_paper(kind, name)
    except DocgenError as error:
        if [problem.code for problem in error.problems] != ["B105"]:
            raise
        raise click.BadParameter(error.problems[0].message) from error  # a name that is none: wrong usage
    click.echo(paper.name)
    shown = shlex.quote(paper.name) if " " in paper.name else paper.name
    click.echo(f"填好后运行：docgen build {shown}", err=True)

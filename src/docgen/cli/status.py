"""`docgen status`, `inbox`, `log`, `route`: where things stand. They need no key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from docgen.cli.acting import FILE, PERSON, chosen_person, open_approvals
from docgen.cli.report import find_workspace, here, papers, problems_stop


@click.command(help="进度：每份文档的状态、版本、轮到谁；不写文件就是全部。")
@click.argument("paths", nargs=-1)
@problems_stop
def status(paths: Sequence[str]) -> None:
    """Print where documents stand."""
    chosen = papers(find_workspace(), paths)
    with open_approvals() as approvals:
        for line in approvals.status(chosen):
            click.echo(line)


@click.command(help="待办：轮到自己办理的、可以代办的和退回给自己的。")
@PERSON
@problems_stop
def inbox(person: str) -> None:
    """Print what waits for a person."""
    with open_approvals() as approvals:
        lines = approvals.inbox(chosen_person(person))
    for line in lines or ["没有待办"]:
        click.echo(line)


@click.command(help="经过：一份文档的全部记录，谁、何时、做了什么、所看文稿的校验码。")
@FILE
@problems_stop
def log(file: Path) -> None:
    """Print everything that happened to FILE."""
    with open_approvals() as approvals:
        for line in approvals.log(here(file)):
            click.echo(line)


@click.command(help="路线：这份文档要经过哪些人，现在到了哪一步；-o 画成 SVG 流程图。")
@FILE
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="SVG 文件；一页放不下时另加 -2、-3",
)
@click.option("--manifest", is_flag=True, help="送审清单：送审的这一稿由哪些文件、字体、程序生成，各自的 SHA-256")
@problems_stop
def route(file: Path, out: Path | None, manifest: bool) -> None:
    """Show the route of FILE."""
    with open_approvals() as approvals:
        if manifest:
            for line in approvals.manifest(here(file)):
                click.echo(line)
            return
        plan = approvals.route(here(file))
        if out is None:
            for line in (plan.heading, *plan.lines):
                click.echo(line)
            return
        for written in plan.save(out):
            click.echo(str(written))

"""`docgen status`, `inbox`, `log`, `route`: where things stand. They need no key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from docgen.cli.desk import FILE, PERSON, chosen_person, content_file, open_desk
from docgen.cli.report import documents, find_workspace, problems_stop


@click.command(help="进度：每份文档的状态、版本、轮到谁；不写文件就是全部。")
@click.argument("paths", nargs=-1)
@problems_stop
def status(paths: Sequence[str]) -> None:
    """Print where documents stand."""
    from docgen.approval.desk.reports import status_lines

    files = documents(find_workspace(), paths)
    with open_desk() as desk:
        for line in status_lines(desk, files):
            click.echo(line)


@click.command(help="待办：轮到自己办理的、可以代办的和退回给自己的。")
@PERSON
@problems_stop
def inbox(person: str) -> None:
    """Print what waits for a person."""
    from docgen.approval.desk.reports import inbox_lines

    with open_desk() as desk:
        lines = list(inbox_lines(desk, desk.person(chosen_person(person))))
    for line in lines or ["没有待办"]:
        click.echo(line)


@click.command(help="经过：一份文档的全部记录，谁、何时、做了什么、所看文稿的校验码。")
@FILE
@problems_stop
def log(file: Path) -> None:
    """Print everything that happened to FILE."""
    from docgen.approval.desk import operations
    from docgen.approval.desk.reports import log_lines

    with open_desk() as desk:
        path = content_file(file)
        operations.known(desk, path)
        for line in log_lines(desk, path):
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
@problems_stop
def route(file: Path, out: Path | None) -> None:
    """Show the route of FILE."""
    from docgen.approval.desk.planning import planned
    from docgen.approval.desk.reports import route_lines
    from docgen.approval.desk.route_chart import draw_route
    from docgen.errors import Location
    from docgen.files import write_together

    with open_desk() as desk:
        plan = planned(desk, content_file(file))
        if out is None:
            click.echo(f"《{plan.title}》  {plan.state.status(desk.day).label}  {plan.state.version}")
            for line in (*route_lines(desk, plan.state, plan.steps), *plan.notes):
                click.echo(line)
            return
        pages = draw_route(
            "审批路线", plan.state, plan.steps, desk.organisation(), desk.workspace.relative(content_file(file))
        )
        targets = [out if n == 1 else out.with_name(f"{out.stem}-{n}{out.suffix}") for n in range(1, len(pages) + 1)]
        contents = zip(targets, (page.encode() for page in pages), strict=True)
        for written in write_together(contents, Location(str(out))):
            click.echo(str(written))

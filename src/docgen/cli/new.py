"""`docgen new KIND NAME`: a content file to start from."""

from __future__ import annotations

import shlex
from pathlib import PurePosixPath

import click

from docgen.cli.report import find_workspace, problems_stop
from docgen.errors import DocgenError, Location, Problem


@click.command(help="新建一份文档：docgen new 岗位说明书 招商经理")
@click.argument("kind")
@click.argument("name")
@problems_stop
def new(kind: str, name: str) -> None:
    """Copy the kind's example to content/<kind>/<NAME>.yaml; an existing file is never overwritten."""
    from docgen.app import build as pipeline

    workspace = find_workspace()
    found = pipeline.load_kind(workspace, kind)
    relative = PurePosixPath(name.removesuffix(".yaml"))
    if relative.is_absolute() or ".." in relative.parts:
        raise click.BadParameter(f"名称不能指向 content/ 以外：{name}")
    if any(character in '\\:*?"<>|' or not character.isprintable() for character in name):
        raise click.BadParameter(f'文件名里不能有 \\ : * ? " < > |，在 Windows 上打不开：{name}')
    folder = workspace.content if len(relative.parts) > 1 else workspace.content / found.name
    target = folder / f"{relative}.yaml"
    if target.exists():
        raise DocgenError(
            Problem(Location(workspace.relative(target)), "B103", "文件已经存在", "换一个名称，或直接编辑它")
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text((found.folder / "example.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    shown = workspace.relative(target)
    click.echo(shown)
    click.echo("填好后运行：docgen build {file}".format(file=shlex.quote(shown) if " " in shown else shown), err=True)

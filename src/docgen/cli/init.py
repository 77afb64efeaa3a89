"""`docgen init DIR`: a working folder with the starter templates and sample content."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from docgen.cli.report import problems_stop
from docgen.errors import DocgenError, Location, Problem

_PARTS = ("templates", "content")


@click.command(help="建立工作目录：模板、示例内容和输出文件夹。")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@problems_stop
def init(directory: Path) -> None:
    """Copy the starter into DIR; refuses a folder that already has templates or content."""
    taken = [name for name in _PARTS if (directory / name).exists()]
    if taken:
        raise DocgenError(
            Problem(
                Location(str(directory)),
                "B104",
                "文件夹里已经有 {names}".format(names="、".join(taken)),
                "换一个空文件夹；docgen 不会覆盖已有的文件",
            )
        )
    source = starter()
    for name in _PARTS:
        shutil.copytree(source / name, directory / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("output", "fonts"):
        (directory / name).mkdir(parents=True, exist_ok=True)
    click.echo(f"已建立 {directory}")
    click.echo(f"下一步：cd {directory} && docgen build")


def starter() -> Path:
    """The starter in the wheel (docgen/starter), or the repository's own folders in an editable install."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "starter"
    return packed if packed.is_dir() else package.parents[1]

"""`docgen init DIR`: a working folder with the starter templates and sample content."""

from __future__ import annotations

from pathlib import Path

import click

import docgen
from docgen.cli.report import problems_stop


@click.command(help="建立工作目录：模板、示例内容和输出文件夹。")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@problems_stop
def init(directory: Path) -> None:
    """Copy the starter into DIR; refuses a folder that already has templates or content."""
    docgen.create_workspace(directory)
    click.echo(f"已建立 {directory}")
    click.echo(f"下一步：cd {directory} && docgen build")

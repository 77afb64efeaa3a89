"""`docgen diff`: what changed between two revisions; 修订对照表 and a Word file with tracked changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from docgen.cli.options import formats_option
from docgen.cli.report import find_workspace, here, print_problems, problems_stop


@click.command(
    help=(
        "比较两个版本：docgen diff 文件 旧版 新版。版本可以是另一个 .yaml 或 .docx 文件、已签发的版本（V1.0）、Git 的提交（HEAD~1）。"
        "只写一个版本，与现在的文件比较；都不写，与上一个签发版（没有则与 Git 的 HEAD）比较。"
        "加 -o 写出修订对照表（Word、PDF）和带修订标记的 Word 文件。"
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("revisions", nargs=-1)
@click.option("-o", "--out", type=click.Path(path_type=Path), default=None, help="输出文件夹；不写则只在屏幕上列出")
@formats_option(
    "docx",
    "pdf",
    "redline",
    default="docx,pdf,redline",
    help="docx、pdf（修订对照表）、redline（带修订标记的 Word 文件）",
)
@click.option("--author", default="docgen", help="修订标记的作者")
@problems_stop
def diff(file: Path, revisions: Sequence[str], out: Path | None, formats: tuple[str, ...], author: str) -> None:
    """Report what changed; exit 1 if a revision cannot be found or built (then nothing is written)."""
    if len(revisions) > 2:
        raise click.BadParameter("最多写两个版本", param_hint="版本")
    workspace = find_workspace()
    if not file.is_file():
        raise click.BadParameter(f"没有这个文件或文件夹：{file}", param_hint="文件")
    compared = workspace.compare(here(file), revisions, redlines=out is not None and "redline" in formats)
    contents, problems = compared.papers(formats, author=author) if out is not None else ({}, [])
    print_problems(problems)
    for line in compared.lines():
        click.echo(line)
    if out is not None:
        for path in compared.write(contents, out):
            click.echo(str(path))

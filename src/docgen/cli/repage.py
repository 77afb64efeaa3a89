"""`docgen repage`: a Word file's page numbers from the pages that the user's own Word, WPS or LibreOffice makes."""

from __future__ import annotations

from pathlib import Path

import click

import docgen
from docgen.cli.report import find_workspace_if_any, print_problems, problems_stop


@click.command(help="用 Word、WPS 导出的 PDF（或 LibreOffice）核对页码，改正目录、索引和页码引用。")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--pages",
    required=True,
    metavar="PDF|libreoffice",
    help="Word 或 WPS 从这个文件导出的 PDF；或写 libreoffice，由 docgen 调用它",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="写到另一个文件（默认改原文件）",
)
@problems_stop
def repage(file: Path, pages: str, output: Path | None) -> None:
    """Refill the page numbers; exit 1, nothing written, if a page could not be found."""
    if pages != "libreoffice" and not Path(pages).is_file():
        raise click.BadParameter(f"没有这个 PDF：{pages}", param_hint="--pages")
    workspace = find_workspace_if_any()  # a finished file may lie anywhere
    done = docgen.repage(file, None if pages == "libreoffice" else pages, output, workspace)
    print_problems(done.problems)
    for change in done.changes:
        click.echo(f"{change.what}  {change.old} → {change.new}")
    if not done.total:
        click.echo(f"{file} 里没有目录、索引和页码引用，不用改")
        return
    click.echo(f"{done.total} 处页码，改正 {len(done.changes)} 处：{output or file}")

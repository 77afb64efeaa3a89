"""`docgen register`: the list of documents in force, as Word, PDF and CSV."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.acting import open_approvals
from docgen.cli.options import folder_option
from docgen.cli.report import problems_stop


@click.command(help="文件登记簿：现行有效、待施行、已废止和被代替的文件；-o 写成 Word、PDF 和 CSV。")
@folder_option("写到这个文件夹：文件登记簿.docx .pdf .csv")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(["docx", "pdf", "csv"]), help="只写哪几种（可写几次）"
)
@click.option("--day", default=None, type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="截至哪一天（默认今天）")
@click.option("--kind", default="", metavar="文种", help="只列一个文种")
@problems_stop
def register(out: Path | None, formats: tuple[str, ...], day: click.DateTime | None, kind: str) -> None:
    """Print or write the register."""
    with open_approvals() as approvals:
        lines, written = approvals.issued.register(
            day=str(day)[:10] if day else "", kind=kind, out=out, formats=formats
        )
        for line in (*lines, *map(str, written)):
            click.echo(line)

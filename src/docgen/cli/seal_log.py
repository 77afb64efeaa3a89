"""`docgen seal-log`: every use of the company's seals."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.acting import acting, key_of, open_approvals, say
from docgen.cli.options import folder_option
from docgen.cli.report import here, problems_stop


@click.command(
    "seal-log",
    help="用印登记：写文件和 --seal 就登记一次用印（只有签发过、审批完整的文件能用印）；不写就列出登记簿。",
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@acting
@click.option("--seal", default="", metavar="印章", help="哪一枚章，如 公章、合同专用章")
@click.option("--copies", type=click.IntRange(1), default=1, metavar="份数", help="盖了几份（默认 1）")
@click.option("--purpose", default="", metavar="用途", help="用途（必写）")
@click.option("--applicant", default="", metavar="人员", help="谁申请的，不能是用印人自己")
@click.option("--year", default="", metavar="年", help="只列一年的，如 2026")
@folder_option("写成 用印登记簿.docx .pdf .csv")
@problems_stop
def seal_log(
    file: Path | None,
    person: str,
    passphrase_file: Path | None,
    seal: str,
    copies: int,
    purpose: str,
    applicant: str,
    year: str,
    out: Path | None,
) -> None:
    """Record a use of a seal, or print the log."""
    with open_approvals() as approvals:
        path = here(file) if file is not None else None
        if path is not None and seal:
            if not applicant:
                raise click.UsageError("写明申请人：--applicant")
            key = key_of(approvals, person, passphrase_file)
            say(approvals.issued.use_seal(path, key, seal, copies, purpose, applicant))
            return
        lines, written = approvals.issued.seal_uses(path, year=year, out=out)
        for line in (*lines, *map(str, written)):
            click.echo(line)

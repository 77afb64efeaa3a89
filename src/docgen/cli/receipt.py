"""`docgen receipt`: sheets that employees sign on paper, printed and taken back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from docgen.cli.acting import FILE, acting, key_of, open_approvals, say
from docgen.cli.options import folder_option
from docgen.cli.report import here, problems_stop


@click.group(help="签收：打印签收单，收回扫描件，列出谁还没有签。员工在纸上签名，不需要密钥。")
def receipt() -> None:
    """The group."""


@receipt.command("print", help="打印签收单（Word 和 PDF）：一批人一张名单，或 --each 每人一页；印有版本和校验码。")
@FILE
@acting
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    default=None,
    metavar="名册",
    help="名册 .csv 或 .xlsx，列名：工号、姓名、部门（默认是 organisation.yaml 里的全部在岗人员）",
)
@click.option("--each", is_flag=True, help="每人一页")
@click.option("--batch", type=click.IntRange(1), default=None, metavar="批次", help="重新打印已有的一批，不另立一批")
@folder_option("写到这个文件夹（默认 output/receipts）")
@problems_stop
def print_(
    file: Path,
    person: str,
    passphrase_file: Path | None,
    roster: Path | None,
    each: bool,
    batch: int | None,
    out: Path | None,
) -> None:
    """Open a batch and print its sheet."""
    with open_approvals() as approvals:
        issued, path = approvals.issued, here(file)
        if batch is None:
            done, batch = issued.open_receipts(path, key_of(approvals, person, passphrase_file), roster)
            say(done)
        for written in issued.print_receipts(path, batch, out, each=each):
            click.echo(str(written))
        click.echo(f"签好扫描后：docgen receipt return {file} --batch {batch} --scan 扫描件 --code 校验码 --all")


@receipt.command("return", help="收回：登记签好的签收单，扫描件连同指纹存入 evidence/。")
@FILE
@acting
@click.option("--batch", type=click.IntRange(1), required=True, metavar="批次", help="第几批")
@click.option("--scan", type=click.Path(path_type=Path), required=True, metavar="扫描件", help="签好的签收单")
@click.option("--code", required=True, metavar="校验码", help="签收单上印的校验码")
@click.option("--all", "everyone", is_flag=True, help="名单上的人都签了（--except 除外）")
@click.option("--signed", multiple=True, metavar="工号", help="只有这些人签了（可写几次）")
@click.option("--except", "unsigned", multiple=True, metavar="工号", help="没有签的人（可写几次）")
@click.option("--refused", multiple=True, metavar="工号", help="拒签的人（可写几次），须用 --note 写明情况和见证人")
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), default=None, metavar="日期", help="签收日期（默认今天）"
)
@click.option("--note", default="", help="说明")
@problems_stop
def return_(
    file: Path,
    person: str,
    passphrase_file: Path | None,
    batch: int,
    scan: Path,
    code: str,
    everyone: bool,
    signed: tuple[str, ...],
    unsigned: tuple[str, ...],
    refused: tuple[str, ...],
    day: datetime | None,
    note: str,
) -> None:
    """Take a signed sheet back."""
    from docgen.api.issued import Return

    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        held = day.date().isoformat() if day else approvals.today
        returned = Return(batch, scan, code, held, signed, unsigned, refused, everyone, note)
        say(approvals.issued.return_receipts(here(file), key, returned))
        for line in approvals.issued.receipts(here(file)):
            click.echo(line)


@receipt.command("list", help="列出各批签收单：谁签了，谁还没有签。")
@FILE
@click.option("--all", "everyone", is_flag=True, help="连同已签收的人")
@problems_stop
def list_(file: Path, everyone: bool) -> None:
    """Print who has signed and who has not."""
    with open_approvals() as approvals:
        for line in approvals.issued.receipts(here(file), everyone=everyone):
            click.echo(line)

"""`docgen receipt`: sheets that employees sign on paper, printed and taken back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from docgen.cli.desk import FILE, acting, content_file, key_of, open_desk, say
from docgen.cli.report import problems_stop


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
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    metavar="文件夹",
    help="写到这个文件夹（默认 output/receipts）",
)
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
    from docgen.approval.after import receipt_printing, receipts
    from docgen.approval.after.roster import organisation_roster, read_roster

    path = content_file(file)
    with open_desk() as desk:
        if batch is None:
            key = key_of(desk, person, passphrase_file)
            people = read_roster(roster) if roster else organisation_roster(desk.organisation(), desk.day)
            event, opened = receipts.open_batch(desk, path, key, people)
            say(event, desk)
            batch = opened.number
        for written in receipt_printing.print_batch(
            desk, path, batch, out or desk.workspace.output / "receipts", each=each
        ):
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
    from docgen.approval.after import receipts

    path = content_file(file)
    with open_desk() as desk:
        key = key_of(desk, person, passphrase_file)
        returned = receipts.Return(
            batch, scan, code, day.date().isoformat() if day else desk.day, signed, unsigned, refused, everyone, note
        )
        event, _batch = receipts.take_back(desk, path, key, returned)
        say(event, desk)
        for line in receipts.receipt_lines(desk, path):
            click.echo(line)


@receipt.command("list", help="列出各批签收单：谁签了，谁还没有签。")
@FILE
@click.option("--all", "everyone", is_flag=True, help="连同已签收的人")
@problems_stop
def list_(file: Path, everyone: bool) -> None:
    """Print who has signed and who has not."""
    from docgen.approval.after.receipts import receipt_lines

    with open_desk() as desk:
        for line in receipt_lines(desk, content_file(file), everyone=everyone):
            click.echo(line)

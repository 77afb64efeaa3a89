"""`docgen distribute`: numbered copies go out and come back."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.acting import FILE, acting, key_of, open_approvals, say
from docgen.cli.options import folder_option
from docgen.cli.report import here, problems_stop


@click.command(help="分发：--to 发出编了份号的受控副本，--recall 登记收回；都不写就列出各份在谁那里。")
@FILE
@acting
@click.option("--to", "recipients", multiple=True, metavar="部门或人员", help="发给谁，一份写一次")
@click.option(
    "--recall", "numbers", multiple=True, type=click.IntRange(1), metavar="份号", help="收回哪一份（可写几次）"
)
@click.option("--how", type=click.Choice(["收回", "销毁", "遗失"]), default="收回", help="收回的情况（默认 收回）")
@click.option("--note", default="", help="说明；遗失必写")
@click.option("--print", "reprint", is_flag=True, help="重印在外的各份和分发登记表")
@folder_option("写到这个文件夹（默认 output/copies）")
@problems_stop
def distribute(
    file: Path,
    person: str,
    passphrase_file: Path | None,
    recipients: tuple[str, ...],
    numbers: tuple[int, ...],
    how: str,
    note: str,
    reprint: bool,
    out: Path | None,
) -> None:
    """Give out, take back or list copies."""
    if recipients and numbers:
        raise click.UsageError("--to 和 --recall 分两次办")
    with open_approvals() as approvals:
        issued, path = approvals.issued, here(file)
        written: list[Path] = []
        if recipients:
            key = key_of(approvals, person, passphrase_file)
            done, written = issued.distribute(path, key, recipients, out)
            say(done)
        elif numbers:
            say(issued.recall(path, key_of(approvals, person, passphrase_file), numbers, how, note))
        elif reprint:
            written = issued.print_copies(path, out)
        for line in (*issued.copies(path), *map(str, written)):
            click.echo(line)

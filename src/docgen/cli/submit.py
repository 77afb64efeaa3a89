"""`docgen submit` and `docgen withdraw`: what the drafter does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from docgen.cli.acting import FILE, REASON, acting, key_of, open_approvals, say
from docgen.cli.report import here, problems_stop


@click.command(help="送审：把文档交给路线上的人审批；改过之后再送一次，范围未变的签批仍有效。")
@FILE
@acting
@click.option(
    "--drafter", "drafters", multiple=True, metavar="人员", help="还有谁起草或修改过（可写几次）；他们不能审批这一稿"
)
@click.option("--major", is_flag=True, help="重大修订：定稿后版本号进一位，如 V1.2 之后是 V2.0")
@click.option("--summary", default="", help="这一稿改了什么，写进修订记录")
@click.option("--moved-from", default="", metavar="原路径或编号", help="内容文件移动或改名过：只记下新位置，审批照旧")
@problems_stop
def submit(
    file: Path,
    person: str,
    passphrase_file: Path | None,
    drafters: Sequence[str],
    major: bool,
    summary: str,
    moved_from: str,
) -> None:
    """Hand FILE in, or record where it lies now."""
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        if moved_from:
            known = moved_from if "/" not in moved_from and not Path(moved_from).suffix else here(moved_from)
            say(approvals.relocate(known, here(file), key))
            return
        done = approvals.submit(here(file), key, drafters=drafters, major=major, summary=summary)
        say(done)
        click.echo(f"  {done.version}，校验码 {done.code}（送审 PDF 上印的，纸面签批须与它相同）")


@click.command(help="撤回：起草人把送审中的文档拿回来修改。")
@FILE
@acting
@REASON
@problems_stop
def withdraw(file: Path, person: str, passphrase_file: Path | None, reason: str) -> None:
    """Take FILE back."""
    with open_approvals() as approvals:
        say(approvals.withdraw(here(file), key_of(approvals, person, passphrase_file), reason))

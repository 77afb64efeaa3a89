"""`docgen number`: document numbers kept back or given up, with the reason."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.acting import acting, key_of, open_approvals
from docgen.cli.report import problems_stop

KIND = click.argument("kind", metavar="文种")
YEAR = click.option("--year", type=int, default=None, help="年份（默认今年）")
REASON = click.option("--reason", required=True, help="理由（必写）")
NUMBER = click.argument("value", type=click.IntRange(1), metavar="序号")


@click.group(help="文号：列出、保留、作废。定稿时由 docgen issue 自动取下一个号。")
def number() -> None:
    """The group."""


@number.command("list", help="列出一个文种当年用过、保留和作废的文号，和下一个号。")
@KIND
@YEAR
@problems_stop
def list_numbers(kind: str, year: int | None) -> None:
    """Print the numbers of a year."""
    with open_approvals() as approvals:
        for use in approvals.numbers.taken(kind, year or 0):
            click.echo(f"{use.text}  {use.standing}  {use.reason}")
        click.echo(f"下一个：{approvals.numbers.next(kind, year or 0)}")


@number.command(help="保留一个号，不自动用。")
@KIND
@NUMBER
@acting
@YEAR
@REASON
@problems_stop
def reserve(kind: str, value: int, person: str, passphrase_file: Path | None, year: int | None, reason: str) -> None:
    """Keep a number back."""
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        click.echo(f"已保留 {approvals.numbers.reserve(kind, value, reason, key, year or 0)}")


@number.command(help="作废一个号，永不再用。")
@KIND
@NUMBER
@acting
@YEAR
@REASON
@problems_stop
def void(kind: str, value: int, person: str, passphrase_file: Path | None, year: int | None, reason: str) -> None:
    """Give a number up."""
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        click.echo(f"已作废 {approvals.numbers.void(kind, value, reason, key, year or 0)}")

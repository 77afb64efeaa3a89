"""`docgen number`: document numbers kept back or given up, with the reason."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.desk import acting, key_of, open_desk
from docgen.cli.report import problems_stop

if TYPE_CHECKING:
    from docgen.approval.desk.desk import Desk
    from docgen.approval.rules.numbers import NumberRule

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
    from docgen.approval.ledger import event_kinds as kinds
    from docgen.approval.rules.numbers import next_number, taken

    with open_desk() as desk:
        rule, ledger, when = _rule(desk, kind), desk.ledger(), year or int(desk.day[:4])
        words = {
            kinds.NUMBER: "已取号",
            kinds.ISSUE: "已用",
            kinds.NUMBER_RESERVED: "保留",
            kinds.NUMBER_VOIDED: "作废",
        }
        for value, (standing, reason) in sorted(taken(ledger, rule.code, when).items()):
            click.echo(f"{rule.text(when, value)}  {words[standing]}  {reason}")
        click.echo(f"下一个：{next_number(ledger, rule, when).text}")


@number.command(help="保留一个号，不自动用。")
@KIND
@NUMBER
@acting
@YEAR
@REASON
@problems_stop
def reserve(kind: str, value: int, person: str, passphrase_file: Path | None, year: int | None, reason: str) -> None:
    """Keep a number back."""
    from docgen.approval.rules import numbers

    with open_desk() as desk:
        rule, key, when = _rule(desk, kind), key_of(desk, person, passphrase_file), year or int(desk.day[:4])
        desk.transact(lambda ledger: numbers.reserve(ledger, rule, when, value, reason, key.person, key), key)
        click.echo(f"已保留 {rule.text(when, value)}")


@number.command(help="作废一个号，永不再用。")
@KIND
@NUMBER
@acting
@YEAR
@REASON
@problems_stop
def void(kind: str, value: int, person: str, passphrase_file: Path | None, year: int | None, reason: str) -> None:
    """Give a number up."""
    from docgen.approval.rules import numbers

    with open_desk() as desk:
        rule, key, when = _rule(desk, kind), key_of(desk, person, passphrase_file), year or int(desk.day[:4])
        desk.transact(lambda ledger: numbers.void(ledger, rule, when, value, reason, key.person, key), key)
        click.echo(f"已作废 {rule.text(when, value)}")


def _rule(desk: Desk, kind: str) -> NumberRule:
    from docgen.app.build import load_kind
    from docgen.approval.desk.routes import number_rule

    return number_rule(desk.workspace, load_kind(desk.workspace, kind))

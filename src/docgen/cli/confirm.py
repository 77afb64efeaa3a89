"""`docgen confirm`: the second pair of eyes on an approval that a registrar entered from paper."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.cli import messages
from docgen.cli.acting import FILE, acting, key_of, open_approvals, say
from docgen.cli.asking import ask_yes
from docgen.cli.report import here, problems_stop
from docgen.errors import DocgenError, Location


@click.command(
    help="确认登记人登记的纸面签批，确认后才作数：有密钥的由本人确认，没有的由另一位登记人看过签批件后确认。"
)
@FILE
@acting
@click.option("--entry", type=int, default=0, metavar="条号", help="确认第几条登记（只有一条时不必写）")
@click.option("--code", default="", metavar="校验码", help="签批件上的校验码（另一位登记人必写），对不上则拒绝")
@click.option("--yes", is_flag=True, help="不询问")
@problems_stop
def confirm(file: Path, person: str, passphrase_file: Path | None, entry: int, code: str, yes: bool) -> None:
    """Confirm what was entered for FILE."""
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        waiting = approvals.to_confirm(here(file), key)
        chosen = [one for one in waiting if entry in (0, one.sequence)]
        if len(chosen) > 1:
            entries = "、".join(str(one.sequence) for one in chosen)
            raise DocgenError(messages.SEVERAL_ENTERED.at(Location(str(file)), entries=entries))
        for one in chosen:
            click.echo(f"第 {one.sequence} 条：{one.registrar}登记 {one.person} 同意（{one.step}），签批件 {one.scan}")
            click.echo(f"  evidence/ 里的签批件，SHA-256 {one.sha256}")
            if not yes and not code:
                if not sys.stdin.isatty():
                    raise DocgenError(messages.NOT_SAID.at(Location(str(file))))
                ask_yes("这是您本人的意见？" if one.own else "签批件上是他的签字，校验码相符？")
        say(approvals.confirm(here(file), key, entry or (chosen[0].sequence if chosen else 0), code))

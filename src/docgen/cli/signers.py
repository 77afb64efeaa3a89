"""`docgen transfer`, `delegate`, `add-signer`, `remove-signer`, `remind`: who signs, changed on the way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from docgen.cli.acting import FILE, REASON, STEP, acting, key_of, open_approvals, say
from docgen.cli.report import here, problems_stop

TO = click.option("--to", required=True, metavar="人员", help="转给谁")
ONE = click.argument("signer", metavar="人员")


@click.command(help="转办：把轮到自己的一步交给别人，由他以自己的名义办理。")
@FILE
@acting
@TO
@STEP
@REASON
@problems_stop
def transfer(file: Path, person: str, passphrase_file: Path | None, to: str, step: str, reason: str) -> None:
    """Hand one's turn at FILE to another."""
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        say(approvals.transfer(here(file), key, to, reason, step))


@click.command(help="委托：在一段时间里由别人代办（记作“乙代甲”）；受托人不能再委托。可限定一份文档、文种或步骤。")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@acting
@click.option("--to", default="", metavar="人员", help="委托给谁")
@click.option("--from", "starts", default="", metavar="日期", help="从哪天起（默认今天）")
@click.option("--until", "ends", default="", metavar="日期", help="到哪天止（含当天）")
@click.option("--kind", "kinds", multiple=True, help="限于这个文种（文件夹名，可写几次）")
@click.option("--step", "steps", multiple=True, help="限于这个步骤（可写几次）")
@click.option("--end", default="", metavar="委托编号", help="收回一项委托，如 W0001")
@problems_stop
def delegate(
    file: Path | None,
    person: str,
    passphrase_file: Path | None,
    to: str,
    starts: str,
    ends: str,
    kinds: Sequence[str],
    steps: Sequence[str],
    end: str,
) -> None:
    """Let another act in one's place, or take that back."""
    if not end and not (to and ends):
        raise click.UsageError("委托要写 --to 和 --until；收回委托写 --end")
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        if end:
            say(approvals.end_delegation(key, end))
            return
        path = here(file) if file else None
        done = approvals.delegate(key, to, ends, starts=starts, file=path, kinds=kinds, steps=steps)
        say(done)
        click.echo("  委托编号 {id}；收回用 docgen delegate --end {id}".format(id=done.payload["id"]))


@click.command("add-signer", help="加签：在轮到自己的一步再请一个人，一起签，或在自己之前、之后签。")
@FILE
@ONE
@acting
@click.option(
    "--position",
    type=click.Choice(["with", "before", "after"]),
    default="with",
    help="with 一起（默认）、before 之前、after 之后",
)
@STEP
@REASON
@problems_stop
def add_signer(
    file: Path, signer: str, person: str, passphrase_file: Path | None, position: str, step: str, reason: str
) -> None:
    """Ask one more to sign FILE."""
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        say(approvals.add_signer(here(file), key, signer, position, reason, step))


@click.command("remove-signer", help="减签：去掉自己加签来、还没有表态的人；路线规定的人不能减。")
@FILE
@ONE
@acting
@STEP
@REASON
@problems_stop
def remove_signer(file: Path, signer: str, person: str, passphrase_file: Path | None, step: str, reason: str) -> None:
    """Take an added signer off FILE."""
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        say(approvals.remove_signer(here(file), key, signer, reason, step))


@click.command(help="催办：记下一次催办，列出轮到的人。")
@FILE
@acting
@click.option("--note", default="", help="要说的话")
@problems_stop
def remind(file: Path, person: str, passphrase_file: Path | None, note: str) -> None:
    """Remind all whose turn it is at FILE."""
    with open_approvals() as approvals:
        say(approvals.remind(here(file), key_of(approvals, person, passphrase_file), note))

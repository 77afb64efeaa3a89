"""`docgen erratum`: slips mended after the issue: one who approved looks and consents, then the office issues."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli import messages
from docgen.cli.acting import FILE, acting, key_of, open_approvals, say
from docgen.cli.asking import ask_yes
from docgen.cli.issue import chosen_seal, sealing
from docgen.cli.report import here, problems_stop
from docgen.errors import DocgenError, Location

if TYPE_CHECKING:
    from docgen import Approvals
    from docgen.api.approvals import Key


@click.command(
    short_help="更正：签发以后改错别字、标点或版式。",
    help="更正：签发以后只改错别字、标点或版式，文号、日期、版本不变，另存一份更正件。先由批准过这一版的校对人看过并同意（--consent），登记人再办。涉及数字、允许或禁止、部门岗位人员的名称、条款增减的改动会被拒绝。",
)
@FILE
@acting
@click.option("--class", "sort", required=True, type=click.Choice(["错别字", "标点", "版式"]), help="更正的类别")
@click.option("--reason", required=True, help="说明（必写）")
@click.option("--proofreader", default="", metavar="人员", help="校对人：批准过这一版全文、没有起草的人，已经同意过")
@click.option("--consent", is_flag=True, help="校对人办理：看改动，用自己的密钥同意")
@click.option("--yes", is_flag=True, help="同意时不询问")
@sealing
@problems_stop
def erratum(
    file: Path,
    person: str,
    passphrase_file: Path | None,
    sort: str,
    reason: str,
    proofreader: str,
    consent: bool,
    yes: bool,
    seal: Path | None,
    seal_passphrase_file: Path | None,
    seal_command: str,
    unsigned: bool,
) -> None:
    """Correct an issued version, or consent to it."""
    if consent == bool(proofreader):
        raise click.UsageError("校对人自己同意写 --consent；办更正写 --proofreader 校对人。")
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        if consent:
            _consent(approvals, file, key, sort, reason, yes)
            return
        chosen = None if unsigned else chosen_seal(seal, seal_passphrase_file, seal_command)
        made = approvals.issued.correct(here(file), key, chosen, sort=sort, reason=reason, proofreader=proofreader)
        payload = made.issuance.event.payload
        click.echo(f"已更正：《{payload['title']}》{payload['version']}　{payload['number']}".rstrip())
        for old, new in made.changes:
            click.echo(f"  “{old}”改为“{new}”")
        for path in made.issuance.files:
            click.echo(f"  {approvals.workspace.relative(path)}")


def _consent(approvals: Approvals, file: Path, key: Key, sort: str, reason: str, yes: bool) -> None:
    seen = approvals.issued.look_at_correction(here(file), key, sort=sort, reason=reason)
    click.echo(f"《{seen.subject.title}》{seen.issued.version}　更正（{sort}）：{reason}")
    for old, new in seen.found.changes:
        click.echo(f"  “{old}”改为“{new}”")
    if not seen.found.changes:
        click.echo("  文字没有变化；样子请看 docgen build 生成的稿")
    if not yes:
        if not sys.stdin.isatty():
            raise DocgenError(messages.CORRECTION_NOT_SEEN.at(Location(str(file))))
        ask_yes("看过这些改动，同意照此更正？")
    say(approvals.issued.consent_to_correction(key, seen))

"""`docgen erratum`: slips mended after the issue."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.acting import FILE, acting, key_of, open_approvals
from docgen.cli.issue import chosen_seal, sealing
from docgen.cli.report import here, problems_stop


@click.command(
    short_help="更正：签发以后改错别字、标点或版式。",
    help="更正：签发以后只改错别字、标点或版式，文号、日期、版本不变，另存一份更正件。涉及数字、允许或禁止、条款增减的改动会被拒绝。",
)
@FILE
@acting
@click.option("--class", "sort", required=True, type=click.Choice(["错别字", "标点", "版式"]), help="更正的类别")
@click.option("--reason", required=True, help="说明（必写）")
@click.option("--proofreader", required=True, metavar="人员", help="校对人，不能是起草人")
@sealing
@problems_stop
def erratum(
    file: Path,
    person: str,
    passphrase_file: Path | None,
    sort: str,
    reason: str,
    proofreader: str,
    seal: Path | None,
    seal_passphrase_file: Path | None,
    seal_command: str,
    unsigned: bool,
) -> None:
    """Correct an issued version."""
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        chosen = None if unsigned else chosen_seal(seal, seal_passphrase_file, seal_command)
        made = approvals.issued.correct(here(file), key, chosen, sort=sort, reason=reason, proofreader=proofreader)
        payload = made.issuance.event.payload
        click.echo(f"已更正：《{payload['title']}》{payload['version']}　{payload['number']}".rstrip())
        for old, new in made.changes:
            click.echo(f"  “{old}”改为“{new}”")
        for path in made.issuance.files:
            click.echo(f"  {approvals.workspace.relative(path)}")

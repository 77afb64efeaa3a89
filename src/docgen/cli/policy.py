"""`docgen policy`: what decides how papers are printed and which duties they have, looked at and confirmed by an administrator."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.acting import acting, key_of, open_approvals
from docgen.cli.report import problems_stop


@click.group(help="文种、模板、docgen.yaml 和 fonts/ 里的字体：核对改动，由管理员确认。")
def policy() -> None:
    """The group."""


@policy.command(help="列出还没有确认的改动。")
@problems_stop
def show() -> None:
    """Print what differs from what was confirmed."""
    with open_approvals() as approvals:
        changes = approvals.people.policy_changes()
    for line in changes or ["没有改动"]:
        click.echo(line)


@policy.command(help="确认：管理员核对改动后签署，从此送审、审批、签发、发布都用它。")
@acting
@problems_stop
def confirm(person: str, passphrase_file: Path | None) -> None:
    """Confirm the policy as the files have it."""
    with open_approvals() as approvals:
        changes = approvals.people.confirm_policy(key_of(approvals, person, passphrase_file))
    for line in changes or ["没有改动"]:
        click.echo(line)

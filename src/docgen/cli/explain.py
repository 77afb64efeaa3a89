"""`docgen explain CODE`: what a problem code means and how to mend it."""

from __future__ import annotations

import sys

import click

from docgen.messages import _


@click.command(help=_("说明一个问题代码，例如 docgen explain D102。"))
@click.argument("code")
def explain(code: str) -> None:
    """Print the explanation of CODE; exit 2 for an unknown one."""
    from docgen.explanations import EXPLANATIONS

    text = EXPLANATIONS.get(code.upper())
    if text is None:
        known = " ".join(sorted(EXPLANATIONS))
        click.echo(_("没有代码 {code}。已有的代码：{known}").format(code=code, known=known), err=True)
        sys.exit(2)
    click.echo(f"{code.upper()}\n{text}")

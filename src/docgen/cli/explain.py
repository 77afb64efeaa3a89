"""`docgen explain CODE`: what a problem code means and how to mend it."""

from __future__ import annotations

import sys

import click

import docgen


@click.command(help="说明一个问题代码，例如 docgen explain D102；检查规则也可以用名称，例如 docgen explain slip。")
@click.argument("code")
def explain(code: str) -> None:
    """Print the explanation of CODE; exit 2 for an unknown one."""
    try:
        click.echo(docgen.explain(code))
    except KeyError as error:
        alike = str(error.args[0])
        hint = f"以 {code[:1].upper()} 开头的有：{alike}" if alike else "代码写在每条问题的位置后面，例如 S103、K501"
        click.echo(f"没有代码 {code.upper()}。{hint}", err=True)
        sys.exit(2)

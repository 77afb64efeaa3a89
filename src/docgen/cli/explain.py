"""`docgen explain CODE`: what a problem code means and how to mend it."""

from __future__ import annotations

import sys

import click

from docgen.messages import _


@click.command(help=_("说明一个问题代码，例如 docgen explain D102；检查规则也可以用名称，例如 docgen explain slip。"))
@click.argument("code")
def explain(code: str) -> None:
    """Print the explanation of CODE; exit 2 for an unknown one."""
    from docgen.explanations import EXPLANATIONS

    code = _code_of(code)
    text = EXPLANATIONS.get(code)
    if text is None:
        known = " ".join(sorted(EXPLANATIONS))
        click.echo(_("没有代码 {code}。已有的代码：{known}").format(code=code, known=known), err=True)
        sys.exit(2)
    click.echo(f"{code}\n{text}")


def _code_of(word: str) -> str:
    """A rule of the checker may be asked for by its name too: slip, 常见的错别字."""
    from docgen.checks.rule import RULES

    return next((code for code, rule in RULES.items() if word in (rule.name, rule.title)), word.upper())

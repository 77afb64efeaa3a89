"""`docgen explain CODE`: what a problem code means and how to mend it."""

from __future__ import annotations

import sys

import click


@click.command(help="说明一个问题代码，例如 docgen explain D102；检查规则也可以用名称，例如 docgen explain slip。")
@click.argument("code")
def explain(code: str) -> None:
    """Print the explanation of CODE; exit 2 for an unknown one."""
    from docgen.explanations import EXPLANATIONS

    code = _code_of(code)
    text = EXPLANATIONS.get(code)
    if text is None:
        alike = " ".join(known for known in sorted(EXPLANATIONS) if known[0] == code[:1])
        hint = f"以 {code[:1]} 开头的有：{alike}" if alike else "代码写在每条问题的位置后面，例如 S103、K501"
        click.echo(f"没有代码 {code}。{hint}", err=True)
        sys.exit(2)
    click.echo(f"{code}\n{text}")


def _code_of(word: str) -> str:
    """A rule of the checker may be asked for by its name too: slip, 常见的错别字."""
    from docgen.check.rule import RULES

    return next((code for code, rule in RULES.items() if word in (rule.name, rule.title)), word.upper())

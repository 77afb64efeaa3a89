"""Questions on the terminal, in Chinese: a secret, a yes or no."""

from __future__ import annotations

import click


def ask_secret(what: str, *, twice: bool = False) -> str:
    """A secret typed without being shown; `twice` until both are the same. Raises click.Abort after Ctrl-C or at the end of the input."""
    while True:
        found = str(click.prompt(f"{what}（输入时不显示）", hide_input=True, err=True))
        if not twice or found == str(click.prompt("再输一次", hide_input=True, err=True)):
            return found
        click.echo("两次输入的不一样，请再输。", err=True)


def ask_yes(question: str) -> None:
    """Go on after a yes. Raises click.Abort after a no, which is also the answer to an empty line."""
    while True:
        answer = click.prompt(f"{question} [y/N]", default="", show_default=False, err=True).strip().casefold()
        if answer in ("y", "yes", "是"):
            return
        if answer in ("", "n", "no", "否"):
            raise click.Abort
        click.echo("请输入 y（是）或 n（否）。", err=True)

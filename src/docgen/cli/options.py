"""Options that several commands have, and how a list in one option is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def listed(names: Sequence[str], what: str = "格式", *, some: bool = True) -> Callable[..., tuple[str, ...]]:
    """A click callback: words of an option parted by commas, each one of `names`, in their order; `some`: at least one."""

    def read(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(word.strip().lower() for word in value.split(",") if word.strip()))
        if set(found) - set(names) or (some and not found):
            raise click.BadParameter(f"可选的{what}：{'、'.join(names)}")
        return found

    return read


def formats_option(*names: str, default: str = "docx,pdf", help: str) -> Callable[[F], F]:
    """`--format`: which of `names` to write."""
    return click.option("--format", "formats", default=default, callback=listed(names), help=help, show_default=True)


def standards_option(help: str) -> Callable[[F], F]:
    """`--pdf-standard`: which standards the PDF keeps to."""
    read = listed(("a-3u", "ua-1"), "标准", some=False)
    return click.option("--pdf-standard", "standards", default="", callback=read, help=help)


def purpose_option(help: str) -> Callable[[F], F]:
    """`--for`: to be reviewed, or to be issued."""
    return click.option(
        "--for", "purpose", type=click.Choice(["review", "issue"]), default="issue", show_default=True, help=help
    )


def folder_option(help: str) -> Callable[[F], F]:
    """`-o`, `--out`: the folder to write to."""
    return click.option(
        "-o", "--out", type=click.Path(path_type=Path, file_okay=False), default=None, metavar="文件夹", help=help
    )

"""What the workflow's commands share: who acts, their passphrase, the open record, the document's path."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from docgen.cli import messages
from docgen.cli.asking import ask_secret
from docgen.cli.report import find_workspace
from docgen.errors import DocgenError, Location, Message

if TYPE_CHECKING:
    from docgen import Approvals, Recorded
    from docgen.api.approvals import Key

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.argument("file", type=click.Path(path_type=Path))
PERSON = click.option(
    "--as", "person", default="", metavar="人员", help="由谁办理：编号或姓名（默认取环境变量 DOCGEN_PERSON）"
)
PASSPHRASE = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="口令写在这个文件里（默认在终端询问，或取环境变量 DOCGEN_PASSPHRASE）",
)
STEP = click.option("--step", default="", metavar="步骤", help="办哪一步（同时轮到几步时写明）")
REASON = click.option("--reason", default="", help="理由")


def acting(command: F) -> F:
    """The options of every command that someone signs."""
    return PERSON(PASSPHRASE(command))


def open_approvals() -> Approvals:
    """The record of the workspace that the current folder lies in."""
    return find_workspace().approvals()


def key_of(approvals: Approvals, person: str, passphrase_file: Path | None) -> Key:
    """The unlocked key of who acts, who is told first what was done in their name since. Raises DocgenError A310, A313, A304 to A306, A316."""
    who = approvals.person(chosen_person(person))
    key = approvals.key(who, passphrase(passphrase_file))
    if lines := approvals.people.notices(key):
        click.echo(
            f"{approvals.name_of(who)}，自您上次用这把密钥以来，有人以您的名义办理、登记或就您的密钥做过这些（不对的，立即告诉管理员）：",
            err=True,
        )
        for line in lines:
            click.echo(f"  {line}", err=True)
    return key


def chosen_person(person: str) -> str:
    """The person named, or the user's own: DOCGEN_PERSON, or the first line of ~/.config/docgen/person."""
    found = person or os.environ.get("DOCGEN_PERSON", "")
    file = Path.home() / ".config" / "docgen" / "person"
    if not found and file.is_file():
        found = _text_of(file, messages.NO_PERSON_FILE).strip()
    if found:
        return found
    raise DocgenError(messages.NOBODY.at(Location("")))


def passphrase(file: Path | None, *, new: bool = False) -> str:
    """The passphrase from the file, DOCGEN_PASSPHRASE, or the terminal (twice for a new one). Raises DocgenError A316."""
    return secret(file, "DOCGEN_PASSPHRASE", "--passphrase-file", "口令", new=new)


def secret(file: Path | None, variable: str, option: str, what: str, *, new: bool = False) -> str:
    """A secret from the file, the environment, or the terminal (twice for a new one). Raises DocgenError A316."""
    if file is not None:
        return _text_of(file, messages.NO_SECRET_FILE).rstrip("\r\n")
    known = os.environ.get(variable)
    if known is not None:
        return known
    if not sys.stdin.isatty():
        raise DocgenError(messages.NO_SECRET.at(Location(""), what=what, option=option, variable=variable))
    return ask_secret(what, twice=new)


def _text_of(file: Path, message: Message) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DocgenError(message.at(Location(str(file)))) from error


def say(recorded: Recorded) -> None:
    """One line for what was recorded, and whose turn it is now."""
    for line in recorded.lines():
        click.echo(line)

"""What the workflow's commands share: who acts, their passphrase, the open record, the document's path."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from docgen.cli.asking import ask_secret
from docgen.cli.report import find_workspace
from docgen.errors import DocgenError, Location, Problem

if TYPE_CHECKING:
    from docgen.approval.desk.desk import Desk
    from docgen.approval.ledger.events import Event
    from docgen.approval.ledger.keys import Key

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


def open_desk() -> Desk:
    """The record of the workspace that the current folder lies in."""
    from docgen.approval.desk.desk import Desk

    return Desk.open(find_workspace())


def key_of(desk: Desk, person: str, passphrase_file: Path | None) -> Key:
    """The unlocked key of who acts. Raises DocgenError A310, A313, A304 to A306, A316."""
    return desk.key(desk.person(chosen_person(person)), passphrase(passphrase_file))


def chosen_person(person: str) -> str:
    """The person named, or the user's own: DOCGEN_PERSON, or the first line of ~/.config/docgen/person."""
    found = person or os.environ.get("DOCGEN_PERSON", "")
    file = Path.home() / ".config" / "docgen" / "person"
    if not found and file.is_file():
        found = _text_of(file, "写有办理人的文件读不出来").strip()
    if found:
        return found
    hint = "加上 --as 人员编号，或设置环境变量 DOCGEN_PERSON"
    raise DocgenError(Problem(Location(""), "A316", "没有写明由谁办理", hint))


def passphrase(file: Path | None, *, new: bool = False) -> str:
    """The passphrase from the file, DOCGEN_PASSPHRASE, or the terminal (twice for a new one). Raises DocgenError A316."""
    return secret(file, "DOCGEN_PASSPHRASE", "--passphrase-file", "口令", new=new)


def secret(file: Path | None, variable: str, option: str, what: str, *, new: bool = False) -> str:
    """A secret from the file, the environment, or the terminal (twice for a new one). Raises DocgenError A316."""
    if file is not None:
        return _text_of(file, "口令文件读不出来").rstrip("\r\n")
    known = os.environ.get(variable)
    if known is not None:
        return known
    if not sys.stdin.isatty():
        hint = f"在终端里运行，或用 {option}、环境变量 {variable} 给出{what}"
        raise DocgenError(Problem(Location(""), "A316", f"没有{what}", hint))
    return ask_secret(what, twice=new)


def _text_of(file: Path, fact: str) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DocgenError(Problem(Location(str(file)), "A316", fact, "检查文件名和权限")) from error


def content_file(file: Path) -> Path:
    """The path as documents are known by: absolute. It need not exist: what moved away is reported by the workflow."""
    return Path(os.path.normpath(Path.cwd() / file))


def say(event: Event, desk: Desk) -> None:
    """One line for what was recorded, and whose turn it is now."""
    from docgen.approval.rules.descriptions import actor, event_text
    from docgen.approval.rules.state import state_of

    organisation = desk.organisation()
    state = state_of(desk.ledger(), event.document)
    click.echo(
        f"已记录（第 {event.sequence} 条）：{actor(event, organisation)} {event_text(event, organisation, state)}"
    )
    if not event.document:
        return
    for step in state.current:
        names = "、".join(map(organisation.name_of, step.pending))
        click.echo("  " + f"{step.step.name}：等待 {names}")
    if state.complete:
        click.echo("  " + f"各步都已办完，可以定稿：docgen issue {state.path}")

"""`docgen issue`, `docgen publish`: what was approved becomes files that never change, and takes effect."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from docgen.cli import messages
from docgen.cli.acting import FILE, acting, key_of, open_approvals, secret
from docgen.cli.options import standards_option
from docgen.cli.report import here, problems_stop
from docgen.errors import DocgenError, Location

if TYPE_CHECKING:
    from docgen.api.issued import Seal

F = TypeVar("F", bound=Callable[..., Any])


def sealing(command: F) -> F:
    """The options that say who signs the PDF."""
    for option in (
        click.option("--unsigned", is_flag=True, help="PDF 不签名（清单里会写明）"),
        click.option(
            "--seal-command",
            default="",
            metavar="命令",
            help="由外部程序签名：从标准输入读 PDF，把签好的写到标准输出",
        ),
        click.option(
            "--seal-passphrase-file",
            type=click.Path(path_type=Path, dir_okay=False),
            default=None,
            help="证书口令写在这个文件里（默认取环境变量 DOCGEN_SEAL_PASSPHRASE，或在终端询问）",
        ),
        click.option(
            "--seal",
            type=click.Path(path_type=Path),
            default=None,
            metavar="证书.p12",
            help="给 PDF 签名的证书（默认 ~/.config/docgen/keys/seal.p12，或环境变量 DOCGEN_SEAL）",
        ),
    ):
        command = option(command)
    return command


@click.command(help="定稿签发：审批都通过后，编号、生成 Word 和 PDF、签名，连同清单存进 issued/，从此不变。")
@FILE
@acting
@sealing
@click.option("--number", type=click.IntRange(1), default=None, metavar="序号", help="用一个保留过的号，不取下一个号")
@standards_option("PDF 遵循的标准：a-3u、ua-1")
@problems_stop
def issue(
    file: Path,
    person: str,
    passphrase_file: Path | None,
    seal: Path | None,
    seal_passphrase_file: Path | None,
    seal_command: str,
    unsigned: bool,
    number: int | None,
    standards: tuple[str, ...],
) -> None:
    """Issue a document."""
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        approvals.issued.check_ready(here(file), key)
        chosen = None if unsigned else chosen_seal(seal, seal_passphrase_file, seal_command)
        made = approvals.issued.issue(here(file), key, chosen, number=number or 0, standards=standards)
        payload = made.event.payload
        if made.resumed:
            click.echo("上次签发中断在最后一步，现已补完：")
        click.echo(f"已签发：《{payload['title']}》{payload['version']}　{payload['number']}".rstrip())
        for path in made.files:
            click.echo(f"  {approvals.workspace.relative(path)}")
        if not payload["certificate"]:
            click.echo("PDF 没有签名", err=True)
        click.echo(f"下一步：docgen publish {approvals.workspace.relative(here(file))} 发布")


@click.command(help="发布：签发过的版本自施行之日起生效，原来的版本到那天为止。")
@FILE
@acting
@click.option(
    "--effective", default="", metavar="日期", help="施行日期，如 2026-04-01（默认取内容里的施行日期，没有就是今天）"
)
@click.option("--note", default="", help="发布的范围或方式，记入记录")
@problems_stop
def publish(file: Path, person: str, passphrase_file: Path | None, effective: str, note: str) -> None:
    """Publish the last issued version."""
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        done = approvals.issued.publish(here(file), key, effective=effective, note=note)
        if done.stated and done.stated != done.effective:
            click.echo(f"注意：文中写的施行日期是 {done.stated}，与发布的不同", err=True)
        click.echo(f"已发布 {done.version}，自 {done.effective} 起施行")


def chosen_seal(file: Path | None, passphrase_file: Path | None, command: str) -> Seal:
    """Who signs the PDF. Raises DocgenError A516 where nobody is named."""
    from docgen.api.approvals import keys_folder
    from docgen.api.issued import CommandSeal, Pkcs12Seal

    if words := _words(command or os.environ.get("DOCGEN_SEAL_COMMAND", "")):
        return CommandSeal(words)
    named = file or (Path(os.environ["DOCGEN_SEAL"]) if os.environ.get("DOCGEN_SEAL") else None)
    path = named or keys_folder() / "seal.p12"
    if not path.is_file():
        raise DocgenError(messages.NO_CERTIFICATE.at(Location(str(path))))
    return Pkcs12Seal(path, secret(passphrase_file, "DOCGEN_SEAL_PASSPHRASE", "--seal-passphrase-file", "证书口令"))


def _words(command: str) -> tuple[str, ...]:
    """A command as its program and arguments; on Windows a backslash is a folder's. Raises DocgenError A515."""
    try:
        words = tuple(shlex.split(command, posix=os.name != "nt"))
    except ValueError as error:
        raise DocgenError(messages.WRONG_COMMAND.at(Location("--seal-command"), command=command)) from error
    return tuple(word.strip('"') for word in words) if os.name == "nt" else words

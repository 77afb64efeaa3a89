"""`docgen key`: keys made, compared, registered by two, revoked, listed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli import messages
from docgen.cli.acting import PERSON, acting, chosen_person, key_of, open_approvals, passphrase
from docgen.cli.report import problems_stop
from docgen.errors import DocgenError, Location

if TYPE_CHECKING:
    from docgen import Approvals


@click.group(help="密钥：生成，核对指纹，登记，吊销，列出。")
def key() -> None:
    """The group."""


@key.command("new", help="生成自己的密钥：私钥留在本人电脑上，公钥申请放进工作目录的 keys/，请管理员登记。")
@acting
@problems_stop
def new(person: str, passphrase_file: Path | None) -> None:
    """Make a key pair for a person."""
    with open_approvals() as approvals:
        who = approvals.person(chosen_person(person))
        private, public = approvals.people.new_key(who, passphrase(passphrase_file, new=True))
        request = approvals.workspace.relative(public)
        click.echo(f"私钥：{private}（连同口令自己保管）")
        click.echo(f"指纹：{approvals.people.request(public).fingerprint}（当面或打电话告诉管理员）")
        click.echo(f"公钥申请：{request}；请管理员运行 docgen key register {request}")


@key.command("fingerprint", help="自己密钥的指纹（这台电脑上的私钥，最新的在末行）：登记时当面或打电话告诉管理员。")
@PERSON
@problems_stop
def fingerprint(person: str) -> None:
    """Print the fingerprints of one's own keys."""
    with open_approvals() as approvals:
        for line in approvals.people.own_fingerprints(chosen_person(person)):
            click.echo(line)


@key.command(
    help="登记公钥申请：管理员问过本人指纹以后登记；已有两位管理员的，先办的记作提议，另一位再办一次才算数。"
    "本人有旧密钥的，由本人用旧密钥登记。"
)
@click.argument("request", type=click.Path(path_type=Path), metavar="公钥申请")
@acting
@click.option("--fingerprint", default="", metavar="指纹", help="本人说出的指纹（默认在终端询问）；对不上则拒绝")
@problems_stop
def register(request: Path, person: str, passphrase_file: Path | None, fingerprint: str) -> None:
    """Register a public key, or propose it."""
    with open_approvals() as approvals:
        said = fingerprint or _asked(approvals.people.request(request).name, request)
        done = approvals.people.register_key(request, key_of(approvals, person, passphrase_file), said)
        if done.proposed:
            click.echo(f"已提议登记 {done.name} 的密钥：请另一位管理员核对指纹后再办一次，才算数")
            return
        mine = next(one for one in reversed(approvals.people.known_keys()) if one.person == done.person)
        click.echo(f"已登记 {done.name} 的密钥（{mine.registered}）")


def _asked(name: str, request: Path) -> str:
    if not sys.stdin.isatty():
        raise DocgenError(messages.NOT_COMPARED.at(Location(str(request))))
    return str(click.prompt(f"{name}本人说的指纹（不要从文件里抄）", err=True))


@key.command(
    help="吊销：本人或管理员使一把密钥从此无效；以前签的仍有效。写密钥编号，或只有一把密钥的人。"
    "密钥落在别人手里的，用 --since 写从什么时候起：从那时起它签的签批不再算数，后果列在屏幕上。"
)
@click.argument("name", metavar="密钥或人员")
@acting
@click.option("--reason", required=True, help="理由（必写），如 口令泄露、离职")
@click.option("--since", default="", metavar="时间", help="从什么时候起落在别人手里：2026-03-01 或 “2026-03-01 14:30”")
@problems_stop
def revoke(name: str, person: str, passphrase_file: Path | None, reason: str, since: str) -> None:
    """Revoke a key."""
    with open_approvals() as approvals:
        found = approvals.people.revoke_key(name, reason, key_of(approvals, person, passphrase_file), since)
        click.echo(f"已吊销密钥 {found}")
        if since:
            _say_consequences(approvals, found)


@key.command("consequences", help="落在别人手里的密钥（一把，或所有的）从那时起签过什么，各有什么后果。")
@click.argument("name", metavar="密钥", default="")
@problems_stop
def consequences(name: str) -> None:
    """Print what compromised keys signed."""
    with open_approvals() as approvals:
        _say_consequences(approvals, name)


def _say_consequences(approvals: Approvals, name: str) -> None:
    lines = approvals.people.consequences(name)
    click.echo("从那时起它签过：" if lines else "从那时起它没有签过什么")
    for line in lines:
        click.echo(f"  {line}")


@key.command("list", help="列出登记过的密钥，指纹，由谁登记（一个人登记的写明“单人登记”）。")
@problems_stop
def list_keys() -> None:
    """Print all keys there ever were, and what is proposed."""
    with open_approvals() as approvals:
        for one in approvals.people.known_keys():
            standing = "有效" if one.revoked is None else f"已吊销：{one.revoked}"
            stolen = f"  {one.compromised} 起落在别人手里" if one.compromised else ""
            click.echo(f"{one.fingerprint}  {one.name}（{one.person}）  {standing}  {one.registered}{stolen}")
        for proposal in approvals.people.proposed():
            click.echo(f"待另一位管理员办理：第 {proposal.sequence} 条 {proposal.by} {proposal.text}")

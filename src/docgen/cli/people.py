"""`docgen set-up`, `person`, `organisation`, `admin`: who there is, and who administers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from docgen.cli.acting import acting, chosen_person, key_of, open_approvals, passphrase
from docgen.cli.report import find_workspace, problems_stop


@click.command("set-up", help="开始用审批：建立审批记录，为第一位管理员生成密钥。每个工作目录做一次。")
@acting
@problems_stop
def set_up(person: str, passphrase_file: Path | None) -> None:
    """Begin the workspace's record."""
    from docgen.api.people import set_up

    workspace = find_workspace()
    approvals, file = set_up(workspace, chosen_person(person), passphrase(passphrase_file, new=True))
    with approvals:
        click.echo(f"审批记录已建立：{approvals.place}")
    click.echo(f"管理员的私钥：{file}（连同口令自己保管，备份到别处）")
    click.echo("keys/anchor.json 和 content/checkpoint.json 请与内容一起备份或提交到版本库。")


@click.group(help="人员：增加，列出。")
def person() -> None:
    """The group."""


@person.command("add", help="增加人员：写进 content/organisation.yaml 并由管理员确认。")
@click.argument("id", metavar="编号")
@click.argument("name", metavar="姓名")
@acting
@click.option("--department", default="", help="部门的编号")
@click.option("--post", default="", help="岗位的编号")
@click.option("--role", "roles", multiple=True, help="角色，如 审核、财务、签发（可写几次）")
@problems_stop
def add(
    id: str, name: str, person: str, passphrase_file: Path | None, department: str, post: str, roles: Sequence[str]
) -> None:
    """Add a person to the organisation and confirm it."""
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        for change in approvals.people.add(id, name, key, department=department, post=post, roles=roles):
            click.echo(change.text)
    click.echo(f"下一步：请{name}运行 docgen key new --as {id}")


@person.command("list", help="列出人员、角色和密钥。")
@problems_stop
def list_people() -> None:
    """Print the people."""
    with open_approvals() as approvals:
        for one in approvals.people.members():
            parts = [one.id, one.name, one.department, one.post, "、".join(one.roles), " ".join(one.keys) or "没有密钥"]
            parts += ["管理员"] if one.administrator else []
            parts += [f"{one.left} 离岗"] if one.left else []
            click.echo("  ".join(part for part in parts if part))


@click.group(help="人员名单 content/organisation.yaml：核对改动，由管理员确认。")
def organisation() -> None:
    """The group."""


@organisation.command(help="列出名单里还没有确认的改动。")
@problems_stop
def show() -> None:
    """Print what differs from what was confirmed."""
    with open_approvals() as approvals:
        changes = approvals.people.changes()
    for line in [change.text for change in changes] or ["没有改动"]:
        click.echo(line)


@organisation.command(help="确认：管理员核对改动后签署，从此用于审批；部门、岗位改名时列出用到旧名称的文档。")
@acting
@problems_stop
def confirm(person: str, passphrase_file: Path | None) -> None:
    """Confirm the organisation as the file has it."""
    with open_approvals() as approvals:
        changes = approvals.people.confirm(key_of(approvals, person, passphrase_file))
        for line in [change.text for change in changes] or ["没有改动"]:
            click.echo(line)
        renamed = {change.old for change in changes if change.old and change.new}
        for item in approvals.people.renamings_in_use() if renamed else []:
            if item.old in renamed:
                for place, what in item.places:
                    click.echo(f"  {place} 仍写“{item.old}”（{what}）")


@organisation.command(help="部门、岗位改过名（包括还没确认的改名）之后，哪些内容、模板和现行文件还写着旧名称。")
@problems_stop
def check() -> None:
    """Print what a renaming touches; exit 1 if there is anything."""
    with open_approvals() as approvals:
        found = approvals.people.renamings_in_use()
    for item in found:
        click.echo(f"“{item.old}”改名为“{item.new}”：")
        for place, what in item.places:
            click.echo(f"  {place}（{what}）")
    if found:
        sys.exit(1)
    click.echo("没有文档写着旧名称")


@click.group(help="管理员：增加，去掉，列出。")
def admin() -> None:
    """The group."""


@admin.command("add", help="增加管理员；已有两位的，先办的记作提议，另一位再办一次才算数。")
@click.argument("name", metavar="人员")
@acting
@problems_stop
def add_admin(name: str, person: str, passphrase_file: Path | None) -> None:
    """Make someone an administrator."""
    _set_administrator(name, True, person, passphrase_file)


@admin.command("remove", help="去掉管理员：自己可以退出；去掉别人要两位管理员都办。最后一位不能去掉。")
@click.argument("name", metavar="人员")
@acting
@problems_stop
def remove_admin(name: str, person: str, passphrase_file: Path | None) -> None:
    """Make someone an administrator no longer."""
    _set_administrator(name, False, person, passphrase_file)


@admin.command("list", help="列出管理员。")
@problems_stop
def list_admins() -> None:
    """Print the administrators."""
    with open_approvals() as approvals:
        for id in approvals.people.administrators():
            click.echo(f"{id}  {approvals.name_of(id)}")


def _set_administrator(name: str, added: bool, person: str, passphrase_file: Path | None) -> None:
    with open_approvals() as approvals:
        who = approvals.person(name)
        done = approvals.people.set_administrator(who, added, key_of(approvals, person, passphrase_file))
        if done.proposed:
            click.echo(f"已提议：{done.name}{'当' if added else '不再当'}管理员；请另一位管理员再办一次，才算数")
            return
        click.echo(f"{done.name}{'现在是管理员' if added else '不再是管理员'}")

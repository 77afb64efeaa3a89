"""`docgen record`: what is done to the record itself."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.acting import REASON, acting, key_of, open_approvals
from docgen.cli.report import problems_stop


@click.group(help="审批记录本身：旧格式重新封存；与检查点不符、查清缘由以后，接着办理；更正时钟；设见证。")
def record() -> None:
    """The group."""


@record.command("re-seal", help="重新封存：管理员签署，旧格式的各条原样保留，往后用现在的格式；封存本身记入记录。")
@acting
@problems_stop
def re_seal(person: str, passphrase_file: Path | None) -> None:
    """Seal a record of an earlier format anew."""
    from docgen.api.record import re_seal as seal

    with open_approvals() as approvals:
        done = seal(approvals, key_of(approvals, person, passphrase_file))
    found = f"，查时有 {len(done.found)} 处提示" if done.found else "，查过没有问题"
    click.echo(f"已重新封存（第 {done.sequence} 条）：旧格式 {done.count} 条{found}")
    for line in done.found:
        click.echo(f"  {line}")


@record.command(
    "accept", help="接受不符：记录与检查点（管理员）或本人密钥上次看到的不符，查清缘由以后写进记录，接着办理。"
)
@acting
@REASON
@problems_stop
def accept(person: str, passphrase_file: Path | None, reason: str) -> None:
    """Go on after a contradiction that was explained."""
    from docgen.api.record import accept as accept_breaks

    with open_approvals() as approvals:
        done = accept_breaks(approvals, key_of(approvals, person, passphrase_file), reason)
    click.echo(f"已写进记录（第 {'、'.join(map(str, done.sequences))} 条），以后每次查验都会提起：")
    for line in done.found:
        click.echo(f"  {line}")


@record.command("clock", help="更正时钟：记录最后一条的时间还没有到、谁也办不了时，由管理员写明理由更正。")
@acting
@REASON
@problems_stop
def clock(person: str, passphrase_file: Path | None, reason: str) -> None:
    """Correct a time of the record that has not come."""
    from docgen.api.record import correct_clock

    with open_approvals() as approvals:
        sequence, at = correct_clock(approvals, key_of(approvals, person, passphrase_file), reason)
    click.echo(f"已更正（第 {sequence} 条）：从 {at} 起接着办理")


@record.command(
    "witness",
    help="见证：把检查点存进另一个盘或另一台电脑上的文件夹；docgen.yaml 的 witness 写明以后，每次办理都与它核对。",
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@acting
@problems_stop
def witness(folder: Path, person: str, passphrase_file: Path | None) -> None:
    """Begin a witness."""
    from docgen.api.record import begin_witness

    with open_approvals() as approvals:
        file = begin_witness(approvals, folder, key_of(approvals, person, passphrase_file))
    click.echo(f"见证：{file}")
    click.echo(
        f"在 docgen.yaml 写 witness: {folder.resolve()}，或各人设环境变量 DOCGEN_WITNESS，从此每次办理都与它核对"
    )


@record.command("note", help="把检查点写成 git 附注（refs/notes/docgen），随版本库推送到别处；查验记录时都会核对。")
@acting
@problems_stop
def note(person: str, passphrase_file: Path | None) -> None:
    """Note a checkpoint in git."""
    from docgen.api.record import note as write_note

    with open_approvals() as approvals:
        commit = write_note(approvals, key_of(approvals, person, passphrase_file))
    click.echo(f"已写进附注，在提交 {commit[:12]}；推送：git push 远端 refs/notes/docgen")


@record.command("timestamp", help="向时间戳机构（RFC 3161）取时间戳：证明记录在那时已经如此。")
@click.argument("address", metavar="网址")
@acting
@click.option(
    "--out",
    "-o",
    "file",
    type=click.Path(path_type=Path),
    default=None,
    help="写到这个文件（默认 issued/timestamps/条数.json）",
)
@problems_stop
def timestamp(address: str, person: str, passphrase_file: Path | None, file: Path | None) -> None:
    """Have a checkpoint stamped."""
    from docgen.api.record import time_stamp

    with open_approvals() as approvals:
        made = time_stamp(approvals, key_of(approvals, person, passphrase_file), address, file)
    click.echo(f"时间戳：{made}")

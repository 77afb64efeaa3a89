"""`docgen archive`: the packet of an issued version, and its check."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.cli.acting import FILE, acting, key_of, open_approvals
from docgen.cli.options import folder_option
from docgen.cli.report import find_workspace_if_any, here, print_problems, problems_stop
from docgen.cli.verify import UNJUDGED


@click.command(
    help="归档：把一个签发版本的定稿、送审稿、审批经过、民主程序和签收的扫描件、卷内目录打成一个包；--verify 核对这样一个包。"
)
@FILE
@acting
@click.option(
    "--retention",
    type=click.Choice(["永久", "30年", "10年"]),
    default=None,
    help="保管期限（默认取 kind.yaml 的 retention）",
)
@click.option("--version", "version", default="", metavar="版本", help="归档哪一版（默认最近签发的）")
@click.option("--without-review-copy", is_flag=True, help="内容已改，不附送审稿")
@click.option("--verify", "verifying", is_flag=True, help="写的文件是归档包：核对它，有审批记录时连同记录一起核对")
@folder_option("写到这个文件夹（默认 archive）")
@problems_stop
def archive(
    file: Path,
    person: str,
    passphrase_file: Path | None,
    retention: str | None,
    version: str,
    without_review_copy: bool,
    verifying: bool,
    out: Path | None,
) -> None:
    """Make or check a packet."""
    if verifying:
        _verify(file)
        return
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        done, packet = approvals.issued.archive(
            here(file), key, retention=retention or "", version=version, out=out, review_copy=not without_review_copy
        )
        said = "已归档：{file}（{n} 个文件，保管期限 {retention}）"
        click.echo(said.format(file=packet, n=done.payload["files"], retention=done.payload["retention"]))


def _verify(file: Path) -> None:
    from docgen.api.verifying import check_packet, visible

    packet = check_packet(file, find_workspace_if_any())
    if packet.problems:
        print_problems(packet.problems)
        sys.exit(1)
    if packet.doubt is not None:
        click.echo(f"{file}：{visible(packet.doubt.headline)}")
        for line in packet.doubt.lines:
            click.echo(f"  {visible(line)}")
        sys.exit(1 if packet.doubt.judged else UNJUDGED)
    said = "归档包完好：《{title}》{version}　{number}　保管期限 {retention}"
    names = ("title", "version", "number", "retention")
    click.echo(visible(said.format(**{name: packet.facts[name] for name in names})))
    if packet.root is not None:
        click.echo(visible(f"  归档单位“{packet.root.name}”，记录指纹 {packet.root.fingerprint}（{packet.root.said}）"))
    click.echo("  与审批记录相符" if packet.by_record else "  这里没有审批记录，只核对了包本身")
    for missing in packet.facts["missing"]:
        click.echo(visible(f"  缺：{missing}"))

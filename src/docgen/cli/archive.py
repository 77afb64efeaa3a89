"""`docgen archive`: the packet of an issued version, and its check."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.cli.desk import FILE, acting, content_file, key_of, open_desk
from docgen.cli.report import print_problems, problems_stop, read_any
from docgen.errors import DocgenError
from docgen.foreign import visible


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
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    metavar="文件夹",
    help="写到这个文件夹（默认 archive）",
)
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
    from docgen.approval.after import archive as archiving

    with open_desk() as desk:
        key = key_of(desk, person, passphrase_file)
        path = content_file(file)
        event, packet = archiving.archive(
            desk, path, key, retention=retention or "", out=out, review_copy=not without_review_copy, version=version
        )
        said = "已归档：{file}（{n} 个文件，保管期限 {retention}）"
        click.echo(said.format(file=packet, n=event.payload["files"], retention=event.payload["retention"]))


def _verify(file: Path) -> None:
    from docgen.approval.after.packet import check_packet

    content = read_any(file)
    try:
        with open_desk() as desk:
            facts, problems = check_packet(content, str(file), desk.ledger())
        where = "与审批记录相符"
    except DocgenError as error:
        if not {problem.code for problem in error.problems} & {"C204", "A410"}:  # no workspace, no record here
            raise
        facts, problems = check_packet(content, str(file))
        where = "这里没有审批记录，只核对了包本身"
    if problems:
        print_problems(problems)
        sys.exit(1)
    said = "归档包完好：《{title}》{version}　{number}　保管期限 {retention}"
    click.echo(visible(said.format(**{name: facts[name] for name in ("title", "version", "number", "retention")})))
    click.echo(f"  {where}")
    for missing in facts["missing"]:
        click.echo("  " + visible(f"缺：{missing}"))

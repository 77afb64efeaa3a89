"""`docgen verify`, `docgen checkpoint`: what a file is, and whether the record is whole."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import docgen
from docgen.cli.acting import acting, key_of, open_approvals
from docgen.cli.report import as_json, find_workspace, find_workspace_if_any, print_problems, problems_stop
from docgen.errors import has_errors

if TYPE_CHECKING:
    from docgen import Answer


UNJUDGED = 3  # exit code: there is nothing that the reader believes to judge by


@click.command(
    help="查验：一个文件（PDF、Word 或内容文件）是哪一版、是否原件、是否有效、谁批的；--record 查验整个审批记录。"
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--record", is_flag=True, help="查验审批记录、检查点和全部签发件")
@click.option(
    "--checkpoint",
    "checkpoints",
    multiple=True,
    type=click.Path(path_type=Path),
    help="用导出的检查点文件查验，不需要工作目录；与 --record 同用时核对记录（可写几次）",
)
@click.option("--json", "json_", is_flag=True, help="以 JSON 输出")
@problems_stop
def verify(files: Sequence[Path], record: bool, checkpoints: Sequence[Path], json_: bool) -> None:
    """Examine files, or the whole record; exit 1 if any is not genuine or anything is wrong, 3 if any cannot be judged."""
    from docgen.api.verifying import visible

    if record == bool(files):
        raise click.UsageError("写一个或几个文件，或用 --record 查验整个记录")
    if record:
        _verify_record(checkpoints, json_=json_)
        return
    workspace = None if checkpoints else find_workspace_if_any()
    answers = [(file, docgen.verify(file, workspace=workspace, checkpoints=checkpoints)) for file in files]
    if json_:
        click.echo(json.dumps([_plain(file, answer) for file, answer in answers], ensure_ascii=False, indent=2))
    else:
        for file, answer in answers:
            click.echo(f"{file}：{visible(answer.headline)}")
            for line in answer.lines:
                click.echo(f"  {visible(line)}")
    if all(answer.genuine for _file, answer in answers):
        sys.exit(0)
    sys.exit(1 if any(answer.judged and not answer.genuine for _file, answer in answers) else UNJUDGED)


def _verify_record(checkpoints: Sequence[Path], *, json_: bool) -> None:
    from docgen.api.verifying import check_record, root_of

    with open_approvals() as approvals:
        problems, events = check_record(approvals, checkpoints)
        root = root_of(approvals)
        alone = {} if has_errors(problems) else approvals.people.registered_alone()
    if json_:
        click.echo(as_json(problems))
    else:
        print_problems(problems)
    if has_errors(problems):
        sys.exit(1)
    if root is None:
        if not json_:
            click.echo(
                f"无法判断：这份记录（{events} 条）自身前后一致，但没有认定过它是谁的；核对指纹后 docgen trust --fingerprint 指纹"
            )
        sys.exit(UNJUDGED)
    if not json_:
        click.echo(f"审批记录完好：{events} 条，签名、检查点和签发件都相符")
        for administrator, names in alone.items():
            click.echo(f"单人登记：{'、'.join(names)}的密钥由{administrator}一个人登记，是不是本人的，凭他的话")


def _plain(file: Path, answer: Answer) -> dict[str, Any]:
    return {"file": str(file), "verdict": answer.verdict, "genuine": answer.genuine, "in_force": answer.in_force, "as_of": answer.as_of, "headline": answer.headline,
            "lines": list(answer.lines), "identity": answer.identity.plain() if answer.identity else None}  # fmt: skip


@click.command(help="导出检查点：记录到此为止的长度和指纹，连同签发清单，签名后存成文件；交给别人就能离线查验。")
@acting
@click.option(
    "--out",
    "-o",
    "file",
    type=click.Path(path_type=Path),
    default=None,
    help="写到这个文件（默认 issued/checkpoint.json）",
)
@problems_stop
def checkpoint(person: str, passphrase_file: Path | None, file: Path | None) -> None:
    """Export a signed checkpoint with the catalogue of what was issued."""
    from docgen.api.verifying import export_checkpoint

    with open_approvals() as approvals:
        done = export_checkpoint(approvals, key_of(approvals, person, passphrase_file), file)
        click.echo(f"检查点：{done.file}（记录 {done.events} 条，签发 {done.versions} 版）")
        click.echo(f"签署的密钥：{done.signer}　{done.key_id}（收件人可凭此核对）")


@click.command(
    help="认定：记下某单位审批记录的指纹，查验时只信它。不写文件就认定当前工作目录的记录；给检查点文件就认定它的记录。"
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--fingerprint", default="", metavar="指纹", help="该单位另行告知的指纹（审批单上印的，或扫码所得）；不同就不认定"
)
@click.option("--list", "listing", is_flag=True, help="列出认定过的记录")
@click.option("--forget", default="", metavar="指纹", help="不再认定这一份")
@problems_stop
def trust(file: Path | None, fingerprint: str, listing: bool, forget: str) -> None:
    """Pin the record whose word counts."""
    from docgen.api import verifying

    if listing:
        for root in verifying.trusted():
            click.echo(f"{root.fingerprint}  {verifying.visible(root.name)}  {root.said}")
        return
    if forget:
        click.echo(f"不再认定：{verifying.visible(verifying.distrust(forget).name)}")
        return
    root = verifying.trust(file or find_workspace(), fingerprint)
    click.echo(f"已认定“{verifying.visible(root.name)}”的审批记录：{root.said}")
    click.echo(f"指纹 {root.fingerprint}")
    if root.how == "first-use":
        click.echo("请向该单位核对指纹（审批单上印着），再运行一次：docgen trust --fingerprint 指纹")

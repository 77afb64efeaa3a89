"""`docgen verify`, `docgen checkpoint`: what a file is, and whether the record is whole."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.desk import acting, key_of, open_desk
from docgen.cli.report import as_json, print_problems, problems_stop, read_any
from docgen.errors import DocgenError, has_errors
from docgen.foreign import visible

if TYPE_CHECKING:
    from docgen.approval.verify.answers import Answer


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
    """Examine files, or the whole record; exit 1 if any is not genuine, or anything is wrong."""
    if record == bool(files):
        raise click.UsageError("写一个或几个文件，或用 --record 查验整个记录")
    if record:
        _verify_record(checkpoints, json_=json_)
        return
    answers = _answers(files, checkpoints)
    if json_:
        click.echo(json.dumps([_plain(file, answer) for file, answer in answers], ensure_ascii=False, indent=2))
    else:
        for file, answer in answers:
            click.echo(f"{file}：{visible(answer.headline)}")
            for line in answer.lines:
                click.echo(f"  {visible(line)}")
    sys.exit(0 if all(answer.genuine for _file, answer in answers) else 1)


def _verify_record(checkpoints: Sequence[Path], *, json_: bool) -> None:
    from docgen.approval.verify.record_check import check_record

    with open_desk() as desk:
        problems = check_record(desk, checkpoints)
        rows = len(desk.record.rows())
    if json_:
        click.echo(as_json(problems))
    else:
        print_problems(problems)
    if has_errors(problems):
        sys.exit(1)
    if not json_:
        click.echo(f"审批记录完好：{rows} 条，签名、检查点和签发件都相符")


def _answers(files: Sequence[Path], checkpoints: Sequence[Path]) -> list[tuple[Path, Answer]]:
    from docgen.approval.after.catalogue import read_catalogue
    from docgen.approval.desk.desk import Desk
    from docgen.approval.ledger.events import utc_now
    from docgen.approval.rules.days import day_at
    from docgen.approval.verify import answers
    from docgen.cli.report import find_workspace

    if checkpoints:
        known = [read_catalogue(read_any(path), str(path)) for path in checkpoints]
        newest = max(known, key=lambda catalogue: catalogue.checkpoint.size if catalogue.checkpoint else 0)
        return [(file, answers.from_catalogue(read_any(file), newest, day_at(utc_now()))) for file in files]
    try:
        desk = Desk.open(find_workspace())
    except DocgenError as error:
        if {problem.code for problem in error.problems} & {"C204", "A410"}:  # nothing here to hold the files against
            return [(file, answers.from_file_alone(read_any(file))) for file in files]
        raise
    with desk:
        return [(file, answers.from_desk(desk, file, read_any(file))) for file in files]


def _plain(file: Path, answer: Answer) -> dict[str, Any]:
    return {"file": str(file), "verdict": answer.verdict, "genuine": answer.genuine, "in_force": answer.in_force, "headline": answer.headline,
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
    from docgen.approval.after.entries import catalogue
    from docgen.approval.after.exporting import export_checkpoint

    with open_desk() as desk:
        key = key_of(desk, person, passphrase_file)
        path = export_checkpoint(desk, key, file or desk.workspace.root / "issued" / "checkpoint.json")
        ledger = desk.ledger()
        click.echo(f"检查点：{path}（记录 {ledger.size} 条，签发 {len(catalogue(ledger).entries)} 版）")
        click.echo(f"签署的密钥：{desk.organisation().name_of(key.person)}　{key.key_id}（收件人可凭此核对）")

"""`docgen import`: papers made elsewhere to YAML drafts, with a report beside them."""

from __future__ import annotations

from pathlib import Path

import click

import docgen
from docgen.cli.report import find_workspace, find_workspace_if_any, here, print_problems, problems_stop


@click.command(name="import", help="导入已有的文书：docgen import 岗位职责.docx，分篇写成 YAML 草稿，附一份导入报告。")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", default="", help="都写成这个文种，例如 岗位说明书、通用文档（默认逐篇判断）")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="草稿放在哪里（默认 content/imported/文件名/）",
)
@click.option(
    "--changes",
    type=click.Choice(["refuse", "accept"]),
    default="refuse",
    help="Word 修订没有处理时：refuse 停下（默认），accept 当作全部接受",
)
@problems_stop
def import_(file: Path, kind: str, out: Path | None, changes: str) -> None:
    """Write drafts of FILE and a report; nothing is overwritten. Exit 1 if the file cannot be read or the drafts are there already."""
    workspace = find_workspace() if out is None else find_workspace_if_any()
    accept = changes == "accept"
    imported = docgen.import_paper(file, kind=kind, accept_changes=accept, workspace=workspace)
    print_problems(imported.problems)
    written = [workspace.relative(here(path)) if workspace else str(path) for path in imported.save(out)]
    for path, draft in zip(written, imported.drafts, strict=False):
        click.echo(f"{path}  {draft.kind_title}  S{draft.first}–{draft.last}")
    click.echo(written[-1])
    click.echo(
        f"分出 {len(imported.drafts)} 篇；没有把握 {imported.undecided} 处，原稿可疑 {imported.doubts} 处，见导入报告。",
        err=True,
    )

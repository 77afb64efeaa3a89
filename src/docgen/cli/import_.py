"""`docgen import`: papers made elsewhere to YAML drafts, with a report beside them."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.report import print_problems, problems_stop
from docgen.errors import DocgenError


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
    from docgen.content.workspace import find
    from docgen.importer.importing import MADE, import_file, write

    try:
        workspace = find(Path.cwd())
    except DocgenError:
        if out is None:
            raise
        workspace = None
    known = [name for name in MADE if workspace is None or (workspace.templates / name / "kind.yaml").is_file()]
    imported = import_file(file, kind=kind, changes="accept" if changes == "accept" else "refuse", known=known)
    print_problems(imported.problems)
    folder = out or (workspace.content / "imported" / file.stem if workspace else Path(file.stem))
    written = write(imported, folder)
    for path, draft in zip(written, imported.drafts, strict=False):
        click.echo(
            f"{workspace.relative(path) if workspace else path}  {draft.kind_title}  S{draft.first}–{draft.last}"
        )
    click.echo(str(workspace.relative(written[-1]) if workspace else written[-1]))
    open_, doubts = (sum(1 for _note in imported.paper.notes.of(kind)) for kind in ("undecided", "doubt"))
    click.echo(
        f"分出 {len(imported.drafts)} 篇；没有把握 {open_} 处，原稿可疑 {doubts} 处，见导入报告。",
        err=True,
    )

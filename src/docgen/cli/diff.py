"""`docgen diff`: what changed between two revisions; 修订对照表 and a Word file with tracked changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.report import find_workspace, print_problems, problems_stop
from docgen.errors import Location, Problem

if TYPE_CHECKING:
    from docgen.compare.changes import Changes

FORMATS = ("docx", "pdf", "redline")


def _formats(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.BadParameter("可选的格式：{all}".format(all=", ".join(FORMATS)))
    return names


@click.command(
    help=(
        "比较两个版本：docgen diff 文件 旧版 新版。版本可以是另一个 .yaml 或 .docx 文件、已签发的版本（V1.0）、Git 的提交（HEAD~1）。"
        "只写一个版本，与现在的文件比较；都不写，与上一个签发版（没有则与 Git 的 HEAD）比较。"
        "加 -o 写出修订对照表（Word、PDF）和带修订标记的 Word 文件。"
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("revisions", nargs=-1)
@click.option("-o", "--out", type=click.Path(path_type=Path), default=None, help="输出文件夹；不写则只在屏幕上列出")
@click.option(
    "--format",
    "formats",
    default="docx,pdf,redline",
    callback=_formats,
    help="docx、pdf（修订对照表）、redline（带修订标记的 Word 文件）",
)
@click.option("--author", default="docgen", help="修订标记的作者")
@problems_stop
def diff(file: Path, revisions: Sequence[str], out: Path | None, formats: tuple[str, ...], author: str) -> None:
    """Report what changed; exit 1 if a revision cannot be found or built (then nothing is written)."""
    from docgen.app.compare_revisions import compare_revisions, papers
    from docgen.files import write_together

    if len(revisions) > 2:
        raise click.BadParameter("最多写两个版本", param_hint="版本")
    workspace = find_workspace()
    if not file.is_file():
        raise click.BadParameter(f"没有这个文件或文件夹：{file}", param_hint="文件")
    made = compare_revisions(workspace, file, revisions, redlines=out is not None and "redline" in formats)
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    if out is not None:
        contents, problems = papers(workspace, file, made, formats, author=author, now=datetime.now(UTC))
    print_problems(problems)
    for line in _lines(made.changes):
        click.echo(line)
    if out is not None:
        for path in write_together([(out / name, content) for name, content in contents.items()], Location(str(out))):
            click.echo(str(path))


def _lines(changes: Changes) -> Iterator[str]:
    """The summary on the screen: one line a clause."""
    from docgen.compare.clauses import clauses, renumbered
    from docgen.compare.table import field_name, summary

    yield summary(changes)
    for change in changes.fields:
        yield f"  {field_name(change.name)}：{change.old or '（无）'} → {change.new or '（无）'}"
    for clause in clauses(changes):
        yield f"  {clause.name or '文首'}：{'；'.join(clause.notes)}"
    for item in renumbered(changes):
        yield f"  {item.old} → {item.new} {item.title}：仅编号变化"

"""`docgen diff`: what changed between two revisions; 修订对照表 and a Word file with tracked changes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.report import find_workspace, print_problems, problems_stop
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.messages import _

if TYPE_CHECKING:
    from docgen.document.nodes import Document
    from docgen.pipeline import Stamp
    from docgen.revision.changes import Changes
    from docgen.revision.sources import Source
    from docgen.source.workspace import Workspace

FORMATS = ("docx", "pdf", "redline")
_SHELL = "sheet"


@dataclass(frozen=True, slots=True)
class _Side:
    """One revision: its name, its tree, and its Word file where one is wanted."""

    name: str
    document: Document
    word: bytes
    shell: str


def _formats(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.BadParameter(_("可选的格式：{all}").format(all=", ".join(FORMATS)))
    return names


@click.command(
    help=_(
        "比较两个版本：docgen diff 文件 旧版 新版。版本可以是另一个 .yaml 或 .docx 文件、已签发的版本（V1.0）、Git 的提交（HEAD~1）。"
        "只写一个版本，与现在的文件比较；都不写，与上一个签发版（没有则与 Git 的 HEAD）比较。"
        "加 -o 写出修订对照表（Word、PDF）和带修订标记的 Word 文件。"
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("revisions", nargs=-1)
@click.option("-o", "--out", type=click.Path(path_type=Path), default=None, help=_("输出文件夹；不写则只在屏幕上列出"))
@click.option("--format", "formats", default="docx,pdf,redline", callback=_formats, help=_("docx、pdf（修订对照表）、redline（带修订标记的 Word 文件）"))
@click.option("--author", default="docgen", help=_("修订标记的作者"))
@problems_stop
def diff(file: Path, revisions: Sequence[str], out: Path | None, formats: tuple[str, ...], author: str) -> None:
    """Report what changed; exit 1 if a revision cannot be built."""
    from docgen.approval.comparing import stamp_beside
    from docgen.pipeline import NONE
    from docgen.revision import sources
    from docgen.revision.compare import compare

    if len(revisions) > 2:
        raise click.BadParameter(_("最多写两个版本"), param_hint="REVISIONS")
    workspace = find_workspace()
    if not file.is_file():
        raise click.BadParameter(_("没有这个文件或文件夹：{names}").format(names=file), param_hint="FILE")
    words = list(revisions) or [sources.latest(workspace.root, file)]
    with sources.find(workspace.root, file, words) as found:
        if len(found) == 1:
            found.append(sources.Source(_("现稿"), content=file.resolve(), root=workspace.root))
        # Of a version that is a Word file only, both are read as Word files: like is compared with like.
        read = any(source.word is not None and source.tree is None for source in found)
        wants_words = read or (out is not None and "redline" in formats)
        # A draft is printed as the issued version is: its number, date and sheet are no change that anyone made.
        issued = next((stamp_beside(source.tree.parent) for source in found if source.tree is not None), NONE)
        sides = [_side(source, words=wants_words, read=read, stamp=issued) for source in found]
    changes = compare(sides[0].document, sides[1].document)
    for line in _lines(changes):
        click.echo(line)
    if out is not None:
        for path in _write(workspace, file, sides, changes, out, formats, author):
            click.echo(str(path))


def _side(source: Source, *, words: bool, read: bool, stamp: Stamp) -> _Side:
    """A revision built (with `stamp`), or read from its Word file (`read`: in any case)."""
    from docgen import pipeline
    from docgen.approval.comparing import without_pages
    from docgen.revision.reading import read_document
    from docgen.revision.stored import thaw
    from docgen.source.workspace import Workspace

    document, shell = None, ""
    if source.content is not None and source.root is not None:
        result = pipeline.build(Workspace(source.root), source.content, ("docx",) if words else (), stamp=stamp)
        if has_errors(result.problems) or result.document is None or result.kind is None:
            raise DocgenError(result.problems or [_no_body(source)])
        document, shell = without_pages(result.document, stamp), result.kind.shell
        content, place = result.outputs.get("docx", b""), Location(str(source.content))
    else:
        assert source.word is not None
        content, place = source.word.read_bytes(), Location(str(source.word))
        if source.tree is not None:
            document = thaw(source.tree.read_bytes(), Location(str(source.tree)))
    if read or document is None:
        document = read_document(content, place)
    return _Side(source.name, document, content, shell)


def _no_body(source: Source) -> Problem:
    fact = _("这个文种只有表单，没有可比较的正文")
    return Problem(Location(str(source.content)), "V104", fact, _("在 Word 里用“比较”功能比较两个表单"))


def _lines(changes: Changes) -> Iterator[str]:
    """The summary on the screen: one line a clause."""
    from docgen.revision.clauses import clauses, renumbered
    from docgen.revision.table import field_name, summary

    yield summary(changes)
    for change in changes.fields:
        yield f"  {field_name(change.name)}：{change.old or _('（无）')} → {change.new or _('（无）')}"
    for clause in clauses(changes):
        yield f"  {clause.name or _('文首')}：{'；'.join(clause.notes)}"
    for item in renumbered(changes):
        yield _("  {old} → {new} {title}：仅编号变化").format(old=item.old, new=item.new, title=item.title)


def _write(
    workspace: Workspace, file: Path, sides: Sequence[_Side], changes: Changes, out: Path, formats: Sequence[str], author: str
) -> list[Path]:
    from docgen.files import write_together

    made: list[tuple[Path, bytes]] = []
    if printed := [name for name in formats if name != "redline"]:
        made += _table(workspace, file, sides, changes, out, printed)
    if "redline" in formats:
        from docgen.revision.redline import redline

        old, new = sides
        content = redline(old.word, new.word, author=author, date=_moment(), old_name=old.name, new_name=new.name)
        made.append((out / _("{name}-修订标记.docx").format(name=file.stem), content))
    return write_together(made, Location(str(out)))


def _table(
    workspace: Workspace, file: Path, sides: Sequence[_Side], changes: Changes, out: Path, formats: Sequence[str]
) -> list[tuple[Path, bytes]]:
    from docgen import pipeline
    from docgen.revision.table import table_document

    name = _("{name}-修订对照表").format(name=file.stem)
    document = table_document(changes, old_name=sides[0].name, new_name=sides[1].name)
    known = (workspace.templates / "shells" / _SHELL / "shell.docx").is_file()
    shell = _SHELL if known else sides[1].shell or sides[0].shell
    result = pipeline.typeset(workspace, document, formats, shell=shell, name=Path(name))
    print_problems(result.problems)
    if has_errors(result.problems):
        sys.exit(1)
    return [(out / f"{name}.{form}", result.outputs[form]) for form in formats]


def _moment() -> str:
    """When the changes were marked: now, or SOURCE_DATE_EPOCH for files that are to be equal byte for byte."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

"""`docgen build`: documents to files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.report import documents, find_workspace, print_problems, problems_stop
from docgen.errors import DocgenError, Problem, has_errors
from docgen.messages import _

if TYPE_CHECKING:
    from docgen.source.workspace import Workspace

FORMATS = ("docx", "pdf", "html")


def _standards(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    if set(names) - {"a-3u", "ua-1"}:
        raise click.BadParameter(_("可选的标准：a-3u、ua-1"))
    return names


def _formats(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.BadParameter(_("可选的格式：{all}").format(all=", ".join(FORMATS)))
    return names


@click.command(help=_("生成文档：content/ 下的全部，或指定的文件、文件夹。"))
@click.argument("paths", nargs=-1)
@click.option("--format", "formats", default="docx,pdf", callback=_formats, help=_("docx,pdf,html 中的一种或几种"))
@click.option("--out", type=click.Path(path_type=Path), default=None, help=_("输出文件夹（默认 output/）"))
@click.option(
    "--for",
    "purpose",
    type=click.Choice(["review", "issue"]),
    default="issue",
    show_default=True,
    help=_("review：供审阅，各字段带内容控件；issue：对外发出，不含任何标记"),
)
@click.option(
    "--pdf-standard",
    "standards",
    default="",
    callback=_standards,
    help=_("PDF 遵循的标准：a-3u（PDF/A-3u，归档）、ua-1（PDF/UA-1，无障碍），可用逗号并列"),
)
@click.option("--shell", default="", help=_("不用文种自己的 Word 模板，而用 templates/shells/ 下的这一个"))
@problems_stop
def build(
    paths: Sequence[str], formats: tuple[str, ...], out: Path | None, purpose: str, standards: tuple[str, ...], shell: str
) -> None:
    """Build documents; exit 1 if any has problems (that one is not written, the others are)."""
    workspace = find_workspace()
    files = documents(workspace, paths)
    if not files:
        click.echo(_("没有可生成的文档"), err=True)
        return
    if shell:
        _check_shell(workspace, shell)
    failed = False
    with _progress(files) as steps:
        for path in steps:
            problems = _build_one(workspace, path, formats, out or workspace.output, purpose == "review", standards, shell)
            print_problems(problems)
            failed |= has_errors(problems)
    sys.exit(1 if failed else 0)


def _check_shell(workspace: Workspace, name: str) -> None:
    """Wrong usage if templates/shells/ has no such shell."""
    names = sorted(file.parent.name for file in workspace.templates.glob("shells/*/shell.docx"))
    if name not in names:
        raise click.BadParameter(_("没有这个 Word 模板；可用：{names}").format(names="、".join(names)), param_hint="--shell")


def _build_one(
    workspace: Workspace, path: Path, formats: tuple[str, ...], out: Path, review: bool, standards: tuple[str, ...], shell: str
) -> Sequence[Problem]:
    from docgen import pipeline

    try:
        result = pipeline.build(workspace, path, formats, review=review, standards=standards, shell=shell)
        if not has_errors(result.problems):
            written = pipeline.write(workspace, result, out)
            if not sys.stderr.isatty():
                click.echo("  ".join(str(file) for file in written))
        return result.problems
    except DocgenError as error:
        return error.problems


@contextmanager
def _progress(files: Sequence[Path]) -> Iterator[Iterator[Path]]:
    """A bar on a terminal, nothing elsewhere (there each file gets its own line)."""
    if not sys.stderr.isatty():
        yield iter(files)
        return
    with click.progressbar(
        files,
        label=_("生成"),
        file=sys.stderr,
        item_show_func=lambda path: path.stem if path else "",
    ) as bar:
        yield iter(bar)

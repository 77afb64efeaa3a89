"""`docgen watch`: documents built again whenever their files change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.options import formats_option, purpose_option, standards_option
from docgen.cli.report import find_workspace, here, papers, print_problems, problems_stop
from docgen.errors import has_errors

if TYPE_CHECKING:
    from docgen import Workspace
    from docgen.api.workspace import Watch, WatchedBuild

_QUIET = 1.5  # seconds without a change after which there is time to tidy up


@click.command(help="边写边看：内容、模板、资料库或图片一保存，就重新生成用到它的文档。按 Ctrl-C 结束。")
@click.argument("paths", nargs=-1)
@formats_option("docx", "pdf", "html", help="docx,pdf,html 中的一种或几种")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="输出文件夹（默认 output/）")
@purpose_option("同 docgen build")
@standards_option("同 docgen build")
@click.option("--poll", is_flag=True, help="定时查看文件，不等系统通知（网络盘上自动如此）")
@problems_stop
def watch(
    paths: Sequence[str],
    formats: tuple[str, ...],
    out: Path | None,
    purpose: str,
    standards: tuple[str, ...],
    poll: bool,
) -> None:
    """Build the documents, then build again what changes concern, until Ctrl-C (exit code 0)."""
    workspace = find_workspace()
    papers(workspace, paths)  # a path that is none is refused at once
    watching = workspace.watch(
        [here(path) for path in paths], formats, out, review=purpose == "review", standards=standards
    )
    _follow(workspace, watching, poll)


def _follow(workspace: Workspace, watching: Watch, poll: bool) -> None:
    """Build all, then what changes concern, until Ctrl-C."""
    try:
        with watching.changes(polling=poll) as changes:
            for path in watching.documents():
                _report(workspace, watching.build(path))
            click.echo("正在等待修改；按 Ctrl-C 结束", err=True)
            untidy = True
            while True:
                changed = changes.wait(_QUIET)
                for path in watching.affected(changed) if changed else []:
                    _report(workspace, watching.build(path))
                    untidy = True
                if not changed and untidy:
                    watching.tidy()
                    untidy = False
    except KeyboardInterrupt:
        click.echo("已停止", err=True)


def _report(workspace: Workspace, built: WatchedBuild) -> None:
    """Problems as `docgen build` prints them, then one line: what was written, how many pages, how long it took."""
    print_problems(built.problems)
    name = workspace.relative(built.path)
    if has_errors(built.problems):
        click.echo(f"{name}：有问题，保留上次生成的文件", err=True)
        return
    files = "  ".join(str(file) for file in built.files)
    if built.pages:
        click.echo(f"{files}（{built.pages} 页，{built.seconds:.1f} 秒）")
    else:
        click.echo(f"{files}（{built.seconds:.1f} 秒）")

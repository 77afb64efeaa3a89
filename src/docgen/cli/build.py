"""`docgen build`: documents to files."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.options import formats_option, purpose_option, standards_option
from docgen.cli.report import find_workspace, papers, print_problems, problems_stop
from docgen.errors import has_errors

if TYPE_CHECKING:
    from docgen.api.workspace import Batch, Finished


def _address(context: click.Context, parameter: click.Parameter, value: str) -> str:
    if value and not re.fullmatch(r"(tcp|tls)://\S+:\d+", value):
        raise click.BadParameter("调度器的地址写成 tcp://主机:端口")
    return value


@click.command(help="生成文档：content/ 下的全部，或指定的文件、文件夹。")
@click.argument("paths", nargs=-1)
@formats_option("docx", "pdf", "html", help="docx,pdf,html 中的一种或几种")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="输出文件夹（默认 output/）")
@purpose_option("review：供审阅和送审，各字段带内容控件，每页印状态水印和校验码；issue：不含内容控件")
@standards_option("PDF 遵循的标准：a-3u（PDF/A-3u，归档）、ua-1（PDF/UA-1，无障碍），可用逗号并列")
@click.option("--template", default="", help="不用文种自己的 Word 模板，而用 templates/word/ 下的这一个")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=None,
    help="用几个进程：同时生成几份，或一份长文档的几章（默认：处理器核数；1：不另开进程）",
)
@click.option(
    "--cluster",
    default="",
    callback=_address,
    metavar="tcp://HOST:PORT",
    help="交给 Dask 集群生成（要装 docgen[cluster]）",
)
@click.option("--resume", is_flag=True, help="接着上次做：已写出而没有变化的文档不再生成")
@problems_stop
def build(
    paths: Sequence[str],
    formats: tuple[str, ...],
    out: Path | None,
    purpose: str,
    standards: tuple[str, ...],
    jobs: int | None,
    cluster: str,
    resume: bool,
    template: str,
) -> None:
    """Build documents; exit 1 if any has problems (that one is not written, the others are), 130 after Ctrl-C."""
    workspace = find_workspace()
    chosen = papers(workspace, paths)
    if not chosen:
        click.echo("没有可生成的文档", err=True)
        return
    if template and template not in (names := workspace.word_templates()):
        raise click.BadParameter(
            "没有这个 Word 模板；可用：{names}".format(names="、".join(names)), param_hint="--template"
        )
    batch = workspace.batch(
        chosen,
        formats,
        out,
        jobs=jobs,
        cluster=cluster,
        resume=resume,
        review=purpose == "review",
        standards=standards,
        template=template,
    )
    sys.exit(_run(batch))


def _run(batch: Batch) -> int:
    """Build all, print what there is to say, document by document in their order; the exit code."""
    report = _Report(len(batch.paths))
    try:
        with _progress(batch) as step:

            def tell(finished: Finished) -> None:
                report.add(finished)
                step(finished)

            batch.tell(tell)
    except KeyboardInterrupt:
        report.stopped()
        return 130
    report.end()
    return 1 if report.failed else 0


class _Report:
    """Counts and prints; on a terminal the bar stands for the files' names, until the batch is broken off."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._quiet = sys.stderr.isatty()
        self._unprinted: list[Finished] = []
        self._count = 0
        self._kept = 0
        self.failed = False

    def add(self, finished: Finished) -> None:
        print_problems(finished.problems)
        self.failed |= has_errors(finished.problems)
        self._count += bool(finished.files)
        self._kept += finished.kept
        if self._quiet:
            self._unprinted.append(finished)
        elif not finished.kept:
            self._print(finished)

    def end(self) -> None:
        if self._kept:
            click.echo(f"{self._kept} 份没有变化，未重新生成", err=True)

    def stopped(self) -> None:
        for finished in self._unprinted:
            self._print(finished)
        text = "已停止：{total} 份中完成 {count} 份；docgen build --resume 接着做"
        click.echo(text.format(total=self._total, count=self._count), err=True)

    def _print(self, finished: Finished) -> None:
        if finished.files:
            click.echo("  ".join(str(file) for file in finished.files))


@contextmanager
def _progress(batch: Batch) -> Iterator[Callable[[Finished], None]]:
    """A bar on a terminal, nothing elsewhere (there each file gets its own line); what is yielded moves it on by a document."""
    if not sys.stderr.isatty():
        yield lambda _finished: None
        return
    with click.progressbar(  # type: ignore[var-annotated]  # of no items of its own
        length=len(batch.paths),
        label="生成",
        file=sys.stderr,
        item_show_func=lambda finished: finished.path.stem if finished else "",
    ) as bar:
        yield lambda finished: bar.update(1, finished)

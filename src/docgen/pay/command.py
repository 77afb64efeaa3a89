"""`docgen pay`: a team's scores priced by a pay policy."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.options import formats_option
from docgen.cli.report import find_workspace, print_problems, problems_stop
from docgen.pay import messages

if TYPE_CHECKING:
    from docgen.content.workspace import Workspace


def _month(context: click.Context, parameter: click.Parameter, value: str) -> str:
    if value and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        raise click.BadParameter("月份写成 2026-04")
    return value


_TABLE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(
    help=(
        "薪酬试算：按薪酬制度（或薪酬试算汇总）文件和得分表，写出每人的评分表与试算单、汇总表和 Excel 表。\n\n"
        "得分表是 .csv 或 .xlsx：第一行写列名（姓名、工号、单位和制度里的各项指标，也可以有业务种类、突出贡献奖），下面每人一行。"
        "结果都是税前试算，不作为发放依据。"
    )
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--scores", type=_TABLE, default=None, help="得分表（.csv 或 .xlsx）；试算汇总文件里已经写了的可以不给")
@click.option("--deals", type=_TABLE, default=None, help="揽收表：姓名、业务种类、收入，每笔一行")
@click.option("--people", "roster", type=_TABLE, default=None, help="名单：应当有得分的人，用来发现漏评")
@click.option("--month", default="", callback=_month, help="月份，写成 2026-04")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="输出文件夹（默认 output/pay/得分表名）",
)
@formats_option("docx", "pdf", help="docx,pdf 中的一种或两种")
@click.option(
    "--blank",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="只写一张空的得分表（.xlsx），列名和取值范围按制度",
)
@click.option("--jobs", type=click.IntRange(1), default=None, help="同时生成几份（默认：处理器核数；1：不另开进程）")
@problems_stop
def pay(
    file: Path,
    scores: Path | None,
    deals: Path | None,
    roster: Path | None,
    month: str,
    out: Path | None,
    formats: tuple[str, ...],
    blank: Path | None,
    jobs: int | None,
) -> None:
    """Write a summary, a workbook and a sheet for each person; exit 1 if anything is wrong (then nothing is written)."""
    from docgen.pay.run import build_team, write_team
    from docgen.pay.team import Given, read_team

    workspace = find_workspace()
    path = workspace.papers([Path.cwd() / file])[0].path
    if blank is not None:
        _write_blank(workspace.folder, path, blank, roster)
        return
    team = read_team(workspace.folder, path, Given(scores, deals, roster, month))
    print_problems(team.warnings)
    folder = out or workspace.output / "pay" / (scores or path).stem
    count = len(formats) * (len(team.statements) + 1) + 1
    files = write_team(_with_bar(build_team(workspace.folder, team, formats, folder, jobs), count), folder)
    total = sum((statement.sum for statement in team.statements), start=team.statements[0].sum * 0)
    text = "{folder}：{people} 人，{files} 个文件；应发合计 {total:,.2f} 元（试算，税前）"
    click.echo(text.format(folder=folder, people=len(team.statements), files=len(files), total=total))


def _with_bar(contents: Iterator[tuple[Path, bytes]], count: int) -> list[tuple[Path, bytes]]:
    """All files in memory, with a bar on a terminal: a large team takes a while."""
    if not sys.stderr.isatty():
        return list(contents)
    with click.progressbar(contents, length=count, label="试算", file=sys.stderr) as bar:
        return list(bar)


def _write_blank(workspace: Workspace, path: Path, target: Path, roster: Path | None) -> None:
    """An empty table of scores; one that is there is never written over: somebody may have filled it in."""
    from docgen.errors import DocgenError, Location
    from docgen.pay.blank import write_blank
    from docgen.pay.run import write_team
    from docgen.pay.team import read_blank

    if target.suffix.lower() != ".xlsx":
        raise click.BadParameter("文件名以 .xlsx 结尾", param_hint="--blank")
    if target.exists():
        raise DocgenError(messages.FILE_EXISTS.at(Location(str(target))))
    write_team([(target, write_blank(*read_blank(workspace, path, roster)))], target)
    click.echo(f"{target}：填好以后用 --scores {target} 试算")

"""`docgen form`: a form template filled with data, without a kind or a workspace."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import docgen
from docgen.cli import messages
from docgen.cli.report import print_problems, problems_stop
from docgen.errors import DocgenError, Location


@click.command(help="填表单：docgen form 通知书.docx 数据.yaml；数据是列表时加 --each，每份一个文件。")
@click.argument("template", type=click.Path(path_type=Path))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), default=None, help="输出文件；用 --each 时是文件夹")
@click.option("--each", is_flag=True, help="数据是列表：每份生成一个文件")
@click.option("--name", default="", help='--each 的文件名，例如 "{{ 工号 }}-{{ 姓名 }}"（默认 0001、0002……）')
@problems_stop
def form(template: Path, data: Path, out: Path | None, each: bool, name: str) -> None:
    """Render DATA through TEMPLATE; exit 1 if anything is wrong (then that file is not written)."""
    for path in (template, data):
        if not path.is_file():
            raise DocgenError(messages.NO_FORM_FILE.at(Location(str(path))))
    target = out or data.with_suffix("" if each else ".docx")
    if target.resolve() == template.resolve():
        raise DocgenError(messages.OVER_TEMPLATE.at(Location(str(target))))
    with docgen.open_form(template) as compiled:
        records = docgen.read_records(data)
        print_problems(compiled.check(records))
        if not each:
            print_problems(compiled.write_one(records, target, data.parent))
            click.echo(str(target))
            return
        failed = 0
        for rendered in compiled.write_each(records, target, data.parent, name):
            print_problems(rendered.problems)
            failed += rendered.file is None
    done = len(records.records) - failed
    click.echo(f"{target}：生成 {done} 份，失败 {failed} 份")
    sys.exit(1 if failed else 0)

"""`docgen evidence`: papers of the democratic procedure, attached to a revision with their hash."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.acting import FILE, REASON, acting, key_of, open_approvals, say
from docgen.cli.report import here, problems_stop

_COUNT = click.IntRange(0)


@click.command(help="民主程序的材料（征求意见、职代会、协商、公示）：写类别和文件就附上；不写就列出已附的和还缺的。")
@FILE
@click.argument("category", required=False, default="", metavar="类别")
@click.argument("material", required=False, type=click.Path(path_type=Path), metavar="材料文件")
@acting
@click.option("--on", "held", default="", metavar="日期", help="哪一天办的，如 2026-03-12")
@click.option("--from", "start", default="", metavar="日期", help="征求意见、公示从哪天起")
@click.option("--to", "until", default="", metavar="日期", help="征求意见、公示到哪天止")
@click.option("--with", "party", default="", metavar="对方", help="与谁协商，如 公司工会")
@click.option("--entitled", type=_COUNT, default=None, help="职代会应到人数")
@click.option("--attended", type=_COUNT, default=None, help="职代会实到人数")
@click.option("--yes", "yes", type=_COUNT, default=None, help="同意票")
@click.option("--no", "no", type=_COUNT, default=None, help="反对票")
@click.option("--abstained", type=_COUNT, default=None, help="弃权票")
@click.option("--code", default="", metavar="校验码", help="材料上印的校验码；对不上则拒绝")
@click.option("--note", default="", help="说明")
@click.option(
    "--void", "voided", type=click.IntRange(1), default=None, metavar="条号", help="作废附错的一条，须写 --reason"
)
@REASON
@problems_stop
def evidence(
    file: Path,
    category: str,
    material: Path | None,
    person: str,
    passphrase_file: Path | None,
    held: str,
    start: str,
    until: str,
    party: str,
    code: str,
    note: str,
    voided: int | None,
    reason: str,
    **votes: int | None,
) -> None:
    """Attach, void or list evidence."""
    path = here(file)
    with open_approvals() as approvals:
        issued = approvals.issued
        if voided is not None:
            say(issued.void_evidence(path, key_of(approvals, person, passphrase_file), voided, reason))
        elif category:
            if material is None or not (held or start):
                raise click.UsageError("写上材料文件和日期：--on 日期，或 --from 日期 --to 日期")
            figures = {name: count for name, count in votes.items() if count is not None}
            key = key_of(approvals, person, passphrase_file)
            done = issued.attach_evidence(
                path,
                key,
                category,
                material,
                start or held,
                until=until,
                party=party,
                note=note,
                code=code,
                figures=figures,
            )
            say(done)
        for line in issued.evidence(path):
            click.echo(line)

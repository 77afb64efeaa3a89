"""`docgen abolish`, `docgen supersede`: a document ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from docgen.cli.desk import FILE, REASON, acting, content_file, key_of, open_desk, say
from docgen.cli.report import problems_stop

F = TypeVar("F", bound=Callable[..., Any])


def _paper(command: F) -> F:
    """The options for a decision on paper that the office enters."""
    recorded = click.option(
        "--recorded-for", "recorded", default="", metavar="人员", help="登记纸面决定：这是谁的决定（由办公室办理）"
    )
    evidence = click.option(
        "--evidence",
        "material",
        type=click.Path(path_type=Path),
        default=None,
        help="纸面决定的扫描件，与 --recorded-for 同用",
    )
    return recorded(evidence(command))


@click.command(help="废止：从某日起失效；由签发这类文件的人办理。正在修订的一稿随之终止。")
@FILE
@acting
@_paper
@REASON
@click.option("--effective", default="", metavar="日期", help="从哪一天起失效（默认今天）")
@problems_stop
def abolish(
    file: Path,
    person: str,
    passphrase_file: Path | None,
    recorded: str,
    material: Path | None,
    reason: str,
    effective: str,
) -> None:
    """Abolish FILE's document."""
    from docgen.approval.after import ending

    with open_desk() as desk:
        key = key_of(desk, person, passphrase_file)
        whose = desk.person(recorded) if recorded else ""
        say(
            ending.abolish(desk, content_file(file), key, reason, effective=effective, person=whose, material=material),
            desk,
        )
        _copies_out(desk, content_file(file))


@click.command(help="代替：这份文件从新文件施行之日起失效。同一份文件的新版本不用办，发布即代替旧版。")
@FILE
@click.option("--by", required=True, type=click.Path(path_type=Path), metavar="新文件", help="代替它的文件（已发布）")
@acting
@_paper
@REASON
@problems_stop
def supersede(
    file: Path, by: Path, person: str, passphrase_file: Path | None, recorded: str, material: Path | None, reason: str
) -> None:
    """Put another document in FILE's place."""
    from docgen.approval.after import ending

    with open_desk() as desk:
        key = key_of(desk, person, passphrase_file)
        whose = desk.person(recorded) if recorded else ""
        say(
            ending.supersede(desk, content_file(file), key, content_file(by), reason, person=whose, material=material),
            desk,
        )
        _copies_out(desk, content_file(file))


def _copies_out(desk: Any, path: Path) -> None:
    """What is still to be fetched back."""
    from docgen.approval.after.distribution import copies_out

    out = copies_out(desk, path)
    if out:
        click.echo(f"还有 {len(out)} 份受控副本在外，应收回：docgen distribute {desk.workspace.relative(path)}")

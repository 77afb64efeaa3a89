"""`docgen abolish`, `docgen supersede`: a document ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from docgen.cli.acting import FILE, REASON, acting, key_of, open_approvals, say
from docgen.cli.report import here, problems_stop

if TYPE_CHECKING:
    from docgen import Approvals

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
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        done = approvals.issued.abolish(
            here(file), key, reason, effective=effective, recorded_for=recorded, evidence=material
        )
        say(done)
        _copies_out(approvals, file)


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
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        done = approvals.issued.supersede(here(file), key, here(by), reason, recorded_for=recorded, evidence=material)
        say(done)
        _copies_out(approvals, file)


def _copies_out(approvals: Approvals, file: Path) -> None:
    """What is still to be fetched back."""
    if out := approvals.issued.copies_out(here(file)):
        click.echo(f"还有 {out} 份受控副本在外，应收回：docgen distribute {approvals.workspace.relative(here(file))}")

"""`docgen approve` and `docgen return`: signed with one's own key, or entered from paper by a registrar."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from docgen.cli.asking import ask_yes
from docgen.cli.desk import FILE, STEP, acting, content_file, key_of, open_desk, say
from docgen.cli.report import problems_stop
from docgen.errors import DocgenError, Location, Problem

if TYPE_CHECKING:
    from docgen.approval.desk.desk import Desk
    from docgen.approval.desk.subject import Subject
    from docgen.approval.rules.acting import Evidence

F = TypeVar("F", bound=Callable[..., Any])


def _paper(command: F) -> F:
    """The options for an approval given on paper or in another system."""
    for option in (
        click.option("--code", default="", metavar="校验码", help="所看文稿上印的校验码；写了就不再询问，对不上则拒绝"),
        click.option(
            "--evidence",
            type=click.Path(path_type=Path),
            default=None,
            help="签批件的扫描件或导出件，与 --recorded-for 同用",
        ),
        click.option(
            "--recorded-for",
            "recorded",
            default="",
            metavar="人员",
            help="登记纸面签批：这是谁的意见（由有“登记”角色的人办理）",
        ),
        click.option("--for", "behalf", default="", metavar="人员", help="代谁办理（须有 docgen delegate 的委托）"),
    ):
        command = option(command)
    return command


@click.command(help="同意：以自己的密钥签署，签的是送审的这一稿；或由登记人登记纸面签批。")
@FILE
@acting
@_paper
@STEP
@click.option("--note", default="", help="意见")
@click.option("--yes", is_flag=True, help="不询问")
@problems_stop
def approve(
    file: Path,
    person: str,
    passphrase_file: Path | None,
    behalf: str,
    recorded: str,
    evidence: Path | None,
    code: str,
    step: str,
    note: str,
    yes: bool,
) -> None:
    """Approve FILE as it stands under review."""
    from docgen.approval.desk import operations

    with open_desk() as desk:
        path = content_file(file)
        seen = operations.seen(desk, path)
        _confirm(seen, code, yes or bool(recorded))
        key = key_of(desk, person, passphrase_file)
        event = operations.approve(
            desk,
            path,
            key,
            seen,
            behalf=desk.person(behalf) if behalf else "",
            step=step,
            note=note,
            person=desk.person(recorded) if recorded else "",
            evidence=_evidence(desk, recorded, evidence, code),
        )
        say(event, desk)


@click.command("return", help="退回：写明理由，退给起草人或前面的步骤；不是一票否决的步骤只计一票不同意。")
@FILE
@acting
@_paper
@STEP
@click.option("--reason", required=True, help="理由（必写）")
@click.option("--to", default="", metavar="步骤", help="退到哪一步；drafter 是起草人（默认按路线）")
@click.option(
    "--resume",
    type=click.Choice(["again", "here"]),
    default=None,
    help="again：之后各步重新办理；here：改好后直接回到这一步（默认按路线）",
)
@problems_stop
def return_(
    file: Path,
    person: str,
    passphrase_file: Path | None,
    behalf: str,
    recorded: str,
    evidence: Path | None,
    code: str,
    step: str,
    reason: str,
    to: str,
    resume: str | None,
) -> None:
    """Send FILE back."""
    from docgen.approval.desk import operations

    with open_desk() as desk:
        key = key_of(desk, person, passphrase_file)
        event = operations.send_back(
            desk,
            content_file(file),
            key,
            reason,
            to=to,
            resume=resume or "",
            behalf=desk.person(behalf) if behalf else "",
            step=step,
            person=desk.person(recorded) if recorded else "",
            evidence=_evidence(desk, recorded, evidence, code),
        )
        say(event, desk)


def _confirm(seen: Subject, code: str, sure: bool) -> None:
    """The user says what they have before them: the code on the copy they read, or yes to what is shown."""
    if code:
        if code.replace("-", "").strip().upper() != seen.code.replace("-", ""):
            fact = f"您看的文稿校验码是 {code}，现在的内容是 {seen.code}"
            raise DocgenError(Problem(Location(seen.path), "A206", fact, "重新打印或打开送审稿，看过再办理"))
        return
    if sure:
        return
    if not sys.stdin.isatty():
        hint = "写上 --code 校验码（印在送审 PDF 上），或 --yes"
        raise DocgenError(Problem(Location(seen.path), "A206", "没有确认看过的是哪一稿", hint))
    ask_yes(f"同意《{seen.title}》（校验码 {seen.code}）？")


def _evidence(desk: Desk, recorded: str, file: Path | None, code: str) -> Evidence | None:
    if not recorded and file is None:
        return None
    from docgen.approval.desk import operations

    if not recorded or file is None or not code:
        hint = "三项都要写：--recorded-for 人员 --evidence 扫描件 --code 纸面上的校验码"
        raise DocgenError(Problem(Location(""), "A216", "登记纸面签批的内容不全", hint))
    return operations.evidence(desk, file, code)

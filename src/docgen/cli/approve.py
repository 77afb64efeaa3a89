"""`docgen approve` and `docgen return`: signed with one's own key, or entered from paper by a registrar."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from docgen.cli import messages
from docgen.cli.acting import FILE, STEP, acting, key_of, open_approvals, say
from docgen.cli.asking import ask_yes
from docgen.cli.report import here, problems_stop
from docgen.errors import DocgenError, Location

if TYPE_CHECKING:
    from docgen.api.approvals import Seen

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
    with open_approvals() as approvals:
        seen = approvals.seen(here(file))
        _confirm(file, seen, code, yes or bool(recorded))
        key = key_of(approvals, person, passphrase_file)
        say(
            approvals.approve(
                here(file),
                key,
                seen,
                behalf=behalf,
                step=step,
                note=note,
                recorded_for=recorded,
                evidence=evidence,
                code=code,
            )
        )


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
    with open_approvals() as approvals:
        key = key_of(approvals, person, passphrase_file)
        say(
            approvals.send_back(
                here(file),
                key,
                reason,
                to=to,
                resume=resume or "",
                behalf=behalf,
                step=step,
                recorded_for=recorded,
                evidence=evidence,
                code=code,
            )
        )


def _confirm(file: Path, seen: Seen, code: str, sure: bool) -> None:
    """The user says what they have before them: the code on the copy they read, or yes to what is shown."""
    if code:
        seen.check(code)
        return
    if sure:
        return
    if not sys.stdin.isatty():
        raise DocgenError(messages.NOT_SAID.at(Location(str(file))))
    ask_yes(f"同意《{seen.title}》（校验码 {seen.code}）？")

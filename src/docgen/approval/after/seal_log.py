"""用印登记: the company's seal goes only on what was issued after its review, and every use of it is in the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.approval.after.messages import SEAL_UNSAID, SEAL_WITHOUT_REVIEW
from docgen.approval.after.papers import as_csv, grid, paper, text, typeset
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.operations import known
from docgen.approval.issue.issued_check import check_files
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.digests import short_code
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.acting import check_here
from docgen.approval.rules.days import day_of
from docgen.approval.rules.decisions import approvals_of
from docgen.approval.rules.issued_versions import holding_version
from docgen.approval.rules.messages import OWN_SEAL_REQUEST
from docgen.approval.rules.organisation import Organisation, confirmed
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.rights import check_right
from docgen.approval.rules.state import State, state_of
from docgen.errors import DocgenError
from docgen.model.nodes import Document

FORMATS = ("docx", "pdf", "csv")


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a seal. `applicant` and `keeper` are names, `day` YYYY-MM-DD."""

    day: str
    seal: str
    title: str
    number: str
    version: str
    copies: int
    purpose: str
    applicant: str
    keeper: str
    code: str


def add(
    desk: Desk, path: Path, key: Key, seal: str, copies: int, purpose: str, applicant: str, version: str = ""
) -> Event:
    """Record that a seal was put on `copies` copies of an issued version; `applicant` is the id of who asked for it.

    Raises DocgenError A217, A219, A524 (files not as issued), A701, A702, A751 (no
    keeper, own request, nothing said).
    """
    place = desk.workspace.relative(path)
    document = known(desk, path).document

    def decide(ledger: Ledger) -> Iterable[Draft]:
        check_right(kinds.SEAL, ledger, desk.act(document, key), place)
        check_here(confirmed(ledger), [applicant], desk.day, place)
        if key.person == applicant:
            raise refused(place, OWN_SEAL_REQUEST)
        if not seal.strip() or not purpose.strip() or copies < 1:
            raise refused(place, SEAL_UNSAID)
        state = state_of(ledger, document)
        issued = holding_version(state, place, desk.day, version)
        event = next(event for event in state.events if event.sequence == issued.sequence)
        problems = check_files(desk, event)
        if not approvals_of(ledger, document, issued.sequence):
            raise refused(place, SEAL_WITHOUT_REVIEW, version=issued.version)
        if problems:
            raise DocgenError(problems)
        payload = {
            "version": issued.version, "digest": issued.digest, "seal": seal.strip(), "copies": copies,
            "purpose": purpose.strip(), "applicant": applicant,
        }  # fmt: skip
        return [Draft(kinds.SEAL, key.person, document, issued.revision, payload=payload, signer=key)]

    return desk.transact(decide, key)[0]


def uses(ledger: Ledger, organisation: Organisation, *, year: str = "", document: str | None = None) -> list[Use]:
    """Every use, oldest first; of a year, or of a document."""
    found = []
    for event in ledger.events(document, {kinds.SEAL}):
        day = day_of(event.at)
        if day.startswith(year):
            found.append(_use(state_of(ledger, event.document), event, day, organisation))
    return found


def use_lines(found: Sequence[Use]) -> list[str]:
    """The log on the screen."""
    lines = []
    for use in found:
        what = f"{use.seal} {use.copies} 份"
        who = f"{use.applicant}申请，{use.keeper}用印"
        lines.append(
            "  ".join(filter(None, (use.day, what, f"《{use.title}》{use.version}", use.number, use.purpose, who)))
        )
    return lines or ["还没有用印记录"]


def use_files(desk: Desk, found: Sequence[Use], formats: Sequence[str]) -> dict[str, bytes]:
    """The log by format. Raises DocgenError A703."""
    made: dict[str, bytes] = {}
    printed = [name for name in formats if name != "csv"]
    if printed:
        made |= typeset(desk.workspace, use_document(found, desk.organisation().name, desk.day), printed, "seal-log")
    if "csv" in formats:
        made["csv"] = as_csv(_head(), [_row(place, use) for place, use in enumerate(found, 1)])
    return made


def use_document(found: Sequence[Use], organization: str, day: str) -> Document:
    """The log as a paper."""
    head = ("序号", "日期", "印章和份数", "文件", "用途", "申请人\n用印人")
    rows = [
        (
            str(place), use.day, f"{use.seal}\n{use.copies} 份",
            f"《{use.title}》\n{' '.join(filter(None, (use.number, use.version)))}\n{use.code[:20]}\n{use.code[20:]}", use.purpose, f"{use.applicant}\n{use.keeper}",
        )
        for place, use in enumerate(found, 1)
    ]  # fmt: skip
    table = grid(head, rows, (7, 14, 14, 33, 20, 12), left=(3, 4))
    said = text(f"共 {len(found)} 次，{sum(use.copies for use in found)} 份。")
    return paper("用印登记簿", [said, table], organization=organization, date=day)


def _head() -> tuple[str, ...]:
    return (
        "序号",
        "日期",
        "印章",
        "文件",
        "文号",
        "版本",
        "份数",
        "用途",
        "申请人",
        "用印人",
        "校验码",
    )


def _row(place: int, use: Use) -> tuple[str, ...]:
    return (
        str(place), use.day, use.seal, use.title, use.number or "—", use.version, str(use.copies), use.purpose, use.applicant, use.keeper, use.code,
    )  # fmt: skip


def _use(state: State, event: Event, day: str, organisation: Organisation) -> Use:
    payload = event.payload
    issued = next((item for item in state.issued if item.version == payload["version"]), None)
    title = str(issued.payload.get("title") or state.title) if issued else state.title
    return Use(
        day, payload["seal"], title, issued.number if issued else "", payload["version"], payload["copies"], payload["purpose"],
        organisation.name_of(payload["applicant"]), organisation.name_of(event.actor), short_code(payload["digest"]),
    )  # fmt: skip

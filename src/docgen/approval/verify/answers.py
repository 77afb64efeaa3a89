"""What `docgen verify` says of a file, in words: what it is, whether it still holds, who approved it, or what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.approval.after.catalogue import Catalogue, Entry
from docgen.approval.after.entries import catalogue
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.subject import subject_of
from docgen.approval.issue.issued_folder import IssuedFolder
from docgen.approval.issue.manifest import Identity
from docgen.approval.ledger.digests import short_code
from docgen.approval.rules.days import clock, day, day_of
from docgen.approval.rules.decisions import Decision
from docgen.approval.rules.state import State, Status, state_of
from docgen.approval.rules.submitting import document_at
from docgen.approval.verify.verify import Finding, described, examine

_HEADLINES = {
    "genuine": "原件",
    "resaved": "不是原件：签发后重新保存过",
    "altered": "不是原件：签发后被改动过",
    "unrecorded": "查无此版",
    "unknown": "不是签发件",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """`headline` in a few words, `lines` the rest; `genuine`: byte for byte as issued (or content as approved);
    `as_of`: when the record or checkpoint that it rests on was last written to (UTC), "" if there is none."""

    verdict: str
    headline: str
    lines: tuple[str, ...]
    genuine: bool = False
    in_force: bool = False
    identity: Identity | None = None
    as_of: str = ""

    @property
    def judged(self) -> bool:
        """False where there is nothing that the reader believes to hold the file against."""
        return self.verdict != "unchecked"


def from_desk(desk: Desk, path: Path, content: bytes) -> Answer:
    """What a file is by the workspace's own record; a content file is held against what was approved of it."""
    ledger = desk.ledger()
    if path.suffix in (".yaml", ".yml"):
        document = document_at(ledger, desk.workspace.relative(path))
        return _of_content(desk, path, state_of(ledger, document)) if document else _answer(_never(), desk.day)
    known = catalogue(ledger)
    return _answer(_with_correction(examine(content, known, _original(desk)), known), desk.day)


def from_catalogue(content: bytes, known: Catalogue, today: str) -> Answer:
    """What a file is by an exported checkpoint, far from the record."""
    answer = _answer(_with_correction(examine(content, known), known), today)
    checkpoint = known.checkpoint
    if checkpoint is None:
        return answer
    line = f"依据检查点：{clock(checkpoint.at)}，由 {checkpoint.person} 签署；此后的变动不在其中"
    headline = (
        answer.headline.replace("原件，", f"原件，截至 {day_of(checkpoint.at)} ", 1)
        if answer.genuine
        else answer.headline
    )
    return replace(answer, headline=headline, lines=(*answer.lines, line), as_of=checkpoint.at)


def from_file_alone(content: bytes) -> Answer:
    """What a file says of itself, where there is no record and no checkpoint: never more than that."""
    identity, signature = described(content)
    lines: list[str] = []
    if identity is not None:
        lines.append(f"文件自称：{_named(identity)}")
    match signature.state:
        case "intact":
            lines.append(f"PDF 签名完好：{signature.signer}（证书 {signature.certificate[:16]}）")
        case "extended":
            lines.append("PDF 签名之后又追加了内容")
        case "altered":
            lines.append("PDF 在签名之后被改动过")
    hint = "要判断真假、是否有效：在签发的工作目录里查验，或用 --checkpoint 给出签发方导出的检查点"
    altered = signature.state in ("altered", "extended")
    headline = (
        _HEADLINES["altered"] if altered else "无法判断：没有可以核对的记录" if identity else _HEADLINES["unknown"]
    )
    return Answer(
        "altered" if altered else "unchecked" if identity else "unknown", headline, (*lines, hint), identity=identity
    )


# --- in words -------------------------------------------------------------


def _answer(finding: Finding, today: str) -> Answer:
    entry = finding.entry
    headline = _HEADLINES[finding.verdict]
    if entry is None:
        return Answer(finding.verdict, headline, finding.facts)
    status = entry.status(today)
    held = status == Status.IN_FORCE
    if not finding.genuine:
        lines = (
            *finding.facts,
            f"出自 {_named(entry.identity)}，原件{_standing(entry, status)}",
        )
        return Answer(finding.verdict, headline, lines, identity=entry.identity)
    headline += "，" + ("现行有效" if held else status.label)
    lines = (_named(entry.identity), *finding.facts, _standing(entry, status), *_approved(entry.decisions))
    return Answer(finding.verdict, headline, lines, True, held, entry.identity)


def _with_correction(finding: Finding, known: Catalogue) -> Finding:
    """A genuine file that was corrected after its issue says so."""
    latest = known.by_identity(finding.entry.identity) if finding.entry else None
    if latest is None or latest == finding.entry:
        return finding
    return replace(
        finding,
        facts=(*finding.facts, f"此后做过文字更正，以更正件 issued/{latest.folder} 为准"),
    )


def _named(identity: Identity) -> str:
    parts = [
        f"《{identity.title}》{identity.version}",
        identity.number,
        f"{day(identity.issued_on)}签发",
    ]
    return "　".join(filter(None, parts))


def _standing(entry: Entry, status: Status) -> str:
    match status:
        case Status.IN_FORCE:
            until = f"，到 {entry.until} 为止" if entry.until else ""
            return f"自 {entry.effective} 起生效" + until
        case Status.PUBLISHED:
            return f"已发布，自 {entry.effective} 起施行"
        case Status.SUPERSEDED:
            by = f"，由 {entry.successor} 代替" if entry.successor else ""
            return f"自 {entry.until} 起失效" + by
        case Status.ABOLISHED:
            return f"自 {entry.until} 起废止"
    return "已签发，尚未发布施行"


def _approved(decisions: tuple[Decision, ...]) -> list[str]:
    lines = []
    for decision in decisions:
        name = f"{decision.person}代{decision.on_behalf}" if decision.on_behalf else decision.person
        how = "电子签名" if decision.how == "signed" else f"{decision.registrar}登记"
        scope = f"，范围：{decision.scope}" if decision.scope else ""
        lines.append(f"{decision.step}：{name}　{clock(decision.at)}　{how}{scope}")
    return lines


def _never() -> Finding:
    return Finding("unknown", None, ("这份内容没有送审过",))


def _of_content(desk: Desk, path: Path, state: State) -> Answer:
    """A content file: is it what was approved, or issued?"""
    subject = subject_of(desk.snapshot(path))
    code = f"校验码 {short_code(subject.content.digest)}"
    entries = [entry for entry in catalogue(desk.ledger()).entries if entry.identity.document == state.document]
    entry = next((entry for entry in reversed(entries) if entry.identity.digest == subject.content.digest), None)
    if entry is not None:
        status = entry.status(desk.day)
        lines = (_named(entry.identity), code, _standing(entry, status), *_approved(entry.decisions))
        return Answer(
            "genuine",
            f"内容与 {entry.identity.version} 签发时相同，{status.label}",
            lines,
            True,
            status == Status.IN_FORCE,
            entry.identity,
        )
    submission = state.run.submission if state.run else None
    if submission is not None and submission.digest == subject.content.digest:
        return Answer("submitted", f"内容与送审稿相同，{state.status(desk.day).label}", (code,), True)
    last = f"最近签发的是 {state.issued[-1].version}" if state.issued else "还没有签发过"
    return Answer("changed", "内容改过，与送审和签发的都不同", (code, last))


def _original(desk: Desk) -> Callable[[Entry, str], bytes | None]:
    issued = IssuedFolder(desk.workspace.root)

    def read(entry: Entry, suffix: str) -> bytes | None:
        name = next((name for name in entry.files if name.endswith(suffix)), "")
        file = issued.of(entry.folder) / name if entry.folder and name else None
        return file.read_bytes() if file and file.is_file() else None

    return read

"""归档: everything about an issued version in one packet, with a printed catalogue and a retention period, entered in the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from docgen.app import build as pipeline
from docgen.approval.after.messages import NO_RETENTION, NO_REVIEW_COPY, RECORD_MOVED_ON
from docgen.approval.after.packet import packed, record_rows
from docgen.approval.after.papers import form, grid, paper, text, typeset
from docgen.approval.after.receipts import batches
from docgen.approval.desk.attachments import stored
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.operations import known
from docgen.approval.desk.subject import subject_of
from docgen.approval.issue.issue import complete_interrupted
from docgen.approval.issue.issued_check import check_files
from docgen.approval.issue.issued_folder import IssuedFolder
from docgen.approval.issue.stamping import review_stamp
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.digests import sha256, short_code
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import procedure
from docgen.approval.rules.authority_office import RETENTIONS
from docgen.approval.rules.days import clock, day_of
from docgen.approval.rules.days import day as in_words
from docgen.approval.rules.descriptions import actor, event_text
from docgen.approval.rules.issued_versions import issued_version
from docgen.approval.rules.organisation import Organisation, confirmed
from docgen.approval.rules.procedure import category_name, proofs
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.rights import check_right
from docgen.approval.rules.state import Issued, State, fold
from docgen.errors import DocgenError, Location, has_errors
from docgen.files import write_together
from docgen.foreign import one_line
from docgen.model.nodes import Block, Document


@dataclass(slots=True)
class _Contents:
    """What goes in: files by name, the catalogue's lines (what, name, day), and what is missing, in words."""

    files: dict[str, bytes] = field(default_factory=dict)
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def add(self, what: str, name: str, content: bytes, day: str = "") -> None:
        self.files[name] = content
        self.lines.append((what, name, day))


def archive(
    desk: Desk,
    path: Path,
    key: Key,
    *,
    retention: str = "",
    out: Path | None = None,
    review_copy: bool = True,
    version: str = "",
) -> tuple[Event, Path]:
    """Pack a version into `out` (a folder; `archive/` in the workspace), and record it: equal content makes equal bytes on a day,
    which are recorded once.

    Raises DocgenError A217, A219, A524 (files not as issued), A531, A701, A703, A761 (retention), A763 (review copy), B101.
    """
    complete_interrupted(desk, path)
    place = desk.workspace.relative(path)
    ledger, state = desk.ledger(), known(desk, path)
    issued = issued_version(state, place, version)
    check_right(kinds.ARCHIVE, ledger, desk.act(state.document, key), place)
    period = retention or str(pipeline.load_kind(desk.workspace, state.kind).workflow.get("retention") or "")
    if period not in RETENTIONS:
        raise refused(place, NO_RETENTION, names="｜".join(RETENTIONS))
    contents = _contents(desk, path, ledger, state, issued, review_copy=review_copy)
    catalogue = _catalogue(contents, state, issued, period, desk, key)
    for form_, content in typeset(desk.workspace, catalogue, ("docx", "pdf"), "catalogue").items():
        contents.files[f"卷内目录.{form_}"] = content
    facts = {
        "document": state.document, "title": str(issued.payload.get("title") or state.title), "number": issued.number, "version": issued.version,
        "digest": issued.digest, "retention": period, "archived_on": desk.day, "missing": contents.missing,
    }  # fmt: skip
    packet = packed(contents.files, facts, record_rows(ledger, state.document), key)
    earlier = {
        event.payload["sha256"]: event
        for event in ledger.events(state.document, {kinds.ARCHIVE})
        if event.payload["version"] == issued.version
    }
    same = earlier.get(sha256(packet))
    again = f"-{len(earlier) + 1}" if earlier else ""  # an earlier packet is never overwritten
    name = same.payload["name"] if same else f"{path.stem}-{issued.version}{again}.zip"
    payload = {
        "version": issued.version, "digest": issued.digest, "retention": period, "sha256": sha256(packet), "name": name, "files": len(contents.files),
    }  # fmt: skip

    def decide(now: Ledger) -> Iterable[Draft]:
        check_right(kinds.ARCHIVE, now, desk.act(state.document, key), place)
        if now.events(state.document) != ledger.events(state.document):
            raise refused(place, RECORD_MOVED_ON)
        return (
            []
            if same
            else [Draft(kinds.ARCHIVE, key.person, state.document, issued.revision, payload=payload, signer=key)]
        )

    written = desk.transact(decide, key)
    target = (out or desk.workspace.root / "archive") / name
    write_together([(target, packet)], Location(desk.workspace.relative(target)))
    return same or written[0], target


# --- what goes in ---------------------------------------------------------


def _contents(desk: Desk, path: Path, ledger: Ledger, state: State, issued: Issued, *, review_copy: bool) -> _Contents:
    made = _Contents()
    _add_issued(desk, state, issued, made)
    if review_copy:
        _add_review_copy(desk, path, state, issued, made)
    else:
        made.missing.append("送审稿：归档时没有要求附上")
    log = "\n".join(_log(state, confirmed(ledger))) + "\n"
    made.add("审批和办理经过", "03-审批/经过.txt", log.encode(), "")
    _add_scans(desk, ledger, state, issued, made)
    return made


def _add_issued(desk: Desk, state: State, issued: Issued, made: _Contents) -> None:
    """The files of the issue and of its corrections, as the record knows them. Raises DocgenError A524."""
    event = next(event for event in state.events if event.sequence == issued.sequence)
    for place, one in enumerate((event, *issued.errata)):
        problems = check_files(desk, one)
        if problems:
            raise DocgenError(problems)
        folder = IssuedFolder(desk.workspace.root).of(str(one.payload["folder"]))
        what = f"更正件 {place}" if place else "签发件"
        for name in sorted(one.payload["files"]):
            inside = "01-定稿/" + (f"更正{place}/" if place else "") + name
            made.add(f"{what}：{_part(name)}", inside, (folder / name).read_bytes(), day_of(one.at))


def _part(name: str) -> str:
    known = {
        "manifest.json": "清单", "checkpoint.json": "检查点", "document.json": "文档树", "stamp.json": "文号日期",
    }  # fmt: skip
    return known.get(name, {"docx": "Word", "pdf": "PDF"}.get(name.rsplit(".", 1)[-1], name))


def _add_review_copy(desk: Desk, path: Path, state: State, issued: Issued, made: _Contents) -> None:
    """The copy that approvers saw, with its check code. Raises DocgenError A763 where the content is another by now."""
    subject = subject_of(desk.snapshot(path))
    if subject.content.digest != issued.digest:
        if issued.errata and subject.content.digest == issued.text:
            made.missing.append("送审稿：签发后做过文字更正，送审稿以签发件为准")
            return
        place = desk.workspace.relative(path)
        raise refused(place, NO_REVIEW_COPY, version=issued.version)
    before = fold(state.document, [event for event in state.events if event.sequence < issued.sequence])
    result = pipeline.build_snapshot(subject.snapshot, ("pdf",), stamp=review_stamp(subject, before.version))
    if has_errors(result.problems):
        raise DocgenError(result.problems)
    submitted = [event for event in state.events if event.kind == kinds.SUBMIT and event.revision == issued.revision]
    name = f"02-送审稿/{path.stem}-送审稿.pdf"
    made.add(
        f"送审稿（校验码 {short_code(issued.digest)}）",
        name,
        result.outputs["pdf"],
        day_of(submitted[-1].at),
    )


def _add_scans(desk: Desk, ledger: Ledger, state: State, issued: Issued, made: _Contents) -> None:
    """Papers: recorded approvals, evidence of the procedure, signed receipts, decisions to end it."""
    for event in state.events:
        payload = event.payload
        if (
            event.kind in (kinds.APPROVE, kinds.RETURN)
            and payload.get("evidence")
            and event.revision == issued.revision
        ):
            _add_scan(
                desk,
                made,
                "03-审批",
                "纸面签批",
                payload["evidence"],
                payload["evidence_name"],
                day_of(event.at),
                event.sequence,
            )
        if event.kind in (kinds.ABOLISH, kinds.SUPERSEDE) and payload.get("sha256"):
            _add_scan(
                desk,
                made,
                "06-废止",
                "废止或代替的决定",
                payload["sha256"],
                payload["name"],
                payload["effective"],
                event.sequence,
            )
        if event.kind == kinds.RECEIPT and payload["version"] == issued.version:
            what = "签收单（第 {n} 批）".format(n=payload["batch"])
            _add_scan(desk, made, "05-签收", what, payload["sha256"], payload["name"], payload["day"], event.sequence)
    found = proofs(ledger, state.document, issued.revision)
    for proof in found:
        _add_scan(
            desk,
            made,
            "04-民主程序",
            category_name(proof.category),
            proof.sha256,
            proof.name,
            proof.held,
            proof.sequence,
        )
    if issued.payload.get("democratic_procedure"):
        made.missing += [problem.message for problem in procedure.gaps(found, issued.digest, state.path)]
    for batch in batches(ledger, state.document):
        if batch.version == issued.version and batch.missing:
            made.missing.append(f"签收单第 {batch.number} 批还有 {len(batch.missing)} 人未签收")


def _add_scan(
    desk: Desk, made: _Contents, folder: str, what: str, digest: str, name: str, day: str, sequence: int
) -> None:
    file = stored(desk.workspace, digest)
    content = file.read_bytes() if file else b""
    if sha256(content) != digest:
        made.missing.append(f"{what}“{name}”：evidence/ 里没有，或被改动过")
        return
    made.add(what, f"{folder}/{sequence:04d}-{Path(name).name}", content, day)


def _log(state: State, organisation: Organisation) -> Iterable[str]:
    yield f"《{state.title}》"
    for event in state.events:
        if event.kind != kinds.ARCHIVE:
            yield f"{event.sequence}\t{clock(event.at)}\t{actor(event, organisation)}\t{one_line(event_text(event, organisation, state))}"


# --- the catalogue --------------------------------------------------------


def _catalogue(contents: _Contents, state: State, issued: Issued, retention: str, desk: Desk, key: Key) -> Document:
    """卷内目录 and 备考表."""
    payload, organisation = issued.payload, desk.organisation()
    pairs = [
        ("题名", str(payload.get("title") or state.title), "", ""),
        ("文号", issued.number or "—", "版本", issued.version),
        ("责任者", organisation.name, "签发人", str(payload.get("signers") or "—")),
        ("签发日期", in_words(str(payload.get("issued_on") or "")), "施行日期", in_words(issued.effective)),
        ("保管期限", retention, "归档日期", in_words(desk.day)),
        ("归档人", organisation.name_of(key.person), "校验码", short_code(issued.digest)),
    ]
    rows = [
        (str(n), what, name, day or "—", sha256(contents.files[name])[:12])
        for n, (what, name, day) in enumerate(contents.lines, 1)
    ]
    blocks: list[Block] = [
        form(pairs),
        text("卷内文件", "caption"),
        grid(("序号", "材料", "包内文件", "日期", "指纹"), rows, (7, 24, 37, 14, 18), left=(1, 2)),
        text("备考", "caption"),
        text("；".join(contents.missing) + "。" if contents.missing else "材料齐全。", "plain"),
        text("“指纹”是文件 SHA-256 的前 12 位；全部指纹和审批记录在包内的 packet.json，可用 docgen 核对。", "plain"),
    ]
    return paper("卷内目录", blocks, organization=organisation.name, number=issued.number, date=desk.day)

"""What a file is, and whether the record is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.api import messages
from docgen.approval.desk.key_files import keys_folder
from docgen.approval.desk.trust import Root as Root
from docgen.approval.desk.trust import TrustStore
from docgen.approval.ledger.events import timestamp, utc_now
from docgen.approval.ledger.keyring import keyring
from docgen.approval.rules.certificates import certificate_roots
from docgen.approval.rules.days import day_at
from docgen.approval.verify import answers, judging
from docgen.approval.verify.answers import Answer as Answer
from docgen.approval.verify.certified import certified
from docgen.errors import DocgenError, Location, Problem
from docgen.foreign import visible as visible
from docgen.messages import system_reason

if TYPE_CHECKING:
    from docgen.api.approvals import Approvals, Key
    from docgen.api.workspace import Workspace
    from docgen.approval.desk.desk import Desk

_LARGEST = 300_000_000  # bytes of a file that is looked at
_NO_RECORD = {"C204", "A410"}  # no workspace, no record here


@dataclass(frozen=True, slots=True)
class Packet:
    """An archive packet: what it says of itself, what is wrong with it, and whether it was held against the record. `root` is
    the pinned record that it is of; without it, `doubt` says why it cannot be judged, or what contradicts it."""

    facts: dict[str, Any]
    problems: list[Problem]
    by_record: bool
    root: Root | None = None
    doubt: Answer | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """A checkpoint that was exported: its file, the events and versions that it covers, and who signed it with which key."""

    file: Path
    events: int
    versions: int
    signer: str
    key_id: str


def verify(file: str | Path, *, workspace: Workspace | None = None, checkpoints: Sequence[str | Path] = ()) -> Answer:
    """What a file (PDF, Word, content) is: which version, genuine or not, in force, approved by whom.

    By the exported `checkpoints` if any are given, which needs no workspace; else by the workspace's record; else by the file
    alone. Either counts only if its record was pinned (`trust`): else the verdict is "unchecked". What contradicts itself, or
    what was seen before, is the verdict "conflict". Raises DocgenError A526 for a file that cannot be read, A471, and what is
    wrong with the record.
    """
    path = Path(file)
    content = read_any(path)
    store = TrustStore(keys_folder())
    if checkpoints:
        return _by_checkpoints(content, [Path(one) for one in checkpoints], store)
    if workspace is None:
        return answers.from_file_alone(content)
    try:
        with workspace.approvals() as approvals:
            return _by_record(approvals.desk, path, content, store)
    except DocgenError as error:
        if _is_no_record(error):
            return answers.from_file_alone(content)
        raise


def _by_checkpoints(content: bytes, files: Sequence[Path], store: TrustStore) -> Answer:
    from docgen.approval.after.catalogue import read_catalogue

    chosen = judging.newest([read_catalogue(read_any(one), str(one)) for one in files], store)
    if isinstance(chosen, Answer):
        if chosen.verdict != judging.UNJUDGED:
            return chosen
        first = read_catalogue(read_any(files[0]), str(files[0]))
        return judging.stranger(content, first.heads[0], first.name, store)
    root = store.find(chosen.heads[0])
    assert root is not None
    answer = judging.held(
        content, answers.from_catalogue(content, chosen, day_at(utc_now())), chosen.heads, chosen.owners
    )
    if answer.verdict == judging.ALARM:
        return answer
    line = f"签发单位“{root.name}”，记录指纹 {root.fingerprint}（{root.said}）"
    older = f"以前见过这份记录有 {root.size} 条，这个检查点只到第 {len(chosen.heads)} 条：现行与否以新的为准"
    store.saw(root, len(chosen.heads), chosen.heads[-1])
    return replace(answer, lines=(*answer.lines, line, *([older] if root.size > len(chosen.heads) else [])))


def _by_record(desk: Desk, path: Path, content: bytes, store: TrustStore) -> Answer:
    ledger = desk.ledger()
    record, name = judging.identity_of(ledger)
    root = store.find(record)
    if root is None:
        return judging.stranger(content, record, name, store)
    if alarm := judging.doubt(ledger, root):
        return alarm
    owners = keyring(ledger.events("")).owners
    answer = judging.held(content, answers.from_desk(desk, path, content), [event.hash for event in ledger], owners)
    if answer.verdict == judging.ALARM:
        return answer
    answer = judging.by_record(certified(content, answer, ledger), root, ledger)
    store.saw(root, ledger.size, ledger.head, certificate_roots(ledger.events("")).roots)
    return answer


# --- whom the reader believes ---------------------------------------------


def trust(source: Workspace | str | Path, fingerprint: str = "") -> Root:
    """Pin the record of a workspace, or of an exported checkpoint's file, in the user's own folder: from now on what it says is
    believed. `fingerprint` is what its owner says it is, by another way (printed on approval sheets): without it the pin is
    "first-use", which every answer tells. Raises DocgenError A472 (another's fingerprint, or another record of that name), A471."""
    if isinstance(source, str | Path):
        from docgen.approval.after.catalogue import read_catalogue

        known = read_catalogue(read_any(Path(source)), str(source))
        record, name = known.heads[0], known.name
    else:
        with source.approvals() as approvals:
            record, name = judging.identity_of(approvals.desk.ledger())
    return TrustStore(keys_folder()).pin(Root(record, name, "first-use", timestamp(utc_now())), fingerprint)


def trusted() -> tuple[Root, ...]:
    """Whose records are pinned. Raises DocgenError A471."""
    return TrustStore(keys_folder()).roots()


def distrust(fingerprint: str) -> Root:
    """Forget a pinned record. Raises DocgenError A472 where there is none of this fingerprint."""
    return TrustStore(keys_folder()).forget(fingerprint)


def root_of(approvals: Approvals) -> Root | None:
    """The pinned root of an open record; None if it was never pinned. Raises DocgenError A471."""
    return judging.root_of(approvals.desk, TrustStore(keys_folder()))


def check_record(approvals: Approvals, checkpoints: Sequence[str | Path] = ()) -> tuple[list[Problem], int]:
    """Everything wrong with the record, the checkpoints and the issued files; and the number of events."""
    from docgen.approval.verify.record_check import check_record

    problems = check_record(approvals.desk, [Path(one) for one in checkpoints])
    return problems, len(approvals.desk.record.rows())


def check_packet(file: str | Path, workspace: Workspace | None = None) -> Packet:
    """An archive packet held against itself and, where there is one, the workspace's record."""
    from docgen.approval.after.packet import check_packet

    path = _readable(Path(file))
    if workspace is not None:
        try:
            with workspace.approvals() as approvals:
                facts, problems = check_packet(path, str(file), approvals.desk.ledger())
            return _judged(Packet(facts, problems, by_record=True))
        except DocgenError as error:
            if not _is_no_record(error):
                raise
    facts, problems = check_packet(path, str(file))
    return _judged(Packet(facts, problems, by_record=False))


def _judged(packet: Packet) -> Packet:
    """The packet with whose record it is of, as far as the reader has pinned it."""
    from docgen.approval.after.packet import identity

    if packet.problems:
        return packet
    found = judging.packet_root(*identity(packet.facts), TrustStore(keys_folder()))
    return replace(packet, root=found) if isinstance(found, Root) else replace(packet, doubt=found)


def export_checkpoint(approvals: Approvals, key: Key, file: str | Path | None = None) -> Exported:
    """How far the record has come, with the list of what was issued, signed, in a file (issued/checkpoint.json if None):
    whoever has it can verify without the workspace."""
    from docgen.approval.after.entries import catalogue
    from docgen.approval.after.exporting import export_checkpoint

    desk = approvals.desk
    path = export_checkpoint(desk, key, Path(file) if file else desk.workspace.root / "issued" / "checkpoint.json")
    ledger = desk.ledger()
    return Exported(path, ledger.size, len(catalogue(ledger).entries), approvals.name_of(key.person), key.key_id)


def read_any(path: Path) -> bytes:
    """The bytes of a file that may come from anywhere. Raises DocgenError A526 for one that cannot be read or is too large."""
    try:
        if path.stat().st_size > _LARGEST:
            raise OSError(0, "文件太大")
        return path.read_bytes()
    except OSError as error:
        raise DocgenError(messages.UNREADABLE.at(Location(str(path)), reason=system_reason(error))) from error


def _readable(path: Path) -> Path:
    """The same file, known to be one that can be read. Raises DocgenError A526."""
    try:
        with path.open("rb"):
            return path.absolute()
    except OSError as error:
        raise DocgenError(messages.UNREADABLE.at(Location(str(path)), reason=system_reason(error))) from error


def _is_no_record(error: DocgenError) -> bool:
    return bool({problem.code for problem in error.problems} & _NO_RECORD)

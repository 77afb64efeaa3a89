"""What a file is, and whether the record is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.api import messages
from docgen.approval.ledger.events import utc_now
from docgen.approval.rules.days import day_at
from docgen.approval.verify import answers
from docgen.approval.verify.answers import Answer as Answer
from docgen.errors import DocgenError, Location, Problem
from docgen.foreign import visible as visible
from docgen.messages import system_reason

if TYPE_CHECKING:
    from docgen.api.approvals import Approvals, Key
    from docgen.api.workspace import Workspace

_LARGEST = 300_000_000  # bytes of a file that is looked at
_NO_RECORD = {"C204", "A410"}  # no workspace, no record here


@dataclass(frozen=True, slots=True)
class Packet:
    """An archive packet: what it says of itself, what is wrong with it, and whether it was held against the record."""

    facts: dict[str, Any]
    problems: list[Problem]
    by_record: bool


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

    By the newest of the exported `checkpoints` if any are given, which needs no workspace; else by the workspace's record;
    else by the file alone. Raises DocgenError A526 for a file that cannot be read, and what is wrong with the record.
    """
    path = Path(file)
    content = read_any(path)
    if checkpoints:
        from docgen.approval.after.catalogue import read_catalogue

        known = [read_catalogue(read_any(Path(one)), str(one)) for one in checkpoints]
        newest = max(known, key=lambda catalogue: catalogue.checkpoint.size if catalogue.checkpoint else 0)
        return answers.from_catalogue(content, newest, day_at(utc_now()))
    if workspace is None:
        return answers.from_file_alone(content)
    try:
        with workspace.approvals() as approvals:
            return answers.from_desk(approvals.desk, path, content)
    except DocgenError as error:
        if _is_no_record(error):
            return answers.from_file_alone(content)
        raise


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
            return Packet(facts, problems, by_record=True)
        except DocgenError as error:
            if not _is_no_record(error):
                raise
    facts, problems = check_packet(path, str(file))
    return Packet(facts, problems, by_record=False)


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

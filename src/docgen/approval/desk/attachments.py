"""The store of what was handed in on paper: scans and exports in `evidence/`, each under its SHA-256, so that none is lost or exchanged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from docgen.approval.desk.messages import EMPTY_ATTACHMENT, LARGE_ATTACHMENT, UNREADABLE_ATTACHMENT
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.digests import sha256 as digest_of
from docgen.approval.ledger.events import Event
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import procedure
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location
from docgen.files import write_together
from docgen.messages import system_reason
from docgen.reading import file_digest

FOLDER = "evidence"
_HASH = re.compile(r"[0-9a-f]{64}")
_LARGEST = 100 * 1024 * 1024  # bytes of a scan


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in the store: the name it came with, its SHA-256 in hex."""

    name: str
    sha256: str


def store(workspace: Workspace, file: Path) -> Attachment:
    """Copy a file into the store. Raises DocgenError A216 for one that cannot be read, is empty or too large, B101."""
    try:
        size = file.stat().st_size
        content = file.read_bytes() if 0 < size <= _LARGEST else b""
    except OSError as error:
        raise DocgenError(UNREADABLE_ATTACHMENT.at(Location(str(file)), reason=system_reason(error))) from error
    if not size:
        raise DocgenError(EMPTY_ATTACHMENT.at(Location(str(file))))
    if not content:
        raise DocgenError(LARGE_ATTACHMENT.at(Location(str(file))))
    digest = digest_of(content)
    known = stored(workspace, digest)
    if known is None or file_digest(known) != digest:  # one that was damaged is put right
        target = known or workspace.root / FOLDER / f"{digest}{file.suffix.lower()}"
        write_together([(target, content)], Location(workspace.relative(target)))
    return Attachment(file.name, digest)


def stored(workspace: Workspace, sha256: str) -> Path | None:
    """The file in the store with this name; None if there is none."""
    if not _HASH.fullmatch(sha256):  # the record's text is no pattern and no path
        return None
    return next(iter(sorted((workspace.root / FOLDER).glob(f"{sha256}*"))), None)


def named_attachments(ledger: Ledger) -> list[tuple[Event, Attachment]]:
    """Every file that an event of the record names, in order."""
    found = []
    for event in ledger:
        payload = event.payload
        if event.kind in (procedure.EVIDENCE, kinds.RECEIPT, kinds.ABOLISH, kinds.SUPERSEDE, kinds.ERRATUM):
            key, name = payload.get("sha256"), payload.get("name")
        else:
            key, name = payload.get("evidence"), payload.get("evidence_name")
        if isinstance(key, str) and key:
            found.append((event, Attachment(str(name or ""), key)))
    return found

"""What was issued, as the record has it; and the same exported and signed, so that a file can be checked far from the record.

The exported file holds a checkpoint of the record (its size and head, signed)
and every issued version with its files' hashes, who approved it and from when
to when it holds, under one signature of the same key.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from docgen.approval.after.messages import CATALOGUE_FORGED, NO_CATALOGUE
from docgen.approval.issue.manifest import Identity, read_identity
from docgen.approval.ledger.checkpoints import Checkpoint, read_checkpoint
from docgen.approval.ledger.events import canonical_json
from docgen.approval.ledger.keys import Key, verify
from docgen.approval.rules.decisions import Decision
from docgen.approval.rules.state import Issued, Status
from docgen.errors import DocgenError, Location
from docgen.foreign import read_json

FORMAT = "docgen-catalogue-1"


@dataclass(frozen=True, slots=True)
class Entry:
    """An issued version. `files` are hashes by name, `wording` that of the Word file's words, `certificate` the fingerprint
    of who signed the PDF; `successor` what took its place. Dates are YYYY-MM-DD, "" where there is none."""

    identity: Identity
    files: Mapping[str, str]
    wording: str = ""
    certificate: str = ""
    folder: str = ""
    effective: str = ""
    until: str = ""
    ended_by: str = ""
    successor: str = ""
    decisions: tuple[Decision, ...] = ()

    def status(self, day: str) -> Status:
        """What the version is on a day."""
        known = Issued(self.identity.version, self.identity.revision, self.identity.number, self.identity.digest, "", 0)
        return replace(known, effective=self.effective, until=self.until, ended_by=self.ended_by).status(day)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All issued versions, oldest first, and how far the record then reached (None: straight from the record)."""

    entries: tuple[Entry, ...]
    checkpoint: Checkpoint | None = None

    def by_hash(self, digest: str) -> Entry | None:
        """The version that a whole file belongs to, by its SHA-256."""
        return next((entry for entry in self.entries if digest in entry.files.values()), None)

    def by_identity(self, identity: Identity) -> Entry | None:
        """The version that an identity names."""
        named = (identity.document, identity.version)
        return next(
            (entry for entry in reversed(self.entries) if (entry.identity.document, entry.identity.version) == named),
            None,
        )

    def by_wording(self, digest: str) -> Entry | None:
        """The latest version with these words."""
        return next((entry for entry in reversed(self.entries) if digest and entry.wording == digest), None)


def export(entries: Sequence[Entry], checkpoint: Checkpoint, key: Key) -> bytes:
    """The catalogue as a file, signed with the key that made the checkpoint."""
    rows = [_plain(entry) for entry in entries]
    signature = key.sign(_signed(rows, checkpoint)).hex()
    data = {"format": FORMAT, "checkpoint": asdict(checkpoint), "issued": rows, "signature": signature}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read_catalogue(content: bytes, place: str) -> Catalogue:
    """An exported catalogue, its signatures checked. Raises DocgenError A431 (no such file), A432 (altered or forged)."""
    try:
        data = read_json(content)
        if data["format"] != FORMAT:
            raise ValueError
        rows, signature = list(data["issued"]), str(data["signature"])
        checkpoint = read_checkpoint(json.dumps(data["checkpoint"]))
        entries = tuple(_entry(row) for row in rows)
        signed = _signed(rows, checkpoint)
    except (DocgenError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DocgenError(NO_CATALOGUE.at(Location(place))) from error
    if not checkpoint.genuine or not verify(checkpoint.public, signature, signed):
        raise DocgenError(CATALOGUE_FORGED.at(Location(place)))
    return Catalogue(entries, checkpoint)


def _signed(rows: list[dict[str, Any]], checkpoint: Checkpoint) -> bytes:
    return f"{FORMAT}\n{checkpoint.signature}\n{canonical_json(rows)}".encode()


def _plain(entry: Entry) -> dict[str, Any]:
    rest = {
        name: getattr(entry, name)
        for name in ("wording", "certificate", "folder", "effective", "until", "ended_by", "successor")
    }
    decisions = [asdict(decision) for decision in entry.decisions]
    return {**entry.identity.plain(), "files": dict(entry.files), **rest, "decisions": decisions}


def _entry(row: dict[str, Any]) -> Entry:
    identity = read_identity(row)
    if identity is None:
        raise ValueError("identity")
    rest = {
        name: str(row[name])
        for name in ("wording", "certificate", "folder", "effective", "until", "ended_by", "successor")
    }
    files = {str(name): str(value) for name, value in row["files"].items()}
    decisions = tuple(Decision(**decision) for decision in row["decisions"])
    if not all(isinstance(value, str) for decision in decisions for value in asdict(decision).values()):
        raise ValueError("decision")
    return Entry(identity, files, decisions=decisions, **rest)

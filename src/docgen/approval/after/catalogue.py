"""What was issued, as the record has it; and the same exported and signed, so that a file can be checked far from the record.

The exported file holds a checkpoint of the record (its size and head, signed), the hashes of all its events, the rows of
people, keys and issues, and every issued version with its files' hashes, who approved it and from when to when it holds, all
under one signature. The first row is the record's identity, which the reader has pinned; the rows that follow say whose the
signing key is and that its owner keeps the register; each version must be the one of a signed row, and each row has its version.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from docgen.approval.after.keeping import keeper_fault, read_row, strays
from docgen.approval.after.messages import CATALOGUE_FORGED, CATALOGUE_UNFOUNDED, NO_CATALOGUE
from docgen.approval.issue.manifest import Identity, read_identity
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.checkpoints import Checkpoint, read_checkpoint
from docgen.approval.ledger.events import Event, canonical_json
from docgen.approval.ledger.keyring import keyring
from docgen.approval.ledger.keys import Key, verify
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.signatures import check_signatures
from docgen.approval.rules.decisions import Decision
from docgen.approval.rules.state import Issued, Status
from docgen.errors import DocgenError, Location
from docgen.foreign import read_json

FORMAT = "docgen-catalogue-2"
_VOUCHING = (kinds.ISSUE, kinds.ERRATUM)


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
    heads: tuple[str, ...] = ()  # the hashes of all events up to the checkpoint
    owners: Mapping[str, str] = field(default_factory=dict)  # key id → person, of every key there ever was
    name: str = ""  # what the record calls its organisation

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


def export(entries: Sequence[Entry], checkpoint: Checkpoint, ledger: Ledger, key: Key) -> bytes:
    """The catalogue of a record as a file, signed with the key that made the checkpoint."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "checkpoint": asdict(checkpoint),
        "heads": [event.hash for event in ledger],
        "rows": [list(event.row) for event in ledger if not event.document or event.kind in _VOUCHING],
        "issued": [_plain(entry) for entry in entries],
    }
    data["signature"] = key.sign(_signed(data)).hex()
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read_catalogue(content: bytes, place: str) -> Catalogue:
    """An exported catalogue, held against itself. Raises DocgenError A431 (no such file), A432 (altered, forged, or by somebody
    who does not keep the register). Whether its record is the right one, only a pinned root can say."""
    try:
        data = read_json(content)
        if data["format"] != FORMAT:
            raise ValueError
        signature = str(data.pop("signature"))
        checkpoint = read_checkpoint(json.dumps(data["checkpoint"]))
        entries = tuple(_entry(row) for row in data["issued"])
        heads = tuple(str(head) for head in data["heads"])
        events = [read_row(row) for row in data["rows"]]
        signed = _signed(data)
    except (DocgenError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DocgenError(NO_CATALOGUE.at(Location(place))) from error
    if not checkpoint.genuine or not verify(checkpoint.public, signature, signed):
        raise DocgenError(CATALOGUE_FORGED.at(Location(place)))
    if faults := _faults(checkpoint, heads, events, entries):
        raise DocgenError([CATALOGUE_UNFOUNDED.at(Location(place), fault=fault) for fault in faults])
    name = str(events[0].payload.get("workspace") or "")
    owners = keyring(event for event in events if not event.document).owners
    return Catalogue(entries, checkpoint, heads, owners, name)


def _faults(
    checkpoint: Checkpoint, heads: Sequence[str], events: Sequence[Event], entries: Sequence[Entry]
) -> list[str]:
    """What of a catalogue does not hang together, whoever signed it."""
    if len(heads) != checkpoint.size or not heads or (heads[0], heads[-1]) != (checkpoint.workspace, checkpoint.head):
        return ["各条指纹与检查点不符"]
    if not events or events[0].hash != checkpoint.workspace or events[0].kind != kinds.SET_UP:
        return ["没有记录的第一条"]
    if odd := strays(events, heads):
        return [f"第 {event.sequence} 条不是记录里的" for event in odd]
    if problems := check_signatures(events):
        return [problem.message for problem in problems]
    if fault := keeper_fault(events, checkpoint.person, checkpoint.key_id):
        return [fault]
    return _invented(events, entries)


def _invented(events: Sequence[Event], entries: Sequence[Entry]) -> list[str]:
    """Versions that no row issued as they stand here, and rows whose version was left out."""
    rows = {}
    for event in events:
        identity = read_identity(event.payload) if event.kind in (kinds.ISSUE, kinds.ERRATUM) else None
        if identity is not None and "files" in event.payload:
            rows[_bound(identity, event.payload["files"], event.payload.get("folder"))] = identity
    said = {_bound(entry.identity, entry.files, entry.folder): entry.identity for entry in entries}
    invented = [f"《{said[bound].title}》{said[bound].version}没有签发记录" for bound in said.keys() - rows.keys()]
    return invented + [f"缺《{rows[bound].title}》{rows[bound].version}" for bound in rows.keys() - said.keys()]


def _bound(identity: Identity, files: Mapping[str, Any], folder: Any) -> str:
    return canonical_json({"identity": identity.plain(), "files": dict(files), "folder": str(folder or "")})


def conflict(one: Catalogue, other: Catalogue) -> str:
    """What shows that two catalogues cannot be of one honest record; "" if the longer one may have grown from the shorter."""
    older, newer = sorted((one, other), key=lambda catalogue: len(catalogue.heads))
    assert older.checkpoint is not None
    assert newer.checkpoint is not None
    size = older.checkpoint.size
    if older.heads[0] != newer.heads[0] or newer.heads[: len(older.heads)] != older.heads:
        return (
            f"一个在第 {size} 条是 {older.heads[-1]}（{older.checkpoint.person} 签署），"
            f"另一个在第 {size} 条是 {newer.heads[size - 1]}（{newer.checkpoint.person} 签署）"
        )
    return ""


def _signed(data: Mapping[str, Any]) -> bytes:
    return f"{FORMAT}\n{canonical_json({name: value for name, value in data.items() if name != 'signature'})}".encode()


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

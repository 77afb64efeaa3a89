"""An archive packet as a file: a .zip of equal bytes for equal content, with a list of all hashes inside, and its check.

`packet.json` lists every file with its SHA-256 and holds the record's rows about the document with those of the workspace, from
the first one on, all under one signature of who archived it. So a packet can be checked alone, decades later, by whoever has
pinned the record, and against the record where that is at hand: what lies in 01-定稿 must be the files of the row that issued it.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from docgen.approval.after.keeping import keeper_fault, read_row
from docgen.approval.after.messages import (
    NO_PACKET,
    PACKET_FILE_ADDED,
    PACKET_FILE_MISSING,
    PACKET_FILE_NOT_ISSUED,
    PACKET_FILE_TOUCHED,
    PACKET_FORGED,
    PACKET_OF_ANOTHER_RECORD,
    PACKET_RECORD_UNREADABLE,
    PACKET_ROW_FORGED,
    PACKET_SIGNATURE,
    PACKET_UNFOUNDED,
    PACKET_UNREGISTERED,
    PACKET_UNSIGNED,
)
from docgen.approval.issue.foreign_files import ForeignFiles
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.digests import sha256
from docgen.approval.ledger.events import canonical_json
from docgen.approval.ledger.keys import Key, key_id, verify
from docgen.approval.ledger.ledger import Ledger, sealings
from docgen.approval.ledger.sealing import hash_of
from docgen.approval.ledger.signatures import check_signatures
from docgen.errors import DocgenError, Location, Problem
from docgen.foreign import read_json

FORMAT = "docgen-packet-2"
UNSIGNED = "docgen-packet-1"  # of packets before; they count only beside the record that registered them
ISSUED = "01-定稿/"
LIST = "packet.json"
_SAID = ("title", "version", "number", "retention")  # of the facts, what a reader is told
_LARGEST = 2_000_000_000  # bytes unpacked
_LARGEST_LIST = 16_000_000  # bytes of the list: a thousand events are two million
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a .zip can say


def packed(files: Mapping[str, bytes], facts: Mapping[str, Any], rows: Sequence[Sequence[Any]], key: Key) -> bytes:
    """The packet of files by their names inside, with `facts` about it and rows of the record, signed with `key`."""
    listed = {name: {"sha256": sha256(content), "bytes": len(content)} for name, content in sorted(files.items())}
    inside = {
        "format": FORMAT,
        **facts,
        "files": listed,
        "record": [list(row) for row in rows],
        "signed_by": {"person": key.person, "key_id": key.key_id, "public": key.public},
    }
    inside["signature"] = key.sign(_signed(inside)).hex()
    content = (json.dumps(inside, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in [(LIST, content), *sorted(files.items())]:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def record_rows(ledger: Ledger, document: str) -> list[Sequence[Any]]:
    """The rows about a document, and those of the workspace by which they can be judged; archiving itself left out."""
    return [
        event.row
        for event in ledger
        if not event.document or (event.document == document and event.kind != kinds.ARCHIVE)
    ]


def _signed(inside: Mapping[str, Any]) -> bytes:
    return (
        f"{FORMAT}\n{canonical_json({name: value for name, value in inside.items() if name != 'signature'})}".encode()
    )


def check_packet(
    source: bytes | Path, place: str, ledger: Ledger | None = None, reader: ForeignFiles | None = None
) -> tuple[dict[str, Any], list[Problem]]:
    """What a packet (its bytes, or the file) says of itself, and everything wrong with it (A762); `ledger` is the record,
    where it is at hand. It is unpacked in a child, `reader`'s or one for this packet: B15x for one that is a bomb."""
    with nullcontext(reader) if reader else ForeignFiles() as files:
        try:
            told = files.read(_unpacked, (source,), Location(place))
        except DocgenError as error:
            return {}, list(error.problems)
    if told is None:
        return {}, [NO_PACKET.at(Location(place))]
    facts, hashes, rows, digest = told
    listed = {str(name): str(value["sha256"]) for name, value in facts["files"].items()}
    faults = _file_faults(hashes, listed, place) + _row_faults(rows, place)
    if not faults and facts["format"] == FORMAT:
        faults = _signature_faults(facts, rows, place) or _issue_faults(facts, hashes, rows, place)
    elif not faults and ledger is None:
        faults = [PACKET_UNSIGNED.at(Location(place))]
    if ledger is not None and not faults:
        faults += _record_faults(digest, rows, ledger, place)
    return facts, faults


def _signature_faults(facts: Mapping[str, Any], rows: Sequence[Sequence[Any]], place: str) -> list[Problem]:
    """The whole must be signed by who kept the register of the record whose first row it brings."""
    try:
        by = facts["signed_by"]
        person, name, public = str(by["person"]), str(by["key_id"]), str(by["public"])
        whole = key_id(public) == name and verify(public, str(facts["signature"]), _signed(facts))
    except (KeyError, TypeError, ValueError):
        whole = False
    if not whole:
        return [PACKET_FORGED.at(Location(place))]
    events = [read_row(row) for row in rows]
    if not events or (events[0].sequence, events[0].kind) != (1, kinds.SET_UP):
        return [PACKET_UNFOUNDED.at(Location(place), fault="没有记录的第一条")]
    fault = keeper_fault(events, person, name)
    return [PACKET_UNFOUNDED.at(Location(place), fault=fault)] if fault else []


def _issue_faults(
    facts: Mapping[str, Any], hashes: Mapping[str, str], rows: Sequence[Sequence[Any]], place: str
) -> list[Problem]:
    """What the packet says of its version, and the files in 01-定稿, must be those of the rows that issued and corrected it."""
    document, version = facts.get("document"), facts["version"]
    events = [event for event in map(read_row, rows) if event.document == document]
    issues = [event for event in events if event.kind == kinds.ISSUE and event.payload.get("version") == version]
    if len(issues) != 1:
        return [PACKET_UNFOUNDED.at(Location(place), fault=f"没有签发{version}的记录")]
    payload = issues[0].payload
    if odd := [name for name in ("title", "number", "digest") if facts.get(name) != payload.get(name)]:
        return [PACKET_UNFOUNDED.at(Location(place), fault=f"{'、'.join(odd)}与签发记录不符")]
    errata = [event for event in events if event.kind == kinds.ERRATUM and event.payload.get("version") == version]
    expected: dict[str, str] = {}
    for count, event in enumerate((issues[0], *errata)):
        folder = f"{ISSUED}更正{count}/" if count else ISSUED
        expected |= {f"{folder}{name}": str(value) for name, value in dict(event.payload.get("files") or {}).items()}
    found = {name: value for name, value in hashes.items() if name.startswith(ISSUED)}
    odd = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    return [PACKET_FILE_NOT_ISSUED.at(Location(place), name=name) for name in odd]


def identity(facts: Mapping[str, Any]) -> tuple[str, str]:
    """The record that a packet without faults is of: the hash of its first event, and what it calls its organisation."""
    first = read_row(facts["record"][0])
    return first.hash, str(first.payload.get("workspace") or "")


def _unpacked(source: bytes | Path) -> tuple[dict[str, Any], dict[str, str], list[tuple[Any, ...]], str] | None:
    """The packet's list, the SHA-256 of each file in it, the record's rows, and its own SHA-256; None for what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            names = {entry.filename for entry in entries}
            if sum(entry.file_size for entry in entries) > _LARGEST or len(names) != len(entries):
                raise ValueError
            listing = archive.getinfo(LIST)
            if listing.file_size > _LARGEST_LIST:
                raise ValueError
            facts = read_json(archive.read(listing))
            hashes = {entry.filename: _hash_of(archive, entry) for entry in entries if entry is not listing}
        rows = [tuple(row) for row in facts["record"]]
        said = [facts[name] for name in _SAID] + list(facts["missing"])
        listed = [str(value["sha256"]) for value in facts["files"].values()]
        if facts["format"] not in (FORMAT, UNSIGNED) or not all(isinstance(text, str) for text in (*said, *listed)):
            raise ValueError
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
        EOFError,
        RuntimeError,
        NotImplementedError,
    ):
        return None
    return facts, hashes, rows, _digest_of(source)


def _hash_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    """Piece by piece: what stands in a packet may be larger than memory."""
    with archive.open(entry) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it reads into a buffer as files do


def _digest_of(source: bytes | Path) -> str:
    if isinstance(source, bytes):
        return sha256(source)
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _file_faults(found: Mapping[str, str], listed: Mapping[str, str], place: str) -> list[Problem]:
    problems = [PACKET_FILE_MISSING.at(Location(place), name=name) for name in listed if name not in found]
    problems += [PACKET_FILE_ADDED.at(Location(place), name=name) for name in found if name not in listed]
    changed = [name for name, digest in found.items() if name in listed and digest != listed[name]]
    return problems + [PACKET_FILE_TOUCHED.at(Location(place), name=name) for name in changed]


def _row_faults(rows: Iterable[Sequence[Any]], place: str) -> list[Problem]:
    """Each row must be what its hash says, and signed by a key of its actor that counted then, as the rows before it tell."""
    try:
        events = [read_row(row) for row in rows]
    except (ValueError, TypeError):
        return [PACKET_RECORD_UNREADABLE.at(Location(place))]
    if changed := [event for event, sealing in sealings(events) if hash_of(event.row, sealing) != event.hash]:
        return [PACKET_ROW_FORGED.at(Location(place), sequence=event.sequence) for event in changed]
    return [
        PACKET_SIGNATURE.at(Location(place), message=problem.message) for problem in check_signatures(events, place)
    ]


def _record_faults(digest: str, rows: Iterable[Sequence[Any]], ledger: Ledger, place: str) -> list[Problem]:
    """The packet must be one that was registered, and its rows those of the record."""
    known = {event.sequence: event.row for event in ledger}
    if any(known.get(row[0]) != tuple(row) for row in rows):
        return [PACKET_OF_ANOTHER_RECORD.at(Location(place))]
    if digest not in {event.payload.get("sha256") for event in ledger.events(kinds={kinds.ARCHIVE})}:
        return [PACKET_UNREGISTERED.at(Location(place))]
    return []

"""How a record's rows are sealed: the formats of an event's hash and signature, and which of them a row has.

Format 2: the hash is SHA-256 over the deterministic CBOR (RFC 8949 §4.2) of the array

    ["docgen-event-2", genesis, sequence, document, kind, revision, actor, on_behalf, step, at, payload, previous, key_id]

where the genesis is the record's identity, the hash of its first event (in that event itself 64 zeros). Items carry their type
and length, so that no two rows have one encoding. The signature (Ed25519) is over `docgen-event-2 <genesis> <hash>`.

Format 1, of records begun by earlier releases, is SHA-256 over the same fields as lines, without the identity. It is read and
never written: a record of it goes on after an administrator's `re-seal` event, which is of format 2, as is all that follows.
A record is of format 1 from its beginning if its first event is a set-up whose payload names no format.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from docgen.approval.ledger.event_kinds import RE_SEAL, SET_UP
from docgen.cbor import encode_row

START = "0" * 64  # what the first event names as the one before it, and as the record's identity
FORMAT = 2  # what is written

_NAME_1, _NAME_2 = "docgen-event-1", "docgen-event-2"
_TEXT_1 = f"{_NAME_1}\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s"
_TYPES = (int, str, str, int, str, str, str, str, str, str, str)


class Sealing(NamedTuple):
    """How an event is sealed: its format (0: nothing is known yet), and the record's identity."""

    format: int
    genesis: str

    def of(self, sequence: Any, kind: Any, payload: Any) -> Sealing:
        """The sealing of the row that follows rows of this one."""
        if self.format == FORMAT:
            return self
        if self.format == 0:
            return Sealing(_first_format(kind, payload), START)
        return Sealing(FORMAT, self.genesis) if kind == RE_SEAL else self

    def after(self, hash: str) -> Sealing:
        """The sealing that holds after a row of this one with that hash: the first one's is the identity from then on."""
        return Sealing(self.format, hash) if self.genesis == START else self


UNBEGUN = Sealing(0, START)


def hash_of(row: Iterable[Any], sealing: Sealing) -> str:
    """The hash of an event's row so sealed, in hex; reads its first eleven columns. ValueError for what no row can hold."""
    columns = tuple(row)[:11]
    if sealing.format == FORMAT:
        return hashlib.sha256(encode_row((_NAME_2, sealing.genesis, *columns))).hexdigest()
    if tuple(map(type, columns)) != _TYPES:
        raise ValueError("columns")
    sequence, document, kind, revision, actor, on_behalf, step, at, payload, previous, key_id = columns
    text = _TEXT_1 % (sequence, document, kind, revision, actor, on_behalf, step, at, previous, key_id, payload)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def signed_bytes(hash: str, sealing: Sealing) -> bytes:
    """What a signature is over."""
    if sealing.format == FORMAT:
        return f"{_NAME_2} {sealing.genesis} {hash}".encode()
    return f"{_NAME_1} {hash}".encode()


def rows_digest(rows: Iterable[Iterable[Any]]) -> str:
    """SHA-256 over whole rows, their hashes and signatures too: what a re-sealing says it found."""
    digest = hashlib.sha256(b"docgen-rows-2")
    for row in rows:
        digest.update(encode_row(tuple(row)))
    return digest.hexdigest()


def _first_format(kind: Any, payload: Any) -> int:
    if kind != SET_UP:
        return FORMAT
    try:
        data = json.loads(payload)
        return 1 if "format" not in data else FORMAT
    except (ValueError, TypeError, RecursionError):
        return FORMAT

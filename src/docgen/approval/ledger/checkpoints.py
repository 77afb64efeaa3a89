"""Checkpoints: how long the record was and what it ended in, signed; kept outside of it, so that nobody shortens or rewrites it unseen.

A checkpoint is a JSON object {format, workspace, size, head, at, person, key_id, public, signature}: exported beside the
content and stamped into every issued PDF. It can be checked without the record (signature) and against it (event `size` has
the hash `head`). The signature is over the deterministic CBOR (RFC 8949 §4.2) of the format's name and the fields; that of
format 1, which earlier releases made, over the fields as lines.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from docgen.approval.ledger.events import timestamp
from docgen.approval.ledger.heads import grouped
from docgen.approval.ledger.keyring import keyring
from docgen.approval.ledger.keys import Key, is_id_of, key_id, verify
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.messages import (
    CHECKPOINT_BY_UNKNOWN_KEY,
    CHECKPOINT_FORGED,
    NO_CHECKPOINT,
    RECORD_REWRITTEN,
    RECORD_SHORTENED,
)
from docgen.approval.ledger.sealing import START
from docgen.cbor import encode_row
from docgen.errors import DocgenError, Location, Problem
from docgen.foreign import read_json

_FORMAT_1, _FORMAT_2 = "docgen-checkpoint-1", "docgen-checkpoint-2"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The record held `size` events, the last with the hash `head`. `workspace` is its first event's hash."""

    workspace: str
    size: int
    head: str
    at: str
    person: str
    key_id: str
    public: str
    signature: str
    format: str = _FORMAT_1  # what a checkpoint of the first format does not say

    @property
    def genuine(self) -> bool:
        """True if the signature is that of the key it names, whoever that is."""
        try:
            return is_id_of(self.key_id, self.public) and verify(self.public, self.signature, _signed(self))
        except ValueError:
            return False

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def make_checkpoint(ledger: Ledger, key: Key, now: datetime) -> Checkpoint:
    """The record as it stands, signed. The record must not be empty."""
    first = next(iter(ledger))
    plain = Checkpoint(
        first.hash, ledger.size, ledger.head, timestamp(now), key.person, key.key_id, key.public, "", _FORMAT_2
    )
    values = asdict(plain) | {"signature": key.sign(_signed(plain)).hex()}
    return Checkpoint(**values)


def read_checkpoint(content: str | bytes, place: str = "") -> Checkpoint:
    """A checkpoint from its JSON text. Raises DocgenError A431 for anything else."""
    try:
        data: Any = read_json(content)
        checkpoint = Checkpoint(**data)
        if (
            type(checkpoint.size) is not int
            or checkpoint.size < 1
            or checkpoint.format not in (_FORMAT_1, _FORMAT_2)
            or not all(isinstance(v, str) for k, v in data.items() if k != "size")
        ):
            raise ValueError
    except (ValueError, TypeError) as error:
        raise DocgenError(NO_CHECKPOINT.at(Location(place))) from error
    return checkpoint


def check_checkpoint(checkpoint: Checkpoint, ledger: Ledger, owners: dict[str, str], place: str) -> list[Problem]:
    """What a checkpoint shows of the record: A432 forged, A433 the record is shorter, A434 it was rewritten.

    `owners` are the keys the record knows, revoked ones too (what was signed while they counted stands): key id → person."""
    if not checkpoint.genuine:
        return [CHECKPOINT_FORGED.at(Location(place))]
    if checkpoint.size > ledger.size and ledger.genesis in (checkpoint.workspace, START):
        return [RECORD_SHORTENED.at(Location(place), count=ledger.size, at=checkpoint.at, size=checkpoint.size)]
    if checkpoint.workspace != ledger.genesis or ledger.hash_at(checkpoint.size) != checkpoint.head:
        return [_rewritten(checkpoint, ledger, place)]
    if owners.get(key_id(checkpoint.public)) != checkpoint.person:
        return [CHECKPOINT_BY_UNKNOWN_KEY.at(Location(place), person=checkpoint.person)]
    return []


def _rewritten(checkpoint: Checkpoint, ledger: Ledger, place: str) -> Problem:
    found = grouped(ledger.hash_at(checkpoint.size)) or "没有"
    known = grouped(checkpoint.head)
    return RECORD_REWRITTEN.at(Location(place), size=checkpoint.size, at=checkpoint.at, known=known, found=found)


def check_embedded(checkpoint: object, ledger: Ledger, place: str) -> list[Problem]:
    """The same of a checkpoint as plain data, as issued files hold it inside; A431 where it is none."""
    try:
        found = read_checkpoint(json.dumps(checkpoint), place)
    except DocgenError as error:
        return list(error.problems)
    except (ValueError, TypeError, RecursionError):
        return [NO_CHECKPOINT.at(Location(place))]
    return check_checkpoint(found, ledger, keyring(ledger.events("")).owners, place)


def _signed(checkpoint: Checkpoint) -> bytes:
    fields = (
        checkpoint.workspace,
        checkpoint.size,
        checkpoint.head,
        checkpoint.at,
        checkpoint.person,
        checkpoint.key_id,
    )
    if checkpoint.format == _FORMAT_1:
        return "\n".join([_FORMAT_1, *map(str, fields)]).encode()
    return encode_row((checkpoint.format, *fields))

"""Checkpoints: how long the record was and what it ended in, signed; kept outside of it, so that nobody shortens or rewrites it unseen.

A checkpoint is a JSON object {size, head, at, person, key_id, public, signature}: exported beside the content and
stamped into every issued PDF. It can be checked without the record (signature) and against it (event `size` has the hash `head`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from docgen.approval.ledger.events import timestamp
from docgen.approval.ledger.keys import Key, key_id, verify
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.messages import (
    CHECKPOINT_BY_UNKNOWN_KEY,
    CHECKPOINT_FORGED,
    NO_CHECKPOINT,
    RECORD_REWRITTEN,
    RECORD_SHORTENED,
)
from docgen.errors import DocgenError, Location, Problem
from docgen.foreign import read_json


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

    @property
    def genuine(self) -> bool:
        """True if the signature is that of the key it names, whoever that is."""
        try:
            return self.key_id == key_id(self.public) and verify(self.public, self.signature, _signed(self))
        except ValueError:
            return False

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def make_checkpoint(ledger: Ledger, key: Key, now: datetime) -> Checkpoint:
    """The record as it stands, signed. The record must not be empty."""
    first = next(iter(ledger))
    plain = Checkpoint(first.hash, ledger.size, ledger.head, timestamp(now), key.person, key.key_id, key.public, "")
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
    events = list(ledger)
    if checkpoint.size > len(events):
        return [RECORD_SHORTENED.at(Location(place), count=len(events), at=checkpoint.at, size=checkpoint.size)]
    if not events or events[0].hash != checkpoint.workspace or events[checkpoint.size - 1].hash != checkpoint.head:
        return [RECORD_REWRITTEN.at(Location(place), size=checkpoint.size, at=checkpoint.at)]
    if owners.get(checkpoint.key_id) != checkpoint.person:
        return [CHECKPOINT_BY_UNKNOWN_KEY.at(Location(place), person=checkpoint.person)]
    return []


def _signed(checkpoint: Checkpoint) -> bytes:
    fields = (
        checkpoint.workspace,
        checkpoint.size,
        checkpoint.head,
        checkpoint.at,
        checkpoint.person,
        checkpoint.key_id,
    )
    return "\n".join(["docgen-checkpoint-1", *map(str, fields)]).encode()

"""Events: the rows of the record, each bound to the one before it by its hash and to a person by a signature.

The payload is canonical JSON. What the hash and the signature are over is
said in `sealing`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from docgen.approval.ledger.messages import CLOCK_BEHIND, UNSTORABLE
from docgen.approval.ledger.sealing import Sealing, hash_of, signed_bytes
from docgen.errors import DocgenError, Location, visible

COLUMNS = (
    "sequence",
    "document",
    "kind",
    "revision",
    "actor",
    "on_behalf",
    "step",
    "at",
    "payload",
    "previous",
    "key_id",
    "hash",
    "signature",
)
Row = tuple[int, str, str, int, str, str, str, str, str, str, str, str, str]
TOLERANCE = timedelta(minutes=2)  # clocks of several machines differ by so much; a larger step back is a fault

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Signer(Protocol):
    """Someone's private key at hand."""

    @property
    def key_id(self) -> str: ...
    def sign(self, message: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """What a caller wants recorded. `document` is "" for events of the workspace; the payload is plain JSON data
    without floats. Without a `signer` the event is unsigned, which the check of signatures reports."""

    kind: str
    actor: str
    document: str = ""
    revision: int = 0
    on_behalf: str = ""
    step: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    signer: Signer | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the record. `sequence` runs from 1 over the whole record; `at` is UTC, `2026-03-01T08:00:00Z`."""

    sequence: int
    document: str
    kind: str
    revision: int
    actor: str
    on_behalf: str
    step: str
    at: str
    body: str
    previous: str
    key_id: str
    hash: str
    signature: str
    payload: dict[str, Any] = field(compare=False, repr=False, default_factory=dict)

    @property
    def row(self) -> Row:
        return (
            self.sequence,
            self.document,
            self.kind,
            self.revision,
            self.actor,
            self.on_behalf,
            self.step,
            self.at,
            self.body,
            self.previous,
            self.key_id,
            self.hash,
            self.signature,
        )


def canonical_json(value: Any) -> str:
    """One text for equal data: keys sorted, no spaces, no escapes but the needed. ValueError for what is not plain JSON."""
    _plain(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def from_row(row: Iterable[Any]) -> Event:
    """An event from its columns; ValueError where the payload is no JSON object."""
    columns = tuple(row)
    try:
        payload = json.loads(columns[8])
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(payload, dict):
        raise ValueError("payload")
    fields: Any = (*columns, payload)
    return Event(*fields)


def seal(draft: Draft, size: int, previous: str, at: str, sealing: Sealing) -> Event:
    """The event that follows `size` events ending in the hash `previous`, sealed so. Raises DocgenError A411 for unfit data."""
    key_id = draft.signer.key_id if draft.signer else ""
    fields = (draft.document, draft.kind, draft.actor, draft.on_behalf, draft.step, at, key_id)
    try:
        if not draft.kind or any(_CONTROL.search(value) for value in fields):
            raise ValueError
        body = canonical_json(dict(draft.payload))
        body.encode()
        if any(visible(text) != text for text in _texts(draft.payload)):
            raise ValueError
    except ValueError as error:
        raise DocgenError(UNSTORABLE.at(Location(draft.document))) from error
    row = (
        size + 1,
        draft.document,
        draft.kind,
        draft.revision,
        draft.actor,
        draft.on_behalf,
        draft.step,
        at,
        body,
        previous,
        key_id,
    )
    hash = hash_of(row, sealing)
    signature = draft.signer.sign(signed_bytes(hash, sealing)).hex() if draft.signer else ""
    return Event(*row, hash, signature, json.loads(body))


def timestamp(moment: datetime) -> str:
    """A moment as events write it: UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_now() -> datetime:
    """The machine's clock: what a record uses unless it is given another."""
    return datetime.now(UTC)


def moment(text: str) -> datetime:
    """The moment that `timestamp` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def next_time(now: datetime, last: str) -> str:
    """The time of an event after one at `last` ("" if there is none): never earlier than that.

    Raises DocgenError A402 where the clock stands more than TOLERANCE behind it.
    """
    at = timestamp(now)
    if not last or at >= last:
        return at
    if moment(last) - moment(at) > TOLERANCE:
        raise DocgenError(CLOCK_BEHIND.at(Location(""), at=at, last=last))
    return last


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value.replace("\r\n", "\n")
    elif isinstance(value, Mapping):
        yield from value
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _plain(value: Any) -> None:
    if value is None or isinstance(value, str | bool | int):
        return
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        for item in value.values():
            _plain(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _plain(item)
    else:
        raise ValueError(f"not plain JSON: {type(value).__name__}")

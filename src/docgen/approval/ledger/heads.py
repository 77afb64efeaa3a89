"""Heads: what somebody last saw of a record, {genesis, size, head, at}. Who keeps one notices a record that was cut, forked,
rewritten or exchanged since, whatever the files beside it say (the gossip of Certificate Transparency, RFC 9162; SUNDR).

A head is kept with each private key, compared before every act and refreshed after it; the act itself signs it on, for an
event names the one before it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.messages import (
    HEAD_DAMAGED,
    HEAD_FORKED,
    HEAD_OF_ANOTHER_RECORD,
    HEAD_ROLLED_BACK,
)
from docgen.errors import DocgenError, Location, Problem
from docgen.foreign import read_json


@dataclass(frozen=True, slots=True)
class Head:
    """The record `genesis` had `size` events, the last with the hash `head`, at the time `at` of that event."""

    genesis: str
    size: int
    head: str
    at: str

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1) + "\n"

    @property
    def shown(self) -> str:
        """For people: how many events, and the last one's hash in groups."""
        return f"{self.size} 条，末条 {grouped(self.head)}"


def grouped(digest: str) -> str:
    """The first 128 bits of a hex digest in groups of four."""
    return " ".join(digest[start : start + 4] for start in range(0, 32, 4))


def head_of(ledger: Ledger) -> Head:
    """Where a record stands."""
    return Head(ledger.genesis, ledger.size, ledger.head, ledger.last_time)


def read_head(content: str | bytes, place: str) -> Head:
    """A head from its JSON text. Raises DocgenError A436 for anything else."""
    try:
        data = read_json(content)
        head = Head(str(data["genesis"]), data["size"], str(data["head"]), str(data["at"]))
        if type(head.size) is not int or head.size < 1:
            raise ValueError
    except (ValueError, KeyError, TypeError) as error:
        raise DocgenError(HEAD_DAMAGED.at(Location(place))) from error
    return head


def check_head(head: Head, ledger: Ledger, place: str) -> list[Problem]:
    """What a head shows of the record (A436), with both heads: another record, one that was cut, one that went another way."""
    now = head_of(ledger)
    message = None
    if now.genesis != head.genesis:
        message = HEAD_OF_ANOTHER_RECORD
    elif now.size < head.size:
        message = HEAD_ROLLED_BACK
    elif ledger.hash_at(head.size) != head.head:
        message = HEAD_FORKED
    if message is None:
        return []
    return [message.at(Location(place), size=head.size, at=head.at, known=head.shown, now=now.shown)]

"""Delegations: someone acts for another, in a period and within a scope, and never passes it on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Event
from docgen.approval.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Delegation:
    """`principal` lets `delegate` act for them from `starts` to `ends` (dates, both inclusive). Empty scopes: everything."""

    id: str
    principal: str
    delegate: str
    starts: str
    ends: str
    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    ended: bool = False

    def covers(self, document: str, kind: str, step: str, day: str) -> bool:
        """True if it holds for that step of that document on that day."""
        return (
            not self.ended
            and self.starts <= day <= self.ends
            and (not self.documents or document in self.documents)
            and (not self.kinds or kind in self.kinds)
            and (not self.steps or step in self.steps)
        )


def delegations(ledger: Ledger) -> list[Delegation]:
    """All delegations there ever were, those ended marked."""
    events = ledger.events(kinds={kinds.DELEGATE, kinds.DELEGATION_ENDED})
    ended = {event.payload["id"] for event in events if event.kind == kinds.DELEGATION_ENDED}
    return list(_read(events, ended))


def _read(events: list[Event], ended: set[str]) -> Iterator[Delegation]:
    for event in events:
        if event.kind == kinds.DELEGATE:
            payload = event.payload
            yield Delegation(
                payload["id"],
                event.actor,
                payload["to"],
                payload["starts"],
                payload["ends"],
                tuple(payload["documents"]),
                tuple(payload["kinds"]),
                tuple(payload["steps"]),
                payload["id"] in ended,
            )

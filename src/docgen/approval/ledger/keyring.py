"""Whose public keys count, and who administers the workspace: a fold over the events, as of any of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Event
from docgen.approval.ledger.keys import key_id
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.messages import NO_ADMINISTRATOR
from docgen.approval.ledger.sealing import UNBEGUN, Sealing
from docgen.errors import DocgenError, Location

TRUSTED = (kinds.SET_UP, kinds.KEY, kinds.KEY_REVOKED, kinds.ADMINISTRATOR)


@dataclass(slots=True)
class Keyring:
    """Keys by id: `active` ones with person and public key, `revoked` ones with the reason."""

    active: dict[str, tuple[str, str]] = field(default_factory=dict)
    revoked: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)  # of every key there ever was
    publics: dict[str, str] = field(default_factory=dict)
    administrators: set[str] = field(default_factory=set)
    sealing: Sealing = UNBEGUN  # that of the last event whose signature was judged

    def apply(self, event: Event) -> None:
        """Take in the next event. What its author had no right to is passed over: `signatures.check` names it."""
        if event.kind not in TRUSTED:
            return
        payload = event.payload
        if event.kind == kinds.SET_UP:
            if event.sequence == 1:
                self.administrators.add(event.actor)
                self._add(event.actor, str(payload.get("public", "")))
        elif event.actor not in self.administrators:
            return
        elif event.kind == kinds.KEY:
            self._add(str(payload.get("person", "")), str(payload.get("public", "")))
        elif event.kind == kinds.KEY_REVOKED:
            name = str(payload.get("key_id", ""))
            if self.active.pop(name, None):
                self.revoked[name] = str(payload.get("reason", ""))
        elif payload.get("added"):
            self.administrators.add(str(payload.get("person", "")))
        else:
            self.administrators.discard(str(payload.get("person", "")))

    def keys_of(self, person: str) -> dict[str, str]:
        """Key id → public key of the person's keys that count, in the order they were registered."""
        return {name: public for name, (owner, public) in self.active.items() if owner == person}

    def _add(self, person: str, public: str) -> None:
        try:
            name = key_id(public)
        except ValueError:
            return
        if name not in self.revoked:
            self.active[name] = (person, public)
            self.owners[name], self.publics[name] = person, public


def keyring(events: Iterable[Event]) -> Keyring:
    """The keys as of the last of the events."""
    found = Keyring()
    for event in events:
        found.apply(event)
    return found


def check_administrator(ledger: Ledger, person: str) -> None:
    """Raises DocgenError A308 for who is no administrator."""
    known = keyring(ledger.events("")).administrators
    if person not in known:
        raise DocgenError(NO_ADMINISTRATOR.at(Location(""), person=person, names="、".join(sorted(known))))

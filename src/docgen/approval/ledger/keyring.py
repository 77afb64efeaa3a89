"""Whose public keys count, and who administers the workspace: a fold over the events, as of any of them.

Nobody speaks for another person alone. A further key of a person is registered by that person's own key, or by two
administrators: one proposes, the other registers. A first key is registered by two as well, once the record has two
administrators; what a lone administrator registers is marked as that for good (`Registration.alone`). Likewise for
making an administrator, and for removing one other than oneself. Records of earlier versions knew no second person:
up to where such a record is sealed anew, one administrator was enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Event
from docgen.approval.ledger.keys import OLD_LENGTH, key_id
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.messages import (
    ADMINISTRATOR_BY_TWO,
    KEY_BY_TWO,
    KEY_KNOWN,
    LAST_ADMINISTRATOR,
    LAST_ADMINISTRATORS_KEY,
    NO_ADMINISTRATOR,
    NO_SUCH_KEY,
    ODD_KEY,
)
from docgen.approval.ledger.sealing import UNBEGUN, Sealing
from docgen.errors import DocgenError, Location, Problem

TRUSTED = (
    kinds.SET_UP,
    kinds.KEY,
    kinds.KEY_PROPOSED,
    kinds.KEY_REVOKED,
    kinds.ADMINISTRATOR,
    kinds.ADMINISTRATOR_PROPOSED,
    kinds.RE_SEAL,
)


@dataclass(frozen=True, slots=True)
class Registration:
    """How a key came to count: `how` "set-up", "own-key" (by the person's older key), "two" or "alone"; `by` who did it."""

    how: str
    by: tuple[str, ...]
    sequence: int
    at: str

    @property
    def alone(self) -> str:
        """Who registered it for another without a second person; "" for nobody."""
        return self.by[0] if self.how == "alone" else ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one administrator proposed and another is to do: `act` is the kind of event that would do it."""

    sequence: int
    act: str
    by: str
    key_id: str  # the proposer's own
    person: str
    public: str = ""
    added: bool = True


@dataclass(slots=True)
class Keyring:
    """Keys by id: `active` ones with person and public key, `revoked` ones with the reason, `compromised` ones with the time
    (UTC) from which on they were in wrong hands."""

    active: dict[str, tuple[str, str]] = field(default_factory=dict)
    revoked: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)  # of every key there ever was
    publics: dict[str, str] = field(default_factory=dict)
    registrations: dict[str, Registration] = field(default_factory=dict)
    compromised: dict[str, str] = field(default_factory=dict)
    administrators: set[str] = field(default_factory=set)
    sealing: Sealing = UNBEGUN  # that of the last event whose signature was judged
    proposals: list[Proposal] = field(default_factory=list)
    paired: bool = False  # True where two persons are needed, False in old records
    _short: dict[str, str] = field(default_factory=dict)

    def apply(self, event: Event) -> None:
        """Take in the next event. What its author had no right to is passed over: `signatures.check` names it."""
        if event.kind not in TRUSTED or self.refusal(event):
            return
        payload = event.payload
        person, public = str(payload.get("person", "")), str(payload.get("public", ""))
        match event.kind:
            case kinds.SET_UP:
                self.paired = "format" in payload
                self.administrators.add(event.actor)
                self._add(event.actor, public, Registration("set-up", (event.actor,), 1, event.at))
            case kinds.KEY:
                self._add(person, public, self._registration(event, person, public))
            case kinds.KEY_REVOKED:
                self._revoke(self.find(str(payload.get("key_id", ""))), payload)
            case kinds.KEY_PROPOSED:
                self._propose(Proposal(event.sequence, kinds.KEY, event.actor, event.key_id, person, public))
            case kinds.ADMINISTRATOR_PROPOSED:
                added = bool(payload.get("added"))
                self._propose(
                    Proposal(event.sequence, kinds.ADMINISTRATOR, event.actor, event.key_id, person, added=added)
                )
            case kinds.ADMINISTRATOR if payload.get("added"):
                self.administrators.add(person)
            case kinds.ADMINISTRATOR:
                self.administrators.discard(person)
            case _:
                self.paired = True
        if event.kind in (kinds.KEY, kinds.ADMINISTRATOR):
            self._settle(event.kind, person)

    def refusal(self, event: Event) -> Problem | None:
        """Why an event about keys and administrators is not its author's to record; None if it is, or about something else."""
        payload = event.payload
        person = str(payload.get("person", ""))
        match event.kind:
            case kinds.SET_UP:
                return None if event.sequence == 1 else NO_ADMINISTRATOR.at(_HERE, person=event.actor, names="—")
            case kinds.KEY | kinds.KEY_PROPOSED:
                return self.key_refusal(
                    event.actor, person, str(payload.get("public", "")), proposed=event.kind == kinds.KEY_PROPOSED
                )
            case kinds.KEY_REVOKED:
                return self.revoking_refusal(
                    event.actor, str(payload.get("key_id", "")), since=str(payload.get("since", ""))
                )
            case kinds.ADMINISTRATOR | kinds.ADMINISTRATOR_PROPOSED:
                return self.administrator_refusal(
                    event.actor,
                    person,
                    added=bool(payload.get("added")),
                    proposed=event.kind == kinds.ADMINISTRATOR_PROPOSED,
                )
            case kinds.RE_SEAL:
                return self.not_administrator(event.actor)
        return None

    # --- may they? ------------------------------------------------------------

    def not_administrator(self, person: str) -> Problem | None:
        """A308 for who is no administrator."""
        if person in self.administrators:
            return None
        return NO_ADMINISTRATOR.at(_HERE, person=person, names="、".join(sorted(self.administrators)))

    def key_refusal(self, actor: str, person: str, public: str, *, proposed: bool = False) -> Problem | None:
        """Why `actor` may not register (or propose) this key of `person`: A308, A309, A317; None if they may."""
        try:
            name = key_id(public)
        except ValueError:
            return ODD_KEY.at(_HERE)
        if name in self.owners:
            return KEY_KNOWN.at(_HERE)
        if actor == person and not proposed and self.keys_of(person):
            return None
        if problem := self.not_administrator(actor):
            return problem
        if (
            proposed
            or not self.paired
            or self.needs_no_second(person)
            or self._second(kinds.KEY, actor, person, public)
        ):
            return None
        return KEY_BY_TWO.at(_HERE, person=person)

    def needs_no_second(self, person: str) -> bool:
        """True for a person's first key while the record has one administrator."""
        return len(self.administrators) == 1 and person not in self.owners.values()

    def revoking_refusal(self, actor: str, name: str, *, since: str = "") -> Problem | None:
        """Why `actor` may not revoke this key, or say since when it was in wrong hands: A308, A315; None if they may."""
        found = self.find(name)
        if found not in self.active and not (since and found in self.revoked):
            known = "、".join(f"{id}（{owner}）" for id, (owner, _public) in self.active.items())
            return NO_SUCH_KEY.at(_HERE, name=name, known=known)
        if self.owners[found] != actor and (problem := self.not_administrator(actor)):
            return problem
        rest = {owner for id, (owner, _public) in self.active.items() if id != found}
        if not rest & self.administrators:
            return LAST_ADMINISTRATORS_KEY.at(_HERE)
        return None

    def administrator_refusal(self, actor: str, person: str, *, added: bool, proposed: bool = False) -> Problem | None:
        """Why `actor` may not make `person` an administrator, or no longer one: A308, A315, A317; None if they may."""
        if problem := self.not_administrator(actor):
            return problem
        if not added and self.administrators == {person}:
            return LAST_ADMINISTRATOR.at(_HERE)
        alone = len(self.administrators) == 1 or (not added and actor == person)
        if proposed or not self.paired or alone or self._second(kinds.ADMINISTRATOR, actor, person, added=added):
            return None
        return ADMINISTRATOR_BY_TWO.at(_HERE, person=person)

    # --- who is who -----------------------------------------------------------

    def find(self, name: str) -> str:
        """The id of a key by its id of today or of earlier versions; "" if there never was one."""
        return name if name in self.owners else self._short.get(name, "")

    def keys_of(self, person: str) -> dict[str, str]:
        """Key id → public key of the person's keys that count, in the order they were registered."""
        return {name: public for name, (owner, public) in self.active.items() if owner == person}

    def signer(self, event: Event) -> tuple[str, str]:
        """Owner and public key of the key that an event names, if it counts now; ("", "") else."""
        return self.active.get(self.find(event.key_id), ("", ""))

    # --- taking in ------------------------------------------------------------

    def _second(self, act: str, actor: str, person: str, public: str = "", *, added: bool = True) -> Proposal | None:
        """The standing proposal of another administrator for the same, whose key still counts."""
        return next(
            (
                one
                for one in self.proposals
                if (one.act, one.person, one.public, one.added) == (act, person, public, added)
                and one.by != actor
                and one.by in self.administrators
                and self.find(one.key_id) in self.active
            ),
            None,
        )

    def _registration(self, event: Event, person: str, public: str) -> Registration:
        if event.actor == person and self.keys_of(person):
            return Registration("own-key", (event.actor,), event.sequence, event.at)
        if second := self._second(kinds.KEY, event.actor, person, public):
            return Registration("two", (second.by, event.actor), event.sequence, event.at)
        return Registration("alone", (event.actor,), event.sequence, event.at)

    def _propose(self, proposal: Proposal) -> None:
        """A newer proposal by the same administrator about the same person takes the older one's place."""
        self.proposals = [
            one
            for one in self.proposals
            if (one.act, one.by, one.person) != (proposal.act, proposal.by, proposal.person)
        ]
        self.proposals.append(proposal)

    def _settle(self, act: str, person: str) -> None:
        """What was proposed about a person is over when something of the kind was done: it was decided as things stood then."""
        self.proposals = [one for one in self.proposals if (one.act, one.person) != (act, person)]

    def _add(self, person: str, public: str, how: Registration) -> None:
        try:
            name = key_id(public)
        except ValueError:
            return
        if name in self.owners:
            return  # a key belongs to the first whose it was, and comes back never
        self.active[name] = (person, public)
        self.owners[name], self.publics[name], self.registrations[name] = person, public, how
        self._short.setdefault(name[:OLD_LENGTH], name)

    def _revoke(self, name: str, payload: dict[str, object]) -> None:
        if self.active.pop(name, None):
            self.revoked[name] = str(payload.get("reason", ""))
        if since := str(payload.get("since") or ""):
            self.compromised[name] = min(since, self.compromised.get(name, since))


_HERE = Location("")


def keyring(events: Iterable[Event]) -> Keyring:
    """The keys as of the last of the events."""
    found = Keyring()
    for event in events:
        found.apply(event)
    return found


def two_persons(ledger: Ledger) -> bool:
    """True where today's rules hold, by which nobody speaks for another alone; False in a record of an earlier version."""
    first = next(iter(ledger), None)
    return first is None or "format" in first.payload or bool(ledger.events("", {kinds.RE_SEAL}))


def check_administrator(ledger: Ledger, person: str) -> None:
    """Raises DocgenError A308 for who is no administrator."""
    if problem := keyring(ledger.events("")).not_administrator(person):
        raise DocgenError(problem)

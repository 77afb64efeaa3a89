"""Who there is, and whose signature counts: people, keys, administrators, the organisation as confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.approval.after.renamings import Renaming as Renaming
from docgen.approval.after.renamings import renamings_in_use
from docgen.approval.desk import key_files, organisations, people, policies
from docgen.approval.desk.organisations import Change as Change
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger import keys
from docgen.approval.ledger.events import Event
from docgen.approval.ledger.keyring import Keyring, Registration, check_administrator, keyring
from docgen.approval.rules.days import clock
from docgen.approval.rules.descriptions import actor, event_text
from docgen.approval.rules.state import state_of
from docgen.foreign import one_line

if TYPE_CHECKING:
    from docgen.api.approvals import Approvals, Key
    from docgen.api.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the organisation as confirmed. `left` is the day of leaving, "" for who is there."""

    id: str
    name: str
    department: str
    post: str
    roles: tuple[str, ...]
    keys: tuple[str, ...]
    administrator: bool
    left: str


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that was ever registered; `revoked` is why it is not valid any more, None while it is.

    `fingerprint` is what people compare; `registered` says by whom the key was registered, `alone` whether one person did it
    for another (单人登记); `compromised` is the time (Beijing's) from which on it was in wrong hands, "" for none.
    """

    id: str
    person: str
    name: str
    revoked: str | None
    fingerprint: str
    registered: str
    alone: bool
    compromised: str


@dataclass(frozen=True, slots=True)
class Request:
    """A request for the registration of a key: whose it says it is, and the fingerprint to compare with what that person says."""

    person: str
    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an act for which two persons may be needed: `proposed` where a second one is still to do the same."""

    person: str
    name: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an administrator proposed and another is to do, in words."""

    sequence: int
    by: str
    text: str


def set_up(workspace: Workspace, person: str, passphrase: str) -> tuple[Approvals, Path]:
    """Begin the workspace's record, with a key for its first administrator: the record, open, and the private key's file.

    Once a workspace. Raises DocgenError A3xx.
    """
    from docgen.api.approvals import Approvals

    desk, file = people.set_up(workspace.folder, person, passphrase)
    return Approvals(workspace, desk), file


def organisation_name(workspace: Workspace) -> str:
    """The organisation's name in content/organisation.yaml. Raises DocgenError where the file is not right."""
    return organisations.load_organisation(workspace.folder).name


class People:
    """The people of a record: `Approvals.people`."""

    def __init__(self, approvals: Approvals) -> None:
        self._approvals = approvals
        self._desk = approvals.desk

    def _ring(self) -> Keyring:
        return keyring(self._desk.ledger().events(""))

    def members(self) -> list[Member]:
        """Everybody."""
        organisation, ring = self._desk.organisation(), self._ring()
        return [
            Member(
                one.id,
                one.name,
                organisation.departments.get(one.department, ""),
                organisation.posts.get(one.post, ""),
                tuple(one.roles),
                tuple(ring.keys_of(one.id)),
                one.id in ring.administrators,
                one.left,
            )
            for one in organisation.people.values()
        ]

    def add(
        self, id: str, name: str, key: Key, *, department: str = "", post: str = "", roles: Sequence[str] = ()
    ) -> list[Change]:
        """Write a person into content/organisation.yaml and confirm it by an administrator's key; what changed."""
        from docgen.approval.desk.person_entry import add_person
        from docgen.approval.rules.organisation import Person

        check_administrator(self._desk.ledger(), key.person)
        organisations.check_confirmed(self._desk)
        add_person(self._desk.workspace, Person(id, name, department, post, tuple(roles)))
        return organisations.confirm(self._desk, key)

    # --- keys ---------------------------------------------------------------

    def new_key(self, person: str, passphrase: str) -> tuple[Path, Path]:
        """A key pair for a person: the private key's file, and the request for an administrator, in the workspace's keys/."""
        return people.new_key(self._desk.workspace, self._approvals.person(person), passphrase)

    def own_fingerprints(self, person: str) -> list[str]:
        """The fingerprints of the private keys of a person that lie in this user's folder, the newest last."""
        return list(key_files.own_fingerprints(self._approvals.person(person), key_files.keys_folder()).values())

    def request(self, request: str | Path) -> Request:
        """What a request for registration holds. Raises DocgenError A307."""
        person, public = people.read_request(Path(request))
        return Request(person, self._approvals.name_of(person), keys.fingerprint(public))

    def register_key(self, request: str | Path, key: Key, fingerprint: str) -> Done:
        """Register a public key, by the person's own older key or an administrator's. `fingerprint` is what the person said
        theirs is. Where two administrators are needed, the first one's call proposes. Raises DocgenError A307 to A310, A317, A318."""
        event = people.register_key(self._desk, Path(request), key, fingerprint)
        return self._done(event, kinds.KEY_PROPOSED)

    def revoke_key(self, name: str, reason: str, key: Key, since: str = "") -> str:
        """End a key, named by its id or by its owner who has but one; its id. What it signed before stays signed, but for
        votes from `since` on (Beijing's day or minute) if it was in wrong hands: see `consequences`."""
        found = self._desk.organisation().find(name) or name
        return str(people.revoke_key(self._desk, found, reason, key, since).payload["key_id"])

    def consequences(self, key_id: str = "") -> list[str]:
        """What compromised keys (one, or all) signed since they were in wrong hands, a line each, with what becomes of it."""
        from docgen.approval.rules.consequences import consequences

        ledger = self._desk.ledger()
        return [f"{self._line(one.event)}：{one.effect}" for one in consequences(ledger, key_id)]

    def notices(self, key: Key) -> list[str]:
        """What was done in the name of a key's owner since they last used it, a line each."""
        from docgen.approval.rules.notices import notices

        return [self._line(event) for event in notices(self._desk.ledger(), key.person, key.key_id)]

    def known_keys(self) -> list[KnownKey]:
        """Every key there ever was."""
        ring = self._ring()
        return [
            KnownKey(
                id,
                owner,
                self._approvals.name_of(owner),
                None if id in ring.active else ring.revoked[id],
                keys.fingerprint(ring.publics[id]),
                self._registered(ring.registrations[id]),
                bool(ring.registrations[id].alone),
                clock(ring.compromised[id]) if id in ring.compromised else "",
            )
            for id, owner in ring.owners.items()
        ]

    def registered_alone(self) -> dict[str, list[str]]:
        """The names of those whose valid keys one administrator registered without a second, by that administrator's name."""
        found: dict[str, list[str]] = {}
        ring = self._ring()
        for id, (owner, _public) in ring.active.items():
            if by := ring.registrations[id].alone:
                names = found.setdefault(self._approvals.name_of(by), [])
                if (name := self._approvals.name_of(owner)) not in names:
                    names.append(name)
        return found

    def proposed(self) -> list[Proposed]:
        """What one administrator proposed and another is still to do."""
        ledger = self._desk.ledger()
        events = list(ledger)
        organisation = self._desk.organisation()
        return [
            Proposed(one.sequence, organisation.name_of(one.by), event_text(events[one.sequence - 1], organisation))
            for one in self._ring().proposals
        ]

    def _registered(self, how: Registration) -> str:
        by = "、".join(map(self._approvals.name_of, how.by))
        said = {
            "set-up": "建立记录时",
            "own-key": "本人用旧密钥登记",
            "two": f"双人登记：{by}",
            "alone": f"单人登记：{by}",
        }
        return said[how.how]

    def _done(self, event: Event, proposal: str) -> Done:
        person = str(event.payload["person"])
        return Done(person, self._approvals.name_of(person), event.kind == proposal)

    def _line(self, event: Event) -> str:
        organisation, ledger = self._desk.organisation(), self._desk.ledger()
        state = state_of(ledger, event.document) if event.document else None
        where = f" {state.path}" if state else ""
        who = actor(event, organisation)
        return one_line(
            f"第 {event.sequence} 条 {clock(event.at)}{where} {who} {event_text(event, organisation, state)}"
        )

    # --- the organisation ---------------------------------------------------

    def changes(self) -> list[Change]:
        """What content/organisation.yaml says that is not confirmed yet."""
        return organisations.differences(
            self._desk.organisation(), organisations.load_organisation(self._desk.workspace)
        )

    def confirm(self, key: Key) -> list[Change]:
        """Confirm the organisation as the file has it, by an administrator's key; what changed."""
        return organisations.confirm(self._desk, key)

    def renamings_in_use(self) -> list[Renaming]:
        """Where content, templates and documents in force still say the old name of a department or post."""
        return renamings_in_use(self._desk)

    # --- administrators -----------------------------------------------------

    def administrators(self) -> list[str]:
        """The ids of the administrators."""
        return sorted(self._ring().administrators)

    def set_administrator(self, person: str, added: bool, key: Key) -> Done:
        """Make someone an administrator, or no longer one; the last one cannot be taken off. Where two administrators are needed,
        the first one's call proposes."""
        who = self._approvals.person(person)
        event = people.set_administrator(self._desk, who, added, key)
        if event is None:
            return Done(who, self._approvals.name_of(who), False)
        return self._done(event, kinds.ADMINISTRATOR_PROPOSED)

    # --- policy -------------------------------------------------------------

    def policy_changes(self) -> list[str]:
        """What differs from the policy that an administrator confirmed, in words: kinds, templates, docgen.yaml, fonts."""
        return policies.changes(self._desk)

    def confirm_policy(self, key: Key) -> list[str]:
        """Confirm kinds, templates, docgen.yaml and fonts as they are now, by an administrator's key; what changed."""
        return policies.confirm(self._desk, key)

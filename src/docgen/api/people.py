"""Who there is, and whose signature counts: people, keys, administrators, the organisation as confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.approval.after.renamings import Renaming as Renaming
from docgen.approval.after.renamings import renamings_in_use
from docgen.approval.desk import organisations, people, policies
from docgen.approval.desk.organisations import Change as Change
from docgen.approval.ledger.keyring import Keyring, check_administrator, keyring

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
    """A key that was ever registered; `revoked` is why it is not valid any more, None while it is."""

    id: str
    person: str
    name: str
    revoked: str | None


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

    def register_key(self, request: str | Path, key: Key) -> str:
        """Register a public key by an administrator's key; the id of its owner."""
        return people.register_key(self._desk, Path(request), key)

    def revoke_key(self, name: str, reason: str, key: Key) -> str:
        """End a key, named by its id or by its owner who has but one; its id. What it signed before stays signed."""
        return people.revoke_key(self._desk, self._desk.organisation().find(name) or name, reason, key)

    def known_keys(self) -> list[KnownKey]:
        """Every key there ever was."""
        ring = self._ring()
        return [
            KnownKey(id, owner, self._approvals.name_of(owner), None if id in ring.active else ring.revoked[id])
            for id, owner in ring.owners.items()
        ]

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

    def set_administrator(self, person: str, added: bool, key: Key) -> None:
        """Make someone an administrator, or no longer one; the last one cannot be taken off."""
        people.set_administrator(self._desk, self._approvals.person(person), added, key)

    # --- policy -------------------------------------------------------------

    def policy_changes(self) -> list[str]:
        """What differs from the policy that an administrator confirmed, in words: kinds, templates, docgen.yaml, fonts."""
        return policies.changes(self._desk)

    def confirm_policy(self, key: Key) -> list[str]:
        """Confirm kinds, templates, docgen.yaml and fonts as they are now, by an administrator's key; what changed."""
        return policies.confirm(self._desk, key)

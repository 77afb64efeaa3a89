"""Beginning a record, keys and administrators."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from docgen.approval.desk import key_files, policies
from docgen.approval.desk.desk import Desk, anchor_file, checkpoint_file
from docgen.approval.desk.messages import (
    ADMINISTRATOR_NOT_LISTED,
    BEGUN,
    BEGUN_AND_LOST,
    BEGUN_WITHOUT_ANCHOR,
    CHECKPOINT_OF_ANOTHER,
    KEY_REGISTERED,
    LAST_ADMINISTRATOR,
    LAST_ADMINISTRATORS_KEY,
    NO_VALID_KEY,
    PERSON_NOT_LISTED,
)
from docgen.approval.desk.organisations import load_organisation
from docgen.approval.desk.trust import Root, TrustStore
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger import keys
from docgen.approval.ledger.events import Draft, utc_now
from docgen.approval.ledger.keyring import check_administrator, keyring
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.record import Record, database_url, lost
from docgen.approval.rules.organisation import confirmed
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location
from docgen.files import write_together


def set_up(
    workspace: Workspace,
    person: str,
    passphrase: str,
    *,
    clock: Callable[[], datetime] = utc_now,
    folder: Path | None = None,
) -> tuple[Desk, Path]:
    """Begin the workspace's record: `person` becomes its first administrator, with a new key; the desk and the key's file.

    Raises DocgenError A110, A301 to A303, A310, A314 (there is a record already), A401 to A409.
    """
    organisation = load_organisation(workspace)
    policy = policies.policy_now(workspace)
    anchor = anchor_file(workspace)
    found = organisation.find(person)
    if not found:
        raise DocgenError(
            ADMINISTRATOR_NOT_LISTED.at(Location(workspace.relative(workspace.organisation)), person=person)
        )
    if anchor.is_file():
        raise _begun(workspace, anchor)
    checkpoint = checkpoint_file(workspace)
    if checkpoint.exists():
        name = workspace.relative(checkpoint)
        raise DocgenError(CHECKPOINT_OF_ANOTHER.at(Location(name), name=name))
    key = keys.generate(found)
    file = key_files.save(key, folder or key_files.keys_folder(), passphrase)
    record = Record.open(database_url(workspace.record), create=True, clock=clock)
    desk = Desk(workspace, record)

    def decide(ledger: Ledger) -> list[Draft]:
        if ledger.size:
            raise _begun(workspace, anchor)
        payload = {"workspace": organisation.name, "person": found, "public": key.public}
        people = organisation.payload | {"digest": organisation.digest}
        return [
            Draft(kinds.SET_UP, found, payload=payload, signer=key),
            Draft(kinds.ORGANISATION, found, payload=people, signer=key),
            policies.draft(policy, key),
        ]

    try:
        first = record.transact(decide)[0]
        content = (
            json.dumps({"record": first.hash, "person": found, "public": key.public}, ensure_ascii=False, indent=1)
            + "\n"
        )
        write_together([(anchor, content.encode())], Location(workspace.relative(anchor)))
        desk.lives(key, folder)
        desk.write_checkpoint(key, anew=True)
        root = Root(first.hash, organisation.name, "set-up", first.at)
        TrustStore(folder or key_files.keys_folder()).pin(root, first.hash)
    except BaseException:
        record.close()
        raise
    return desk, file


def new_key(workspace: Workspace, person: str, passphrase: str, folder: Path | None = None) -> tuple[Path, Path]:
    """A new key for a person, and the request for its registration in the workspace (`keys/<person>.pub`): both files.

    Raises DocgenError A301 to A303.
    """
    key = keys.generate(person)
    private = key_files.save(key, folder or key_files.keys_folder(), passphrase)
    public = workspace.root / "keys" / f"{person}.pub"
    write_together([(public, keys.request(key).encode())], Location(workspace.relative(public)))
    return private, public


def register_key(desk: Desk, request: Path, administrator: Key) -> str:
    """Register the public key of a request; whose it is. Raises DocgenError A307 to A310."""
    person, public = _read_request(request)
    name = keys.key_id(public)

    def decide(ledger: Ledger) -> list[Draft]:
        check_administrator(ledger, administrator.person)
        if person not in confirmed(ledger).people:
            raise DocgenError(PERSON_NOT_LISTED.at(Location(str(request)), person=person))
        ring = keyring(ledger.events(""))
        if name in ring.owners:
            raise DocgenError(KEY_REGISTERED.at(Location(str(request))))
        payload = {"person": person, "key_id": name, "public": public}
        return [Draft(kinds.KEY, administrator.person, payload=payload, signer=administrator)]

    desk.transact(decide, administrator)
    return person


def revoke_key(desk: Desk, name: str, reason: str, administrator: Key) -> str:
    """Revoke a key by its id, or a person's only key by the person; the key's id. What it signed before stands.

    Raises DocgenError A308, A315 (no such key; the last administrator's).
    """
    found = ""

    def decide(ledger: Ledger) -> list[Draft]:
        nonlocal found
        check_administrator(ledger, administrator.person)
        ring = keyring(ledger.events(""))
        own = list(ring.keys_of(name))
        found = name if name in ring.active else own[0] if len(own) == 1 else ""
        if not found:
            known = "、".join(f"{id}（{owner}）" for id, (owner, _public) in ring.active.items())
            raise DocgenError(NO_VALID_KEY.at(Location(""), name=name, known=known))
        rest = {owner for id, (owner, _public) in ring.active.items() if id != found}
        if not rest & ring.administrators:
            raise DocgenError(LAST_ADMINISTRATORS_KEY.at(Location("")))
        return [
            Draft(
                kinds.KEY_REVOKED,
                administrator.person,
                payload={"key_id": found, "reason": reason},
                signer=administrator,
            )
        ]

    desk.transact(decide, administrator)
    return found


def set_administrator(desk: Desk, person: str, added: bool, administrator: Key) -> None:
    """Make a person an administrator, or no longer one. Raises DocgenError A308, A310, A315 (the last one)."""

    def decide(ledger: Ledger) -> list[Draft]:
        check_administrator(ledger, administrator.person)
        known = keyring(ledger.events("")).administrators
        if not added and known == {person}:
            raise DocgenError(LAST_ADMINISTRATOR.at(Location("")))
        if (person in known) == added:
            return []
        return [
            Draft(
                kinds.ADMINISTRATOR,
                administrator.person,
                payload={"person": person, "added": added},
                signer=administrator,
            )
        ]

    desk.transact(decide, administrator)


def _read_request(file: Path) -> tuple[str, str]:
    try:
        content = file.read_bytes()
    except OSError:
        content = b""  # said like anything else that is no request
    return keys.read_request(content, str(file))


def _begun(workspace: Workspace, anchor: Path) -> DocgenError:
    place = Location(workspace.relative(anchor))
    if not anchor.is_file():
        return DocgenError(BEGUN_WITHOUT_ANCHOR.at(place))
    if lost(workspace.record):
        return DocgenError(BEGUN_AND_LOST.at(place, record=workspace.relative(workspace.record)))
    return DocgenError(BEGUN.at(place))

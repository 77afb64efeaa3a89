"""Beginning a record, keys and administrators."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
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
    ODD_MOMENT,
    OTHER_KEY,
    PERSON_NOT_LISTED,
)
from docgen.approval.desk.organisations import load_organisation
from docgen.approval.desk.trust import Root, TrustStore
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger import keys
from docgen.approval.ledger.events import Draft, Event, timestamp, utc_now
from docgen.approval.ledger.keyring import Proposal, keyring
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.record import Record, database_url, lost
from docgen.approval.rules.days import BEIJING
from docgen.approval.rules.organisation import confirmed
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem
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


def register_key(desk: Desk, request: Path, signer: Key, fingerprint: str = "") -> Event:
    """Register the public key of a request, or propose it where a second administrator has to register it: the event.

    The signer is the person, by an older key, or an administrator. `fingerprint` is what the person said it is; "" where
    the caller has compared it. Raises DocgenError A307 to A310, A317 (proposed already, by the same), A318 (another key).
    """
    person, public = read_request(request)
    if fingerprint and not keys.same_fingerprint(fingerprint, public):
        raise DocgenError(OTHER_KEY.at(Location(str(request)), found=keys.fingerprint(public)))

    def decide(ledger: Ledger) -> list[Draft]:
        if person not in confirmed(ledger).people:
            raise DocgenError(PERSON_NOT_LISTED.at(Location(str(request)), person=person))
        ring = keyring(ledger.events(""))
        payload = {"person": person, "key_id": keys.key_id(public), "public": public}
        problem = ring.key_refusal(signer.person, person, public)
        kind = _kind(kinds.KEY, kinds.KEY_PROPOSED, problem, ring.proposals, signer.person, person, public)
        return [Draft(kind, signer.person, payload=payload, signer=signer)]

    return desk.transact(decide, signer)[0]


def revoke_key(desk: Desk, name: str, reason: str, signer: Key, since: str = "") -> Event:
    """Revoke a key by its id, or a person's only key by the person: by an administrator, or its owner. What it signed stands,
    but for votes given from `since` on ("" none; else Beijing's day or minute, `2026-03-01`, `2026-03-01 14:30`): it was in
    wrong hands then.

    Raises DocgenError A308, A315 (no such key; the last administrator's), A319 (an odd time).
    """
    moment = moment_of(since, timestamp(desk.record.clock())) if since else ""

    def decide(ledger: Ledger) -> list[Draft]:
        ring = keyring(ledger.events(""))
        own = list(ring.keys_of(name))
        found = ring.find(name) or (own[0] if len(own) == 1 else name)
        if problem := ring.revoking_refusal(signer.person, found, since=moment):
            raise DocgenError(problem)
        payload = {"key_id": found, "reason": reason, "since": moment}
        return [Draft(kinds.KEY_REVOKED, signer.person, payload=payload, signer=signer)]

    return desk.transact(decide, signer)[0]


def set_administrator(desk: Desk, person: str, added: bool, administrator: Key) -> Event | None:
    """Make a person an administrator, or no longer one, or propose that; the event, None where it is so already.

    Raises DocgenError A308, A310, A315 (the last one), A317 (proposed already, by the same).
    """

    def decide(ledger: Ledger) -> list[Draft]:
        ring = keyring(ledger.events(""))
        if person not in confirmed(ledger).people and added:
            raise DocgenError(PERSON_NOT_LISTED.at(Location(""), person=person))
        problem = ring.administrator_refusal(administrator.person, person, added=added)
        if (problem is None or problem.code == "A317") and (person in ring.administrators) == added:
            return []
        kind = _kind(
            kinds.ADMINISTRATOR,
            kinds.ADMINISTRATOR_PROPOSED,
            problem,
            ring.proposals,
            administrator.person,
            person,
            added=added,
        )
        payload = {"person": person, "added": added}
        return [Draft(kind, administrator.person, payload=payload, signer=administrator)]

    return next(iter(desk.transact(decide, administrator)), None)


def moment_of(text: str, now: str) -> str:
    """UTC as events write it, of a day or minute in Beijing. Raises DocgenError A319 for another form, or a time after `now`."""
    for form in ("%Y-%m-%d", "%Y-%m-%d %H:%M"):
        try:
            found = timestamp(datetime.strptime(text.strip().replace("T", " "), form).replace(tzinfo=BEIJING))
        except ValueError:
            continue
        if found <= now:
            return found
    raise DocgenError(ODD_MOMENT.at(Location(""), text=text))


def read_request(file: Path) -> tuple[str, str]:
    """Person and public key of a request for registration. Raises DocgenError A307."""
    try:
        content = file.read_bytes()
    except OSError:
        content = b""  # said like anything else that is no request
    return keys.read_request(content, str(file))


def _kind(
    act: str,
    proposal: str,
    problem: Problem | None,
    standing: Iterable[Proposal],
    actor: str,
    person: str,
    public: str = "",
    *,
    added: bool = True,
) -> str:
    """The act, or its proposal where a second person is needed. Raises DocgenError for every other refusal, and A317 for a second
    proposal of the same by the same."""
    if problem is None:
        return act
    same = any(
        (one.act, one.by, one.person, one.public, one.added) == (act, actor, person, public, added) for one in standing
    )
    if problem.code != "A317" or same:
        raise DocgenError(problem)
    return proposal


def _begun(workspace: Workspace, anchor: Path) -> DocgenError:
    place = Location(workspace.relative(anchor))
    if not anchor.is_file():
        return DocgenError(BEGUN_WITHOUT_ANCHOR.at(place))
    if lost(workspace.record):
        return DocgenError(BEGUN_AND_LOST.at(place, record=workspace.relative(workspace.record)))
    return DocgenError(BEGUN.at(place))

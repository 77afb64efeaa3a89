"""Every kind of event by everybody who has no right to it, rightly signed with a registered key: refused when written, found when read."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from functools import cache

import pytest

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft, Event, moment
from docgen.approval.ledger.keyring import Keyring
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.sealing import rows_digest
from docgen.approval.ledger.signatures import faults
from docgen.approval.rules.authority import RULES, against, check_rules
from docgen.approval.rules.rights import RIGHTS
from docgen.approval.rules.verified import Verified
from docgen.errors import DocgenError
from whole_life import (
    ADMINISTRATOR,
    BYSTANDER,
    DRAFTER,
    GONE,
    KEEPER,
    OFFICE,
    REGISTRAR,
    REVIEWER,
    ROLES,
    SIGNER,
    WholeLife,
)
from workflow_samples import key

ADMINISTRATORS = {REGISTRAR, ADMINISTRATOR}
THE_OFFICE = {REGISTRAR, OFFICE}
HERE = set(ROLES) - {GONE}
# Who may do what, said a second time and by name, not asked of the code: None where only its own author can (a turn, a draft).
MAY: dict[str, set[str] | None] = {
    kinds.KEY: None, kinds.ADMINISTRATOR: None,  # the second of two
    kinds.KEY_PROPOSED: ADMINISTRATORS, kinds.ADMINISTRATOR_PROPOSED: ADMINISTRATORS, kinds.KEY_REVOKED: ADMINISTRATORS | {GONE},
    kinds.CONFIRM_RECORDED: None,
    kinds.ORGANISATION: ADMINISTRATORS, kinds.CLOCK_CORRECTION: ADMINISTRATORS, kinds.BREAK_ACCEPTED: ADMINISTRATORS,
    kinds.HEAD_ACCEPTED: HERE, kinds.POLICY: ADMINISTRATORS,
    kinds.CERTIFICATE_ROOT: ADMINISTRATORS, kinds.CERTIFICATE_REVOKED: ADMINISTRATORS,
    kinds.DELEGATE: HERE - {REVIEWER}, kinds.DELEGATION_ENDED: None,
    kinds.SUBMIT: None, kinds.WITHDRAW: None, kinds.RELOCATE: THE_OFFICE | {DRAFTER}, kinds.REMIND: HERE,
    kinds.APPROVE: None, kinds.RETURN: None, kinds.TRANSFER: None, kinds.ADD_SIGNER: None, kinds.REMOVE_SIGNER: None,
    kinds.NUMBER: THE_OFFICE, kinds.NUMBER_RESERVED: THE_OFFICE, kinds.NUMBER_VOIDED: THE_OFFICE,
    kinds.ISSUE: THE_OFFICE, kinds.CORRECTION_CONSENT: {REVIEWER, "fang", SIGNER}, kinds.ERRATUM: THE_OFFICE, kinds.PUBLISH: THE_OFFICE,
    kinds.ABOLISH: {SIGNER}, kinds.SUPERSEDE: {SIGNER},
    kinds.EVIDENCE: THE_OFFICE | {DRAFTER}, kinds.EVIDENCE_VOIDED: THE_OFFICE | {DRAFTER},
    kinds.RECEIPT_SHEET: THE_OFFICE, kinds.RECEIPT: THE_OFFICE, kinds.DISTRIBUTE: THE_OFFICE, kinds.RECALL: THE_OFFICE,
    kinds.SEAL: THE_OFFICE | {KEEPER}, kinds.ARCHIVE: THE_OFFICE,
}  # fmt: skip


@cache
def life() -> WholeLife:
    return WholeLife()


def of_kind(kind: str) -> list[Event]:
    """The events of a kind, from where everybody has a key and there are two administrators."""
    began = life().ledger.events(kinds={kinds.ADMINISTRATOR})[0].sequence
    return [event for event in life().ledger.events(kinds={kind}) if event.sequence >= began]


def by(person: str, event: Event, before: Ledger) -> Event:
    """The event as that person would write it past docgen, in their own name and with their own key."""
    payload = dict(event.payload)
    if payload.get("person") == event.actor:
        payload["person"] = person
    draft = Draft(event.kind, person, event.document, event.revision, event.on_behalf, event.step, payload, key(person))
    (forged,) = before.seal([draft], when(event, before))
    return forged


def when(event: Event, before: Ledger) -> datetime:
    """The event's own time; the present where it is written at the end."""
    return life().now if before.size == life().ledger.size else moment(event.at)


def before(event: Event) -> Ledger:
    return Ledger(life().ledger.events()[: event.sequence - 1])


def test_a_life_in_which_everybody_does_what_is_theirs_has_every_kind_of_event_and_no_fault() -> None:
    assert {event.kind for event in life().ledger} == kinds.KNOWN - {kinds.RE_SEAL}  # of records of earlier releases
    assert faults(life().ledger) == []
    assert check_rules(life().ledger) == []


def test_every_kind_of_event_has_its_right_and_its_rule() -> None:
    assert kinds.KNOWN == set(RULES) == set(RIGHTS) == set(MAY) | {kinds.SET_UP, kinds.RE_SEAL}
    assert all(rule.right is RIGHTS[kind] and rule.right.who for kind, rule in RULES.items())


@pytest.mark.parametrize("kind", sorted(MAY))
def test_who_has_not_the_right_is_found_whoever_it_is(kind: str) -> None:
    events = of_kind(kind)
    assert events
    for event in events:
        may = MAY[kind] or {event.actor}
        earlier, ring = before(event), ring_at(event.sequence)
        for person in ROLES:
            forged = by(person, event, earlier)
            found = faults([forged], ring=deepcopy(ring)) or against(earlier, forged)
            assert bool(found) == (person not in may), (event.sequence, person, found)


def ring_at(sequence: int) -> Keyring:
    """The keys as of the event before."""
    ring = Keyring()
    ring.sealing = Ledger(life().ledger.events()[: sequence - 1]).sealing
    for event in life().ledger.events("")[:]:
        if event.sequence < sequence:
            ring.apply(event)
    return ring


@pytest.mark.parametrize("kind", sorted(MAY))
def test_what_is_not_theirs_is_refused_when_written_and_found_when_read(kind: str) -> None:
    """By the reader that every desk has: someone who is there, has a key, and no part in it."""
    event = of_kind(kind)[-1]
    person = GONE if BYSTANDER in (MAY[kind] or {event.actor}) else BYSTANDER
    earlier = before(event)
    forged = by(person, event, earlier)
    reader = Verified()
    reader.read(earlier)
    with pytest.raises(DocgenError):
        reader.write([forged])
    reader.read(earlier)  # nothing came of it
    earlier.extend([forged])
    with pytest.raises(DocgenError):
        reader.read(earlier)
    with pytest.raises(DocgenError):
        Verified().read(earlier)


def test_a_record_is_not_begun_or_sealed_anew_a_second_time() -> None:
    for person in ROLES:
        ledger = life().ledger
        said = {
            "format": 2,
            "count": ledger.size,
            "head": ledger.head,
            "rows": rows_digest(event.row for event in ledger),
            "found": [],
        }
        (sealed,) = ledger.seal([Draft(kinds.RE_SEAL, person, payload=said, signer=key(person))], life().now)
        assert against(ledger, sealed), person
        again = Draft(
            kinds.SET_UP, person, payload={"person": person, "public": key(person).public}, signer=key(person)
        )
        (forged,) = life().ledger.seal([again], life().now)
        assert against(life().ledger, forged), person


def test_a_stranger_with_a_key_of_their_own_may_nothing() -> None:
    for event in life().ledger:
        if event.kind != kinds.SET_UP:
            earlier = before(event)
            draft = Draft(event.kind, event.actor, event.document, event.revision, event.on_behalf, event.step, event.payload, key("mallory"))  # fmt: skip
            assert faults(earlier.seal([draft], when(event, earlier)), ring=ring_at(event.sequence)), event.kind

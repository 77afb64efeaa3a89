"""Changing who signs while a document is under review: transfer, added and removed signers, reminders, delegations."""

from __future__ import annotations

import re

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import messages
from docgen.approval.rules.acting import Act, Standing, check_here, standing, under_review
from docgen.approval.rules.delegations import delegations
from docgen.approval.rules.organisation import confirmed
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.state import State, state_of
from docgen.errors import Message

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def transfer(ledger: Ledger, act: Act, to: str, reason: str = "") -> list[Draft]:
    """One's own turn handed to another, for good. Raises DocgenError A201 to A204, A211, A217, A219."""
    found = _own(ledger, act)
    _check_new(found, act, to, messages.TRANSFERRED_TO_SIGNER)
    return [_draft(kinds.TRANSFER, found, act, {"person": act.actor, "to": to, "reason": reason})]


def add_signer(ledger: Ledger, act: Act, person: str, position: str = "with", reason: str = "") -> list[Draft]:
    """Who has the turn asks one more: `with` them, `before` or `after` them. Raises DocgenError A201 to A204, A212, A217, A219."""
    found = _own(ledger, act)
    _check_new(found, act, person, messages.SIGNER_ALREADY)
    step = found.at.step
    taken = {state.step.id for state in found.state.steps}
    new = next(name for n in range(1, len(taken) + 2) if (name := f"{step.id}+{n}") not in taken)
    name = f"{step.name}（加签）"
    payload = {
        "person": person,
        "position": position,
        "new_step": "" if position == "with" else new,
        "name": name,
        "reason": reason,
    }
    return [_draft(kinds.ADD_SIGNER, found, act, payload)]


def remove_signer(ledger: Ledger, act: Act, person: str, reason: str = "") -> list[Draft]:
    """A signer who was added is taken off again, by who added them, before they have acted.

    Raises DocgenError A201, A212, A217, A219.
    """
    state = under_review(ledger, act)
    organisation = confirmed(ledger)
    check_here(organisation, [act.actor], act.day, state.path)
    name = organisation.name_of(person)
    steps = [found for found in state.steps if person in found.step.added and act.step in ("", found.step.id)]
    if not steps:
        raise refused(state.path, messages.NOT_ADDED, name=name)
    found = steps[0]
    if any(vote.person == person for vote in found.votes):
        raise refused(state.path, messages.ADDED_AND_VOTED, name=name)
    if act.actor not in _adders(state, found.step.id, person):
        raise refused(state.path, messages.ADDED_BY_ANOTHER)
    payload = {"person": person, "reason": reason}
    return [Draft(kinds.REMOVE_SIGNER, act.actor, act.document, state.revision, "", found.step.id, payload, act.signer)]


def remind(ledger: Ledger, act: Act, note: str = "") -> list[Draft]:
    """A reminder to all whose turn it is. Raises DocgenError A201, A217, A218, A219."""
    state = under_review(ledger, act)
    check_here(confirmed(ledger), [act.actor], act.day, state.path)
    people = sorted({person for step in state.current for person in step.pending})
    if not people:
        raise refused(state.path, messages.NOBODY_TO_REMIND)
    payload = {"to": people, "note": note}
    return [Draft(kinds.REMIND, act.actor, act.document, state.revision, payload=payload, signer=act.signer)]


def delegate(
    ledger: Ledger,
    act: Act,
    to: str,
    starts: str,
    ends: str,
    document_kinds: tuple[str, ...] = (),
    steps: tuple[str, ...] = (),
) -> list[Draft]:
    """Let another act in one's place from `starts` to `ends`: for one document (`act.document`), kinds, or everything.

    Raises DocgenError A210, A217, A219.
    """
    organisation = confirmed(ledger)
    check_here(organisation, [act.actor, to], act.day, act.document)
    if act.document and not state_of(ledger, act.document).events:
        raise refused(act.document, messages.UNKNOWN_DOCUMENT)
    if to == act.actor:
        raise refused(act.document, messages.DELEGATED_TO_ONESELF)
    if not (_DATE.fullmatch(starts) and _DATE.fullmatch(ends)) or starts > ends or ends < act.day:
        raise refused(act.document, messages.ODD_PERIOD, starts=starts, ends=ends)
    payload = {
        "id": f"W{len(delegations(ledger)) + 1:04d}",
        "to": to,
        "starts": starts,
        "ends": ends,
        "documents": [act.document] if act.document else [],
        "kinds": list(document_kinds),
        "steps": list(steps),
    }
    return [Draft(kinds.DELEGATE, act.actor, payload=payload, signer=act.signer)]


def end_delegation(ledger: Ledger, act: Act, id: str) -> list[Draft]:
    """Take a delegation back. Raises DocgenError A210."""
    mine = {item.id: item for item in delegations(ledger) if item.principal == act.actor}
    if id not in mine or mine[id].ended:
        ids = "、".join(key for key, item in mine.items() if not item.ended) or "—"
        raise refused("", messages.NO_SUCH_DELEGATION, id=id, ids=ids)
    return [Draft(kinds.DELEGATION_ENDED, act.actor, payload={"id": id}, signer=act.signer)]


def _own(ledger: Ledger, act: Act) -> Standing:
    """The act's standing; only for oneself: who acts by delegation passes nothing on."""
    found = standing(ledger, act)
    if act.principal != act.actor:
        raise refused(found.state.path, messages.DELEGATED_ONCE)
    return found


def _check_new(found: Standing, act: Act, person: str, already: Message) -> None:
    """A further signer must be here, may not have edited, and is not yet of the step (`already` says so)."""
    assert found.state.run is not None
    check_here(found.organisation, [person], act.day, found.state.path)
    name = found.organisation.name_of(person)
    if person in found.state.run.editors:
        raise refused(found.state.path, messages.EDITOR, name=name)
    if person in found.at.step.people:
        raise refused(found.state.path, already, name=name)


def _adders(state: State, step: str, person: str) -> set[str]:
    events = [event for event in state.events if event.kind == kinds.ADD_SIGNER and event.payload["person"] == person]
    return {event.actor for event in events if step in (event.step, event.payload["new_step"])}


def _draft(kind: str, found: Standing, act: Act, payload: dict[str, str]) -> Draft:
    return Draft(kind, act.actor, act.document, found.state.revision, "", found.at.step.id, payload, act.signer)

"""Abolishing a document, and replacing it by another: decided by who may sign such papers, or entered by the office from paper."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docgen.approval.after.messages import (
    END_NO_DATE,
    END_WITHOUT_REASON,
    ENDS_BEFORE_ISSUE,
    NOT_THEIRS_TO_END,
    OVER_ALREADY,
    OWN_DECISION_ENTERED,
    PAPER_DECISION_INCOMPLETE,
    SUCCEEDED_BY_ITSELF,
    SUCCESSOR_NOT_IN_FORCE,
)
from docgen.approval.desk.attachments import Attachment, store
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.operations import known
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.acting import check_here
from docgen.approval.rules.days import checked_day
from docgen.approval.rules.issued_versions import OVER, issued_version
from docgen.approval.rules.office import check_office
from docgen.approval.rules.organisation import Organisation, confirmed
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.route import from_data
from docgen.approval.rules.state import State, state_of


def abolish(
    desk: Desk,
    path: Path,
    key: Key,
    reason: str,
    *,
    effective: str = "",
    person: str = "",
    material: Path | None = None,
) -> Event:
    """End a document on a day (YYYY-MM-DD, "" today), by who signs such papers; or, by the office, as `person` decided on the
    paper `material`. A revision under way ends with it.

    Raises DocgenError A216, A217, A219, A531, A701, A711 (no reason), A712 (not theirs to decide), A713 (the day), A714 (over already).
    """
    return _end(desk, path, key, kinds.ABOLISH, {"reason": reason.strip()}, effective, person, material)


def supersede(
    desk: Desk, path: Path, key: Key, by: Path, reason: str = "", *, person: str = "", material: Path | None = None
) -> Event:
    """Another document takes its place on the day from which that one holds.

    Raises as `abolish`, and A715 where the other is not published or is the same.
    """
    place = desk.workspace.relative(path)
    other, own = known(desk, by), known(desk, path)
    last = other.issued[-1] if other.issued else None
    if other.document == own.document:
        raise refused(place, SUCCEEDED_BY_ITSELF)
    if last is None or not last.effective or last.status(desk.day) in OVER:
        raise refused(place, SUCCESSOR_NOT_IN_FORCE, title=other.title)
    payload = {"by": other.document, "reason": reason.strip() or f"由《{other.title}》代替"}
    return _end(desk, path, key, kinds.SUPERSEDE, payload, last.effective, person, material)


def deciders(state: State, organisation: Organisation, day: str) -> list[str]:
    """Who may end a document: those at the steps that sign (or at the last step) of its latest route, as staffed today."""
    submissions = [event for event in state.events if event.kind == kinds.SUBMIT]
    if not submissions:
        return []
    route, steps = (from_data(submissions[-1].payload[key]) for key in ("route", "steps"))
    signing = [step for step in route if step.sign] or list(route[-1:])
    people = [person for step in signing for role in step.roles for person in organisation.with_role(role, day)]
    people += [person for step in signing for person in step.people]
    people += [person for step in steps if step.id in {step.id for step in signing} for person in step.people]
    return [
        person
        for person in dict.fromkeys(people)
        if person in organisation.people and organisation.people[person].here(day)
    ]


def _end(
    desk: Desk,
    path: Path,
    key: Key,
    kind: str,
    payload: dict[str, Any],
    effective: str,
    person: str,
    material: Path | None,
) -> Event:
    place = desk.workspace.relative(path)
    document = known(desk, path).document
    if not payload["reason"]:
        raise refused(place, END_WITHOUT_REASON)
    if bool(person) != (material is not None):
        raise refused(place, PAPER_DECISION_INCOMPLETE)
    day = checked_day(effective or desk.day, place, END_NO_DATE)
    attachment = store(desk.workspace, material) if material else None

    def decide(ledger: Ledger) -> Iterable[Draft]:
        state = state_of(ledger, document)
        organisation = confirmed(ledger)
        last = issued_version(state, place)
        if last.until and last.until <= day:
            raise refused(place, OVER_ALREADY, version=last.version, until=last.until)
        _check_decider(state, organisation, key, person, desk.day, place)
        if day < str(last.payload.get("issued_on") or ""):
            raise refused(place, ENDS_BEFORE_ISSUE, day=day)
        details = payload | {"effective": day, "version": last.version} | _paper(attachment, person)
        return [Draft(kind, key.person, document, state.revision, payload=details, signer=key)]

    return desk.transact(decide, key)[0]


def _paper(paper: Attachment | None, person: str) -> dict[str, str]:
    return (
        {"name": paper.name, "sha256": paper.sha256, "person": person, "method": "recorded"}
        if paper
        else {"method": "signed"}
    )


def _check_decider(state: State, organisation: Organisation, key: Key, person: str, day: str, place: str) -> None:
    able = deciders(state, organisation, day)
    names = "、".join(map(organisation.name_of, able)) or "—"
    check_here(organisation, [key.person], day, place)
    if person:
        check_office(organisation, key.person, day, place)
    decider = person or key.person
    if decider not in able:
        raise refused(place, NOT_THEIRS_TO_END, name=organisation.name_of(decider), names=names)
    if person == key.person:
        raise refused(place, OWN_DECISION_ENTERED)

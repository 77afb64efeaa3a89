"""Abolishing a document, and replacing it by another: decided by who may sign such papers, or entered by the office from paper."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docgen.approval.after.messages import (
    END_NO_DATE,
    END_WITHOUT_REASON,
    ENDS_BEFORE_ISSUE,
    OVER_ALREADY,
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
from docgen.approval.rules.days import checked_day
from docgen.approval.rules.issued_versions import OVER, issued_version
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.rights import check_right
from docgen.approval.rules.state import state_of


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
        last = issued_version(state, place)
        if last.until and last.until <= day:
            raise refused(place, OVER_ALREADY, version=last.version, until=last.until)
        check_right(kind, ledger, desk.act(document, key, person=person), place)
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

"""What a key did while it was in wrong hands, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Event
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.messages import ISSUED_ON_STOLEN_KEY
from docgen.approval.rules.run import VOIDABLE
from docgen.errors import Location, Problem


@dataclass(frozen=True, slots=True)
class Consequence:
    """An event that a compromised key signed, or that was built on one; `effect` says what becomes of it."""

    event: Event
    effect: str


def consequences(ledger: Ledger, key_id: str = "") -> list[Consequence]:
    """All there are of a key ("" of every key) since the time from which on it was in wrong hands, in the record's order."""
    found: list[Consequence] = []
    doubtful: set[tuple[str, int]] = set()  # documents and revisions in which a vote was struck out
    given: set[tuple[str, str]] = set()  # delegations: whose, to whom
    for event in ledger:
        own = ledger.suspect(event) and (not key_id or key_id.startswith(event.key_id))
        if own:
            found.append(Consequence(event, _effect(event)))
        if own and event.kind in VOIDABLE:
            doubtful.add((event.document, event.revision))
        elif own and event.kind == kinds.DELEGATE:
            given.add((event.actor, str(event.payload.get("to"))))
        elif event.kind == kinds.ISSUE and (event.document, event.revision) in doubtful:
            found.append(Consequence(event, "这一版依据的签批里有不再算数的：重新审批、签发，或废止"))
        elif not own and event.on_behalf and (event.on_behalf, event.actor) in given:
            found.append(Consequence(event, "依据可疑的委托办理：请当事人核对"))
    return found


def check_compromised(ledger: Ledger, place: str) -> list[Problem]:
    """A320, a warning, for every version that was issued on votes which no longer count."""
    return [
        ISSUED_ON_STOLEN_KEY.at(Location(place), sequence=one.event.sequence, version=one.event.payload.get("version"))
        for one in consequences(ledger)
        if one.event.kind == kinds.ISSUE and not ledger.suspect(one.event)
    ]


def _effect(event: Event) -> str:
    if event.kind in VOIDABLE:
        return "不再算数：已经签发的不变，没有签发的要重新办理"
    if event.kind == kinds.DELEGATE:
        return "委托请收回（docgen delegate --end）"
    if event.kind in (kinds.KEY, kinds.KEY_PROPOSED, kinds.ADMINISTRATOR, kinds.ADMINISTRATOR_PROPOSED):
        return "请另一位管理员核对；不对的，吊销或去掉"
    return "仍然有效，请核对"

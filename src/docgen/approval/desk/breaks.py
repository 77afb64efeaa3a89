"""When record and checkpoint contradict each other, and somebody has found out why: the way on, which stands in the record."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.approval.desk.desk import Desk
from docgen.approval.desk.messages import NO_REASON_GIVEN, NOTHING_TO_ACCEPT
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.ledger.keyring import check_administrator
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.resealing import re_seal
from docgen.approval.ledger.sealing import FORMAT
from docgen.errors import DocgenError, Location, Problem, visible


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was given up, in words, and the events that say so."""

    found: tuple[str, ...]
    events: tuple[Event, ...]


def accept(desk: Desk, key: Key, reason: str) -> Accepted:
    """Go on with the record as it is, though a checkpoint, a witness or the head that one's own key keeps says otherwise.

    What was found is recorded with the reason, before the files are written anew: an administrator's event for checkpoints
    and witnesses, one's own for one's own head. Raises DocgenError A308, A440 (nothing to accept, no reason given).
    """
    found: list[Problem] = []

    def decide(ledger: Ledger) -> list[Draft]:
        if not reason.strip():
            raise DocgenError(NO_REASON_GIVEN.at(Location("")))
        kept, own = desk.kept_problems(ledger), desk.head_problems(ledger, key)
        if kept:
            check_administrator(ledger, key.person)
        found[:] = [*kept, *own]
        drafts = [
            Draft(kind, key.person, payload={"reason": reason, "found": _texts(problems)}, signer=key)
            for kind, problems in ((kinds.BREAK_ACCEPTED, kept), (kinds.HEAD_ACCEPTED, own))
            if problems
        ]
        if not drafts:
            raise DocgenError(NOTHING_TO_ACCEPT.at(Location("")))
        if ledger.sealing.format != FORMAT:
            drafts = [*re_seal(ledger, key.person, _texts(found), key), *drafts]
        return drafts

    events = desk.transact(decide, key, anew=True)
    return Accepted(tuple(_texts(found)), tuple(events))


def _texts(problems: list[Problem]) -> list[str]:
    return [visible(f"{problem.code} {problem.location.file}：{problem.message}") for problem in problems]

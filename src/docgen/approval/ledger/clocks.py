"""Clocks: the time of an act against that of the record, and the way back where a row says a time that has not come.

Times run on with the chain (`events.next_time`, `chain.check_chain`): an act with a clock behind the last event is refused. One
far ahead of it is refused too, until somebody has said that it is that day; what was recorded ahead all the same, an
administrator corrects by a signed event, after which times run on from there.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import TOLERANCE, Draft, Signer, moment, timestamp
from docgen.approval.ledger.keyring import check_administrator
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.messages import CLOCK_AHEAD, CLOCK_RIGHT, NO_REASON, ROW_IN_FUTURE
from docgen.errors import DocgenError, Location, Problem

AHEAD = timedelta(
    days=100
)  # after so long a rest of record and files the clock is more likely wrong than the office asleep


def check_ahead(ledger: Ledger, now: datetime, written: datetime, day: str, confirmed: str) -> None:
    """Raises DocgenError A413 for a clock more than AHEAD after the last event and after `written`, when the content's files
    last were, unless `confirmed` is the `day` that it shows."""
    last = ledger.last_time
    if last and now - max(moment(last), written) > AHEAD and confirmed != day:
        raise DocgenError(CLOCK_AHEAD.at(Location(""), at=timestamp(now), last=last, day=day))


def in_future(ledger: Ledger, now: datetime, place: str) -> list[Problem]:
    """A402 where the last event is of a time that has not come: nobody can act until it has, or was corrected."""
    last = ledger.last_time
    if not last or moment(last) - now <= TOLERANCE:
        return []
    return [ROW_IN_FUTURE.at(Location(place), sequence=ledger.size, last=last, at=timestamp(now))]


def correct(ledger: Ledger, person: str, at: str, reason: str, signer: Signer | None) -> list[Draft]:
    """An administrator's word that the last event's time was wrong, and that it is `at` now.

    Raises DocgenError A308, A414 (no reason; the last event's time is past).
    """
    check_administrator(ledger, person)
    if not reason.strip():
        raise DocgenError(NO_REASON.at(Location("")))
    if at >= ledger.last_time:
        raise DocgenError(CLOCK_RIGHT.at(Location(""), last=ledger.last_time, at=at))
    payload = {"last": ledger.last_time, "reason": reason}
    return [Draft(kinds.CLOCK_CORRECTION, person, payload=payload, signer=signer)]

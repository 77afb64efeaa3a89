"""Publishing: an issued version is made known, and from a day on it holds; the one before it holds until then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from docgen.approval.after.evidence import effect_check
from docgen.approval.after.messages import EFFECTIVE_BEFORE_ISSUE, EFFECTIVE_NO_DATE, NOT_ISSUED, PUBLISHED_ALREADY
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.operations import known
from docgen.approval.desk.policies import check_policy_of
from docgen.approval.issue.issue import complete_interrupted
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.days import checked_day
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.rights import check_right
from docgen.approval.rules.state import Issued, State, state_of
from docgen.errors import DocgenError, Problem

# (desk, ledger, state, version, day it is to take effect) → what still stands against it
Check = Callable[[Desk, Ledger, State, Issued, str], Sequence[Problem]]


def publish(
    desk: Desk, path: Path, key: Key, *, effective: str = "", note: str = "", checks: Sequence[Check] = ()
) -> Event:
    """Publish the last issued version; it holds from `effective` (YYYY-MM-DD) on: else from the day that the content
    names (`effective_date`), else from today. the procedure that the kind demands, and `checks`, are asked for under
    the record's lock.

    Raises DocgenError A219, A531, A536 (nothing issued, or published already), A537 (the day), A602 and A603 (procedure), A341 and A342 (policy not confirmed),
    and what the checks find.
    """
    complete_interrupted(desk, path)
    place = desk.workspace.relative(path)
    document = known(desk, path).document

    def decide(ledger: Ledger) -> Iterable[Draft]:
        state = state_of(ledger, document)
        check_right(kinds.PUBLISH, ledger, desk.act(document, key), place)
        if not state.issued:
            raise refused(place, NOT_ISSUED)
        last = state.issued[-1]
        if last.effective or last.until:
            raise refused(place, PUBLISHED_ALREADY, version=last.version, day=last.effective or "—")
        check_policy_of(desk, state.kind, ledger)
        day = _day(effective or str(last.payload.get("effective_date") or "") or desk.day, last, place)
        problems = [problem for check in (effect_check, *checks) for problem in check(desk, ledger, state, last, day)]
        if problems:
            raise DocgenError(problems)
        payload = {"version": last.version, "effective": day, "note": note}
        return [Draft(kinds.PUBLISH, key.person, document, last.revision, payload=payload, signer=key)]

    return desk.transact(decide, key)[0]


def _day(text: str, issued: Issued, place: str) -> str:
    """The day, checked: a date, and not before the version was signed."""
    day = checked_day(text, place, EFFECTIVE_NO_DATE)
    signed = str(issued.payload.get("issued_on") or "")
    if signed and day < signed:
        raise refused(place, EFFECTIVE_BEFORE_ISSUE, day=day, signed=signed)
    return day

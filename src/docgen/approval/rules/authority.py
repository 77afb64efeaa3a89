"""The rule of authority of every kind of event: had its author the right, and was it as it should be, as things stood then?

Signatures show who wrote an event; this shows that they might. It finds what someone with a key of their own and a way into
the database could do: abolish a policy, invent a congress, issue what nobody approved. One table holds every kind there is;
who reads the record asks it of each event, and so does who writes, before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Event, moment
from docgen.approval.ledger.ledger import Ledger, sealing_of
from docgen.approval.ledger.sealing import FORMAT
from docgen.approval.rules import authority_issued as issued
from docgen.approval.rules import authority_office as office
from docgen.approval.rules import authority_workspace as workspace
from docgen.approval.rules.case import Against, Case, need
from docgen.approval.rules.days import day_at
from docgen.approval.rules.messages import AGAINST_RULES
from docgen.approval.rules.replay import done_again, submission
from docgen.approval.rules.rights import RIGHTS, Right
from docgen.errors import DocgenError, Location, Problem

OWN_CODES = ("A525", "A606")  # said with their own words, of a reader's interest
_DAY = timedelta(days=1)
SLOWEST = timedelta(
    minutes=10
)  # from asking which day it is to the time of the event; and by which a clock may be set right


@dataclass(frozen=True, slots=True)
class Rule:
    """`content` says what is wrong with an event (Against, DocgenError, or an error of incomplete data). `asks_right`: it asks
    for the right itself, with all that belongs to the act. `of_workspace`: the event is about no document."""

    right: Right
    content: Callable[[Case], None]
    asks_right: bool = False
    of_workspace: bool = False


def _rule(kind: str, content: Callable[[Case], None], *, asks_right: bool = False, of_workspace: bool = False) -> Rule:
    return Rule(RIGHTS[kind], content, asks_right, of_workspace)


RULES: dict[str, Rule] = {
    kinds.SET_UP: _rule(kinds.SET_UP, workspace.set_up, of_workspace=True),
    kinds.ORGANISATION: _rule(kinds.ORGANISATION, workspace.organisation, of_workspace=True),
    kinds.CERTIFICATE_ROOT: _rule(kinds.CERTIFICATE_ROOT, workspace.certificate_root, of_workspace=True),
    kinds.CERTIFICATE_REVOKED: _rule(kinds.CERTIFICATE_REVOKED, workspace.certificate, of_workspace=True),
    kinds.POLICY: _rule(kinds.POLICY, workspace.policy, of_workspace=True),
    # The rest of what concerns keys and administrators is judged by the keyring, with the signatures (A426).
    kinds.KEY: _rule(kinds.KEY, workspace.key, of_workspace=True),
    kinds.KEY_PROPOSED: _rule(kinds.KEY_PROPOSED, workspace.key, of_workspace=True),
    kinds.KEY_REVOKED: _rule(kinds.KEY_REVOKED, workspace.judged_by_keyring, of_workspace=True),
    kinds.ADMINISTRATOR: _rule(kinds.ADMINISTRATOR, workspace.administrator, of_workspace=True),
    kinds.RE_SEAL: _rule(kinds.RE_SEAL, done_again, of_workspace=True),
    kinds.CLOCK_CORRECTION: _rule(kinds.CLOCK_CORRECTION, done_again, of_workspace=True),
    kinds.BREAK_ACCEPTED: _rule(kinds.BREAK_ACCEPTED, workspace.with_reason, of_workspace=True),
    kinds.HEAD_ACCEPTED: _rule(kinds.HEAD_ACCEPTED, workspace.with_reason, of_workspace=True),
    kinds.ADMINISTRATOR_PROPOSED: _rule(kinds.ADMINISTRATOR_PROPOSED, workspace.administrator, of_workspace=True),
    kinds.DELEGATE: _rule(kinds.DELEGATE, done_again, asks_right=True, of_workspace=True),
    kinds.DELEGATION_ENDED: _rule(kinds.DELEGATION_ENDED, done_again, of_workspace=True),
    kinds.NUMBER_RESERVED: _rule(kinds.NUMBER_RESERVED, issued.number_reserved, of_workspace=True),
    kinds.NUMBER_VOIDED: _rule(kinds.NUMBER_VOIDED, issued.number_voided, of_workspace=True),
    kinds.SUBMIT: _rule(kinds.SUBMIT, submission),
    kinds.WITHDRAW: _rule(kinds.WITHDRAW, done_again, asks_right=True),
    kinds.RELOCATE: _rule(kinds.RELOCATE, done_again, asks_right=True),
    kinds.REMIND: _rule(kinds.REMIND, done_again, asks_right=True),
    kinds.APPROVE: _rule(kinds.APPROVE, done_again, asks_right=True),
    kinds.RETURN: _rule(kinds.RETURN, done_again, asks_right=True),
    kinds.CONFIRM_RECORDED: _rule(kinds.CONFIRM_RECORDED, done_again, asks_right=True),
    kinds.TRANSFER: _rule(kinds.TRANSFER, done_again, asks_right=True),
    kinds.ADD_SIGNER: _rule(kinds.ADD_SIGNER, done_again, asks_right=True),
    kinds.REMOVE_SIGNER: _rule(kinds.REMOVE_SIGNER, done_again, asks_right=True),
    kinds.NUMBER: _rule(kinds.NUMBER, issued.number),
    kinds.ISSUE: _rule(kinds.ISSUE, issued.issue),
    kinds.CORRECTION_CONSENT: _rule(kinds.CORRECTION_CONSENT, issued.correction_consent),
    kinds.ERRATUM: _rule(kinds.ERRATUM, issued.erratum),
    kinds.PUBLISH: _rule(kinds.PUBLISH, issued.publish),
    kinds.ABOLISH: _rule(kinds.ABOLISH, issued.abolish),
    kinds.SUPERSEDE: _rule(kinds.SUPERSEDE, issued.supersede),
    kinds.EVIDENCE: _rule(kinds.EVIDENCE, office.evidence),
    kinds.EVIDENCE_VOIDED: _rule(kinds.EVIDENCE_VOIDED, office.evidence_voided),
    kinds.RECEIPT_SHEET: _rule(kinds.RECEIPT_SHEET, office.receipt_sheet),
    kinds.RECEIPT: _rule(kinds.RECEIPT, office.receipt),
    kinds.DISTRIBUTE: _rule(kinds.DISTRIBUTE, office.distribute),
    kinds.RECALL: _rule(kinds.RECALL, office.recall),
    kinds.SEAL: _rule(kinds.SEAL, office.seal),
    kinds.ARCHIVE: _rule(kinds.ARCHIVE, office.archive),
}


def check_rules(events: Iterable[Event], place: str = "") -> list[Problem]:
    """A427 (A525, A606) for each event that the rules did not allow as things stood then; it counts for nothing in what follows."""
    return judge(Ledger(), events, place)


def judge(before: Ledger, events: Iterable[Event], place: str = "") -> list[Problem]:
    """The same of events that follow those in `before`, which takes in those allowed."""
    problems: list[Problem] = []
    for event in events:
        found = against(before, event, place)
        problems += found
        if not found:
            before.extend([event])
    return problems


def against(ledger: Ledger, event: Event, place: str = "") -> list[Problem]:
    """Why the event was not allowed; empty if it was."""
    rule = RULES.get(event.kind)
    if rule is None:
        return [_problem(event, place, f"docgen 没有“{event.kind}”这种记录")]
    first: list[Problem] = []
    for day in days_of(ledger, event):
        found = _on_day(rule, Case(ledger, event, day, place))
        if not found:
            return []
        first = first or found
    return first


def days_of(ledger: Ledger, event: Event) -> list[str]:
    """The days on which the event may have been decided: its own by Beijing's calendar, or the one before if it was then just
    over. Earlier releases took the machine's: a day more or less."""
    at = moment(event.at)
    if sealing_of(event, ledger.sealing).format != FORMAT:
        return [(at + shift * _DAY).date().isoformat() for shift in (0, 1, -1)]
    return list(dict.fromkeys((day_at(at), day_at(at - SLOWEST))))


def _on_day(rule: Rule, case: Case) -> list[Problem]:
    event = case.event
    try:
        if rule.of_workspace:
            need(not event.document and event.revision == 0, "不是某一份文档的事")
        elif event.kind != kinds.SUBMIT:
            need(case.state.events, "没有这份文档")
        if not rule.asks_right:
            need(not event.on_behalf and not event.step, "这件事不能代办")
            rule.right.check(case.ledger, case.act, case.state.path if event.document else "")
        rule.content(case)
    except Against as error:
        return [_problem(event, case.place, str(error))]
    except DocgenError as error:
        own = [problem for problem in error.problems if problem.code in OWN_CODES]
        return own or [_problem(event, case.place, error.problems[0].message)]
    except (LookupError, ValueError, TypeError, AttributeError):
        return [_problem(event, case.place, "内容不完整")]
    return []


def _problem(event: Event, place: str, reason: str) -> Problem:
    return AGAINST_RULES.at(Location(place), sequence=event.sequence, reason=reason)

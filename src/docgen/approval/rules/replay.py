"""The record played again: would each act have been allowed when it was done?

Signatures show who wrote an event; this shows that they might. It finds what someone with a key of their own and a way into
the database could do: approve in another's place without a delegation, enter paper without being the registrar, move a turn
that is not theirs. Issuing and what follows are checked where they are done (approval room).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.clocks import correct
from docgen.approval.ledger.digests import bore
from docgen.approval.ledger.event_kinds import KNOWN
from docgen.approval.ledger.events import Draft, Event, canonical_json, moment
from docgen.approval.ledger.ledger import Ledger, sealing_of
from docgen.approval.ledger.resealing import re_seal
from docgen.approval.ledger.sealing import FORMAT
from docgen.approval.rules import rearranging, submitting, voting
from docgen.approval.rules.acting import Act, Content, Evidence
from docgen.approval.rules.days import day_of
from docgen.approval.rules.messages import AGAINST_RULES
from docgen.approval.rules.organisation import confirmed
from docgen.approval.rules.route import Step, from_data
from docgen.approval.rules.state import state_of
from docgen.errors import DocgenError, Location, Problem

Again = Callable[[Ledger, Act, Event], list[Draft]]
_DAY = timedelta(days=1)


def check_rules(events: Iterable[Event], place: str = "") -> list[Problem]:
    """A427 for each event that the rules did not allow as things stood then; such an event counts for nothing in what follows."""
    return replay(Ledger(), events, place)


def replay(before: Ledger, events: Iterable[Event], place: str = "") -> list[Problem]:
    """The same of events that follow those in `before`, which takes in those allowed."""
    problems: list[Problem] = []
    for event in events:
        if reason := _against(before, event):
            problems.append(AGAINST_RULES.at(Location(place), sequence=event.sequence, reason=reason))
        else:
            before.extend([event])
    return problems


def _against(ledger: Ledger, event: Event) -> str:
    """Why the event was not allowed; "" if it was."""
    if event.kind not in KNOWN:
        return f"docgen 没有“{event.kind}”这种记录"
    if event.kind == kinds.SUBMIT:
        try:
            return _submission_fault(ledger, event)
        except DocgenError as error:
            return error.problems[0].message
        except (LookupError, ValueError, TypeError, AttributeError):
            return "内容不完整"
    again = _AGAIN.get(event.kind)
    if again is None:
        return ""
    reason = ""
    for day in _days(ledger, event):
        try:
            drafts = again(ledger, _act(event, day), event)
        except DocgenError as error:
            reason = reason or error.problems[0].message
            continue
        except (LookupError, ValueError, TypeError, AttributeError):
            return "内容不完整"
        if len(drafts) == 1 and _equal(drafts[0], event):
            return ""
        return "内容与当时的情形不符"
    return reason


def _days(ledger: Ledger, event: Event) -> list[str]:
    """The day of an act: Beijing's, by the event's own time. Earlier releases took the machine's: a day more or less."""
    if sealing_of(event, ledger.sealing).format == FORMAT:
        return [day_of(event.at)]
    return [(moment(event.at) + shift * _DAY).date().isoformat() for shift in (0, 1, -1)]


def _act(event: Event, day: str) -> Act:
    payload = event.payload
    evidence, person = None, ""
    if payload.get("method") == "recorded":
        code = payload["code"]  # an old record's has 50 bits
        whole = payload["whole"] if bore(code, payload["whole"]) else code
        evidence = Evidence(payload["evidence_name"], payload["evidence"], whole, code)
        person = payload["person"]
    step = event.step
    return Act(event.document, event.actor, day, None, event.on_behalf, step, person, evidence)


def _equal(draft: Draft, event: Event) -> bool:
    same = (draft.kind, draft.actor, draft.document, draft.revision, draft.on_behalf, draft.step)
    return same == (event.kind, event.actor, event.document, event.revision, event.on_behalf, event.step) and (
        canonical_json(dict(draft.payload)) == event.body
    )


def _content(ledger: Ledger, event: Event) -> Content:
    run = state_of(ledger, event.document).run
    scopes = run.submission.scopes if run and run.submission else {}
    return Content(event.payload["whole"], scopes)


def _approve(ledger: Ledger, act: Act, event: Event) -> list[Draft]:
    content = _content(ledger, event)
    return voting.approve(ledger, act, content, content, event.payload["note"])


def _send_back(ledger: Ledger, act: Act, event: Event) -> list[Draft]:
    payload = event.payload
    return voting.send_back(ledger, act, _content(ledger, event), payload["reason"], payload["to"], payload["resume"])


def _delegate(ledger: Ledger, act: Act, event: Event) -> list[Draft]:
    payload = event.payload
    document = payload["documents"][0] if payload["documents"] else ""
    act = Act(document, act.actor, act.day)
    return rearranging.delegate(
        ledger, act, payload["to"], payload["starts"], payload["ends"], tuple(payload["kinds"]), tuple(payload["steps"])
    )


def _add_signer(ledger: Ledger, act: Act, event: Event) -> list[Draft]:
    payload = event.payload
    return rearranging.add_signer(ledger, act, payload["person"], payload["position"], payload["reason"])


_AGAIN: dict[str, Again] = {
    kinds.CLOCK_CORRECTION: lambda ledger, act, event: correct(
        ledger, act.actor, event.at, event.payload["reason"], None
    ),
    kinds.RE_SEAL: lambda ledger, act, event: re_seal(ledger, act.actor, event.payload["found"], None),
    kinds.APPROVE: _approve,
    kinds.RETURN: _send_back,
    kinds.CONFIRM_RECORDED: lambda ledger, act, event: voting.confirm(ledger, act, event.payload["entry"]),
    kinds.DELEGATE: _delegate,
    kinds.ADD_SIGNER: _add_signer,
    kinds.WITHDRAW: lambda ledger, act, event: submitting.withdraw(ledger, act, event.payload["reason"]),
    kinds.RELOCATE: lambda ledger, act, event: submitting.relocate(ledger, act, event.payload["path"]),
    kinds.TRANSFER: lambda ledger, act, event: rearranging.transfer(
        ledger, act, event.payload["to"], event.payload["reason"]
    ),
    kinds.REMOVE_SIGNER: lambda ledger, act, event: rearranging.remove_signer(
        ledger, act, event.payload["person"], event.payload["reason"]
    ),
    kinds.REMIND: lambda ledger, act, event: rearranging.remind(ledger, act, event.payload["note"]),
    kinds.DELEGATION_ENDED: lambda ledger, act, event: rearranging.end_delegation(ledger, act, event.payload["id"]),
}


def _submission_fault(ledger: Ledger, event: Event) -> str:
    """A submission's steps must be those of its route, with the people of then; which conditions held cannot be asked again."""
    payload = event.payload
    organisation = confirmed(ledger)
    state = state_of(ledger, event.document)
    known = state.run.editors if state.run else frozenset()
    editors = known | {event.actor, *payload["editors"]}
    if event.actor not in payload["editors"]:
        return "送审人没有算作起草人"
    if state.run and state.run.open and event.actor not in known:
        return "文档正在审批，换稿的不是起草人"
    rules = {rule.id: rule for rule in from_data(payload["route"])}
    if (
        state.run
        and state.run.submission
        and (state.run.open or state.run.returned)
        and payload["route"] != state.run.submission.payload["route"]
    ):
        return "审批中的文档换了路线"
    days = _days(ledger, event)
    steps = from_data(payload["steps"])
    for step in steps:
        own = [person for person in step.people if person not in step.added]
        rule = rules.get(step.id)
        if set(step.people) & editors:
            return f"步骤 {step.id} 里有起草人"
        if rule is None:
            if set(step.people) - _added_before(state.run.route if state.run else ()):
                return f"步骤 {step.id} 不在路线里"
            continue
        expected = [_staffed(rule, organisation.with_role, editors, day, set(organisation.people)) for day in days]
        if (step.rule, step.scope, step.veto, step.order) != (
            rule.rule,
            rule.scope,
            rule.veto,
            rule.order,
        ) or own not in expected:
            return f"步骤 {step.id} 与路线或当时的人员不符"
    left_out = [id for id, rule in rules.items() if not rule.when and id not in {step.id for step in steps}]
    return "少了步骤 {steps}".format(steps="、".join(left_out)) if left_out else ""


def _added_before(route: tuple[Step, ...]) -> set[str]:
    return {person for step in route for person in step.added}


def _staffed(
    rule: Step, with_role: Callable[[str, str], list[str]], editors: Iterable[str], day: str, known: set[str]
) -> list[str]:
    named = [person for role in rule.roles for person in with_role(role, day)]
    named += [person for person in rule.people if person in known]
    return [person for person in dict.fromkeys(named) if person not in set(editors)]

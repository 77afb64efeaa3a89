"""Changing who signs while a document is under review: transfer, added and removed signers, reminders, delegations."""

from __future__ import annotations

import re

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.acting import Act, Standing, check_here, standing, under_review
from docgen.approval.rules.delegations import delegations
from docgen.approval.rules.organisation import confirmed
from docgen.approval.rules.refusals import editor, refuse, unknown_document
from docgen.approval.rules.state import State, state_of

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def transfer(ledger: Ledger, act: Act, to: str, reason: str = "") -> list[Draft]:
    """One's own turn handed to another, for good. Raises DocgenError A201 to A204, A211, A217, A219."""
    found = _own(ledger, act)
    _check_new(found, act, to, "A211")
    return [_draft(kinds.TRANSFER, found, act, {"person": act.actor, "to": to, "reason": reason})]


def add_signer(ledger: Ledger, act: Act, person: str, position: str = "with", reason: str = "") -> list[Draft]:
    """Who has the turn asks one more: `with` them, `before` or `after` them. Raises DocgenError A201 to A204, A212, A217, A219."""
    found = _own(ledger, act)
    _check_new(found, act, person, "A212")
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
        hint = "路线规定的人不能减；只能减加签来的人"
        raise refuse(state.path, "A212", f"{name}不是加签来的", hint)
    found = steps[0]
    if any(vote.person == person for vote in found.votes):
        raise refuse(state.path, "A212", f"{name}已经表过态，不能减签", "表过的态作数")
    if act.actor not in _adders(state, found.step.id, person):
        raise refuse(state.path, "A212", "加签由谁加，就由谁减", "请加签的人办理")
    payload = {"person": person, "reason": reason}
    return [Draft(kinds.REMOVE_SIGNER, act.actor, act.document, state.revision, "", found.step.id, payload, act.signer)]


def remind(ledger: Ledger, act: Act, note: str = "") -> list[Draft]:
    """A reminder to all whose turn it is. Raises DocgenError A201, A217, A218, A219."""
    state = under_review(ledger, act)
    check_here(confirmed(ledger), [act.actor], act.day, state.path)
    people = sorted({person for step in state.current for person in step.pending})
    if not people:
        raise refuse(state.path, "A218", "没有要催办的人：各步都已办完", "用 docgen issue 定稿")
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
        raise unknown_document(act.document)
    if to == act.actor:
        raise refuse(act.document, "A210", "不能委托给自己", "写另一个人的编号")
    if not (_DATE.fullmatch(starts) and _DATE.fullmatch(ends)) or starts > ends or ends < act.day:
        fact = f"委托的期限不对：{starts} 至 {ends}"
        raise refuse(act.document, "A210", fact, "写成 --from 2026-03-01 --until 2026-03-15，止日不早于今天")
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
        hint = "有效的：{ids}".format(ids="、".join(key for key, item in mine.items() if not item.ended) or "—")
        raise refuse("", "A210", f"没有您作出的委托“{id}”", hint)
    return [Draft(kinds.DELEGATION_ENDED, act.actor, payload={"id": id}, signer=act.signer)]


def _own(ledger: Ledger, act: Act) -> Standing:
    """The act's standing; only for oneself: who acts by delegation passes nothing on."""
    found = standing(ledger, act)
    if act.principal != act.actor:
        fact = "受委托的人不能转办或加签"
        raise refuse(found.state.path, "A210", fact, "请委托人本人办理；委托不能再委托")
    return found


def _check_new(found: Standing, act: Act, person: str, code: str) -> None:
    """A further signer must be here, may not have edited, and is not yet of the step."""
    assert found.state.run is not None
    check_here(found.organisation, [person], act.day, found.state.path)
    name = found.organisation.name_of(person)
    if person in found.state.run.editors:
        raise editor(found.state.path, name)
    if person in found.at.step.people:
        raise refuse(found.state.path, code, f"{name}本来就在这一步", "写另一个人的编号")


def _adders(state: State, step: str, person: str) -> set[str]:
    events = [event for event in state.events if event.kind == kinds.ADD_SIGNER and event.payload["person"] == person]
    return {event.actor for event in events if step in (event.step, event.payload["new_step"])}


def _draft(kind: str, found: Standing, act: Act, payload: dict[str, str]) -> Draft:
    return Draft(kind, act.actor, act.document, found.state.revision, "", found.at.step.id, payload, act.signer)

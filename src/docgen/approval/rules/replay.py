"""The review played again: each act is offered to the same rule functions as when it was done, and must give the same event.

So is found who approved in another's place without a delegation, entered paper without being the registrar, or moved a turn
that was not theirs. What is no part of a review is judged in `authority`, which holds the rule of every kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.clocks import correct
from docgen.approval.ledger.digests import bore
from docgen.approval.ledger.events import Draft, Event, canonical_json
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.resealing import re_seal
from docgen.approval.rules import rearranging, submitting, voting
from docgen.approval.rules.acting import Act, Content, Evidence, check_here
from docgen.approval.rules.case import Case, need
from docgen.approval.rules.route import from_data
from docgen.approval.rules.staffing import staff
from docgen.approval.rules.state import state_of
from docgen.approval.rules.state import submission as state_submission
from docgen.errors import DocgenError

Again = Callable[[Ledger, Act, Event], list[Draft]]
_HASH = re.compile(r"[0-9a-f]{64}")


def done_again(case: Case) -> None:
    """The event must be what the act gives when it is done again as things stood then. Raises Against, DocgenError, and the
    errors of incomplete data."""
    event = case.event
    drafts = _AGAIN[event.kind](case.ledger, _act(event, case.day), event)
    need(len(drafts) == 1 and _equal(drafts[0], event), "内容与当时的情形不符")


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


def submission(case: Case) -> None:
    """A submission's steps must be those that its route gives with the people of then; which conditions held cannot be asked again."""
    event, payload, state = case.event, case.payload, case.state
    run = state.run
    known = run.editors if run else frozenset()
    need(event.actor in payload["editors"], "送审人没有算作起草人")
    check_here(case.organisation, dict.fromkeys((event.actor, *payload["editors"])), case.day, case.text("path"))
    _check_place(case)
    need(event.revision == (run.revision if run else state.revision + 1), "版次不对")
    submitting.check_due(state, event.actor, case.hash("digest"), payload["path"], str(payload.get("closure") or ""))
    submitting.check_kind(state, case.text("kind"), payload["path"])
    need(all(_HASH.fullmatch(value) for value in payload["scopes"].values()), "范围的指纹不对")
    rules, steps = from_data(payload["route"]), from_data(payload["steps"])
    need(
        run is None or run.submission is None or not (run.open or run.returned) or payload["route"] == run.submission.payload["route"],
        "审批中的文档换了路线",
    )  # fmt: skip
    need(all(case.text(name) for name in ("kind", "title")), "没有标题")
    there = {step.id for step in steps}
    applied = tuple(replace(rule, when=()) for rule in rules if not rule.when or rule.id in there)
    staffed, problems = staff(
        applied, case.organisation, lambda _field: None, known | {event.actor, *payload["editors"]}, case.day,
        payload["path"], run.route if run else (),
    )  # fmt: skip
    if problems:
        raise DocgenError(problems)
    need(tuple(replace(step, when=()) for step in steps) == staffed.steps, "步骤与路线或当时的人员不符")
    passed_over = {step: list(people) for step, people in staffed.passed_over.items()}
    need(payload.get("passed_over", passed_over) == passed_over, "没有写明谁不参加审批")
    state_submission(event)


def _check_place(case: Case) -> None:
    """A document the record knows lies where it lay; a new one has the next id, and a place of its own."""
    document, path = case.event.document, case.payload["path"]
    if case.state.events:
        need(path == case.state.path, "内容文件不在原来的位置")
    else:
        need(document == submitting.new_id(case.ledger), "文档的编号不是下一个")
        need(not submitting.document_at(case.ledger, path), "这个位置是另一份文档的")

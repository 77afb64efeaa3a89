"""Approving and returning: the rules, under the record's lock."""

from __future__ import annotations

from typing import Any

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import messages
from docgen.approval.rules.acting import Act, Content, Standing, standing
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.run import DRAFTER


def approve(ledger: Ledger, act: Act, seen: Content, now: Content, note: str = "") -> list[Draft]:
    """The approval of what was `seen`; `now` is the content as it is on disk at this moment, under the lock.

    Raises DocgenError A201 to A206, A209, A216, A217, A219.
    """
    found = standing(ledger, act)
    _check_content(found, seen, now)
    return [_draft(kinds.APPROVE, found, act, {"note": note, "meaning": found.at.step.name})]


def send_back(ledger: Ledger, act: Act, seen: Content, reason: str, to: str = "", resume: str = "") -> list[Draft]:
    """A return, with what it means: to the drafter or a step, and whether the steps from there run anew.

    Where the step has no one-vote veto, a return only counts, until the step cannot pass any more. `to` and `resume` ""
    as the route says. Raises DocgenError A201 to A204, A206 to A209, A216, A217, A219.
    """
    found = standing(ledger, act)
    path = found.state.path
    if not reason.strip():
        raise refused(path, messages.RETURN_WITHOUT_REASON)
    _check_seen(found, seen)
    target = _target(found, to)
    step = found.at.step
    refusals = found.at.refusals + 1
    effect = "return" if step.veto or len(step.people) - refusals < step.needed else "vote"
    payload = {"reason": reason.strip(), "effect": effect, "to": target, "resume": resume or step.resume}
    return [_draft(kinds.RETURN, found, act, payload)]


def _target(found: Standing, to: str) -> str:
    step, path = found.at.step, found.state.path
    ids = [state.step.id for state in found.state.steps]
    before = ids[: ids.index(step.id)]
    usual = before[-1] if step.return_to == "previous" and before else DRAFTER
    wanted = to or usual
    allowed = {DRAFTER, usual} | (set(before) if step.return_to == "any" else set())
    if wanted not in allowed:
        raise refused(path, messages.NO_WAY_BACK, step=step.name, to=to, names="、".join(sorted(allowed)))
    return wanted


def _check_content(found: Standing, seen: Content, now: Content) -> None:
    run = found.state.run
    assert run is not None
    assert run.submission is not None
    if now.digest != run.submission.digest:
        raise refused(found.state.path, messages.CHANGED_SINCE_SUBMITTED)
    _check_seen(found, seen)


def _check_seen(found: Standing, seen: Content) -> None:
    run = found.state.run
    assert run is not None
    assert run.submission is not None
    if seen.digest != run.submission.digest:
        raise refused(found.state.path, messages.SEEN_ANOTHER)


def _draft(kind: str, found: Standing, act: Act, payload: dict[str, Any]) -> Draft:
    run = found.state.run
    assert run is not None
    assert run.submission is not None
    step = found.at.step
    details = payload | {
        "digest": run.submission.digest_of(step.scope),
        "whole": run.submission.digest,
        "scope": list(step.scope),
        "method": "recorded" if act.evidence else "signed",
        "person": act.decider,
    }
    if act.evidence:
        details |= {
            "evidence": act.evidence.sha256,
            "evidence_name": act.evidence.name,
            "code": act.evidence.recorded or run.submission.digest,
        }
    if run.submission.reading:
        details |= {"reading": run.submission.reading}
    behalf = act.behalf if act.behalf != act.decider else ""
    return Draft(kind, act.actor, act.document, run.revision, behalf, step.id, details, act.signer)

"""Approving and returning: the rules, under the record's lock."""

from __future__ import annotations

from typing import Any

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft
from docgen.approval.ledger.keyring import keyring, two_persons
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import messages
from docgen.approval.rules.acting import REGISTRAR, Act, Content, Standing, check_here, standing, under_review
from docgen.approval.rules.organisation import Organisation, confirmed
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.run import BY_PERSON, BY_REGISTRAR, DRAFTER
from docgen.approval.rules.state import State, StepState, Vote
from docgen.errors import DocgenError, Location, Problem


def approve(ledger: Ledger, act: Act, seen: Content, now: Content, note: str = "") -> list[Draft]:
    """The approval of what was `seen`; `now` is the content as it is on disk at this moment, under the lock.

    Raises DocgenError A201 to A206, A209, A216, A217, A219.
    """
    found = standing(ledger, act)
    _check_content(found, seen, now)
    payload = {"note": note, "meaning": found.at.step.name}
    if act.evidence and two_persons(ledger):
        payload["confirm"] = BY_PERSON if keyring(ledger.events("")).keys_of(act.decider) else BY_REGISTRAR
    return [_draft(kinds.APPROVE, found, act, payload)]


def entered(ledger: Ledger, act: Act) -> list[tuple[StepState, Vote]]:
    """What registrars entered from paper and the actor may confirm now. Raises DocgenError A201, A217, A219."""
    state = under_review(ledger, act)
    organisation = confirmed(ledger)
    check_here(organisation, [act.actor], act.day, state.path)
    return [
        (step, vote) for step, vote in _awaiting(state) if not _not_to_confirm(organisation, state, act.actor, vote)
    ]


def confirm(ledger: Ledger, act: Act, entry: int) -> list[Draft]:
    """The second pair of eyes on what a registrar entered in event `entry`: the person's own where they have a key, else
    those of another registrar who drafted nothing of it. Raises DocgenError A201, A217, A219, A223."""
    state = under_review(ledger, act)
    organisation = confirmed(ledger)
    check_here(organisation, [act.actor], act.day, state.path)
    found = next(((step, vote) for step, vote in _awaiting(state) if vote.sequence == entry), None)
    if found is None:
        raise refused(state.path, messages.NOTHING_ENTERED)
    step, vote = found
    if problem := _not_to_confirm(organisation, state, act.actor, vote):
        raise DocgenError(problem)
    payload = {"entry": entry, "whole": vote.payload["whole"], "evidence": vote.payload["evidence"]}
    return [
        Draft(kinds.CONFIRM_RECORDED, act.actor, act.document, state.revision, "", step.step.id, payload, act.signer)
    ]


def may_confirm(organisation: Organisation, state: State, person: str, vote: Vote) -> bool:
    """True if it is this person's to confirm an entry from paper."""
    return person in organisation.people and _not_to_confirm(organisation, state, person, vote) is None


def _awaiting(state: State) -> list[tuple[StepState, Vote]]:
    return [(step, vote) for step in state.current for vote in step.entered]


def _not_to_confirm(organisation: Organisation, state: State, person: str, vote: Vote) -> Problem | None:
    """Why it is not this person who confirms; None if it is."""
    place = Location(state.path)
    if vote.awaits == BY_PERSON:
        if person == vote.decider:
            return None
        return messages.CONFIRMED_BY_PERSON.at(place, entry=vote.sequence, name=organisation.name_of(vote.decider))
    assert state.run is not None
    barred = {vote.registrar, vote.decider, vote.person} | state.run.editors
    if REGISTRAR in organisation.people[person].roles and person not in barred:
        return None
    others = [one.id for one in organisation.people.values() if REGISTRAR in one.roles and one.id not in barred]
    names = "、".join(map(organisation.name_of, others)) or "—"
    return messages.CONFIRMED_BY_REGISTRAR.at(place, entry=vote.sequence, names=names)


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

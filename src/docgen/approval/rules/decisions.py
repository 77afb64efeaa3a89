"""Who decided what, told from the events of the approvals alone: for the sheet, the register, and whoever asks about a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.digests import short_code
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.days import day_of
from docgen.approval.rules.organisation import Organisation, from_payload
from docgen.approval.rules.route import WHOLE
from docgen.approval.rules.run import StepState, Vote
from docgen.approval.rules.state import State, fold
from docgen.errors import visible


@dataclass(frozen=True, slots=True)
class Decision:
    """One approval as the record has it. `on_behalf` is whose authority it was (乙代甲), `how` "signed" or "recorded".

    `at` is UTC (ISO 8601), `code` the short form of the digest of what was seen, `scope` what it covers ("" the whole).
    """

    step: str
    person: str
    at: str
    code: str
    on_behalf: str = ""
    post: str = ""
    how: str = "signed"
    registrar: str = ""
    scope: str = ""
    comment: str = ""


def scope_names(step: StepState) -> str:
    """What a step is about, as the route names it; "" for the whole."""
    return "" if step.step.scope == WHOLE else "、".join(step.step.scope)


def decided(
    state: State, organisation: Organisation, words: Callable[[StepState], str] = scope_names
) -> tuple[Decision, ...]:
    """The approvals that count, in the order of the steps, then of time; `words` tells a step's scope to a reader."""
    return tuple(
        _decision(step, vote, organisation, words(step))
        for step in state.steps
        for vote in sorted(step.votes, key=lambda vote: vote.sequence)
        if vote.approves
    )


def before_issue(ledger: Ledger, document: str, sequence: int) -> State:
    """A document as it stood when its version was issued by the event of that sequence: its review finished, its votes counted."""
    return fold(document, [event for event in ledger.events(document) if event.sequence < sequence])


def approvals_of(
    ledger: Ledger, document: str, sequence: int, words: Callable[[StepState], str] = scope_names
) -> tuple[Decision, ...]:
    """The approvals on which the version was issued by the event of that sequence, with people and posts as they then were."""
    known = [event for event in ledger.events("", {kinds.ORGANISATION}) if event.sequence < sequence]
    organisation = from_payload(known[-1].payload) if known else Organisation()
    return decided(before_issue(ledger, document, sequence), organisation, words)


def signer_names(state: State, organisation: Organisation) -> str:
    """Who took the decision that let the revision go: the step that signs, or the last one."""
    signing = _signing(state)
    people = dict.fromkeys(vote.person for step in signing for vote in step.votes if vote.approves)
    carried = dict.fromkeys(person for step in signing for person in step.carried)
    return "、".join(map(organisation.name_of, people | carried))


def signing_day(state: State) -> str:
    """The date of the paper: when the one responsible signed it (GB/T 9704-2012 §7.3.5.4), by Beijing's clock."""
    times = [vote.at for step in _signing(state) for vote in step.votes if vote.approves] or [
        vote.at for step in state.steps for vote in step.votes
    ]
    last = max(times, default=state.run.last if state.run else "")
    return day_of(last)


def summary_of(state: State) -> str:
    """What the submission says was changed; a first version says that it is one."""
    submission = state.run.submission if state.run else None
    said = str(submission.payload.get("summary") or "") if submission else ""
    return said or ("首次发布" if not state.issued else "")


def _signing(state: State) -> list[StepState]:
    return [step for step in state.steps if step.step.sign] or list(state.steps[-1:])


def _decision(step: StepState, vote: Vote, organisation: Organisation, scope: str) -> Decision:
    person = organisation.people.get(vote.decider)
    return Decision(
        step=step.step.name, person=organisation.name_of(vote.decider), at=vote.at, code=short_code(vote.digest),
        on_behalf=organisation.name_of(vote.person) if vote.person != vote.decider else "",
        post=organisation.posts.get(person.post, "") if person else "",
        how="recorded" if vote.registrar else "signed", registrar=_registrar(vote, organisation),
        scope=scope, comment=visible(str(vote.payload.get("note") or "")),
    )  # fmt: skip


def _registrar(vote: Vote, organisation: Organisation) -> str:
    """Who entered an approval from paper, with who confirmed it; "" for one that was signed."""
    if not vote.registrar:
        return ""
    second = f"{organisation.name_of(vote.confirmer)}确认、" if vote.confirmer else ""
    return second + organisation.name_of(vote.registrar)

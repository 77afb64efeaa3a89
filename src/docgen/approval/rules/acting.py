"""Who acts, for whom, at which step: what approving, returning, transferring and adding signers all ask first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docgen.approval.ledger.digests import bears, short_code
from docgen.approval.ledger.events import Signer
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import messages
from docgen.approval.rules.delegations import delegations
from docgen.approval.rules.organisation import Organisation, confirmed
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.state import Run, State, StepState, state_of

REGISTRAR = "登记"  # the role of who may enter approvals given on paper


@dataclass(frozen=True, slots=True)
class Content:
    """What is approved: the digest of the whole and those of the scopes that the route names (scope_key → digest)."""

    digest: str
    scopes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """An approval given outside: the kept file's name and SHA-256, and the code that the paper bears. `recorded` is the code
    in an event that is played again; a new event names the whole digest."""

    name: str
    sha256: str
    code: str
    recorded: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Someone acting on a document on a day (YYYY-MM-DD).

    `actor` holds the key; `behalf` is the person for whom ("" for oneself). With `evidence` the actor is the registrar,
    and `person` whose approval or return is entered. `step` "" where it can only be one.
    """

    document: str
    actor: str
    day: str
    signer: Signer | None = None
    behalf: str = ""
    step: str = ""
    person: str = ""
    evidence: Evidence | None = None

    @property
    def decider(self) -> str:
        """Who decided: the actor, or whom the registrar enters."""
        return self.person if self.evidence else self.actor

    @property
    def principal(self) -> str:
        """Whose approval it is."""
        return self.behalf or self.decider


@dataclass(frozen=True, slots=True)
class Standing:
    """An act's surroundings, all checked: the document under review, the step at which the principal is to act."""

    ledger: Ledger
    organisation: Organisation
    state: State
    at: StepState


def standing(ledger: Ledger, act: Act) -> Standing:
    """Check that the act may be done at all. Raises DocgenError A201 to A204, A209, A216, A217, A219."""
    state = under_review(ledger, act)
    organisation = confirmed(ledger)
    _check_people(organisation, state, act)
    return Standing(ledger, organisation, state, _step(ledger, organisation, state, act))


def under_review(ledger: Ledger, act: Act) -> State:
    """The document, being reviewed. Raises DocgenError A219, A201."""
    state = state_of(ledger, act.document)
    if not state.events:
        raise refused(act.document, messages.UNKNOWN_DOCUMENT)
    if state.run is None or not state.run.open:
        raise refused(state.path, messages.NOT_UNDER_REVIEW, label=state.status(act.day).label)
    return state


def check_here(organisation: Organisation, people: Iterable[str], day: str, path: str) -> None:
    """Raises DocgenError A217 for someone unknown or gone."""
    for person in people:
        if person not in organisation.people or not organisation.people[person].here(day):
            raise refused(path, messages.NOT_HERE, name=organisation.name_of(person))


def _check_people(organisation: Organisation, state: State, act: Act) -> None:
    assert state.run is not None
    check_here(organisation, dict.fromkeys(filter(None, (act.actor, act.decider, act.principal))), act.day, state.path)
    for person in dict.fromkeys((act.decider, act.principal)):
        if person in state.run.editors:
            raise refused(state.path, messages.EDITOR, name=organisation.name_of(person))
    if act.evidence:
        _check_registrar(organisation, state, act)


def _check_registrar(organisation: Organisation, state: State, act: Act) -> None:
    assert state.run is not None
    assert act.evidence is not None
    name = organisation.name_of(act.actor)
    if REGISTRAR not in organisation.people[act.actor].roles:
        raise refused(state.path, messages.NO_REGISTRAR, name=name)
    if act.actor in state.run.editors or act.actor in (act.decider, act.principal):
        raise refused(state.path, messages.PARTIAL_REGISTRAR, name=name)
    check_code(state.run, state.path, act.evidence.code)


def check_code(run: Run, path: str, code: str) -> None:
    """Hold the code that a signed paper bears against what is under review. Raises DocgenError A216."""
    assert run.submission is not None
    digest = run.submission.digest
    if not bears(code, digest):
        raise refused(path, messages.SIGNED_ANOTHER, code=code or "（没有写）", expected=short_code(digest))


def _step(ledger: Ledger, organisation: Organisation, state: State, act: Act) -> StepState:
    """The step at which the principal is to act, the delegation checked."""
    name = organisation.name_of(act.principal)
    mine = [step for step in state.current if act.principal in step.pending and act.step in ("", step.step.id)]
    if not mine:
        raise _no_turn(organisation, state, act)
    if len(mine) > 1:
        steps = "、".join(step.step.id for step in mine)
        raise refused(state.path, messages.SEVERAL_TURNS, name=name, steps=steps)
    if act.behalf and act.behalf != act.decider:
        known = [item for item in delegations(ledger) if item.principal == act.behalf and item.delegate == act.decider]
        if not any(item.covers(act.document, state.kind, mine[0].step.id, act.day) for item in known):
            raise refused(state.path, messages.NO_DELEGATION, name=name, other=organisation.name_of(act.decider))
    return mine[0]


def _no_turn(organisation: Organisation, state: State, act: Act) -> Exception:
    name = organisation.name_of(act.principal)
    for step in state.steps:
        if act.step in ("", step.step.id) and act.principal in {vote.person for vote in step.votes}:
            return refused(state.path, messages.VOTED_ALREADY, name=name, step=step.step.name)
    turn = "、".join(organisation.name_of(person) for step in state.current for person in step.pending)
    return refused(state.path, messages.NO_TURN, name=name, people=turn or "—")

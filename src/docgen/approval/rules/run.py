"""A revision under way: its submissions, the votes, and which steps they pass.

A vote counts while its digest is that of its step's scope in the latest
submission (of the whole: while the pages, too, look as they did), its voter is of the step, and neither the voter nor who held the
pen for them drafted or edited this revision. What a registrar entered from
paper counts once a second person has confirmed it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Event
from docgen.approval.rules.route import WHOLE, Step, scope_key

DRAFTER = "drafter"  # a return's target that is no step
BY_PERSON, BY_REGISTRAR = "person", "registrar"  # who is to confirm what a registrar entered from paper
# What does not count when it comes out that the key was in wrong hands. A return or withdrawal stands: nothing passes by it.
VOIDABLE = (kinds.APPROVE, kinds.CONFIRM_RECORDED, kinds.TRANSFER, kinds.ADD_SIGNER, kinds.REMOVE_SIGNER)


@dataclass(frozen=True, slots=True)
class Submission:
    """What was handed in: digests of the whole and by scope, the steps, and all who drafted or edited it."""

    sequence: int
    person: str
    at: str
    digest: str
    scopes: dict[str, str]
    steps: tuple[Step, ...]
    editors: tuple[str, ...]
    major: bool = False
    payload: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def reading(self) -> str:
        """The digest of the pages as they were read; "" in records from before there was one."""
        return str(self.payload.get("reading") or "")

    @property
    def closure(self) -> str:
        """The digest of the list of everything that the paper was made from; "" in records from before there was one."""
        return str(self.payload.get("closure") or "")

    def digest_of(self, scope: tuple[str, ...]) -> str:
        """The digest of a step's scope."""
        return self.digest if scope == WHOLE else self.scopes[scope_key(scope)]


@dataclass(frozen=True, slots=True)
class Vote:
    """`person` is whose approval it is, `decider` who gave it (another under a delegation), `registrar` who entered it ("" if
    signed). `approves` False: a return that only counts. `void`: by a return, whatever the digest. `awaits`: who has still to
    confirm what a registrar entered (BY_PERSON, BY_REGISTRAR), "" for a vote that counts; `confirmer` who did."""

    sequence: int
    step: str
    person: str
    decider: str
    registrar: str
    digest: str
    at: str
    approves: bool = True
    void: bool = False
    awaits: str = ""
    confirmer: str = ""
    payload: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def reading(self) -> str:
        """The digest of the pages that were approved."""
        return str(self.payload.get("reading") or "")


@dataclass(frozen=True, slots=True)
class StepState:
    """A step with what counts for it. `carried`: person → the earlier step in which they approved the same content, so
    that they are not asked again. `pending`: who may act now, in order. `since`: when the step's turn came, or ""."""

    step: Step
    votes: tuple[Vote, ...]
    carried: dict[str, str]
    pending: tuple[str, ...]
    passed: bool
    current: bool
    since: str = ""
    entered: tuple[Vote, ...] = ()  # from paper, not confirmed yet: they do not count

    @property
    def approvals(self) -> int:
        return len({vote.person for vote in self.votes if vote.approves} | set(self.carried))

    @property
    def refusals(self) -> int:
        return len({vote.person for vote in self.votes if not vote.approves})

    @property
    def hopeless(self) -> bool:
        """True if so many have refused that the step can no longer pass."""
        return len(self.step.people) - self.refusals < self.step.needed


@dataclass(slots=True)
class Run:
    """The revision under way. `open`: handed in and not returned or withdrawn."""

    revision: int
    submission: Submission | None = None
    rounds: int = 0
    open: bool = False
    returned: bool = False
    editors: frozenset[str] = frozenset()
    votes: tuple[Vote, ...] = ()
    route: tuple[Step, ...] = ()  # with transfers and added signers
    last: str = ""  # time of the last event that moved it
    reason: str = ""  # of the last return

    @property
    def steps(self) -> tuple[StepState, ...]:
        """Every step with what counts for it as things stand."""
        if self.submission is None:
            return ()
        return _step_states(self)


def apply_to_run(run: Run, event: Event, submission: Submission | None) -> None:
    """Take in an event of the revision."""
    run.last = event.at
    payload = event.payload
    if submission is not None:
        run.submission, run.route = submission, submission.steps
        run.rounds += 1
        run.open, run.returned = True, False
        run.editors |= set(submission.editors) | {submission.person}
        return
    match event.kind:
        case kinds.WITHDRAW:
            run.open = False
        case kinds.APPROVE:
            run.votes = (*run.votes, _vote(event, approves=True))
        case kinds.CONFIRM_RECORDED:
            entry = payload["entry"]
            run.votes = tuple(
                replace(vote, awaits="", confirmer=event.actor) if vote.sequence == entry else vote
                for vote in run.votes
            )
        case kinds.RETURN:
            _return(run, event)
        case kinds.TRANSFER:
            run.route = _transferred(run.route, event.step, payload["person"], payload["to"])
        case kinds.ADD_SIGNER:
            run.route = _with_signer(run.route, event)
        case kinds.REMOVE_SIGNER:
            gone = payload["person"]
            run.route = tuple(
                replace(
                    step,
                    people=tuple(person for person in step.people if person != gone),
                    added=tuple(person for person in step.added if person != gone),
                )
                if step.id == event.step
                else step
                for step in run.route
            )
            run.route = tuple(step for step in run.route if step.people)  # a step of its own went with its only signer


def covers(earlier: Step, later: Step) -> bool:
    """True if who approved the earlier step has seen all that the later one asks about."""
    return earlier.scope in (WHOLE, later.scope)


def _return(run: Run, event: Event) -> None:
    payload = event.payload
    if payload["effect"] == "vote":
        run.votes = (*run.votes, _vote(event, approves=False))
        return
    ids = [step.id for step in run.route]
    target = payload["to"]
    run.reason = payload["reason"]
    if payload["resume"] == "again":
        void = set(ids if target == DRAFTER else ids[ids.index(target) :])
    else:
        void = set() if target == DRAFTER else {target}
    run.votes = tuple(
        replace(vote, void=True) if vote.step in void or not vote.approves else vote for vote in run.votes
    )
    if target == DRAFTER:
        run.open, run.returned = False, True


def _vote(event: Event, *, approves: bool) -> Vote:
    payload = event.payload
    registrar = event.actor if payload["method"] == "recorded" else ""
    decider = payload["person"] if registrar else event.actor
    person = event.on_behalf or decider
    awaits = str(payload.get("confirm") or "") if registrar and approves else ""
    return Vote(
        event.sequence,
        event.step,
        person,
        decider,
        registrar,
        payload["digest"],
        event.at,
        approves,
        awaits=awaits,
        payload=payload,
    )


def _step_states(run: Run) -> tuple[StepState, ...]:
    submission = run.submission
    assert submission is not None
    found: list[StepState] = []
    reached = run.open
    since = submission.at
    for index, step in enumerate(run.route):
        standing = _counting(run, step, submission)
        votes = tuple(vote for vote in standing if not vote.awaits)
        carried = _carried(run.route, index, found, step, votes)
        approvals = {vote.person for vote in votes if vote.approves} | set(carried)
        passed = len(approvals) >= step.needed
        acted = approvals | {vote.person for vote in votes}
        waiting = [person for person in step.people if person not in acted and person not in run.editors]
        # Steps of one group are reached together: what the group's own steps have done does not hold it up.
        before = [state for state in found if not (step.group and state.step.group == step.group)]
        current = reached and not passed and all(state.passed for state in before)
        pending = tuple(waiting if step.order == "together" else waiting[:1]) if current else ()
        times = [vote.at for state in before for vote in state.votes]
        start = max([since, *times]) if current else ""
        entered = tuple(vote for vote in standing if vote.awaits and vote.person in pending)
        found.append(StepState(step, votes, carried, pending, passed, current, start, entered))
    return tuple(found)


def _counting(run: Run, step: Step, submission: Submission) -> tuple[Vote, ...]:
    """The last vote of each of the step's people on what is under review; one that awaits confirmation never takes the place
    of one that counts."""
    digest = submission.digest_of(step.scope)
    latest: dict[str, Vote] = {}
    for vote in run.votes:
        hands = {vote.person, vote.decider, vote.confirmer}
        if vote.awaits and vote.person in latest and not latest[vote.person].awaits:
            continue
        if (
            vote.step == step.id
            and not vote.void
            and vote.digest == digest
            and (step.scope != WHOLE or vote.reading == submission.reading)
            and vote.person in step.people
            and not hands & run.editors
        ):
            latest[vote.person] = vote
    return tuple(latest.values())


def _carried(
    route: tuple[Step, ...], index: int, before: list[StepState], step: Step, votes: tuple[Vote, ...]
) -> dict[str, str]:
    """Who need not be asked again: approved the same content in a step before this one, and not beside it."""
    if step.duplicates == "again":
        return {}
    own = {vote.person for vote in votes}
    found: dict[str, str] = {}
    for state in before[:index]:
        beside = step.group and state.step.group == step.group
        if beside or not covers(state.step, step):
            continue
        for vote in state.votes:
            if vote.approves and vote.decider == vote.person and vote.person in step.people and vote.person not in own:
                found.setdefault(vote.person, state.step.id)
    return found


def _transferred(route: tuple[Step, ...], id: str, old: str, new: str) -> tuple[Step, ...]:
    """A turn handed on. Who takes that of an added signer is an added signer: the next submission asks them again."""
    return tuple(
        replace(step, people=_renamed(step.people, old, new), added=_renamed(step.added, old, new))
        if step.id == id
        else step
        for step in route
    )


def _renamed(people: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(new if person == old else person for person in people))


def _with_signer(route: tuple[Step, ...], event: Event) -> tuple[Step, ...]:
    payload = event.payload
    person, position = payload["person"], payload["position"]
    found: list[Step] = []
    for step in route:
        if step.id != event.step:
            found.append(step)
        elif position == "with":
            found.append(replace(step, people=(*step.people, person), added=(*step.added, person)))
        else:
            extra = Step(
                payload["new_step"],
                payload["name"],
                people=(person,),
                scope=step.scope,
                duplicates="again",
                added=(person,),
            )
            found += [extra, step] if position == "before" else [step, extra]
    return tuple(found)

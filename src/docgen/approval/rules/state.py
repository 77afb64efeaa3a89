"""Where a document stands: a pure fold over its events. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Event
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import versions
from docgen.approval.rules.messages import AGAINST_RULES
from docgen.approval.rules.route import WHOLE, from_data
from docgen.approval.rules.run import VOIDABLE, Run, StepState, Submission, Vote, apply_to_run
from docgen.errors import DocgenError, Location

__all__ = ["Issued", "Run", "State", "Status", "StepState", "Submission", "Vote", "state_of", "states"]


class Status(StrEnum):
    DRAFT = "draft"  # never submitted, or withdrawn
    REVIEW = "review"
    RETURNED = "returned"
    APPROVED = "approved"  # all steps but those that sign
    SIGNED = "signed"  # every step: may be issued
    ISSUED = "issued"  # fixed and numbered, not yet published
    PUBLISHED = "published"  # takes effect on a later day
    IN_FORCE = "in-force"
    ABOLISHED = "abolished"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        """What a user reads."""
        return {
            Status.DRAFT: "草稿",
            Status.REVIEW: "审核中",
            Status.RETURNED: "退回修改",
            Status.APPROVED: "已批准",
            Status.SIGNED: "已签发",
            Status.ISSUED: "已定稿编号",
            Status.PUBLISHED: "已发布",
            Status.IN_FORCE: "生效",
            Status.ABOLISHED: "废止",
            Status.SUPERSEDED: "已被替代",
        }[self]


@dataclass(frozen=True, slots=True)
class Issued:
    """A version that was fixed. `effective` is the date it takes effect ("": not published), `until` the first day it no
    longer does (""), `payload` what the issue event holds beside."""

    version: str
    revision: int
    number: str
    digest: str
    at: str
    sequence: int
    effective: str = ""
    published_at: str = ""
    until: str = ""
    ended_by: str = ""  # ABOLISH, SUPERSEDE, or ISSUE (the next version)
    errata: tuple[Event, ...] = ()
    consents: tuple[Event, ...] = ()  # to a correction that is not issued yet, the last of each person
    payload: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The digest of the text as it is printed now: as issued, or as an erratum corrected it."""
        return str(self.errata[-1].payload.get("digest") or self.digest) if self.errata else self.digest

    def status(self, day: str) -> Status:
        """What the version is on a day."""
        if self.until and day >= self.until:
            return Status.ABOLISHED if self.ended_by == kinds.ABOLISH else Status.SUPERSEDED
        if not self.effective:
            return Status.ISSUED
        return Status.IN_FORCE if day >= self.effective else Status.PUBLISHED


@dataclass(slots=True)
class State:
    """A document's standing as of its last event. `run` is the revision under way, None between revisions."""

    document: str
    path: str = ""
    kind: str = ""
    title: str = ""
    run: Run | None = None
    issued: tuple[Issued, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def revision(self) -> int:
        """The number of the revision under way, or of the last one."""
        return self.run.revision if self.run else self.issued[-1].revision if self.issued else 0

    @property
    def steps(self) -> tuple[StepState, ...]:
        """The steps of the revision under way."""
        return self.run.steps if self.run else ()

    @property
    def current(self) -> tuple[StepState, ...]:
        """The steps at which people are to act now."""
        return tuple(step for step in self.steps if step.current)

    @property
    def complete(self) -> bool:
        """True if every step is passed: the revision may be issued."""
        return bool(self.run and self.run.open and self.steps and all(step.passed for step in self.steps))

    @property
    def version(self) -> str:
        """The label of what is under way (V0.2; V1.1 第2稿), or of the last version issued."""
        if self.run is None:
            return self.issued[-1].version if self.issued else "V0.0"
        if not self.issued:
            return f"V0.{max(self.run.rounds, 1)}"
        return f"{self.next_version}（第{max(self.run.rounds, 1)}稿）"

    @property
    def next_version(self) -> str:
        """The label that issuing the revision under way gives it: V1.0, then V1.1 or V2.0."""
        last = self.issued[-1].version if self.issued else ""
        return versions.following(last, major=bool(self.run and self.run.submission and self.run.submission.major))

    def status(self, day: str) -> Status:
        """The status of what is under way, or else of the last version issued, on a day (YYYY-MM-DD)."""
        if self.run is None:
            return self.issued[-1].status(day) if self.issued else Status.DRAFT
        if not self.run.open:
            return Status.RETURNED if self.run.returned else Status.DRAFT
        if self.complete:
            return Status.SIGNED
        rest = [step.step for step in self.steps if not step.passed]
        return Status.APPROVED if rest and all(step.sign for step in rest) else Status.REVIEW

    def in_force(self, day: str) -> Issued | None:
        """The version in force on a day."""
        return next((issued for issued in reversed(self.issued) if issued.status(day) == Status.IN_FORCE), None)


def state_of(ledger: Ledger, document: str) -> State:
    """The standing of a document; of one the record does not know, a State without events."""
    return fold(document, ledger.events(document), ledger.suspect)


def states(ledger: Ledger) -> list[State]:
    """The standing of every document, in the order of their first submissions."""
    return [state_of(ledger, document) for document in ledger.documents()]


def fold(document: str, events: Iterable[Event], suspect: Callable[[Event], bool] = lambda _event: False) -> State:
    """The standing after these events of one document. What a key did while it was in wrong hands (`suspect`) moves no turn
    and counts as no vote. Raises DocgenError A427 for an event that lacks what belongs to its kind: docgen writes none such."""
    state = State(document, events=tuple(events))
    for event in state.events:
        try:
            _apply(state, event, suspect)
        except (LookupError, ValueError, TypeError, AttributeError) as error:
            place = Location(state.path)
            raise DocgenError(AGAINST_RULES.at(place, sequence=event.sequence, reason="内容不完整")) from error
    return state


def _apply(state: State, event: Event, suspect: Callable[[Event], bool]) -> None:
    payload = event.payload
    match event.kind:
        case kinds.SUBMIT:
            state.path, state.kind, state.title = payload["path"], payload["kind"], payload["title"]
            if state.run is None or state.run.revision != event.revision:
                state.run = Run(event.revision)
            apply_to_run(state.run, event, submission(event))
        case kinds.RELOCATE:
            state.path = payload["path"]
        case kinds.ISSUE:
            state.run = None
            state.issued = (*state.issued, _issued(event))
        case kinds.PUBLISH:
            state.issued = tuple(_published(issued, state.issued, event) for issued in state.issued)
        case kinds.ERRATUM:
            last = state.issued[-1]
            state.issued = (*state.issued[:-1], replace(last, errata=(*last.errata, event), consents=()))
        case kinds.CORRECTION_CONSENT:
            last = state.issued[-1]
            others = [earlier for earlier in last.consents if earlier.actor != event.actor]
            if not suspect(event):
                state.issued = (*state.issued[:-1], replace(last, consents=(*others, event)))
        case kinds.ABOLISH | kinds.SUPERSEDE:
            state.run = None
            state.issued = tuple(_ended(issued, event) for issued in state.issued)
        case _ if state.run is not None and not (event.kind in VOIDABLE and suspect(event)):
            apply_to_run(state.run, event, None)


@lru_cache(2_000)  # a document's earlier drafts are read again with every fold
def submission(event: Event) -> Submission:
    """What a submit event says."""
    payload = event.payload
    steps, scopes = from_data(payload["steps"]), dict(payload["scopes"])
    if missing := [step.scope_key for step in steps if step.scope != WHOLE and step.scope_key not in scopes]:
        raise ValueError(f"no digest of {missing}")
    return Submission(
        event.sequence,
        event.actor,
        event.at,
        payload["digest"],
        scopes,
        steps,
        tuple(payload["editors"]),
        bool(payload.get("major")),
        payload,
    )


def _issued(event: Event) -> Issued:
    payload = event.payload
    text = {key: str(payload.get(key) or "") for key in ("version", "number", "digest")}
    return Issued(
        text["version"], event.revision, text["number"], text["digest"], event.at, event.sequence, payload=payload
    )


def _published(issued: Issued, all_issued: tuple[Issued, ...], event: Event) -> Issued:
    """Publishing a version sets its day; the versions before it end on that day."""
    effective = str(event.payload["effective"])
    version = str(event.payload.get("version") or all_issued[-1].version)
    if issued.version == version:
        return replace(issued, effective=effective, published_at=event.at)
    target = next((other for other in all_issued if other.version == version), None)
    if target is not None and issued.revision < target.revision and (not issued.until or issued.until > effective):
        return replace(issued, until=effective, ended_by=kinds.ISSUE)
    return issued


def _ended(issued: Issued, event: Event) -> Issued:
    until = str(event.payload["effective"])
    if issued.until and issued.until <= until:
        return issued
    return replace(issued, until=until, ended_by=event.kind)

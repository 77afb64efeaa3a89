"""Handing in, taking back, moving: what the drafter does, under the record's lock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.ledger.keyring import two_persons
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import messages
from docgen.approval.rules.acting import Act, Content, check_here, under_review
from docgen.approval.rules.conditions import Lookup
from docgen.approval.rules.office import ROLES
from docgen.approval.rules.organisation import confirmed
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.route import Step, from_data, to_data
from docgen.approval.rules.run import Run
from docgen.approval.rules.staffing import staff
from docgen.approval.rules.state import State, Status, state_of
from docgen.errors import DocgenError


@dataclass(frozen=True, slots=True)
class PaperToSubmit:
    """What is handed in. `rules` is the route as it stands in the workspace (`route_of` says which one counts);
    `lookup` gives the values its conditions ask for; `drafters` are ids besides the submitter, as declared; `program` is
    docgen's version; `closure` the digest of the list of all it is made from, `reading` that of its pages; `authors` are ids
    that the files' history names, wherever they are now, `authorship` is what it said, for the record."""

    path: str
    kind: str
    title: str
    content: Content
    rules: tuple[Step, ...]
    lookup: Lookup
    drafters: tuple[str, ...] = ()
    major: bool = False
    summary: str = ""
    program: str = ""
    closure: str = ""
    reading: str = ""
    authors: tuple[str, ...] = ()
    authorship: Mapping[str, Any] = field(default_factory=dict)


def document_at(ledger: Ledger, path: str) -> str:
    """The id of the document that lies at this workspace-relative path; "" if the record knows none there."""
    return ledger.fold("places", _Places, _Places.take).documents.get(path, "")


def places(ledger: Ledger) -> dict[str, str]:
    """Where each document lay last, by id."""
    return dict(ledger.fold("places", _Places, _Places.take).paths)


class _Places:
    """Where each document lay last, and which lies where."""

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}
        self.documents: dict[str, str] = {}

    def take(self, event: Event) -> _Places:
        if event.kind in (kinds.SUBMIT, kinds.RELOCATE):
            document, path = event.document, event.payload["path"]
            former = self.paths.get(document, path)
            if former != path and self.documents.get(former) == document:
                del self.documents[former]
            self.paths[document], self.documents[path] = path, document
        return self


def new_id(ledger: Ledger) -> str:
    """The id of the next document: D0001, D0002 … Under the lock nobody else takes it."""
    return f"D{len(ledger.documents()) + 1:04d}"


def route_of(state: State, rules: tuple[Step, ...]) -> tuple[Step, ...]:
    """The route that counts for the next submission: a revision under way keeps the one it began with."""
    run = state.run
    if run is None or run.submission is None or not (run.open or run.returned):
        return rules
    return from_data(run.submission.payload["route"])


def submit(ledger: Ledger, act: Act, paper: PaperToSubmit) -> list[Draft]:
    """A submission: of a new document (`act.document` ""), of a changed draft, or of the next revision.

    Raises DocgenError A214 (nothing to submit, or not by this person now), A215, A217, A221, A226 (another kind than before).
    """
    organisation = confirmed(ledger)
    check_here(organisation, (act.actor, *paper.drafters), act.day, paper.path)
    state = state_of(ledger, act.document) if act.document else State("")
    run = state.run
    check_due(state, act.actor, paper.content.digest, paper.path, paper.closure)
    check_kind(state, paper.kind, paper.path)
    revision = run.revision if run else state.revision + 1
    written = {act.actor, *paper.drafters, *paper.authors}
    editors = written | (run.editors if run else frozenset())
    rules = route_of(state, paper.rules)
    earlier = run.route if run else ()
    staffed, problems = staff(rules, organisation, paper.lookup, editors, act.day, paper.path, earlier)
    if problems:
        raise DocgenError(problems)
    payload: dict[str, Any] = {
        "path": paper.path,
        "kind": paper.kind,
        "title": paper.title,
        "digest": paper.content.digest,
        "scopes": dict(paper.content.scopes),
        "route": to_data(rules),
        "steps": to_data(staffed.steps),
        "editors": sorted(written),
        "authorship": dict(paper.authorship),
        "passed_over": {step: list(people) for step, people in staffed.passed_over.items()},
        "major": paper.major,
        "summary": paper.summary,
        "docgen": paper.program,
    }
    if paper.closure:
        payload |= {"closure": paper.closure, "reading": paper.reading}
    return [
        Draft(kinds.SUBMIT, act.actor, act.document or new_id(ledger), revision, payload=payload, signer=act.signer)
    ]


def withdraw(ledger: Ledger, act: Act, reason: str = "") -> list[Draft]:
    """The drafter takes the document back. Raises DocgenError A201, A213, A217, A219."""
    state = under_review(ledger, act)
    run = _run(state)
    check_here(confirmed(ledger), [act.actor], act.day, state.path)
    if act.actor not in run.editors:
        names = "、".join(confirmed(ledger).name_of(person) for person in sorted(run.editors))
        raise refused(state.path, messages.NOT_THEIRS_TO_WITHDRAW, names=names)
    return [Draft(kinds.WITHDRAW, act.actor, act.document, run.revision, payload={"reason": reason}, signer=act.signer)]


def relocate(ledger: Ledger, act: Act, path: str) -> list[Draft]:
    """The content file lies elsewhere now: said by who drafted it, or the office.

    Raises DocgenError A217, A219, A220 (the place is another document's), A224 (not theirs to move).
    """
    state = state_of(ledger, act.document)
    if not state.events:
        raise refused(path, messages.UNKNOWN_DOCUMENT)
    organisation = confirmed(ledger)
    check_here(organisation, [act.actor], act.day, path)
    writers = _writers(state)
    office = bool(set(organisation.people[act.actor].roles) & set(ROLES))
    if two_persons(ledger) and act.actor not in writers and not office:
        names = "、".join(map(organisation.name_of, sorted(writers)))
        raise refused(path, messages.NOT_THEIRS_TO_MOVE, name=organisation.name_of(act.actor), names=names)
    if taken := document_at(ledger, path):
        raise refused(path, messages.PLACE_TAKEN, taken=taken)
    return [Draft(kinds.RELOCATE, act.actor, act.document, state.revision, payload={"path": path}, signer=act.signer)]


def _writers(state: State) -> set[str]:
    """All who ever drafted or edited the document."""
    handed_in = [event for event in state.events if event.kind == kinds.SUBMIT]
    return {event.actor for event in handed_in} | {one for event in handed_in for one in event.payload["editors"]}


def check_due(state: State, person: str, digest: str, path: str, closure: str = "") -> None:
    """Whether there is something to hand in, by this person now; `closure` is the digest of all it is made from. Raises DocgenError A214, A221."""
    run = state.run
    if run is None:
        last = state.issued[-1] if state.issued else None
        if last and last.until and last.status(last.until) == Status.ABOLISHED:
            raise refused(path, messages.ABOLISHED)
        if last and last.text == digest:
            raise refused(path, messages.SAME_AS_IN_FORCE, version=last.version)
        return
    if not run.open or run.submission is None:
        return
    if (run.submission.digest, run.submission.closure) == (digest, closure):
        raise refused(path, messages.SUBMITTED_ALREADY)
    if person not in run.editors:
        raise refused(path, messages.NOT_THEIRS_TO_RESUBMIT)


def check_kind(state: State, kind: str, path: str) -> None:
    """Raises DocgenError A226 where a document that was issued, or is under review, comes back as a paper of another kind: its
    route, its rule for numbers and its democratic procedure would fall away by an edit of the content."""
    bound = state.issued or (state.run is not None and (state.run.open or state.run.returned))
    if bound and state.kind != kind:
        raise refused(path, messages.ANOTHER_KIND, was=state.kind, kind=kind)


def _run(state: State) -> Run:
    assert state.run is not None  # what under_review holds
    return state.run

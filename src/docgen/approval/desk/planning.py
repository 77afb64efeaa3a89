"""The route that a document is on, or would take if it were handed in now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.approval.desk.desk import Desk
from docgen.approval.desk.organisations import check_confirmed
from docgen.approval.desk.policies import check_policy
from docgen.approval.desk.routes import route_for
from docgen.approval.desk.subject import subject_of
from docgen.approval.rules.route import Step
from docgen.approval.rules.staffing import staff
from docgen.approval.rules.state import State, state_of
from docgen.approval.rules.submitting import route_of
from docgen.errors import DocgenError


@dataclass(frozen=True, slots=True)
class Plan:
    """`steps` with the people who would act; `notes` say what keeps it from being handed in."""

    title: str
    state: State
    steps: tuple[Step, ...]
    notes: tuple[str, ...]


def planned(desk: Desk, path: Path) -> Plan:
    """The route of a content file. Raises DocgenError A101 to A104, and all that is wrong with a document not under review."""
    ledger = desk.ledger()
    document = desk.document(path)
    state = state_of(ledger, document) if document else State("")
    if state.run and state.run.open:
        return Plan(state.title, state, state.run.route, ())
    subject = subject_of(desk.snapshot(path))
    rules = route_of(state, route_for(desk.workspace, subject.kind, subject.snapshot.files).steps)
    editors = state.run.editors if state.run else frozenset()
    earlier = state.run.route if state.run else ()
    staffed, problems = staff(rules, desk.organisation(), subject.lookup, editors, desk.day, subject.path, earlier)
    try:
        check_confirmed(desk, subject.snapshot.files)
        check_policy(desk, subject.kind, subject.snapshot.files)
    except DocgenError as error:
        problems += error.problems
    return Plan(subject.title, state, staffed.steps, tuple(str(problem) for problem in problems))

"""Issuing: what was approved becomes files that never change, with a number, a signature and a manifest, together or not at all.

1. Under the record's lock: the review is finished, the content is what was
   approved; it is built again from the bytes kept when it was handed in, and
   every page looks as it did; the number is given (event `number`), once for a revision.
2. The files are built from these bytes, held against what was approved, signed, and written aside, safely on disk.
3. Under the lock again: nothing has changed since; the event `issue` names the
   files by their hashes.
4. The folder is moved into place.

A kill before 3 leaves a number that the next try takes again; between 3 and 4
`complete_interrupted` moves what lies aside. Files on the disk are never built
from; they must still say what was approved, at 1 and at 3: an edit stops the issue.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from docgen.approval.desk.desk import Desk
from docgen.approval.desk.operations import known, seen
from docgen.approval.desk.policies import check_policy
from docgen.approval.desk.routes import number_rule
from docgen.approval.desk.subject import Subject
from docgen.approval.issue.finishing import Finished, approvals, finish
from docgen.approval.issue.issued_folder import IssuedFolder
from docgen.approval.issue.manifest import Identity
from docgen.approval.issue.messages import (
    ALREADY_ISSUED,
    DISTURBED,
    EDITED_WHILE_ISSUED,
    ISSUED_FOLDER_TAKEN,
    NOT_WHAT_WAS_APPROVED,
    REVIEW_NOT_FINISHED,
)
from docgen.approval.issue.pdf_signature import Seal
from docgen.approval.issue.same_paper import Approved, approved_paper
from docgen.approval.issue.stamping import (
    decisions,
    issue_stamp,
)
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.digests import sha256
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.decisions import signer_names, signing_day, summary_of
from docgen.approval.rules.numbers import Number, give, given_number
from docgen.approval.rules.organisation import confirmed
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.rights import check_right
from docgen.approval.rules.state import State, state_of
from docgen.approval.rules.submitting import document_at
from docgen.compare.sources import MANIFEST
from docgen.errors import DocgenError

_STALE = 24 * 3600  # seconds after which files aside that no event names are nobody's


@dataclass(frozen=True, slots=True)
class Issuance:
    """A version that is out: its event, its folder, its files; `resumed` if a kill had kept them aside."""

    event: Event
    folder: Path
    files: tuple[Path, ...]
    resumed: bool = False


def issue(
    desk: Desk,
    path: Path,
    key: Key,
    seal: Seal | None = None,
    *,
    subject: Subject | None = None,
    number: int = 0,
    standards: tuple[str, ...] = (),
) -> Issuance:
    """Issue a document whose review is finished; `seal` signs the PDF (None: unsigned, which the manifest says).

    `subject` is what `check_ready` read, if it was asked; `number` asks for one that was reserved; else the next is given.

    Raises DocgenError A219, A220, A531 (not a registrar), A532 (review not finished), A533 (content not what was
    approved), A534 (issued already), A535 (touched meanwhile), A351 and A352 (what was kept is not
    whole), A538 (it prints otherwise by now), A353 and A539 (the marks of the issue change more than they say), A341 and A342 (policy not confirmed), A513 to A515 (signature), B101, and what a build raises.
    """
    resumed = complete_interrupted(desk, path)
    if resumed:
        return resumed
    subject = subject or seen(desk, path)
    approved = _approved(desk, path, key, subject)
    given = _number(desk, path, key, subject, approved, number)
    issued = IssuedFolder(desk.workspace.root)
    made = _make(desk, path, key, seal, subject, approved, given, standards)
    check_undisturbed(subject)
    staged = issued.stage(made.finished.files)
    try:
        event = _record(desk, path, key, subject, approved.subject, made)
    except BaseException:
        # What fails after the commit (the checkpoint beside the content) must not take the recorded files with it.
        if sha256(made.finished.files[MANIFEST]) not in named_manifests(desk):
            issued.discard(staged)
        raise
    folder = issued.move_in(staged, made.folder, sha256(made.finished.files[MANIFEST]))
    issued.clear(time.time() - _STALE, named_manifests(desk))
    return Issuance(event, folder, tuple(folder / name for name in made.finished.files))


def complete_interrupted(desk: Desk, path: Path) -> Issuance | None:
    """Move the files of the last version into place if a kill kept them aside; None if there was nothing to do.

    Raises DocgenError A523 where they are nowhere.
    """
    event = _interrupted(desk, path)
    if event is None:
        return None
    folder = IssuedFolder(desk.workspace.root).recover(str(event.payload["folder"]), str(event.payload["manifest"]))
    return Issuance(event, folder, tuple(sorted(folder.iterdir())), resumed=True)


def check_ready(desk: Desk, path: Path, key: Key) -> Subject | None:
    """What `issue` would refuse at once, said before anyone is asked for a certificate; nothing is written.

    What was read for it; None where an issue was broken off and only its files are to be put in place.
    Raises DocgenError A219, A220, A531 to A534.
    """
    if _interrupted(desk, path) is not None:
        return None
    subject = seen(desk, path)
    _ready(desk, desk.ledger(), path, key, subject)
    return subject


def _interrupted(desk: Desk, path: Path) -> Event | None:
    """The last version's event, if its files are not in their place."""
    events = [
        event
        for event in known(desk, path).events
        if event.kind in (kinds.ISSUE, kinds.ERRATUM) and "folder" in event.payload
    ]
    if not events or IssuedFolder(desk.workspace.root).of(str(events[-1].payload["folder"])).is_dir():
        return None
    return events[-1]


def named_manifests(desk: Desk) -> set[str]:
    """The hashes of all manifests that the record names."""
    return {str(event.payload.get("manifest")) for event in desk.ledger().events(kinds={kinds.ISSUE, kinds.ERRATUM})}


# --- the steps ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Made:
    identity: Identity
    number: Number | None
    folder: str
    finished: Finished
    sequence: int  # of the submission that was built


def _approved(desk: Desk, path: Path, key: Key, subject: Subject) -> Approved:
    """What was approved, from the bytes kept when it was handed in. Raises DocgenError as `_ready` and `approved_paper`."""
    state = _ready(desk, desk.ledger(), path, key, subject)
    assert state.run is not None
    assert state.run.submission is not None
    return approved_paper(desk.workspace, state.run.submission, subject.path)


def _number(desk: Desk, path: Path, key: Key, subject: Subject, approved: Approved, wanted: int) -> Number | None:
    """The revision's number, given now or by an earlier try; None for a kind without a rule for numbers."""
    kind, files = approved.subject.kind, approved.subject.snapshot.files
    rule = number_rule(desk.workspace, kind, files) if kind.workflow.get("number") else None

    def decide(ledger: Ledger) -> Iterable[Draft]:
        state = _ready(desk, ledger, path, key, subject)
        if rule is None or given_number(ledger, state.document, state.revision):
            return []
        year = int(signing_day(state)[:4])
        return [give(ledger, rule, state.document, state.revision, year, wanted, key.person, key)]

    desk.transact(decide, key)
    ledger = desk.ledger()
    state = _state(desk, ledger, path)
    return given_number(ledger, state.document, state.revision)


def _make(
    desk: Desk,
    path: Path,
    key: Key,
    seal: Seal | None,
    subject: Subject,
    approved: Approved,
    number: Number | None,
    standards: tuple[str, ...],
) -> _Made:
    """Build from what was approved, hold it against that, and sign. Raises DocgenError with whatever is wrong in the document."""
    workspace = desk.workspace
    ledger = desk.ledger()
    state = _ready(desk, ledger, path, key, subject)
    assert state.run is not None
    assert state.run.submission is not None
    version = state.next_version
    identity = Identity(
        state.document,
        state.revision,
        version,
        number.text if number else "",
        approved.subject.title,
        approved.subject.kind.title,
        signing_day(state),
        approved.subject.content.digest,
    )
    stamp = issue_stamp(state, approved.subject, identity, confirmed(ledger), next(iter(ledger)).hash)
    name = f"{path.stem}-{version}"
    finished = finish(
        desk, key, seal, approved.subject, identity, stamp, approvals(state), name, standards, approved.check
    )
    folder = f"{path.resolve().relative_to(workspace.content).with_suffix('').as_posix()}/{version}"
    return _Made(identity, number, folder, finished, state.run.submission.sequence)


def _record(desk: Desk, path: Path, key: Key, subject: Subject, approved: Subject, made: _Made) -> Event:
    identity = made.identity

    def decide(ledger: Ledger) -> Iterable[Draft]:
        state = _ready(desk, ledger, path, key, subject)
        assert state.run is not None
        assert state.run.submission is not None
        organisation = confirmed(ledger)
        check_undisturbed(subject)
        if state.run.submission.sequence != made.sequence:
            raise disturbed(subject.path)
        if IssuedFolder(desk.workspace.root).of(made.folder).exists():
            raise refused(subject.path, ISSUED_FOLDER_TAKEN, name=f"issued/{made.folder}")
        payload = {
            **identity.plain(),
            "document_number": made.number.payload if made.number else {},
            "folder": made.folder,
            **made.finished.payload(),
            "effective_date": str(approved.data.get("effective_date") or ""),
            "democratic_procedure": approved.kind.workflow.get("democratic_procedure") is True,
            "summary": summary_of(state),
            "decisions": [asdict(decision) for decision in decisions(state, organisation, approved)],
            "signers": signer_names(state, organisation),
        }
        return [Draft(kinds.ISSUE, key.person, state.document, state.revision, payload=payload, signer=key)]

    return desk.transact(decide, key)[0]


def _ready(desk: Desk, ledger: Ledger, path: Path, key: Key, subject: Subject) -> State:
    """The document's standing, if it may be issued as it is. Raises DocgenError A531 to A534, A341, A342."""
    state = _state(desk, ledger, path)
    check_right(kinds.ISSUE, ledger, desk.act(state.document, key), subject.path)
    if state.run is None and state.issued:
        last = state.issued[-1]
        raise refused(subject.path, ALREADY_ISSUED, version=last.version, number=last.number or "无文号")
    if not state.complete:
        rest = "、".join(step.step.name for step in state.steps if not step.passed) or state.status(desk.day).label
        raise refused(subject.path, REVIEW_NOT_FINISHED, rest=rest)
    assert state.run is not None
    assert state.run.submission is not None
    if state.run.submission.digest != subject.content.digest:
        raise refused(subject.path, NOT_WHAT_WAS_APPROVED)
    check_policy(desk, subject.kind, subject.snapshot.files, ledger)
    return state


def _state(desk: Desk, ledger: Ledger, path: Path) -> State:
    return state_of(ledger, document_at(ledger, desk.workspace.relative(path)))


def check_undisturbed(subject: Subject) -> None:
    """Raises DocgenError A535 where the disk no longer holds what the files were made from."""
    if changed := subject.snapshot.changed():
        raise refused(subject.path, EDITED_WHILE_ISSUED, names="、".join(changed))


def disturbed(path: str) -> DocgenError:
    """A535 for what happened beside the files."""
    return refused(path, DISTURBED)

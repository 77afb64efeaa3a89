"""What people do with a document, from its content file to the record. Every call checks under the record's lock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from docgen.app.second_process import check_same_elsewhere
from docgen.app.snapshot import Snapshot
from docgen.approval.desk.attachments import store
from docgen.approval.desk.authorship import Authorship, authorship, paper_files
from docgen.approval.desk.closure import Closure, closure_of, keep
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.kept_files import KeptFiles
from docgen.approval.desk.messages import CONTENT_GONE, EDITED_WHILE_SUBMITTED, PERHAPS_MOVED
from docgen.approval.desk.organisations import check_confirmed
from docgen.approval.desk.policies import check_policy
from docgen.approval.desk.reading_copy import reading_copy
from docgen.approval.desk.routes import route_for
from docgen.approval.desk.slots import check_slots
from docgen.approval.desk.subject import Subject, subject_of
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import rearranging, submitting, voting
from docgen.approval.rules.acting import Act, Content, Evidence, check_code
from docgen.approval.rules.messages import EDITOR, UNKNOWN_DOCUMENT
from docgen.approval.rules.organisation import confirmed
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.route import Step
from docgen.approval.rules.state import State, StepState, Vote, state_of
from docgen.approval.rules.submitting import PaperToSubmit
from docgen.errors import DocgenError, Location


def seen(desk: Desk, path: Path) -> Subject:
    """The document as it is now, with the digests that its submission asks for: what an approver has before them.

    Raises DocgenError A219, A220, and all that is wrong with the document.
    """
    state = known(desk, path)
    return _subject(desk, path, state)


def known(desk: Desk, path: Path) -> State:
    """Where the document of a content file stands. Raises DocgenError A219 where it was never submitted."""
    ledger = desk.ledger()
    document = desk.document(path)
    if not document:
        raise refused(desk.workspace.relative(path), UNKNOWN_DOCUMENT)
    return state_of(ledger, document)


def submit(
    desk: Desk, path: Path, key: Key, *, drafters: Sequence[str] = (), major: bool = False, summary: str = ""
) -> tuple[Event, Subject]:
    """Hand a document in, as one snapshot shows it: what is digested is what the route's conditions were asked of.

    Everything that it is made from is kept, and the pages that approvers read are built and digested (`desk.closure`).
    Raises DocgenError A101, A104, A214, A215, A217, A221, A222 (edited meanwhile), A311, A341 and A342 (policy not confirmed), A502,
    A353 (its templates print more where number, date and version stand), B161 (they print chance), and all that is wrong with it, also what only the layout finds.
    """
    snapshot = desk.snapshot(path)
    try:
        paper, written, own, closure = _read(desk, snapshot)
    except DocgenError as error:
        if changed := snapshot.changed():  # two states of the files together may be wrong where neither is
            place = desk.workspace.relative(path)
            raise refused(place, EDITED_WHILE_SUBMITTED, names="、".join(changed)) from error
        raise
    _check_unchanged(paper)
    result: list[Subject] = []

    def decide(ledger: Ledger) -> Iterable[Draft]:
        document = submitting.document_at(ledger, paper.path)
        state = state_of(ledger, document) if document else State("")
        if not document:
            _check_moved(desk, ledger, paper)
        rules = submitting.route_of(state, own)
        subject = paper.with_scopes(rule for rule in rules if all(c.holds(paper.lookup) for c in rule.when))
        _check_unchanged(paper)
        result[:] = [subject]
        handed_in = PaperToSubmit(
            subject.path,
            subject.kind.name,
            subject.title,
            subject.content,
            rules,
            subject.lookup,
            tuple(drafters),
            major,
            summary,
            version("docgen"),
            closure.digest,
            closure.reading.digest,
            written.people,
            written.payload,
        )
        return submitting.submit(ledger, desk.act(document, key), handed_in)

    return desk.transact(decide, key)[0], result[0]


def _check_unchanged(paper: Subject) -> None:
    """Raises DocgenError A222 where the disk no longer holds what was read."""
    if changed := paper.snapshot.changed():
        raise refused(paper.path, EDITED_WHILE_SUBMITTED, names="、".join(changed))


def _read(desk: Desk, snapshot: Snapshot) -> tuple[Subject, Authorship, tuple[Step, ...], Closure]:
    """What is handed in: the paper, who wrote it, its route as it stands in the workspace, all that it is made from."""
    check_confirmed(desk, snapshot.files)
    paper = subject_of(snapshot)
    written = _authorship(desk, paper, desk.ledger(), submitting.document_at(desk.ledger(), paper.path))
    own = route_for(desk.workspace, paper.kind, snapshot.files).steps
    check_policy(desk, paper.kind, snapshot.files)
    return paper, written, own, _hand_over(desk, paper)


def _hand_over(desk: Desk, paper: Subject) -> Closure:
    """Build what approvers read, see that it is no chance, and keep all that it is made from. Raises DocgenError B161, B101."""
    check_same_elsewhere(paper.snapshot)
    check_slots(paper.snapshot)
    paper.snapshot.sources()  # asked for when it is issued
    closure = closure_of(paper.snapshot, reading_copy(paper.snapshot).copy)
    keep(KeptFiles(desk.workspace), closure, paper.snapshot)
    return closure


def approve(
    desk: Desk,
    path: Path,
    key: Key,
    seen: Subject,
    *,
    behalf: str = "",
    step: str = "",
    note: str = "",
    person: str = "",
    evidence: Evidence | None = None,
) -> Event:
    """Approve what was `seen`, if the files on the disk are still those that were read for it, or say the same.
    With `evidence`, the owner of `key` enters the approval of `person`.

    Raises DocgenError A201 to A206, A209, A216, A217, A219, A220, A341, A342.
    """

    known = desk.ledger()
    written = set(_authorship(desk, seen, known, _document(desk, known, path)).people)

    def decide(ledger: Ledger) -> Iterable[Draft]:
        act = _act(desk, ledger, path, key, behalf, step, person, evidence)
        state = state_of(ledger, act.document)
        for one in sorted({act.decider, act.principal} & written):
            raise refused(state.path, EDITOR, name=confirmed(ledger).name_of(one))
        now = _subject(desk, path, state) if seen.snapshot.changed() else seen.with_scopes(_steps(state))
        check_policy(desk, now.kind, now.snapshot.files, ledger)
        return voting.approve(ledger, act, seen.content, now.content, note)

    return desk.transact(decide, key)[0]


def send_back(
    desk: Desk,
    path: Path,
    key: Key,
    reason: str,
    *,
    to: str = "",
    resume: str = "",
    behalf: str = "",
    step: str = "",
    person: str = "",
    evidence: Evidence | None = None,
) -> Event:
    """Return a document; the version returned is the one under review, whatever lies on disk now.

    Raises DocgenError A201 to A204, A207 to A209, A216, A217, A219.
    """

    def decide(ledger: Ledger) -> Iterable[Draft]:
        act = _act(desk, ledger, path, key, behalf, step, person, evidence)
        run = state_of(ledger, act.document).run
        submission = run.submission if run else None
        content = Content(submission.digest, submission.scopes) if submission else Content("", {})
        return voting.send_back(ledger, act, content, reason, to, resume)

    return desk.transact(decide, key)[0]


def to_confirm(desk: Desk, path: Path, key: Key) -> list[tuple[StepState, Vote]]:
    """What was entered from paper and waits for this person to confirm it. Raises DocgenError A201, A217, A219."""
    ledger = desk.ledger()
    return voting.entered(ledger, desk.act(_document(desk, ledger, path), key))


def confirm(desk: Desk, path: Path, key: Key, entry: int, code: str = "") -> Event:
    """Confirm what a registrar entered in event `entry`. `code`: as read off the paper; who is no party to it has to say it.

    Raises DocgenError A201, A216 (another code), A217, A219, A223.
    """

    def decide(ledger: Ledger) -> Iterable[Draft]:
        act = desk.act(_document(desk, ledger, path), key)
        drafts = voting.confirm(ledger, act, entry)
        run = state_of(ledger, act.document).run
        assert run is not None
        vote = next(vote for vote in run.votes if vote.sequence == entry)
        if code or vote.decider != key.person:
            check_code(run, desk.workspace.relative(path), code)
        return drafts

    return desk.transact(decide, key)[0]


def withdraw(desk: Desk, path: Path, key: Key, reason: str = "") -> Event:
    """Take a document back. Raises DocgenError A201, A213, A217, A219."""
    return _simple(desk, path, key, lambda ledger, act: submitting.withdraw(ledger, act, reason))


def transfer(desk: Desk, path: Path, key: Key, to: str, reason: str = "", step: str = "") -> Event:
    """Hand one's turn over. Raises DocgenError A201 to A204, A211, A217, A219."""
    return _simple(desk, path, key, lambda ledger, act: rearranging.transfer(ledger, act, to, reason), step)


def add_signer(
    desk: Desk, path: Path, key: Key, person: str, position: str = "with", reason: str = "", step: str = ""
) -> Event:
    """Ask one more to sign. Raises DocgenError A201 to A204, A212, A217, A219."""
    return _simple(
        desk, path, key, lambda ledger, act: rearranging.add_signer(ledger, act, person, position, reason), step
    )


def remove_signer(desk: Desk, path: Path, key: Key, person: str, reason: str = "", step: str = "") -> Event:
    """Take an added signer off. Raises DocgenError A201, A212, A217, A219."""
    return _simple(desk, path, key, lambda ledger, act: rearranging.remove_signer(ledger, act, person, reason), step)


def remind(desk: Desk, path: Path, key: Key, note: str = "") -> Event:
    """Remind all whose turn it is. Raises DocgenError A201, A217 to A219."""
    return _simple(desk, path, key, lambda ledger, act: rearranging.remind(ledger, act, note))


def delegate(
    desk: Desk,
    path: Path | None,
    key: Key,
    to: str,
    starts: str,
    ends: str,
    kinds: Sequence[str] = (),
    steps: Sequence[str] = (),
) -> Event:
    """Let another act in one's place, for a document or (path None) for kinds or everything. Raises DocgenError A210, A217, A219."""

    def decide(ledger: Ledger) -> Iterable[Draft]:
        document = _document(desk, ledger, path) if path else ""
        return rearranging.delegate(ledger, desk.act(document, key), to, starts, ends, tuple(kinds), tuple(steps))

    return desk.transact(decide, key)[0]


def end_delegation(desk: Desk, key: Key, id: str) -> Event:
    """Take a delegation back. Raises DocgenError A210."""
    return desk.transact(lambda ledger: rearranging.end_delegation(ledger, desk.act("", key), id), key)[0]


def relocate(desk: Desk, old: str, path: Path, key: Key) -> Event:
    """Record that a document's content file lies at `path` now; `old` is its former path or its id. Raises A217, A219, A220."""

    def decide(ledger: Ledger) -> Iterable[Draft]:
        document = old if old in ledger.documents() else submitting.document_at(ledger, old)
        return submitting.relocate(ledger, desk.act(document, key), desk.workspace.relative(path))

    return desk.transact(decide, key)[0]


def evidence(desk: Desk, file: Path, code: str) -> Evidence:
    """A scan or export with the code printed on it, kept. Raises DocgenError A216 for a file that is none, B101."""
    attachment = store(desk.workspace, file)
    return Evidence(attachment.name, attachment.sha256, code)


def _act(
    desk: Desk, ledger: Ledger, path: Path, key: Key, behalf: str, step: str, person: str, evidence: Evidence | None
) -> Act:
    return desk.act(_document(desk, ledger, path), key, behalf=behalf, step=step, person=person, evidence=evidence)


def _simple(desk: Desk, path: Path, key: Key, decide: object, step: str = "") -> Event:
    def decided(ledger: Ledger) -> Iterable[Draft]:
        act = replace(desk.act(_document(desk, ledger, path), key), step=step)
        assert callable(decide)
        drafts: list[Draft] = decide(ledger, act)
        return drafts

    return desk.transact(decided, key)[0]


def _document(desk: Desk, ledger: Ledger, path: Path) -> str:
    relative = desk.workspace.relative(path)
    document = submitting.document_at(ledger, relative)
    if not document:
        raise refused(relative, UNKNOWN_DOCUMENT)
    return document


def _authorship(desk: Desk, subject: Subject, ledger: Ledger, document: str) -> Authorship:
    """Who wrote the paper, by the history of its files."""
    files = paper_files(desk.workspace, subject.snapshot.content_files())
    state = state_of(ledger, document) if document else State("")
    return authorship(desk.workspace, files, confirmed(ledger), state)


def _check_moved(desk: Desk, ledger: Ledger, now: Subject) -> None:
    """A document that the record does not know may be one that lay elsewhere: its approvals must not be lost unsaid."""
    for document, place in submitting.places(ledger).items():
        state = state_of(ledger, document)
        if state.title != now.title or state.kind != now.kind.name or (desk.workspace.root / place).exists():
            continue
        raise DocgenError(PERHAPS_MOVED.at(Location(now.path), title=now.title, place=place, new=now.path, old=place))


def _subject(desk: Desk, path: Path, state: State) -> Subject:
    if not path.is_file():
        raise DocgenError(CONTENT_GONE.at(Location(state.path), path=state.path))
    return subject_of(desk.snapshot(path)).with_scopes(_steps(state))


def _steps(state: State) -> tuple[Step, ...]:
    """The steps whose parts are digested: those of the route under review."""
    return state.run.route if state.run and state.run.submission else ()

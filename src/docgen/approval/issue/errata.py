"""Corrections after 签发: files of their own beside the issued ones, the same number, date and version; what was mended is in the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from docgen.approval.desk.desk import Desk
from docgen.approval.desk.operations import known, seen
from docgen.approval.desk.policies import check_policy
from docgen.approval.desk.subject import Subject
from docgen.approval.issue.finishing import Finished, approvals, finish
from docgen.approval.issue.issue import Issuance, check_undisturbed, complete_interrupted, disturbed
from docgen.approval.issue.issued_folder import IssuedFolder
from docgen.approval.issue.manifest import Identity
from docgen.approval.issue.messages import (
    CORRECTED_VERSION_OVER,
    CORRECTION_UNSAID,
    MORE_THAN_A_CORRECTION,
    NO_TREE_KEPT,
    NOTHING_CORRECTED,
    ONLY_A_FORM,
    PROOFREAD_BY_DRAFTER,
    REVISION_UNDER_WAY,
    TREE_TOUCHED,
)
from docgen.approval.issue.pdf_signature import Seal
from docgen.approval.issue.proofreading import CLASSES, Proofreading, proofread
from docgen.approval.issue.stamping import decisions, issue_stamp
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.acting import check_here
from docgen.approval.rules.days import day as in_words
from docgen.approval.rules.days import day_of
from docgen.approval.rules.issued_versions import OVER, issued_version
from docgen.approval.rules.organisation import confirmed
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.rights import check_right
from docgen.approval.rules.state import Issued, State, fold, state_of
from docgen.compare.compare import compare
from docgen.compare.issued import without_pages
from docgen.compare.sources import TREE
from docgen.compare.stored import thaw, with_hashes
from docgen.errors import DocgenError, Location, has_errors
from docgen.model.nodes import Document, Paragraph, Text
from docgen.model.stamp import Stamp
from docgen.reading import file_digest


@dataclass(frozen=True, slots=True)
class Correction:
    """`sort` is one of proofreading.CLASSES; `proofreader` the id of who found and checked it, not one of the drafters."""

    sort: str
    reason: str
    proofreader: str


def correct(
    desk: Desk, path: Path, key: Key, seal: Seal | None, correction: Correction, standards: tuple[str, ...] = ()
) -> tuple[Issuance, Proofreading]:
    """Issue the content as it stands now as a correction of the last issued version.

    Raises DocgenError A219, A531, A524 and A724 (files of the issue), A701, A721 (more than a correction), A722 (nothing said or
    changed, proofread by a drafter), A723 (a revision is under way, or the version is over), A535, B101, and what a build raises.
    """
    complete_interrupted(desk, path)
    place = desk.workspace.relative(path)
    subject = seen(desk, path)
    ledger = desk.ledger()
    state = known(desk, path)
    issued = _correctable(desk, ledger, state, key, correction, subject, place)
    event = next(event for event in state.events if event.sequence == issued.sequence)
    before = fold(state.document, [earlier for earlier in state.events if earlier.sequence < event.sequence])
    identity = Identity(
        state.document, issued.revision, issued.version, issued.number, subject.title, subject.kind.title,
        str(issued.payload["issued_on"]), subject.content.digest,
    )  # fmt: skip
    stamp = issue_stamp(before, subject, identity, confirmed(ledger), next(iter(ledger)).hash)
    found = _proofread(desk, subject, issued, stamp, correction)
    count = len(issued.errata) + 1
    earlier = [_remark(desk, n, day_of(event.at), event.payload) for n, event in enumerate(issued.errata, 1)]
    now = {
        "class": correction.sort,
        "reason": correction.reason,
        "changes": found.changes,
        "proofreader": correction.proofreader,
    }
    stamp = replace(stamp, back=(*stamp.back, *earlier, _remark(desk, count, desk.day, now)))
    suffix = f"{issued.version}-更正{count}"
    finished = finish(desk, key, seal, subject, identity, stamp, approvals(before), f"{path.stem}-{suffix}", standards)
    check_undisturbed(subject)
    folder = f"{Path(str(issued.payload['folder'])).parent.as_posix()}/{suffix}"
    payload = _payload(desk, identity, finished, folder, correction, found, before, subject)
    return _issue(desk, key, subject, correction, finished, folder, payload), found


def _issue(
    desk: Desk, key: Key, subject: Subject, correction: Correction, finished: Finished, folder: str, payload: dict[str, Any],
) -> Issuance:  # fmt: skip
    """The files aside, the event under the lock, the files in place."""
    place = subject.path
    corrected = IssuedFolder(desk.workspace.root)
    document = payload["document"]

    def decide(ledger: Ledger) -> Iterable[Draft]:
        state = state_of(ledger, document)
        issued = _correctable(desk, ledger, state, key, correction, subject, place)
        check_undisturbed(subject)
        if corrected.of(folder).exists():
            raise disturbed(place)
        return [Draft(kinds.ERRATUM, key.person, document, issued.revision, payload=payload, signer=key)]

    staged = corrected.stage(finished.files)
    try:
        event = desk.transact(decide, key)[0]
    except BaseException:
        if not any(
            event.payload.get("manifest") == payload["manifest"]
            for event in desk.ledger().events(document, {kinds.ERRATUM})
        ):
            corrected.discard(staged)
        raise
    at = corrected.move_in(staged, folder, payload["manifest"])
    return Issuance(event, at, tuple(at / name for name in finished.files))


def _correctable(
    desk: Desk, ledger: Ledger, state: State, key: Key, correction: Correction, subject: Subject, place: str
) -> Issued:
    """The version that may be corrected. Raises DocgenError A531, A701, A722, A723."""
    organisation = confirmed(ledger)
    check_right(kinds.ERRATUM, ledger, desk.act(state.document, key), place)
    issued = issued_version(state, place)
    if state.run is not None:
        raise refused(place, REVISION_UNDER_WAY)
    if issued.status(desk.day) in OVER:
        raise refused(place, CORRECTED_VERSION_OVER, version=issued.version)
    if correction.sort not in CLASSES or not correction.reason.strip():
        raise refused(place, CORRECTION_UNSAID, classes="、".join(CLASSES))
    check_here(organisation, [correction.proofreader], desk.day, place)
    check_policy(desk, subject.kind, subject.snapshot.files, ledger)
    drafters = {
        person
        for event in state.events
        if event.kind == kinds.SUBMIT and event.revision == issued.revision
        for person in event.payload["editors"]
    }
    if correction.proofreader in drafters:
        raise refused(place, PROOFREAD_BY_DRAFTER, name=organisation.name_of(correction.proofreader))
    if subject.content.digest == issued.text:
        raise refused(place, NOTHING_CORRECTED, version=issued.version)
    return issued


def _proofread(desk: Desk, subject: Subject, issued: Issued, stamp: Stamp, correction: Correction) -> Proofreading:
    """The text as issued beside the text as it is now. Raises DocgenError A721, A524, A724."""
    place, made = subject.path, subject.snapshot.resolved(stamp)
    new = made.document
    if has_errors(made.problems):
        raise DocgenError(made.problems)
    if new is None:
        raise refused(place, ONLY_A_FORM)
    found = proofread(
        compare(_issued_tree(desk, issued, place), with_hashes(without_pages(new, stamp), subject.snapshot.files)),
        correction.sort,
    )
    if found.faults:
        raise refused(place, MORE_THAN_A_CORRECTION, faults="；".join(found.faults[:5]))
    return found


def _issued_tree(desk: Desk, issued: Issued, place: str) -> Document:
    payload = issued.errata[-1].payload if issued.errata else issued.payload
    file = IssuedFolder(desk.workspace.root).of(str(payload["folder"])) / TREE
    known_hash = str(dict(payload["files"]).get(TREE) or "")
    if not known_hash:
        raise refused(place, NO_TREE_KEPT, version=issued.version)
    if file_digest(file) != known_hash:
        raise refused(place, TREE_TOUCHED, file=TREE)
    return thaw(file.read_bytes(), Location(desk.workspace.relative(file)))


def _remark(desk: Desk, count: int, day: str, said: Mapping[str, Any]) -> Paragraph:
    """A correction as the paper tells it, below the sheet."""
    changes = "".join(f"“{old}”改为“{new}”；" for old, new in said["changes"][:6])
    words = "第 {n} 次更正（{sort}，{day}）：{reason}。{changes}校对：{name}。".format(
        n=count, sort=said["class"], day=in_words(day), reason=str(said["reason"]).strip().rstrip("。"),
        changes=f"{changes[:-1]}。" if changes else "", name=desk.organisation().name_of(said["proofreader"]),
    )  # fmt: skip
    return Paragraph((Text(words),), "plain")


def _payload(
    desk: Desk, identity: Identity, finished: Finished, folder: str, correction: Correction, found: Proofreading,
    before: State, subject: Subject,
) -> dict[str, Any]:  # fmt: skip
    changes: Sequence[list[str]] = [[old, new] for old, new in found.changes]
    return {
        **identity.plain(), **finished.payload(), "folder": folder, "class": correction.sort, "reason": correction.reason.strip(),
        "proofreader": correction.proofreader, "changes": changes,
        "decisions": [asdict(decision) for decision in decisions(before, desk.organisation(), subject)],
    }  # fmt: skip

"""Corrections after 签发: files of their own beside the issued ones, the same number, date and version; what was mended is in the record.

First one who approved the version looks at the changes and consents (`consent`), then the office issues just that (`correct`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from docgen.approval.desk.desk import Desk
from docgen.approval.desk.operations import known, seen
from docgen.approval.desk.policies import check_policy
from docgen.approval.desk.reading_copy import reading_copy
from docgen.approval.desk.subject import Subject
from docgen.approval.issue.finishing import Finished, approvals, finish
from docgen.approval.issue.issue import Issuance, check_undisturbed, complete_interrupted, disturbed
from docgen.approval.issue.issued_folder import IssuedFolder
from docgen.approval.issue.manifest import Identity
from docgen.approval.issue.messages import (
    CORRECTED_VERSION_OVER,
    CORRECTION_UNSAID,
    MORE_THAN_A_CORRECTION,
    NO_CONSENT,
    NO_TREE_KEPT,
    NOTHING_CORRECTED,
    ONLY_A_FORM,
    OTHER_CORRECTED_PAGES,
    PROOFREAD_BY_REGISTRAR,
    REVISION_UNDER_WAY,
    TREE_TOUCHED,
)
from docgen.approval.issue.pdf_signature import Seal
from docgen.approval.issue.proofreading import CLASSES, Proofreading, proofread
from docgen.approval.issue.stamping import decisions, issue_stamp
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.corrections import consent_of
from docgen.approval.rules.days import day as in_words
from docgen.approval.rules.days import day_of
from docgen.approval.rules.decisions import before_issue
from docgen.approval.rules.descriptions import changes_text
from docgen.approval.rules.issued_versions import OVER, issued_version
from docgen.approval.rules.organisation import confirmed, from_payload
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.rights import check_proofreader, check_right
from docgen.approval.rules.state import Issued, State, state_of
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
    """`sort` is one of proofreading.CLASSES; `proofreader` the id of who checks it: one who approved the version and drafted nothing."""

    sort: str
    reason: str
    proofreader: str


@dataclass(frozen=True, slots=True)
class Look:
    """A correction that is looked at: the paper as it would be, what is changed, and what the review had decided before."""

    correction: Correction
    subject: Subject
    state: State
    issued: Issued
    before: State
    identity: Identity
    stamp: Stamp
    found: Proofreading


def look(desk: Desk, path: Path, key: Key, correction: Correction, kind: str = kinds.CORRECTION_CONSENT) -> Look:
    """What the content as it stands now corrects in the last issued version; `kind` is what the key's owner is about to do.

    Raises DocgenError A219, A531, A524 and A724 (files of the issue), A701, A721 (more than a correction), A722 (nothing said or
    changed, proofread by a drafter or the registrar), A723 (a revision is under way, or the version is over), A725 (proofread by
    nobody who approved it), A535, B101, and what a build raises.
    """
    complete_interrupted(desk, path)
    place = desk.workspace.relative(path)
    correction = replace(correction, reason=correction.reason.strip())
    subject = seen(desk, path)
    ledger = desk.ledger()
    state = known(desk, path)
    issued = _correctable(desk, ledger, state, key, correction, subject, place, kind)
    before = before_issue(ledger, state.document, issued.sequence)
    identity = Identity(
        state.document, issued.revision, issued.version, issued.number, subject.title, subject.kind.title,
        str(issued.payload["issued_on"]), subject.content.digest,
    )  # fmt: skip
    stamp = issue_stamp(before, subject, identity, confirmed(ledger), next(iter(ledger)).hash)
    found = _proofread(desk, subject, issued, stamp, correction)
    return Look(correction, subject, state, issued, before, identity, stamp, found)


def consent(desk: Desk, key: Key, seen: Look) -> Event:
    """The key's owner consents to just what they looked at. Raises DocgenError as `look` does."""
    place, document, correction = seen.subject.path, seen.state.document, seen.correction
    payload = {
        "version": seen.issued.version, "base": seen.issued.text, "digest": seen.subject.content.digest,
        "reading": reading_copy(seen.subject.snapshot).copy.digest, "class": correction.sort, "reason": correction.reason,
        "changes": _listed(seen.found),
    }  # fmt: skip

    def decide(ledger: Ledger) -> Iterable[Draft]:
        kind, state = kinds.CORRECTION_CONSENT, state_of(ledger, document)
        issued = _correctable(desk, ledger, state, key, correction, seen.subject, place, kind)
        check_undisturbed(seen.subject)
        if (issued.version, issued.text) != (payload["version"], payload["base"]):
            raise disturbed(place)
        return [Draft(kind, key.person, document, issued.revision, payload=payload, signer=key)]

    return desk.transact(decide, key)[0]


def correct(
    desk: Desk, path: Path, key: Key, seal: Seal | None, correction: Correction, standards: tuple[str, ...] = ()
) -> tuple[Issuance, Proofreading]:
    """Issue the content as it stands now as a correction of the last issued version, with the proofreader's consent to just that.

    Raises DocgenError A726 (no consent to this text, class and reason, or it looks otherwise by now), and as `look` does.
    """
    seen = look(desk, path, key, correction, kinds.ERRATUM)
    correction, subject, issued = seen.correction, seen.subject, seen.issued
    agreed = _agreed(desk, seen)
    count = len(issued.errata) + 1
    earlier = [_remark(desk, n, day_of(event.at), event.payload) for n, event in enumerate(issued.errata, 1)]
    now = {
        "class": correction.sort,
        "reason": correction.reason,
        "changes": seen.found.changes,
        "proofreader": correction.proofreader,
        "consent": agreed.sequence,
    }
    stamp = replace(seen.stamp, back=(*seen.stamp.back, *earlier, _remark(desk, count, desk.day, now)))
    suffix = f"{issued.version}-更正{count}"
    told = approvals(seen.before)
    finished = finish(desk, key, seal, subject, seen.identity, stamp, told, f"{path.stem}-{suffix}", standards)
    check_undisturbed(subject)
    folder = f"{Path(str(issued.payload['folder'])).parent.as_posix()}/{suffix}"
    payload = _payload(desk, seen, agreed, finished, folder)
    return _issue(desk, key, subject, correction, finished, folder, payload), seen.found


def _agreed(desk: Desk, seen: Look) -> Event:
    """The proofreader's consent to it. Raises DocgenError A726."""
    place, correction = seen.subject.path, seen.correction
    name = desk.organisation().name_of(correction.proofreader)
    found = _consent(seen.issued, correction, seen.subject)
    if found is None or found.payload["changes"] != _listed(seen.found):
        raise refused(
            place, NO_CONSENT, name=name, changes=changes_text(seen.found.changes), file=place, sort=correction.sort,
            reason=correction.reason,
        )  # fmt: skip
    if found.payload["reading"] != reading_copy(seen.subject.snapshot).copy.digest:
        raise refused(place, OTHER_CORRECTED_PAGES, name=name)
    return found


def _consent(issued: Issued, correction: Correction, subject: Subject) -> Event | None:
    return consent_of(issued, correction.proofreader, subject.content.digest, correction.sort, correction.reason)


def _listed(found: Proofreading) -> list[list[str]]:
    return [[old, new] for old, new in found.changes]


def _issue(
    desk: Desk, key: Key, subject: Subject, correction: Correction, finished: Finished, folder: str, payload: dict[str, Any],
) -> Issuance:  # fmt: skip
    """The files aside, the event under the lock, the files in place."""
    place = subject.path
    corrected = IssuedFolder(desk.workspace.root)
    document = payload["document"]

    def decide(ledger: Ledger) -> Iterable[Draft]:
        state = state_of(ledger, document)
        issued = _correctable(desk, ledger, state, key, correction, subject, place, kinds.ERRATUM)
        check_undisturbed(subject)
        agreed = _consent(issued, correction, subject)
        if agreed is None or agreed.sequence != payload["consent"]:
            raise disturbed(place)
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
    desk: Desk, ledger: Ledger, state: State, key: Key, correction: Correction, subject: Subject, place: str, kind: str
) -> Issued:
    """The version that may be corrected. Raises DocgenError A531, A701, A722, A723, A725."""
    act = desk.act(state.document, key)
    check_right(kind, ledger, act, place)
    issued = issued_version(state, place)
    if state.run is not None:
        raise refused(place, REVISION_UNDER_WAY)
    if issued.status(desk.day) in OVER:
        raise refused(place, CORRECTED_VERSION_OVER, version=issued.version)
    if correction.sort not in CLASSES or not correction.reason.strip():
        raise refused(place, CORRECTION_UNSAID, classes="、".join(CLASSES))
    check_policy(desk, subject.kind, subject.snapshot.files, ledger)
    if kind == kinds.ERRATUM and correction.proofreader == key.person:
        raise refused(place, PROOFREAD_BY_REGISTRAR, name=confirmed(ledger).name_of(key.person))
    check_proofreader(ledger, replace(act, actor=correction.proofreader), place)
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
        _proper_names(desk.ledger()),
    )
    if found.faults:
        raise refused(place, MORE_THAN_A_CORRECTION, faults="；".join(found.faults[:5]))
    return found


def _proper_names(ledger: Ledger) -> set[str]:
    """Of departments, posts and people, by every list that was ever confirmed: an old paper says old names."""
    found: set[str] = set()
    for event in ledger.events("", {kinds.ORGANISATION}):
        known = from_payload(event.payload)
        found |= {
            *known.departments.values(),
            *known.posts.values(),
            *(person.name for person in known.people.values()),
        }
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
    words = "第 {n} 次更正（{sort}，{day}）：{reason}。{changes}{proofread}：{name}。".format(
        n=count, sort=said["class"], day=in_words(day), reason=str(said["reason"]).strip().rstrip("。"),
        changes=f"{changes[:-1]}。" if changes else "", proofread="校对（电子签名）" if said.get("consent") else "校对",
        name=desk.organisation().name_of(said["proofreader"]),
    )  # fmt: skip
    return Paragraph((Text(words),), "plain")


def _payload(desk: Desk, seen: Look, agreed: Event, finished: Finished, folder: str) -> dict[str, Any]:
    correction = seen.correction
    return {
        **seen.identity.plain(), **finished.payload(), "folder": folder, "class": correction.sort, "reason": correction.reason,
        "proofreader": correction.proofreader, "consent": agreed.sequence, "changes": _listed(seen.found),
        "decisions": [asdict(decision) for decision in decisions(seen.before, desk.organisation(), seen.subject)],
    }  # fmt: skip

"""From where a document stands to what is printed on it: watermark, number, date and version, sheet and history.

A draft bears 草稿, what is under review 审核中 and its check code; what was
issued bears the kind's own mark (受控), what no longer holds 作废. The state
is that of the content as it is now: a file changed since it was handed in or
issued is a draft again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.app.snapshot import Snapshot
from docgen.approval.desk.desk import Desk, anchor_file
from docgen.approval.desk.scopes import names_of
from docgen.approval.desk.subject import Subject, slots_of, subject_of
from docgen.approval.issue.manifest import Identity
from docgen.approval.issue.qr_codes import review_code
from docgen.approval.issue.sheet import Revision, Sheet, history_pages, sheet_pages
from docgen.approval.ledger.digests import short_code
from docgen.approval.rules.decisions import Decision, decided, signer_names, summary_of
from docgen.approval.rules.organisation import Organisation
from docgen.approval.rules.route import WHOLE
from docgen.approval.rules.state import Issued, State, Status, StepState, Submission, state_of
from docgen.approval.rules.submitting import document_at
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError
from docgen.kinds.kind import Kind
from docgen.model.nodes import Block, Heading, Table
from docgen.model.stamp import NONE, Stamp
from docgen.model.traversal import plain_text, text_of, walk

WATERMARKS = {
    "draft": "草稿",
    "review": "审核中",
    "issued": "受控",
    "void": "作废",
}  # kind.yaml's `watermark` says otherwise
_OVER = (Status.ABOLISHED, Status.SUPERSEDED)


def watermark(kind: Kind, state: str) -> str:
    """The watermark of a state (draft, review, issued, void) in this kind; "" for none."""
    own = kind.workflow.get("watermark")
    if own is False:
        return ""
    return str((own if isinstance(own, dict) else {}).get(state, WATERMARKS[state]) or "")


def prints_sheet(kind: Kind) -> bool:
    """False for papers that leave the house (`sheet: false` in kind.yaml): who approved them is nobody's business outside."""
    return kind.workflow.get("sheet", True) is not False


# --- drafts ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DraftStamp:
    """What is printed on a paper that is built before, or beside, its issue, by what the record says of it: called with the
    snapshot that is built, so that mark and check code are those of the printed text.

    `reviewed` is the digest under review ("" none), `issued` that of the last version's text, with its number, version and
    date; `over` where that version no longer holds. `version` is that of a revision under way. `review` asks for the check code.
    """

    review: bool = False
    reviewed: str = ""
    version: str = ""
    issued: str = ""
    issued_number: str = ""
    issued_version: str = ""
    issued_on: str = ""
    over: bool = False

    def __call__(self, snapshot: Snapshot) -> Stamp:
        try:
            subject = subject_of(snapshot)
        except DocgenError:
            return NONE  # nothing is printed: the build says what is wrong
        digest, kind = subject.content.digest, subject.kind
        if self.reviewed == digest:
            return _draft(watermark(kind, "review"), self.version, subject, review=self.review)
        if self.issued == digest:
            mark = watermark(kind, "void" if self.over else "issued")
            return _reprint(kind, self.issued_number, self.issued_on, self.issued_version, mark)
        return _draft(watermark(kind, "draft"), self.version, subject, review=self.review)


def draft_stamps(workspace: Workspace, paths: Sequence[Path], *, review: bool) -> dict[Path, DraftStamp]:
    """The stamps of documents that are built before, or beside, their issue; none for one that the workflow does not know,
    unless it is a `review` copy. Raises DocgenError for a record that cannot be read."""
    if not anchor_file(workspace).is_file():
        return {path: DraftStamp(review) for path in paths} if review else {}
    with Desk.open(workspace) as desk:
        ledger, day = desk.ledger(), desk.day
        found: dict[Path, DraftStamp] = {}
        for path in paths:
            document = document_at(ledger, workspace.relative(path))
            if document:
                found[path] = draft_stamp(state_of(ledger, document), day, review=review)
            elif review:
                found[path] = DraftStamp(review)
        return found


def draft_stamp(state: State, day: str, *, review: bool) -> DraftStamp:
    """The stamp of a document that the record knows."""
    run = state.run
    if run is not None:
        reviewed = run.submission.digest if run.open and run.submission is not None else ""
        return DraftStamp(review, reviewed, state.version)
    if not state.issued:
        return DraftStamp(review)
    last = state.issued[-1]
    day_of_issue = str(last.payload.get("issued_on") or "")
    over = last.status(day) in _OVER
    return DraftStamp(review, "", "", last.text, last.number, last.version, day_of_issue, over)


def _draft(mark: str, version: str, subject: Subject, *, review: bool) -> Stamp:
    note = "送审稿　{version}　校验码 {code}".format(version=version or "未送审", code=subject.code) if review else ""
    back = review_code(subject.content.digest) if review else ()
    return Stamp(version=version or None, watermark=mark, note=note, back=back)


def review_stamp(subject: Subject, version: str) -> Stamp:
    """The copy that approvers read, with its check code."""
    return _draft(watermark(subject.kind, "review"), version, subject, review=True)


def reprint_stamp(kind: Kind, issued: Issued, mark: str, note: str = "") -> Stamp:
    """Another print of what was issued: the same number, date and version, without sheet and history."""
    return _reprint(kind, issued.number, str(issued.payload.get("issued_on") or ""), issued.version, mark, note)


def _reprint(kind: Kind, number: str, day: str, version: str, mark: str, note: str = "") -> Stamp:
    return Stamp(number or None, day if "date" in slots_of(kind) and day else None, version, mark, note)


# --- what is issued -------------------------------------------------------


def issue_stamp(
    state: State, subject: Subject, identity: Identity, organisation: Organisation, root: str = ""
) -> Stamp:
    """The stamp of a revision that is being issued; `state` is that of its finished review, `root` the record's identity."""
    kind = subject.kind
    pages: tuple[Block, ...] = ()
    if prints_sheet(kind):
        pages = sheet_pages(sheet_of(state, subject, identity, organisation, root))
        if state.issued:  # a first version's only line stands in the sheet
            pages += history_pages([*map(_revision, state.issued), _present(state, identity, organisation)])
    day = identity.issued_on if "date" in slots_of(kind) else None
    # A kind without a rule for numbers keeps its author's own.
    return Stamp(
        identity.number or None, day, identity.version, watermark(kind, "issued"), back=pages, marks=identity.marks()
    )


def sheet_of(state: State, subject: Subject, identity: Identity, organisation: Organisation, root: str = "") -> Sheet:
    """The approval sheet of a finished review."""
    kind, document = subject.kind, subject.document
    assert state.run is not None
    assert state.run.submission is not None
    drafters = sorted(state.run.editors)
    departments = dict.fromkeys(
        organisation.departments.get(organisation.people[person].department, "")
        for person in drafters
        if person in organisation.people
    )
    return Sheet(
        title=identity.title, kind=kind.title, number=identity.number or (document.fields.get("number", "") if document else ""), version=identity.version, issued_on=identity.issued_on,
        code=short_code(identity.digest), secrecy=document.fields.get("secrecy", "") if document else "", department="、".join(filter(None, departments)),
        drafters="、".join(map(organisation.name_of, drafters)), drafted=state.run.submission.at,
        summary=summary_of(state),
        decisions=decisions(state, organisation, subject), remarks=remarks(state, organisation), digest=identity.digest, root=root,
    )  # fmt: skip


def decisions(state: State, organisation: Organisation, subject: Subject) -> tuple[Decision, ...]:
    """The approvals that count, with what each is about in the words of the paper."""
    return decided(state, organisation, lambda step: _scope_words(step, subject))


def _scope_words(step: StepState, subject: Subject) -> str:
    """What a step is about, by the headings and captions that a reader sees; "" for the whole."""
    if step.step.scope == WHOLE:
        return ""
    titles = {
        block.label: plain_text(text_of(block))
        for block in walk(subject.document.blocks if subject.document else ())
        if isinstance(block, Heading | Table) and block.label
    }
    return "、".join(
        titles.get(name) or name for name in names_of(step.step.scope, subject.kind.workflow.get("scopes"))
    )


def _authorship(submission: Submission | None) -> list[str]:
    """From where it is known who wrote the paper."""
    known: dict[str, Any] = dict((submission.payload.get("authorship") if submission else None) or {})
    if not known.get("commit"):
        return ["拟稿人由送审人申报。"]
    said = f"拟稿人据版本库历史（{known['commit'][:12]}）和送审人申报"
    if known.get("strangers"):
        said += "；版本库里另有作者不在人员名单：" + "、".join(known["strangers"])
    if known.get("uncommitted"):
        said += "；送审时有改动尚未提交，其作者由送审人申报"
    return [f"{said}。"]


def remarks(state: State, organisation: Organisation) -> tuple[str, ...]:
    """What a reader of the sheet would miss: who was not asked again, and who could not be asked."""
    names = {step.step.id: step.step.name for step in state.steps}
    said = [
        f"{organisation.name_of(person)}在“{names.get(earlier, earlier)}”已审批相同内容，“{step.step.name}”不再重复。"
        for step in state.steps
        for person, earlier in step.carried.items()
    ]
    submission = state.run.submission if state.run else None
    passed_over: dict[str, Any] = dict(submission.payload.get("passed_over") or {}) if submission else {}
    for step, people in passed_over.items():
        if people:
            who = "、".join(map(organisation.name_of, people))
            said.append(f"{who}起草或修改过本稿，不参加“{names.get(step, step)}”。")
    return (*said, *_authorship(submission))


def _present(state: State, identity: Identity, organisation: Organisation) -> Revision:
    return Revision(
        identity.version, identity.issued_on, identity.number, summary_of(state), signer_names(state, organisation)
    )


def _revision(issued: Issued) -> Revision:
    payload = issued.payload
    return Revision(
        issued.version,
        str(payload.get("issued_on") or ""),
        issued.number,
        str(payload.get("summary") or ""),
        str(payload.get("signers") or ""),
    )

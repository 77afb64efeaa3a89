"""From an approved text to its finished files: built, marked with what they are, signed, with a manifest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from docgen.app import build as pipeline
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.subject import Subject
from docgen.approval.issue.certificate_chain import check_chain
from docgen.approval.issue.issued_folder import CHECKPOINT
from docgen.approval.issue.manifest import ATTACHMENT, Identity, attachment, manifest
from docgen.approval.issue.pdf_signature import Seal, attach, read_signature
from docgen.approval.issue.stamping import prints_sheet
from docgen.approval.issue.wording import wording_digest
from docgen.approval.ledger.checkpoints import make_checkpoint
from docgen.approval.ledger.digests import sha256
from docgen.approval.ledger.events import Event, timestamp
from docgen.approval.ledger.keys import Key
from docgen.approval.rules.state import State
from docgen.compare.issued import STAMP, freeze_stamp, without_pages
from docgen.compare.sources import MANIFEST, TREE
from docgen.compare.stored import freeze
from docgen.errors import DocgenError, has_errors
from docgen.fonts.font_set import FontSet
from docgen.model.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Finished:
    """All files of a version by name; `wording` is the digest of the Word file's words, `certificate` of who signed the PDF."""

    files: dict[str, bytes]
    certificate: str
    pages: int
    wording: str

    def payload(self) -> dict[str, Any]:
        """What the record keeps of them."""
        return {
            "files": {name: sha256(content) for name, content in self.files.items()},
            "manifest": sha256(self.files[MANIFEST]),
            "wording": self.wording,
            "certificate": self.certificate,
            "pages": self.pages,
        }


def finish(
    desk: Desk,
    key: Key,
    seal: Seal | None,
    subject: Subject,
    identity: Identity,
    stamp: Stamp,
    given: Sequence[Event],
    name: str,
    standards: tuple[str, ...] = (),
    check: Callable[[pipeline.Result, Stamp], None] | None = None,
) -> Finished:
    """The files of a version called `name`; `given` are the events of its approvals; `check` is asked before anything is signed.

    Raises DocgenError with what a build or the check finds.
    """
    sources = subject.snapshot.sources()
    result = pipeline.build_snapshot(subject.snapshot, ("docx", "pdf"), stamp=stamp, standards=standards)
    if has_errors(result.problems):
        raise DocgenError(result.problems)
    if check is not None:
        check(result, stamp)
    checkpoint = make_checkpoint(desk.ledger(), key, desk.record.clock())
    plain = asdict(checkpoint)
    rows = [event.row for event in given]
    inside = attachment(identity, rows if prints_sheet(subject.kind) else [], plain)
    files = {f"{name}.{suffix}": content for suffix, content in result.outputs.items()}
    certificate = ""
    if "pdf" in result.outputs:
        pdf = attach(result.outputs["pdf"], {ATTACHMENT: inside}, "签发标识")
        if seal is not None:
            pdf = seal.sign(pdf, f"签发：{identity.title} {identity.version}")
            certificate = read_signature(pdf).certificate
            check_chain(
                pdf, desk.ledger(), timestamp(desk.record.clock()), desk.workspace.relative(subject.snapshot.path)
            )
        files[f"{name}.pdf"] = pdf
    beside = manifest(
        identity, files, approvals=rows, checkpoint=plain, sources=sources,
        pages=result.pages, certificate=certificate, fonts=FontSet(desk.workspace.fonts),
    )  # fmt: skip
    words = wording_digest(files[f"{name}.docx"]) if f"{name}.docx" in files else ""
    files |= {MANIFEST: beside, CHECKPOINT: checkpoint.to_json().encode()}
    if result.document is not None:  # what later revisions are compared with: the text as issued, without the sheet
        files |= {
            TREE: freeze(without_pages(result.document, stamp), subject.snapshot.files),
            STAMP: freeze_stamp(stamp),
        }
    return Finished(files, certificate, result.pages, words)


def approvals(state: State) -> list[Event]:
    """The events behind the approvals that count, and the submission they are of."""
    assert state.run is not None
    assert state.run.submission is not None
    wanted = {state.run.submission.sequence} | {vote.sequence for step in state.steps for vote in step.votes}
    return [event for event in state.events if event.sequence in wanted]

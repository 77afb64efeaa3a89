"""Controlled copies as files: each page bears the copy's number and whose it is; and the list that recipients sign."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.app import build as pipeline
from docgen.app.build import Kept
from docgen.approval.after.distribution import Copy, copies, standing
from docgen.approval.after.messages import COPY_OF_ANOTHER_TEXT
from docgen.approval.after.papers import grid, paper, text, typeset
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.operations import known
from docgen.approval.desk.subject import subject_of
from docgen.approval.issue.stamping import reprint_stamp, watermark
from docgen.approval.rules.issued_versions import issued_version
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.state import State
from docgen.errors import DocgenError, Location, has_errors
from docgen.files import write_together
from docgen.model.nodes import Document

_ROW_MM = 9


def print_copies(desk: Desk, path: Path, wanted: Sequence[Copy], out: Path) -> list[Path]:
    """Write a PDF for each copy, and the distribution list as Word and PDF; the files.

    Raises DocgenError A743 where the content is no longer that of the copies' version, A703, B101, and what a build raises.
    """
    place = desk.workspace.relative(path)
    state = known(desk, path)
    subject = subject_of(desk.snapshot(path))
    kept, contents = Kept(), []
    for copy in wanted:
        issued = issued_version(state, place, copy.version)
        if subject.content.digest != issued.text:
            raise refused(place, COPY_OF_ANOTHER_TEXT, version=copy.version)
        note = f"受控副本 {copy.label}　{copy.version}　发：{copy.to}"
        stamp = reprint_stamp(subject.kind, issued, watermark(subject.kind, "issued") or "受控", note)
        result = pipeline.build_snapshot(subject.snapshot, ("pdf",), stamp=stamp, kept=kept)
        if has_errors(result.problems):
            raise DocgenError(result.problems)
        contents.append(
            (
                out / f"{path.stem}-{copy.version}-副本{copy.label}.pdf",
                result.outputs["pdf"],
            )
        )
    name = f"{path.stem}-分发登记表"
    made = typeset(desk.workspace, distribution_list(desk, state), ("docx", "pdf"), name)
    contents += [(out / f"{name}.{form}", content) for form, content in made.items()]
    return write_together(contents, Location(str(out)))


def distribution_list(desk: Desk, state: State) -> Document:
    """All copies of a document, with room for signatures."""
    head = ("份号", "版本", "发给", "发放日期", "领取人签名", "收回情况", "经办人签名")
    rows = [
        (copy.label, copy.version, copy.to, copy.day, "", standing(state, copy, desk.day) if copy.back else "", "")
        for copy in copies(desk.ledger(), state.document)
    ]
    said = text(f"《{state.title}》{state.issued[-1].number}　受控副本共 {len(rows)} 份。")
    table = grid(head, rows, (8, 9, 24, 14, 16, 15, 14), left=(2,), height_mm=_ROW_MM)
    return paper("分发登记表", [said, table], organization=desk.organisation().name, date=desk.day)

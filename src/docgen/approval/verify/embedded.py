"""What an issued PDF carries of the record, held against the record: its checkpoint, and the events of its approvals.

Whoever rewrites the whole record, keys and all, cannot rewrite the papers that are out: each names the record as it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docgen.approval.issue.foreign_files import ForeignFiles
from docgen.approval.issue.manifest import ATTACHMENT, read_attachment
from docgen.approval.issue.pdf_signature import attachments
from docgen.approval.ledger.checkpoints import Checkpoint, read_checkpoint
from docgen.errors import DocgenError


@dataclass(frozen=True, slots=True)
class Embedded:
    """A PDF's checkpoint (None where there is none that can be read) and the rows of its approvals."""

    checkpoint: Checkpoint | None
    approvals: tuple[tuple[Any, ...], ...]

    @property
    def empty(self) -> bool:
        return self.checkpoint is None and not self.approvals

    def is_of(self, heads: Sequence[str], owners: Mapping[str, str]) -> bool:
        """True if the checkpoint names this record and is signed by a key that the record knows."""
        point = self.checkpoint
        return (
            point is not None
            and point.genuine
            and point.workspace in heads[:1]
            and owners.get(point.key_id) == point.person
        )


def read_embedded(content: bytes, *, issued: bool) -> Embedded:
    """What is attached to a PDF; nothing for any other file, or one that does not let itself be read. `issued`: the record knows
    the file byte for byte; any other one is opened in a child."""
    if not content.startswith(b"%PDF-"):
        return Embedded(None, ())
    try:
        if issued:
            attached = attachments(content).get(ATTACHMENT, b"")
        else:
            with ForeignFiles() as files:
                attached = files.pdf(content).attachment
    except DocgenError:
        return Embedded(None, ())
    _identity, data = read_attachment(attached)
    try:
        checkpoint = read_checkpoint(json.dumps(data["checkpoint"])) if data.get("checkpoint") else None
        rows = tuple(tuple(row) for row in data.get("approvals") or ())
    except (DocgenError, TypeError, ValueError, KeyError):
        return Embedded(None, ())
    return Embedded(checkpoint, rows)


def contradictions(embedded: Embedded, heads: Sequence[str], owners: Mapping[str, str]) -> tuple[str, ...]:
    """Where a paper and the hashes of all events of a record cannot both be true, both heads told; () where they agree."""
    found: list[str] = []
    checkpoint = embedded.checkpoint
    if checkpoint is not None:
        size = checkpoint.size
        if not checkpoint.genuine:
            found.append("文件里的检查点签名不对")
        elif not heads or checkpoint.workspace != heads[0]:
            known = heads[0] if heads else "（空）"
            found.append(f"文件出自第一条是 {checkpoint.workspace} 的记录，这里的第一条是 {known}")
        elif size > len(heads):
            found.append(
                f"文件里的检查点有 {size} 条，末条 {checkpoint.head}；这里只有 {len(heads)} 条，末条 {heads[-1]}"
            )
        elif owners.get(checkpoint.key_id) != checkpoint.person:
            found.append(f"文件里的检查点由 {checkpoint.person} 签署，用的不是这份记录里的密钥")
        elif heads[size - 1] != checkpoint.head:
            found.append(f"第 {size} 条在文件里是 {checkpoint.head}，在这里是 {heads[size - 1]}")
    for row in embedded.approvals:
        at, hash = (row[0], row[11]) if len(row) > 11 else (0, "")
        if type(at) is not int or not 0 < at <= len(heads) or heads[at - 1] != hash:
            found.append(f"文件里第 {at} 条审批不是这份记录的")
    return tuple(found)

"""What is issued says what it is: the identity that goes into the files, and the manifest beside them.

The identity (document, revision, digest, approvals, checkpoint) is attached to
the PDF before it is signed, and written as custom properties into the Word
file; the manifest adds the hashes of the finished files and what made them.
Its own hash is in the record.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from docgen.approval.issue.wording import wording_digest
from docgen.approval.ledger.digests import sha256
from docgen.fonts.font_set import FontSet
from docgen.foreign import read_json

FORMAT = "docgen-issued-1"
ATTACHMENT = "docgen.json"
PREFIX = "Docgen"  # of the custom properties of a Word file
_LIBRARIES = ("docgen", "weasyprint", "docxtpl", "python-docx", "pyhanko", "cryptography", "lxml")


@dataclass(frozen=True, slots=True)
class Identity:
    """Which revision of which document. `digest` is that of the approved content, `issued_on` YYYY-MM-DD."""

    document: str
    revision: int
    version: str
    number: str
    title: str
    kind: str
    issued_on: str
    digest: str

    def plain(self) -> dict[str, Any]:
        return {
            "document": self.document, "revision": self.revision, "version": self.version, "number": self.number,
            "title": self.title, "kind": self.kind, "issued_on": self.issued_on, "digest": self.digest,
        }  # fmt: skip

    def marks(self) -> tuple[tuple[str, str], ...]:
        """The custom properties of the Word file, by which it is known again after another program saved it."""
        return tuple(
            (f"{PREFIX}{name.title().replace('_', '')}", str(value))
            for name, value in self.plain().items()
            if str(value)
        )


def from_marks(marks: Mapping[str, str]) -> Identity | None:
    """The identity in a Word file's custom properties; None for a file that docgen did not issue."""
    values = {name: marks.get(f"{PREFIX}{name.title().replace('_', '')}", "") for name in Identity.__slots__}
    return read_identity(values)


def read_identity(values: Mapping[str, Any]) -> Identity | None:
    """An identity from plain data; None if it is not complete."""
    try:
        revision = int(values["revision"])
        texts = {name: str(values[name]) for name in Identity.__slots__ if name != "revision"}
    except (KeyError, ValueError, TypeError, OverflowError):  # 1e999 is a number to JSON
        return None
    return Identity(revision=revision, **texts) if texts["document"] and texts["version"] else None


def attachment(identity: Identity, approvals: Sequence[Sequence[Any]], checkpoint: Mapping[str, Any]) -> bytes:
    """What is attached to the PDF: identity, the events of its approvals with their signatures, the checkpoint."""
    return _json(
        {
            "format": FORMAT,
            **identity.plain(),
            "approvals": [list(row) for row in approvals],
            "checkpoint": dict(checkpoint),
        }
    )


def read_attachment(content: bytes) -> tuple[Identity | None, dict[str, Any]]:
    """The identity, and the whole attachment; (None, {}) for anything else."""
    try:
        data = read_json(content)
        if data.get("format") != FORMAT:
            return None, {}
    except (ValueError, AttributeError):
        return None, {}
    return read_identity(data), data


def manifest(
    identity: Identity,
    files: Mapping[str, bytes],
    *,
    approvals: Sequence[Sequence[Any]],
    checkpoint: Mapping[str, Any],
    sources: Mapping[str, str],
    pages: int,
    certificate: str,
    fonts: FontSet,
) -> bytes:
    """The manifest of the finished files by name. `sources` are the hashes of what they were made from, by name in the workspace."""
    return _json({
        "format": FORMAT,
        **identity.plain(),
        "files": {name: {"sha256": sha256(content), "bytes": len(content)} for name, content in files.items()},
        "wording": next((wording_digest(content) for name, content in files.items() if name.endswith(".docx")), ""),
        "pages": pages,
        "certificate": certificate,
        "sources": dict(sorted(sources.items())),
        "fonts": {name: {"family": family, "file": Path(file).name} for name, (family, file) in fonts.resolve_families().items()},
        "font_versions": fonts.fingerprint(),
        "versions": {"python": platform.python_version(), **{name: _version(name) for name in _LIBRARIES}},
        "approvals": [list(row) for row in approvals],
        "checkpoint": dict(checkpoint),
    })  # fmt: skip


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _json(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()

"""What is approved: a content file as the reader will see it, reduced to digests.

The whole's digest covers the resolved document, its pictures, the template (the
Word template and its settings) and the kind. What the workflow itself writes
(version, number, and what the kind's `slots` name) is left empty, so that
issuing changes no digest; docgen's version is not in it, so that an upgrade
voids nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from docgen.app import build as pipeline
from docgen.app.build import Kind
from docgen.approval.desk.blanking import without_numbers, without_slots
from docgen.approval.desk.scopes import names_of, part
from docgen.approval.ledger.digests import short_code
from docgen.approval.ledger.events import canonical_json
from docgen.approval.rules.acting import Content
from docgen.approval.rules.route import WHOLE, Step
from docgen.content.load import load_document, prepare
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.model.dump import dump
from docgen.model.nodes import Block, Document
from docgen.model.traversal import pictures

SLOTS = (
    "version",
)  # written by the workflow in every kind; a kind's `slots` add to them, and its rule for numbers `number`


@dataclass(frozen=True, slots=True)
class Subject:
    """A content file under approval. `path` is relative to the workspace, `kind` the folder's name.

    `content` holds the digests that approvals bind to; `template_digest` and `picture_digests` are parts of the whole's.
    `document` is the resolved tree as built (slots not emptied), None for a kind that is only a form.
    """

    path: str
    kind: str
    title: str
    content: Content
    template_digest: str
    picture_digests: dict[str, str]
    document: Document | None = field(repr=False)
    data: dict[str, Any] = field(repr=False)
    files: tuple[Path, ...] = field(repr=False, default=())

    @property
    def code(self) -> str:
        """The digest's short form, printed on review copies."""
        return short_code(self.content.digest)

    def lookup(self, name: str) -> Any:
        """A value that a condition asks for: one the kind computes, else a path into the content's data; None if absent."""
        if self.document is not None and name in self.document.values:
            return self.document.values[name]
        value: Any = self.data
        for key in name.split("."):
            if isinstance(value, list) and key.isdecimal() and int(key) < len(value):
                value = value[int(key)]
            elif isinstance(value, dict) and key in value:
                value = value[key]
            else:
                return None
        return value


def read_subject(workspace: Workspace, path: Path, steps: Iterable[Step] = ()) -> Subject:
    """Read and digest a content file; `steps` name the scopes wanted beside the whole.

    Raises DocgenError with everything wrong in the document (it cannot be approved then), A502 for a scope it does not have.
    """
    problems: list[Problem] = []
    files: list[Path] = []
    document, kind = pipeline.resolved(workspace, path, problems, files)
    if has_errors(problems) or kind is None:
        raise DocgenError(problems)
    loaded = load_document(path, workspace)
    prepare(loaded, kind.schema)
    slots = slots_of(kind)
    template = _files_digest(_template_files(workspace, kind.template, kind.forms))
    blocks = without_slots(document.blocks, slots) if document else ()
    found = _picture_digests(blocks)
    if document is not None:
        fields = {name: value for name, value in document.fields.items() if name not in slots}
        text = dump(replace(document, blocks=blocks, fields=fields))
        title = document.title
    else:
        text = canonical_json(_plain({key: value for key, value in loaded.data.items() if key not in slots}))
        title = str(loaded.data.get("title") or path.stem)
    digest = _digest("whole", kind.name, template, text, canonical_json(found))
    place = Location(workspace.relative(path))
    scopes, faults = _scopes(blocks, steps, kind.workflow.get("scopes"), place)
    if faults:
        raise DocgenError(faults)
    return Subject(
        workspace.relative(path),
        kind.name,
        title,
        Content(digest, scopes),
        template,
        found,
        document,
        loaded.data,
        tuple(files),
    )


def slots_of(kind: Kind) -> tuple[str, ...]:
    """The top keys of the content that the workflow writes in papers of this kind, and approvals therefore do not cover.

    Without a rule for numbers a `number` is the author's: a post's, not the paper's.
    """
    numbered = ("number",) if kind.workflow.get("number") else ()
    return tuple(dict.fromkeys((*SLOTS, *numbered, *map(str, kind.workflow.get("slots") or ()))))


def _scopes(
    blocks: tuple[Block, ...], steps: Iterable[Step], named: Any, place: Location
) -> tuple[dict[str, str], list[Problem]]:
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    for step in steps:
        if step.scope == WHOLE or step.scope_key in digests:
            continue
        section, faults = part(blocks, names_of(step.scope, named), place)
        problems += faults
        text = dump(Document("", without_numbers(section)))
        digests[step.scope_key] = _digest("scope", text, canonical_json(_picture_digests(section)))
    return digests, problems


def _picture_digests(blocks: tuple[Block, ...]) -> dict[str, str]:
    """SHA-256 of every picture file, by its name; drawn pictures are named by their hash already."""
    found: dict[str, str] = {}
    for picture in pictures(blocks):
        if not picture.svg:
            file = Path(picture.file)
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            # Two pictures of one name in different folders both count.
            found[file.name if found.get(file.name, digest) == digest else f"{file.name} {digest}"] = digest
    return found


def _template_files(workspace: Workspace, template: str, forms: Iterable[Path]) -> list[Path]:
    folder = workspace.templates / "word" / template
    parts = [folder / name for name in ("template.docx", "template.yaml", "style.css")] if template else []
    return [file for file in (*parts, *forms) if file.is_file()]


def _files_digest(files: Iterable[Path]) -> str:
    return _digest("files", *(f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files))


def _digest(*parts: str) -> str:
    """SHA-256 over the parts, each with its length before it, so that no two lists of parts make one text."""
    whole = hashlib.sha256()
    for text in parts:
        encoded = text.encode()
        whole.update(f"{len(encoded)}\n".encode() + encoded)
    return whole.hexdigest()


def _plain(value: Any) -> Any:
    """Content data as plain JSON: decimals as text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)

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

from docgen.app.snapshot import Snapshot
from docgen.approval.desk.blanking import without_numbers, without_slots
from docgen.approval.desk.scopes import names_of, part
from docgen.approval.ledger.digests import short_code
from docgen.approval.ledger.events import canonical_json
from docgen.approval.rules.acting import Content
from docgen.approval.rules.route import WHOLE, Step
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.kinds.kind import Kind
from docgen.model.dump import dump
from docgen.model.nodes import Block, Document
from docgen.model.traversal import pictures
from docgen.reading import FirstReading

SLOTS = (
    "version",
)  # written by the workflow in every kind; a kind's `slots` add to them, and its rule for numbers `number`


@dataclass(frozen=True, slots=True)
class Subject:
    """A paper under approval: a snapshot of it, reduced to digests.

    `content` holds the digests that approvals bind to; `template_digest` and `picture_digests` are parts of the whole's.
    """

    snapshot: Snapshot = field(repr=False, compare=False)
    kind: Kind = field(repr=False)
    title: str
    content: Content
    template_digest: str
    picture_digests: dict[str, str]

    @property
    def path(self) -> str:
        """The content file, relative to the workspace."""
        return self.snapshot.name

    @property
    def document(self) -> Document | None:
        """The resolved tree as built (slots not emptied); None for a kind that is only a form."""
        return self.snapshot.resolved().document

    @property
    def data(self) -> dict[str, Any]:
        """The content's data."""
        return self.snapshot.data()

    def with_scopes(self, steps: Iterable[Step]) -> Subject:
        """The same with the digests of the parts that these steps are about. Raises DocgenError A502 for a part that it does not have."""
        blocks = without_slots(self.document.blocks, slots_of(self.kind)) if self.document else ()
        place = Location(self.path)
        scopes, faults = _scopes(blocks, steps, self.kind.workflow.get("scopes"), place, self.snapshot.files)
        if faults:
            raise DocgenError(faults)
        return replace(self, content=Content(self.content.digest, scopes))

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


def subject_of(snapshot: Snapshot) -> Subject:
    """The digests of a paper. Raises DocgenError with everything wrong in it: it cannot be approved then."""
    loaded, kind = snapshot.content.loaded, snapshot.content.kind
    resolved = snapshot.resolved()
    problems = [*snapshot.content.problems, *resolved.problems]
    if has_errors(problems) or kind is None:
        raise DocgenError(dict.fromkeys(problems))
    document, files, slots = resolved.document, snapshot.files, slots_of(kind)
    template = _files_digest(_template_files(snapshot, kind), files)
    blocks = without_slots(document.blocks, slots) if document else ()
    found = _picture_digests(blocks, files)
    if document is not None:
        fields = {name: value for name, value in document.fields.items() if name not in slots}
        text = dump(replace(document, blocks=blocks, fields=fields))
        title = document.title
    else:
        text = canonical_json(_plain({key: value for key, value in loaded.data.items() if key not in slots}))
        title = str(loaded.data.get("title") or snapshot.path.stem)
    digest = _digest("whole", kind.name, template, text, canonical_json(found))
    return Subject(snapshot, kind, title, Content(digest, {}), template, found)


def slots_of(kind: Kind) -> tuple[str, ...]:
    """The top keys of the content that the workflow writes in papers of this kind, and approvals therefore do not cover.

    Without a rule for numbers a `number` is the author's: a post's, not the paper's.
    """
    numbered = ("number",) if kind.workflow.get("number") else ()
    return tuple(dict.fromkeys((*SLOTS, *numbered, *map(str, kind.workflow.get("slots") or ()))))


def _scopes(
    blocks: tuple[Block, ...], steps: Iterable[Step], named: Any, place: Location, files: FirstReading
) -> tuple[dict[str, str], list[Problem]]:
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    for step in steps:
        if step.scope == WHOLE or step.scope_key in digests:
            continue
        section, faults = part(blocks, names_of(step.scope, named), place)
        problems += faults
        text = dump(Document("", without_numbers(section)))
        digests[step.scope_key] = _digest("scope", text, canonical_json(_picture_digests(section, files)))
    return digests, problems


def _picture_digests(blocks: tuple[Block, ...], files: FirstReading) -> dict[str, str]:
    """SHA-256 of every picture file, by its name; drawn pictures are named by their hash already."""
    found: dict[str, str] = {}
    for picture in pictures(blocks):
        if not picture.svg:
            file = Path(picture.file)
            digest = files.digest(file)
            # Two pictures of one name in different folders both count.
            found[file.name if found.get(file.name, digest) == digest else f"{file.name} {digest}"] = digest
    return found


def _template_files(snapshot: Snapshot, kind: Kind) -> list[Path]:
    folder = kind.template_file.parent
    parts = [folder / name for name in ("template.docx", "template.yaml", "style.css")] if kind.template else []
    return [file for file in (*parts, *kind.forms) if snapshot.files.is_file(file)]


def _files_digest(paths: Iterable[Path], files: FirstReading) -> str:
    return _digest("files", *(f"{path.name} {files.digest(path)}" for path in paths))


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

"""What is approved: a content file as the reader will see it, reduced to digests.

The whole's digest covers the resolved document with its pictures, the data that
a kind's forms print, the template (the Word template and its settings) and the
kind. All of it goes through one encoding in which unequal papers are unequal
bytes (`docgen.model.encoding`); each digest begins with its own name and
version (`SUBJECT`), so that it is no other digest's. What the workflow itself
writes (version, number, and what the kind's `slots` name) is left empty, so
that issuing changes no digest; docgen's version is not in it, so that an
upgrade voids nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from docgen import cbor
from docgen.app.snapshot import Snapshot
from docgen.approval.desk.blanking import without_numbers, without_slots
from docgen.approval.desk.scopes import names_of, part, titles_of
from docgen.approval.ledger.digests import short_code
from docgen.approval.rules.acting import Content
from docgen.approval.rules.route import WHOLE, Step
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.kinds.kind import Kind
from docgen.model.encoding import Digester, encode, encode_blocks, encode_data
from docgen.model.nodes import Block, Document, Picture, Reference
from docgen.model.traversal import text_of, walk, walk_inlines
from docgen.reading import FirstReading
from docgen.template.forms.values import named_files

SUBJECT = "docgen-subject-2"  # 1 was over lines of text, in which two papers could look alike

SLOTS = (
    "version",
)  # written by the workflow in every kind; a kind's `slots` add to them, and its rule for numbers `number`


@dataclass(frozen=True, slots=True)
class Subject:
    """A paper under approval: a snapshot of it, reduced to digests.

    `content` holds the digests that approvals bind to; `template_digest` is a part of the whole's.
    """

    snapshot: Snapshot = field(repr=False, compare=False)
    kind: Kind = field(repr=False)
    title: str
    content: Content
    template_digest: str

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
        digest = _digester(self.snapshot.files)
        scopes, faults = _scopes(
            blocks, steps, self.kind.workflow.get("scopes"), Location(self.path), digest, self.content.digest
        )
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
    tree = encode(_without_slots(document, slots), _digester(files)) if document else None
    printed = _form_data(snapshot, kind, slots) if kind.forms or document is None else None
    title = document.title if document else str(loaded.data.get("title") or snapshot.path.stem)
    digest = cbor.digest(SUBJECT, "whole", kind.name, template, tree, printed, title)
    return Subject(snapshot, kind, title, Content(digest, {}), template)


def slots_of(kind: Kind) -> tuple[str, ...]:
    """The top keys of the content that the workflow writes in papers of this kind, and approvals therefore do not cover.

    Without a rule for numbers a `number` is the author's: a post's, not the paper's.
    """
    numbered = ("number",) if kind.workflow.get("number") else ()
    return tuple(dict.fromkeys((*SLOTS, *numbered, *map(str, kind.workflow.get("slots") or ()))))


def _without_slots(document: Document, slots: tuple[str, ...]) -> Document:
    fields = {name: value for name, value in document.fields.items() if name not in slots}
    return replace(document, blocks=without_slots(document.blocks, slots), fields=fields)


def _form_data(snapshot: Snapshot, kind: Kind, slots: tuple[str, ...]) -> bytes:
    """What a kind's forms print: the content's data, and the files that they name. Top keys are names, and have no order."""
    data = {key: value for key, value in sorted(snapshot.data().items()) if key not in slots}
    named: dict[str, Any] = {}
    for name in named_files(data):
        file = snapshot.files.resolve(snapshot.path.parent / name)
        named[name] = snapshot.files.digest(file) if snapshot.files.is_file(file) else None
    return encode_data([data, named])


def _scopes(
    blocks: tuple[Block, ...], steps: Iterable[Step], named: Any, place: Location, digest: Digester, whole: str
) -> tuple[dict[str, str], list[Problem]]:
    """The digests of the parts. One that prints the page of something says what the rest of the paper makes of it (“另发[页码]元”):
    its digest holds the whole's."""
    titles = titles_of(blocks)
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    for step in steps:
        if step.scope == WHOLE or step.scope_key in digests:
            continue
        section, faults = part(blocks, names_of(step.scope, named), place)
        problems += faults
        pages = _prints_pages(section)
        said = encode_blocks(without_numbers(section, titles), digest)
        digests[step.scope_key] = cbor.digest(SUBJECT, "scope", said, *([whole] if pages else []))
    return digests, problems


def _prints_pages(blocks: tuple[Block, ...]) -> bool:
    found = (inline for block in walk(blocks) for inline in walk_inlines(text_of(block)))
    return any(isinstance(inline, Reference) and inline.form == "page" for inline in found)


def _digester(files: FirstReading) -> Digester:
    def digest(picture: Picture) -> str:
        return files.digest(Path(picture.file))

    return digest


def _template_files(snapshot: Snapshot, kind: Kind) -> list[Path]:
    folder = kind.template_file.parent
    parts = [folder / name for name in ("template.docx", "template.yaml", "style.css")] if kind.template else []
    return [file for file in (*parts, *kind.forms) if snapshot.files.is_file(file)]


def _files_digest(paths: Iterable[Path], files: FirstReading) -> str:
    return cbor.digest(SUBJECT, "files", *([path.name, files.digest(path)] for path in paths))

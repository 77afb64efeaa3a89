"""A paper as it is at one moment: every file that it is made from read once, everything else derived from those bytes.

A snapshot reads a file when something first asks for it, and keeps what it
read: content, includes, library entries, tables, pictures, the kind's folder,
the Word template, docgen.yaml, the organisation. What is derived (data, kind,
the composed, numbered and resolved document, problems) is derived when it is
first asked for, and only once. So a digest, a route and printed pages that
come from one snapshot are of one text, whatever is written to the disk
meanwhile; `changed` says whether the disk still holds it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from docgen.app import messages
from docgen.app.kept import KeptPaper, pictures_of
from docgen.collector import collector_paused
from docgen.content.load import Loaded, load_data, load_document, prepare
from docgen.content.schema_files import inline_references
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Problem, has_errors
from docgen.kinds import compose
from docgen.kinds.kind import Kind, ReadYaml
from docgen.kinds.kind_cache import KindCache
from docgen.model.nodes import Document
from docgen.model.numbering import number
from docgen.model.resolve import resolve
from docgen.model.stamp import NONE, Stamp, fill_slots, stamped
from docgen.reading import DISK, Files, FirstReading


@dataclass(frozen=True, slots=True)
class Content:
    """The content, prepared as far as it could be, and its kind; None for one that could not be had, which `problems` say."""

    loaded: Loaded
    kind: Kind | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The numbered document with its references filled, None where it could not be made; `problems` of composing and resolving."""

    document: Document | None
    problems: tuple[Problem, ...]
    pictures: tuple[Path, ...] = ()


Stamper = Callable[["Snapshot"], Stamp]  # a stamp that depends on what the paper says


class Snapshot:
    """The paper at `path`, read once. For one thread at a time.

    `files` is where files are first read from; `kinds` are those that this process has read before;
    `content` is a document that a program put together, in place of what stands in `path`; `known` are parts of the
    paper from its last builds.
    """

    def __init__(
        self,
        workspace: Workspace,
        path: Path,
        *,
        files: Files = DISK,
        kinds: KindCache | None = None,
        content: Loaded | None = None,
        known: KeptPaper | None = None,
    ) -> None:
        self.workspace = workspace
        self.path = path
        self.files = FirstReading(files)
        self._kinds = KindCache() if kinds is None else kinds
        self._given = content
        self._known = known

    # --- what it is made from -----------------------------------------------

    @property
    def name(self) -> str:
        """The content file's path in the workspace."""
        return self.workspace.relative(self.path)

    def sources(self) -> dict[str, str]:
        """SHA-256 of what the paper is made from, by name in the workspace: content, pictures, and all of the kind's and the template's files.

        Those that the paper does not show (an example, a guide) are read for it.
        """
        found = [*self.content_files(), *self.template_files()]
        return {self.workspace.relative(file): self.files.digest(file) for file in found if self.files.is_file(file)}

    def content_files(self) -> list[Path]:
        """The content file, what it includes and uses, and its pictures."""
        return [*self.content.loaded.files, *self.resolved().pictures]

    def template_files(self) -> list[Path]:
        """Every file of the kind's folder, of the shared templates and of the Word template's folder."""
        kind = self.content.kind
        if kind is None:
            return []
        folders = kind.template_folders(self.workspace.templates)
        if kind.has_body:
            folders.append(kind.template_file.parent)
        return [file for folder in dict.fromkeys(folders) for file in self.files.find(folder, "**/*")]

    def changed(self) -> list[str]:
        """What was read and is another on the disk now, by name in the workspace; [] while the disk holds this paper."""
        return [self.workspace.relative(path) for path in self.files.changed()]

    # --- what is derived ----------------------------------------------------

    @cached_property
    def content(self) -> Content:
        """The content with its schema's keys, types and defaults, and its kind."""
        loaded = self._given or load_document(
            self.path, self.workspace, self.files, self._known.files if self._known else None
        )
        problems = list(loaded.problems)
        if not loaded.kind_name:
            if not has_errors(problems):
                problems.append(messages.NO_KIND.at(loaded.kind_location))
            return Content(loaded, None, tuple(problems))
        try:
            kind = read_kind(self.workspace, loaded.kind_name, self.files, self._kinds)
        except DocgenError as error:
            # "No such kind" has no place of its own: it is the content's line.
            problems += [
                problem if problem.location.file else replace(problem, location=loaded.kind_location)
                for problem in error.problems
            ]
            return Content(loaded, None, tuple(problems))
        problems += prepare(loaded, kind.schema)
        return Content(loaded, kind, tuple(problems))

    def data(self, stamp: Stamp = NONE) -> dict[str, Any]:
        """The prepared data, with the slots of a stamp filled; {} for content that could not be read."""
        loaded, kind = self.content.loaded, self.content.kind
        if kind is None or stamp == NONE:
            return loaded.data
        data = dict(loaded.data)
        fill_slots(data, kind.schema.root, stamp)
        return data

    def resolved(self, stamp: Stamp = NONE) -> Resolved:
        """The document, as the stamp prints it. Nothing for a kind that is only a form."""
        kind = self.content.kind
        if kind is None or not kind.has_body:
            return Resolved(None, ())
        data = self.data(stamp)
        found = self._plain if data == self.content.loaded.data else self._resolve(kind, data)
        return replace(found, document=found.document and stamped(found.document, stamp, kind.schema.root))

    @cached_property
    def _plain(self) -> Resolved:
        kind = self.content.kind
        assert kind is not None  # what `resolved` holds
        return self._resolve(kind, self.content.loaded.data)

    def _resolve(self, kind: Kind, data: dict[str, Any]) -> Resolved:
        loaded, known = self.content.loaded, self._known
        composed, numbered, resolved = (known.composed, known.numbered, known.resolved) if known else (None, None, None)
        with collector_paused():
            content = replace(loaded, data=data)
            document, found = compose(kind, content, self.workspace, self.files, self._kinds.code, composed)
            # With the data already known to be wrong, what the template stumbles over is mostly the same fault again.
            problems = [problem for problem in found if loaded.valid or problem.code[0] in "PD"]
            if document is None:
                return Resolved(None, tuple(problems))
            document, found = resolve(number(document, numbered), resolved)
        if any(problem.code.startswith("C2") for problem in loaded.problems if problem.severity == "error"):
            # The labels lie in what could not be taken in: said once, there.
            found = [problem for problem in found if problem.code != "D102"]
        if known is not None:
            known.pictures.begin()
        shown = tuple(dict.fromkeys(Path(one.file) for one in pictures_of(document, known) if not one.svg))
        return Resolved(document, tuple(dict.fromkeys([*problems, *found])), shown)


def read_kind(workspace: Workspace, name: str, files: Files = DISK, kinds: KindCache | None = None) -> Kind:
    """The kind called `name` (folder or Chinese title); DocgenError if there is none or it is broken."""
    return (KindCache() if kinds is None else kinds).load(workspace, name, yaml_reader(workspace), files)


def yaml_reader(workspace: Workspace) -> Callable[[Files], ReadYaml]:
    """Makes a reader of a kind's YAML files from `files`; a schema.yaml comes with the schemas it refers to."""

    def reader(files: Files) -> ReadYaml:
        def plain(path: Path) -> dict[str, Any]:
            loaded = load_data(path, workspace, files)
            if has_errors(loaded.problems):
                raise DocgenError(loaded.problems)
            return loaded.data

        def read(path: Path) -> dict[str, Any]:
            data = plain(path)
            if path.name != "schema.yaml":
                return data
            return inline_references(data, lambda reference: plain(files.resolve(path.parent / reference)))

        return read

    return reader

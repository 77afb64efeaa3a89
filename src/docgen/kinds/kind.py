"""Kinds: the folders under templates/ that each describe one sort of document (docs/architecture.md)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from docgen.content.schema import Schema
from docgen.errors import Location
from docgen.extension import Extension, Extensions
from docgen.reading import Files

ReadYaml = Callable[[Path], dict[str, Any]]


class WorkspaceLike(Protocol):
    """What compose needs of `content.workspace.Workspace`."""

    @property
    def root(self) -> Path: ...
    @property
    def content(self) -> Path: ...
    @property
    def templates(self) -> Path: ...
    @property
    def extensions(self) -> Extensions: ...
    def relative(self, path: Path) -> str: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind, read from its folder. `fields` are Jinja texts for the template; `schema` is complete (no outside $ref).

    `forms` are the Word form templates of the folder, filled with the same content: beside the body, or, where
    `has_body` is False, instead of it (then `template` is ""). `values` are Jinja texts for figures that the kind computes and
    rules ask for; `workflow` is what kind.yaml says for the workflow, as it stands there. `extensions` are the packages whose
    filters, functions and rules the kind uses; `template_file` is the Word template that `template` names, in the workspace
    or in the package that the kind came with.
    """

    name: str
    title: str
    description: str
    folder: Path
    template: str
    scheme: str
    toc: int
    fields: dict[str, str]
    schema: Schema = field(repr=False)
    forms: tuple[Path, ...] = ()
    has_body: bool = True
    values: dict[str, str] = field(default_factory=dict)
    workflow: dict[str, Any] = field(default_factory=dict, repr=False)
    extensions: tuple[Extension, ...] = ()
    template_file: Path = Path()

    def template_folders(self, templates: Path) -> list[Path]:
        """Where its body and what the body includes are looked for: its own folder, what is shared beside it, what the
        workspace's kinds (below `templates`) share."""
        return [self.folder, self.folder.parent / "_shared", templates / "_shared"]


class FieldPlaces:
    """Where the fields of a kind stand in its kind.yaml."""

    def __init__(self, kind: Kind, workspace: WorkspaceLike, files: Files) -> None:
        path = kind.folder / "kind.yaml"
        self._file = workspace.relative(path)
        self._lines = files.read(path).decode("utf-8", errors="replace").splitlines()

    def of(self, name: str) -> Location:
        """The line of a field."""
        wanted = re.compile(rf"\s+['\"]?{re.escape(name)}['\"]?\s*:")
        line = next((number for number, text in enumerate(self._lines, 1) if wanted.match(text)), 1)
        return Location(self._file, line, 1)

"""A content file to data with marks: the two calls the pipeline makes.

`load_document` reads the file and all it includes, with keys as written:
only its `kind` says which schema counts. `prepare` then gives the keys their
English names, text its type, and validates. All problems come back; nothing
is raised for bad content.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docgen.content import messages
from docgen.content.canonical import canonicalise, fill_defaults
from docgen.content.includes import SIZE, ReadFiles, Resolver, size
from docgen.content.schema import Schema
from docgen.content.schema_problems import validate
from docgen.content.tree import Flat, Mapping, Node, Scalar, flatten
from docgen.content.workspace import Workspace
from docgen.errors import Location, Problem, has_errors
from docgen.model.memo import Memo
from docgen.reading import DISK, Files

KIND = ("kind", "文种")


@dataclass
class Loaded:
    """A content file: `data` is a dict (empty if unreadable), `marks` its places by JSON pointer ('' the whole).

    `kind_name` is what stands under kind/文种 ('' if nothing); `files` are
    all files read, for watching. Keys are as written until `prepare`.
    """

    path: Path
    data: dict[str, Any] = field(default_factory=dict)
    marks: dict[str, Location] = field(default_factory=dict)
    key_marks: dict[str, Location] = field(default_factory=dict)
    kind_name: str = ""
    kind_location: Location = field(default_factory=lambda: Location(""))
    problems: list[Problem] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    tree: Mapping | None = None
    valid: bool = True  # as far as the schema goes; set by `prepare`

    def _set(self, flat: Flat) -> None:
        self.data, self.marks, self.key_marks = flat.data, flat.marks, flat.key_marks


def load_document(path: Path, workspace: Workspace, files: Files = DISK, known: ReadFiles | None = None) -> Loaded:
    """Read a document with everything it includes and uses, all through `files`. Problems are in `.problems`, none are raised.

    `known` keeps what was made of each file for the next time that the document is read.
    """
    loaded = Loaded(path)
    file = workspace.relative(path)
    loaded.kind_location = Location(file, 1, 1)
    loaded.marks = {"": Location(file, 1, 1)}
    if known is not None:
        known.begin()
    resolver = Resolver(workspace, files, Memo() if known is None else known)
    tree = resolver.load(path)
    loaded.problems = list(dict.fromkeys(resolver.problems))
    loaded.files = list(resolver.trees)
    if tree is not None:
        _take(loaded, tree)
    return loaded


def from_tree(path: Path, tree: Mapping, workspace: Workspace, files: Iterable[Path] = ()) -> Loaded:
    """A document whose content was put together by a program instead of standing in a file; `path` names it in messages."""
    loaded = Loaded(path, files=list(files))
    loaded.kind_location = Location(workspace.relative(path), 1, 1)
    loaded.marks = {"": loaded.kind_location}
    _take(loaded, tree)
    return loaded


def _take(loaded: Loaded, tree: Node) -> None:
    if problem := _unusable(tree):
        loaded.problems.append(problem)
        return
    assert isinstance(tree, Mapping)  # what _unusable holds
    loaded.tree = tree
    loaded._set(flatten(tree))
    for name in KIND:
        entry = tree.entries.get(name)
        if entry is not None and isinstance(entry.node, Scalar) and entry.node.value is not None:
            loaded.kind_name = entry.node.text.strip()
            loaded.kind_location = entry.node.location


def load_data(path: Path, workspace: Workspace, files: Files = DISK) -> Loaded:
    """Read a YAML file that is no document (a kind.yaml, a schema.yaml): no includes, keys as written."""
    loaded = Loaded(path, marks={"": Location(workspace.relative(path), 1, 1)}, files=[path])
    resolver = Resolver(workspace, files)
    tree = resolver.read(path)
    loaded.problems = resolver.problems
    if tree is not None:
        if problem := _unusable(tree):
            loaded.problems.append(problem)
        elif isinstance(tree, Mapping):
            loaded.tree = tree
            loaded._set(flatten(tree))
    return loaded


def _unusable(tree: Node) -> Problem | None:
    if not isinstance(tree, Mapping):
        return messages.NO_MAPPING.at(tree.location)
    if size(tree, {}) > SIZE:
        return messages.TOO_MANY_VALUES.at(tree.location, size=SIZE)
    return None


def prepare(loaded: Loaded, schema: Schema) -> list[Problem]:
    """Give `loaded.data` the schema's English keys, types and defaults, in place; the schema problems.

    To be called once a file; a file that could not be read has no further problems.
    """
    if loaded.tree is None:
        return []
    tree, problems = canonicalise(loaded.tree, schema.shape)
    loaded._set(flatten(tree))
    problems += validate(loaded.data, schema, loaded.marks, loaded.key_marks)
    loaded.valid = not has_errors(problems)
    if loaded.valid:
        fill_defaults(loaded.data, schema.shape, "", loaded.marks)
    return sorted(problems, key=lambda problem: problem.location)

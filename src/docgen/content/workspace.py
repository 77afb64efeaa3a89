"""The working folder: where content, templates, output and fonts are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from docgen.content import messages
from docgen.errors import DocgenError, Location, Message, Problem
from docgen.extension import Extensions

_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A working folder by its absolute, resolved `root`.

    `extensions` are the packages with kinds that are installed.
    """

    root: Path
    extensions: Extensions = field(default_factory=Extensions, compare=False, repr=False)

    @property
    def content(self) -> Path:
        """The documents' YAML files."""
        return self.root / "content"

    @property
    def library(self) -> Path:
        """The entries that documents take with `use`; its files are not documents."""
        return self.content / "library"

    @property
    def templates(self) -> Path:
        """A folder for each kind, and `Word templates`."""
        return self.root / "templates"

    @property
    def output(self) -> Path:
        """Where documents are written unless the user says otherwise."""
        return self.root / "output"

    @property
    def fonts(self) -> Path:
        """Font files that the workspace brings along."""
        return self.root / "fonts"

    @property
    def state(self) -> Path:
        """What docgen keeps for itself: the journal of batches, traces of bugs, and the record of approvals (`record.db`),
        which is no cache: whoever deletes it deletes the approvals."""
        return self.root / ".docgen"

    @property
    def record(self) -> Path:
        """The record of approvals, unless it is in a database elsewhere."""
        return self.state / "record.db"

    @property
    def organisation(self) -> Path:
        """People, departments and posts: a YAML file under content/ that is not a document."""
        return self.content / "organisation.yaml"

    def relative(self, path: Path) -> str:
        """The path from the root with forward slashes; a path outside the workspace stays as it is."""
        absolute = path if path.is_absolute() else Path.cwd() / path
        if absolute.is_relative_to(self.root):
            return absolute.relative_to(self.root).as_posix()
        real = absolute.resolve()
        return real.relative_to(self.root).as_posix() if real.is_relative_to(self.root) else path.as_posix()

    def contains(self, path: Path) -> bool:
        """True if the path, links followed, lies in the workspace."""
        return path.resolve().is_relative_to(self.root)

    def documents(self, paths: Iterable[Path] = ()) -> list[Path]:
        """The document files under `paths` (under content/ if none are given), sorted, each once.

        Files under content/library/, content/organisation.yaml, files and folders
        whose name begins with `.`, and files whose name begins with `_` (made to
        be included) are not documents; a file that is named outright is one, whatever its name, if
        it is YAML and lies under content/. Raises DocgenError for other files.
        """
        found: dict[Path, None] = {}
        problems: list[Problem] = []
        for path in [path.resolve() for path in paths] or [self.content]:
            if path.is_dir():
                found |= dict.fromkeys(sorted(file for file in path.rglob("*") if self._is_document(file)))
            elif refusal := self._refusal(path):
                problems.append(refusal.at(Location(self.relative(path))))
            else:
                found[path] = None
        if problems:
            raise DocgenError(problems)
        return list(found)

    def _refusal(self, path: Path) -> Message | None:
        """Why a file that is named is no document."""
        if path.suffix not in _SUFFIXES:
            return messages.NO_YAML
        if not path.is_relative_to(self.content):
            return messages.NOT_IN_CONTENT
        if path.is_relative_to(self.library):
            return messages.LIBRARY_ENTRY
        return messages.PEOPLE_FILE if path == self.organisation else None

    def _is_document(self, file: Path) -> bool:
        if file.suffix not in _SUFFIXES or file.name.startswith("_") or not file.is_relative_to(self.content):
            return False
        if file.is_relative_to(self.library) or file == self.organisation or not file.is_file():
            return False
        return not any(part.startswith(".") for part in file.relative_to(self.content).parts)


def find(start: Path) -> Workspace:
    """The workspace that `start` lies in: the nearest folder at or above it with content/ and templates/, or docgen.yaml.

    Raises DocgenError if there is none.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / "docgen.yaml").is_file():
            return Workspace(folder)
        if (folder / "content").is_dir() and (folder / "templates").is_dir():
            return Workspace(folder)
    raise DocgenError(messages.NO_WORKSPACE.at(Location(str(start))))

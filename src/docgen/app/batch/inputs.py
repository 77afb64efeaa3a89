"""The digest of everything a document is made from: equal digest, equal bytes.

Content files and pictures by their content; the kind's folder, the shared
templates and the template's folder as wholes; and what all documents have in
common: docgen itself and its libraries, the fonts, the options, every
kind.yaml and schema.yaml (a schema may build on another kind's).
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

from docgen.app.batch.task import Order
from docgen.content.workspace import Workspace
from docgen.fonts.font_set import FontSet
from docgen.reading import file_digest

_VARIABLES = ("SOURCE_DATE_EPOCH",)


class Inputs:
    """Digests for one run over a workspace; a file is read again only if it has changed."""

    def __init__(self, workspace: Workspace, order: Order) -> None:
        self._workspace = workspace
        self._known: dict[Path, tuple[tuple[int, int], str]] = {}
        self._folders: dict[Path, str] = {}
        self._namesakes = _namesakes(workspace)
        kinds = sorted([*workspace.templates.glob("*/kind.yaml"), *workspace.templates.glob("*/schema.yaml")])
        self._common = _digest(
            [
                program(),
                FontSet(workspace.fonts).fingerprint(),
                repr((order.formats, order.review, order.standards, order.template)),
                *(f"{name}={os.environ.get(name, '')}" for name in _VARIABLES),
                *self._lines(kinds),
            ]
        )

    def digest(self, files: Sequence[Path], folders: Sequence[Path]) -> str:
        """The digest of a document made from these files and folders."""
        names = sorted(set(files))
        return _digest([self._common, *self._lines(names), *(self._folder(folder) for folder in sorted(set(folders)))])

    def changed_since(self, moment: int, files: Iterable[Path], folders: Iterable[Path]) -> bool:
        """True if a file was written or put there after `moment` (ns since 1970): what was read of it is not known."""
        inside = (file for folder in folders for file in folder.rglob("*") if "__pycache__" not in file.parts)
        return any(_stamp(file)[0] > moment for file in (*files, *inside))

    def _lines(self, files: Iterable[Path]) -> list[str]:
        # A new file of the same name in a nearer folder would be taken instead: so its namesakes count too.
        return [
            f"{self._workspace.relative(file)} {self._file(file)} {self._namesakes.get(file.stem, ())}"
            for file in files
        ]

    def _file(self, path: Path) -> str:
        stamp = _stamp(path)
        if path not in self._known or self._known[path][0] != stamp:
            self._known[path] = (stamp, file_digest(path))
        return self._known[path][1]

    def _folder(self, folder: Path) -> str:
        if folder not in self._folders:
            files = sorted(file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
            self._folders[folder] = _digest(
                [f"{file.relative_to(folder).as_posix()} {self._file(file)}" for file in files]
            )
        return self._folders[folder]


@cache
def program() -> str:
    """A digest of docgen's own source and the versions of what it stands on."""
    own = Path(__file__).parents[2]
    lines = [f"{file.relative_to(own).as_posix()} {file_digest(file)}" for file in sorted(own.rglob("*.py"))]
    names = (
        "docxtpl",
        "fonttools",
        "jinja2",
        "lxml",
        "markdown-it-py",
        "pillow",
        "pydyf",
        "pypdfium2",
        "tinyhtml5",
        "weasyprint",
    )
    return _digest([*lines, *(f"{name} {_version(name)}" for name in names)])


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    moved = 0 if os.name == "nt" else found.st_ctime_ns  # Windows has the file's creation there
    return (max(found.st_mtime_ns, moved), found.st_size)


def _namesakes(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """For each name (without suffix) that several files bear: where they are."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for folder in (workspace.content, workspace.templates):
        for file in sorted(folder.rglob("*")):
            if not file.name.startswith("."):
                found[file.stem].append(file.relative_to(workspace.root).as_posix())
    return {name: tuple(places) for name, places in found.items() if len(places) > 1}


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()

"""Kinds kept from one document to the next, as long as nothing below templates/ has changed."""

from __future__ import annotations

import os
from pathlib import Path

from docgen.kinds.kind import Kind, ReadYaml, WorkspaceLike, load_kind

_Stamp = frozenset[tuple[str, int, int]]


class KindCache:
    """`load` is `kind.load_kind` with a memory."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[Path, str], tuple[_Stamp, Kind]] = {}

    def load(self, workspace: WorkspaceLike, name: str, read_yaml: ReadYaml, files: list[Path]) -> Kind:
        """The kind called `name`; `files` is where `read_yaml` notes what it reads.

        Raises DocgenError as `load_kind` does, each time anew.
        """
        stamp = _stamp(workspace.templates)
        known, kind = self._kinds.get((workspace.root, name), (None, None))
        if kind is not None and known == stamp:
            return kind
        kind = load_kind(workspace, name, read_yaml)
        # A schema that builds on a file from elsewhere is read each time: that file's changes are not seen here.
        if all(file.is_relative_to(workspace.templates) for file in files):
            self._kinds[workspace.root, name] = (stamp, kind)
        return kind


def _stamp(folder: Path) -> _Stamp:
    """Name, time and size of every file below the folder."""
    found: set[tuple[str, int, int]] = set()
    for place, _folders, names in os.walk(folder, followlinks=True):
        for name in names:
            path = os.path.join(place, name)
            try:
                status = os.stat(path)
            except OSError:  # removed since, or a link to nothing
                continue
            found.add((path, status.st_mtime_ns, status.st_size))
    return frozenset(found)

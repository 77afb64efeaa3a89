"""Kinds kept from one document to the next, as long as the files that they were made from answer the same; their compiled templates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from docgen.kinds.compiled import TemplateCode
from docgen.kinds.finding import load_kind
from docgen.kinds.kind import Kind, ReadYaml, WorkspaceLike
from docgen.reading import Answers, Files, Traced

_MOST = 64  # kinds of many workspaces in one long-lived process


class KindCache:
    """`load` is `kind.load_kind` with a memory; `code` are compiled templates. Two threads may share it: what is kept is never changed."""

    def __init__(self) -> None:
        self.code: TemplateCode = {}
        self._kinds: dict[tuple[Path, str], tuple[Answers, Kind]] = {}

    def __reduce__(self) -> tuple[type[KindCache], tuple[()]]:
        return KindCache, ()  # another process begins with none

    def load(self, workspace: WorkspaceLike, name: str, read_yaml: Callable[[Files], ReadYaml], files: Files) -> Kind:
        """The kind called `name` as it stands in `files`; `read_yaml` makes a reader of what it is given to read from.

        Raises DocgenError as `load_kind` does, each time anew.
        """
        asked = (workspace.root, name)
        known = self._kinds.get(asked)
        if known is not None and known[0].hold(files):
            return known[1]
        traced = Traced(files)
        kind = load_kind(workspace, name, read_yaml(traced), traced)
        if len(self._kinds) >= _MOST:
            self._kinds.clear()
        self._kinds[asked] = (traced.answers, kind)
        return kind

"""Documents built anew whenever a file changes that they are made from, by one process that remembers its last builds.

`Watch` knows for each document what it was made from; `Watch.build` builds and
writes, `Changes` tells what has changed. A document with problems keeps the
files of its last good build, and is tried again at every change, since what it
lacks may be any file.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

from docgen.app import build as pipeline
from docgen.app.batch.task import Order, make
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Problem, has_errors

_PATIENCE = 200  # ms after which the watching thread looks whether it is to stop
_SETTLED = 60  # ms without a further change: an editor writes in several steps
_TIDY_PAGES = 100  # so many pages laid out anew leave enough behind to look for it
_NOISE = ("~", ".tmp", ".swp", ".swx", ".part", ".crdownload")
# File systems whose changes the kernel does not tell of, if made by another machine.
_REMOTE = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ceph",
    "fuse.sshfs",
    "fuse.rclone",
    "vboxsf",
    "drvfs",
    "prl_fs",
}


@dataclass(slots=True)
class WatchedBuild:
    """One build: what it was made from is known to the Watch; `files` were written (none if there are errors)."""

    path: Path
    problems: Sequence[Problem]
    files: list[Path] = field(default_factory=list)
    pages: int = 0
    seconds: float = 0.0


class Watch:
    """The documents under `paths` (all of content/ if none), and what each was made from in its last build."""

    def __init__(self, workspace: Workspace, paths: Sequence[Path], order: Order, out: Path) -> None:
        self._workspace, self._paths, self._order, self._out = workspace, paths, order, out
        self._kept = pipeline.Kept()
        self._files: dict[Path, set[Path]] = {}
        self._folders: dict[Path, set[Path]] = {}
        self._failed: set[Path] = set()
        self._tidied = 0

    def changes(self, *, polling: bool = False) -> Changes:
        """What changes in the workspace, while it is looked at (`with`)."""
        return Changes(self._workspace, polling=polling)

    def documents(self) -> list[Path]:
        """The documents there are now; a path that has gone has none."""
        paths = [path for path in self._paths if path.exists()]
        return self._workspace.documents(paths) if paths or not self._paths else []

    def build(self, path: Path) -> WatchedBuild:
        """Build a document and, if nothing is wrong, write its files."""
        start = time.perf_counter()
        outcome = make(self._order, path, self._kept)
        built = WatchedBuild(path, outcome.problems, pages=outcome.pages)
        if outcome.outputs:
            try:
                result = pipeline.Result(path, outputs=outcome.outputs)
                built.files = pipeline.write(self._workspace, result, self._out)
            except DocgenError as error:
                built.problems = [*outcome.problems, *error.problems]
        failed = has_errors(built.problems)
        # A build that broke off has not come to all its files: those of the last good one count too.
        before = self._files.get(path, set()) if failed else set()
        self._files[path] = before | {file.resolve() for file in (path, *outcome.files)}
        self._folders[path] = (self._folders.get(path, set()) if failed else set()) | set(outcome.folders)
        (self._failed.add if failed else self._failed.discard)(path)
        built.seconds = time.perf_counter() - start
        return built

    def affected(self, changed: Iterable[Path]) -> list[Path]:
        """The documents that have to be built after these files were changed, added or removed; new ones too."""
        changed = {path.resolve() for path in changed}
        documents = self.documents()
        for gone in self._files.keys() - set(documents):
            del self._files[gone], self._folders[gone]
            self._failed.discard(gone)
        everything = any(self._common(path) for path in changed)
        return [path for path in documents if everything or path in self._failed or self._touches(path, changed)]

    def _common(self, path: Path) -> bool:
        """What every document may be made from: fonts, kinds by their titles, schemas that others refer to."""
        if path.is_relative_to(self._workspace.fonts):
            return True
        return path.is_relative_to(self._workspace.templates) and path.name in ("kind.yaml", "schema.yaml")

    def _touches(self, document: Path, changed: set[Path]) -> bool:
        files = self._files.get(document)
        if files is None or files & changed:
            return True
        if any(path.is_relative_to(folder) for path in changed for folder in self._folders[document]):
            return True
        # A file that was put nearer than its namesake is taken instead of it.
        names = {file.stem for file in files if file != document}
        return any(path.stem in names for path in changed)

    def tidy(self) -> None:
        """After a build: let Python's collector pass over what is kept; now and then, look for what is no longer."""
        if self._kept.chapters.laid_out - self._tidied >= _TIDY_PAGES:
            self._tidied = self._kept.chapters.laid_out
            gc.unfreeze()
            gc.collect()
        gc.freeze()


class Changes:
    """What changes below content/, templates/ and fonts/, noticed from the start of the `with` block on.

    Folders on network drives are looked at in turn (`polling`), since nothing tells of their changes.
    """

    def __init__(self, workspace: Workspace, *, polling: bool = False) -> None:
        self._root = workspace.root
        self._folders = [
            folder for folder in (workspace.content, workspace.templates, workspace.fonts) if folder.is_dir()
        ]
        self._polling = polling or any(is_remote(folder) for folder in self._folders)
        self._found: Queue[set[Path]] = Queue()
        self._stop = Event()
        self._ready = Event()
        self._thread = Thread(target=self._listen, daemon=True)

    def __enter__(self) -> Changes:
        self._thread.start()
        self._ready.wait()  # what is written from here on is noticed
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()

    def wait(self, seconds: float) -> set[Path]:
        """The files that have changed since the last call; an empty set if it stays quiet for so long."""
        found: set[Path] = set()
        try:
            found |= self._found.get(timeout=seconds)
            while True:
                found |= self._found.get_nowait()
        except Empty:
            return found

    def _listen(self) -> None:
        try:
            self._watch()
        finally:
            self._ready.set()

    def _watch(self) -> None:
        import watchfiles

        for found in watchfiles.watch(
            *self._folders,
            watch_filter=self._counts,
            step=_SETTLED,
            rust_timeout=_PATIENCE,
            stop_event=self._stop,
            force_polling=self._polling or None,
            yield_on_timeout=True,
        ):
            self._ready.set()
            if found:
                self._found.put({Path(name) for _change, name in found})

    def _counts(self, _change: object, name: str) -> bool:
        path = Path(name)
        parts = path.relative_to(self._root).parts if path.is_relative_to(self._root) else path.parts
        return not path.name.endswith(_NOISE) and not any(part.startswith((".", "~$")) for part in parts)


def is_remote(folder: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """True for a folder on a network drive or one shared with a virtual machine's host, as far as Linux tells."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    place = str(folder.resolve())
    best = ("", "")
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        inside = place == point or place.startswith(point.rstrip("/") + os.sep)
        if inside and len(point) >= len(best[0]):
            best = (point, fields[2])
    return best[1] in _REMOTE

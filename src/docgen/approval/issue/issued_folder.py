"""The folder `issued/`: finished revisions, each in a folder of its own that appears whole and never changes.

    issued/<path under content, without .yaml>/<version>/<name>-<version>.docx .pdf, manifest.json, checkpoint.json, document.json, stamp.json

A revision is written aside, safely on disk, before the record names it; then
the folder is moved into place. A kill in between leaves it aside, where
`finish` finds it by its manifest's hash.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from docgen.approval.issue.messages import (
    ISSUED_FILES_GONE,
    ISSUED_FILES_NOT_MOVED,
    ISSUED_FILES_NOT_WRITTEN,
    ISSUED_FOLDER_TAKEN,
    OUTSIDE_ISSUED_FOLDER,
)
from docgen.compare.sources import ISSUED, MANIFEST
from docgen.errors import DocgenError, Location
from docgen.messages import system_reason
from docgen.reading import file_digest

CHECKPOINT = "checkpoint.json"
_ASIDE = ".aside"


class IssuedFolder:
    """The issued revisions of a workspace by its root."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.folder = root / ISSUED

    def of(self, name: str) -> Path:
        """The absolute folder of a revision by its name in `issued/`; DocgenError A521 for one that leads out of it."""
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder.resolve()) or path == self.folder.resolve():
            raise DocgenError(OUTSIDE_ISSUED_FOLDER.at(Location(ISSUED), name=name))
        return path

    def stage(self, files: Mapping[str, bytes]) -> Path:
        """Write files aside, all safely on disk; their folder. Raises DocgenError B101."""
        aside = self.folder / _ASIDE
        made: Path | None = None
        try:
            aside.mkdir(parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(dir=aside))
            for name, content in files.items():
                with (made / name).open("xb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
            made.chmod(0o755)
            _sync(made)
            _sync(aside)
        except OSError as error:
            if made is not None:
                self.discard(made)
            raise _unwritable(error) from error
        return made

    def discard(self, staged: Path) -> None:
        """Take away what was written aside and is not wanted after all."""
        shutil.rmtree(staged, ignore_errors=True)

    def move_in(self, staged: Path, name: str, manifest: str) -> Path:
        """Move a staged folder into its place, where nothing may be (A522) but the same revision, which another process
        found staged and moved; the place. `manifest` is the hash of its manifest. Raises DocgenError B101."""
        place = self.of(name)
        if self._is_there(place, manifest):
            return place
        if place.exists():
            raise DocgenError(ISSUED_FOLDER_TAKEN.at(Location(f"{ISSUED}/{name}"), name=f"{ISSUED}/{name}"))
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            staged.rename(place)
            _sync(place.parent)
        except OSError as error:
            if self._is_there(place, manifest):
                return place
            reason = system_reason(error)
            raise DocgenError(
                ISSUED_FILES_NOT_MOVED.at(Location(f"{ISSUED}/{name}"), name=f"{ISSUED}/{name}", reason=reason)
            ) from error
        return place

    def recover(self, name: str, manifest: str) -> Path:
        """The folder of a revision that the record names; one that a kill left aside is moved into place.

        `manifest` is the hash of its manifest. Raises DocgenError A523 where the files are nowhere.
        """
        place = self.of(name)
        if place.is_dir():
            return place
        for staged in sorted((self.folder / _ASIDE).glob("*")):
            if file_digest(staged / MANIFEST) == manifest:
                return self.move_in(staged, name, manifest)
        if self._is_there(place, manifest):  # the one who issues it was quicker
            return place
        raise DocgenError(ISSUED_FILES_GONE.at(Location(f"{ISSUED}/{name}"), name=f"{ISSUED}/{name}"))

    @staticmethod
    def _is_there(place: Path, manifest: str) -> bool:
        return bool(manifest) and file_digest(place / MANIFEST) == manifest

    def clear(self, older: float, named: Collection[str]) -> None:
        """Take away what was written aside before the moment `older` (seconds since 1970), unless the record names it:
        `named` are the hashes of its manifests."""
        for staged in (self.folder / _ASIDE).glob("*"):
            with suppress(OSError):
                if staged.stat().st_mtime < older and file_digest(staged / MANIFEST) not in named:
                    self.discard(staged)


def _sync(folder: Path) -> None:
    """A folder's entries on disk; systems that cannot do so for folders keep them safe in their own way."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unwritable(error: OSError) -> DocgenError:
    reason = system_reason(error)
    return DocgenError(ISSUED_FILES_NOT_WRITTEN.at(Location(ISSUED), reason=reason))

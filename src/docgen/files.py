"""Files appear whole and together, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from docgen.errors import DocgenError, Location
from docgen.messages import UNWRITABLE, system_reason


def write_together(contents: Iterable[tuple[Path, bytes]], location: Location) -> list[Path]:
    """Write each content to its path, all or none; the paths.

    Each is written aside and moved into place, so that a kill leaves the old
    file or the new one. Raises DocgenError B101 at `location` where a file
    cannot be written.
    """
    pending: list[tuple[Path, Path]] = []
    try:
        for final, content in contents:
            pending.append((write_aside(final, content), final))
        for aside, final in pending:
            os.replace(aside, final)
    except OSError as error:
        raise _unwritable(error, location) from error
    finally:
        for aside, _final in pending:
            aside.unlink(missing_ok=True)
    return [final for _aside, final in pending]


@contextmanager
def many_files(folder: Path) -> Iterator[Callable[[str, bytes], Path]]:
    """For thousands of files of one folder: what it gives writes one, whole or not at all, and says its path.

    The folder is made once, a file is opened and written once and moved into place. The disk is not waited for: a
    kill leaves whole files; what a power cut takes is made again by whoever made it. Raises DocgenError B101.
    """
    made = False
    part = str(folder / f".{os.getpid()}.part")

    def write(name: str, content: bytes) -> Path:
        nonlocal made
        final = folder / name
        try:
            if not made:
                folder.mkdir(parents=True, exist_ok=True)
                made = True
            with open(part, "wb") as file:
                file.write(content)
            os.replace(part, final)
        except OSError as error:
            raise _unwritable(error, Location(str(final))) from error
        return final

    try:
        yield write
    finally:
        if made:
            Path(part).unlink(missing_ok=True)


def _unwritable(error: OSError, location: Location) -> DocgenError:
    return DocgenError(UNWRITABLE.at(location, reason=system_reason(error)))


def write_aside(final: Path, content: bytes) -> Path:
    """Write to a hidden file beside `final`, safely on disk, with the usual permissions; its path. Raises OSError."""
    final.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{final.name}.", dir=final.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        aside.chmod(0o666 & ~mask)
    except BaseException:  # also Ctrl-C: nothing half-written stays behind
        aside.unlink(missing_ok=True)
        raise
    return aside

"""Content files mended in place: typing slips, and what the checker is certain of."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from docgen.app import messages
from docgen.check.fixes import Fix, mended
from docgen.content.typing_slips import fix as mend
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location
from docgen.files import write_aside
from docgen.messages import system_reason


def fix(workspace: Workspace, path: Path) -> list[str]:
    """Mend the typing slips of a content file in place; what was done, one `file:line:column message` each."""
    with _writing(workspace, path):
        raw = path.read_bytes()
        mended, slips = mend(raw, workspace.relative(path))
        if mended == raw:
            return []
        _replace(path, mended)
    return [f"{slip.location} {slip.message}" for slip in slips]


def apply_fixes(workspace: Workspace, paths: Sequence[Path], fixes: Sequence[Fix]) -> list[Fix]:
    """Put the checker's certain corrections into those of the files that are among `paths`; the ones that went in."""
    done: list[Fix] = []
    by_file: dict[str, list[Fix]] = {}
    for one in fixes:
        by_file.setdefault(one.location.file, []).append(one)
    for path in paths:
        wanted = by_file.get(workspace.relative(path.resolve()), [])
        if not wanted:
            continue
        with _writing(workspace, path):
            raw = path.read_bytes()
            corrected, went_in = mended(raw, wanted)
            if corrected != raw:
                _replace(path, corrected)
                done += went_in
    return done


@contextmanager
def _writing(workspace: Workspace, path: Path) -> Iterator[None]:
    """A file that cannot be read or written is a problem of that file."""
    try:
        yield
    except OSError as error:
        place = Location(workspace.relative(path))
        raise DocgenError(messages.UNMENDABLE.at(place, reason=system_reason(error))) from error


def _replace(path: Path, content: bytes) -> None:
    aside = write_aside(path, content)
    aside.chmod(path.stat().st_mode)
    os.replace(aside, path)

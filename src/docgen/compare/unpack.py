"""A tar archive unpacked into a folder that nothing in it can lead out of.

`TarFile.extractall(filter=…)` came with Python 3.11.4 only, and Debian 12 has 3.11.2.
"""

from __future__ import annotations

import io
import os
import tarfile
from pathlib import Path, PurePosixPath


def unpack(archive: bytes, place: Path) -> None:
    """Write the archive's files, folders and symbolic links below `place`, an empty folder.

    Left out: names that lead out of it, hard links, devices, and symbolic links that end outside, by whatever detour.
    Rights and owners are this process's, as for any new file. Raises tarfile.ReadError for what is no tar archive.
    """
    place = place.resolve()
    links: list[tuple[Path, str]] = []
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        for member in members:
            parts = PurePosixPath(member.name).parts
            target = place.joinpath(*parts)
            if not parts or ".." in parts or not target.is_relative_to(place):
                continue
            if member.isdir():
                target.mkdir(parents=True, exist_ok=True)
            elif member.isreg() and (content := members.extractfile(member)):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
            elif member.issym():
                links.append((target, member.linkname))
    _link(place, links)


def _link(place: Path, links: list[tuple[Path, str]]) -> None:
    """Make the links when every file is there, so that no file is written through one; then take away those that lead out."""
    made = set()
    for target, goal in links:
        if not target.exists() and not target.is_symlink():
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.parent.resolve().is_relative_to(place):
                os.symlink(goal, target)
                made.add(target)
    # One link may lead another out, and without the one the other may lead elsewhere: until all stay inside.
    while leading_out := {link for link in made if not Path(os.path.realpath(link)).is_relative_to(place)}:
        for link in leading_out:
            link.unlink()
        made -= leading_out

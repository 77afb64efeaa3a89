"""Files as they are read: through an object that is passed in, so that everything made of a paper is made of one reading.

`DISK` reads what is there now. `FirstReading` remembers each answer: a file
that is asked for again is the same bytes, one that was missing stays missing,
whatever happens on the disk meanwhile. `Traced` notes the answers that
something was made from, so that it can be used again as long as they hold.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Protocol

_ABSENT = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.EINVAL)


class TooLargeError(OSError):
    """A file has more bytes than its reader takes."""

    def __init__(self, path: Path, most: int) -> None:
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        self.most = most


class Files(Protocol):
    """Where the reading rooms get files from. Paths are absolute."""

    def read(self, path: Path, most: int | None = None) -> bytes:
        """The file's bytes. Raises OSError; TooLargeError for one of more than `most` bytes, without reading it."""

    def is_file(self, path: Path) -> bool:
        """True if there is a file (links followed)."""

    def resolve(self, path: Path) -> Path:
        """The path with all links followed."""

    def find(self, folder: Path, pattern: str) -> list[Path]:
        """The files below a folder that a glob pattern names, sorted; none where there is no such folder."""


class Disk:
    """Files as they are at the moment of asking."""

    def read(self, path: Path, most: int | None = None) -> bytes:
        with path.open("rb") as file:
            if most is None:
                return file.read()
            if os.fstat(file.fileno()).st_size > most:
                raise TooLargeError(path, most)
            content = file.read(most + 1)
        if len(content) > most:  # it grew meanwhile, or is no ordinary file and has no size
            raise TooLargeError(path, most)
        return content

    def is_file(self, path: Path) -> bool:
        try:
            return path.is_file()
        except OSError:  # in a folder that may not be entered
            return False

    def resolve(self, path: Path) -> Path:
        try:
            return path.resolve()
        except (OSError, RuntimeError):  # links in a circle: reading it says so
            return path

    def find(self, folder: Path, pattern: str) -> list[Path]:
        return sorted(path for path in folder.glob(pattern) if path.is_file())


DISK = Disk()


def _matches(path: Path, folder: Path, pattern: str) -> bool:
    """True for a path that a glob pattern in a folder names: of single steps, or `**/` and a name."""
    if not path.is_relative_to(folder) or path == folder:
        return False
    parts, steps = path.relative_to(folder).parts, pattern.split("/")
    if steps[0] == "**":
        parts, steps = parts[-1:], steps[-1:]
    return len(parts) == len(steps) and all(map(fnmatchcase, parts, steps))


def read_text(files: Files, path: Path) -> str:
    """A text file in UTF-8, with LF line ends. Raises OSError, UnicodeDecodeError."""
    return files.read(path).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class _Refused:
    """A file that could not be read, and why; `most` for one that was too large."""

    number: int
    reason: str
    most: int | None = None

    def is_exceeded(self, most: int | None) -> bool:
        """True if it was too large, and more may be read now."""
        return self.most is not None and (most is None or most > self.most)

    def error(self, path: Path) -> OSError:
        """Each time another: an exception that is raised again carries its former trace."""
        return TooLargeError(path, self.most) if self.most is not None else OSError(self.number, self.reason, str(path))


def _is_missing(known: bytes | _Refused | None) -> bool:
    return isinstance(known, _Refused) and known.number in _ABSENT


class FirstReading:
    """Files that answer the same question always the same: as the first time. Can be pickled with what it has read.

    A file that is asked after is read at once: what is there can then be read, too.
    """

    def __init__(self, disk: Files = DISK) -> None:
        self._disk = disk
        self._real: dict[Path, Path] = {}
        self._known: dict[Path, bytes | _Refused] = {}  # by real path
        self._digests: dict[Path, str] = {}
        self._found: dict[tuple[Path, str], tuple[Path, ...]] = {}

    def read(self, path: Path, most: int | None = None) -> bytes:
        real = self.resolve(path)
        known = self._known.get(real)
        if known is None or (isinstance(known, _Refused) and known.is_exceeded(most)):
            known = self._known[real] = self._read(real, most)
        if isinstance(known, _Refused):
            raise known.error(path)
        if most is not None and len(known) > most:
            raise TooLargeError(path, most)
        return known

    def is_file(self, path: Path) -> bool:
        real = self.resolve(path)
        if real not in self._known and not self._disk.is_file(real):
            self._known[real] = _Refused(errno.ENOENT, os.strerror(errno.ENOENT))
        try:
            self.read(path, _LARGEST)
        except OSError as error:
            return error.errno not in _ABSENT
        return True

    def resolve(self, path: Path) -> Path:
        if path not in self._real:
            self._real[path] = self._disk.resolve(path)
        return self._real[path]

    def find(self, folder: Path, pattern: str) -> list[Path]:
        if (folder, pattern) not in self._found:
            self._found[folder, pattern] = tuple(self._disk.find(folder, pattern))
        # What was read or found missing before the folder was listed is there, or not, in the list as well.
        known = {path: self._known.get(real) for path, real in self._real.items() if _matches(path, folder, pattern)}
        found = {path for path in self._found[folder, pattern] if not _is_missing(known.get(path))}
        return sorted(found | {path for path, content in known.items() if isinstance(content, bytes)})

    def digest(self, path: Path) -> str:
        """SHA-256 of a file, in hex. Raises OSError."""
        real = self.resolve(path)
        if real not in self._digests:
            self._digests[real] = hashlib.sha256(self.read(path)).hexdigest()
        return self._digests[real]

    def asked(self) -> list[Path]:
        """The paths that were read or asked after so far, as they were named, also those where nothing is."""
        return [path for path, real in self._real.items() if real in self._known]

    def as_read(self) -> AsRead:
        """What was read so far, for whoever is not to ask the disk."""
        return AsRead(
            {real: known for real, known in self._known.items() if isinstance(known, bytes)},
            {path: real for path, real in self._real.items() if path != real},
            dict(self._found),
        )

    def digests(self) -> dict[Path, str]:
        """SHA-256 of everything that was read so far, by real path, in the order of reading."""
        return {real: self.digest(real) for real, known in self._known.items() if isinstance(known, bytes)}

    def changed(self) -> list[Path]:
        """What the disk answers otherwise by now: files with other bytes, gone or come, links that lead elsewhere, folders with other files."""
        found = [path for path, real in self._real.items() if self._disk.resolve(path) != real]
        found += [real for real, known in self._known.items() if not self._holds(real, known)]
        found += [
            folder
            for (folder, pattern), files in self._found.items()
            if tuple(self._disk.find(folder, pattern)) != files
        ]
        return list(dict.fromkeys(found))

    def _holds(self, real: Path, known: bytes | _Refused) -> bool:
        if isinstance(known, bytes):
            now = self._read(real, len(known))
            return now == known
        if known.number == errno.ENOENT and not self._disk.is_file(real):
            return True
        now = self._read(real, known.most)
        return isinstance(now, _Refused) and now.number == known.number

    def _read(self, real: Path, most: int | None) -> bytes | _Refused:
        try:
            return self._disk.read(real, most)
        except TooLargeError as error:
            return _Refused(error.errno or 0, str(error.strerror), error.most)
        except OSError as error:
            return _Refused(error.errno or errno.EIO, str(error.strerror))


@dataclass(frozen=True, slots=True)
class AsRead:
    """Files as they were once read: bytes by real path, where links led, what folders held. The disk is never asked; what was
    not read then is not there. Can be pickled."""

    contents: Mapping[Path, bytes] = field(repr=False)
    links: Mapping[Path, Path]
    listings: Mapping[tuple[Path, str], tuple[Path, ...]]

    def read(self, path: Path, most: int | None = None) -> bytes:
        content = self.contents.get(self.resolve(path))
        if content is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        if most is not None and len(content) > most:
            raise TooLargeError(path, most)
        return content

    def is_file(self, path: Path) -> bool:
        return self.resolve(path) in self.contents

    def resolve(self, path: Path) -> Path:
        return self.links.get(path, path)

    def find(self, folder: Path, pattern: str) -> list[Path]:
        return list(self.listings.get((folder, pattern), ()))


_LARGEST = 200_000_000  # bytes of a file that is read when it is only asked after


@dataclass(slots=True)
class Answers:
    """What files answered: bytes by their SHA-256, whether there are files, where links lead, what folders hold."""

    read: dict[tuple[Path, int | None], str] = field(default_factory=dict)
    there: dict[Path, bool] = field(default_factory=dict)
    real: dict[Path, Path] = field(default_factory=dict)
    found: dict[tuple[Path, str], list[Path]] = field(default_factory=dict)

    def hold(self, files: Files) -> bool:
        """True if `files` answer all of it in the same way."""
        try:
            return (
                all(files.find(*asked) == found for asked, found in self.found.items())
                and all(files.resolve(path) == real for path, real in self.real.items())
                and all(files.is_file(path) == there for path, there in self.there.items())
                and all(_digest(files.read(*asked)) == digest for asked, digest in self.read.items())
            )
        except OSError:
            return False


class Traced:
    """Files that pass every question on to others and note the answers. A file that cannot be read leaves none."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.answers = Answers()

    def read(self, path: Path, most: int | None = None) -> bytes:
        content = self._files.read(path, most)
        self.answers.read[path, most] = _digest(content)
        return content

    def is_file(self, path: Path) -> bool:
        there = self.answers.there[path] = self._files.is_file(path)
        return there

    def resolve(self, path: Path) -> Path:
        real = self.answers.real[path] = self._files.resolve(path)
        return real

    def find(self, folder: Path, pattern: str) -> list[Path]:
        found = self.answers.found[folder, pattern] = self._files.find(folder, pattern)
        return found


def file_digest(path: Path) -> str:
    """SHA-256 of a file as it is now, in hex; "" if there is none that can be read. The file is never held as a whole."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

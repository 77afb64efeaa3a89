"""Where a revision that the user names is: another file, an issued version, a state of the Git repository.

Each kind of place is a `Finder`; `find` asks them in turn. A finder that knows more (the approval room's record)
is given beside them.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from docgen.compare import messages
from docgen.compare.unpack import unpack
from docgen.errors import DocgenError, Location

ISSUED = "issued"  # issued/<path under content>/<version>/
MANIFEST = "manifest.json"  # what was issued, file by file
TREE = "document.json"  # the frozen tree beside an issued file (revision/stored.py)
_CONTENT = (".yaml", ".yml")
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Source:
    """A revision: content to be built in the workspace `root`, or a finished Word file with its frozen tree if there is one."""

    name: str  # what people call it: V1.0, HEAD~1, a file's name
    content: Path | None = None
    root: Path | None = None
    word: Path | None = None
    tree: Path | None = None


Finder = Callable[[Path, Path, str], Source | None]  # workspace root, the document's content file, what the user wrote


@contextmanager
def find(root: Path, file: Path, words: Sequence[str], more: Sequence[Finder] = ()) -> Iterator[list[Source]]:
    """The revisions of `file` that `words` name, as long as the context lasts (states of Git are unpacked for it).

    Raises DocgenError: V101 (nothing of that name), V102 (that state does not hold the file), V103 (Git fails).
    """
    with TemporaryDirectory(prefix="docgen-revision-") as folder:
        finders: list[Finder] = [_file, *more, _issued, lambda root, file, word: _git(root, file, word, Path(folder))]
        yield [_first(finders, root, file, word) for word in words]


def latest(root: Path, file: Path) -> str:
    """The revision to compare with if the user names none: the last issued version, else Git's HEAD."""
    versions = [place.name for place in _folder(root, file).glob("*") if place.is_dir()]
    return max(versions, key=_version_order, default="HEAD")


def _first(finders: Sequence[Finder], root: Path, file: Path, word: str) -> Source:
    for finder in finders:
        source = finder(root, file, word)
        if source is not None:
            return source
    raise DocgenError(messages.NO_REVISION.at(Location(word)))


# --- finders ---


def _file(root: Path, file: Path, word: str) -> Source | None:
    path = Path(word)
    if not path.is_file():
        return None
    if path.suffix.lower() in _CONTENT:
        return Source(path.name, content=path.resolve(), root=root)
    if path.suffix.lower() == ".docx":
        return Source(path.name, word=path, tree=_beside(path.parent))
    return None


def _issued(root: Path, file: Path, word: str) -> Source | None:
    """A version among the issued files, by its number with or without V."""
    for name in (word, f"V{word}"):
        place = _folder(root, file) / name
        words = sorted(place.glob("*.docx")) if word and "/" not in word and place.is_dir() else []
        if words:
            return Source(name, word=words[0], tree=_beside(place))
    return None


def _folder(root: Path, file: Path) -> Path:
    content = root / "content"
    inside = file.resolve().relative_to(content) if file.resolve().is_relative_to(content) else Path(file.name)
    return root / ISSUED / inside.with_suffix("")


def _beside(folder: Path) -> Path | None:
    tree = folder / TREE
    return tree if tree.is_file() else None


def _version_order(version: str) -> tuple[list[int], str]:
    return [int(part) for part in re.findall(r"\d+", version)], version  # V1.0, V1.0-更正1, V1.1


def _git(root: Path, file: Path, word: str, folder: Path) -> Source | None:
    """A state of the repository: content and templates as they were, unpacked into `folder`."""
    if word.startswith("-") or _run(root, "rev-parse", "--verify", "--quiet", f"{word}^{{commit}}").returncode:
        return None
    place = folder / str(len(list(folder.iterdir())))
    place.mkdir()
    packed = _run(root, "archive", "--format=tar", word)  # from a subfolder Git gives that folder alone
    if packed.returncode:
        reason = packed.stderr.decode(errors="replace").strip()
        raise DocgenError(messages.GIT_FAILS.at(Location(word), reason=reason))
    unpack(packed.stdout, place)
    relative = _relative(root, file)
    if relative is None or not (place / relative).is_file():
        place_of = relative.as_posix() if relative else str(file)
        raise DocgenError(messages.NOT_IN_REVISION.at(Location(place_of), revision=word))
    return Source(word, content=place / relative, root=place)


def _relative(root: Path, file: Path) -> Path | None:
    """The file's place in the workspace; None for one outside of it, which no version or state of the workspace holds."""
    resolved = file.resolve()
    return resolved.relative_to(root.resolve()) if resolved.is_relative_to(root.resolve()) else None


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Git in the workspace's folder; a machine without Git has no such states."""
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, timeout=_SECONDS, check=False)
    except OSError:
        return subprocess.CompletedProcess(arguments, 127, b"", b"")
    except subprocess.TimeoutExpired as error:
        raise DocgenError(messages.GIT_IS_SLOW.at(Location(str(root)))) from error

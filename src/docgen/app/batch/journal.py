"""What has been written, and from what: so that an interrupted batch can go on where it stopped.

`.docgen/journal.jsonl` under the workspace, JSON lines, only ever appended to:

    {"begin": KEY, "files": [paths]}                 these files are about to be written
    {"done": KEY, "inputs": sha256, "files": …}      they are written; from what, and their digests

KEY names document, output folder and options. A last line that a kill tore
off is passed over, and closed by the next writing. After a `begin` without
its `done`, what was being written aside is removed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from docgen.content.workspace import Workspace
from docgen.errors import Location, Problem

NAME = "journal.jsonl"
_SPARE = 2_000  # lines that say nothing any more, before the journal is written anew
_ASIDE = r"\.[a-z0-9_]{8}"  # what tempfile puts behind the name


@dataclass(frozen=True, slots=True)
class Record:
    """A document that was written: digest of all it was made from, what that was, and its files with their digests.

    Paths are relative to the workspace where they lie in it. `warnings` are
    shown again when the document is found to be done.
    """

    inputs: str
    sources: tuple[str, ...]
    folders: tuple[str, ...]
    outputs: dict[str, str]
    warnings: tuple[Problem, ...] = ()


class Journal:
    """The journal of one workspace. Raises OSError where it cannot be written."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._path = workspace.state / NAME
        self._done: dict[str, Record] = {}
        self._begun: dict[str, list[str]] = {}
        self._lines = 0
        self._read()

    def record(self, key: str) -> Record | None:
        """What was last written under `key`; None if nothing, or if it was interrupted."""
        return None if key in self._begun else self._done.get(key)

    def begin(self, key: str, files: Sequence[Path]) -> None:
        """`files` are about to be written."""
        self._append({"begin": key, "files": [self._workspace.relative(file) for file in files]}, safe=False)

    def done(self, key: str, record: Record) -> None:
        """Everything of `key` is written; on the disk when this returns."""
        self._append({"done": key, **asdict(record)}, safe=True)

    def clear_up(self) -> None:
        """Remove what an interrupted writing left beside its files."""
        for files in self._begun.values():
            for name in files:
                file = self._workspace.root / name
                pattern = re.compile(re.escape(f".{file.name}") + _ASIDE)
                if file.parent.is_dir():
                    for other in file.parent.iterdir():
                        if pattern.fullmatch(other.name):
                            other.unlink(missing_ok=True)
        self._begun.clear()
        if self._lines > 2 * len(self._done) + _SPARE:
            self._write_anew()

    # --- the file ---

    def _read(self) -> None:
        try:
            raw = self._path.read_bytes()
        except OSError:
            return
        for line in raw.split(b"\n"):
            self._lines += 1
            try:
                self._take(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError):
                continue  # torn by a kill, or not ours: the document is built again

    def _take(self, entry: dict[str, Any]) -> None:
        if "begin" in entry:
            self._begun[entry["begin"]] = [str(file) for file in entry["files"]]
            return
        key = entry["done"]
        record = Record(
            str(entry["inputs"]),
            tuple(entry["sources"]),
            tuple(entry["folders"]),
            dict(entry["outputs"]),
            tuple(_problem(problem) for problem in entry["warnings"]),
        )
        self._done[key] = record
        self._begun.pop(key, None)

    def _append(self, entry: dict[str, Any], *, safe: bool) -> None:
        line = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self._prepare()
        # One writing a line in append mode: two batches of one workspace do not tear each other's lines.
        handle = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        try:
            if not _ends_with_line(handle):
                line = b"\n" + line
            os.write(handle, line)
            if safe:
                os.fsync(handle)
        finally:
            os.close(handle)
        self._take(entry)

    def _prepare(self) -> None:
        folder = self._path.parent
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")

    def _write_anew(self) -> None:
        """Only the records that still count; moved into place, so that a kill leaves the old journal."""
        aside = self._path.with_suffix(".new")
        with aside.open("w", encoding="utf-8") as file:
            for key, record in self._done.items():
                file.write(
                    json.dumps({"done": key, **asdict(record)}, ensure_ascii=False, separators=(",", ":")) + "\n"
                )
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, self._path)
        self._lines = len(self._done)


def _ends_with_line(handle: int) -> bool:
    size = os.fstat(handle).st_size
    if not size:
        return True
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) == b"\n"


def _problem(fields: dict[str, Any]) -> Problem:
    place = fields["location"]
    location = Location(place["file"], place["line"], place["column"])
    return Problem(location, fields["code"], fields["message"], fields["hint"], fields["severity"])

"""From a place in a text to the line and column of its file; whether that is certain.

A mark gives where a YAML scalar begins. What stands there in the file is
compared with the text: equal means certain, and only then may --fix touch it.
Folded text and quotes with escapes are reported at the scalar's beginning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from docgen.content.encoding import decode
from docgen.content.workspace import Workspace
from docgen.errors import Location
from docgen.reading import DISK, Files


@dataclass(frozen=True, slots=True)
class Place:
    """`location`, and whether the file's characters there are the text's own."""

    location: Location
    certain: bool


@dataclass(slots=True)
class Sources:
    """The lines of the content files, read once."""

    workspace: Workspace
    _lines: dict[str, list[str]] = field(default_factory=dict)

    def lines(self, file: str) -> list[str]:
        """The file's lines; none if it cannot be read."""
        if file not in self._lines:
            self._lines[file] = _lines(self.workspace.root / file, file, DISK)
        return self._lines[file]

    def read(self, paths: Iterable[Path], files: Files) -> None:
        """Take the lines of a document's content from what the document was read from."""
        for path in paths:
            name = self.workspace.relative(path)
            if name not in self._lines:
                self._lines[name] = _lines(path, name, files)

    def place(self, mark: Location, text: str, start: int, end: int) -> Place:
        """Where text[start:end] stands, for a scalar that begins at `mark`."""
        lines = self.lines(mark.file)
        if not 0 < mark.line <= len(lines) or mark.column < 1:
            return Place(mark, False)
        line, column = lines[mark.line - 1], mark.column - 1
        opening = line[column : column + 1]
        if opening in ("|", ">"):
            return self._block(mark, lines, text, start, end)
        offset = column + (opening in ('"', "'"))
        if line[offset : offset + len(text)] == text:
            return Place(Location(mark.file, mark.line, offset + start + 1), True)
        return self._searched(mark, lines, text[start:end])

    def _block(self, mark: Location, lines: list[str], text: str, start: int, end: int) -> Place:
        row = text.count("\n", 0, start)
        begin = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", begin)
        wanted = text[begin : stop if stop >= 0 else len(text)]
        number = mark.line + row  # the block's first line is the one below its mark
        if number < len(lines):
            line = lines[number]
            indent = len(line) - len(line.lstrip(" ")) - (len(wanted) - len(wanted.lstrip(" ")))
            if indent >= 0 and line[indent:].rstrip("\r") == wanted and end <= begin + len(wanted):
                return Place(Location(mark.file, number + 1, indent + start - begin + 1), True)
        return self._searched(mark, lines, text[start:end])

    def _searched(self, mark: Location, lines: list[str], wanted: str) -> Place:
        """Near the mark, the line that holds the words; the mark itself if none does."""
        for number in range(mark.line - 1, min(mark.line + 60, len(lines))):
            column = (
                lines[number].find(wanted, mark.column - 1 if number == mark.line - 1 else 0) if wanted.strip() else -1
            )
            if column >= 0:
                return Place(Location(mark.file, number + 1, column + 1), False)
        return Place(mark, False)


def _lines(path: Path, name: str, files: Files) -> list[str]:
    try:
        text, _problems = decode(files.read(path), name)
    except OSError:
        text = None
    return (text or "").split("\n")

"""Corrections put into files: only the stretches themselves, every other byte as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docgen.errors import Location


@dataclass(frozen=True, slots=True)
class Fix:
    """A stretch of a file (line and column from 1, its length) and what is to stand there."""

    location: Location
    wrong: str
    right: str
    code: str


def mended(raw: bytes, fixes: Iterable[Fix]) -> tuple[bytes, list[Fix]]:
    """The file's bytes with the corrections in, and those that went in. UTF-8 only; others come back unchanged.

    A correction whose words do not stand at its place is left out, as is one that overlaps another.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw, []
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = text[len(mark) :].split("\n")
    done: list[Fix] = []
    limits: dict[int, int] = {}
    for fix in sorted(fixes, key=lambda fix: (fix.location.line, fix.location.column, len(fix.wrong)), reverse=True):
        row, start = fix.location.line - 1, fix.location.column - 1
        end = start + len(fix.wrong)
        if row >= len(lines) or lines[row][start:end] != fix.wrong or end > limits.get(row, end):
            continue
        if _breaks_yaml(lines[row], start, end, fix.right):
            continue
        lines[row] = lines[row][:start] + fix.right + lines[row][end:]
        limits[row] = start
        done.append(fix)
    return (mark + "\n".join(lines)).encode("utf-8"), done[::-1]


def _breaks_yaml(line: str, start: int, end: int, right: str) -> bool:
    """A replacement may not open a quote, a comment or a mapping where the text began with something else."""
    if any(sign in right for sign in "\"'#&*!|>%@`{}[]:"):
        return True
    outer = line[start - 1 : start] + right + line[end : end + 1]
    return " #" in outer or ": " in outer

"""What can be wrong, and where: the one error base of docgen.

A problem is a place, a fact and a way out (docs/architecture.md, "Errors").
Stages collect problems in lists and go on; only what makes a stage
impossible is raised, as a `DocgenError` that carries every problem found.
Standard library only: every room may import this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Severity = Literal["error", "warning"]

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def visible(text: str) -> str:
    """The text with what steers a terminal, turns the direction of writing or cannot be written replaced by �; lines stay."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: workspace-relative path, line and column from 1 (0: not known)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column or 1}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `location: CODE message`, and a hint that says the way out. As text it steers no terminal,
    whatever the message quotes."""

    location: Location
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.location}: " if self.location.file else ""
        text = f"{place}{self.code} {self.message}"
        return visible(f"{text}\n  提示：{self.hint}" if self.hint else text)


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that docgen says, kept whole in its room's `messages.py`: code, fact, way out, explanation.

    `text` and `hint` may hold {names}, filled by `at`. Several messages may share a code
    when one thing goes wrong in several ways; one of them carries the `explanation`,
    which `docgen explain CODE` prints (`docgen.explanations` gathers them).
    """

    code: str
    text: str
    hint: str = ""
    explanation: str = ""
    severity: Severity = "error"

    def at(self, location: Location, **values: object) -> Problem:
        """The problem at a place; every {name} of text and hint needs its value (KeyError otherwise). A moment of the record
        (2026-03-01T08:00:00Z) is told by Beijing's clock, as everything else that docgen prints."""
        told = {name: _by_beijing(value) for name, value in values.items()}
        return Problem(location, self.code, self.text.format(**told), self.hint.format(**told), self.severity)


def _by_beijing(value: object) -> object:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return value
    try:
        moment = datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ") + timedelta(hours=8)
    except (ValueError, OverflowError):
        return value
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def explained(*rooms: object) -> dict[str, str]:
    """Code → explanation of every Message that stands in the given `messages` modules and carries one."""
    return {
        item.code: item.explanation
        for room in rooms
        for item in vars(room).values()
        if isinstance(item, Message) and item.explanation
    }


class DocgenError(Exception):
    """Raised where a stage cannot go on; `problems` holds everything found so far (never empty)."""

    exit_code = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def has_errors(problems: Iterable[Problem]) -> bool:
    """True if any problem is an error; warnings alone do not stop a build."""
    return any(problem.severity == "error" for problem in problems)

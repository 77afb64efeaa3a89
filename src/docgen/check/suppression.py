"""`# docgen: ignore K301 原因` on a line or the line above: one problem less, with a reason.

A suppression without a reason, of an unknown code, or of nothing is itself a problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docgen.check import messages
from docgen.check.rule import CODE
from docgen.errors import Location, Problem

_COMMENT = re.compile(
    r"#[ ]*docgen[ ]*[:：][ ]*(?:ignore|忽略)[ ]*((?:[A-Z]{1,3}\d{3}(?!\w)[,，、 ]*)*)(.*)$", re.IGNORECASE
)


@dataclass(slots=True)
class Suppression:
    """The codes of a comment at `line` of a file, its reason, and which of them suppressed something."""

    location: Location
    codes: tuple[str, ...]
    reason: str
    alone: bool  # the comment has its line for itself: it means the next line
    used: set[str] = field(default_factory=set)

    def covers(self, code: str, line: int) -> bool:
        return code in self.codes and (line == self.location.line or (self.alone and line == self.location.line + 1))


def read(file: str, lines: list[str]) -> list[Suppression]:
    """The suppressions of a file."""
    found: list[Suppression] = []
    for number, line in enumerate(lines, 1):
        if "docgen" not in line or not (match := _COMMENT.search(line)):
            continue
        codes = tuple(re.findall(CODE, match[1].upper()))
        reason = match[2].strip(" ：:，,。-—")
        found.append(
            Suppression(Location(file, number, match.start() + 1), codes, reason, not line[: match.start()].strip())
        )
    return found


def complaints(suppressions: list[Suppression], known: set[str], active: set[str], *, complete: bool) -> list[Problem]:
    """What is wrong with the suppressions themselves. `complete`: all documents ran through, so an unused one is known to be."""
    problems: list[Problem] = []
    for one in suppressions:
        if not one.codes:
            problems.append(messages.SUPPRESSION_WITHOUT_CODE.at(one.location))
            continue
        if not one.reason:
            problems.append(messages.SUPPRESSION_WITHOUT_REASON.at(one.location, codes="、".join(one.codes)))
        for code in one.codes:
            if code not in known:
                problems.append(messages.SUPPRESSED_UNKNOWN_RULE.at(one.location, code=code))
            elif complete and code in active and code not in one.used:
                problems.append(messages.SUPPRESSION_UNUSED.at(one.location, code=code))
    return problems

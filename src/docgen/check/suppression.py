"""`# docgen: ignore K301 原因` on a line or the line above: one problem less, with a reason.

A suppression without a reason, of an unknown code, or of nothing is itself a problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docgen.errors import Location, Problem

_COMMENT = re.compile(r"#[ ]*docgen[ ]*[:：][ ]*(?:ignore|忽略)[ ]*((?:K\d{3}[,，、 ]*)*)(.*)$", re.IGNORECASE)


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
        codes = tuple(re.findall(r"K\d{3}", match[1].upper()))
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
            hint = "写成 # docgen: ignore K301 原因；docgen explain K301 说明代码"
            problems.append(Problem(one.location, "K001", "忽略没有写代码", hint, "warning"))
            continue
        if not one.reason:
            hint = "在代码后面写原因，例如 # docgen: ignore K503 特种作业的法定年龄"
            problems.append(
                Problem(
                    one.location,
                    "K001",
                    "忽略 {codes} 没有写原因".format(codes="、".join(one.codes)),
                    hint,
                    "warning",
                )
            )
        for code in one.codes:
            if code not in known:
                problems.append(
                    Problem(
                        one.location,
                        "K003",
                        f"没有规则 {code}",
                        "docgen explain 列出全部代码",
                        "warning",
                    )
                )
            elif complete and code in active and code not in one.used:
                fact = f"这一行没有 {code} 的问题，忽略是多余的"
                problems.append(Problem(one.location, "K002", fact, "删去这条忽略", "warning"))
    return problems

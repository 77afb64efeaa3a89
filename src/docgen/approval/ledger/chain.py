"""Checks of a record: every fault is found and named by its event.

The chain (`check_chain`) shows edits, deletions and swaps; signatures
(`workflow/signatures.py`) show forgeries; a checkpoint (`workflow/checkpoints.py`)
shows truncation and a rewrite of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docgen.approval.ledger.events import START, hash_of
from docgen.errors import Location, Problem


def check_chain(
    rows: Iterable[tuple[Any, ...]], place: str = "", *, after: int = 0, previous: str = START
) -> list[Problem]:
    """Everything wrong with rows in the order they are kept (columns as `events.COLUMNS`): A421 edited, A422 missing or
    added, A423 out of order. `after` and `previous`: the event that the first row should follow."""
    problems: list[Problem] = []
    expected = after + 1
    for row in rows:
        if row[0] != expected:
            problems.append(_misplaced(row[0], expected, place))
        if hash_of(row) != row[11]:
            fact = f"第 {row[0]} 条记录被改过：内容与它的指纹不符"
            problems.append(Problem(Location(place), "A421", fact, _ways_out()))
        elif row[9] != previous and row[0] == expected:
            fact = f"第 {row[0]} 条记录接不上前一条：前一条被改写过"
            problems.append(Problem(Location(place), "A421", fact, _ways_out()))
        expected, previous = (row[0] if isinstance(row[0], int) else expected) + 1, row[11]
    return problems


def _misplaced(found: Any, expected: int, place: str) -> Problem:
    if isinstance(found, int) and found > expected:
        missing = str(expected) if found == expected + 1 else f"{expected}—{found - 1}"
        return Problem(Location(place), "A422", f"缺少第 {missing} 条记录", _ways_out())
    fact = f"第 {found} 条记录的次序不对：这里应是第 {expected} 条"
    return Problem(Location(place), "A423", fact, _ways_out())


def _ways_out() -> str:
    return "保留现场，不要继续审批；从备份恢复 .docgen/record.db，再用 docgen verify --record 核对"

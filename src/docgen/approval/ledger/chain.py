"""Checks of a record: every fault is found and named by its event.

The chain (`check_chain`) shows edits, deletions and swaps; signatures
(`workflow/signatures.py`) show forgeries; a checkpoint (`workflow/checkpoints.py`)
shows truncation and a rewrite of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docgen.approval.ledger.events import START, hash_of
from docgen.approval.ledger.messages import ROW_EDITED, ROW_OUT_OF_ORDER, ROW_UNCHAINED, ROWS_MISSING
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
            problems.append(ROW_EDITED.at(Location(place), sequence=row[0]))
        elif row[9] != previous and row[0] == expected:
            problems.append(ROW_UNCHAINED.at(Location(place), sequence=row[0]))
        expected, previous = (row[0] if isinstance(row[0], int) else expected) + 1, row[11]
    return problems


def _misplaced(found: Any, expected: int, place: str) -> Problem:
    if isinstance(found, int) and found > expected:
        missing = str(expected) if found == expected + 1 else f"{expected}—{found - 1}"
        return ROWS_MISSING.at(Location(place), missing=missing)
    return ROW_OUT_OF_ORDER.at(Location(place), found=found, expected=expected)

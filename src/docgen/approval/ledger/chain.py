"""Checks of a record: every fault is found and named by its event.

The chain (`check_chain`) shows edits, deletions and swaps; signatures
(`signatures.py`) show forgeries; a checkpoint (`checkpoints.py`) shows
truncation and a rewrite of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from docgen.approval.ledger.event_kinds import CLOCK_CORRECTION
from docgen.approval.ledger.messages import (
    ROW_EDITED,
    ROW_OUT_OF_ORDER,
    ROW_UNCHAINED,
    ROWS_MISSING,
    TIME_GOES_BACK,
)
from docgen.approval.ledger.sealing import FORMAT, START, UNBEGUN, Sealing, hash_of
from docgen.errors import Location, Problem

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def check_chain(
    rows: Iterable[tuple[Any, ...]],
    place: str = "",
    *,
    after: int = 0,
    previous: str = START,
    sealing: Sealing = UNBEGUN,
    at: str = "",
) -> list[Problem]:
    """Everything wrong with rows in the order they are kept (columns as `events.COLUMNS`): A421 edited, A422 missing or
    added, A423 out of order, A428 a time before the event's before it. `after`, `previous`, `sealing` and `at`: the event
    that the first row should follow."""
    problems: list[Problem] = []
    expected = after + 1
    for row in rows:
        if row[0] != expected:
            problems.append(_misplaced(row[0], expected, place))
        if sealing.format != FORMAT:
            sealing = sealing.of(row[0], row[2], row[8])
        if not _is_whole(row, sealing):
            problems.append(ROW_EDITED.at(Location(place), sequence=row[0]))
        elif row[9] != previous and row[0] == expected:
            problems.append(ROW_UNCHAINED.at(Location(place), sequence=row[0]))
        elif row[7] != at:
            if not is_moment(row[7]) or (row[7] < at and row[2] != CLOCK_CORRECTION):
                problems.append(TIME_GOES_BACK.at(Location(place), sequence=row[0], at=row[7], last=at))
            else:
                at = row[7]
        if sealing.genesis == START:
            sealing = sealing.after(row[11])
        expected, previous = (row[0] if isinstance(row[0], int) else expected) + 1, row[11]
    return problems


def is_moment(text: str) -> bool:
    """True for a time as events write it."""
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_whole(row: tuple[Any, ...], sealing: Sealing) -> bool:
    try:
        return hash_of(row, sealing) == row[11]
    except (ValueError, TypeError, OverflowError):
        return False


def _misplaced(found: Any, expected: int, place: str) -> Problem:
    if isinstance(found, int) and found > expected:
        missing = str(expected) if found == expected + 1 else f"{expected}—{found - 1}"
        return ROWS_MISSING.at(Location(place), missing=missing)
    return ROW_OUT_OF_ORDER.at(Location(place), found=found, expected=expected)

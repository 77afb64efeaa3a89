"""The one reader of a record: its events, as far as each was signed by who might sign it and was allowed when it was done.

Chained they are when they come from the database. `Verified` keeps the keys and the events that count so far, and so judges
only what is new: what others wrote since, and what is about to be written.
"""

from __future__ import annotations

from collections.abc import Sequence

from docgen.approval.ledger.events import Event
from docgen.approval.ledger.keyring import Keyring
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.sealing import START
from docgen.approval.ledger.signatures import faults
from docgen.approval.rules.authority import judge
from docgen.errors import DocgenError, Problem


class Verified:
    """The events of one record that were judged, and everything wrong with them. `place` names the record."""

    def __init__(self, place: str = "") -> None:
        self._place = place
        self._forget()

    @property
    def problems(self) -> list[Problem]:
        """A424 to A427 for all events taken so far."""
        return list(self._problems)

    def read(self, ledger: Ledger) -> Ledger:
        """The record as it is now, what has come to it judged. Raises DocgenError with everything wrong in the whole of it."""
        if not ledger.holds(self._size, self._head):  # what was judged was never written
            self._forget()
        self.take(ledger.after(self._size))
        if self._problems:
            raise DocgenError(self._problems)
        return ledger

    def write(self, events: Sequence[Event]) -> None:
        """Judge events that are about to be written. Raises DocgenError with everything wrong with them: they must not be."""
        if self.take(events):
            problems = self.problems
            self._forget()
            raise DocgenError(problems)

    def take(self, events: Sequence[Event], *, processes: int | None = 1) -> list[Problem]:
        """Judge the events that follow those judged: what is wrong with them. An event against which anything is said counts
        for nothing in what follows. `processes` as `check_signatures` takes it."""
        unsigned = faults(events, self._place, processes=processes, ring=self._ring)
        wrong = {sequence for sequence, _problem in unsigned}
        found = [problem for _sequence, problem in unsigned]
        found += judge(self._counting, (event for event in events if event.sequence not in wrong), self._place)
        self._problems += found
        if events:
            self._size, self._head = events[-1].sequence, events[-1].hash
        return found

    def _forget(self) -> None:
        self._problems: list[Problem] = []
        self._ring = Keyring()
        self._counting = Ledger()
        self._size, self._head = 0, START

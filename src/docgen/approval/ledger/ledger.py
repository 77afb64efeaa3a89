"""The record in memory: all events in their order, by document and by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft, Event, next_time, seal, timestamp
from docgen.approval.ledger.messages import OLD_FORMAT
from docgen.approval.ledger.sealing import FORMAT, START, UNBEGUN, Sealing
from docgen.errors import DocgenError, Location

T = TypeVar("T")


class Ledger:
    """All events of a record. Grows only by `extend`; the events were checked to follow each other by who read them."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._events: list[Event] = []
        self._by_document: defaultdict[str, list[Event]] = defaultdict(list)
        self._by_kind: defaultdict[str, list[Event]] = defaultdict(list)
        self._sealing = UNBEGUN
        self._compromised: dict[str, str] = {}  # key id → UTC
        self._folds: dict[str, tuple[int, Any]] = {}
        self.extend(events)

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    @property
    def size(self) -> int:
        return len(self._events)

    @property
    def head(self) -> str:
        """The last event's hash; START in an empty record."""
        return self._events[-1].hash if self._events else START

    @property
    def genesis(self) -> str:
        """The record's identity: its first event's hash; START in an empty record."""
        return self._sealing.genesis

    @property
    def sealing(self) -> Sealing:
        """How the last event is sealed, and so the next one, unless that is a re-sealing; UNBEGUN in an empty record."""
        return self._sealing

    def hash_at(self, sequence: int) -> str:
        """The hash of the event with this number, from 1; "" where there is none."""
        return self._events[sequence - 1].hash if 1 <= sequence <= len(self._events) else ""

    @property
    def last_time(self) -> str:
        return self._events[-1].at if self._events else ""

    def events(self, document: str | None = None, kinds: Collection[str] | None = None) -> list[Event]:
        """The events of a document ("" those of the workspace, None all), of these kinds (None all), in order."""
        if kinds is None:
            return list(self._events if document is None else self._by_document.get(document, ()))
        if document:
            return [event for event in self._by_document.get(document, ()) if event.kind in kinds]
        found = [
            event
            for kind in kinds
            for event in self._by_kind.get(kind, ())
            if document is None or event.document == document
        ]
        return found if len(kinds) == 1 else sorted(found, key=lambda event: event.sequence)

    def after(self, size: int) -> list[Event]:
        """The events that follow the first `size`."""
        return self._events[size:]

    def holds(self, size: int, head: str) -> bool:
        """True if the event at that place is there, and has this hash (START before the first)."""
        return size <= len(self._events) and head == (self._events[size - 1].hash if size else START)

    def fold(self, name: str, start: Callable[[], T], take: Callable[[T, Event], T]) -> T:
        """What all events amount to, by a fold of that name: it is kept, and takes in only those that came since. The value is
        the ledger's own: not to be changed by who asks for it."""
        size, value = self._folds[name] if name in self._folds else (0, start())
        for event in self._events[size:]:
            value = take(value, event)
        self._folds[name] = (len(self._events), value)
        return value

    def documents(self) -> list[str]:
        """The ids of all documents, in the order of their first events."""
        return [document for document in self._by_document if document]

    def suspect(self, event: Event) -> bool:
        """True if the event was signed by a key that was in wrong hands by then, as its revocation said afterwards."""
        return any(
            event.at >= since and bool(event.key_id) and id.startswith(event.key_id)
            for id, since in self._compromised.items()
        )

    def extend(self, events: Iterable[Event]) -> None:
        for event in events:
            self._sealing = sealing_of(event, self._sealing).after(event.hash)
            if event.kind == kinds.KEY_REVOKED and (since := str(event.payload.get("since") or "")):
                id = str(event.payload.get("key_id", ""))
                self._compromised[id] = min(since, self._compromised.get(id, since))
            self._events.append(event)
            self._by_document[event.document].append(event)
            self._by_kind[event.kind].append(event)

    def seal(self, drafts: Iterable[Draft], now: datetime) -> list[Event]:
        """The events that the drafts become after those known; the ledger itself does not change.

        A set-up that begins a record says in its payload which format that is of. Raises DocgenError A402 (clock set
        back), A411 (unfit data), A412 (a record of an earlier format that was not sealed anew).
        """
        sealed: list[Event] = []
        size, head, sealing, at = self.size, self.head, self.sealing, self.last_time
        for draft in drafts:
            if not size and draft.kind == kinds.SET_UP:
                draft = replace(draft, payload={**draft.payload, "format": FORMAT})
            sealing = Sealing(FORMAT, sealing.genesis) if not size or draft.kind == kinds.RE_SEAL else sealing
            if sealing.format != FORMAT:
                raise DocgenError(OLD_FORMAT.at(Location("")))
            at = timestamp(now) if draft.kind == kinds.CLOCK_CORRECTION else next_time(now, at)
            event = seal(draft, size, head, at, sealing)
            sealed.append(event)
            size, head, sealing = event.sequence, event.hash, sealing.after(event.hash)
        return sealed


def sealing_of(event: Event, before: Sealing) -> Sealing:
    """How an event is sealed that follows one so sealed."""
    return before if before.format == FORMAT else before.of(event.sequence, event.kind, event.body)


def sealings(events: Iterable[Event]) -> Iterator[tuple[Event, Sealing]]:
    """Each event with its sealing; the events of a record in order, those of the workspace without a gap."""
    sealing = UNBEGUN
    for event in events:
        sealing = sealing_of(event, sealing)
        yield event, sealing
        sealing = sealing.after(event.hash)

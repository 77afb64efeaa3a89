"""Is every event signed by a key of its actor that counted then? For a whole record, on all processors if it is long."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Event
from docgen.approval.ledger.keyring import Keyring
from docgen.approval.ledger.keys import verify
from docgen.approval.ledger.ledger import sealing_of
from docgen.approval.ledger.messages import (
    ADMINISTRATIVE_ACT,
    AGAINST_TWO,
    KEY_NOT_COUNTING,
    SECOND_SET_UP,
    SIGNATURE_FORGED,
    UNSIGNED,
)
from docgen.approval.ledger.sealing import signed_bytes
from docgen.errors import Location, Problem

# Administrators' acts beside those on keys and administrators, for which the keyring has its own rules.
ADMINISTRATIVE = frozenset(
    {
        kinds.ORGANISATION,
        kinds.CERTIFICATE_ROOT,
        kinds.CERTIFICATE_REVOKED,
        kinds.POLICY,
        kinds.RE_SEAL,
        kinds.CLOCK_CORRECTION,
        kinds.BREAK_ACCEPTED,
    }
)
_LONG = 4_000  # events from which further processes are worth their start
_PART = 1_000

Job = tuple[int, str, str, bytes]  # sequence, public key, signature, what it is over


def check_signatures(
    events: Iterable[Event], place: str = "", *, processes: int | None = None, ring: Keyring | None = None
) -> list[Problem]:
    """Everything wrong with the signatures, in the events' order: A424 forged or unsigned, A425 by a key that did not
    count, A426 an administrator's act by someone else. `processes` None: as many as the machine has. `ring`: the keys as
    of the events before these; it takes in these."""
    return [problem for _sequence, problem in faults(events, place, processes=processes, ring=ring)]


def faults(
    events: Iterable[Event], place: str = "", *, processes: int | None = None, ring: Keyring | None = None
) -> list[tuple[int, Problem]]:
    """The same with the sequence of the event that each problem is about."""
    problems: list[tuple[int, Problem]] = []
    jobs: list[Job] = []
    ring = Keyring() if ring is None else ring
    for event in events:
        sealing = sealing_of(event, ring.sealing)
        ring.sealing = sealing.after(event.hash)
        if event.kind == kinds.SET_UP:
            ring.apply(
                event
            )  # the first key vouches for itself; the workspace's anchor says whether it is the right one
        if problem := _unfit(event, ring, place):
            problems.append((event.sequence, problem))
        else:
            jobs.append((event.sequence, ring.signer(event)[1], event.signature, signed_bytes(event.hash, sealing)))
        if event.kind != kinds.SET_UP:
            ring.apply(event)
    for sequence in _forged(jobs, processes):
        problems.append((sequence, SIGNATURE_FORGED.at(Location(place), sequence=sequence)))
    return problems


def _unfit(event: Event, ring: Keyring, place: str) -> Problem | None:
    if not event.key_id or not event.signature:
        return UNSIGNED.at(Location(place), sequence=event.sequence)
    owner, _public = ring.signer(event)
    if event.kind == kinds.SET_UP and event.sequence != 1:
        return SECOND_SET_UP.at(Location(place), sequence=event.sequence)
    if owner != event.actor or not owner:
        why = "已吊销" if ring.find(event.key_id) in ring.revoked else "没有登记，或属于别人"
        return KEY_NOT_COUNTING.at(Location(place), sequence=event.sequence, actor=event.actor, why=why)
    if problem := ring.refusal(event) or (event.kind in ADMINISTRATIVE and ring.not_administrator(event.actor)) or None:
        if problem.code != "A308":
            return AGAINST_TWO.at(Location(place), sequence=event.sequence, reason=problem.message)
        return ADMINISTRATIVE_ACT.at(Location(place), sequence=event.sequence, actor=event.actor)
    return None


def _forged(jobs: Sequence[Job], processes: int | None) -> list[int]:
    count = (
        processes or len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else processes or os.cpu_count() or 1
    )
    if count == 1 or len(jobs) < _LONG:
        return _forged_part(jobs)
    parts = [jobs[start : start + _PART] for start in range(0, len(jobs), _PART)]
    # spawn: the caller may have threads, which a forked child would find in mid-work
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        return [sequence for part in pool.map(_forged_part, parts) for sequence in part]


def _forged_part(jobs: Sequence[Job]) -> list[int]:
    return [sequence for sequence, public, signature, message in jobs if not verify(public, signature, message)]

"""What is done to the record itself: sealing one of an earlier format anew, going on after a contradiction that was explained."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.api.approvals import Approvals, Key


@dataclass(frozen=True, slots=True)
class ReSealed:
    """A re-sealing: its number in the record, how many events of the earlier format stand before it, what a check of them found."""

    sequence: int
    count: int
    found: tuple[str, ...]


def re_seal(approvals: Approvals, key: Key) -> ReSealed:
    """Seal a record that an earlier release began anew, by an administrator's key: the old events stay, what follows is of
    the present format. Raises DocgenError A308, A412 (nothing to do), and what is wrong with it."""
    event = approvals.desk.re_seal(key)
    return ReSealed(event.sequence, event.payload["count"], tuple(event.payload["found"]))


@dataclass(frozen=True, slots=True)
class Accepted:
    """Contradictions that were accepted, in words, and the numbers of the events that say so."""

    found: tuple[str, ...]
    sequences: tuple[int, ...]


def accept(approvals: Approvals, key: Key, reason: str) -> Accepted:
    """Go on with the record as it is, though a kept checkpoint (an administrator's matter) or the head that the own key
    keeps contradicts it; both are written anew. Raises DocgenError A308, A440 (nothing to accept, no reason)."""
    from docgen.approval.desk.breaks import accept as accept_breaks

    done = accept_breaks(approvals.desk, key, reason)
    return Accepted(done.found, tuple(event.sequence for event in done.events))


def correct_clock(approvals: Approvals, key: Key, reason: str) -> tuple[int, str]:
    """Correct the time of a last event that has not come, by an administrator's key; the number of the event that says so, and
    its time, from which times run on. Raises DocgenError A308, A414 (no reason; nothing to correct)."""
    event = approvals.desk.correct_clock(key, reason)
    return event.sequence, event.at


def begin_witness(approvals: Approvals, folder: str | Path, key: Key) -> Path:
    """Put a checkpoint into a folder outside, which then is one of those that DOCGEN_WITNESS or docgen.yaml's `witness` may name."""
    return approvals.desk.begin_witness(Path(folder), key)


def note(approvals: Approvals, key: Key) -> str:
    """Put a checkpoint into a note (refs/notes/docgen) of the workspace's git repository; the commit that it stands at."""
    return approvals.desk.note(key)


def time_stamp(approvals: Approvals, key: Key, address: str, file: str | Path | None = None) -> Path:
    """A checkpoint with the time stamp (RFC 3161) of the authority at a web address; its file (in issued/timestamps if None)."""
    from docgen.approval.after.timestamps import Authority, stamp

    return stamp(approvals.desk, key, Authority(address), Path(file) if file else None)
